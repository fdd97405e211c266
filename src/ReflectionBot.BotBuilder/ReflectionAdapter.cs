using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using FrameworkActivity = Microsoft.Bot.Schema.Activity;

namespace ReflectionBot.BotBuilder;

/// <summary>
/// The Bot Framework's adapter. Middleware that an organisation runs in its bots is added to it (<c>Use</c>). It gets only what our own endpoint let
/// through; its <c>ProcessAsync</c>, which reads a body of any size before it checks the token, is not mapped. It has no log: it would write what stands
/// in an activity, and what fails is logged by <see cref="AdapterTurns"/>.
/// </summary>
internal sealed class ReflectionAdapter(BotFrameworkAuthentication authentication) : CloudAdapter(authentication, NullLogger.Instance)
{
    /// <summary>Runs the pipeline for an activity whose sender is proved.</summary>
    /// <returns>What an <c>invoke</c> is answered; null for all else.</returns>
    public Task<InvokeResponse?> RunAsync(AuthenticateRequestResult proved, FrameworkActivity activity, IBot bot, CancellationToken cancel)
    {
        return ProcessActivityAsync(proved, activity, bot.OnTurnAsync, cancel)!;
    }
}
