using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ReflectionBot.Tests.Teams;

/// <summary>Answers for <see cref="StubConnector.Script"/>: every way in which a connector has been seen to refuse or to fail.</summary>
public static class StubAnswers
{
    /// <summary>A status without a body.</summary>
    public static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    /// <summary>JSON.</summary>
    public static Func<HttpContext, Task> Json(int status, JsonNode body) => Text(status, body.ToJsonString());

    /// <summary>Any body, said to be JSON.</summary>
    public static Func<HttpContext, Task> Text(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(body);
    };

    /// <summary>A refusal with an error code, and a message that quotes somebody.</summary>
    public static Func<HttpContext, Task> Refuses(int status, string code) =>
        Json(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = "Somebody's private words" } });

    /// <summary>The 403 of somebody who blocked or uninstalled the bot, as the service behind the connector words it.</summary>
    public static Func<HttpContext, Task> Blocked() => Json(403, new JsonObject
    {
        ["errorCode"] = 209,
        ["message"] = """{"subCode": "MessageWritesBlocked", "details": "Thread is blocked from message writes.", "errorCode": null}""",
    });

    /// <summary>A status with a Retry-After header (seconds or a date), or without.</summary>
    public static Func<HttpContext, Task> Throttled(string? retryAfter, int status = 429) => context =>
    {
        context.Response.Headers.RetryAfter = retryAfter;
        return Refuses(status, "Throttled")(context);
    };

    /// <summary>Nothing, until it is released or the caller goes away.</summary>
    public static Func<HttpContext, Task> Slow(Task released) => context => released.WaitAsync(context.RequestAborted);

    /// <summary>A success that breaks off within its body.</summary>
    public static Func<HttpContext, Task> Cut() => async context =>
    {
        context.Response.StatusCode = 201;
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("""{"id": "17""");
        await context.Response.Body.FlushAsync();
        context.Abort();
    };

    /// <summary>A body of that many bytes.</summary>
    public static Func<HttpContext, Task> Huge(int status, int bytes) => Text(status, $$"""{"id": "{{new string('x', bytes)}}"}""");

    /// <summary>A redirect.</summary>
    public static Func<HttpContext, Task> Redirect(string to) => context =>
    {
        context.Response.Headers.Location = to;
        return Status(307)(context);
    };
}
