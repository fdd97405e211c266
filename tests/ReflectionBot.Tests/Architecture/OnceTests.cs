using System.Text.RegularExpressions;
using ReflectionBot.Tests.Docs;

namespace ReflectionBot.Tests.Architecture;

/// <summary>What the chats do alike is written once, so that it cannot become different by and by.</summary>
public sealed class OnceTests
{
    [Theory]
    [InlineData("Channels/Shared/OutboundHttp.cs", "HttpRetryStrategyOptions")]
    [InlineData("Channels/Shared/OutboundHttp.cs", "TimeoutRejectedException")]
    [InlineData("Channels/Shared/OutboundHttp.cs", @"Headers\.RetryAfter is \{")]
    [InlineData("Channels/Shared/BoundedBody.cs", @"\bMaxRequestBodySize\b")]
    [InlineData("Channels/Shared/ChatPlaces.cs", @"new BotRemoved\(.*place")]
    [InlineData("Checks/KnownKeys.cs", @"class KnownKeys<")]
    [InlineData("Checks/Settings.cs", "ValidateOnStart|new KnownKeys<")]
    [InlineData("Checks/ClockCheck.cs", "set itself from the network")]
    [InlineData("Typing/Texts.cs", @"\+ ""(…|\.\.\.)""")]
    [InlineData("Naming/NameLimits.cs", @"const int (Person|Milestone|Project|Longest(Channel|Name)|MaxName) = (80|120);")]
    public void Stands_in_one_file_only(string file, string pattern)
    {
        var found = Repository.Sources("src").Where(f => Regex.IsMatch(File.ReadAllText(f), pattern)).Select(f => f.Replace('\\', '/')).ToList();
        Assert.True(found is [var one] && one.EndsWith(file, StringComparison.Ordinal), string.Join(", ", found));
    }
}
