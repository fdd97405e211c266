using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Teams.Cards;
using ReflectionBot.Channels.Teams.People;
using ReflectionBot.Channels.Teams.Reading;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Channels.Teams;

/// <summary>Handles a proved activity up to the store, and returns the answer to Teams. An activity that is not stored is not acknowledged.</summary>
internal sealed partial class TeamsTurns(ITurnHandler turns, TeamsArrivals arrivals, TeamsChannel channel, TeamsWindows windows, TeamsFiles files, ReaderLanguage readers, ILogger<TeamsTurns> log) : ITeamsTurns
{
    private const int MostMentions = 10;

    private static readonly TimeSpan MentionLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TellLimit = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public Task<TeamsReply> HandleAsync(ProvedActivity proved, TimeProvider time, CancellationToken cancel)
    {
        return HandleAsync(proved.Activity, time, cancel);
    }

    /// <summary>Handles one activity.</summary>
    /// <param name="activity">The activity; its sender is proved, and the proof covers it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">The turn's own limit, not the request's.</param>
    public async Task<TeamsReply> HandleAsync(Activity activity, TimeProvider time, CancellationToken cancel)
    {
        // The answer to an invoke is shown only to the person who pressed the button, so it is in their language. A post that several people read is in the installation's language.
        using var language = Language.In(readers.Of(activity.Type == "invoke" || !TeamsReader.IsShared(activity) ? activity.Locale : null));
        var reading = TeamsReader.Read(activity, time.GetUtcNow());
        if (reading is not (TeamsReading.Event or TeamsReading.Ignored or TeamsReading.Malformed))
        {
            await arrivals.NoteServiceAsync(activity, cancel);
        }

        switch (reading)
        {
            case TeamsReading.Event found:
                return await EventAsync(activity, found, time, cancel);
            case TeamsReading.ComeOrGone move:
                return await arrivals.TakeAsync(activity, move, cancel) is TurnOutcome.NotStored ? new(503) : TeamsReply.Ok;
            case TeamsReading.OpenWindow wish:
                return new(200, await windows.OpenAsync(wish, cancel));
            case TeamsReading.FileConsent consent:
                await files.TakeAsync(consent.Answer, cancel);
                return TeamsReply.Ok;
            case TeamsReading.Malformed { Sentence: var sentence }:
                return activity.Name == "adaptiveCard/action" ? new(200, TeamsInvokeResponses.Failed(400, "NotUnderstood", sentence)) : new(400);
            default:
                return TeamsReply.Ok;
        }
    }

    private async Task<TeamsReply> EventAsync(Activity activity, TeamsReading.Event found, TimeProvider time, CancellationToken cancel)
    {
        var outcome = await TakeAsync(activity, found, time, cancel);
        if (outcome is not TurnOutcome.NotStored { Sentence: var sentence })
        {
            return activity.Name == "adaptiveCard/action" ? new(200, TeamsInvokeResponses.Taken()) : TeamsReply.Ok;
        }

        if (activity.Type != "invoke")
        {
            await TellAsync(found.Inbound.Conversation, sentence, time);
        }

        // On an error a window stays open, and the typed text stays in it.
        return activity.Name == "adaptiveCard/action" ? new(200, TeamsInvokeResponses.Failed(500, "NotSaved", sentence)) : new(503);
    }

    private async Task<TurnOutcome> TakeAsync(Activity activity, TeamsReading.Event found, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            await arrivals.NoteServiceAsync(activity, cancel);
            await arrivals.NoteSenderAsync(activity, found.Inbound, cancel);
            var inbound = found.Inbound is MessagePosted { Conversation.Shared: true } posted && found.Mentions.Count > 0
                ? await MentionsAsync(posted, found.Mentions, time, cancel)
                : found.Inbound;
            return await turns.HandleAsync(inbound, [], cancel);
        }
        catch (Exception e) when (e is StoreUnavailableException or TableConflictException or OperationCanceledException)
        {
            return TurnOutcome.NotStored.Now;
        }
    }

    /// <summary>Looks up the people who were mentioned. In the marks of the text, their ids in addresses replace their ids in Teams.</summary>
    private async Task<MessagePosted> MentionsAsync(MessagePosted posted, IReadOnlyList<(string Id, string Name)> mentions, TimeProvider time, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(MentionLimit, time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token); // The name alone may be enough; a command must not wait for the lookup.
        var (known, marked) = (new List<ChatMember>(), posted.Marked);
        foreach (var (id, name) in mentions.Take(MostMentions))
        {
            try
            {
                if (await channel.MentionedAsync(posted.Conversation, id, enough.Token) is { } member)
                {
                    known.Add(member with { Name = name }); // The name as written in the text.
                    marked = marked?.Replace(MentionMarks.Of(id), MentionMarks.Of(member.Address.User), StringComparison.Ordinal);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                LogMention(e.GetType().Name); // The name alone may be enough.
            }
        }

        return posted with { Mentions = known, Marked = marked };
    }

    /// <summary>Tells the sender that their message was not kept. Not through the outbox, because the store is what failed; so this may fail too.</summary>
    private Task<SendOutcome?> TellAsync(ConversationAddress place, string sentence, TimeProvider time) =>
        Soon.AskAsync(TellLimit, time, ends => channel.SendAsync(place, "", NoticeMessage.Of(sentence), ends)!, LogNotTold, CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody who was mentioned could not be looked up ({Error})")]
    private partial void LogMention(string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message was not kept, and whoever wrote it could not be told ({Error})")]
    private partial void LogNotTold(string error);
}
