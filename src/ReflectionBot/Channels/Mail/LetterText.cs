using System.Net;
using System.Text;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Mail;

/// <summary>A letter in words: pure. The same sentences as plain text and as HTML; nothing in it is loaded from elsewhere, and nothing tells whether it was opened.</summary>
/// <param name="Subject">Fixed words, one for each kind.</param>
/// <param name="Plain">For programs and people who want text.</param>
/// <param name="Html">The same, encoded.</param>
internal sealed record LetterText(string Subject, string Plain, string Html)
{
    private const int LongestName = 60;

    /// <summary>Writes a letter.</summary>
    /// <param name="letter">What it is to say.</param>
    /// <param name="links">Where its links lead.</param>
    /// <param name="isAnswered">Somebody reads answers to it.</param>
    public static LetterText Of(Letter letter, LetterLinks links, bool isAnswered)
    {
        var (subject, body) = Words(letter);
        var (label, link) = letter.AnswerKey is { } answer ? ("Say yes or no", links.Answer(answer)) : ("Open my chat", links.Chat);
        var stop = links.Stop(letter.StopKey);
        string[] foot =
        [
            letter.Kind == LetterKind.MayIWrite ? "Until somebody who reads this address says yes, I send nothing else to it." : "You get this because you said yes to mail from me. To stop it:",
            .. isAnswered ? Array.Empty<string>() : ["Nobody reads answers to this mail."],
        ];
        return new(subject, PlainOf(body, label, link, foot, stop), HtmlOf(subject, body, label, link, foot, stop));
    }

    /// <summary>
    /// A name as a letter says it; null for one that could be more than a name. Whoever gives an address chooses it, and many mail programs make
    /// a link of whatever looks like one.
    /// </summary>
    internal static string? Shown(string? name)
    {
        var line = string.Join(' ', (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var isName = line.Length is > 0 and <= LongestName && line.EnumerateRunes().All(r => Rune.IsLetter(r) || IsMark(r) || " .-'\u2019".Contains(r.ToString(), StringComparison.Ordinal));
        for (var i = 0; isName && i < line.Length; i++)
        {
            isName = line[i] != '.' || i == line.Length - 1 || line[i + 1] == ' ';
        }

        return isName ? line : null;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static (string Subject, string[] Body) Words(Letter letter)
    {
        var until = letter.Until is { } day ? $" until {day}" : "";
        return letter.Kind switch
        {
            LetterKind.MayIWrite => ("May I write to you here?", Asking(letter)),
            LetterKind.Invitation => ("Questions are open for you", [$"A few questions are open for you{until}. They wait in your own chat with me.", "You need do nothing. You can say no there too; nobody is asked why."]),
            LetterKind.Reminder => ("Questions are still open for you", [$"The questions are open{until}. They wait in your own chat with me.", "You need do nothing. You can say no, or ask for fewer messages, there."]),
            LetterKind.LastCall => ("Questions close soon", [$"The questions are open{until}, and what you have begun is not handed in yet.", "You can hand in what you have, in your own chat with me. What is not handed in stays yours and is counted nowhere."]),
            LetterKind.Quote => ("A quote waits for your yes", ["You chose that words of yours may be quoted. They are not quoted before you have seen exactly what your team would read, and said yes to it.", $"That waits in your own chat with me{until}. If you do nothing, you are not quoted."]),
            LetterKind.Digest => ("There is a digest in your chat", ["A digest of what people wrote about is in your own chat with me."]),
            LetterKind.Contact => ("Somebody asks you to get in touch", ["Somebody asks you to get in touch with them. Who it is stands in your own chat with me."]),
            LetterKind.WayIn => ("Somebody opened a way into your chat", ["Somebody opened a private link to your chat, or changed another way into it. Perhaps that was you.", "What it was, and how to shut it if it was not you, stands in your own chat with me."]),
            _ => ("There is a message for you", ["There is a message for you in your own chat with me."]),
        };
    }

    private static string[] Asking(Letter letter)
    {
        var hello = Shown(letter.Name) is { } name ? $"Hello {name}. I am" : "Hello. I am";
        var given = letter.GivenBy is null ? "This address was given to me in your own chat" : $"{Shown(letter.GivenBy) ?? "A facilitator"} gave me this address";
        return
        [
            $"{hello} ReflectionBot, a program. I ask the people of a project a few questions now and then, in a chat of their own. {given}, so that I can tell you when something waits for you there.",
            "My letters hold no words of anybody's answers, and not the name of your project.",
            "The page behind the link asks for your yes or no. You can say no: nothing changes, and nobody is asked why.",
        ];
    }

    private static string PlainOf(string[] body, string label, Uri link, string[] foot, Uri stop)
    {
        var lines = body.Concat([$"{label}: {link.AbsoluteUri}", "-- ", string.Join(' ', foot), stop.AbsoluteUri]);
        return string.Join("\r\n\r\n", lines) + "\r\n";
    }

    private static string HtmlOf(string subject, string[] body, string label, Uri link, string[] foot, Uri stop)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Append(WebUtility.HtmlEncode(subject))
            .Append("</title></head>\n<body style=\"font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em\">\n");
        foreach (var paragraph in body)
        {
            html.Append("<p>").Append(WebUtility.HtmlEncode(paragraph)).Append("</p>\n");
        }

        html.Append("<p><a href=\"").Append(WebUtility.HtmlEncode(link.AbsoluteUri)).Append("\" style=\"font-weight: bold\">").Append(label).Append("</a></p>\n<hr>\n<p>")
            .Append(WebUtility.HtmlEncode(string.Join(' ', foot))).Append(" <a href=\"").Append(WebUtility.HtmlEncode(stop.AbsoluteUri)).Append("\">No mail from ReflectionBot</a></p>\n</body></html>\n");
        return html.ToString();
    }
}

/// <summary>Where the links of letters lead: pure.</summary>
/// <param name="Chat">The page of the web chat; an address at its root.</param>
internal sealed record LetterLinks(Uri Chat)
{
    /// <summary>The page's path.</summary>
    public const string Path = "/mail";

    /// <summary>The page that asks whether the bot may write. What stands behind the <c>#</c> reaches no server's log, and no program that follows links.</summary>
    public Uri Answer(string key) => new(Chat, $"{Path}#ask.{Uri.EscapeDataString(key)}");

    /// <summary>The page that stops letters, for people.</summary>
    public Uri Stop(string key) => new(Chat, $"{Path}#stop.{Uri.EscapeDataString(key)}");

    /// <summary>Stops letters with one POST, for mail programs (RFC 8058). Following it does nothing.</summary>
    public Uri OneClick(string key) => new(Chat, $"{Path}/stop?t={Uri.EscapeDataString(key)}");
}
