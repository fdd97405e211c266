using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Channels.Teams.Reading;

/// <summary>A message's text as its author meant it.</summary>
/// <param name="Text">The text without markup; a mention of the bot is put in front as <c>@ReflectionBot</c>, other mentions are plain names.</param>
/// <param name="Mentions">The ids (<c>29:</c>) and names of the people mentioned.</param>
internal sealed record TeamsText(string Text, IReadOnlyList<(string Id, string Name)> Mentions)
{
    private const string Bot = "@ReflectionBot ";
    private const int MostEntities = 50;
    private const string Forward = "forwardedMessageReference";

    /// <summary>How many of the attached pictures are emoji, which are already in the text.</summary>
    public int EmojiPictures { get; private init; }

    /// <summary>Whether another person's message was forwarded; its words are not in the text.</summary>
    public bool Forwards { get; private init; }

    /// <summary>
    /// The text with marks instead of mentions, for commands. The ids in it are those of Teams (<c>29:</c>); the channel replaces them with those of
    /// addresses. Null where no person, tag or channel is mentioned.
    /// </summary>
    public string? Marked { get; private init; }

    /// <summary>
    /// Reads an activity's text. A mention appears in it as <c>&lt;at&gt;Name&lt;/at&gt;</c>, with an entity that repeats it. Only text that an
    /// entity repeats is a mention; all other text was typed by the author. Some clients leave the repeated text out of the entity, or escape only
    /// one of the two; then the name is used to find its place. A quoted message appears as <c>&lt;quoted messageId="..."/&gt;</c>, also with an
    /// entity; it is not the author's text. (Sources: "Channel and group chat conversations with a bot", mentions; Teams SDK, quoted replies.)
    /// </summary>
    /// <param name="activity">A message or an update of one.</param>
    public static TeamsText Of(Activity activity)
    {
        var text = activity.Text ?? "";
        var (addressed, quotes, mentions, marks) = (false, false, new List<(string, string)>(), new List<Mark>());
        foreach (var entity in (activity.Entities ?? []).Take(MostEntities))
        {
            if (Mention(entity) is { } mention)
            {
                var isBot = mention.Id == activity.Recipient?.Id;
                addressed |= isBot;
                var mark = isBot ? " " : mention.IsPerson ? MentionMarks.Of(mention.Id) : MentionMarks.OfGroup("@" + mention.Name);
                Claim(marks, text, mention.Places, isBot ? " " : mention.Name, mark);
                if (!isBot && mention is { IsPerson: true, Name.Length: > 0 })
                {
                    mentions.Add((mention.Id, mention.Name));
                }
            }
            else if (Quoted(entity) is { } quoted)
            {
                quotes = true;
                Claim(marks, text, [quoted], "", "");
            }
        }

        var html = Mirror(activity);
        string Whole(bool marked)
        {
            var meant = Replaced(text, marks, activity.TextFormat == "xml", marked);
            meant = html is not null && !addressed && marks.TrueForAll(m => m.Meant.Length == 0) && (string.IsNullOrWhiteSpace(meant) || (html.IsRich && IsOf(html, meant))) ? html.Text : meant;
            return addressed ? Bot + meant.Trim() : quotes ? meant.Trim() : meant;
        }

        var pictures = activity.Attachments?.Count(a => a?.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true) ?? 0;
        return new(Whole(false), mentions)
        {
            Marked = marks.Any(m => m.Marked.StartsWith('<')) ? Whole(true) : null,
            EmojiPictures = html is { Emoji: > 0 } ? Math.Max(0, pictures - html.Pictures) : 0,
            Forwards = html is { Forwards: true } || activity.Attachments?.Any(a => a?.ContentType == Forward) == true,
        };
    }

    private static TeamsHtml? Mirror(Activity activity) =>
        activity.Attachments?.FirstOrDefault(a => a?.ContentType == "text/html")?.Content is JsonValue value && value.TryGetValue<string>(out var html) ? TeamsHtml.Read(html) : null;

    /// <summary>Whether the HTML has the same letters as the text, link addresses left out. Otherwise the text is used.</summary>
    private static bool IsOf(TeamsHtml html, string text)
    {
        var letters = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var link = string.CompareOrdinal(text, i, "](", 0, 2) == 0 ? text.AsSpan(i).IndexOfAny(')', '\n') : -1; // In Markdown.
            i += link > 0 ? link : 0;
            letters.Append(char.IsLetter(text[i]) ? text[i..(i + 1)] : "");
        }

        return letters.Equals(html.Letters.AsSpan());
    }

    /// <summary>A part of the original text, and what it means.</summary>
    private readonly record struct Mark(int At, int Length, string Meant, string Marked)
    {
        public int End => At + Length;
    }

    /// <summary>
    /// Reserves a mark's place in the text: the first free place of the first spelling that has one. A place is free if no earlier entity has taken
    /// it. The search uses the original text, so that text inside a name is never mistaken for a mark.
    /// </summary>
    private static void Claim(List<Mark> marks, string text, IEnumerable<string> ways, string meant, string marked)
    {
        foreach (var way in ways)
        {
            var at = text.IndexOf(way, StringComparison.Ordinal);
            while (at >= 0 && marks.Find(m => at < m.End && m.At < at + way.Length) is { Length: > 0 } taken)
            {
                at = text.IndexOf(way, taken.End, StringComparison.Ordinal);
            }

            if (at >= 0)
            {
                marks.Add(new(at, way.Length, meant, marked));
                return;
            }
        }
    }

    private static string Replaced(string text, List<Mark> marks, bool isXml, bool marked)
    {
        string Typed(string part) => isXml ? WebUtility.HtmlDecode(part) : part;
        var (all, from) = (new StringBuilder(), 0);
        foreach (var mark in marks.OrderBy(m => m.At))
        {
            all.Append(Typed(text[from..mark.At])).Append(marked ? mark.Marked : mark.Meant);
            from = mark.End;
            if (string.CompareOrdinal(text, from, Space, 0, Space.Length) == 0)
            {
                all.Append(' ');
                from += Space.Length;
            }
        }

        return all.Append(Typed(text[from..])).ToString();
    }

    /// <summary>Teams writes this as the space after a mention.</summary>
    private const string Space = "&nbsp;";

    private static Mentioned? Mention(JsonElement entity)
    {
        if (entity.Word("type") != "mention" || entity.Part("mentioned") is not { ValueKind: JsonValueKind.Object } who || who.Word("id") is not { Length: > 0 and <= 200 } id)
        {
            return null;
        }

        var name = who.Word("name") is { Length: <= 200 } said ? said : "";
        var mark = entity.Word("text") is { Length: > 0 and <= 300 } repeated ? repeated : null;
        return mark is null && name.Length == 0 ? null : new(id, name, mark, who.Word("type") is not ("tag" or "channel" or "team") && !id.StartsWith("19:", StringComparison.Ordinal));
    }

    /// <summary>The person or thing that an entity mentions.</summary>
    /// <param name="Repeated">The mention as written in the text, according to the entity; null where it does not say.</param>
    private sealed record Mentioned(string Id, string Name, string? Repeated, bool IsPerson)
    {
        /// <summary>The ways it may be written in the text, the most likely first.</summary>
        public IEnumerable<string> Places
        {
            get
            {
                string[] ways = Repeated is { } text ? [text, WebUtility.HtmlEncode(WebUtility.HtmlDecode(text)), WebUtility.HtmlDecode(text), WithTags(text)] : [];
                string[] named = Name.Length == 0 ? [] : [$"<at>{Name}</at>", $"<at>{WebUtility.HtmlEncode(Name)}</at>", $"<at>{AmpOnly(Name)}</at>"];
                return [.. ways, .. named];
            }
        }

        // The tags unchanged, the text between them escaped.
        private static string WithTags(string text) =>
            text.StartsWith("<at>", StringComparison.Ordinal) && text.EndsWith("</at>", StringComparison.Ordinal) && text.Length > 9 ? $"<at>{WebUtility.HtmlEncode(WebUtility.HtmlDecode(text[4..^5]))}</at>" : text;

        private static string AmpOnly(string name) => name.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
    }

    private static string? Quoted(JsonElement entity) =>
        entity.Word("type") == "quotedReply" && entity.Part("quotedReply")?.Word("messageId") is { Length: > 0 and <= 200 } id ? $"<quoted messageId=\"{id}\"/>" : null;
}
