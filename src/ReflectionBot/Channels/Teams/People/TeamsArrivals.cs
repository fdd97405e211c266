using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Teams.Connector;
using ReflectionBot.Channels.Teams.Reading;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Teams.People;

/// <summary>
/// Stores the places that the bot is in and the people who write to it. Teams reports an arrival or removal in several activities, repeatedly, and in
/// any order (seen). A repeated report changes nothing, and each arrival has one name, so it is greeted once.
/// </summary>
internal sealed partial class TeamsArrivals(TeamsDirectory directory, ChatPlaces places, ITurnHandler turns, TeamsGreetings greetings, ServiceUrls urls, ILogger<TeamsArrivals> log)
{
    /// <summary>Stores what every activity shows: where the tenant is served, and the bot's id there.</summary>
    public async Task NoteServiceAsync(Activity activity, CancellationToken cancel)
    {
        if (TeamsReader.Tenant(activity) is not { } tenant || activity is not { ServiceUrl: { } url, Recipient.Id: { } bot } || !bot.StartsWith(TeamsNames.BotPrefix, StringComparison.Ordinal))
        {
            return;
        }

        if (urls.Known(url) is null)
        {
            LogUnknownHost(Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : "?");
        }
        else
        {
            await directory.NoteServiceAsync(tenant, new(url, bot), cancel);
        }
    }

    /// <summary>Stores the sender's place and account: the bot is in that place, and can write to the sender.</summary>
    public async Task NoteSenderAsync(Activity activity, InboundEvent inbound, CancellationToken cancel)
    {
        var (tenant, place) = (inbound.Conversation.Workspace, inbound.Conversation);
        await directory.NoteSenderAsync(tenant, inbound.From.User, (activity.From!.Id, inbound.Sender?.Name, place), account => account with
        {
            TeamsId = activity.From!.Id!,
            Name = inbound.Sender?.Name ?? account.Name,
            Direct = place.Shared || inbound.At < account.MovedAt ? account.Direct : place.Id,
        }, cancel);

        if (place.Shared)
        {
            await NotePlaceAsync(place, TeamsReader.Team(activity), inbound.At, cancel);
        }
    }

    /// <summary>The bot was added to a place, or removed from it.</summary>
    public Task<TurnOutcome> TakeAsync(Activity activity, TeamsReading.ComeOrGone move, CancellationToken cancel) => (move.Place.Shared, move.Come) switch
    {
        (true, true) => greetings.ComeToAsync(TeamsReader.Team(activity), move, cancel),
        (true, false) => GoneFromAsync(move, cancel),
        (false, true) => ComeToPersonAsync(activity, move, cancel),
        _ => GoneFromPersonAsync(move, cancel),
    };

    /// <summary>A bot that is removed from a team is removed from all its channels.</summary>
    private async Task<TurnOutcome> GoneFromAsync(TeamsReading.ComeOrGone move, CancellationToken cancel)
    {
        TurnOutcome outcome = new TurnOutcome.Duplicate();
        foreach (var place in await places.PresentAsync(TeamsNames.Channel, move.Place.Workspace, cancel).Where(p => p.Id == move.Place.Id || p.Team == move.Place.Id).ToListAsync(cancel))
        {
            outcome = await places.GoneAsync(turns, move.Place with { Id = place.Id }, move.From, move.At, cancel);
            if (outcome is TurnOutcome.NotStored)
            {
                return outcome;
            }
        }

        return outcome;
    }

    private async Task<TurnOutcome> ComeToPersonAsync(Activity activity, TeamsReading.ComeOrGone move, CancellationToken cancel)
    {
        var tenant = move.Place.Workspace;
        var known = await directory.AccountAsync(tenant, move.From.User, cancel);
        if (move.At < known?.MovedAt)
        {
            return new TurnOutcome.Duplicate();
        }

        if (known?.Direct is not null)
        {
            await directory.ChangeAsync(tenant, move.From.User, a => a with { MovedAt = Later(a.MovedAt, move.At) }, cancel);
            return new TurnOutcome.Duplicate();
        }

        var name = move.Sender.Name ?? known?.Name ?? await greetings.NameAsync(move.Place, activity.From!.Id!, cancel);
        var arrival = new BotInstalled(ChatPlaces.Key("come", TeamsNames.Channel, move.From.User, known?.Times ?? 0), move.From, move.Place, move.At) { Sender = move.Sender with { Name = name } };
        var outcome = await turns.HandleAsync(arrival, [], cancel);
        if (outcome is not TurnOutcome.NotStored)
        {
            await directory.ChangeAsync(tenant, move.From.User, a => move.At < a.MovedAt ? a : a with { TeamsId = activity.From!.Id!, Name = name ?? a.Name, Direct = move.Place.Id, MovedAt = move.At }, cancel);
        }

        return outcome;
    }

    private async Task<TurnOutcome> GoneFromPersonAsync(TeamsReading.ComeOrGone move, CancellationToken cancel)
    {
        if (await directory.AccountAsync(move.Place.Workspace, move.From.User, cancel) is not { } account || move.At < account.MovedAt)
        {
            return new TurnOutcome.Duplicate();
        }

        var outcome = await turns.HandleAsync(new BotRemoved(ChatPlaces.Key("gone", TeamsNames.Channel, account.User, account.Times), move.From, move.Place, move.At), [], cancel);
        if (outcome is not TurnOutcome.NotStored)
        {
            await directory.ChangeAsync(move.Place.Workspace, account.User, a => a.Times > account.Times || move.At < a.MovedAt ? a : a with { Direct = null, Times = account.Times + 1, MovedAt = move.At }, cancel);
        }

        return outcome;
    }

    private Task NotePlaceAsync(ConversationAddress place, string? team, DateTimeOffset at, CancellationToken cancel) =>
        places.ChangeAsync(place, p => p with { Team = team ?? p.Team, Present = p.Present || p.MovedAt is null || !(at < p.MovedAt) }, cancel);

    internal static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    [LoggerMessage(Level = LogLevel.Error, Message = "Teams serves the tenant from {Host}, which is none of the known hosts, so nothing is sent there. If it is Microsoft's, add it to Teams:ServiceHosts.")]
    private partial void LogUnknownHost(string host);
}
