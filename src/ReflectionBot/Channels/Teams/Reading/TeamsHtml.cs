using System.Globalization;
using System.Net;
using System.Text;

namespace ReflectionBot.Channels.Teams.Reading;

/// <summary>
/// The HTML that comes with a message, turned into the text as its author saw it: without formatting marks, emoji as characters, lists with their
/// marks. Teams puts an emoji only into the HTML, as a picture with the character beside it, and sends the picture as an attachment. Bold and lists
/// are Markdown in the text, which the author did not type. (Seen by others: MicrosoftDocs/msteams-docs issue 3960, NousResearch/hermes-agent pull
/// request 100699.) A message that is replied to (a "Reply") or forwarded is left out: it is not the author's own text.
/// </summary>
internal sealed class TeamsHtml
{
    private const int Longest = 200_000;
    private const int LongestEmoji = 64;
    private const int LongestTag = 8_000;
    private const int LongestLabel = 2_000;
    private const int MostBroken = 50;
    private const int Deepest = 8;

    private static readonly string[] Plain = ["p", "div", "br", "span", "attachment", "at", "html", "body"];
    private static readonly string[] Lines = ["p", "div", "ul", "ol", "li", "pre", "blockquote", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "codeblock", "hr"];

    private readonly StringBuilder _all = new();
    private readonly StringBuilder _letters = new();
    private readonly Stack<(bool Numbered, int Next)> _lists = new();
    private readonly Stack<(string Target, int At)> _links = new();
    private readonly Stack<bool> _quotes = new(); // True where the quoted text is from another person.
    private int _hidden;
    private int _pre;
    private bool _space;
    private string _mark = "";

    private TeamsHtml() { }

    /// <summary>The text as its author saw it.</summary>
    public string Text => _all.ToString().Trim('\n', ' ');

    /// <summary>Only its letters, without those of emoji names and link addresses.</summary>
    public string Letters => _letters.ToString();

    /// <summary>Whether it has something that plain text cannot show: an emoji, a list, a link, bold.</summary>
    public bool IsRich { get; private set; }

    /// <summary>How many emoji are in it.</summary>
    public int Emoji { get; private set; }

    /// <summary>How many pictures are in it that are not emoji.</summary>
    public int Pictures { get; private set; }

    /// <summary>Whether a forwarded message is in it.</summary>
    public bool Forwards { get; private set; }

    /// <summary>Reads HTML; never throws, even for invalid HTML.</summary>
    public static TeamsHtml Read(string html)
    {
        var read = new TeamsHtml();
        html = html.Length > Longest ? html[..Longest] : html;
        var broken = 0;
        for (var at = 0; at < html.Length;)
        {
            var open = broken > MostBroken ? -1 : html.IndexOf('<', at);
            if (open < 0 || open + 1 >= html.Length || !(char.IsAsciiLetter(html[open + 1]) || html[open + 1] is '/' or '!') || End(html, open) is not (> 0 and var close))
            {
                var next = open < 0 ? html.Length : open + 1;
                broken++;
                read.Typed(html[at..next]);
                at = next;
                continue;
            }

            read.Typed(html[at..open]);
            read.Tag(html[(open + 1)..close]);
            at = close + 1;
        }

        return read;
    }

    /// <summary>Finds where a tag ends; a <c>&gt;</c> inside an attribute's quotation marks does not end it.</summary>
    private static int End(string html, int open)
    {
        var quote = '\0';
        for (var i = open + 1; i < html.Length && i < open + LongestTag; i++)
        {
            if (quote != '\0')
            {
                quote = html[i] == quote ? '\0' : quote;
            }
            else if (html[i] is '"' or '\'')
            {
                quote = html[i];
            }
            else if (html[i] == '>')
            {
                return i;
            }
        }

        return -1;
    }

    private bool IsHidden => _hidden > 0;

    private void Typed(string raw)
    {
        if (IsHidden || raw.Length == 0)
        {
            return;
        }

        foreach (var c in WebUtility.HtmlDecode(raw))
        {
            if (c == '\n' && _pre > 0)
            {
                Line();
            }
            else if (c is ' ' or '\t' or '\r' or '\n' or '\f' or '\u00a0' && _pre == 0)
            {
                _space = true;
            }
            else if (c != '\r')
            {
                Put(c);
                if (char.IsLetter(c))
                {
                    _letters.Append(c);
                }
            }
        }
    }

    private void Put(char c)
    {
        if (_all.Length == 0 || _all[^1] == '\n')
        {
            _all.Append(string.Concat(Enumerable.Repeat("> ", Math.Min(_quotes.Count, Deepest)))).Append(_mark);
            (_mark, _space) = ("", false);
        }

        _all.Append(_space ? " " : "").Append(c);
        _space = false;
    }

    private void Put(string text)
    {
        foreach (var c in IsHidden ? "" : text)
        {
            Put(c);
        }
    }

    private void Line()
    {
        if (_all.Length > 0 && _all[^1] != '\n')
        {
            _all.Append('\n');
        }

        _space = false;
    }

    private void Tag(string tag)
    {
        var isEnd = tag[0] == '/';
        var name = new string([.. tag.Skip(isEnd ? 1 : 0).TakeWhile(char.IsAsciiLetterOrDigit)]).ToLowerInvariant();
        IsRich |= name.Length > 0 && !Plain.Contains(name, StringComparer.Ordinal) && !IsHidden && name != "blockquote" && (name != "img" || Kind(tag) is "emoji");
        if (Lines.Contains(name, StringComparer.Ordinal) && !IsHidden)
        {
            Line();
        }

        switch (name)
        {
            case "br" when !IsHidden:
                _all.Append('\n');
                _space = false;
                break;
            case "ul" or "ol":
                List(name == "ol", isEnd, tag);
                break;
            case "li" when !isEnd && _lists.TryPop(out var list):
                _lists.Push(list with { Next = list.Next + 1 });
                _mark = new string(' ', 2 * Math.Min(_lists.Count - 1, Deepest)) + (list.Numbered ? $"{list.Next.ToString(CultureInfo.InvariantCulture)}. " : "• ");
                break;
            case "td" or "th":
                _space = true;
                break;
            case "pre":
                _pre = Math.Max(0, _pre + (isEnd ? -1 : 1));
                break;
            case "blockquote":
                Quote(tag, isEnd);
                break;
            case "a":
                Link(tag, isEnd);
                break;
            case "img" or "emoji" when !isEnd && !IsHidden:
                Picture(tag, name);
                break;
        }
    }

    private void List(bool numbered, bool isEnd, string tag)
    {
        if (!isEnd)
        {
            _lists.Push((numbered, int.TryParse(Attribute(tag, "start"), NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : 1));
        }
        else
        {
            _lists.TryPop(out _);
            _mark = "";
        }
    }

    private void Quote(string tag, bool isEnd)
    {
        if (isEnd)
        {
            _hidden -= _quotes.TryPop(out var isOthers) && isOthers ? 1 : 0;
            return;
        }

        var kind = Kind(tag);
        Forwards |= kind == "forward";
        IsRich |= kind is not ("reply" or "forward");
        _quotes.Push(kind is "reply" or "forward");
        _hidden += kind is "reply" or "forward" ? 1 : 0;
    }

    private void Link(string tag, bool isEnd)
    {
        if (!isEnd)
        {
            _links.Push((Attribute(tag, "href"), _all.Length));
        }
        else if (_links.TryPop(out var link) && link.Target.Length > 0 && !IsHidden)
        {
            var from = Math.Clamp(_all.Length - LongestLabel, Math.Min(link.At, _all.Length), _all.Length);
            var label = _all.ToString(from, _all.Length - from).Trim();
            Put(label.Length > 0 && Bare(link.Target) == Bare(label) ? "" : label.Length > 0 ? $" ({link.Target})" : link.Target);
        }
    }

    private static string Bare(string target)
    {
        foreach (var beginning in (string[])["mailto:", "tel:", "http://", "https://"])
        {
            target = target.StartsWith(beginning, StringComparison.OrdinalIgnoreCase) ? target[beginning.Length..] : target;
        }

        return target.TrimEnd('/').ToUpperInvariant();
    }

    private void Picture(string tag, string name)
    {
        if (name == "img" && Kind(tag) != "emoji")
        {
            Pictures++;
            return;
        }

        Emoji++;
        IsRich = true;
        Put(Drawn(Attribute(tag, "alt")) ?? Drawn(Attribute(tag, "itemid")) ?? Drawn(Attribute(tag, "title")) ?? "");
    }

    /// <summary>The emoji's character; for an organisation's custom emoji, its name between colons.</summary>
    private static string? Drawn(string shown) =>
        shown is not { Length: > 0 and <= LongestEmoji } ? null : shown.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ' ') ? $":{shown}:" : shown;

    /// <summary>The type that Teams gives a part, e.g. <c>emoji</c>, <c>reply</c>; its own emoji and custom ones have the same type here.</summary>
    private static string Kind(string tag)
    {
        var kind = Attribute(tag, "itemtype").ToLowerInvariant();
        return kind.EndsWith("emoji", StringComparison.Ordinal) ? "emoji" : kind[(kind.LastIndexOf('/') + 1)..];
    }

    private static string Attribute(string tag, string name)
    {
        for (var at = tag.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = tag.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var from = at + name.Length + 1;
            if (at == 0 || !char.IsWhiteSpace(tag[at - 1]) || from >= tag.Length || tag[from - 1] != '=')
            {
                continue;
            }

            var isQuoted = tag[from] is '"' or '\'';
            var end = isQuoted ? tag.IndexOf(tag[from], from + 1) : tag.IndexOfAny([' ', '/'], from);
            return WebUtility.HtmlDecode(tag[(from + (isQuoted ? 1 : 0))..(end < 0 ? tag.Length : end)]).Trim();
        }

        return "";
    }
}
