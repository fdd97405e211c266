using System.Net;
using System.Text;
using ReflectionBot.Channels.Teams.Inbound;
using ReflectionBot.Diagnostics;

namespace ReflectionBot.Channels.Teams.Doctor;

/// <summary>
/// Whether the bot answers at its public address: <c>GET /health</c>, and <c>POST /api/messages</c> without a token, which must be refused. Seen
/// from this machine; Azure looks from the internet.
/// </summary>
internal sealed class ReachCheck(HttpClient http, string publicUrl)
{
    private const string Subject = "Address";
    private const string EndpointSubject = "Endpoint";

    /// <summary>Both findings; the second only where the first is not wrong.</summary>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (publicUrl.Length == 0)
        {
            return [Finding.Wrong(Subject, "PublicUrl is not set. Set it to the https address at which the internet reaches the bot, e.g. https://reflect.example.org, and give the Azure Bot the messaging endpoint {PublicUrl}/api/messages.")];
        }

        if (!Uri.TryCreate(publicUrl, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
        {
            return [Finding.Wrong(Subject, "PublicUrl is no https address. Azure Bot Service sends to https only: put a proxy with a certificate in front of the bot, and set PublicUrl to its address.")];
        }

        if (LocalHosts.IsName(url.Host) || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && LocalHosts.IsAddress(address)))
        {
            return [Finding.Wrong(Subject, "PublicUrl is an address of this very machine, which Azure cannot reach. Set it to the one that the internet reaches.")];
        }

        var health = await AskAsync(Subject, new(HttpMethod.Get, new Uri(url, "health")), HealthAsync, cancel).ConfigureAwait(false);
        if (health.Outcome == Outcome.Wrong)
        {
            return [health];
        }

        var post = new HttpRequestMessage(HttpMethod.Post, new Uri(url, TeamsEndpoint.Path)) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        return [health, await AskAsync(EndpointSubject, post, (answer, _) => Task.FromResult(Endpoint(answer.StatusCode)), cancel).ConfigureAwait(false)];
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
                HttpRequestError.SecureConnectionError => Finding.Wrong(subject, $"The certificate of {host} is not believed: expired, for another name, of one's own making, or sent without its intermediate certificates. Azure does not believe it either."),
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

    private Finding Endpoint(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => Finding.Ok(EndpointSubject, $"{publicUrl}{TeamsEndpoint.Path} refuses a request without a token, as it should. The Azure Bot's \"Messaging endpoint\" must be exactly this address."),
        HttpStatusCode.NotFound => Finding.Wrong(EndpointSubject, $"{publicUrl}{TeamsEndpoint.Path} answers 404. The proxy must pass this path on unchanged, to this version of the bot."),
        HttpStatusCode.MethodNotAllowed => Finding.Wrong(EndpointSubject, $"{publicUrl}{TeamsEndpoint.Path} answers 405. The proxy must let POST through."),
        HttpStatusCode.Forbidden => Finding.Wrong(EndpointSubject, $"{publicUrl}{TeamsEndpoint.Path} answers 403, which is not the bot's own answer. A proxy or web application firewall stops it; let requests to this path through."),
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => Finding.Wrong(EndpointSubject, $"{publicUrl}{TeamsEndpoint.Path} takes a request without a token ({(int)status}). Either this is not the bot, or its development switch is on behind a proxy. Stop it until that is clear."),
        _ => Other(EndpointSubject, status) ?? Finding.Wrong(EndpointSubject, $"{publicUrl}{TeamsEndpoint.Path} answers {(int)status} instead of 401. Check what stands in front of the bot."),
    };

    /// <summary>What a proxy answers by itself.</summary>
    private Finding? Other(string subject, HttpStatusCode status) => (int)status switch
    {
        >= 300 and < 400 => Finding.Wrong(subject, $"{publicUrl} sends requests on to another address ({(int)status}). Azure Bot Service does not follow: set PublicUrl and the messaging endpoint to the address itself."),
        502 or 503 or 504 => Finding.Wrong(subject, $"A proxy answers at {publicUrl}, but the bot behind it does not ({(int)status}). Start the bot, and check where the proxy sends requests."),
        _ => null,
    };
}
