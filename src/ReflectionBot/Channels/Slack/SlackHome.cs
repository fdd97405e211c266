using ReflectionBot.Application.Views;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Channels.Slack;

/// <summary>Shows people their overview, in the App Home and in a window. This is only a convenience: everything on it can also be typed.</summary>
internal sealed partial class SlackHome(PersonOverview pages, SlackApi api, TimeProvider time, ILogger<SlackHome> log)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Publishes the person's App Home in its current state.</summary>
    public Task PublishAsync(SlackAccess access, ChatAddress who, CancellationToken cancel) => SoonAsync(async token =>
    {
        var page = await pages.OfAsync(who, token);
        using var language = Language.In(page.Language);
        var view = ViewRenderer.Home(page);
        return await api.PublishHomeAsync(access, who.User, view, token);
    }, cancel);

    /// <summary>Opens the same overview in a window.</summary>
    public Task OpenAsync(SlackAccess access, ChatAddress who, string trigger, CancellationToken cancel) => SoonAsync(async token =>
    {
        var page = await pages.OfAsync(who, token);
        using var language = Language.In(page.Language);
        var view = ViewRenderer.Home(page, modal: true);
        return await api.OpenViewAsync(access, trigger, view, token);
    }, cancel);

    private Task<SlackResult<SlackView>?> SoonAsync(Func<CancellationToken, Task<SlackResult<SlackView>>> show, CancellationToken cancel) => Soon.AskAsync(Limit, time, async enough =>
    {
        var shown = await show(enough);
        if (shown is not SlackResult<SlackView>.Done)
        {
            LogNotShown((shown as SlackResult<SlackView>.Failed)?.Code ?? "busy");
        }

        return shown;
    }, LogNotShown, cancel);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody's overview could not be shown in Slack ({Reason})")]
    private partial void LogNotShown(string reason);
}
