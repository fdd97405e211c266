namespace ReflectionBot.Tests.Rounds.Play;

/// <summary>What a script needs of people's boxes.</summary>
public interface IMailDriver
{
    /// <summary>The next letter to somebody, subject first; null where there is none.</summary>
    string? Next(string person);

    /// <summary>Presses a button on the page that their newest letter leads to.</summary>
    /// <returns>What they see then, or the address they are sent to.</returns>
    Task<string> PressAsync(string person, string label, CancellationToken cancel);
}
