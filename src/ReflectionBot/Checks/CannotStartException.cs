namespace ReflectionBot.Checks;

/// <summary>The bot cannot start; the message is a sentence for the operator that names the key or file and says what to do.</summary>
public sealed class CannotStartException : Exception
{
    /// <summary>Cannot start.</summary>
    public CannotStartException() : base("The bot cannot start.") { }

    /// <summary>Cannot start, with this message.</summary>
    public CannotStartException(string message) : base(message) { }

    /// <summary>Cannot start, with this message and the cause.</summary>
    public CannotStartException(string message, Exception inner) : base(message, inner) { }
}
