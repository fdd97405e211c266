using System.Net;
using System.Text;

namespace ReflectionBot.Checks;

/// <summary>The bot's public address on the internet, as a doctor sees it from this machine.</summary>
/// <param name="http">The client for the requests.</param>
/// <param name="url">The setting <c>PublicUrl</c>, an absolute address without a trailing slash.</param>
/// <param name="platform">The platform that calls the bot from the internet, e.g. <c>Slack</c>.</param>
/// <param name="endpoint">The platform's setting that holds the address, e.g. <c>the messaging endpoint</c>.</param>
internal sealed class PublicAddress(HttpClient http, string url, string platform, string endpoint)
{
    /// <summary>The findings' subject.</summary>
    internal const string Subject = "Address";

    /// <summary>Whether the bot itself answers at <c>/health</c>.</summary>
    public Task<Finding> HealthAsync(CancellationToken cancel) => AskAsync(Subject, new(HttpMethod.Get, new Uri(new Uri(url), "/health")), HealthAsync, cancel);

    /// <summary>Sends a request. The caller reads the response; this method reports a missing response.</summary>
    public async Task<Finding> AskAsync(string subject, HttpRequestMessage request, Func<HttpResponseMessage, CancellationToken, Task<Finding>> read, CancellationToken cancel)
    {
        using var disposed = request;
        var host = request.RequestUri!.Authority;
        try
        {
            using var answer = await http.SendAsync(request, cancel);
            return await read(answer, cancel);
        }
        catch (HttpRequestException e)
        {
            return e.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => Finding.Wrong(subject, $"There is no host {host}. Check the name in PublicUrl, and that the DNS knows it."),
                HttpRequestError.SecureConnectionError => Finding.Wrong(subject, $"The certificate of {host} is not believed: expired, for another name, of one's own making, or sent without its intermediate certificates. {platform} does not believe it either."),
                _ when Connections.IsRefused(e) => Finding.Wrong(subject, $"Nothing listens at {host}. Start the bot and the proxy in front of it."),
                _ => Finding.CannotTell(subject, $"No connection to {host} from this machine. A firewall may be in the way, or this machine may not see its own public address; try {request.RequestUri} from elsewhere."),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Finding.CannotTell(subject, $"{host} gave no answer in time. A firewall may be in the way, or this machine may not see its own public address; try {request.RequestUri} from elsewhere.");
        }
    }

    /// <summary>Whether an address refuses a POST without credentials.</summary>
    /// <param name="subject">The finding's subject.</param>
    /// <param name="path">The address's path.</param>
    /// <param name="well">The sentence if it refuses.</param>
    /// <param name="taken">The end of the sentence if it accepts the POST, after the address and <c>takes a request without a</c>.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<Finding> RefusesAsync(string subject, string path, string well, Func<HttpStatusCode, string> taken, CancellationToken cancel)
    {
        var post = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(url), path)) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        return AskAsync(subject, post, (answer, _) => Task.FromResult(answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => Finding.Ok(subject, well),
            HttpStatusCode.NotFound => Finding.Wrong(subject, $"{url}{path} answers 404. The proxy must pass this path on unchanged, to this version of the bot."),
            HttpStatusCode.MethodNotAllowed => Finding.Wrong(subject, $"{url}{path} answers 405. The proxy must let POST through."),
            HttpStatusCode.Forbidden => Finding.Wrong(subject, $"{url}{path} answers 403, which is not the bot's own answer. A proxy or web application firewall stops it; let requests to this path through."),
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices and var status => Finding.Wrong(subject, $"{url}{path} takes a request without a {taken(status)}"),
            var status => OfAProxy(subject, status) ?? Finding.Wrong(subject, $"{url}{path} answers {(int)status} instead of 401. Check what stands in front of the bot."),
        }), cancel);
    }

    /// <summary>The finding if the response comes from a proxy itself; null for anything else.</summary>
    public Finding? OfAProxy(string subject, HttpStatusCode status) => (int)status switch
    {
        >= 300 and < 400 => Finding.Wrong(subject, $"{url} sends requests on to another address ({(int)status}). {platform} does not follow: set PublicUrl and {endpoint} to the address itself."),
        502 or 503 or 504 => Finding.Wrong(subject, $"A proxy answers at {url}, but the bot behind it does not ({(int)status}). Start the bot, and check where the proxy sends requests."),
        _ => null,
    };

    private async Task<Finding> HealthAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var word = await answer.Content.ReadAsStringAsync(cancel);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK when word is "Healthy" or "Degraded" => Finding.Ok(Subject, $"The bot answers at {url}, seen from this machine. The internet must reach it too."),
            HttpStatusCode.ServiceUnavailable when word == "Unhealthy" => Finding.Wrong(Subject, $"The bot answers at {url}, but its store is away; its log says why."),
            var status => OfAProxy(Subject, status) ?? Finding.Wrong(Subject, $"What answers at {url}/health with {(int)status} is not the bot. Check PublicUrl, and where the proxy sends requests."),
        };
    }
}
