using System.Text.Json;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.Reading;

/// <summary>What an arrival from Slack asks for; a closed set.</summary>
internal abstract record SlackReading
{
    /// <summary>An event for the bot's turns.</summary>
    /// <param name="Inbound">The event. Its user is empty if only the chat tells who it was. Its text, if it has one, is filled in from <paramref name="Text"/> once the names of the mentioned people are known.</param>
    /// <param name="Text">The text of a message, command or edit; null for others.</param>
    /// <param name="ResponseUrl">The address for answering its author for half an hour, even without the store; null for none.</param>
    public sealed record Event(InboundEvent Inbound, SlackText? Text = null, string? ResponseUrl = null) : SlackReading
    {
        /// <summary>It comes from a place where the bot has no conversation, such as the App Home: the reply goes to the person's direct chat.</summary>
        public bool InHome { get; init; }

        /// <summary>For a click: opens a window within three seconds; null for none.</summary>
        public string? Trigger { get; init; }
    }

    /// <summary>A form was submitted in its window.</summary>
    /// <param name="Inbound">The event, with the submitted fields.</param>
    /// <param name="FirstBlock">The block at which an error is shown; null if the form has none.</param>
    public sealed record Form(ActionInvoked Inbound, string? FirstBlock) : SlackReading;

    /// <summary>A form is to be opened as a window.</summary>
    public sealed record OpenForm(ChatAddress From, ButtonAction Save, string Trigger, string? ResponseUrl) : SlackReading;

    /// <summary>A person opened the app.</summary>
    /// <param name="Home">The Home tab; otherwise their direct chat with the bot.</param>
    public sealed record Opened(ChatAddress From, string Channel, DateTimeOffset At, bool Home) : SlackReading;

    /// <summary>The global shortcut: a person wants their overview in a window.</summary>
    public sealed record Overview(ChatAddress From, string Trigger) : SlackReading;

    /// <summary>The message shortcut: a person wants a milestone named after a message.</summary>
    public sealed record MarkMilestone(ChatAddress From, string Channel, SlackText Message, string Trigger, string? ResponseUrl) : SlackReading;

    /// <summary>The bot was added to a channel, or removed from it, or nothing can be posted there any more.</summary>
    /// <param name="Place">Where.</param>
    /// <param name="From">Who did it, as far as Slack says so.</param>
    /// <param name="At">When.</param>
    /// <param name="Come">Added, or open again.</param>
    /// <param name="IsOfAny">
    /// Slack reports this for any channel of the workspace: the bot need not be in it. (Source: <c>channel_archive</c>, "sent to all connections
    /// for a team". The members of an archived channel are not members again when it is unarchived.)
    /// </param>
    public sealed record ComeOrGone(ConversationAddress Place, ChatAddress From, DateTimeOffset At, bool Come, bool IsOfAny = false) : SlackReading;

    /// <summary>The app was removed from the workspace, or its token is no longer valid.</summary>
    /// <param name="At">When it happened. An installation made since then stays.</param>
    public sealed record Uninstalled(DateTimeOffset At) : SlackReading;

    /// <summary>The id of its author or place does not have Slack's form, so it is unknown whose it is.</summary>
    public sealed record Nameless : SlackReading;

    /// <summary>Something that the bot does not know or need.</summary>
    public sealed record Ignored : SlackReading;
}

/// <summary>Reads parts of Slack's payloads.</summary>
internal static class SlackPayload
{
    private const int LongestId = 64;

    /// <summary>An id: letters, digits, and at most 64 of them; null otherwise.</summary>
    public static string? Id(this JsonElement json, string name) =>
        json.Word(name) is { Length: > 0 and <= LongestId } id && id.All(char.IsAsciiLetterOrDigit) ? id : null;

    /// <summary>Whether there is an id that does not have Slack's form.</summary>
    public static bool HasOddId(this JsonElement json, string name) => json.Word(name) is { Length: > 0 } && json.Id(name) is null;

    /// <summary>A message's time stamp, which is also its id; null if it is invalid.</summary>
    public static string? Ts(this JsonElement json, string name) =>
        json.Word(name) is { Length: > 0 and <= 32 } ts && ts.All(c => char.IsAsciiDigit(c) || c == '.') ? ts : null;

    /// <summary>
    /// The workspaces that an arrival may be about, the likeliest first. If several workspaces share a channel (Slack Connect), the one where
    /// the app is installed is in <c>authorizations</c> or the view, and <c>team</c> may be the person's own.
    /// </summary>
    public static IReadOnlyList<string> Teams(JsonElement payload)
    {
        var authorized = payload.Part("authorizations") is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? list[0].Id("team_id") : null;
        string?[] all = [authorized, payload.Part("view")?.Id("app_installed_team_id"), payload.Id("team_id"), payload.Part("team")?.Id("id"), payload.Part("message")?.Id("team"), payload.Part("user")?.Id("team_id")];
        return [.. all.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The person who acted, as far as the order of events needs it; empty for nobody.</summary>
    public static string Person(JsonElement payload) =>
        payload.Part("event") is { } e ? e.Id("user") ?? e.Part("message")?.Id("user") ?? e.Part("previous_message")?.Id("user") ?? ""
        : payload.Part("user")?.Id("id") ?? payload.Id("user_id") ?? "";
}
