using System.Globalization;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.People;

/// <summary>How Slack's ids are written in the addresses that all channels share.</summary>
internal static class SlackNames
{
    /// <summary>The channel's name in addresses.</summary>
    public const string Channel = "slack";

    private const string OnlyFor = "only ";

    /// <summary>A person, by user id, in the workspace where the bot is installed. This includes people from elsewhere who come through Slack Connect.</summary>
    public static ChatAddress Person(string team, string user) => new(Channel, team, user);

    /// <summary>A person as a member of a conversation, with their handle beside the name.</summary>
    public static ChatMember Member(string team, Api.SlackUser user) => new(Person(team, user.Id), user.Name, user.TimeZone) { Detail = user.Handle is { } handle ? "@" + handle : null };

    /// <summary>A channel, or the thread in it that a message belongs to.</summary>
    public static ConversationAddress Shared(string team, string channel, string? thread) => new(Channel, team, channel, true, thread);

    /// <summary>A channel, where an answer is shown to one person only (an ephemeral message).</summary>
    public static ConversationAddress Only(string team, string channel, string user) => new(Channel, team, channel, true, OnlyFor + user);

    /// <summary>A person's direct chat with the bot.</summary>
    public static ConversationAddress Direct(string team, string channel, string? thread = null) => new(Channel, team, channel, false, thread);

    /// <summary>The one person an answer there is for; null if everybody sees it.</summary>
    public static string? OnlyOne(ConversationAddress place) =>
        place.Thread is { } thread && thread.StartsWith(OnlyFor, StringComparison.Ordinal) ? thread[OnlyFor.Length..] : null;

    /// <summary>Whether a conversation's id is that of a chat of two people; group chats begin with <c>G</c>, channels with <c>C</c> or <c>G</c>.</summary>
    public static bool IsDirect(string channel) => channel.StartsWith('D');

    /// <summary>
    /// A message's time stamp (<c>1712345678.000200</c>) as a time; ours if it is invalid or more than a day away from ours. (Source: "Message
    /// server response" of Slack's documentation: seconds since 1970 and a counter.)
    /// </summary>
    public static DateTimeOffset Time(string? ts, DateTimeOffset now) => Told(ts, now) ?? now;

    /// <summary>The same; null if it is invalid, or more than a day away from ours.</summary>
    public static DateTimeOffset? Told(string? ts, DateTimeOffset now)
    {
        if (ts is not { Length: <= 32 } || !decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds is < 0 or > 9_999_999_999m)
        {
            return null;
        }

        var at = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return (at - now).Duration() > TimeSpan.FromDays(1) ? null : at;
    }
}
