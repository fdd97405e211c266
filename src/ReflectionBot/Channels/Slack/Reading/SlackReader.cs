using System.Globalization;
using System.Text.Json;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.Reading;

/// <summary>
/// Maps what Slack sends to a reading. Pure; it is already proved that Slack sent it. This file reads events; <c>SlackReader.Interactions</c>
/// reads button clicks, submitted windows, shortcuts and slash commands. (Source: "Events API", "message event" and its subtypes of Slack's documentation.)
/// </summary>
internal static partial class SlackReader
{
    private const string Slackbot = "USLACKBOT";

    /// <summary>Reads one arrival.</summary>
    /// <param name="arrival">As it came.</param>
    /// <param name="team">The workspace it is about, in which the bot is installed.</param>
    /// <param name="bot">The bot's user id there.</param>
    /// <param name="now">Our time.</param>
    public static SlackReading Read(SlackArrival arrival, string team, string bot, DateTimeOffset now)
    {
        return arrival.Kind switch
        {
            SlackArrivalKind.Event => Event(arrival.Payload, new(team, bot, now)),
            SlackArrivalKind.Command => Command(arrival.Payload, new(team, bot, now)),
            _ => Interaction(arrival.Payload, new(team, bot, now)),
        };
    }

    /// <summary>What every reading needs.</summary>
    private sealed record ReadContext(string Team, string Bot, DateTimeOffset Now)
    {
        public ChatAddress Person(string user) => SlackNames.Person(Team, user);

        /// <summary>Marks the time as Slack's, unless Slack sent none and the time is ours.</summary>
        public InboundEvent Timed(InboundEvent inbound, string? ts) => inbound with { Clock = SlackNames.Told(ts, Now) is null ? null : inbound.From.Channel };

        public string Key(string what, params IEnumerable<string?> parts) => EventKeys.Of(SlackNames.Channel, [what, Team, .. parts]);
    }

    private static SlackReading Event(JsonElement outer, ReadContext here)
    {
        if (outer.Part("event") is not { ValueKind: JsonValueKind.Object } e || outer.Word("event_id") is not { Length: > 0 and <= 200 } id)
        {
            return new SlackReading.Ignored();
        }

        return e.Word("type") switch
        {
            "message" or "app_mention" or "app_home_opened" when e.HasOddId("user") => new SlackReading.Nameless(),
            "message" => Message(e, here, id),
            "app_mention" => Mention(e, here, id),
            "app_home_opened" => Opened(e, here),
            "member_joined_channel" when e.Id("user") == here.Bot => Moved(e, here, true),
            "channel_unarchive" or "group_unarchive" => Moved(e, here, true, isOfAny: true),
            "member_left_channel" when e.Id("user") == here.Bot => Moved(e, here, false),
            "channel_left" or "group_left" => Moved(e, here, false),
            "channel_archive" or "group_archive" or "channel_deleted" or "group_deleted" => Moved(e, here, false, isOfAny: true),
            "app_uninstalled" => new SlackReading.Uninstalled(Sent(outer, here)),
            "tokens_revoked" when e.Part("tokens")?.Part("bot") is { ValueKind: JsonValueKind.Array } bots && bots.GetArrayLength() > 0 => new SlackReading.Uninstalled(Sent(outer, here)),
            _ => new SlackReading.Ignored(), // E.g. renamed channels, and people who join or leave: ids do not change, and being in a channel enrols nobody.
        };
    }

    /// <summary>When Slack first sent the event. Retries minutes later have the same time.</summary>
    private static DateTimeOffset Sent(JsonElement outer, ReadContext here) =>
        outer.Part("event_time") is { ValueKind: JsonValueKind.Number } time && time.TryGetInt64(out var seconds) ? SlackNames.Time(seconds.ToString(CultureInfo.InvariantCulture), here.Now) : here.Now;

    /// <summary>A message in a direct chat. Channel messages are not requested and not read: there, people mention the bot.</summary>
    private static SlackReading Message(JsonElement e, ReadContext here, string id)
    {
        if (e.Id("channel") is not { } channel || !(e.Word("channel_type") is "im" || (e.Word("channel_type") is null && SlackNames.IsDirect(channel))))
        {
            return new SlackReading.Ignored();
        }

        return e.Word("subtype") switch
        {
            null or "" when ByApp(e, here) is { } named => new SlackReading.Event(named with { Conversation = SlackNames.Direct(here.Team, channel, Thread(e)) }),
            null or "" or "file_share" or "thread_broadcast" or "me_message" or "reply_broadcast" => Posted(e, here, id, SlackNames.Direct(here.Team, channel, Thread(e))),
            "message_changed" => Changed(e, here, id, channel),
            "message_deleted" => Deleted(e, here, id, channel),
            _ => new SlackReading.Ignored(),
        };
    }

    private static SlackReading Posted(JsonElement e, ReadContext here, string id, ConversationAddress place)
    {
        if (Author(e, here) is not { } user || e.Ts("ts") is not { } ts)
        {
            return new SlackReading.Ignored();
        }

        var files = e.Part("files") is { ValueKind: JsonValueKind.Array } all ? all.GetArrayLength() : 0;
        var forwards = e.Part("attachments") is { ValueKind: JsonValueKind.Array } shared && shared.EnumerateArray().Any(a => a.Part("is_share")?.ValueKind == JsonValueKind.True);
        var posted = new MessagePosted(here.Key("event", id), here.Person(user), place, SlackNames.Time(ts, here.Now), ts, "", files) { Forwards = forwards };
        return new SlackReading.Event(here.Timed(posted, ts), SlackText.Of(e, here.Bot));
    }

    private static SlackReading Mention(JsonElement e, ReadContext here, string id)
    {
        if (e.Id("channel") is not { } channel || SlackNames.IsDirect(channel))
        {
            return new SlackReading.Ignored();
        }

        var place = SlackNames.Shared(here.Team, channel, e.Ts("thread_ts") ?? e.Ts("ts"));
        return e.Part("edited") is null ? Posted(e, here, id, place)
            : Author(e, here) is { } user && e.Ts("ts") is { } ts
            ? new SlackReading.Event(new MessageEdited(here.Key("event", id), here.Person(user), place, SlackNames.Time(e.Part("edited")?.Ts("ts"), here.Now), ts, ""), SlackText.Of(e, here.Bot))
            : new SlackReading.Ignored();
    }

    /// <summary>A message that an app posted in a person's name, with their permission: it has a person and a bot. The person is told once per app.</summary>
    private static PostedByApp? ByApp(JsonElement e, ReadContext here) =>
        e.Id("bot_id") is { } app && e.Id("user") is { } user && user != here.Bot && user != Slackbot && e.Ts("ts") is { } ts
            ? new PostedByApp(here.Key("by app", user, app), here.Person(user), SlackNames.Direct(here.Team, ""), SlackNames.Time(ts, here.Now)) : null;

    /// <summary>
    /// Slack also sends "changed" when a preview was added to a message, its thread grew, or the bot changed its own message. A deleted message with
    /// a thread stays as a "tombstone".
    /// </summary>
    private static SlackReading Changed(JsonElement e, ReadContext here, string id, string channel)
    {
        if (e.Part("message") is not { } message || message.Ts("ts") is not { } ts)
        {
            return new SlackReading.Ignored();
        }

        var before = e.Part("previous_message");
        if (message.Word("subtype") == "tombstone" || message.Part("hidden")?.ValueKind == JsonValueKind.True)
        {
            return before is { } was && Author(was, here) is { } gone ? Gone(e, here, id, channel, gone, ts) : new SlackReading.Ignored();
        }

        if (Author(message, here) is not { } user || message.Word("text") is not { } text || before?.Word("text") == text)
        {
            return new SlackReading.Ignored();
        }

        var at = SlackNames.Time(message.Part("edited")?.Ts("ts") ?? e.Ts("event_ts"), here.Now);
        var edited = new MessageEdited(here.Key("event", id), here.Person(user), SlackNames.Direct(here.Team, channel, Thread(message)), at, ts, "");
        return new SlackReading.Event(edited, SlackText.Of(message, here.Bot));
    }

    /// <summary>Slack sends the deleted message, but its page about the event does not show one. If it is missing, the chat tells who the author was.</summary>
    private static SlackReading Deleted(JsonElement e, ReadContext here, string id, string channel)
    {
        var was = e.Part("previous_message");
        return (was is { } message ? Author(message, here) : "") is { } user && (e.Ts("deleted_ts") ?? was?.Ts("ts")) is { } ts ? Gone(e, here, id, channel, user, ts) : new SlackReading.Ignored();
    }

    private static SlackReading.Event Gone(JsonElement e, ReadContext here, string id, string channel, string user, string ts) =>
        new(new MessageDeleted(here.Key("event", id), here.Person(user), SlackNames.Direct(here.Team, channel), SlackNames.Time(e.Ts("event_ts"), here.Now), ts));

    /// <summary>The person who wrote it; null for bots and for Slack itself.</summary>
    private static string? Author(JsonElement message, ReadContext here) =>
        message.Part("bot_id") is null && message.Part("bot_profile") is null && message.Id("user") is { } user && user != here.Bot && user != Slackbot ? user : null;

    /// <summary>The thread that a message is in; null for the conversation itself.</summary>
    private static string? Thread(JsonElement message) => message.Ts("thread_ts") is { } thread && thread != message.Ts("ts") ? thread : null;

    private static SlackReading Opened(JsonElement e, ReadContext here) =>
        e.Id("user") is { } user && e.Id("channel") is { } channel && user != Slackbot
            ? new SlackReading.Opened(here.Person(user), channel, SlackNames.Time(e.Ts("event_ts"), here.Now), e.Word("tab") != "messages")
            : new SlackReading.Ignored();

    private static SlackReading Moved(JsonElement e, ReadContext here, bool come, bool isOfAny = false)
    {
        if (e.Id("channel") is not { } channel || SlackNames.IsDirect(channel))
        {
            return new SlackReading.Ignored();
        }

        var from = e.Id("inviter") ?? e.Id("actor_id") ?? e.Id("user") ?? here.Bot;
        return new SlackReading.ComeOrGone(SlackNames.Shared(here.Team, channel, null), here.Person(from), SlackNames.Time(e.Ts("event_ts"), here.Now), come, isOfAny);
    }
}
