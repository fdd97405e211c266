using System.Globalization;
using ReflectionBot.Application.Tables;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Web.DirectLine;

/// <summary>Turns every failure in an endpoint into Direct Line's error format. People's texts, keys and addresses never appear in it or in the log.</summary>
internal sealed partial class DirectLineErrors(ILogger<DirectLineErrors> log) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (DirectLineException e)
        {
            if (e.Status == StatusCodes.Status429TooManyRequests)
            {
                http.Response.Headers.RetryAfter = PostLimit.RetryAfter.ToString(CultureInfo.InvariantCulture);
            }

            return Error(e.Status, e.Code, e.Message);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Error(e.StatusCode, "MessageSizeTooBig", WebWording.ThisIsTooMuchAtOnce);
        }
        catch (BadHttpRequestException e)
        {
            return Error(e.StatusCode, "BadSyntax", WebWording.ThisRequestCannotBeRead);
        }
        catch (StoreUnavailableException e)
        {
            Failed(log, e.GetType().Name);
            return Error(StatusCodes.Status503ServiceUnavailable, "NotSaved", WebWording.ICannotReachMyMemoryJust);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return Results.Empty;
        }
        catch (Exception e)
        {
            // Type and stack trace only: exception messages can hold text written by people.
            Failed(log, $"{e.GetBaseException().GetType().Name}{Environment.NewLine}{e.GetBaseException().StackTrace}");
            return Error(StatusCodes.Status500InternalServerError, "ServiceError", WebWording.SomethingWentWrongHerePleaseTry);
        }
    }

    /// <summary>An error body.</summary>
    public static IResult Error(int status, string code, string message) =>
        Results.Json(new ErrorBody(new(code, message)), DirectLineJson.Default.ErrorBody, statusCode: status);

    [LoggerMessage(Level = LogLevel.Error, Message = "A web chat request failed: {Problem}.")]
    private static partial void Failed(ILogger log, string problem);
}
