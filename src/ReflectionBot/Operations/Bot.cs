using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Mail;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Web;
using ReflectionBot.Channels.Web.TryOut;
using ReflectionBot.Checks;
using ReflectionBot.Files;
using ReflectionBot.Storage;

namespace ReflectionBot.Operations;

/// <summary>The host: how it is composed and started. Reads like a table of contents.</summary>
public static class Bot
{
    /// <summary>Runs the bot until it is stopped.</summary>
    /// <param name="args">Settings, e.g. <c>--Urls http://localhost:3979</c>.</param>
    /// <param name="errors">Receives the sentence that says why it could not start.</param>
    /// <param name="cancel">Stops it, as Ctrl+C does.</param>
    /// <param name="change">Changes made by another host, applied after all registrations.</param>
    /// <returns>The exit code: 0 after a normal stop, 1 if it could not start.</returns>
    public static Task<int> RunAsync(string[] args, TextWriter errors, CancellationToken cancel, Action<WebApplicationBuilder>? change = null) => StartFailures.SayAsync(errors, async () =>
    {
        await using var app = Build(args, change);
        try
        {
            await WaitingRoom.PrepareAsync(app, () => Waiting(args), cancel);
        }
        catch (OperationCanceledException)
        {
            return; // Stopped while it waited for its store: a normal stop.
        }

        await app.RunAsync(cancel);
    });

    /// <summary>Composes the host.</summary>
    /// <param name="args">Settings, as on the command line.</param>
    /// <param name="change">Differences from the real host, applied after all registrations: e.g. a clock, an in-process server.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? change = null)
    {
        var builder = Host(args);
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = true); // A wrong registration stops the start, not the first turn.

        var started = false; // Before the start, the host's own stack trace would only hide the sentence from StartFailures.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => started && level >= LogLevel.Information);
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddWork(builder.Configuration);
        builder.Services.AddFiles(builder.Configuration);
        builder.Services.AddWebChat(builder.Configuration);
        builder.Services.AddTeams(builder.Configuration);
        builder.Services.AddSlack(builder.Configuration);
        builder.Services.AddMail(builder.Configuration);
        builder.Services.AddTryOut();
        builder.Services.AddDiagnostics(builder.Configuration);
        change?.Invoke(builder);
        builder.Services.ReadOnceInATurn();

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => started = true);
        app.MapDiagnostics();
        app.MapWebChat();
        app.MapTeams();
        app.MapSlack();
        app.MapFiles();
        MailEndpoints.Map(app);
        return app;
    }

    /// <summary>The application that listens until the store is available. If it cannot listen, only the sentence from StartFailures is printed.</summary>
    private static WebApplication Waiting(string[] args)
    {
        var builder = Host(args);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        return builder.Build();
    }

    /// <summary>The common part of all web hosts of the program: where they listen, and what they log.</summary>
    private static WebApplicationBuilder Host(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        KnownSettings.Check(builder.Configuration);
        Listen(builder);

        // Request lines carry tokens in their query (the stream of Direct Line), so they are not logged.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        return builder;
    }

    /// <summary>Urls first; otherwise the ports that container images set (ASPNETCORE_HTTP_PORTS), on every address; otherwise this machine only.</summary>
    private static void Listen(WebApplicationBuilder builder)
    {
        if (builder.Configuration["Urls"] is { Length: > 0 } urls)
        {
            if (!urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(IsAddress))
            {
                throw new CannotStartException($"The configuration is wrong. Urls must be the addresses to listen on, separated by semicolons, without a path, e.g. {Listening.DefaultUrl} or http://*:3978.");
            }

            return;
        }

        var ports = ((string[])["HTTP_PORTS", "HTTPS_PORTS"]).Where(key => builder.Configuration[key] is { Length: > 0 }).ToList();
        if (ports.FirstOrDefault(key => !builder.Configuration[key]!.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(p => ushort.TryParse(p, out _))) is { } wrong)
        {
            throw new CannotStartException($"The configuration is wrong. ASPNETCORE_{wrong} must be port numbers separated by semicolons, e.g. 8080; or set Urls to addresses such as http://*:8080.");
        }

        if (ports.Count == 0)
        {
            builder.WebHost.UseUrls(Listening.DefaultUrl);
        }
    }

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal), UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https" && address.PathAndQuery == "/";

    /// <summary>Creates what is missing in the store, before the first turn.</summary>
    /// <exception cref="StoreUnavailableException">The message is a sentence that says what to do.</exception>
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancel)
    {
        await app.Services.GetRequiredService<ITableStore>().PrepareAsync(cancel);
        await app.Services.GetRequiredService<TryOutSeed>().PlantAsync(cancel);
    }
}
