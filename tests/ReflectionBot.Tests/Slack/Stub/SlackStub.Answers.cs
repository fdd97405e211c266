using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <content>What an app's answers do: those of <c>response_url</c>, and those that come with an acknowledgement.</content>
public sealed partial class SlackStub
{
    /// <summary>What an app says by a <c>response_url</c>, or with the acknowledgement of a command; only <paramref name="user"/> sees it unless it is <c>in_channel</c>.</summary>
    /// <param name="team">Where.</param>
    /// <param name="channel">In which conversation.</param>
    /// <param name="user">Who gave rise to it.</param>
    /// <param name="on">The message they pressed in; null for none.</param>
    /// <param name="body">What the app says.</param>
    internal void Said(StubWorkspace team, StubChannel channel, string user, string? on, JsonObject body)
    {
        lock (Gate)
        {
            var args = new StubArguments(body);
            var before = channel.Messages.Find(m => m.Ts == on);
            if (args.Flag("delete_original"))
            {
                channel.Messages.RemoveAll(m => m.Ts == on && m.BotId == team.BotId);
                return;
            }
            var given = args.Json("blocks", "invalid_blocks_format");
            var blocks = given is null ? null : _api.CheckedBlocks(team, given);
            if (args["text"] is null && blocks is not { Count: > 0 })
            {
                throw new StubRefusal("no_text");
            }
            if (args.Flag("replace_original") && before is not null)
            {
                StubWebApi.Replace(channel, before with { Text = args["text"] ?? "", Blocks = blocks });
                return;
            }
            var message = new StubMessage(channel.Id, NextTs(), team.BotUser) { BotId = team.BotId, Text = args["text"] ?? "", Blocks = blocks, Thread = args["thread_ts"] };
            channel.Messages.Add(args["response_type"] == "in_channel" ? message : message with { OnlyFor = user });
        }
    }

    /// <summary>Takes a message away.</summary>
    /// <returns>The event that says so.</returns>
    internal JsonObject Removed(StubWorkspace team, StubChannel channel, StubMessage message) => _api.Remove(team, channel, message);

    /// <summary>What an acknowledgement does: a command's is shown, a modal's closes, changes or keeps it.</summary>
    internal void Took(StubDelivery delivery)
    {
        if (!delivery.IsAcknowledged)
        {
            return;
        }
        try
        {
            if (delivery.Kind == StubDeliveryKind.Command && delivery.Body.Length > 0)
            {
                var channel = delivery.Team.Channel((string?)delivery.Payload["channel_id"])!;
                Said(delivery.Team, channel, (string)delivery.Payload["user_id"]!, null, delivery.Answer ?? new() { ["text"] = delivery.Body });
            }
            else if (delivery.Type == "view_submission")
            {
                Submitted(delivery);
            }
        }
        catch (StubRefusal refusal)
        {
            Problem($"the answer to {delivery.Type} is refused: {refusal.ToJson().ToJsonString()}");
        }
    }

    /// <summary>docs.slack.dev/surfaces/modals#updating_views: nothing closes this one, <c>clear</c> all, <c>errors</c> none.</summary>
    private void Submitted(StubDelivery delivery)
    {
        lock (Gate)
        {
            var (team, answer) = (delivery.Team, delivery.Answer);
            if (team.Views.Find(v => v.Id == (string)delivery.Payload["view"]!["id"]!) is not { IsOpen: true } view)
            {
                return;
            }
            switch ((string?)answer?["response_action"])
            {
                case null:
                    StubWebApi.ReplaceView(team, view with { IsOpen = false });
                    break;
                case "clear":
                    StubWebApi.CloseAll(team, view.User);
                    break;
                case "update":
                    StubWebApi.ReplaceView(team, view with { Json = _api.CheckedView(team, answer!["view"], "modal"), Hash = _api.NewHash() });
                    break;
                case "push":
                    _api.Put(team, view.User, _api.CheckedView(team, answer!["view"], "modal"), view);
                    break;
                case "errors":
                    CheckErrors(view, answer!["errors"] as JsonObject);
                    break;
                case var other:
                    throw new StubRefusal("unknown response_action " + other);
            }
        }
    }

    /// <summary>Errors stand at input blocks of the view, by their <c>block_id</c>.</summary>
    private static void CheckErrors(StubView view, JsonObject? errors)
    {
        var inputs = view.Json["blocks"]!.AsArray().Where(b => (string?)b!["type"] == "input").Select(b => (string?)b!["block_id"]).ToHashSet();
        if (errors is not { Count: > 0 } || !errors.All(e => inputs.Contains(e.Key) && e.Value is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0))
        {
            throw new StubRefusal("errors that belong to no input block");
        }
    }
}
