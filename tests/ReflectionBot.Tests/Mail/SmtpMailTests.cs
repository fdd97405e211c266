using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Mail;
using ReflectionBot.Core.Chat;
using ReflectionBot.Work;
using SmtpServer.Protocol;

namespace ReflectionBot.Tests.Mail;

/// <summary>Letters against a real SMTP server: encrypted, refused, put off, hanging.</summary>
public sealed class SmtpMailTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Letter Letter(string to = "bea@example.org") => new("0190", to, LetterKind.Invitation, "p1.stop") { Until = "Tuesday 8 December" };

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task A_letter_goes_out_encrypted_with_a_login_and_can_be_recognised_if_it_comes_twice(MailSecurity security)
    {
        await using var server = MailServer.Start(tls: security == MailSecurity.Tls, login: true);
        using var desk = new Desk(server.Port, o => (o.Security, o.User, o.Password) = (security, "bot", server.Password));
        Assert.IsType<SendOutcome.Sent>(await desk.SendAsync(Letter()));
        Assert.IsType<SendOutcome.Sent>(await desk.SendAsync(Letter()));
        Assert.Equal(2, server.Taken.Count);
        var message = server.Taken[0];
        Assert.Equal("0190@reflect.example", message.MessageId);
        Assert.Equal(message.MessageId, server.Taken[1].MessageId);
        Assert.Equal("Questions are open for you", message.Subject);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal("<https://bot.example/mail/stop?t=p1.stop>", message.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", message.Headers["List-Unsubscribe-Post"]);
        Assert.Equal(desk.Clock.GetUtcNow(), message.Date);
        Assert.Contains("until Tuesday 8 December", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("until Tuesday 8 December", message.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_believed_and_no_password_is_sent()
    {
        await using var server = MailServer.Start(login: true);
        var asked = false;
        server.Recipient = _ =>
        {
            asked = true;
            return null;
        };
        using var desk = new Desk(server.Port, o => (o.User, o.Password) = ("bot", server.Password), believes: false);
        Assert.IsType<SendOutcome.Later>(await desk.SendAsync(Letter()));
        Assert.Equal(SmtpFault.Encryption, desk.Way.Trouble);
        Assert.False(asked);
    }

    [Fact]
    public async Task A_server_without_STARTTLS_gets_neither_letter_nor_password()
    {
        await using var server = MailServer.Start(encrypted: false);
        using var desk = new Desk(server.Port, o => (o.User, o.Password) = ("bot", server.Password));
        Assert.IsType<SendOutcome.Later>(await desk.SendAsync(Letter()));
        Assert.Equal(SmtpFault.Encryption, desk.Way.Trouble);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task A_refused_login_makes_all_letters_wait_says_which_settings_to_look_at_and_ends_when_it_works()
    {
        await using var server = MailServer.Start(login: true);
        using var desk = new Desk(server.Port, o => (o.User, o.Password) = ("bot", "wrong"));
        var later = Assert.IsType<SendOutcome.Later>(await desk.SendAsync(Letter()));
        Assert.True(later.After >= TimeSpan.FromSeconds(30));
        Assert.IsType<SendOutcome.Later>(await desk.SendAsync(Letter("amir@example.org")));
        Assert.Equal(SmtpFault.Login, desk.Way.Trouble);
        Assert.Single(desk.Log, l => l.Contains("Mail:User and Mail:Password", StringComparison.Ordinal));
        server.Password = "wrong";
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SendOutcome.Sent>(await desk.SendAsync(Letter()));
        Assert.Null(desk.Way.Trouble);
    }

    /// <summary>Greylisting: the same letter a little later is taken. Others do not wait for it.</summary>
    [Fact]
    public async Task A_recipient_who_is_put_off_comes_later_and_holds_up_nobody()
    {
        await using var server = MailServer.Start();
        server.Recipient = to => to.StartsWith("bea", StringComparison.Ordinal) ? new((SmtpReplyCode)450, "4.2.0 greylisted") : null;
        using var desk = new Desk(server.Port);
        Assert.Equal(new SendOutcome.Later(null), await desk.SendAsync(Letter()));
        Assert.IsType<SendOutcome.Sent>(await desk.SendAsync(Letter("amir@example.org")));
        server.Recipient = _ => null;
        Assert.IsType<SendOutcome.Sent>(await desk.SendAsync(Letter()));
        Assert.Null(desk.Way.Trouble);
    }

    [Theory]
    [InlineData(550, "5.1.1 no such user")]
    [InlineData(553, "5.1.3 bad address")]
    [InlineData(552, "5.2.2 box full")]
    [InlineData(550, "no such user here")]
    public async Task A_recipient_who_is_refused_is_not_reachable_and_nobody_else_is(int code, string text)
    {
        await using var server = MailServer.Start();
        server.Recipient = to => to.StartsWith("bea", StringComparison.Ordinal) ? new((SmtpReplyCode)code, text) : null;
        using var desk = new Desk(server.Port);
        Assert.IsType<SendOutcome.Unreachable>(await desk.SendAsync(Letter()));
        Assert.IsType<SendOutcome.Sent>(await desk.SendAsync(Letter("amir@example.org")));
        Assert.DoesNotContain(desk.Log, l => l.Contains("bea", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_whole_message_that_is_refused_for_its_recipient_is_not_reachable()
    {
        await using var server = MailServer.Start();
        server.Message = () => new((SmtpReplyCode)554, "5.2.1 mailbox disabled");
        using var desk = new Desk(server.Port);
        Assert.IsType<SendOutcome.Unreachable>(await desk.SendAsync(Letter()));
    }

    /// <summary>What the server holds against us would come for everybody: nobody is called not reachable for it.</summary>
    [Theory]
    [InlineData(554, "5.7.1 <bea@example.org>: Relay access denied")]
    [InlineData(550, "relay not permitted for bea@example.org")]
    [InlineData(530, "5.7.0 login first")]
    public async Task A_server_that_passes_nothing_on_for_us_makes_everybody_wait(int code, string text)
    {
        await using var server = MailServer.Start();
        server.Recipient = _ => new((SmtpReplyCode)code, text);
        using var desk = new Desk(server.Port);
        Assert.IsType<SendOutcome.Later>(await desk.SendAsync(Letter()));
        Assert.Equal(SmtpFault.Sender, desk.Way.Trouble);
        Assert.DoesNotContain(desk.Log, l => l.Contains("bea", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sender_who_is_refused_is_said_with_the_setting()
    {
        await using var server = MailServer.Start();
        server.Sender = _ => new((SmtpReplyCode)553, "sender not owned by user");
        using var desk = new Desk(server.Port);
        Assert.IsType<SendOutcome.Later>(await desk.SendAsync(Letter()));
        Assert.Single(desk.Log, l => l.Contains("Mail:From", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_accepts_the_connection_and_says_nothing_is_given_up_in_time_and_all_wait()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var desk = new Desk(((IPEndPoint)silent.LocalEndpoint).Port);
        var sending = desk.SendAsync(Letter());
        using var connection = await silent.AcceptTcpClientAsync(Cancel);
        desk.Clock.Advance(TimeSpan.FromSeconds(21));
        Assert.IsType<SendOutcome.Later>(await sending);
        Assert.Equal(SmtpFault.Away, desk.Way.Trouble);
        Assert.IsType<SendOutcome.Later>(await desk.SendAsync(Letter())); // Nobody connects again meanwhile.
        Assert.False(silent.Pending());
    }

    [Fact]
    public async Task A_server_that_hangs_after_the_message_may_have_taken_it_so_it_is_sent_again_under_the_same_id()
    {
        await using var server = MailServer.Start();
        server.HangsAfterMessage = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var desk = new Desk(server.Port);
        var sending = desk.SendAsync(Letter());
        await server.Hanging.Task.WaitAsync(Cancel);
        desk.Clock.Advance(TimeSpan.FromSeconds(21));
        Assert.IsType<SendOutcome.Later>(await sending);
        server.HangsAfterMessage.TrySetResult();
        server.HangsAfterMessage = null;
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SendOutcome.Sent>(await desk.SendAsync(Letter()));
        Assert.Equal(server.Taken[0].MessageId, server.Taken[1].MessageId);
    }

    [Fact]
    public async Task A_server_that_is_not_there_makes_all_wait_longer_each_time()
    {
        using var desk = new Desk(MailServer.FreePort());
        var first = Assert.IsType<SendOutcome.Later>(await desk.SendAsync(Letter())).After;
        desk.Clock.Advance(first!.Value);
        Assert.True(Assert.IsType<SendOutcome.Later>(await desk.SendAsync(Letter())).After > first);
        Assert.Single(desk.Log);
    }

    [Fact]
    public async Task No_more_than_the_pace_allows_go_out_in_a_minute()
    {
        await using var server = MailServer.Start();
        using var desk = new Desk(server.Port, o => o.PerMinute = 2);
        await desk.SendAsync(Letter());
        await desk.SendAsync(Letter());
        Assert.True(Assert.IsType<SendOutcome.Later>(await desk.SendAsync(Letter())).After <= TimeSpan.FromMinutes(1));
        Assert.Equal(2, server.Taken.Count);
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SendOutcome.Sent>(await desk.SendAsync(Letter()));
    }

    /// <summary>The sender alone, at a port of this machine.</summary>
    private sealed class Desk : IDisposable
    {
        private readonly SmtpMail _mail;

        public Desk(int port, Action<MailOptions>? change = null, bool believes = true)
        {
            var options = new MailOptions { Host = "localhost", Port = port, From = "bot@reflect.example" };
            change?.Invoke(options);
            Way = new(Clock);
            _mail = new(Options.Create(options), Options.Create(new WorkOptions()), new(new("https://bot.example"), believes ? Pinned : null), Way, Clock, new Listed(Log));
        }

        public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

        public MailWay Way { get; }

        public List<string> Log { get; } = [];

        public Task<SendOutcome> SendAsync(Letter letter) => _mail.SendAsync(letter, Cancel);

        public void Dispose() => _mail.Dispose();

        private static bool Pinned(object sender, System.Security.Cryptography.X509Certificates.X509Certificate? certificate, System.Security.Cryptography.X509Certificates.X509Chain? chain, System.Net.Security.SslPolicyErrors errors) =>
            certificate?.GetCertHashString() == MailServer.Certificate.GetCertHashString();

        private sealed class Listed(List<string> lines) : ILogger<SmtpMail>
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Add(formatter(state, exception));
        }
    }
}
