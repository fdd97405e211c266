using System.Text.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Channels.Slack.Reading;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Wording;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack;

/// <summary>
/// The entry point for both transports: finds the workspace, reads the payload, passes it on until it is stored, and returns the answer to Slack in time.
/// What is not stored is not acknowledged: Slack sends events again, and a person who clicked a button or typed a command is told.
/// </summary>
internal sealed partial class SlackDispatcher(SlackInstallations installations, SlackEventHandler turns, SlackMembership arrivals, SlackPeople people, ReaderLanguage readers, SlackApi api, TimeProvider time, ILogger<SlackDispatcher> log)
{
    /// <summary>Slack gives up after three seconds, including the time on the network.</summary>
    internal static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(2.4);

    /// <summary>Slack sends an event four times in all: at once, again at once, after one minute, and after five minutes.</summary>
    private const int LastRetry = 3;

    private static readonly TimeSpan TellLimit = TimeSpan.FromSeconds(5);
    private readonly TurnOrder _order = new();

    private static string NotTakenOut => SlackWording.YouDeletedAMessageAndI;
    private static string NotChanged => SlackWording.YouChangedAMessageAndI;
    private static string NotHere => SlackWording.IAmNotInstalledInThe;
    private static string NoName => SlackWording.SlackDoesNotTellMeIn;

    /// <summary>Handles one arrival. See <see cref="SlackReceive"/>.</summary>
    public async Task<SlackAck> ReceiveAsync(SlackArrival arrival, CancellationToken cancel)
    {
        SlackInstallation? installation = null;
        try
        {
            using var limit = new CancellationTokenSource(TurnLimit, time);
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
            return await _order.AfterAsync(SlackPayload.Person(arrival.Payload), async () =>
            {
                using var language = To(arrival);
                installation = await FindAsync(arrival, ends.Token);
                if (installation is null)
                {
                    if (SlackPayload.Teams(arrival.Payload).Count == 0)
                    {
                        LogNoWorkspace();
                    }
                    else
                    {
                        LogNotInstalled();
                    }

                    return Told(arrival, NotHere); // Sent again, it would have the same result.
                }

                var reading = SlackReader.Read(arrival, installation.Team, installation.BotUser, time.GetUtcNow());
                return await TakeAsync(arrival, reading, installation, ends.Token);
            }, ends.Token);
        }
        catch (Exception e)
        {
            LogNotTaken(arrival.Kind, e.GetType().Name);
            using var language = To(arrival);
            return Refused(arrival, installation, TurnOutcome.NotStored.Now);
        }
    }

    /// <summary>All texts from here go only to the person who acted, in their language if it is in memory.</summary>
    private Language.Scope To(SlackArrival arrival) => Language.In(readers.Of(
        SlackPayload.Teams(arrival.Payload).Select(team => people.LocaleOf(team, SlackPayload.Person(arrival.Payload))).FirstOrDefault(locale => locale is not null)));

    private async Task<SlackInstallation?> FindAsync(SlackArrival arrival, CancellationToken cancel)
    {
        foreach (var team in SlackPayload.Teams(arrival.Payload))
        {
            if (await installations.FindAsync(team, cancel) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private async Task<SlackAck> TakeAsync(SlackArrival arrival, SlackReading reading, SlackInstallation installation, CancellationToken cancel)
    {
        switch (reading)
        {
            case SlackReading.Event found:
                return await turns.TakeAsync(found, installation.Access, cancel) switch
                {
                    TurnOutcome.NotStored not => Refused(arrival, installation, not),
                    _ => SlackAck.Ok,
                };
            case SlackReading.Form form:
                return await turns.TakeAsync(form, installation.Access, cancel) switch
                {
                    TurnOutcome.NotStored not => Refused(arrival, installation, not),
                    _ => SlackAck.Ok,
                };
            case SlackReading.Nameless:
                LogNameless(arrival.Kind);
                return Told(arrival, NoName);
            case SlackReading.Uninstalled { At: var at }:
                await installations.ForgetAsync(installation.Team, at, cancel);
                LogUninstalled();
                return SlackAck.Ok;
            default:
                return await arrivals.TakeAsync(reading, installation.Access, cancel) is TurnOutcome.NotStored lost ? Refused(arrival, installation, lost) : SlackAck.Ok;
        }
    }

    /// <summary>Tells the person why their command or click had no effect. Sent again, it would have the same result.</summary>
    private SlackAck Told(SlackArrival arrival, string sentence) =>
        arrival.Kind == SlackArrivalKind.Event || Refused(arrival, null, new(sentence, ForGood: true)) is not { Payload: { } payload } ? SlackAck.Ok : new(true, payload);

    /// <summary>Tells the person that something was not stored, if there is a way to tell them.</summary>
    private SlackAck Refused(SlackArrival arrival, SlackInstallation? installation, TurnOutcome.NotStored not)
    {
        switch (arrival.Kind)
        {
            case SlackArrivalKind.Command:
                return new(true, new JsonObject { ["response_type"] = "ephemeral", ["text"] = not.Sentence });
            case SlackArrivalKind.Interaction when InputBlock(arrival.Payload) is { } block:
                return new(true, new JsonObject { ["response_action"] = "errors", ["errors"] = new JsonObject { [block] = not.Sentence.Replace("`", "", StringComparison.Ordinal) } });
            case SlackArrivalKind.Interaction:
                if (arrival.Payload.Word("response_url") is { } address)
                {
                    _ = TellAsync(cancel => api.RespondAsync(address, not.Sentence, cancel));
                }

                return SlackAck.NotTaken;
            default:
                if (installation is not null && (not.ForGood || arrival.Retry >= LastRetry))
                {
                    TellAuthor(arrival, installation, not.Sentence);
                }

                return new(not.ForGood);
        }
    }

    /// <summary>The block at which an error is shown. A window that shows an error stays open and keeps the typed text.</summary>
    private static string? InputBlock(JsonElement payload) =>
        payload.Word("type") == "view_submission" && payload.Part("view")?.Part("blocks") is { ValueKind: JsonValueKind.Array } blocks
            ? blocks.EnumerateArray().FirstOrDefault(b => b.Word("type") == "input").Word("block_id") : null;

    private void TellAuthor(SlackArrival arrival, SlackInstallation installation, string sentence)
    {
        if (SlackReader.Read(arrival, installation.Team, installation.BotUser, time.GetUtcNow()) is SlackReading.Event { Inbound: { Conversation: { } place, From: { } from } inbound })
        {
            var told = inbound switch { MessageDeleted => NotTakenOut, MessageEdited => NotChanged, _ => sentence };
            var part = BlockRenderer.Render(NoticeMessage.Of(told)).Parts[0];
            var post = new SlackPost(place.Id, part.Text, part.Blocks, place.Thread);
            _ = TellAsync(cancel => place.Shared
                ? api.PostEphemeralAsync(installation.Access, post, from.User, cancel)
                : api.PostAsync(installation.Access, post, cancel));
        }
    }

    /// <summary>Bypasses the outbox, because the store is what failed. So this may fail too. Nothing waits for it, and it does not throw.</summary>
    private Task<T?> TellAsync<T>(Func<CancellationToken, Task<T>> tell) => Soon.AskAsync(TellLimit, time, tell!, LogNotTold, CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Information, Message = "Something came from a workspace of Slack in which the bot is not installed; it is dropped")]
    private partial void LogNotInstalled();

    [LoggerMessage(Level = LogLevel.Information, Message = "Something came from Slack that names no workspace by an id of Slack's form, so nobody can tell whose it is; it is dropped")]
    private partial void LogNoWorkspace();

    [LoggerMessage(Level = LogLevel.Information, Message = "A Slack {Kind} names its author or its place by an id that is not of Slack's form, so nobody can tell whose it is; it is dropped")]
    private partial void LogNameless(SlackArrivalKind kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "A Slack {Kind} was not taken ({Error}); it is not acknowledged")]
    private partial void LogNotTaken(SlackArrivalKind kind, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bot was taken out of a workspace of Slack; its token there is forgotten")]
    private partial void LogUninstalled();

    [LoggerMessage(Level = LogLevel.Error, Message = "Something from Slack was not kept, and whoever sent it could not be told ({Error})")]
    private partial void LogNotTold(string error);
}
