using System.Net;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Slack.Doctor;

/// <summary>
/// Checks that the bot answers at its public address: <c>GET /health</c>. For HTTP, also each of the three addresses that Slack posts to: a request
/// without a signature must be refused. For several workspaces, also <c>GET /slack/install</c>. Checks from this machine; Slack calls from the internet.
/// </summary>
internal sealed class SlackReachCheck(HttpClient http, SlackOptions options, string publicUrl)
{
    private const string Subject = PublicAddress.Subject;
    private const string EndpointSubject = "Endpoint";
    private const string InstallSubject = "Install";

    private readonly PublicAddress _address = new(http, publicUrl, "Slack", "the app's request addresses");

    private static readonly string[] Endpoints = ["/slack/events", "/slack/interactions", "/slack/commands"];

    /// <summary>The findings. Those after the first are made only if the first is not wrong.</summary>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (!Uri.TryCreate(publicUrl, UriKind.Absolute, out var url))
        {
            return [Finding.Wrong(Subject, "PublicUrl is not set. Set it to the https address at which the internet reaches the bot, e.g. https://reflect.example.org. Or use Socket Mode, which needs none: Slack:Transport at Socket.")];
        }

        if (options.Transport == SlackTransport.Http && (url.Scheme != Uri.UriSchemeHttps || url.IsLoopback))
        {
            return [Finding.Wrong(Subject, "PublicUrl is no https address that Slack can reach. Put a proxy with a certificate in front of the bot, and set PublicUrl to its address. Or use Socket Mode, which needs none: Slack:Transport at Socket.")];
        }

        var health = await _address.HealthAsync(cancel);
        var findings = new List<Finding> { health };
        if (health.Outcome != Outcome.Wrong && options.Transport == SlackTransport.Http)
        {
            findings.Add(await EndpointsAsync(cancel));
        }

        if (health.Outcome != Outcome.Wrong && options.ClientId.Length > 0)
        {
            findings.Add(await _address.AskAsync(InstallSubject, new(HttpMethod.Get, new Uri(url, InstallAddresses.InstallPath)), (answer, _) => Task.FromResult(Install(answer)), cancel));
        }

        return findings;
    }

    /// <summary>The first finding that is not OK, or one finding that all are OK.</summary>
    private async Task<Finding> EndpointsAsync(CancellationToken cancel)
    {
        foreach (var path in Endpoints)
        {
            var finding = await _address.RefusesAsync(EndpointSubject, path, "", status => $"signature ({(int)status}), so this is not the bot. Check where the proxy sends requests.", cancel);
            if (finding.Outcome != Outcome.Ok)
            {
                return finding;
            }
        }

        return Finding.Ok(EndpointSubject, $"{publicUrl}/slack/events and its two neighbours refuse a request without a signature, as they should. The app's request addresses must be exactly these.");
    }

    private Finding Install(HttpResponseMessage answer) => answer switch
    {
        { StatusCode: HttpStatusCode.Redirect, Headers.Location.AbsolutePath: "/oauth/v2/authorize" } => Finding.Ok(InstallSubject, $"{publicUrl}{InstallAddresses.InstallPath} leads to Slack. {publicUrl}{InstallAddresses.RedirectPath} must be one of the app's \"Redirect URLs\"."),
        { StatusCode: HttpStatusCode.NotFound } => Finding.Wrong(InstallSubject, $"{publicUrl}{InstallAddresses.InstallPath} answers 404. Start the bot with Slack:ClientId; the proxy must pass this path on unchanged."),
        _ => _address.OfAProxy(InstallSubject, answer.StatusCode) ?? Finding.Wrong(InstallSubject, $"{publicUrl}{InstallAddresses.InstallPath} answers {(int)answer.StatusCode} and does not lead to Slack. Check what stands in front of the bot."),
    };
}
