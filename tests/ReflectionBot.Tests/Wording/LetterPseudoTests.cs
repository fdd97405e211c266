using System.Net;
using System.Text.RegularExpressions;
using ReflectionBot.Channels.Mail;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Tests.Wording;

/// <summary>Letters, and the pages that they lead to, come out of the resource files, in the language of their reader.</summary>
public sealed partial class LetterPseudoTests
{
    private static readonly LetterLinks Links = new(new("https://bot.example"));

    [Fact]
    public void Every_letter_is_in_the_language_of_its_reader()
    {
        var said = new List<string>();
        foreach (var kind in Enum.GetValues<LetterKind>())
        {
            foreach (var (until, name, giver) in (IEnumerable<(string?, string?, string?)>)[(null, null, null), ("Tuesday 8 December", "Bea", "Ana"), (null, "Bea", "not-a-name.example")])
            {
                var letter = new Letter("0190", "bea@example.org", kind, "p1.stop") { AnswerKey = kind == LetterKind.MayIWrite ? "p1.answer" : null, Until = until, Name = name, GivenBy = giver, Language = PseudoLanguage.Tag };
                var text = LetterText.Of(letter, Links, isAnswered: false);
                Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en-XA\"><head>", text.Html, StringComparison.Ordinal);
                said.AddRange([text.Subject, text.Plain, Shown(text.Html)]);
            }
        }

        Assert.Equal("", Unaccented.In(said, "Bea Ana"));
        Assert.Equal(["en", "en-GB"], new[] { "", "Bea" }.Select(_ => Language.Tag).Distinct().Append(Language.Now.Name)); // No letter leaves its language behind.
    }

    [Fact]
    public void The_pages_of_letters_are_in_the_language_that_holds_and_say_which_way_it_is_read()
    {
        using (Language.In(PseudoLanguage.Tag))
        {
            string[] pages = [MailPages.Asking, MailPages.Saying(Wording(), withChat: true)];
            Assert.All(pages, page => Assert.Contains("<html lang=\"en-XA\"><head>", page, StringComparison.Ordinal));
            Assert.Equal("", Unaccented.In(pages.Select(Shown), "my link"));
        }

        using (Language.In(PseudoLanguage.RightToLeftTag))
        {
            Assert.Contains("<html lang=\"ar-XB\" dir=\"rtl\"><head>", MailPages.Asking, StringComparison.Ordinal);
        }

        Assert.Contains("<html lang=\"en\"><head>", MailPages.Asking, StringComparison.Ordinal);
        Assert.Contains("or write <code>my link</code> in a browser", MailPages.Saying("Thank you.", withChat: true), StringComparison.Ordinal);
        Assert.Contains("The mail holds no words of anybody's answers, and not the name of your project.", MailPages.Asking, StringComparison.Ordinal);
    }

    private static string Wording() => ReflectionBot.Wording.LetterWording.ThankYouIWriteToThisAddress;

    /// <summary>What is read of a page.</summary>
    private static string Shown(string html) => WebUtility.HtmlDecode(Marks().Replace(html, " "));

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Marks();
}
