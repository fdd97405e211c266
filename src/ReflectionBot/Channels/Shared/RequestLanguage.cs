using ReflectionBot.Core.Wording;

namespace ReflectionBot.Channels.Shared;

/// <summary>
/// The language of the response to a request: the first one that the browser asks for and that has translations, else the installation's. Messages to
/// a person in their chat, or in a channel, have a language of their own, whoever made the request that caused them.
/// </summary>
internal static class RequestLanguage
{
    /// <summary>Browsers ask for a few languages; further entries in the header are ignored.</summary>
    private const int Most = 10;

    /// <summary>Handles the request in that language.</summary>
    public static async Task HoldAsync(HttpContext context, DefaultLanguage installation, RequestDelegate next)
    {
        using var language = Language.In(Of(context.Request) ?? installation.Name);
        await next(context);
    }

    private static string? Of(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage.Take(Most)
        .Where(asked => asked.Quality is not 0).OrderByDescending(asked => asked.Quality ?? 1)
        .Select(asked => Language.Read(asked.Value.Value)).FirstOrDefault(language => language is not null);
}
