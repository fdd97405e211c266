using System.Net;
using System.Net.Http.Headers;

namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>
/// Adds the bot's token to requests, so that the client does not have to. This is also the last check: the final address of a request is checked
/// again, and an unknown address gets neither the token nor the request.
/// </summary>
internal sealed class BotTokenHandler(BotTokens tokens, ServiceUrls urls) : DelegatingHandler
{
    /// <inheritdoc/>
    /// <exception cref="BotTokenException">No token is available; nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">The address is not one the bot may send to; nothing was sent.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = null;
        if (!urls.MaySpeakTo(request.RequestUri))
        {
            throw new InvalidOperationException("A request to a host that is not a known service of Teams was stopped");
        }

        if (!urls.MayCarryToken(request.RequestUri) || await tokens.GetAsync(cancellationToken) is not { } token)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var answer = await SendAsync(request, token, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized || await tokens.RenewAsync(token, cancellationToken) is not { } fresh)
        {
            return answer;
        }

        answer.Dispose(); // The request with the 401 was not carried out, so sending it again posts no second message.
        return await SendAsync(request, fresh, cancellationToken);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token, CancellationToken cancel)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return base.SendAsync(request, cancel);
    }
}
