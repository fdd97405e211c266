using System.Net;
using System.Text;
using System.Text.Json;
using ReflectionBot.Channels.Activities;

namespace ReflectionBot.Channels.Teams;

/// <summary>A message's text as somebody meant it.</summary>
/// <param name="Text">Without markup; a mention of the bot stands in front as <c>@ReflectionBot</c>, other mentions as plain names.</param>
/// <param name="Mentions">The ids (<c>29:</c>) and names of the people mentioned.</param>
internal sealed record TeamsText(string Text, IReadOnlyList<(string Id, string Name)> Mentions)
{
    private const string Bot = "@ReflectionBot ";
    private const int MostEntities = 50;

    /// <summary>
    /// Reads an activity's text. Mentions stand in it as <c>&lt;at&gt;Name&lt;/at&gt;</c>, each with an entity that repeats it: only what an entity
    /// repeats is a mention, everything else is what somebody typed. A quoted message stands in it as <c>&lt;quoted messageId="..."/&gt;</c>, with
    /// an entity likewise; it is nobody's words. (Sources: "Channel and group chat conversations with a bot", mentions; Teams SDK, quoted replies.)
    /// </summary>
    /// <param name="activity">A message or an update of one.</param>
    public static TeamsText Of(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var text = activity.Text ?? "";
        var (addressed, quotes, mentions, marks) = (false, false, new List<(string, string)>(), new List<Mark>());
        foreach (var entity in (activity.Entities ?? []).Take(MostEntities))
        {
            if (Mention(entity) is var (id, name, mark))
            {
                var isBot = id == activity.Recipient?.Id;
                addressed |= isBot;
                Claim(marks, text, mark, isBot ? " " : name);
                if (!isBot && name.Length > 0)
                {
                    mentions.Add((id, name));
                }
            }
            else if (Quoted(entity) is { } quoted)
            {
                quotes = true;
                Claim(marks, text, quoted, "");
            }
        }

        var meant = Replaced(text, marks, activity.TextFormat == "xml");
        return new(addressed ? Bot + meant.Trim() : quotes ? meant.Trim() : meant, mentions);
    }

    /// <summary>A part of the text as it came, and what it means.</summary>
    private readonly record struct Mark(int At, int Length, string Meant)
    {
        public int End => At + Length;
    }

    /// <summary>The first place of a mark that no entity before has. Looked for in the text as it came: what a name says is never taken for a mark.</summary>
    private static void Claim(List<Mark> marks, string text, string mark, string meant)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        while (at >= 0 && marks.Find(m => at < m.End && m.At < at + mark.Length) is { Length: > 0 } taken)
        {
            at = text.IndexOf(mark, taken.End, StringComparison.Ordinal);
        }

        if (at >= 0)
        {
            marks.Add(new(at, mark.Length, meant));
        }
    }

    private static string Replaced(string text, List<Mark> marks, bool isXml)
    {
        string Typed(string part) => isXml ? WebUtility.HtmlDecode(part) : part;
        var (all, from) = (new StringBuilder(), 0);
        foreach (var mark in marks.OrderBy(m => m.At))
        {
            all.Append(Typed(text[from..mark.At])).Append(mark.Meant);
            from = mark.End;
            if (string.CompareOrdinal(text, from, Space, 0, Space.Length) == 0)
            {
                all.Append(' ');
                from += Space.Length;
            }
        }

        return all.Append(Typed(text[from..])).ToString();
    }

    /// <summary>Teams writes this for the space after a mention.</summary>
    private const string Space = "&nbsp;";

    private static (string Id, string Name, string Mark)? Mention(JsonElement entity)
    {
        if (entity.Word("type") != "mention" || entity.Word("text") is not { Length: > 0 and <= 300 } mark || entity.Part("mentioned") is not { } who || who.Word("id") is not { Length: > 0 and <= 200 } id)
        {
            return null;
        }

        return (id, who.Word("name") is { Length: <= 200 } name ? name : "", mark);
    }

    private static string? Quoted(JsonElement entity) =>
        entity.Word("type") == "quotedReply" && entity.Part("quotedReply")?.Word("messageId") is { Length: > 0 and <= 200 } id ? $"<quoted messageId=\"{id}\"/>" : null;
}
