namespace ReflectionBot.Channels.Teams.Package;

/// <summary>The options of <c>teams-app</c>; null where an option is not given.</summary>
/// <param name="Out">The file to write.</param>
/// <param name="Developer">The organisation or person that provides the app.</param>
/// <param name="Website">Their page.</param>
/// <param name="Privacy">Their privacy statement.</param>
/// <param name="Terms">Their terms of use.</param>
/// <param name="Settings">All other arguments: settings in the form that the bot itself accepts.</param>
internal sealed record AppWords(string? Out, string? Developer, string? Website, string? Privacy, string? Terms, IReadOnlyList<string> Settings);
