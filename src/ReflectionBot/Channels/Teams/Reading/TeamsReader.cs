using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Teams.People;
using ReflectionBot.Core.Chat;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Teams.Reading;

/// <summary>
/// Maps activities of Teams to their meaning: pure. The sender is already proved. (Source: "Activity protocol" of the Bot Framework, and the pages on
/// conversation events, dialogs and files of the Teams documentation.)
/// </summary>
internal static class TeamsReader
{
    private const int LongestId = 400;

    /// <summary>The most units of an escaped id in a row key; the rest of the key is for the parts around the id.</summary>
    private const int MostOfAKey = TableLimits.KeyUnits - 72;

    private const string Voice = "application/vnd.microsoft.card.audio";
    private const string VoiceMark = "http://schema.skype.com/InputExtension";

    /// <summary>How far the platform's time may differ from this machine's; beyond that, this machine's time is used.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromDays(1);

    /// <summary>Reads one activity.</summary>
    /// <param name="activity">The activity as received, its sender proved.</param>
    /// <param name="now">The time by this machine's clock.</param>
    public static TeamsReading Read(Activity activity, DateTimeOffset now)
    {
        try
        {
            if (Tenant(activity) is not { } tenant || activity.Conversation?.Id is not { Length: > 0 and <= LongestId } conversation || activity.From?.Id is not { Length: > 0 and <= LongestId } from)
            {
                return activity.Type is "message" or "invoke" ? new TeamsReading.Malformed("The activity names no tenant, conversation or sender.") : new TeamsReading.Ignored();
            }

            var source = Source(activity, tenant, conversation, from, now);
            return Fits(source.Conversation) && KeyEscaping.Escape(Keys.Address(source.From)).Length <= MostOfAKey
                ? Known(activity, tenant, source)
                : new TeamsReading.Malformed("The activity's ids are too long.");
        }
        catch (InvalidOperationException)
        {
            return new TeamsReading.Malformed("The activity holds text that is not valid Unicode."); // JsonElement only throws when the text is read.
        }
    }

    /// <summary>The tenant of an activity; null where it names none.</summary>
    public static string? Tenant(Activity activity) =>
        (activity.Conversation?.TenantId ?? activity.ChannelData?.Part("tenant")?.Word("id"))?.ToLowerInvariant() is { Length: > 0 and <= 64 } tenant ? tenant : null;

    /// <summary>
    /// The team whose id gives a channel's roster; null in chats, and in private and shared channels, which have members of their own.
    /// </summary>
    public static string? Team(Activity activity) =>
        activity.ChannelData?.Part("channel")?.Word("type") is "private" or "shared" ? null : activity.ChannelData?.Part("team")?.Word("id") is { Length: > 0 and <= LongestId } team ? team : null;

    /// <summary>Whether several people read a conversation. An id that begins with 19: is a channel or group chat, unless the activity says that the chat is personal.</summary>
    public static bool IsShared(Activity activity) => activity.Conversation is { } c
        && (c.ConversationType is "channel" or "groupChat" || (c.ConversationType != "personal" && (c.IsGroup == true || c.Id?.StartsWith("19:", StringComparison.Ordinal) == true)));

    private static bool Fits(ConversationAddress place) => KeyEscaping.Escape(Keys.Conversation(place)).Length <= MostOfAKey;

    private static TeamsReading Known(Activity a, string tenant, ActivitySource source) => a.Type switch
    {
        "message" => Message(a, source, a.Value),
        "messageUpdate" => Event(new MessageEdited(source.Key, source.From, source.Conversation, source.At, source.MessageId, TeamsText.Of(a).Text) { IsBack = a.ChannelData?.Word("eventType") == "undeleteMessage" }, a),
        "messageDelete" => Event(new MessageDeleted(source.Key, source.From, source.Conversation, source.At, source.MessageId), a),
        "invoke" => Invoke(a, source),
        "installationUpdate" => a.Action switch
        {
            "add" => Come(a, source, true),
            "remove" => Come(a, source, false),
            _ => new TeamsReading.Ignored(),
        },
        "conversationUpdate" => Update(a, tenant, source),
        null or "" => new TeamsReading.Malformed("The activity has no type."),
        _ => new TeamsReading.Ignored(),
    };

    private static TeamsReading Message(Activity a, ActivitySource source, JsonElement? value)
    {
        var text = TeamsText.Of(a);
        var files = (a.Attachments?.Count(f => IsFile(f, text.Text)) ?? 0) - text.EmojiPictures;
        if (value is { ValueKind: JsonValueKind.Object } v && v.TryGetProperty(ActionData.Key, out _) is false && text.Text.Length == 0 && files == 0 && !text.Forwards)
        {
            return new TeamsReading.Ignored(); // A card of another app.
        }

        var plain = new Activity { Type = "message", Value = value, Text = text.Text, ReplyToId = a.ReplyToId };
        return ActivityReader.Read(plain, source) switch
        {
            ActivityReading.Event { Inbound: MessagePosted posted } => Event(posted with { Attachments = files, Marked = text.Marked, Forwards = text.Forwards }, a, text.Mentions),
            ActivityReading.Event { Inbound: var other } => Event(other, a),
            ActivityReading.Malformed { Sentence: var sentence } => new TeamsReading.Malformed(sentence),
            _ => new TeamsReading.Ignored(),
        };
    }

    /// <summary>
    /// Whether an attachment is a file. The HTML copy of a formatted message is not, nor are quotes of other messages and cards. A voice clip comes
    /// as a card, or in channels as HTML with nothing but a mark in it. (Seen by others: MicrosoftDocs/msteams-docs issues 1805 and 14169.)
    /// </summary>
    private static bool IsFile(ActivityAttachment? attachment, string said) => attachment?.ContentType switch
    {
        null or "messageReference" or "forwardedMessageReference" => false,
        "text/html" => said.Length == 0 && attachment.Content is JsonValue html && html.TryGetValue<string>(out var text) && text.Contains(VoiceMark, StringComparison.Ordinal),
        Voice => true,
        var type => !type.StartsWith("application/vnd.microsoft.card.", StringComparison.Ordinal),
    };

    private static TeamsReading Invoke(Activity a, ActivitySource source) => a.Name switch
    {
        "adaptiveCard/action" => Message(Wordless(a), source, a.Value?.Part("action")?.Part("data") ?? default(JsonElement)),
        "task/submit" => Message(Wordless(a), source, a.Value?.Part("data") ?? default(JsonElement)),
        "task/fetch" => ActivityReader.Read(new Activity { Type = "message", Value = a.Value?.Part("data") }, source) is ActivityReading.Event { Inbound: ActionInvoked opener }
            ? new TeamsReading.OpenWindow(source.From, source.Conversation, opener.Action, opener.Fields)
            : new TeamsReading.Malformed(CardWording.ThisButtonsDataIsNotOne),
        "fileConsent/invoke" => File(a, source),
        _ => new TeamsReading.Ignored(),
    };

    private static Activity Wordless(Activity a) => a with { Text = null, Attachments = null, Entities = null };

    private static TeamsReading File(Activity a, ActivitySource source)
    {
        var accepted = a.Value?.Word("action") == "accept";
        var info = a.Value?.Part("uploadInfo");
        string Word(string name) => info?.Word(name) ?? "";
        return a.Value?.Part("context")?.Word("file") is { Length: > 0 and <= 64 } file
            ? new TeamsReading.FileConsent(new(source.Key, source.From, source.Conversation, a.ReplyToId, accepted, file,
                accepted ? new(Word("uploadUrl"), Word("contentUrl"), Word("uniqueId"), Word("fileType"), Word("name")) : null))
            : new TeamsReading.Malformed(TeamsWording.ThisFileIsNotOneOf);
    }

    private static TeamsReading Update(Activity a, string tenant, ActivitySource source)
    {
        var bot = a.Recipient?.Id ?? "";
        bool IsBot(ChannelAccount? who) => who?.Id is { } id && (id == bot || (bot.Length == 0 && id.StartsWith(TeamsNames.BotPrefix, StringComparison.Ordinal)));
        return a.ChannelData?.Word("eventType") switch
        {
            "channelDeleted" when a.ChannelData?.Part("channel")?.Word("id") is { Length: > 0 and <= LongestId } gone && TeamsNames.Place(tenant, gone, true) is var place && Fits(place) =>
                new TeamsReading.ComeOrGone(place, source.From, source.At, false, Profile(a)),
            "teamDeleted" or "teamHardDeleted" => Come(a, source, false),
            _ when a.MembersAdded?.Any(IsBot) == true && Come(a, source, true) is var come => come with { MayBeElsewhere = come.Chosen is null },
            _ when a.MembersRemoved?.Any(IsBot) == true => Come(a, source, false),
            _ => new TeamsReading.Ignored(), // People who join or leave, renamed teams and channels: ids stay the same, and nobody is enrolled just for being there.
        };
    }

    private static TeamsReading.ComeOrGone Come(Activity a, ActivitySource source, bool come) =>
        new(source.Conversation.Whole, source.From, source.At, come, Profile(a)) { Chosen = come ? Chosen(a, source.Conversation) : null };

    /// <summary>The channel that was chosen when the app was added to a team; the arrival event itself names the team's first channel.</summary>
    private static ConversationAddress? Chosen(Activity a, ConversationAddress place) =>
        place.Shared && a.ChannelData?.Part("settings")?.Part("selectedChannel")?.Word("id") is { Length: > 0 and <= LongestId } id && TeamsNames.Place(place.Workspace, id, true).Whole is var chosen && Fits(chosen) ? chosen : null;

    private static TeamsReading.Event Event(InboundEvent inbound, Activity a, IReadOnlyList<(string, string)>? mentions = null) =>
        new(inbound with { Sender = Profile(a), Clock = inbound.At == a.Timestamp ? inbound.From.Channel : null }, mentions ?? []);

    private static SenderProfile Profile(Activity a) => new(
        a.From?.Name is { Length: > 0 and <= 200 } name ? name : null,
        a.LocalTimezone ?? (a.Entities ?? []).Select(e => e.Word("timezone")).FirstOrDefault(z => z is not null),
        a.Locale);

    private static ActivitySource Source(Activity a, string tenant, string conversation, string from, DateTimeOffset now)
    {
        var place = TeamsNames.Place(tenant, conversation, IsShared(a));
        var at = a.Timestamp is { } said && (said - now).Duration() < Trust ? said : now;
        return new(TeamsNames.Person(tenant, a.From!.AadObjectId, from), place, at, Key(a, place), a.Id is { Length: <= LongestId } id ? id : "");
    }

    /// <summary>
    /// An update or deletion has the id of the message it changes, so the time distinguishes two of them; without a time, the text does.
    /// </summary>
    private static string Key(Activity a, ConversationAddress place)
    {
        var change = a.Type is "messageUpdate" or "messageDelete";
        var when = !change ? "" : a.Timestamp is { } at ? at.UtcTicks.ToString(CultureInfo.InvariantCulture) : a.Text ?? "";
        var what = a.Id is { Length: > 0 } id ? id : $"{a.Timestamp:O} {a.Name} {a.Text} {(a.Value is { } value ? value.GetRawText() : "")}";
        return EventKeys.Of(TeamsNames.Channel, a.Type, a.Name, place.Workspace, place.Id, a.From?.Id, what, when);
    }
}
