using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using FrameworkActivity = Microsoft.Bot.Schema.Activity;

namespace ReflectionBot.BotBuilder;

/// <summary>
/// The Bot Framework's adapter. An organisation can add its own middleware to it (<c>Use</c>). It gets only requests that our own endpoint has
/// accepted; its <c>ProcessAsync</c>, which reads a body of any size before it checks the token, is not mapped. It has no log, because it would log
/// the content of activities; failures are logged by <see cref="AdapterTurns"/>.
/// </summary>
internal sealed class ReflectionAdapter(BotFrameworkAuthentication authentication) : CloudAdapter(authentication, NullLogger.Instance)
{
    /// <summary>Runs the pipeline for an activity with an authenticated sender.</summary>
    /// <returns>The response to an <c>invoke</c>; null for any other activity.</returns>
    public Task<InvokeResponse?> RunAsync(AuthenticateRequestResult proved, FrameworkActivity activity, IBot bot, CancellationToken cancel)
    {
        return ProcessActivityAsync(proved, activity, bot.OnTurnAsync, cancel)!;
    }
}
