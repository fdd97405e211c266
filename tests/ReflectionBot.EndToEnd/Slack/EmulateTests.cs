using System.Text.Json.Nodes;

namespace ReflectionBot.EndToEnd.Slack;

/// <summary>That <see cref="SlackEmulate"/> runs and is what the class says of it.</summary>
public sealed class EmulateTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_runs_with_our_workspace_and_our_app_in_it()
    {
        await using var slack = await StartAsync();
        var me = await slack.CallAsync("auth.test", Nothing, Cancel);
        Assert.Equal((true, SlackEmulate.Team, SlackEmulate.BotUser, SlackEmulate.BotId), ((bool)me["ok"]!, (string)me["team_id"]!, (string)me["user_id"]!, (string)me["bot_id"]!));
        var ana = await slack.PersonAsync("ana", Cancel);
        var direct = (string)(await slack.CallAsync("conversations.open", new Dictionary<string, string> { ["users"] = ana }, Cancel))["channel"]!["id"]!;
        var posted = await slack.CallAsync("chat.postMessage", new Dictionary<string, string> { ["channel"] = direct, ["text"] = "words" }, Cancel);
        Assert.True((bool)posted["ok"]!, posted.ToJsonString());
        var history = await slack.CallAsync("conversations.history", new Dictionary<string, string> { ["channel"] = direct }, Cancel);
        Assert.Equal("words", (string)history["messages"]![0]!["text"]!);
        Assert.Equal("missing_scope", (string)(await slack.CallAsync("users.list", Nothing, Cancel, SlackEmulate.NarrowToken))["error"]!);
    }

    [Fact]
    public async Task It_opens_modals_and_installs_apps()
    {
        await using var slack = await StartAsync();
        var ana = await slack.PersonAsync("ana", Cancel);
        var view = new JsonObject { ["type"] = "modal", ["title"] = new JsonObject { ["type"] = "plain_text", ["text"] = "Reflection" }, ["blocks"] = new JsonArray() };
        var opened = await slack.CallAsync("views.open", new Dictionary<string, string> { ["trigger_id"] = await slack.TriggerAsync(ana, Cancel), ["view"] = view.ToJsonString() }, Cancel);
        Assert.True((bool)opened["ok"]!, opened.ToJsonString());
        var grant = await slack.CallAsync("oauth.v2.access", new Dictionary<string, string>
        {
            ["client_id"] = SlackEmulate.ClientId,
            ["client_secret"] = SlackEmulate.ClientSecret,
            ["code"] = await slack.AllowAsync(ana, "chat:write,users:read", Cancel),
            ["redirect_uri"] = SlackEmulate.Redirect.AbsoluteUri,
        }, Cancel);
        Assert.Equal((SlackEmulate.Team, SlackEmulate.BotUser, "chat:write,users:read"), ((string)grant["team"]!["id"]!, (string)grant["bot_user_id"]!, (string)grant["scope"]!));
    }

    private static async Task<SlackEmulate> StartAsync()
    {
        Assert.SkipWhen(SlackEmulate.Missing is not null, SlackEmulate.Missing ?? "");
        return await SlackEmulate.StartAsync(Cancel);
    }
}
