using System.Net;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>Sends one request and reads its whole answer, within limits of time and size.</summary>
internal sealed class SlackHttp(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The longest time that one call takes, including answer and retries. It is well under the lease of the row that the call belongs to.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The largest answer that is read, in bytes: a page of 200 users is about 400 KB.</summary>
    internal const int MostOfAnAnswer = 1024 * 1024;

    /// <summary>The clock of all limits.</summary>
    internal TimeProvider Time => time;

    /// <summary>What came back.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Body">The whole body.</param>
    /// <param name="RetryAfter">From seconds or a date, at most <see cref="OutboundHttp.LongestWait"/>; null if the header is missing or invalid.</param>
    /// <param name="Scopes">The header <c>x-oauth-scopes</c>; empty without it.</param>
    internal readonly record struct Reply(HttpStatusCode Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter, string Scopes)
    {
        /// <summary>2xx.</summary>
        public bool IsSuccess => (int)Status is >= 200 and < 300;
    }

    /// <summary>Sends a request with one of the clients of <see cref="SlackApiSetup"/>.</summary>
    /// <exception cref="TimeoutException">No whole answer within the limit: it is unknown whether the call was accepted.</exception>
    /// <exception cref="HttpRequestException">The connection broke: also unknown.</exception>
    /// <exception cref="IOException">The connection broke during the answer: also unknown.</exception>
    /// <exception cref="InvalidDataException">The answer is too large: also unknown.</exception>
    public Task<Reply> CallAsync(string client, HttpRequestMessage request, TimeSpan limit, CancellationToken cancel) => OutboundHttp.CallAsync(
        clients.CreateClient(client), request, limit, time,
        async (answer, enough) => new Reply(answer.StatusCode, await ReadAsync(answer, enough), OutboundHttp.RetryAfter(answer, time.GetUtcNow()), Scopes(answer)), cancel);

    /// <summary>The whole body. For a 429 the headers are enough, so its body may be too large.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage answer, CancellationToken cancel) =>
        await BoundedBody.ReadAsync(await answer.Content.ReadAsStreamAsync(cancel), MostOfAnAnswer, cancel)
            ?? (answer.StatusCode == HttpStatusCode.TooManyRequests ? [] : throw new InvalidDataException("Slack's answer is too large"));

    private static string Scopes(HttpResponseMessage answer) => answer.Headers.TryGetValues("x-oauth-scopes", out var values) ? string.Join(',', values) : "";
}
