using System.Net;
using System.Net.Http.Headers;

namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>
/// Puts the bot's token on requests, so that the client has nothing to do with it. The last line of defence: whatever address a request
/// has by now, it is looked at again, and one that is not known gets neither the token nor the request.
/// </summary>
internal sealed class BotTokenHandler(BotTokens tokens, ServiceUrls urls) : DelegatingHandler
{
    /// <inheritdoc/>
    /// <exception cref="BotTokenException">There is no token to be had; nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">The address is not one the bot speaks to; nothing was sent.</exception>
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

        answer.Dispose(); // A 401 was not carried out: the same request once more is no second message.
        return await SendAsync(request, fresh, cancellationToken);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token, CancellationToken cancel)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return base.SendAsync(request, cancel);
    }
}
