using Microsoft.Extensions.Options;
using MimeKit;
using ReflectionBot.Application.Ports;
using ReflectionBot.Core.Chat;
using ReflectionBot.Work;

namespace ReflectionBot.Channels.Mail;

/// <summary>
/// Sends letters by SMTP: one connection per letter, one at a time. The log has the server's status code and the bot's own words for it, since the
/// server's text can hold addresses.
/// </summary>
internal sealed partial class SmtpMail(IOptions<MailOptions> options, IOptions<WorkOptions> work, MailTrust trust, MailWay way, TimeProvider time, ILogger<SmtpMail> log) : IMail, IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <inheritdoc/>
    public bool IsOn => options.Value.IsOn;

    /// <inheritdoc/>
    public Uri? Page => trust.PublicUrl;

    /// <summary>Shorter than the lease, including the wait for the letter before: a worker that takes over after the lease must not find this one still sending.</summary>
    private TimeSpan Limit => work.Value.Lease * (2.0 / 3);

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(Letter letter, CancellationToken cancel)
    {
        if (!IsOn || Page is not { } page)
        {
            return new SendOutcome.Later(null);
        }

        if (way.Take(options.Value.PerMinute) is { } wait)
        {
            return new SendOutcome.Later(wait);
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            await _one.WaitAsync(enough.Token);
            try
            {
                return way.Held() is { } held ? new SendOutcome.Later(held) : await PostAsync(LetterMime.Of(letter, options.Value, new(page), time.GetUtcNow()), enough.Token);
            }
            finally
            {
                _one.Release();
            }
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            return Judge(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<SendOutcome> PostAsync(MimeMessage message, CancellationToken cancel)
    {
        using var client = await SmtpConnection.OpenAsync(options.Value, trust, cancel);
        await client.SendAsync(message, cancel);
        if (way.Well())
        {
            LogWell(options.Value.Host);
        }

        await SmtpConnection.LeaveAsync(client, cancel); // The letter is accepted: even if disconnecting fails, it must not be sent again.
        return new SendOutcome.Sent(message.MessageId ?? "");
    }

    private SendOutcome Judge(Exception exception)
    {
        var (fault, code) = SmtpFaults.Of(exception);
        switch (fault)
        {
            case SmtpFault.Recipient:
                way.Well();
                LogRecipient(code);
                return new SendOutcome.Unreachable();
            case SmtpFault.Later:
                way.Well();
                return new SendOutcome.Later(null);
            default:
                var (wait, news) = way.Hold(fault);
                if (news)
                {
                    Say(fault, code);
                }

                return new SendOutcome.Later(wait);
        }
    }

    private void Say(SmtpFault fault, int code)
    {
        var mail = options.Value;
        switch (fault)
        {
            case SmtpFault.Login:
                LogLogin(mail.Host, code);
                break;
            case SmtpFault.Encryption:
                LogEncryption(mail.Host, mail.UsedPort, mail.Security);
                break;
            case SmtpFault.Sender:
                LogSender(mail.Host, mail.From, code);
                break;
            default:
                LogAway(mail.Host, mail.UsedPort, code);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail goes out by {Host} again")]
    private partial void LogWell(string host);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail server refused a recipient ({Code}); nothing more is sent to that address")]
    private partial void LogRecipient(int code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail waits: {Host} does not take the login ({Code}). Check Mail:User and Mail:Password")]
    private partial void LogLogin(string host, int code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail waits: there is no encrypted way to {Host} at port {Port} with Mail:Security at {Security}, or its certificate is not believed. Check Mail:Host, Mail:Port and Mail:Security")]
    private partial void LogEncryption(string host, int port, MailSecurity security);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail waits: {Host} takes no mail from {From}, or does not pass it on ({Code}). Check Mail:From, and whether the server wants a login (Mail:User)")]
    private partial void LogSender(string host, string from, int code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail waits: {Host} at port {Port} is away, busy or hangs ({Code}). It is tried again")]
    private partial void LogAway(string host, int port, int code);
}
