using System.Text.RegularExpressions;

namespace ReflectionBot.Tests.Rounds.Play;

/// <content>How lines are read.</content>
public sealed partial class Script
{
    // With the project's name in front for whoever is on several.
    [GeneratedRegex(@"^(?:Round |[^\n]*: Round (?:open|closed): )", RegexOptions.None, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^mail (?<who>[a-z]+)(?<way>[<>])(?<what>.*)$", RegexOptions.None, 1000)]
    private static partial Regex Letter();

    [GeneratedRegex(@"^(?<place>[a-z]+)(?<way>>|<~|<=|<)(?<what>.*)$", RegexOptions.None, 1000)]
    private static partial Regex Step();

    [GeneratedRegex(@"^(?<old>old )?\[(?<label>[^\]]+)\]( (?<nth>\d))?$", RegexOptions.None, 1000)]
    private static partial Regex Press();

    [GeneratedRegex("^edits \"(?<from>.*)\" to \"(?<to>.*)\"$", RegexOptions.None, 1000)]
    private static partial Regex Edit();

    [GeneratedRegex(@"^writes (?<n>\d+) characters$", RegexOptions.None, 1000)]
    private static partial Regex Long();

    [GeneratedRegex(@"https?://\S*#invite=\S+", RegexOptions.None, 1000)]
    private static partial Regex LinkIn();
}
