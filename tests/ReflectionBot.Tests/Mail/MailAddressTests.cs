using CsCheck;
using ReflectionBot.Channels.Mail;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Mail;

/// <summary>Addresses and letters: nothing that somebody types becomes a second address, a header or markup.</summary>
public sealed class MailAddressTests
{
    private static readonly MailOptions Options = new() { Host = "localhost", From = "bot@reflect.example" };
    private static readonly LetterLinks Links = new(new("https://bot.example"));
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("bea@example.org", "bea@example.org")]
    [InlineData(" <Bea.Novak+x@Example.ORG> ", "Bea.Novak+x@example.org")]
    [InlineData("mailto:bea@example.org", "bea@example.org")]
    [InlineData("o'neil@exämple.org", "o'neil@xn--exmple-cua.org")]
    public void What_is_an_address_is_taken_in_one_form(string typed, string address) => Assert.Equal(address, MailAddress.Read(typed));

    [Theory]
    [InlineData("")]
    [InlineData("bea")]
    [InlineData("bea@")]
    [InlineData("@example.org")]
    [InlineData("bea@localhost")]
    [InlineData("bea@127.0.0.1")]
    [InlineData("bea@[127.0.0.1]")]
    [InlineData("bea@example.org, amir@example.org")]
    [InlineData("bea@example.org;amir@example.org")]
    [InlineData("bea@example.org\r\nBcc: amir@example.org")]
    [InlineData("bea\r\nBcc:x@example.org")]
    [InlineData("\"bea novak\"@example.org")]
    [InlineData("bea novak@example.org")]
    [InlineData("be..a@example.org")]
    [InlineData(".bea@example.org")]
    [InlineData("bea@-example.org")]
    [InlineData("béa@example.org")]
    [InlineData("bea(comment)@example.org")]
    [InlineData("bea@example.org>\r\nRCPT TO:<amir@example.org")]
    public void What_is_none_or_more_than_one_is_not_taken(string typed) => Assert.Null(MailAddress.Read(typed));

    [Fact]
    public void Whatever_is_taken_is_taken_again_as_it_is_and_goes_to_one_box()
    {
        var pieces = Gen.OneOf("bea", "@", ".", "example", "org", "\r\n", "Bcc:", " ", "<", ">", ",", ";", "\"", "ä", "\0", "%0d%0a", ":");
        pieces.Array[1, 9].Select(p => string.Concat(p)).Sample(typed =>
        {
            if (MailAddress.Read(typed) is { } address)
            {
                Assert.Equal(address, MailAddress.Read(address));
                Assert.Equal(1, address.Count(c => c == '@'));
                Assert.All(address, c => Assert.InRange(c, '!', '~'));
                var message = LetterMime.Of(new("1", address, LetterKind.Notice, "p.k"), Options, Links, Now);
                Assert.Equal([address], message.To.Mailboxes.Select(m => m.GetAddress(idnEncode: true))); // As it is said to the mail server.
            }
        });
    }

    [Fact]
    public void No_name_becomes_a_header_markup_or_a_link()
    {
        var pieces = Gen.OneOf("Ana", "\r\n", "Bcc: x@evil.example", "<b>", "&", "\"", "evil.example", "https://evil.example/", "'", " ", "Dr.", "\u202e", "Zoë", "1");
        pieces.Array[0, 6].Select(p => string.Concat(p)).Sample(name =>
        {
            var letter = new Letter("1", "bea@example.org", LetterKind.MayIWrite, "p.stop") { AnswerKey = "p.answer", Name = name, GivenBy = name };
            var message = LetterMime.Of(letter, Options, Links, Now);
            Assert.Equal(["Auto-Submitted", "Content-Type", "Date", "From", "List-Unsubscribe", "List-Unsubscribe-Post", "Message-Id", "Subject", "To", "X-Auto-Response-Suppress"],
                message.Headers.Concat(message.Body!.Headers).Select(h => h.Field).Where(f => f != "MIME-Version").Distinct().Order(StringComparer.Ordinal));
            Assert.DoesNotContain("evil", message.TextBody, StringComparison.Ordinal);
            Assert.DoesNotContain("evil", message.HtmlBody, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", message.HtmlBody, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("Ana Silva", true)]
    [InlineData("Dr. Ana O'Neil-Silva", true)]
    [InlineData("Zoë de Groot Jr.", true)]
    [InlineData("evil.example", false)]
    [InlineData("Ana (http://evil.example)", false)]
    [InlineData("Call 0800 123", false)]
    [InlineData("", false)]
    public void A_name_is_said_only_where_it_can_be_nothing_but_one(string name, bool said) => Assert.Equal(said, LetterText.Shown(name) is not null);

    [Fact]
    public void Every_kind_of_letter_says_where_to_go_and_how_to_stop_in_both_forms()
    {
        foreach (var kind in Enum.GetValues<LetterKind>())
        {
            var text = LetterText.Of(new("1", "bea@example.org", kind, "p.stop") { AnswerKey = kind == LetterKind.MayIWrite ? "p.answer" : null, Until = "Tuesday 8 December" }, Links, false);
            foreach (var form in (string[])[text.Plain, text.Html])
            {
                Assert.Contains("https://bot.example/mail#stop.p.stop", form, StringComparison.Ordinal);
                Assert.Contains(kind == LetterKind.MayIWrite ? "https://bot.example/mail#ask.p.answer" : "https://bot.example/", form, StringComparison.Ordinal);
                Assert.DoesNotContain("!", form.Replace("<!DOCTYPE", "", StringComparison.Ordinal), StringComparison.Ordinal);
                Assert.DoesNotContain("<img", form, StringComparison.Ordinal);
            }
        }
    }
}
