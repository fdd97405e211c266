using System.Globalization;
using ReflectionBot.Channels.Slack.Reading;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Slack;

/// <summary>A reading as one line of text: kind, the beginning of its key, who, where, when, and what else it has.</summary>
internal static class ReaderLines
{
    public static string Of(SlackReading reading) => reading switch
    {
        SlackReading.Event e => $"{Said(e)} by {Who(e.Inbound.From)} {Where(e.Inbound.Conversation)}{(e.InHome ? " own" : "")} at {When(e.Inbound.At)} key {Key(reading)![..8]}{Text(e.Text)}{Extra(e)}",
        SlackReading.Form f => $"form {Said(f.Inbound.Action)} {{{Fields(f.Inbound)}}} by {Who(f.Inbound.From)} key {Key(reading)![..8]} first {f.FirstBlock ?? "none"}",
        SlackReading.OpenForm o => $"opens {Said(o.Save)} by {Who(o.From)} trigger {o.Trigger} url {Tail(o.ResponseUrl)}",
        SlackReading.Opened o => $"opened {(o.Home ? "home" : "messages")} by {Who(o.From)} in {o.Channel} at {When(o.At)}",
        SlackReading.Overview o => $"overview by {Who(o.From)} trigger {o.Trigger}",
        SlackReading.MarkMilestone m => $"mark by {Who(m.From)} in {m.Channel} trigger {m.Trigger}{Text(m.Message)}",
        SlackReading.ComeOrGone m => $"{(m.Come ? "comes" : "goes")} by {Who(m.From)} {Where(m.Place)} at {When(m.At)}{(m is { IsOfAny: true, Come: true } ? " unsure" : "")}",
        SlackReading.Uninstalled => "uninstalled",
        SlackReading.Ignored => "ignored",
        _ => "?",
    };

    /// <summary>The key by which duplicates are found, without what all have; null for readings that have none.</summary>
    public static string? Key(SlackReading reading) => reading switch
    {
        SlackReading.Event e => e.Inbound.Key["slack ".Length..],
        SlackReading.Form f => f.Inbound.Key["slack ".Length..],
        _ => null,
    };

    private static string Said(SlackReading.Event found) => found.Inbound switch
    {
        MessagePosted { MessageId: var id, Attachments: var files } => $"says #{(id.StartsWith("slack ", StringComparison.Ordinal) ? "key" : id)} +{files}",
        MessageEdited { MessageId: var id } => $"edits #{id}",
        MessageDeleted { MessageId: var id } => $"deletes #{id}",
        ActionInvoked a => $"presses {Said(a.Action)}",
        var other => other.GetType().Name,
    };

    private static string Said(ButtonAction action) => string.Create(CultureInfo.InvariantCulture, $"{action.Verb}/{action.Round}/{action.Item}/{action.Revision}");

    private static string Fields(ActionInvoked form) => string.Join(", ", form.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={Line(f.Value)}"));

    private static string Who(ChatAddress who) => $"{who.Channel}/{who.Workspace}/{who.User}";

    private static string Where(ConversationAddress place) =>
        $"{(place.Shared ? "in" : "alone")} {place.Workspace}/{(place.Id.Length > 0 ? place.Id : "-")}{(place.Thread is { } thread ? $"/{thread}" : "")}";

    private static string When(DateTimeOffset at) => at == WireSamples.Now ? "now" : at.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static string Text(SlackText? text) =>
        text is null ? "" : $" text \"{Line(text.With(user => $"[{user}]"))}\"{(text.IsAddressed ? " addressed" : "")}{(text.Users.Count > 0 ? $" mentions {string.Join(",", text.Users)}" : "")}";

    private static string Extra(SlackReading.Event found) => (found.ResponseUrl is null ? "" : $" url {Tail(found.ResponseUrl)}") + (found.Trigger is { } trigger ? $" trigger {trigger}" : "");

    private static string Tail(string? url) => url is null ? "none" : string.Join('/', url.Split('/').TakeLast(2));

    private static string Line(string text) => text.Replace("\n", "|", StringComparison.Ordinal);
}
