using ReflectionBot.Tests.Wording;

/// <summary>Makes the pseudo-language one of the bot's languages, in a process that names this assembly in DOTNET_STARTUP_HOOKS. The runtime looks for exactly this class.</summary>
internal static class StartupHook
{
    public static void Initialize() => _ = PseudoLanguage.Rooms; // The assembly's initializer has dressed them.
}
