using System.Text;
using System.Text.Json;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Channels.Slack.Reading;

/// <summary>
/// A message's text as its author meant it. Slack writes <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> as entities, and puts mentions and links between
/// angle brackets, which the author never typed. (Source: "Formatting message text", "Retrieving messages".)
/// </summary>
internal sealed class SlackText
{
    private const string Bot = "@ReflectionBot ";
    private const int MostPeople = 20;

    private readonly IReadOnlyList<SlackPiece> _pieces;
    private readonly bool _addressed;

    private SlackText(IReadOnlyList<SlackPiece> pieces, bool addressed)
    {
        (_pieces, _addressed) = (pieces, addressed);
        Users = [.. pieces.Where(p => p.User is not null).Select(p => p.User!).Distinct(StringComparer.Ordinal).Take(MostPeople)];
    }

    /// <summary>The ids of the people mentioned, each once; at most 20.</summary>
    public IReadOnlyList<string> Users { get; }

    /// <summary>Whether the bot itself is mentioned.</summary>
    public bool IsAddressed => _addressed;

    /// <summary>Reads a message's text as its author saw it: from its blocks if they hold the same words, else from its text.</summary>
    /// <param name="message">The message.</param>
    /// <param name="bot">The bot's user id.</param>
    public static SlackText Of(JsonElement message, string bot)
    {
        var text = message.Word("text") ?? "";
        var pieces = SlackRichText.Read(message, Labels(text));
        return pieces is not null && Letters(pieces, message) == Letters(Pieces(text), message) ? Of(pieces, bot) : Of(SlackEmoji.Drawn(text, message), bot);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">As Slack sends it.</param>
    /// <param name="bot">The bot's user id.</param>
    public static SlackText Of(string text, string bot)
    {
        return Of(Pieces(text), bot);
    }

    private static SlackText Of(IEnumerable<SlackPiece> pieces, string bot)
    {
        var all = pieces.ToList();
        return new([.. all.Select(p => p.User == bot ? new(" ") : p)], all.Exists(p => p.User == bot));
    }

    private static List<SlackPiece> Pieces(string text)
    {
        var (pieces, at) = (new List<SlackPiece>(), 0);
        while (at < text.Length)
        {
            var open = text.IndexOf('<', at);
            var close = open < 0 ? -1 : text.IndexOf('>', open);
            if (close < 0)
            {
                break;
            }

            pieces.Add(new(Typed(text[at..open])));
            pieces.Add(Marked(text[(open + 1)..close]));
            at = close + 1;
        }

        pieces.Add(new(Typed(text[at..])));
        return pieces;
    }

    /// <summary>The labels in the text, by id. The blocks have ids only.</summary>
    private static Dictionary<string, string> Labels(string text)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var open = text.IndexOf('<', StringComparison.Ordinal); open >= 0 && text.IndexOf('>', open) is > 0 and var close; open = text.IndexOf('<', close))
        {
            if (text[(open + 1)..close].Split('|', 2) is [var target, { Length: > 0 } label])
            {
                labels[target] = Typed(label);
            }
        }

        return labels;
    }

    /// <summary>The letters of a text, without emoji names and mentioned people. Two readings of one message are compared by them.</summary>
    private static string Letters(IEnumerable<SlackPiece> pieces, JsonElement message)
    {
        var words = string.Concat(pieces.Where(p => p.User is null).Select(p => p.Text));
        return string.Concat(SlackRichText.EmojiNames(message).Distinct(StringComparer.Ordinal).Aggregate(words, (w, name) => w.Replace(name, "", StringComparison.Ordinal)).Where(char.IsLetter));
    }

    /// <summary>The text with the names of the mentioned people. A mention of the bot is moved to the front as <c>@ReflectionBot</c>.</summary>
    /// <param name="name">The name of a user id; null if it is not known. Then the name from Slack is used, or "somebody".</param>
    public string With(Func<string, string?> name)
    {
        var all = new StringBuilder();
        foreach (var piece in _pieces)
        {
            all.Append(piece.User is { } user ? name(user) ?? (piece.Text.Length > 0 ? piece.Text : "somebody") : piece.Text);
        }

        return _addressed ? Bot + all.ToString().Trim() : all.ToString();
    }

    /// <summary>The text with marks in place of mentions, for commands; null if no person and no group is mentioned.</summary>
    public string? Marked()
    {
        if (_pieces.All(p => p.User is null && p.Group is null))
        {
            return null;
        }

        var all = string.Concat(_pieces.Select(p => p.User is { } user ? MentionMarks.Of(user) : p.Group is { } group ? MentionMarks.OfGroup(group) : p.Text));
        return _addressed ? Bot + all.Trim() : all;
    }

    /// <summary>A piece between angle brackets: <c>@U1|name</c>, <c>#C1|name</c>, <c>!here</c>, <c>!subteam^S1|@name</c>, <c>!date^..|words</c>, <c>https://x|label</c>, <c>mailto:x|x</c>.</summary>
    private static SlackPiece Marked(string mark)
    {
        var (target, label) = mark.Split('|', 2) is [var first, var second] ? (first, Typed(second)) : (mark, null);
        return target switch
        {
            ['@', .. var user] when user.Length is > 0 and <= 40 => new(label ?? "", user),
            ['#', .. var channel] => Many("#" + (label is { Length: > 0 } ? label : channel)),
            ['!', 'd', 'a', 't', 'e', '^', ..] => new(label ?? "@date"),
            ['!', .. var special] => Many(label ?? "@" + special.Split('^')[0]),
            _ => new(Link(Typed(target), label)),
        };
    }

    /// <summary>A link as its author saw it, with its address if that is not what they saw.</summary>
    internal static string Link(string target, string? label) => label is null || Bare(target) == label || target == label ? label ?? target : $"{label} ({target})";

    /// <summary>A link's address as it was typed: Slack adds the beginning.</summary>
    private static string Bare(string target)
    {
        foreach (var beginning in (string[])["mailto:", "tel:", "http://", "https://"])
        {
            if (target.StartsWith(beginning, StringComparison.Ordinal))
            {
                return target[beginning.Length..];
            }
        }

        return target;
    }

    private static string Typed(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    private static SlackPiece Many(string shown) => new(shown, null, shown);
}
