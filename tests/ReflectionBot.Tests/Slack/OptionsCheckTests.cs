using Microsoft.Extensions.Configuration;
using ReflectionBot.Channels.Slack;

namespace ReflectionBot.Tests.Slack;

/// <summary>Settings of Slack that cannot work stop the start, with a sentence that names the key and repeats no value.</summary>
public sealed class OptionsCheckTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private static readonly (string Key, string Value)[] Socket = [("Slack:AppToken", "xapp-1-the-secret"), ("Slack:BotToken", "xoxb-1-the-secret")];
    private static readonly (string Key, string Value)[] Http = [("Slack:Transport", "Http"), ("Slack:SigningSecret", Secret), ("Slack:BotToken", "xoxb-1-the-secret")];

    private static readonly (string Key, string Value)[] Several =
        [("Slack:Transport", "Http"), ("Slack:SigningSecret", Secret), ("Slack:ClientId", "1.2"), ("Slack:ClientSecret", "the-secret"), ("PublicUrl", "https://reflect.example.org")];

    [Fact]
    public void Nothing_at_all_is_right() => Assert.Empty(Check());

    [Fact]
    public void Each_of_the_three_ways_is_right()
    {
        Assert.Empty(Check(Socket));
        Assert.Empty(Check(Http));
        Assert.Empty(Check(Several));
    }

    [Theory]
    [InlineData("Slack:AppToken must be", "Slack:AppToken", "xoxb-the-secret")]
    [InlineData("Slack:AppToken must be", "Slack:AppToken", "xapp-")]
    [InlineData("Slack:AppToken must be", "Slack:AppToken", "xapp-the-secret\n")]
    [InlineData("Slack:AppToken is missing", "Slack:AppToken", "")]
    [InlineData("Slack:BotToken must be", "Slack:BotToken", "xoxp-the-secret")]
    [InlineData("token rotation", "Slack:BotToken", "xoxe.xoxb-the-secret")]
    [InlineData("Slack:BotToken must be", "Slack:BotToken", "XOXB-the-secret")]
    [InlineData("Slack:BotToken must be", "Slack:BotToken", "xoxb-the secret")]
    [InlineData("Slack:BotToken is missing", "Slack:BotToken", "")]
    [InlineData("Slack:SigningSecret must be", "Slack:SigningSecret", "the-secret")]
    [InlineData("Slack:SigningSecret must be", "Slack:SigningSecret", "the-secret of the app is this")]
    [InlineData("Slack:SigningSecret is missing", "Slack:Transport", "Http")]
    [InlineData("Slack:Transport must be Socket or Http", "Slack:Transport", "7")]
    [InlineData("Slack:BotToken and Slack:ClientSecret are both set", "Slack:ClientSecret", "the-secret", "Slack:ClientId is missing")]
    [InlineData("Slack:ApiUrl must be", "Slack:ApiUrl", "http://slack.com/api/")]
    [InlineData("Slack:ApiUrl must be", "Slack:ApiUrl", "https://slack.com/api")]
    [InlineData("Slack:ApiUrl must be", "Slack:ApiUrl", "https://user:word@slack.com/api/")]
    [InlineData("Slack:ApiUrl must be", "Slack:ApiUrl", "https://slack.com/api/?x=/")]
    [InlineData("Slack:ApiUrl must be", "Slack:ApiUrl", "slack.com/api/")]
    [InlineData("Slack:ApiUrl must be", "Slack:ApiUrl", "")]
    public void One_wrong_setting_of_Socket_Mode_is_named(string sentence, string key, string value, string? also = null) => Refused([sentence, .. also is null ? (string[])[] : [also]], [.. Socket, (key, value)]);

    [Theory]
    [InlineData("Slack:ClientSecret is missing", "Slack:ClientSecret", "")]
    [InlineData("Slack:ClientId is missing", "Slack:ClientId", "")]
    [InlineData("Slack:BotToken and Slack:ClientId are both set", "Slack:BotToken", "xoxb-1-the-secret")]
    [InlineData("PublicUrl is missing", "PublicUrl", "")]
    [InlineData("PublicUrl is missing", "PublicUrl", "http://reflect.example.org")]
    [InlineData("Web:SigningKey is missing", "Storage:ConnectionString", "UseDevelopmentStorage=true")]
    [InlineData("Web:SigningKey is missing", "Storage:Endpoint", "https://account.table.core.windows.net")]
    public void One_wrong_setting_for_several_workspaces_is_named(string sentence, string key, string value) => Refused([sentence], [.. Several, (key, value)]);

    [Theory]
    [InlineData("http://localhost:5000/api/")]
    [InlineData("http://127.0.0.1:5000/")]
    public void The_API_may_be_a_stand_in_on_this_machine(string url) => Assert.Empty(Check([.. Socket, ("Slack:ApiUrl", url)]));

    [Fact]
    public void Several_workspaces_may_be_tried_out_on_this_machine_and_over_Socket_Mode()
    {
        Assert.Empty(Check([.. Several, ("PublicUrl", "http://localhost:3978")]));
        Assert.Empty(Check([.. Several, ("Slack:Transport", "Socket"), ("Slack:SigningSecret", ""), ("Slack:AppToken", "xapp-1")]));
        Assert.Empty(Check([.. Several, ("Storage:Endpoint", "https://account.table.core.windows.net"), ("Web:SigningKey", "a key")]));
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Assert.Equal(4, Check(("Slack:AppToken", "the-secret"), ("Slack:SigningSecret", "short"), ("Slack:ApiUrl", "ftp://x/"), ("Slack:ClientSecret", "the-secret")).Count);

    private static void Refused(string[] sentences, params (string Key, string Value)[] settings)
    {
        var said = Check(settings);
        Assert.Equal(sentences.Length, said.Count);
        Assert.All(sentences, sentence => Assert.Contains(said, s => s.Contains(sentence, StringComparison.Ordinal)));
        Assert.All(said, s => Assert.EndsWith(".", s, StringComparison.Ordinal));
        Assert.All(said, s => Assert.DoesNotContain("the-secret", s, StringComparison.Ordinal));
    }

    private static List<string> Check(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>();
        Array.ForEach(settings, s => all[s.Key] = s.Value); // Later ones win.
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        var options = new SlackOptions();
        configuration.GetSection(SlackOptions.Section).Bind(options);
        return [.. new SlackOptionsCheck(configuration).Mistakes(options)];
    }
}
