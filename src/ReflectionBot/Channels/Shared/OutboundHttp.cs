using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace ReflectionBot.Channels.Shared;

/// <summary>What the HTTP clients of all chat platforms share.</summary>
internal static class OutboundHttp
{
    /// <summary>The longest wait that a server can ask for; servers usually ask for seconds, seldom minutes.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>
    /// Adds a client that follows no redirects, because its requests are meant for one address only. It logs nothing, because addresses name
    /// conversations, and some of them grant access. It has no time limit of its own: the caller sets one.
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
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // DNS names can move to other addresses.
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();

    /// <summary>Lets a client that only reads retry temporary failures: a broken connection, an attempt that took too long, and temporary error statuses.</summary>
    /// <param name="client">The client.</param>
    /// <param name="more">How many retries; the waits between them double.</param>
    /// <param name="first">The approximate length of the first wait.</param>
    /// <param name="each">The time limit of one attempt.</param>
    /// <param name="passes">Whether a response reports a temporary failure.</param>
    /// <param name="asTold">Whether to obey a response's <c>Retry-After</c>.</param>
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

    /// <summary>Whether the status means a temporary failure of a server or of a proxy in front of it.</summary>
    public static bool IsFailure(HttpStatusCode status) =>
        status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>How long to wait, from seconds or a date, at most <see cref="LongestWait"/>; null without the header, or where it is not valid.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage answer, DateTimeOffset now)
    {
        var after = answer.Headers.RetryAfter is { } header ? header.Delta ?? (header.Date - now) : null;
        return after is { } span ? TimeSpan.FromTicks(Math.Clamp(span.Ticks, 0, LongestWait.Ticks)) : null;
    }

    /// <summary>Sends a request and reads the response, all within a time limit.</summary>
    /// <param name="http">The client; disposed.</param>
    /// <param name="request">The request.</param>
    /// <param name="limit">The limit for the whole call, by the given clock.</param>
    /// <param name="time">The clock.</param>
    /// <param name="read">Reads the response.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <exception cref="TimeoutException">No complete response within the limit: it is unknown whether the request was accepted.</exception>
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
