using System.Runtime.CompilerServices;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Mail.Doctor;

/// <summary>
/// <c>doctor mail</c>: connects to the mail server, encrypted, and logs in, as the bot would. For each step it says in one line whether it works and
/// what to do. It sends no mail and shows no secret. It can run beside a running bot, with the same settings.
/// </summary>
internal sealed class MailDoctor(IServiceProvider services)
{
    private const string Server = "Server";
    private const string Login = "Login";

    /// <summary>The time limit for all steps with the server together.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Writes each finding as soon as it is made.</summary>
    /// <returns>Whether nothing is wrong.</returns>
    internal async Task<bool> LookAsync(TextWriter output, CancellationToken cancel)
    {
        var (options, wrong) = DoctorVisit.Settings<MailOptions>(services, MailOptions.Section);
        if (wrong.Count == 0 && !options.IsOn)
        {
            await DoctorVisit.SayAsync(output, HowToBegin);
            return false;
        }

        return await DoctorVisit.SayAsync(output, FindAsync(options, wrong, cancel), isWell => isWell ? WhatIsLeft(options) : ["Something is wrong. Put the first line right, and call this again; docs/mail.md helps further."]);
    }

    private static IReadOnlyList<string> HowToBegin { get; } =
    [
        "E-mail is not set up: there is no Mail:Host. To begin:",
        "  1. Set PublicUrl to the https address at which people reach the bot.",
        "  2. Set Mail:Host to the server that takes mail for sending, e.g. smtp.example.org, and Mail:From to the address that mail comes from.",
        "  3. Where the server wants a login, set Mail:User and Mail:Password, best in the environment: Mail__Password.",
        "  4. Call this again, and start the bot.",
        "docs/mail.md has the rest.",
    ];

    private static IReadOnlyList<string> WhatIsLeft(MailOptions options) =>
    [
        "Nothing is wrong, and no mail was sent. What is left to do, and cannot be seen from here:",
        $"  - The domain of {options.From} lets {options.Host} send for it (SPF, DKIM); else mail lands in junk folders.",
        $"  - Somebody reads the box of {options.From}: letters that bounce later come back to it.",
    ];

    private async IAsyncEnumerable<Finding> FindAsync(MailOptions options, IReadOnlyList<Finding> wrong, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var finding in wrong.Count > 0 ? wrong : [Finding.Ok("Settings", $"{options.Host} at port {options.UsedPort}, Mail:Security {options.Security}, {(options.User.Length > 0 ? "with a login" : "without a login")}; mail comes from {options.From}.")])
        {
            yield return finding;
        }

        // With wrong settings, the connection would only fail as well.
        if (wrong.Count == 0)
        {
            foreach (var finding in await ConnectAsync(options, cancel))
            {
                yield return finding;
            }
        }

        yield return await DoctorVisit.StoreAsync(services, cancel);
    }

    private async Task<Finding[]> ConnectAsync(MailOptions options, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Limit, services.GetRequiredService<TimeProvider>());
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            using var client = await SmtpConnection.OpenAsync(options, services.GetRequiredService<MailTrust>(), enough.Token);
            await SmtpConnection.LeaveAsync(client, enough.Token);
            return options.User.Length > 0 ? [Well(options), Finding.Ok(Login, "The server takes Mail:User and Mail:Password.")] : [Well(options)];
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is not OutOfMemoryException)
        {
            var (fault, code) = SmtpFaults.Of(e);
            var answer = code > 0 ? $" ({code})" : "";
            return fault switch
            {
                SmtpFault.Login => [Well(options), Finding.Wrong(Login, $"{options.Host} does not take the login{answer}. Check Mail:User and Mail:Password; some servers want a password made for one program.")],
                SmtpFault.Encryption => [Finding.Wrong(Server, $"There is no encrypted way to {options.Host} at port {options.UsedPort} with Mail:Security at {options.Security}, or this machine does not believe its certificate. StartTls is usually port 587, Tls port 465.")],
                SmtpFault.Sender or SmtpFault.Recipient => [Finding.Wrong(Server, $"{options.Host} does not take mail from this machine{answer}. Check Mail:Host, and whether the server wants a login (Mail:User).")],
                _ => [Finding.Wrong(Server, $"{options.Host} at port {options.UsedPort} gives no answer, or none that a mail server gives{answer}. Check Mail:Host and Mail:Port, and that a firewall lets this machine reach it.")],
            };
        }
    }

    private static Finding Well(MailOptions options) =>
        Finding.Ok(Server, options.Security == MailSecurity.None ? $"{options.Host} answers, not encrypted." : $"{options.Host} answers, encrypted, and its certificate is believed.");
}
