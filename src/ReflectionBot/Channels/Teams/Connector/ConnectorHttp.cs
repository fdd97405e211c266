using System.Net;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>Sends one request and reads the whole answer, within a limit of time and size.</summary>
internal sealed partial class ConnectorHttp(IHttpClientFactory clients, TimeProvider time, ILogger<ConnectorHttp> log)
{
    /// <summary>The time limit of one call, answer and retries included; well under the lease of the row it carries out.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>The largest answer that is read, in bytes: a page of 500 members is about 200 KB.</summary>
    internal const int MostOfAnAnswer = 1024 * 1024;

    /// <summary>The result of a call.</summary>
    /// <param name="Status">The status; 0 where nothing was sent.</param>
    /// <param name="Body">The body of a success.</param>
    /// <param name="Refusal">The meaning of the answer, if it is not a success.</param>
    internal readonly record struct Reply(HttpStatusCode Status, ReadOnlyMemory<byte> Body, ConnectorAnswer? Refusal);

    /// <summary>Sends a request with one of the clients of <see cref="ConnectorSetup"/>.</summary>
    /// <exception cref="TimeoutException">No complete answer within <see cref="Limit"/>: it is unknown whether the request was accepted.</exception>
    /// <exception cref="HttpRequestException">The connection broke: also unknown.</exception>
    /// <exception cref="IOException">The connection broke within the answer: also unknown.</exception>
    /// <exception cref="InvalidDataException">The answer of a success is too large.</exception>
    public async Task<Reply> CallAsync(string client, HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            return await OutboundHttp.CallAsync(clients.CreateClient(client), request, Limit, time, async (answer, enough) =>
            {
                var body = await ReadAsync(answer, enough);
                return answer.IsSuccessStatusCode ? new Reply(answer.StatusCode, body, null) : Refusal(answer, body);
            }, cancel);
        }
        catch (BotTokenException e)
        {
            LogNoToken(e.Code);
            return new Reply(0, default, new ConnectorAnswer.Busy(null)); // Nothing was sent; the message is sent when the registration is correct.
        }
    }

    private Reply Refusal(HttpResponseMessage answer, ReadOnlyMemory<byte> body)
    {
        var (code, status) = (ConnectorErrors.Code(body), (int)answer.StatusCode);
        if (status == 401)
        {
            LogUnauthorized(code);
        }
        else if (status == 403)
        {
            LogForbidden(code);
        }

        return new Reply(answer.StatusCode, default, ConnectorErrors.Read(answer.StatusCode, code, OutboundHttp.RetryAfter(answer, time.GetUtcNow())));
    }

    /// <summary>The whole body; empty for a refusal that is too large, since its status is enough.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage answer, CancellationToken cancel) =>
        await BoundedBody.ReadAsync(await answer.Content.ReadAsStreamAsync(cancel), MostOfAnAnswer, cancel)
            ?? (answer.IsSuccessStatusCode ? throw new InvalidDataException("The Bot Connector's answer is too large") : []);

    [LoggerMessage(Level = LogLevel.Error, Message = "Microsoft Entra gives the bot no token ({Code}): check Teams:AppId, Teams:TenantId and the secret, certificate or identity beside them, and this machine's clock. Messages to Teams wait until it does")]
    private partial void LogNoToken(string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Teams refuses the bot's token (401 {Code}): check that Teams:AppId is the app of the Azure Bot, that its Teams channel is on, and that the bot's type and Teams:TenantId agree. Messages to Teams wait until it takes it")]
    private partial void LogUnauthorized(string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Teams forbids this (403 {Code})")]
    private partial void LogForbidden(string code);
}
