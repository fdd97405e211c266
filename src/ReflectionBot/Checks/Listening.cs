namespace ReflectionBot.Checks;

/// <summary>Where the bot listens.</summary>
public static class Listening
{
    /// <summary>Where it listens unless <c>Urls</c> says otherwise: this machine only.</summary>
    public const string DefaultUrl = "http://localhost:3978";
}
