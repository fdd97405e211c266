using System.Net;
using System.Text;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Wording;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Mail;

/// <summary>The text of a letter: pure. The same sentences as plain text and as HTML. Nothing in it is loaded from elsewhere, and there is no tracking of whether it was opened.</summary>
/// <param name="Subject">A fixed subject for each kind of letter.</param>
/// <param name="Plain">The plain text version.</param>
/// <param name="Html">The HTML version; all text is encoded.</param>
internal sealed record LetterText(string Subject, string Plain, string Html)
{
    private const int LongestName = 60;

    /// <summary>Writes a letter.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="links">The targets of its links.</param>
    /// <param name="isAnswered">Whether a person reads replies to it.</param>
    public static LetterText Of(Letter letter, LetterLinks links, bool isAnswered)
    {
        using var language = Language.In(letter.Language);
        var (subject, body) = Words(letter);
        var (label, link) = letter.AnswerKey is { } answer ? (LetterWording.SayYesOrNo, links.Answer(answer)) : (LetterWording.OpenMyChat, links.Chat);
        var stop = links.Stop(letter.StopKey);
        string[] foot =
        [
            letter.Kind == LetterKind.MayIWrite ? LetterWording.UntilSomebodyWhoReadsThisAddress : LetterWording.YouGetThisBecauseYouSaidYes,
            .. isAnswered ? Array.Empty<string>() : [LetterWording.NobodyReadsAnswersToThisMail],
        ];
        return new(subject, PlainOf(body, label, link, foot, stop), HtmlOf(subject, body, label, link, foot, stop));
    }

    /// <summary>
    /// A name as a letter shows it; null for a text that could be more than a name. The person who enters the address chooses the name, and many mail
    /// programs turn anything that looks like a link into one.
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
        string Until(Func<string, string> day, string open) => letter.Until is { } until ? day(until) : open;
        return letter.Kind switch
        {
            LetterKind.MayIWrite => (LetterWording.MayIWriteToYouHere, Asking(letter)),
            LetterKind.Invitation => (LetterWording.QuestionsAreOpenForYou, [Until(day => LetterWording.FormatAFewQuestionsAreOpenForYouUntil(day), LetterWording.AFewQuestionsAreOpenForYou), LetterWording.YouNeedDoNothingYouCanSayNoThereToo]),
            LetterKind.Reminder => (LetterWording.QuestionsAreStillOpenForYou, [Until(day => LetterWording.FormatTheQuestionsAreOpenUntil(day), LetterWording.TheQuestionsAreOpen), LetterWording.YouNeedDoNothingYouCanSayNoOrAsk]),
            LetterKind.LastCall => (LetterWording.QuestionsCloseSoon, [Until(day => LetterWording.FormatTheQuestionsAreOpenUntilAndWhatYouHaveBegun(day), LetterWording.TheQuestionsAreOpenAndWhatYouHaveBegun), LetterWording.YouCanHandInWhatYouHave]),
            LetterKind.Quote => (LetterWording.AQuoteWaitsForYourYes, [LetterWording.YouChoseThatWordsOfYours, Until(day => LetterWording.FormatThatWaitsInYourOwnChatUntil(day), LetterWording.ThatWaitsInYourOwnChat)]),
            LetterKind.Digest => (LetterWording.ThereIsADigestInYourChat, [LetterWording.ADigestOfWhatPeopleWrote]),
            LetterKind.Contact => (LetterWording.SomebodyAsksYouToGetInTouch, [LetterWording.SomebodyAsksYouToGetInTouchWithThem]),
            LetterKind.WayIn => (LetterWording.SomebodyOpenedAWayIntoYourChat, [LetterWording.SomebodyOpenedAPrivateLink, LetterWording.WhatItWasAndHowToShutIt]),
            _ => (LetterWording.ThereIsAMessageForYou, [LetterWording.ThereIsAMessageForYouInYourOwnChat]),
        };
    }

    private static string[] Asking(Letter letter)
    {
        var hello = Shown(letter.Name) is { } name ? LetterWording.FormatHelloName(name) : LetterWording.Hello;
        var given = letter.GivenBy is null ? LetterWording.ThisAddressWasGivenToMe
            : Shown(letter.GivenBy) is { } giver ? LetterWording.FormatGaveMeThisAddress(giver) : LetterWording.AFacilitatorGaveMeThisAddress;
        return [$"{hello} {LetterWording.IAmReflectionBotAProgram} {given}", LetterWording.MyLettersHoldNoWords, LetterWording.ThePageBehindTheLink];
    }

    private static string PlainOf(string[] body, string label, Uri link, string[] foot, Uri stop)
    {
        var lines = body.Concat([$"{label}: {link.AbsoluteUri}", "-- ", string.Join(' ', foot), stop.AbsoluteUri]);
        return string.Join("\r\n\r\n", lines) + "\r\n";
    }

    private static string HtmlOf(string subject, string[] body, string label, Uri link, string[] foot, Uri stop)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html ").Append(HtmlLanguage.Attributes).Append("><head><meta charset=\"utf-8\"><title>").Append(WebUtility.HtmlEncode(subject))
            .Append("</title></head>\n<body style=\"font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em\">\n");
        foreach (var paragraph in body)
        {
            html.Append("<p>").Append(WebUtility.HtmlEncode(paragraph)).Append("</p>\n");
        }

        html.Append("<p><a href=\"").Append(WebUtility.HtmlEncode(link.AbsoluteUri)).Append("\" style=\"font-weight: bold\">").Append(WebUtility.HtmlEncode(label)).Append("</a></p>\n<hr>\n<p>")
            .Append(WebUtility.HtmlEncode(string.Join(' ', foot))).Append(" <a href=\"").Append(WebUtility.HtmlEncode(stop.AbsoluteUri)).Append("\">").Append(WebUtility.HtmlEncode(LetterWording.NoMailFromReflectionBot)).Append("</a></p>\n</body></html>\n");
        return html.ToString();
    }
}

/// <summary>The targets of the links in letters: pure.</summary>
/// <param name="Chat">The address of the web chat's page, at the root of its host.</param>
internal sealed record LetterLinks(Uri Chat)
{
    /// <summary>The path of the mail pages.</summary>
    public const string Path = "/mail";

    /// <summary>The page that asks whether the bot may write. The part after the <c>#</c> reaches no server log and no program that follows links.</summary>
    public Uri Answer(string key) => new(Chat, $"{Path}#ask.{Uri.EscapeDataString(key)}");

    /// <summary>The page on which a person stops letters.</summary>
    public Uri Stop(string key) => new(Chat, $"{Path}#stop.{Uri.EscapeDataString(key)}");

    /// <summary>Stops letters with one POST, for mail programs (RFC 8058). A GET does nothing.</summary>
    public Uri OneClick(string key) => new(Chat, $"{Path}/stop?t={Uri.EscapeDataString(key)}");
}
