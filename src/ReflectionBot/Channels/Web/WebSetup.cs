using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Web.DirectLine;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Channels.Web.Transcripts;
using ReflectionBot.Channels.Web.TryOut;
using ReflectionBot.Checks;
using ReflectionBot.Core.Wording;
using ReflectionBot.Security;

namespace ReflectionBot.Channels.Web;

/// <summary>
/// Registers the web chat. The caller must register <c>ITableStore</c>, <c>ITurnHandler</c>, <c>PeopleStore</c>, <c>RoomStore</c>, <c>Recovery</c>,
/// <c>FileLinks</c>, and (where the defaults, such as the system's clock, are not wanted) <c>TimeProvider</c> or <c>DefaultLanguage</c>.
/// </summary>
public static class WebSetup
{
    /// <summary>Adds the web chat's services. Settings are checked when the host starts.</summary>
    public static IServiceCollection AddWebChat(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<WebOptions, WebOptionsCheck>(configuration.GetSection(WebOptions.Section), nameof(WebOptions.PublicUrl)).Configure(options => options.PublicUrl = configuration["PublicUrl"] ?? "");
        services.AddSettings<TryOutOptions>(configuration.GetSection(TryOutOptions.Section));
        services.AddHttpContextAccessor();
        // Only scripts and styles are compressed. Compressing content with words or tokens could reveal them through its length (the BREACH attack).
        services.AddResponseCompression(compression => (compression.EnableForHttps, compression.MimeTypes) = (true, ["text/javascript", "text/css"]));
        services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"]); // HostNames filters.
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new DefaultLanguage());
        services.AddSingleton(Key).AddSingleton<WebTokens>().AddSingleton<WebDirectory>().AddSingleton<WebSessions>();
        services.AddSingleton<WebGate>().AddSingleton<WebAddresses>().AddSingleton<TryOutAccess>().AddSingleton<PostLimit>().AddSingleton<HostNames>();
        services.AddSingleton<TranscriptSignals>().AddSingleton<WebTranscript>().AddSingleton<WebPeople>().AddSingleton<DirectLineStream>();
        services.AddSingleton(new LinkChannel(WebKeys.Channel));
        services.AddSingleton<WebPersons>().AddSingleton<Redemptions>().AddSingleton<Invitations>().AddSingleton<IInvitations>(s => s.GetRequiredService<Invitations>());
        services.AddSingleton<WebChannel>().AddSingleton<IChatChannel>(s => s.GetRequiredService<WebChannel>());
        services.AddSingleton<SessionAnswers>().AddSingleton<DirectLinePosts>();
        services.AddHostedService<TranscriptRetention>();
        return services;
    }

    /// <summary>Adds the web chat's security headers, WebSockets, page and endpoints to the application.</summary>
    public static WebApplication MapWebChat(this WebApplication app)
    {
        // Created now, so that a key that cannot be read or written stops the start, not the first request.
        _ = app.Services.GetRequiredService<SigningKey>();
        var isHttps = app.Services.GetRequiredService<IOptions<WebOptions>>().Value.PublicAddress?.Scheme == Uri.UriSchemeHttps;
        var installation = app.Services.GetRequiredService<DefaultLanguage>();
        app.Use((context, next) => SecurityHeaders.AddAsync(context, isHttps, _ => next()));
        app.Use((context, next) => RequestLanguage.HoldAsync(context, installation, _ => next()));
        app.Use((context, next) => context.RequestServices.GetRequiredService<HostNames>().FilterAsync(context, _ => next()));
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30) });
        WebPage.Use(app);
        DirectLineEndpoints.Map(app);
        SessionEndpoints.Map(app);
        TryOutEndpoints.Map(app);
        return app;
    }

    private static SigningKey Key(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<WebOptions>>().Value;
        return new(options.SigningKey, options.DataFolder);
    }
}
