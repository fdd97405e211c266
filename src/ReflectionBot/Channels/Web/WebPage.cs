using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace ReflectionBot.Channels.Web;

/// <summary>Serves the page's files. Without its two packages the page cannot work; then <c>/</c> says what is missing.</summary>
internal static class WebPage
{
    private static readonly string[] Needed = ["index.html", "vendor/directline.js", "vendor/adaptivecards.min.js"];

    private const string Missing =
        "The web chat's page is not complete: npm was missing when the bot was built. Install Node 20 with npm, build again (dotnet build), and load this page again. Everything else works.";

    public static void Use(WebApplication app)
    {
        var folder = Folder(app.Services.GetRequiredService<IOptions<WebOptions>>().Value);
        if (Directory.Exists(folder))
        {
            var files = new PhysicalFileProvider(folder);
            app.Lifetime.ApplicationStopped.Register(files.Dispose);
            app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = new NeverIncomplete(files) });
            app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = r => r.Context.Response.Headers.CacheControl = "no-cache" });
        }

        // Not an endpoint: where one is matched, static files step aside.
        app.Use((context, next) => context.Request.Path == "/" && context.GetEndpoint() is null
            ? Results.Text(Missing, "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context)
            : next());
    }

    private static string Folder(WebOptions options) =>
        Path.GetFullPath(options.AssetsFolder.Length > 0 ? options.AssetsFolder : Path.Combine(AppContext.BaseDirectory, "wwwroot"));

    /// <summary>Hides the start page while a file that it needs is not there.</summary>
    private sealed class NeverIncomplete(IFileProvider files) : IFileProvider
    {
        public IDirectoryContents GetDirectoryContents(string subpath) =>
            Needed.All(needed => files.GetFileInfo(needed).Exists) ? files.GetDirectoryContents(subpath) : NotFoundDirectoryContents.Singleton;

        public IFileInfo GetFileInfo(string subpath) => files.GetFileInfo(subpath);

        public Microsoft.Extensions.Primitives.IChangeToken Watch(string filter) => files.Watch(filter);
    }
}
