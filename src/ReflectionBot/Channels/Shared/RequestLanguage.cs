using ReflectionBot.Core.Wording;

namespace ReflectionBot.Channels.Shared;

/// <summary>
/// The language in which a request is answered: the first that its browser asks for and that there are sentences in, else the installation's. What
/// is said to a person in their chat, or in a channel, has one of its own, whosever request it follows from.
/// </summary>
internal static class RequestLanguage
{
    /// <summary>Browsers ask for a few; what a header may hold besides is not looked at.</summary>
    private const int Most = 10;

    /// <summary>Answers in it.</summary>
    public static async Task HoldAsync(HttpContext context, DefaultLanguage installation, RequestDelegate next)
    {
        using var language = Language.In(Of(context.Request) ?? installation.Name);
        await next(context);
    }

    private static string? Of(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage.Take(Most)
        .Where(asked => asked.Quality is not 0).OrderByDescending(asked => asked.Quality ?? 1)
        .Select(asked => Language.Read(asked.Value.Value)).FirstOrDefault(language => language is not null);
}
