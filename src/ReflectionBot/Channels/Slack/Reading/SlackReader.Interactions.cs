using System.Text.Json;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.Reading;

/// <summary>Reads button clicks, submitted windows, shortcuts and slash commands. (Source: "Interaction payloads" and "Slash commands" of Slack's documentation.)</summary>
internal static partial class SlackReader
{
    /// <summary>Slack itself cuts longer texts.</summary>
    private const int LongestCommand = 12_000;

    private static SlackReading Interaction(JsonElement payload, ReadContext here)
    {
        if (payload.Part("user")?.Id("id") is not { } user || user == here.Bot)
        {
            return payload.Part("user")?.HasOddId("id") == true ? new SlackReading.Nameless() : new SlackReading.Ignored();
        }

        return payload.Word("type") switch
        {
            "block_actions" => Pressed(payload, here, user),
            "view_submission" => Submitted(payload, here, user),
            "shortcut" when payload.Word("callback_id") == SlackNeeds.OverviewShortcut && Trigger(payload) is { } trigger => new SlackReading.Overview(here.Person(user), trigger),
            "message_action" when payload.Word("callback_id") == SlackNeeds.MilestoneShortcut => Marked(payload, here, user),
            _ => new SlackReading.Ignored(),
        };
    }

    private static SlackReading Pressed(JsonElement payload, ReadContext here, string user)
    {
        if (payload.Part("actions") is not { ValueKind: JsonValueKind.Array } actions || actions.GetArrayLength() == 0 || BlockReading.ReadButton(actions[0].Word("value") ?? "") is not { } action)
        {
            return new SlackReading.Ignored(); // A button of another app, or a changed field.
        }

        var (first, trigger, response) = (actions[0], Trigger(payload), payload.Word("response_url"));
        var from = here.Person(user);
        if (first.Word("action_id")?.StartsWith(BlockRenderer.OpenPrefix, StringComparison.Ordinal) == true)
        {
            return trigger is null ? new SlackReading.Ignored() : new SlackReading.OpenForm(from, action, trigger, response);
        }

        var key = here.Key("press", user, trigger ?? first.Word("action_ts"), trigger is null ? first.Word("action_id") : null, trigger is null ? payload.Part("message")?.Ts("ts") : null);
        var channel = payload.Part("channel")?.Id("id") ?? payload.Part("container")?.Id("channel_id");
        var place = channel is null ? SlackNames.Direct(here.Team, "")
            : SlackNames.IsDirect(channel) ? SlackNames.Direct(here.Team, channel, payload.Part("message") is { } message ? Thread(message) : null)
            : SlackNames.Only(here.Team, channel, user);
        var card = payload.Part("message") is { } shown && payload.Part("container")?.Part("is_ephemeral")?.ValueKind != JsonValueKind.True ? Card(shown) : null;
        return new SlackReading.Event(here.Timed(new ActionInvoked(key, from, place, SlackNames.Time(first.Ts("action_ts"), here.Now), action, None) { Card = card }, first.Ts("action_ts")), null, response) { InHome = channel is null, Trigger = trigger };
    }

    /// <summary>The message that a button belongs to; null if that is a piece in the thread of a longer one, because a piece is not changed alone.</summary>
    private static string? Card(JsonElement message) => message.Ts("ts") is { } ts && message.Ts("thread_ts") is var thread && (thread is null || thread == ts) ? ts : null;

    private static SlackReading Submitted(JsonElement payload, ReadContext here, string user)
    {
        if (payload.Part("view") is not { } view || view.Word("callback_id") != ViewRenderer.FormCallback || view.Id("id") is not { } id
            || BlockReading.ReadSave(view.Word("private_metadata") ?? "") is not { } save)
        {
            return new SlackReading.Ignored();
        }

        var fields = view.Part("state") is { } state ? BlockReading.ReadFields(state) : None;
        // The key includes the submitted values. If a person is told that the form cannot be saved, changes something and submits again, that is a new event.
        var sent = fields.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => new[] { f.Key, f.Value });
        var form = new ActionInvoked(here.Key("form", [user, id, view.Word("hash"), .. sent]), here.Person(user), SlackNames.Direct(here.Team, ""), here.Now, save, fields);
        var first = view.Part("blocks") is { ValueKind: JsonValueKind.Array } blocks ? blocks.EnumerateArray().FirstOrDefault(b => b.Word("type") == "input").Word("block_id") : null;
        return new SlackReading.Form(form, first);
    }

    private static SlackReading Marked(JsonElement payload, ReadContext here, string user) =>
        Trigger(payload) is { } trigger && payload.Part("channel")?.Id("id") is { } channel && payload.Part("message") is { } message
            ? new SlackReading.MarkMilestone(here.Person(user), channel, SlackText.Of(message, here.Bot), trigger, payload.Word("response_url"))
            : new SlackReading.Ignored();

    /// <summary>A slash command. Its answer is only for its sender. In a direct chat without the bot, the answer goes to the sender's own chat with the bot.</summary>
    private static SlackReading Command(JsonElement payload, ReadContext here)
    {
        if (payload.Id("user_id") is not { } user || payload.Id("channel_id") is not { } channel)
        {
            return new SlackReading.Nameless();
        }

        var typed = payload.Word("text") is { Length: <= LongestCommand } text ? text.Trim() : "";
        var direct = SlackNames.IsDirect(channel);
        var place = direct ? SlackNames.Direct(here.Team, "") : SlackNames.Only(here.Team, channel, user);
        var key = here.Key("command", user, Trigger(payload) ?? payload.Word("response_url"));
        var posted = new MessagePosted(key, here.Person(user), place, here.Now, key, "");
        return new SlackReading.Event(posted, SlackText.Of($"/reflect {(typed.Length == 0 ? "help" : typed)}", here.Bot), payload.Word("response_url")) { InHome = direct };
    }

    private static string? Trigger(JsonElement payload) => payload.Word("trigger_id") is { Length: > 0 and <= 200 } trigger ? trigger : null;

    private static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();
}
