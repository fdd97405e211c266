using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Storage;
using ReflectionBot.Diagnostics;
using ReflectionBot.Storage;
using ReflectionBot.Work;

namespace ReflectionBot;

/// <summary>The host: what it is made of, and how it starts. Reads like a table of contents.</summary>
public static class Bot
{
    /// <summary>Where it listens unless <c>Urls</c> says otherwise: this machine only.</summary>
    public const string DefaultUrl = "http://localhost:3978";

    /// <summary>Runs the bot until it is stopped.</summary>
    /// <returns>The exit code: 0 after a normal stop, 1 where it could not start (a sentence on standard error says why).</returns>
    public static Task<int> RunAsync(string[] args) => StartFailures.SayAsync(Console.Error, async () =>
    {
        await using var app = Build(args);
        await PrepareAsync(app, app.Lifetime.ApplicationStopping).ConfigureAwait(false);
        await app.RunAsync().ConfigureAwait(false);
    });

    /// <summary>Puts the host together.</summary>
    /// <param name="args">Settings, as on the command line.</param>
    /// <param name="change">What is to be different from the real one, made after all registrations: a clock, a server in process.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? change = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        if (string.IsNullOrEmpty(builder.Configuration["Urls"]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = true); // A wrong registration stops the start, not the first turn.

        // Request lines carry tokens in their query (the stream of Direct Line), so they are not logged.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddWork(builder.Configuration);
        builder.Services.AddWebChat(builder.Configuration);
        builder.Services.AddTryOut();
        builder.Services.AddDiagnostics(builder.Configuration);
        change?.Invoke(builder);

        var app = builder.Build();
        app.MapDiagnostics();
        app.MapWebChat();
        return app;
    }

    /// <summary>Creates what the store is missing, before the first turn.</summary>
    /// <exception cref="StoreUnavailableException">With a sentence that says what to do.</exception>
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(app);
        await app.Services.GetRequiredService<ITableStore>().PrepareAsync(cancel).ConfigureAwait(false);
        await app.Services.GetRequiredService<TryOutSeed>().PlantAsync(cancel).ConfigureAwait(false);
    }
}
