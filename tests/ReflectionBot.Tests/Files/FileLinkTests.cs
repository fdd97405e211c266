using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;
using ReflectionBot.Files;
using ReflectionBot.Security;

namespace ReflectionBot.Tests.Files;

/// <summary>Addresses of files: what is signed is believed, and nothing else.</summary>
public sealed class FileLinkTests
{
    private const string File = "0193a5b0c0de7000800000000000beef";
    private static readonly string Secret = Convert.ToBase64String(SHA256.HashData("the tests' key"u8));
    private static readonly string OtherSecret = Convert.ToBase64String(SHA256.HashData("another key"u8));

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    private FileLinks Links => new(Key, _clock, new Uri("https://reflect.example.org"));

    private static SigningKey Key => new(Secret, "");

    [Fact]
    public void A_link_is_good_until_its_time_is_over()
    {
        var token = Token(Links.Link(File, FileLinkTimes.File));
        Assert.Equal(File, Links.Read(token));
        _clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(File, Links.Read(token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(Links.Read(token));
    }

    [Fact]
    public void A_pictures_link_still_works_after_half_a_year()
    {
        var token = Token(Links.Link(File, FileLinkTimes.Picture));
        _clock.Advance(TimeSpan.FromDays(183));
        Assert.Equal(File, Links.Read(token));
    }

    [Fact]
    public void A_link_begins_with_the_public_address_and_is_null_without_one_but_on_the_bots_own_page()
    {
        var local = new FileLinks(Key, _clock, null);
        Assert.StartsWith("https://reflect.example.org/files/", Links.Link(File, FileLinkTimes.File)!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Null(local.Link(File, FileLinkTimes.File));
        Assert.StartsWith("/files/", local.OnOwnPage.Link(File, FileLinkTimes.File)!.OriginalString, StringComparison.Ordinal);
        Assert.StartsWith("https://reflect.example.org/files/", Links.OnOwnPage.Link(File, FileLinkTimes.File)!.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain(File, Links.Link(File, FileLinkTimes.File)!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_has_the_link_that_it_needs()
    {
        Assert.NotNull(Links.For(new PictureMessage("t", File, "a", [], [])));
        Assert.NotNull(Links.For(new FileMessage("t", File, "a.csv", "text/csv", 1, [], [])));
        Assert.Null(Links.For(NoticeMessage.Of("x")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("../x")]
    [InlineData("a.b")]
    [InlineData("ä")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void No_link_is_made_for_what_is_no_id(string file) => Assert.Throws<ArgumentException>(() => Links.Link(file, FileLinkTimes.File));

    [Fact]
    public void A_token_is_wrong_in_any_of_these_ways()
    {
        var good = Token(Links.Link(File, FileLinkTimes.File));
        var bytes = Base64Url.DecodeFromChars(good);
        Assert.Equal(File, Links.Read(good));
        var wrong = Wrong(good, bytes).ToList();
        Assert.True(wrong.Count >= 25, $"{wrong.Count}");
        Assert.All(wrong, w => Assert.True(Links.Read(w.Token) is null, w.How));
    }

    private IEnumerable<(string How, string? Token)> Wrong(string good, byte[] bytes)
    {
        string Changed(int at, byte by) => Base64Url.EncodeToString([.. bytes[..at], (byte)(bytes[at] ^ by), .. bytes[(at + 1)..]]);
        var longer = (byte[])bytes.Clone();
        longer[38]++; // The expiry, an age later.
        var web = new WebTokens(Key, _clock);
        var webToken = web.Write(new(TokenPurpose.Session, File, [], long.MaxValue / 1000, "x", 1));
        var otherPurpose = Key.Sign("web-token/Session", bytes.AsSpan(32));
        return
        [
            ("none", null), ("empty", ""), ("a dot", "."), ("a slash", "/"), ("one character", good[..1]),
            ("first bit of the signature", Changed(0, 0x80)), ("last bit of the signature", Changed(31, 1)), ("expiry", Changed(39, 1)), ("a later expiry", Base64Url.EncodeToString(longer)),
            ("first letter of the file", Changed(40, 1)), ("last letter of the file", Changed(bytes.Length - 1, 1)),
            ("one character less", good[..^1]), ("four less", good[..^4]), ("half", good[..(good.Length / 2)]), ("signature only", Base64Url.EncodeToString(bytes.AsSpan(0, 32))),
            ("signature and expiry only", Base64Url.EncodeToString(bytes.AsSpan(0, 40))), ("signature and expiry, signed", Signed(Key, "file-link", bytes[32..40])), ("body only", Base64Url.EncodeToString(bytes.AsSpan(32))),
            ("a byte more", Base64Url.EncodeToString([.. bytes, 0])), ("twice", good + good), ("padded", good + "="), ("padded twice", good + "=="),
            ("a space before", " " + good), ("a space behind", good + " "), ("a line break inside", good[..20] + "\n" + good[20..]), ("a null behind", good + "\0"),
            ("in the other alphabet", Convert.ToBase64String([.. Enumerable.Repeat((byte)0xFB, 32), .. bytes[32..]])), ("upper case", good.ToUpperInvariant()),
            ("percent-encoded", good.Replace("A", "%41", StringComparison.Ordinal)), ("a path behind", good + "/x"), ("a path before", "../files/" + good), ("dots", "../../appsettings.json"),
            ("the file's id", File), ("no signature", Base64Url.EncodeToString([.. new byte[32], .. bytes[32..]])), ("very long", new string('A', 100_000)), ("another script", "ファイル"),
            ("another key", Token(new FileLinks(new(OtherSecret, ""), _clock, new("https://x.example")).Link(File, FileLinkTimes.File))),
            ("signed for another purpose", Base64Url.EncodeToString([.. otherPurpose, .. bytes[32..]])), ("a token of the web chat", webToken), ("a plain hash", Base64Url.EncodeToString([.. SHA256.HashData(bytes.AsSpan(32)), .. bytes[32..]])),
            ("signed with the bare key", Base64Url.EncodeToString([.. HMACSHA256.HashData(Convert.FromBase64String(Secret), bytes.AsSpan(32)), .. bytes[32..]])),
            ("ended this second", Token(Links.Link(File, TimeSpan.Zero))), ("ended before", Token(Links.Link(File, TimeSpan.FromDays(-1)))),
            ("another last character for the same bytes", Alias(good)),
        ];
    }

    [Fact]
    public void No_change_of_one_character_is_believed()
    {
        var good = Token(Links.Link(File, FileLinkTimes.File));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/. "])
            .Sample((at, c) => good[at] == c || Links.Read(good[..at] + c + good[(at + 1)..]) is null, iter: 3000);
    }

    [Fact]
    public void A_file_token_is_no_token_of_the_web_chat()
    {
        var token = Token(Links.Link(File, FileLinkTimes.File));
        Assert.All(Enum.GetValues<TokenPurpose>(), purpose => Assert.IsType<TokenReading.Bad>(new WebTokens(Key, _clock).Read(token, purpose)));
    }

    private static string Token(Uri? link) => link!.AbsolutePath["/files/".Length..];

    private static string Signed(SigningKey key, string purpose, byte[] body) => Base64Url.EncodeToString([.. key.Sign(purpose, body), .. body]);

    /// <summary>The last character of a text whose length is no multiple of four has bits that mean nothing.</summary>
    private static string Alias(string good)
    {
        Assert.Equal(0, good.Length % 4); // 72 bytes: there are none here, so a file of another length is taken.
        var id = "abcd";
        var body = new byte[12];
        body[0] = 0x01;
        Encoding.ASCII.GetBytes(id, body.AsSpan(8));
        var text = Signed(Key, "file-link", body);
        Assert.NotEqual(0, text.Length % 4);
        Assert.Equal(id, new FileLinks(Key, TimeProvider.System, null).Read(text));
        return text[..^1] + (char)(text[^1] + 1);
    }
}
