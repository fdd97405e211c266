namespace ReflectionBot.Checks;

/// <summary>The address on which the bot listens.</summary>
public static class Listening
{
    /// <summary>The default address, unless <c>Urls</c> is set: this machine only.</summary>
    public const string DefaultUrl = "http://localhost:3978";
}
