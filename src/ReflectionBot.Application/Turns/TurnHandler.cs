using Microsoft.Extensions.Logging;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Turns.Direct;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Turns;

/// <summary>Takes every event as far as the store: finds who and where, and hands it to the direct chat's or the channel's turn.</summary>
public sealed partial class TurnHandler : ITurnHandler
{
    private static string Unknown => TurnWording.ThatTookTooLongAndI;

    private const int Tries = 10;

    private readonly PeopleStore _people;
    private readonly DirectMessageHandler _direct;
    private readonly ChannelMessageHandler _channel;
    private readonly ChatLinks _links;
    private readonly SnapshotTables _tables;
    private readonly DefaultLanguage _language;
    private readonly TimeProvider _time;
    private readonly TurnOrder _order = new();
    private readonly ILogger _log;

    /// <summary>A handler for all channels.</summary>
    public TurnHandler(PeopleStore people, DirectMessageHandler direct, ChannelMessageHandler channel, ChatLinks links, SnapshotTables tables, DefaultLanguage language, TimeProvider time, ILogger<TurnHandler> log)
    {
        _language = language;
        _tables = tables;
        _time = time;
        _people = people;
        _direct = direct;
        _channel = channel;
        _links = links;
        _log = log;
    }

    /// <inheritdoc/>
    public async Task<TurnOutcome> HandleAsync(InboundEvent inbound, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        try
        {
            return inbound is LinkOpened or RoomProved or WordsTried or WordsRenewed
                ? await LinkAsync(inbound, cancel) ? new TurnOutcome.Stored() : new TurnOutcome.Duplicate()
                : await _order.AfterAsync(Keys.Address(inbound.From), () => TakeAsync(inbound, alongside, cancel), cancel);
        }
        catch (TableLimitException e)
        {
            LogNotStored(inbound.GetType().Name, e.Message);
            return new TurnOutcome.NotStored(TurnWording.ThatIsTooLongForMe, ForGood: true);
        }
        catch (StoreUnavailableException e) when (e.IsUnknown)
        {
            LogNotStored(inbound.GetType().Name, e.Message);
            return new TurnOutcome.NotStored(Unknown);
        }
        catch (Exception e) when (e is StoreUnavailableException or TableConflictException)
        {
            LogNotStored(inbound.GetType().Name, e.Message);
            return TurnOutcome.NotStored.Now;
        }
        catch (OperationCanceledException)
        {
            LogNotStored(inbound.GetType().Name, "the turn took too long");
            return new TurnOutcome.NotStored(Unknown);
        }
    }

    // What happens to links is about a person, and done by whoever holds one: it moves nothing of what is known about its sender.
    private async Task<bool> LinkAsync(InboundEvent inbound, CancellationToken cancel)
    {
        // Told to the person, wherever they are, and not to whoever holds the link.
        var whose = await _people.FindAsync(inbound is LinkOpened { Whose: var owner } ? owner : inbound.From, cancel);
        using var language = Language.In(whose?.Language ?? _language.Name);
        return inbound switch
        {
            LinkOpened opened => await _links.OpenedAsync(opened, cancel),
            RoomProved proved => await _links.ProvedAsync(proved, cancel),
            WordsTried tried => await _links.TriedAsync(tried, cancel),
            WordsRenewed renewed => await _links.RenewedAsync(renewed, cancel),
            _ => throw new InvalidOperationException($"{inbound.GetType().Name} is nothing about links"),
        };
    }

    /// <summary>From rows that are read once; where others changed them before anything was committed, all of it again.</summary>
    private async Task<TurnOutcome> TakeAsync(InboundEvent inbound, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        for (var tries = Tries; ; tries--)
        {
            using var turn = _tables.Begin();
            try
            {
                await TurnReads.AheadAsync(turn, inbound, cancel);
                return await OnceAsync(inbound, alongside, cancel);
            }
            catch (TableConflictException) when (tries > 1 && !turn.HasCommitted)
            {
                // What it decided from is not so any more.
            }
        }
    }

    private async Task<TurnOutcome> OnceAsync(InboundEvent inbound, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var known = await _people.FindAsync(inbound.From, cancel);
        var person = known is null ? null : await _people.NoteAsync(known, inbound, cancel);
        if (person?.IsNew == true && PeopleStore.IsTheirs(inbound))
        {
            alongside = [.. alongside, new RunJob(Ids.New(_time), new ReachableAgain(person.Id))]; // Their first time here: facilitators see who has no chat yet.
        }

        using var language = Language.In((inbound.Conversation.Shared ? null : person?.Language) ?? _language.Name);
        var taken = inbound.Conversation.Shared
            ? await _channel.HandleAsync(inbound, person, alongside, cancel)
            : await _direct.HandleAsync(inbound, person, person?.HasMoved == true, alongside, cancel);
        if (person is not null && (person.IsNew || (person.HasMoved && !inbound.Conversation.Shared)) && PeopleStore.IsTheirs(inbound))
        {
            await ArrivedAsync(person, inbound.Conversation.Shared, cancel);
        }

        return taken ? new TurnOutcome.Stored() : new TurnOutcome.Duplicate();
    }

    /// <summary>The turn is stored: what fails here must not say that it was not. They count as moved once more, and see again what waits for them.</summary>
    private async Task ArrivedAsync(Person person, bool shared, CancellationToken cancel)
    {
        try
        {
            await _people.ArrivedAsync(person, shared, cancel);
        }
        catch (Exception e) when (e is StoreUnavailableException or TableConflictException or OperationCanceledException)
        {
            LogStillMoved(e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "It could not be noted that somebody has arrived at another chat ({Error})")]
    private partial void LogStillMoved(string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Event} could not be stored: {Reason}")]
    private partial void LogNotStored(string @event, string reason);
}
