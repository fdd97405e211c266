using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ReflectionBot.Channels.Slack.Api.Pace;

namespace ReflectionBot.Channels.Slack.Api;

/// <summary>
/// Slack's Web API, as far as this bot uses it. Calls that change something are never retried here: the outbox retries them, and accepts that a
/// message may then be posted twice. A call throws only if it is unknown whether Slack accepted it, as <see cref="SlackResult{T}"/> says. That
/// includes Slack's own <c>internal_error</c> and <c>fatal_error</c>: Slack says that a part may have been done. Read-only calls are
/// retried a few times; then they throw the same. (Source: "Using the Slack Web API" and the methods' pages at docs.slack.dev.)
/// </summary>
internal sealed partial class SlackApi(SlackHttp http, SlackRateHolds holds, SlackRateLimiter pace, SlackAddresses addresses, ILogger<SlackApi> log)
{
    /// <summary>The most pages of a list. More pages mean that the list never ends: 100,000 people are 500 pages.</summary>
    internal const int MostPages = 500;

    /// <summary>Slack recommends no more than 200 on a page. (Source: "Pagination" of the Slack documentation.)</summary>
    private const string PageSize = "200";

    /// <summary>Calls a method, unless Slack has asked to wait before the next call of it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="type">The answer's JSON.</param>
    /// <param name="read">Takes the needed value from an <c>ok: true</c>; null if it is missing.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    private async Task<SlackResult<T>> CallAsync<TAnswer, T>(SlackCall call, JsonTypeInfo<TAnswer> type, Func<TAnswer, SlackHttp.Reply, SlackResult<T>?> read, CancellationToken cancel)
        where TAnswer : SlackAnswer
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(call.Method, UriKind.Relative)) { Content = call.Content };
        if (call.Who is null)
        {
            return new SlackResult<T>.Failed(SlackFailure.Revoked, "invalid_auth");
        }

        if (holds.Rest(call.Method, call.PacedBy, call.Channel) is { } rest)
        {
            return new SlackResult<T>.Busy(rest);
        }

        request.Headers.Authorization = call.Who;
        var reply = await http.CallAsync(call.Changes ? SlackApiSetup.Writes : SlackApiSetup.Reads, request, SlackHttp.Limit, cancel);
        if (reply.Status == HttpStatusCode.TooManyRequests)
        {
            return Held<T>(call, reply.RetryAfter);
        }

        var answer = Answer(call.Method, reply, type);
        return answer.Ok == true ? read(answer, reply) ?? throw Unreadable(call.Method) : Refusal<T>(call, answer, reply);
    }

    private SlackResult<T> Refusal<T>(SlackCall call, SlackAnswer answer, SlackHttp.Reply reply)
    {
        var result = SlackErrors.Read<T>(answer.Error, reply.RetryAfter, call.Changes);
        switch (result)
        {
            case SlackResult<T>.Busy:
                return Held<T>(call, reply.RetryAfter);
            case SlackResult<T>.Failed { Failure: SlackFailure.Revoked, Code: var code }:
                LogRevoked(call.Method, code);
                break;
            case SlackResult<T>.Failed { Failure: SlackFailure.MissingScope, Code: var code }:
                LogMissing(call.Method, code, Scope(answer.Needed));
                break;
        }

        return result;
    }

    private SlackResult<T>.Busy Held<T>(SlackCall call, TimeSpan? after)
    {
        if (after is { } wait)
        {
            holds.Keep(call.Method, call.PacedBy, wait, call.Channel);
        }

        return new(after);
    }

    /// <summary>
    /// An answer that says whether the call was done. <c>ok</c> counts with every status that Slack itself sends: 200, and sometimes
    /// 4xx. A 5xx or a redirect comes from something in front of Slack.
    /// </summary>
    private static TAnswer Answer<TAnswer>(string method, SlackHttp.Reply reply, JsonTypeInfo<TAnswer> type)
        where TAnswer : SlackAnswer
    {
        var status = (int)reply.Status;
        if (status is < 200 or (>= 300 and < 400) or >= 500)
        {
            throw new HttpRequestException($"Slack's {method} answered {status}", null, reply.Status);
        }

        return TryRead(reply, type) switch
        {
            { Ok: false } answer => answer,
            { Ok: true } answer when reply.IsSuccess => answer,
            _ when !reply.IsSuccess => throw new HttpRequestException($"Slack's {method} answered {status}", null, reply.Status),
            _ => throw Unreadable(method),
        };
    }

    private static TAnswer? TryRead<TAnswer>(SlackHttp.Reply reply, JsonTypeInfo<TAnswer> type)
        where TAnswer : SlackAnswer
    {
        try
        {
            return JsonSerializer.Deserialize(reply.Body.Span, type);
        }
        catch (JsonException)
        {
            return null; // The content of the answer is not revealed.
        }
    }

    private static InvalidDataException Unreadable(string method) => new($"Slack's answer to {method} cannot be read");

    /// <summary>A list, page by page. A page in the middle may be empty. (Source: "Pagination" of the Slack documentation.)</summary>
    private async IAsyncEnumerable<T> PagesAsync<TAnswer, T>(string method, SlackAccess access, (string, string?)[] arguments, Page<TAnswer, T> page, [EnumeratorCancellation] CancellationToken cancel)
        where TAnswer : SlackAnswer
    {
        var (cursor, asked) = ((string?)null, new HashSet<string>(StringComparer.Ordinal));
        do
        {
            var call = SlackCall.Ask(method, access, [.. arguments, ("limit", PageSize), ("cursor", cursor)]);
            var answer = await CallAsync(call, page.Type, (a, _) => new SlackResult<TAnswer>.Done(a), cancel) switch
            {
                SlackResult<TAnswer>.Done done => done.Value,
                SlackResult<TAnswer>.Busy busy => throw new SlackCallException(null, "busy", busy.After),
                SlackResult<TAnswer>.Failed failed => throw new SlackCallException(failed.Failure, failed.Code),
                _ => throw Unreadable(method),
            };
            foreach (var item in page.Items(answer))
            {
                yield return item;
            }

            cursor = answer.ResponseMetadata?.NextCursor;
            if (!string.IsNullOrEmpty(cursor) && (!asked.Add(cursor) || asked.Count >= MostPages))
            {
                throw new SlackCallException(SlackFailure.Other, "endless_list");
            }
        }
        while (!string.IsNullOrEmpty(cursor));
    }

    /// <summary>How a list's pages are read.</summary>
    private sealed record Page<TAnswer, T>(JsonTypeInfo<TAnswer> Type, Func<TAnswer, IEnumerable<T>> Items);

    private static SlackResult<T>? Done<T>(T? value)
        where T : class => value is null ? null : new SlackResult<T>.Done(value);

    /// <summary>A scope's name, e.g. <c>channels:read</c>; several are separated by commas.</summary>
    private static string Scope(string? needed) => new([.. (needed ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '.' or ',' or '_' or '-').Take(200)]);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack does not take the token at {Method} ({Code}): the app was uninstalled there, or must be installed again")]
    private partial void LogRevoked(string method, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack does not permit {Method} ({Code} {Scope}): the app must be installed again with the scopes of its manifest")]
    private partial void LogMissing(string method, string code, string scope);
}
