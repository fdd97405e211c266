using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Reading;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.People;

/// <summary>
/// What is neither a message nor a click: a person opens the app or a window, or the bot joins or leaves a channel. Slack reports joining and leaving
/// in several events and in any order. So what is already known changes nothing, and each arrival has one key.
/// </summary>
internal sealed class SlackMembership(ITurnHandler turns, SlackDirectory directory, ChatPlaces places, SlackPeople people, SlackWindows windows, SlackHome home, SlackApi api)
{
    /// <summary>Handles one of these readings; ignores others.</summary>
    public async Task<TurnOutcome> TakeAsync(SlackReading reading, SlackAccess access, CancellationToken cancel)
    {
        switch (reading)
        {
            case SlackReading.OpenForm wish:
                await windows.OpenAsync(wish, access, cancel);
                break;
            case SlackReading.MarkMilestone wish:
                await windows.OpenAsync(wish, access, cancel);
                break;
            case SlackReading.Overview wish:
                await home.OpenAsync(access, wish.From, wish.Trigger, cancel);
                break;
            case SlackReading.Opened { Home: true } opened:
                await home.PublishAsync(access, opened.From, cancel);
                break;
            case SlackReading.Opened opened:
                return await GreetAsync(opened, access, cancel);
            case SlackReading.ComeOrGone move:
                return await (move.Come ? ComeAsync(move, access, cancel) : places.GoneAsync(turns, move.Place, move.From, move.At, cancel));
        }

        return new TurnOutcome.Stored();
    }

    /// <summary>Greets a person who opens their chat with the bot for the first time.</summary>
    private async Task<TurnOutcome> GreetAsync(SlackReading.Opened opened, SlackAccess access, CancellationToken cancel)
    {
        if (await directory.DirectAsync(access.Team, opened.From.User, cancel) is not null)
        {
            return new TurnOutcome.Duplicate();
        }

        var profile = await people.ProfileAsync(access, opened.From.User, cancel);
        var key = EventKeys.Of(SlackNames.Channel, "hello", access.Team, opened.From.User, opened.Channel);
        var arrival = new BotInstalled(key, opened.From, SlackNames.Direct(access.Team, opened.Channel), opened.At) { Sender = profile };
        var outcome = await turns.HandleAsync(arrival, [], cancel);
        if (outcome is not TurnOutcome.NotStored)
        {
            await directory.NoteDirectAsync(access.Team, opened.From.User, opened.Channel, cancel);
        }

        return outcome;
    }

    private async Task<TurnOutcome> ComeAsync(SlackReading.ComeOrGone move, SlackAccess access, CancellationToken cancel)
    {
        var place = await places.FindAsync(move.Place, cancel) ?? new(move.Place.Id, false, 0);
        if (place.Present || move.At < place.MovedAt || (move.IsOfAny && !await IsInAsync(access, place.Id, cancel)))
        {
            return new TurnOutcome.Duplicate();
        }

        var outcome = await turns.HandleAsync(new BotInstalled(ChatPlaces.Key("come", SlackNames.Channel, place.Id, place.Times), move.From, move.Place, move.At), [], cancel);
        if (outcome is not TurnOutcome.NotStored)
        {
            await places.ChangeAsync(move.Place, p => p.Times > place.Times || move.At < p.MovedAt ? p : p with { Present = true, MovedAt = move.At }, cancel);
        }

        return outcome;
    }

    /// <summary>Asks Slack whether the bot is in a channel.</summary>
    /// <exception cref="ChannelBusyException">Slack cannot say now.</exception>
    private async Task<bool> IsInAsync(SlackAccess access, string channel, CancellationToken cancel) => await api.ConversationAsync(access, channel, cancel) switch
    {
        SlackResult<SlackConversation>.Done { Value: { IsMember: true, IsArchived: false } } => true,
        SlackResult<SlackConversation>.Busy busy => throw new ChannelBusyException(busy.After),
        _ => false,
    };
}
