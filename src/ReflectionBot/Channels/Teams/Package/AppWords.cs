namespace ReflectionBot.Channels.Teams.Package;

/// <summary>What <c>teams-app</c> was asked for; null where it was not.</summary>
/// <param name="Out">The file to write.</param>
/// <param name="Developer">Who stands behind the app.</param>
/// <param name="Website">Their page.</param>
/// <param name="Privacy">Their privacy statement.</param>
/// <param name="Terms">Their terms of use.</param>
/// <param name="Settings">Everything else: settings as the bot itself takes them.</param>
internal sealed record AppWords(string? Out, string? Developer, string? Website, string? Privacy, string? Terms, IReadOnlyList<string> Settings);
