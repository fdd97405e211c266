using System.Globalization;
using System.Text;
using NodaTime;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Tables;

/// <summary>
/// All partition and row keys, in one place. Parts are joined by <c>:</c>; a <c>:</c> or <c>-</c> inside a part is escaped, so that two different
/// lists of parts never make the same key. Ids sort by time, and numbers and times are padded, so rows are in their natural order.
/// </summary>
public static class Keys
{
    /// <summary>The row that guards a partition: outbox counter and armed sweep.</summary>
    public const string Session = "session";

    /// <summary>In a person's partition: name and address. In a project's: the project. In a directory partition: the person or project it points to. In a file's: what it is.</summary>
    public const string Self = "self";

    /// <summary>In a person's partition: the state of the dialog.</summary>
    public const string Dialog = "dialog";

    /// <summary>How many shards a day of due rows has: each is its own partition, about 2,000 rows/s on Azure.</summary>
    public const int DueShards = 4;

    /// <summary>The address directory's partition of one chat address.</summary>
    public static string Address(ChatAddress address) => Join("a", address.Channel, address.Workspace, address.User);

    /// <summary>The directory partition of a shared conversation; also holds what happens there before a project is set up.</summary>
    public static string Conversation(ConversationAddress place) => Join("h", place.Channel, place.Workspace, place.Id);

    /// <summary>What a channel must know about a workspace to write there: its service address, its places and accounts.</summary>
    public static string Workspace(string channel, string workspace) => Join("t", channel, workspace);

    /// <summary>A person's partition: dialog, reflections, answers, consents, inbox, outbox, references.</summary>
    public static string Person(string person) => Join("p", person);

    /// <summary>A project's partition: settings, members, milestones, rounds, digests.</summary>
    public static string Project(string project) => Join("j", project);

    /// <summary>A round's partition: its roster, one row per collaborator.</summary>
    public static string Round(string round) => Join("r", round);

    /// <summary>The coded rows of a project whose first submission fell in the week that starts on this Monday.</summary>
    public static string Coded(string project, LocalDate monday) => Join("c", project, Day(monday));

    /// <summary>A stored file's partition: what it is, and its bytes in parts.</summary>
    public static string File(string file) => Join("f", file);

    /// <summary>The keys with which an application encrypts data it must be able to read again; the keys themselves are encrypted.</summary>
    public static string KeyRing(string application) => Join("k", application);

    /// <summary>The due rows of a day (UTC) and shard.</summary>
    public static string Due(LocalDate day, int shard) => Join("due", Day(day), shard.ToString(CultureInfo.InvariantCulture));

    /// <summary>Due rows that this version cannot read, set aside so that they are not read at every tick.</summary>
    public static readonly string Unreadable = Join("due", "unreadable");

    /// <summary>The inbox row of an event.</summary>
    public static string Inbox(string eventKey) => Join("in", eventKey);

    /// <summary>The outbox row with this number.</summary>
    public static string Outbox(long number) => Join("out", number.ToString("D12", CultureInfo.InvariantCulture));

    /// <summary>The id of a posted message that may have to be changed later.</summary>
    public static string Posted(string name) => Join("posted", name);

    /// <summary>The name under which a posted message is remembered, from its row's key.</summary>
    public static string PostedName(string key)
    {
        // A literal hyphen is doubled; "-." is a colon. So read each hyphen together with the character after it.
        var escaped = key[Posted("").Length..];
        var name = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            name.Append(escaped[i] != '-' ? escaped[i] : escaped[++i] == '.' ? ':' : '-');
        }

        return name.ToString();
    }

    /// <summary>Joins parts into a key.</summary>
    public static string Join(params ReadOnlySpan<string> parts)
    {
        var escaped = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            escaped[i] = parts[i].Replace("-", "--", StringComparison.Ordinal).Replace(":", "-.", StringComparison.Ordinal);
        }

        return string.Join(':', escaped);
    }

    /// <summary>A prefix that matches exactly the keys that begin with these parts and have more parts.</summary>
    public static string Prefix(params ReadOnlySpan<string> parts) => Join(parts) + ":";

    /// <summary>A day as written in keys.</summary>
    public static string Day(LocalDate day) => day.ToString("uuuuMMdd", CultureInfo.InvariantCulture);

    /// <summary>A time as written in keys: UTC, to the millisecond, sorts by time.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
}
