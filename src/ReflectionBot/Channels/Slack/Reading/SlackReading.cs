using System.Text.Json;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.Reading;

/// <summary>What an arrival from Slack asks for; a closed set.</summary>
internal abstract record SlackReading
{
    /// <summary>Something for the bot's turns.</summary>
    /// <param name="Inbound">The event; from nobody (an empty user) where only the chat says who it was. Its text, if it has one, is filled in from <paramref name="Text"/> once the names of the mentioned are known.</param>
    /// <param name="Text">The text of a message, command or edit; null for others.</param>
    /// <param name="ResponseUrl">Where its author can be answered for half an hour, store or no store; null for none.</param>
    public sealed record Event(InboundEvent Inbound, SlackText? Text = null, string? ResponseUrl = null) : SlackReading
    {
        /// <summary>It was done in the person's own place of the app, which has no conversation: the reply goes to their direct chat.</summary>
        public bool InHome { get; init; }

        /// <summary>For a press: opens a window within three seconds; null for none.</summary>
        public string? Trigger { get; init; }
    }

    /// <summary>A form came back from its window.</summary>
    /// <param name="Inbound">The event, with the fields that came back.</param>
    /// <param name="FirstBlock">The block that a mistake is shown at; null where the form has none.</param>
    public sealed record Form(ActionInvoked Inbound, string? FirstBlock) : SlackReading;

    /// <summary>A form is to be opened as a window.</summary>
    public sealed record OpenForm(ChatAddress From, ButtonAction Save, string Trigger, string? ResponseUrl) : SlackReading;

    /// <summary>Somebody opened the app's place.</summary>
    /// <param name="Home">The Home tab; otherwise their direct chat with the bot.</param>
    public sealed record Opened(ChatAddress From, string Channel, DateTimeOffset At, bool Home) : SlackReading;

    /// <summary>The global shortcut: somebody wants their overview as a window.</summary>
    public sealed record Overview(ChatAddress From, string Trigger) : SlackReading;

    /// <summary>The message shortcut: somebody wants a milestone named after a message.</summary>
    public sealed record MarkMilestone(ChatAddress From, string Channel, SlackText Message, string Trigger, string? ResponseUrl) : SlackReading;

    /// <summary>The bot was added to a channel, or taken out of it, or nothing can be posted there any more.</summary>
    /// <param name="Place">Where.</param>
    /// <param name="From">Who did it, as far as Slack says so.</param>
    /// <param name="At">When.</param>
    /// <param name="Come">Added, or open again.</param>
    /// <param name="IsOfAny">
    /// Slack tells this of any channel of the workspace: the bot need not be in it. (Source: <c>channel_archive</c>, "sent to all connections
    /// for a team"; who was in a channel is not in it again when it is taken out of the archive.)
    /// </param>
    public sealed record ComeOrGone(ConversationAddress Place, ChatAddress From, DateTimeOffset At, bool Come, bool IsOfAny = false) : SlackReading;

    /// <summary>The app was taken out of the workspace, or its token is no good any more.</summary>
    /// <param name="At">When: an installation made since then stays.</param>
    public sealed record Uninstalled(DateTimeOffset At) : SlackReading;

    /// <summary>It names its author, or where it was done, by an id that is not of Slack's form: nobody can tell whose it is.</summary>
    public sealed record Nameless : SlackReading;

    /// <summary>Nothing the bot knows or needs.</summary>
    public sealed record Ignored : SlackReading;
}

/// <summary>Reads bits of Slack's payloads.</summary>
internal static class SlackPayload
{
    private const int LongestId = 64;

    /// <summary>An id: letters, digits, and at most 64 of them; null otherwise.</summary>
    public static string? Id(this JsonElement json, string name) =>
        json.Word(name) is { Length: > 0 and <= LongestId } id && id.All(char.IsAsciiLetterOrDigit) ? id : null;

    /// <summary>There is an id, and it is none of Slack's form.</summary>
    public static bool HasOddId(this JsonElement json, string name) => json.Word(name) is { Length: > 0 } && json.Id(name) is null;

    /// <summary>A message's time stamp, which is also its id; null where it is none.</summary>
    public static string? Ts(this JsonElement json, string name) =>
        json.Word(name) is { Length: > 0 and <= 32 } ts && ts.All(c => char.IsAsciiDigit(c) || c == '.') ? ts : null;

    /// <summary>
    /// The workspaces that an arrival may be about, the likeliest first: where several workspaces share a channel (Slack Connect), the one where
    /// the app is installed stands in <c>authorizations</c> or the view, and <c>team</c> may be the person's own.
    /// </summary>
    public static IReadOnlyList<string> Teams(JsonElement payload)
    {
        var authorized = payload.Part("authorizations") is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? list[0].Id("team_id") : null;
        string?[] all = [authorized, payload.Part("view")?.Id("app_installed_team_id"), payload.Id("team_id"), payload.Part("team")?.Id("id"), payload.Part("message")?.Id("team"), payload.Part("user")?.Id("team_id")];
        return [.. all.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Who did it, as far as the order of things is concerned; empty for nobody.</summary>
    public static string Person(JsonElement payload) =>
        payload.Part("event") is { } e ? e.Id("user") ?? e.Part("message")?.Id("user") ?? e.Part("previous_message")?.Id("user") ?? ""
        : payload.Part("user")?.Id("id") ?? payload.Id("user_id") ?? "";
}
