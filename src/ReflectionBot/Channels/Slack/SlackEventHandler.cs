using System.Text.RegularExpressions;
using NodaTime;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Commands.Rounds;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Channels.Slack.Reading;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack;

/// <summary>Handles messages, button clicks and forms until they are stored.</summary>
internal sealed partial class SlackEventHandler(ITurnHandler turns, SlackPeople people, SlackDirectory directory, SlackChats chats, SlackWindows windows, SlackHome home, ReaderLanguage readers)
{
    private static string NoChat => SlackWording.ICannotWriteToYouIn;
    private static string Outside => SlackWording.IAmNotInThisChannel;
    private static string FromElsewhere => SlackWording.AProjectIsSetUpBy;
    private static string NoTeam => SlackWording.SlackDoesNotTellMeWhich;
    private static string WhoAreYou => SlackWording.SlackDoesNotTellMeJust;
    private static string NotOpen => SlackWording.ThisIsNotSavedThoseQuestions;
    private const int MostEmails = 5;
    private static string NotYours => SlackWording.ThisIsNotSavedOnlyA;
    private static string AnApp => SlackWording.ThatIsAnAppAndI;
    private static string WhoIsIt => SlackWording.ICouldNotFindOutWho;

    /// <summary>Handles a message, a change to a message, a button click or a command.</summary>
    public async Task<TurnOutcome> TakeAsync(SlackReading.Event found, SlackAccess access, CancellationToken cancel)
    {
        if (found.Inbound is MessageDeleted { From.User: "" } gone)
        {
            if (await directory.WhoseAsync(access.Team, gone.Conversation.Id, cancel) is not var (author, _))
            {
                return new TurnOutcome.Duplicate(); // The bot does not know whose chat this is.
            }

            found = found with { Inbound = gone with { From = SlackNames.Person(access.Team, author) } };
        }

        if (found.InHome)
        {
            if (await PlaceAsync(access, found.Inbound.From, cancel) is not { } own)
            {
                return await NoChatAsync(access, found.Inbound.From, cancel);
            }

            found = found with { Inbound = found.Inbound with { Conversation = own } };
        }

        var (inbound, refusal) = await ToldAsync(found, access, cancel);
        if ((refusal ?? await NoHomeAsync(inbound, access, cancel)) is { } sentence)
        {
            return new TurnOutcome.NotStored(sentence, ForGood: true);
        }

        var outcome = await HandleAsync(inbound, cancel);
        if (outcome is TurnOutcome.Stored && inbound is ActionInvoked pressed)
        {
            await ShowAsync(found, pressed, access, cancel);
        }

        return outcome;
    }

    /// <summary>Handles a form that was submitted in its window.</summary>
    public async Task<TurnOutcome> TakeAsync(SlackReading.Form form, SlackAccess access, CancellationToken cancel)
    {
        if (await PlaceAsync(access, form.Inbound.From, cancel) is not { } own)
        {
            return await NoChatAsync(access, form.Inbound.From, cancel);
        }

        var inbound = form.Inbound with { Conversation = own, Sender = await people.ProfileAsync(access, form.Inbound.From.User, cancel) };
        using var language = To(inbound);
        if (SlackWindows.Milestone(inbound) is { } milestone)
        {
            return milestone.Action.Item!.EndsWith("\"\"", StringComparison.Ordinal)
                ? new TurnOutcome.NotStored(SlackWording.AMilestoneNeedsAName, ForGood: true)
                : await HandleAsync(milestone, cancel);
        }

        return await windows.WholeAsync(inbound, cancel) is { } whole
            ? await HandleAsync(inbound with { Fields = whole }, cancel)
            : new TurnOutcome.NotStored(inbound.Action.Verb == CollaboratorAction.Save.Verb() ? NotOpen : NotYours, ForGood: true); // Not stored: the window stays open with the typed text.
    }

    /// <summary>All texts in this scope go to one person, even in a channel, so they are in that person's language.</summary>
    private Language.Scope To(InboundEvent inbound) => Language.In(readers.Of(inbound.Sender?.Locale));

    private async Task<TurnOutcome> NoChatAsync(SlackAccess access, ChatAddress who, CancellationToken cancel)
    {
        using var language = Language.In(readers.Of((await people.ProfileAsync(access, who.User, cancel))?.Locale));
        return new TurnOutcome.NotStored(NoChat, ForGood: true);
    }

    /// <summary>The person's direct chat with the bot, opened if necessary; null if there can be none.</summary>
    /// <exception cref="ChannelBusyException">Slack is busy: try again later.</exception>
    private async Task<ConversationAddress?> PlaceAsync(SlackAccess access, ChatAddress who, CancellationToken cancel)
    {
        try
        {
            return await chats.OfAsync(access, who.User, cancel);
        }
        catch (SlackCallException e)
        {
            return e.Failure is null ? throw new ChannelBusyException(e.After) : null;
        }
    }

    /// <summary>Stores the person's direct chat before the turn. If that failed after the turn, the person would be told that nothing is stored.</summary>
    private async Task<TurnOutcome> HandleAsync(InboundEvent inbound, CancellationToken cancel)
    {
        if (inbound is MessagePosted { Conversation: { Shared: false } direct })
        {
            await directory.NoteDirectAsync(direct.Workspace, inbound.From.User, direct.Id, cancel);
        }

        using var language = To(inbound);
        return await turns.HandleAsync(inbound, [], cancel);
    }

    /// <summary>Adds the text as its author meant it and the author's profile from Slack. Also returns why the request cannot be done, if so.</summary>
    private async Task<(InboundEvent Inbound, string? Refusal)> ToldAsync(SlackReading.Event found, SlackAccess access, CancellationToken cancel)
    {
        var inbound = found.Inbound;
        var profile = people.ProfileAsync(access, inbound.From.User, cancel);
        var ids = found.Text?.Users ?? [];
        var named = await Task.WhenAll(ids.Select(user => people.SoonAsync(access, user, cancel)));
        var names = ids.Zip(named).Where(n => n.Second is not null).ToDictionary(n => n.First, n => n.Second!.Name, StringComparer.Ordinal); // One person may have two ids (Enterprise Grid).
        var text = found.Text?.With(names.GetValueOrDefault) ?? "";
        inbound = inbound with { Sender = await profile };
        using var language = To(inbound);
        switch (inbound)
        {
            case MessagePosted posted when found.Text is { } written && Mistaken(posted, written, ids.Zip(named)) is { } sentence:
                return (inbound, sentence);
            case MessagePosted posted:
                var mentions = named.OfType<SlackUser>().Where(u => u is { IsBot: false, IsDeleted: false }).DistinctBy(u => u.Id).Select(u => SlackNames.Member(access.Team, u));
                return (await WithEmailAsync(posted with { Text = text, Marked = Marked(found.Text, ids.Zip(named)), Mentions = [.. mentions] }, access, cancel), null);
            case MessageEdited edited:
                return (edited with { Text = text }, null);
            default:
                return (inbound, null);
        }
    }

    /// <summary>The command in a text. There is only one grammar: a second one would miss commands that the first one accepts.</summary>
    private static Command? Command(MessagePosted posted, string text)
    {
        var context = new ParseContext(Roles.Facilitator, posted.Conversation.Shared ? Place.Channel : Place.Direct, LocalDate.FromDateTime(posted.At.UtcDateTime));
        return (CommandParser.Parse(text, context) as ParseResult.Parsed)?.Command;
    }

    /// <summary>The marked text with the user ids that Slack uses in events. A mention may have another id of the same person (Enterprise Grid).</summary>
    private static string? Marked(SlackText? text, IEnumerable<(string Id, SlackUser? User)> named) => named.Where(n => n.User is not null && n.User.Id != n.Id)
        .Aggregate(text?.Marked(), (marked, n) => marked?.Replace(MentionMarks.Of(n.Id), MentionMarks.Of(n.User!.Id), StringComparison.Ordinal));

    /// <summary>
    /// Why a mentioned person cannot be used, if so. In their direct chat people also write answers: "people add too much to the list, as ... said" is
    /// an answer and not a command. So there, mentions are checked only in a command whose names are all mentions.
    /// </summary>
    private static string? Mistaken(MessagePosted posted, SlackText written, IEnumerable<(string Id, SlackUser? User)> named)
    {
        if (written.Marked() is not { } marked || !CommandParser.IsAboutPeople(marked))
        {
            return null;
        }

        IReadOnlyList<string> names = Command(posted, marked) switch
        {
            AddPerson one => [one.Name],
            AddPeople several => several.Names,
            RemovePerson c => [c.Name],
            ChangeRole c => [c.Name],
            Invite c => [c.Name],
            AddToRound c => [c.Name],
            OpenAnswers c => [c.Name],
            _ => ["talk"],
        };
        var meant = posted.Conversation.Shared || names.All(n => MentionMarks.User(n) is not null) ? named : [];
        return meant.Select(n => n.User switch
        {
            null => WhoIsIt,
            { IsBot: true } => AnApp,
            { IsDeleted: true } gone => SlackWording.FormatTheAccountOfIsDeactivatedSo(gone.Name, Quotes.Around(gone.Name)),
            _ => null,
        }).FirstOrDefault(s => s is not null);
    }

    /// <summary>A command that adds people may name them by email address. Their id replaces the address, as if they had been mentioned.</summary>
    private async Task<MessagePosted> WithEmailAsync(MessagePosted posted, SlackAccess access, CancellationToken cancel)
    {
        IReadOnlyList<string> names = CommandParser.IsAboutPeople(posted.Marked ?? posted.Text) ? Command(posted, posted.Marked ?? posted.Text) switch
        {
            AddPerson one => [one.Name],
            AddPeople several => several.Names,
            _ => [],
        } : [];
        foreach (var address in Email().Matches(posted.Text).Where(m => names.Contains(m.Groups["address"].Value, StringComparer.Ordinal)).Take(MostEmails).ToList())
        {
            if (await people.ByEmailAsync(access, address.Groups["address"].Value, cancel) is { IsBot: false, IsDeleted: false } user)
            {
                posted = posted with
                {
                    Marked = (posted.Marked ?? posted.Text).Replace(address.Value, MentionMarks.Of(user.Id), StringComparison.Ordinal),
                    Mentions = [.. posted.Mentions, SlackNames.Member(access.Team, user)],
                };
            }
        }

        return posted;
    }

    /// <summary>Why a channel cannot become a project's home, if so. Slash commands also work without the bot in the channel, and the person who sets up a project may read its texts.</summary>
    private async Task<string?> NoHomeAsync(InboundEvent inbound, SlackAccess access, CancellationToken cancel)
    {
        if (inbound is not MessagePosted { Conversation: { Shared: true } place } posted || Command(posted, posted.Text) is not SetUp)
        {
            return null;
        }

        using var language = To(inbound);
        switch (await people.SoonAsync(access, inbound.From.User, cancel))
        {
            case null:
                return WhoAreYou;
            case { Team: null }:
                return NoTeam;
            case { Team: var own } when own != access.Team:
                return FromElsewhere;
        }

        return await people.HasBotAsync(access, place.Id, cancel) ? null : Outside;
    }

    /// <summary>Shows the result of a click at once: a form in its window, or the updated overview. The click is already stored, so a failure here must not say that it was not.</summary>
    private async Task ShowAsync(SlackReading.Event found, ActionInvoked pressed, SlackAccess access, CancellationToken cancel)
    {
        if (found.Trigger is { } trigger && FormPreview.SaveOf(pressed.Action) is { } save)
        {
            await windows.OfferAsync(new SlackReading.OpenForm(pressed.From, save, trigger, null), access, cancel);
        }

        try
        {
            await (found.InHome ? home.PublishAsync(access, pressed.From, cancel) : Task.CompletedTask);
        }
        catch (OperationCanceledException)
        {
            // Out of time. The overview is published when the person opens it the next time.
        }
    }

    /// <summary>An email address, and the quotation marks around it if there are any: straight, or curly as phones make them.</summary>
    [GeneratedRegex(@"[\p{Pi}\p{Pf}\p{Ps}""'\uFF02]?(?<address>[^\s@""<>,;\p{Pi}\p{Pf}\p{Ps}\uFF02]{1,64}@[^\s@""'<>,;\p{Pi}\p{Pf}\p{Ps}\uFF02]{1,190}\.[A-Za-z]{2,24})[\p{Pi}\p{Pf}\p{Pe}""'\uFF02]?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Email();
}
