using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace ReflectionBot.Channels.Web;

/// <summary>Serves the page's files. Without its two packages the page itself says what is missing; without any file, <c>/</c> does.</summary>
internal static class WebPage
{
    private const string Missing =
        "The web chat's page is not there. Build the bot again (dotnet build), and load this page again. Everything else works.";

    public static void Use(WebApplication app)
    {
        var folder = Folder(app.Services.GetRequiredService<IOptions<WebOptions>>().Value);
        if (Directory.Exists(folder))
        {
            var files = new PhysicalFileProvider(folder);
            app.Lifetime.ApplicationStopped.Register(files.Dispose);
            var words = new PageWords(Path.Combine(folder, "index.html"));
            app.UseResponseCompression();
            app.Use((context, next) => IsPage(context) && words.IsThere ? words.ExecuteAsync(context) : next());
            app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = r => r.Context.Response.Headers.CacheControl = "no-cache" });
        }

        // Not an endpoint, because static files are not served where an endpoint matches.
        app.Use((context, next) => context.Request.Path == "/" && context.GetEndpoint() is null
            ? Results.Text(Missing, "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context)
            : next());
    }

    private static bool IsPage(HttpContext context) =>
        context.Request.Path.Value is "/" or "/index.html" && context.GetEndpoint() is null && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));

    private static string Folder(WebOptions options) =>
        Path.GetFullPath(options.AssetsFolder.Length > 0 ? options.AssetsFolder : Path.Combine(AppContext.BaseDirectory, "wwwroot"));
}
