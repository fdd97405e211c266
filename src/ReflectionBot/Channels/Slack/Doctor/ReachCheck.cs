using System.Net;
using System.Text;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Diagnostics;

namespace ReflectionBot.Channels.Slack.Doctor;

/// <summary>
/// Whether the bot answers at its public address: <c>GET /health</c>; for HTTP each of the three addresses that Slack posts to, without a
/// signature, which must be refused; for several workspaces <c>GET /slack/install</c>. Seen from this machine; Slack looks from the internet.
/// </summary>
internal sealed class ReachCheck(HttpClient http, SlackOptions options, string publicUrl)
{
    private const string Subject = "Address";
    private const string EndpointSubject = "Endpoint";
    private const string InstallSubject = "Install";

    private static readonly string[] Endpoints = ["/slack/events", "/slack/interactions", "/slack/commands"];

    /// <summary>The findings; those after the first only where that is not wrong.</summary>
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

        var health = await AskAsync(Subject, new(HttpMethod.Get, new Uri(url, "/health")), HealthAsync, cancel).ConfigureAwait(false);
        var findings = new List<Finding> { health };
        if (health.Outcome != Outcome.Wrong && options.Transport == SlackTransport.Http)
        {
            findings.Add(await EndpointsAsync(url, cancel).ConfigureAwait(false));
        }

        if (health.Outcome != Outcome.Wrong && options.ClientId.Length > 0)
        {
            findings.Add(await AskAsync(InstallSubject, new(HttpMethod.Get, new Uri(url, InstallAddresses.InstallPath)), (answer, _) => Task.FromResult(Install(answer)), cancel).ConfigureAwait(false));
        }

        return findings;
    }

    /// <summary>The first that is not well, or that all are.</summary>
    private async Task<Finding> EndpointsAsync(Uri url, CancellationToken cancel)
    {
        foreach (var path in Endpoints)
        {
            var post = new HttpRequestMessage(HttpMethod.Post, new Uri(url, path)) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
            var finding = await AskAsync(EndpointSubject, post, (answer, _) => Task.FromResult(Endpoint(path, answer.StatusCode)), cancel).ConfigureAwait(false);
            if (finding.Outcome != Outcome.Ok)
            {
                return finding;
            }
        }

        return Finding.Ok(EndpointSubject, $"{publicUrl}/slack/events and its two neighbours refuse a request without a signature, as they should. The app's request addresses must be exactly these.");
    }

    private async Task<Finding> AskAsync(string subject, HttpRequestMessage request, Func<HttpResponseMessage, CancellationToken, Task<Finding>> read, CancellationToken cancel)
    {
        using var disposed = request;
        var host = request.RequestUri!.Authority;
        try
        {
            using var answer = await http.SendAsync(request, cancel).ConfigureAwait(false);
            return await read(answer, cancel).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            return e.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => Finding.Wrong(subject, $"There is no host {host}. Check the name in PublicUrl, and that the DNS knows it."),
                HttpRequestError.SecureConnectionError => Finding.Wrong(subject, $"The certificate of {host} is not believed: expired, for another name, of one's own making, or sent without its intermediate certificates. Slack does not believe it either."),
                _ when Connections.IsRefused(e) => Finding.Wrong(subject, $"Nothing listens at {host}. Start the bot and the proxy in front of it."),
                _ => Finding.CannotTell(subject, $"No connection to {host} from this machine. A firewall may be in the way, or this machine may not see its own public address; try {request.RequestUri} from elsewhere."),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Finding.CannotTell(subject, $"{host} gave no answer in time. A firewall may be in the way, or this machine may not see its own public address; try {request.RequestUri} from elsewhere.");
        }
    }

    private async Task<Finding> HealthAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var word = await answer.Content.ReadAsStringAsync(cancel).ConfigureAwait(false);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK when word == "Healthy" => Finding.Ok(Subject, $"The bot answers at {publicUrl}, seen from this machine. The internet must reach it too."),
            HttpStatusCode.ServiceUnavailable when word == "Unhealthy" => Finding.Wrong(Subject, $"The bot answers at {publicUrl}, but its store is away; its log says why."),
            var status => Other(Subject, status) ?? Finding.Wrong(Subject, $"What answers at {publicUrl}/health with {(int)status} is not the bot. Check PublicUrl, and where the proxy sends requests."),
        };
    }

    private Finding Endpoint(string path, HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => Finding.Ok(EndpointSubject, ""),
        HttpStatusCode.NotFound => Finding.Wrong(EndpointSubject, $"{publicUrl}{path} answers 404. The proxy must pass this path on unchanged, to this version of the bot."),
        HttpStatusCode.MethodNotAllowed => Finding.Wrong(EndpointSubject, $"{publicUrl}{path} answers 405. The proxy must let POST through."),
        HttpStatusCode.Forbidden => Finding.Wrong(EndpointSubject, $"{publicUrl}{path} answers 403, which is not the bot's own answer. A proxy or web application firewall stops it; let requests to this path through."),
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => Finding.Wrong(EndpointSubject, $"{publicUrl}{path} takes a request without a signature ({(int)status}), so this is not the bot. Check where the proxy sends requests."),
        _ => Other(EndpointSubject, status) ?? Finding.Wrong(EndpointSubject, $"{publicUrl}{path} answers {(int)status} instead of 401. Check what stands in front of the bot."),
    };

    private Finding Install(HttpResponseMessage answer) => answer switch
    {
        { StatusCode: HttpStatusCode.Redirect, Headers.Location.AbsolutePath: "/oauth/v2/authorize" } => Finding.Ok(InstallSubject, $"{publicUrl}{InstallAddresses.InstallPath} leads to Slack. {publicUrl}{InstallAddresses.RedirectPath} must be one of the app's \"Redirect URLs\"."),
        { StatusCode: HttpStatusCode.NotFound } => Finding.Wrong(InstallSubject, $"{publicUrl}{InstallAddresses.InstallPath} answers 404. Start the bot with Slack:ClientId; the proxy must pass this path on unchanged."),
        _ => Other(InstallSubject, answer.StatusCode) ?? Finding.Wrong(InstallSubject, $"{publicUrl}{InstallAddresses.InstallPath} answers {(int)answer.StatusCode} and does not lead to Slack. Check what stands in front of the bot."),
    };

    /// <summary>What a proxy answers by itself.</summary>
    private Finding? Other(string subject, HttpStatusCode status) => (int)status switch
    {
        >= 300 and < 400 => Finding.Wrong(subject, $"{publicUrl} sends requests on to another address ({(int)status}). Slack does not follow: set PublicUrl and the app's request addresses to the address itself."),
        502 or 503 or 504 => Finding.Wrong(subject, $"A proxy answers at {publicUrl}, but the bot behind it does not ({(int)status}). Start the bot, and check where the proxy sends requests."),
        _ => null,
    };
}
