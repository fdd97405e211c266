using System.Net;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>One request and its whole answer, within a time and a size.</summary>
internal sealed class SlackHttp(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The longest that one call takes, answer and retries included; well under the lease of the row it carries out.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The largest answer that is read, in bytes: a page of 200 users is about 400 KB.</summary>
    internal const int MostOfAnAnswer = 1024 * 1024;

    /// <summary>The clock of all limits.</summary>
    internal TimeProvider Time => time;

    /// <summary>What came back.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Body">The whole body.</param>
    /// <param name="RetryAfter">From seconds or a date, at most <see cref="OutboundHttp.LongestWait"/>; null without the header, or with nonsense in it.</param>
    /// <param name="Scopes">The header <c>x-oauth-scopes</c>; empty without it.</param>
    internal readonly record struct Reply(HttpStatusCode Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter, string Scopes)
    {
        /// <summary>2xx.</summary>
        public bool IsSuccess => (int)Status is >= 200 and < 300;
    }

    /// <summary>Sends a request with one of the clients of <see cref="SlackApiSetup"/>.</summary>
    /// <exception cref="TimeoutException">No whole answer within the limit: whether it was accepted is unknown.</exception>
    /// <exception cref="HttpRequestException">The connection broke: likewise.</exception>
    /// <exception cref="IOException">It broke within the answer: likewise.</exception>
    /// <exception cref="InvalidDataException">The answer is too large: likewise.</exception>
    public Task<Reply> CallAsync(string client, HttpRequestMessage request, TimeSpan limit, CancellationToken cancel) => OutboundHttp.CallAsync(
        clients.CreateClient(client), request, limit, time,
        async (answer, enough) => new Reply(answer.StatusCode, await ReadAsync(answer, enough), OutboundHttp.RetryAfter(answer, time.GetUtcNow()), Scopes(answer)), cancel);

    /// <summary>The whole body. What a 429 says stands in its headers.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage answer, CancellationToken cancel) =>
        await BoundedBody.ReadAsync(await answer.Content.ReadAsStreamAsync(cancel), MostOfAnAnswer, cancel)
            ?? (answer.StatusCode == HttpStatusCode.TooManyRequests ? [] : throw new InvalidDataException("Slack's answer is too large"));

    private static string Scopes(HttpResponseMessage answer) => answer.Headers.TryGetValues("x-oauth-scopes", out var values) ? string.Join(',', values) : "";
}
