using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace ReflectionBot.Channels.Shared;

/// <summary>What the clients of all chat platforms have in common.</summary>
internal static class OutboundHttp
{
    /// <summary>No wait that somebody else orders is longer; they ask for seconds, seldom minutes.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>
    /// Adds a client that follows no redirect, because what it sends is meant for one address, and that logs nothing: addresses name
    /// conversations, and some are permissions. It has no limit of its own; whoever uses it has one.
    /// </summary>
    public static IHttpClientBuilder AddOutboundClient(this IServiceCollection services, string name) => services.AddHttpClient(name)
        .ConfigureHttpClient(client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.UserAgent.ParseAdd("ReflectionBot");
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // Names move.
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();

    /// <summary>Lets a client of questions ask again where a failure passes by itself: a broken connection, an attempt that took too long, and such answers.</summary>
    /// <param name="client">The client.</param>
    /// <param name="more">How many more attempts; the waits between them double.</param>
    /// <param name="first">About how long the first wait is.</param>
    /// <param name="each">The longest that one attempt takes.</param>
    /// <param name="passes">Whether an answer passes by itself.</param>
    /// <param name="asTold">An answer's own <c>Retry-After</c> is heeded.</param>
    public static void AddRetries(this IHttpClientBuilder client, int more, TimeSpan first, TimeSpan each, Func<HttpResponseMessage, bool> passes, bool asTold) =>
        client.AddResilienceHandler("reads", (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = more,
                Delay = first,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldRetryAfterHeader = asTold,
                ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome is { Exception: HttpRequestException or TimeoutRejectedException } || (attempt.Outcome.Result is { } answer && passes(answer))),
            });
            pipeline.AddTimeout(each);
        });

    /// <summary>Whether a server, or what stands before it, failed for now.</summary>
    public static bool IsFailure(HttpStatusCode status) =>
        status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>How long to wait, from seconds or a date, at most <see cref="LongestWait"/>; null without the header, or with nonsense in it.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage answer, DateTimeOffset now)
    {
        var after = answer.Headers.RetryAfter is { } header ? header.Delta ?? (header.Date - now) : null;
        return after is { } span ? TimeSpan.FromTicks(Math.Clamp(span.Ticks, 0, LongestWait.Ticks)) : null;
    }

    /// <summary>Sends a request and reads what came, all within a time.</summary>
    /// <param name="http">The client; disposed.</param>
    /// <param name="request">The request.</param>
    /// <param name="limit">For the whole, by the clock beside it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <exception cref="TimeoutException">No whole answer within the limit: whether it was accepted is unknown.</exception>
    public static async Task<T> CallAsync<T>(HttpClient http, HttpRequestMessage request, TimeSpan limit, TimeProvider time, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        using var client = http;
        try
        {
            return await Soon.DoAsync(limit, time, async enough =>
            {
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough);
                return await read(answer, enough);
            }, cancel);
        }
        catch (TimeoutRejectedException)
        {
            throw new TimeoutException("No attempt had an answer in time");
        }
    }
}
