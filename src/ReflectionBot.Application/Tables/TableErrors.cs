namespace ReflectionBot.Application.Tables;

/// <summary>Somebody else wrote first (or a row that should be new exists, or one that should exist is gone): reload and step again.</summary>
public sealed class TableConflictException : Exception
{
    /// <summary>A conflict.</summary>
    public TableConflictException() : base("another write was first") { }

    /// <summary>A conflict in these words.</summary>
    public TableConflictException(string message) : base(message) { }

    /// <summary>A conflict with its cause.</summary>
    public TableConflictException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>This batch can never be stored: too many rows, a row too large, a key too long, a text that is not valid Unicode.</summary>
public sealed class TableLimitException : Exception
{
    /// <summary>A limit.</summary>
    public TableLimitException() : base("over a limit of the table") { }

    /// <summary>Which limit, without any stored text.</summary>
    public TableLimitException(string message) : base(message) { }

    /// <summary>Which limit, with its cause.</summary>
    public TableLimitException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The store is away, full, locked, damaged, wrong or not permitted. The message is a sentence for whoever runs the bot and says what to do.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Unavailable.</summary>
    public StoreUnavailableException() : base("The store cannot be reached.") { }

    /// <summary>Unavailable, with a sentence that says what to do.</summary>
    public StoreUnavailableException(string message) : base(message) { }

    /// <summary>Unavailable, with a sentence and the cause.</summary>
    public StoreUnavailableException(string message, Exception inner) : base(message, inner) { }

    /// <summary>It may be over without anybody doing anything to the settings: the store is away, locked, busy or full.</summary>
    public bool IsPassing { get; init; }

    /// <summary>No answer came, so nobody knows whether what was to be written stands there.</summary>
    public bool IsUnknown { get; init; }
}
