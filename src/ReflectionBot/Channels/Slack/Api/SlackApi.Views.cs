using System.Text.Json.Nodes;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>Modals and the App Home. (Source: the pages of <c>views.*</c> at docs.slack.dev.)</summary>
internal sealed partial class SlackApi
{
    /// <summary><c>views.open</c>: a modal, within three seconds of the trigger.</summary>
    public Task<SlackResult<SlackView>> OpenViewAsync(SlackAccess access, string trigger, JsonObject view, CancellationToken cancel) =>
        ViewAsync("views.open", access, cancel, ("trigger_id", trigger), ("view", view));

    /// <summary><c>views.publish</c>: a person's App Home.</summary>
    public Task<SlackResult<SlackView>> PublishHomeAsync(SlackAccess access, string user, JsonObject view, CancellationToken cancel) =>
        ViewAsync("views.publish", access, cancel, ("user_id", user), ("view", view));

    private Task<SlackResult<SlackView>> ViewAsync(string method, SlackAccess access, CancellationToken cancel, params (string Name, JsonNode? Value)[] arguments)
    {
        return CallAsync(SlackCall.Change(method, access, arguments), SlackJson.Default.ViewAnswer, (answer, _) => Done(new SlackView(answer.View?.Id ?? "", answer.View?.Hash ?? "")), cancel);
    }
}
