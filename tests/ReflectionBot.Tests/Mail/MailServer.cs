using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace ReflectionBot.Tests.Mail;

/// <summary>A real SMTP server on a free port of the loopback address. What it answers can be changed while it runs.</summary>
public sealed class MailServer : IMailboxFilter, IMessageStore, IUserAuthenticator, IAsyncDisposable
{
    private static readonly Lazy<X509Certificate2> OwnCertificate = new(MakeCertificate);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<MimeMessage> _taken = new();
    private Task _running = Task.CompletedTask;

    private MailServer(int port) => Port = port;

    public int Port { get; }

    /// <summary>What was taken, in order.</summary>
    public IReadOnlyList<MimeMessage> Taken => [.. _taken];

    /// <summary>Answers a recipient; null takes them.</summary>
    public Func<string, SmtpResponse?> Recipient { get; set; } = _ => null;

    /// <summary>Answers a sender; null takes them.</summary>
    public Func<string, SmtpResponse?> Sender { get; set; } = _ => null;

    /// <summary>Answers a whole message; null takes it.</summary>
    public Func<SmtpResponse?> Message { get; set; } = () => null;

    /// <summary>Takes the message and does not answer until the test lets it.</summary>
    public TaskCompletionSource? HangsAfterMessage { get; set; }

    /// <summary>Completes when a message was received that hangs.</summary>
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Password { get; set; } = "a long password";

    public static X509Certificate2 Certificate => OwnCertificate.Value;

    /// <summary>Starts one.</summary>
    /// <param name="tls">Encrypted from the first byte; otherwise with STARTTLS.</param>
    /// <param name="encrypted">Has a certificate at all.</param>
    /// <param name="login">Wants a login.</param>
    public static MailServer Start(bool tls = false, bool encrypted = true, bool login = false)
    {
        var server = new MailServer(FreePort());
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, server.Port)).IsSecure(tls).AuthenticationRequired(login).AllowUnsecureAuthentication(!encrypted);
            if (encrypted)
            {
                endpoint.Certificate(Certificate);
            }
        }).Build();
        var services = new ServiceProvider();
        services.Add((IMailboxFilter)server);
        services.Add((IMessageStore)server);
        services.Add((IUserAuthenticator)server);
        server._running = new SmtpServer.SmtpServer(options, services).StartAsync(server._stop.Token);
        return server;
    }

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) => Answer(Sender(from.User + "@" + from.Host));

    public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) => Answer(Recipient(to.User + "@" + to.Host));

    public async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        if (Message() is { } refusal)
        {
            return refusal;
        }

        using var bytes = new MemoryStream(buffer.ToArray());
        _taken.Enqueue(await MimeMessage.LoadAsync(bytes, cancellationToken));
        if (HangsAfterMessage is { } hang)
        {
            Hanging.TrySetResult();
            await hang.Task.WaitAsync(cancellationToken);
        }

        return SmtpResponse.Ok;
    }

    public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) => Task.FromResult(password == Password);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        HangsAfterMessage?.TrySetCanceled();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // It was told to stop.
        }

        _stop.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task<bool> Answer(SmtpResponse? refusal) => refusal is null ? Task.FromResult(true) : throw new SmtpResponseException(refusal);

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
