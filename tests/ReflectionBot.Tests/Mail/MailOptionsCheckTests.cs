using Microsoft.Extensions.Configuration;
using ReflectionBot.Channels.Mail;

namespace ReflectionBot.Tests.Mail;

/// <summary>Settings that cannot work, or would give a password away, stop the start with a sentence that names the key.</summary>
public sealed class MailOptionsCheckTests
{
    private static MailOptions Good => new() { Host = "smtp.example.org", From = "bot@example.org", User = "bot", Password = "secret word" };

    [Fact]
    public void Nothing_and_everything_are_right()
    {
        Assert.Empty(Wrong(new()));
        Assert.Empty(Wrong(Good));
        Assert.Empty(Wrong(new() { Host = "localhost", From = "bot@example.org", Security = MailSecurity.None }));
        Assert.Empty(Wrong(new() { Host = "127.0.0.1", From = "bot@example.org", Security = MailSecurity.None, User = "u", Password = "p", DangerouslySendPasswordUnencryptedToThisMachine = true }));
    }

    public static TheoryData<string, Action<MailOptions>> Mistakes => new()
    {
        { "Mail:Host is missing", o => o.Host = "" },
        { "Mail:Host must be", o => o.Host = "smtp://smtp.example.org" },
        { "Mail:Port must be", o => o.Port = 70000 },
        { "Mail:Security must be", o => o.Security = (MailSecurity)7 },
        { "Mail:PerMinute must be", o => o.PerMinute = 0 },
        { "Mail:Password is missing", o => o.Password = "" },
        { "Mail:User is missing", o => o.User = "" },
        { "Mail:From must be", o => o.From = "nobody" },
        { "Mail:ReplyTo must be", o => o.ReplyTo = "a@b@c" },
        { "Mail:FromName must be", o => o.FromName = "Bot\r\nBcc: x@example.org" },
        { "for anybody on the way to read", o => o.Security = MailSecurity.None },
        { "for a mail server on this machine alone", o => (o.Security, o.DangerouslySendPasswordUnencryptedToThisMachine) = (MailSecurity.None, true) },
        { "for a mail server on this machine alone", o => (o.Host, o.DangerouslySendPasswordUnencryptedToThisMachine) = ("localhost", true) },
        { "mail holds addresses and links", o => (o.Security, o.User, o.Password) = (MailSecurity.None, "", "") },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void Each_mistake_is_named(string sentence, Action<MailOptions> change)
    {
        var options = Good;
        change(options);
        Assert.Contains(Wrong(options), w => w.Contains(sentence, StringComparison.Ordinal) && !w.Contains("secret word", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://bot.example")]
    public void Mail_needs_an_address_to_lead_to(string url) => Assert.Contains(Wrong(Good, url), w => w.StartsWith("PublicUrl", StringComparison.Ordinal));

    private static IReadOnlyList<string> Wrong(MailOptions options, string url = "https://bot.example")
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("PublicUrl", url)]).Build();
        return [.. new MailOptionsCheck(configuration).Mistakes(options)];
    }
}
