using System.Net;
using Polly.Timeout;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>One request and its whole answer, within a time and a size.</summary>
internal sealed class SlackHttp(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The longest that one call takes, answer and retries included; well under the lease of the row it carries out.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The largest answer that is read, in bytes: a page of 200 users is about 400 KB.</summary>
    internal const int MostOfAnAnswer = 1024 * 1024;

    /// <summary>No wait that Slack orders is longer; it asks for seconds, seldom minutes.</summary>
    internal static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    /// <summary>The clock of all limits.</summary>
    internal TimeProvider Time => time;

    /// <summary>What came back.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Body">The whole body.</param>
    /// <param name="RetryAfter">From seconds or a date, at most <see cref="LongestHold"/>; null without the header, or with nonsense in it.</param>
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
    public async Task<Reply> CallAsync(string client, HttpRequestMessage request, TimeSpan limit, CancellationToken cancel)
    {
        using var enough = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, enough.Token);
        try
        {
            using var http = clients.CreateClient(client);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ReadAsync(answer, either.Token);
            return new Reply(answer.StatusCode, body, RetryAfter(answer), Scopes(answer));
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && (e is TimeoutRejectedException || enough.IsCancellationRequested))
        {
            throw new TimeoutException("Slack gave no whole answer in time");
        }
    }

    /// <summary>The whole body. What a 429 says stands in its headers.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage answer, CancellationToken cancel) =>
        await OutboundHttp.ReadAtMostAsync(answer, MostOfAnAnswer, cancel)
            ?? (answer.StatusCode == HttpStatusCode.TooManyRequests ? default : throw new InvalidDataException("Slack's answer is too large"));

    private TimeSpan? RetryAfter(HttpResponseMessage answer)
    {
        var after = answer.Headers.RetryAfter is { } header ? header.Delta ?? (header.Date - time.GetUtcNow()) : null;
        return after is { } span ? TimeSpan.FromTicks(Math.Clamp(span.Ticks, 0, LongestHold.Ticks)) : null;
    }

    private static string Scopes(HttpResponseMessage answer) => answer.Headers.TryGetValues("x-oauth-scopes", out var values) ? string.Join(',', values) : "";
}
