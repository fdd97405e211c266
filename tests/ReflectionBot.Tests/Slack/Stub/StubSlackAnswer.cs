using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>What the stub is told to answer, once: every way in which Slack has been seen to refuse or to fail.</summary>
public sealed class StubSlackAnswer
{
    private readonly Func<HttpContext, Func<Task>, Task> _act;

    private StubSlackAnswer(Func<HttpContext, Func<Task>, Task> act) => _act = act;

    /// <summary>429. Nothing is done.</summary>
    /// <param name="seconds">Of the header Retry-After; null leaves it out.</param>
    public static StubSlackAnswer RateLimited(int? seconds) => new(async (context, _) =>
    {
        if (seconds is { } wait)
        {
            context.Response.Headers.RetryAfter = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        await WriteAsync(context, 429, """{"ok":false,"error":"ratelimited"}""");
    });

    /// <summary>A status without a body, such as 500 or 503. Nothing is done.</summary>
    public static StubSlackAnswer Status(int status) => new((context, _) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    /// <summary><c>ok: false</c> with this code. Nothing is done.</summary>
    public static StubSlackAnswer Refused(string code, params IReadOnlyList<string> messages) => new((context, _) => WriteAsync(context, 200, StubRefusal.Body(code, messages).ToJsonString()));

    /// <summary>Any body, said to be JSON: broken, of another type, huge. Nothing is done.</summary>
    public static StubSlackAnswer Text(string body, int status = 200) => new((context, _) => WriteAsync(context, status, body));

    /// <summary>What was asked for, but only when this is done (or never, if the caller goes away first).</summary>
    public static StubSlackAnswer Slow(Task released) => new(async (context, real) =>
    {
        await released.WaitAsync(context.RequestAborted);
        await real();
    });

    /// <summary>An answer that breaks off within its body. Nothing is done.</summary>
    public static StubSlackAnswer Cut() => new(async (context, _) =>
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("""{"ok":tr""");
        await context.Response.Body.FlushAsync();
        context.Abort();
    });

    /// <summary>It is done, and the answer is lost.</summary>
    public static StubSlackAnswer Lost() => new(async (context, real) =>
    {
        context.Response.Body = Stream.Null;
        await real();
        context.Abort();
    });

    /// <summary>A redirect. Nothing is done.</summary>
    public static StubSlackAnswer Redirect(string to) => new((context, _) =>
    {
        context.Response.Redirect(to);
        return Task.CompletedTask;
    });

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="real">What would be done otherwise.</param>
    internal Task ActAsync(HttpContext context, Func<Task> real) => _act(context, real);

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(body);
    }
}

/// <summary>A method refuses: <c>ok: false</c>.</summary>
/// <param name="code">Slack's code.</param>
/// <param name="messages">For <c>response_metadata.messages</c>.</param>
internal sealed class StubRefusal(string code, params IReadOnlyList<string> messages) : Exception(code)
{
    /// <summary>Slack's code.</summary>
    public string Code { get; } = code;

    /// <summary>Beside the code, e.g. <c>needed</c> and <c>provided</c>.</summary>
    public JsonObject More { get; init; } = [];

    /// <summary>The answer's body.</summary>
    public JsonObject ToJson()
    {
        var body = Body(Code, messages);
        foreach (var (name, value) in More)
        {
            body[name] = value?.DeepClone();
        }
        return body;
    }

    /// <summary>The body of a refusal.</summary>
    public static JsonObject Body(string code, IReadOnlyList<string> messages)
    {
        var body = new JsonObject { ["ok"] = false, ["error"] = code };
        if (messages.Count > 0)
        {
            body["response_metadata"] = new JsonObject { ["messages"] = new JsonArray([.. messages.Select(m => (JsonNode)m)]) };
        }
        return body;
    }
}
