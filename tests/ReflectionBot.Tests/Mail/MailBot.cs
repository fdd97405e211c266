using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using ReflectionBot.Channels.Mail;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Mail;

/// <summary>The real bot with a real mail server beside it, and people's boxes.</summary>
public sealed partial class MailBot : IMailDriver, IAsyncDisposable
{
    private readonly Dictionary<string, int> _read = new(StringComparer.Ordinal);

    private MailBot(TestBot bot, MailServer server) => (Bot, Server) = (bot, server);

    public TestBot Bot { get; }

    public MailServer Server { get; }

    /// <summary>Starts both.</summary>
    public static async Task<MailBot> StartAsync(DateTimeOffset? at = null)
    {
        var server = MailServer.Start();
        string[] settings = ["--PublicUrl=http://localhost", "--TryOut:Enabled=true", "--Mail:Host=localhost", $"--Mail:Port={server.Port}", "--Mail:From=bot@reflect.example"];
        var bot = await TestBot.StartAsync(settings, inProcess: true, at, services => services.AddSingleton(new MailTrust(new("http://localhost"), (_, certificate, _, _) => certificate?.GetCertHashString() == MailServer.Certificate.GetCertHashString())));
        var mail = new MailBot(bot, server);
        bot.Script.Mail = mail;
        return mail;
    }

    /// <summary>Plays lines.</summary>
    public Task PlayAsync(string script) => Bot.Script.PlayAsync(script);

    /// <summary>All letters to somebody.</summary>
    public IReadOnlyList<MimeMessage> LettersTo(string person) => [.. Server.Taken.Where(m => m.To.Mailboxes.Single().Address == $"{person}@example.org")];

    public string? Next(string person)
    {
        var letters = LettersTo(person);
        var read = _read.GetValueOrDefault(person);
        if (read == letters.Count)
        {
            return null;
        }

        _read[person] = read + 1;
        return Said(letters[read]);
    }

    public async Task<string> PressAsync(string person, string label, CancellationToken cancel)
    {
        var letter = LettersTo(person)[^1];
        using var request = label == "Stop"
            ? OneClick(letter)
            : new HttpRequestMessage(HttpMethod.Post, label == "Yes, write to me" ? "/mail/yes" : "/mail/no") { Content = new FormUrlEncodedContent([new("t", Key(letter))]) };
        using var response = await Bot.Http.SendAsync(request, cancel);
        return response.StatusCode == HttpStatusCode.SeeOther ? response.Headers.Location!.AbsoluteUri : await response.Content.ReadAsStringAsync(cancel);
    }

    /// <summary>What a mail program does when [Unsubscribe] is pressed there (RFC 8058).</summary>
    public static HttpRequestMessage OneClick(MimeMessage letter)
    {
        Assert.Equal("List-Unsubscribe=One-Click", letter.Headers["List-Unsubscribe-Post"]);
        return new(HttpMethod.Post, letter.Headers["List-Unsubscribe"]!.Trim('<', '>')) { Content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]) };
    }

    /// <summary>The key in a letter's main link, or else in the one that stops.</summary>
    public static string Key(MimeMessage letter) => Uri.UnescapeDataString(KeyIn().Match(letter.TextBody!).Groups[1].Value);

    /// <summary>Everything that can be read in a letter, in both forms and the headers.</summary>
    public static string All(MimeMessage letter) => $"{string.Join('\n', letter.Headers.Select(h => h.Value))}\n{letter.TextBody}\n{letter.HtmlBody}";

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static string Said(MimeMessage letter) => $"{letter.Subject}\n{letter.TextBody}";

    [GeneratedRegex(@"/mail#(?:ask|stop)\.(\S+)", RegexOptions.None, 1000)]
    private static partial Regex KeyIn();
}
