using System.Text.Json.Nodes;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector.Authentication;
using Newtonsoft.Json.Linq;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Teams;

namespace ReflectionBot.BotBuilder;

/// <summary>Handles the activities of Teams through the Bot Framework's adapter.</summary>
internal sealed partial class AdapterTurns(ReflectionAdapter adapter, IBot bot, ConnectorFactory connectors, ILogger<AdapterTurns> log) : ITeamsTurns
{
    /// <inheritdoc/>
    public async Task<TeamsReply> HandleAsync(ProvedActivity proved, TimeProvider time, CancellationToken cancel)
    {
        if (WireActivities.Read(proved.Body.Span) is not { } activity)
        {
            return new(400);
        }

        try
        {
            var answer = await adapter.RunAsync(TeamsOnlyAuthentication.Proved(proved.Token, connectors), activity, bot, cancel);
            return answer is null ? TeamsReply.Ok : new(answer.Status, answer.Body is JObject body ? JsonNode.Parse(body.ToString())!.AsObject() : null);
        }
        catch (NotTakenException e)
        {
            return e.Reply;
        }
        catch (UnauthorizedAccessException)
        {
            return new(403); // The service URL is unknown: the framework could not reply.
        }
        catch (Exception e) when (e is not (StoreUnavailableException or TableConflictException or TableLimitException or OperationCanceledException))
        {
            LogFailed(e.GetType().Name); // From the framework or from middleware: its message may contain what a person wrote.
            return new(503);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The Bot Framework failed on an activity ({Error}); it is not acknowledged")]
    private partial void LogFailed(string error);
}
