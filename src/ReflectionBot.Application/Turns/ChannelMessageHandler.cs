using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Commands.Rounds;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Turns;

/// <summary>Turns in a channel that several people read: commands, and nothing of anybody's reflection.</summary>
public sealed class ChannelMessageHandler(ProjectStore projects, PeopleStore people, CommandRunner commands, ProjectSetup setup, ConversationRunner turns, TimeProvider time)
{
    /// <summary>Takes one event of a shared conversation.</summary>
    /// <returns>False where it was taken before.</returns>
    public async Task<bool> HandleAsync(InboundEvent inbound, Person? person, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var text = inbound switch
        {
            MessagePosted posted => posted.Text,
            ActionInvoked { Action: { Verb: CommandButton.Run, Item: { } command } } => "/reflect " + command,
            ActionInvoked { Action: { Verb: CommandButton.Verb, Item: { } item } } => "/reflect " + CommandButton.Read(item).Line,
            ActionInvoked { Action.Verb: CommandButton.SaveSettings } => null,
            _ => "",
        };
        var project = await projects.AtAsync(inbound.Conversation, cancel);
        if (inbound is ActionInvoked { Action: { Verb: CommandButton.Verb, Item: { } pressed } } && CommandButton.Read(pressed).Project != project?.Id)
        {
            return await AsideAsync(inbound, TurnWording.ThatButtonIsAboutAnotherProject, project, alongside, cancel);
        }

        if (inbound is BotInstalled or BotRemoved)
        {
            return await ComeAndGoAsync(inbound, project, alongside, cancel);
        }

        if (inbound is MessageEdited edited && edited.Text.TrimStart().StartsWith("@ReflectionBot", StringComparison.OrdinalIgnoreCase))
        {
            return await HintAsync(edited, alongside, cancel);
        }

        if (text is null && inbound is ActionInvoked form && project is not null && person is not null && SettingsForm.ProjectOf(form.Action.Item) == project.Id)
        {
            return await commands.SaveSettingsAsync(CommandRequest.Of(inbound, person, alongside), form.Action.Item, form.Fields, cancel);
        }

        var member = project is null || person is null ? null : await projects.MemberAsync(project.Id, person.Id, cancel);
        return await CommandAsync(inbound, text ?? "", project, person, member?.Roles ?? Roles.None, alongside, cancel);
    }

    // Done twice, a command might open a round twice: so what a message says after a change is never carried out. Said once a message.
    private Task<bool> HintAsync(MessageEdited edited, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var hint = NoticeMessage.Of(TurnWording.IReadAMessageWhenIt);
        return turns.CommitEffectsAsync(Keys.Conversation(edited.Conversation), edited.MessageId.Length is > 0 and <= 200 ? $"edited {edited.MessageId}" : edited.Key, [], [.. alongside, new PostMessage(Ids.New(time), edited.Conversation, hint)], cancel);
    }

    // A project lives on without its channel; those who run it must know.
    private async Task<bool> ComeAndGoAsync(InboundEvent inbound, Project? project, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        if (inbound is BotInstalled)
        {
            var hello = project is null
                ? NoticeMessage.Of(TurnWording.IAmReflectionBotIHelpA, TurnWording.ReflectionBotSetupProjectMakesThisChannel)
                : NoticeMessage.Of(TurnWording.FormatIAmHereAgainForHelp(project.Name));
            return await SayAsync(inbound, hello, alongside, cancel);
        }

        var members = project is null || project.ClosedAt is not null ? [] : await projects.MembersAsync(project.Id, cancel);
        NoticeMessage Gone() => NoticeMessage.Of(
            TurnWording.FormatICannotPostInTheChannel(project?.Name),
            TurnWording.IStillWriteQuestionsAndDigests);
        var letters = new List<Effect>();
        foreach (var member in members.Where(m => m.Roles.HasFlag(Roles.Facilitator)))
        {
            letters.Add(new WriteToPerson(Ids.New(time), member.Person, await projects.ForReaderAsync(people, project!, member.Person, Gone, cancel)));
        }

        return await turns.CommitEffectsAsync(Keys.Conversation(inbound.Conversation), inbound.Key, [], [.. alongside, .. letters], cancel);
    }

    private async Task<bool> CommandAsync(InboundEvent inbound, string text, Project? project, Person? person, Roles roles, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var today = Dates.Local(time.GetUtcNow(), project is null ? NodaTime.DateTimeZone.Utc : Zones.Of(project)).Date;
        var parsed = text.Length == 0 ? null : CommandParser.Parse(text, (inbound as MessagePosted)?.Marked, new ParseContext(roles, Place.Channel, today, Project: project?.Name));
        if (project is not null && person is not null && inbound is MessagePosted
            && await commands.AnsweredAsync(CommandRequest.Of(inbound, person, alongside), project.Id, text, line => CommandParser.Parse(line, new ParseContext(roles, Place.Channel, today, Addressed: true, Project: project.Name)), cancel) is { } answered)
        {
            return answered;
        }

        switch (parsed)
        {
            case ParseResult.Parsed { Command: SetUp setUp } when project is null:
                return await setup.SetUpAsync(inbound, person, setUp.Name, alongside, cancel);
            case ParseResult.Parsed { Command: SetUp } when await setup.HasTakenAsync(inbound, cancel):
                return false;
            case ParseResult.Parsed { Command: ShowHelp help }:
                return await SayAsync(inbound, HelpText.For(new HelpNow(roles) { Project = project?.Name }, true, help.About), alongside, cancel);
            case ParseResult.Parsed { Command: SayHello }:
                return await SayAsync(inbound, HelpText.For(new HelpNow(roles) { Project = project?.Name }, true, null), alongside, cancel);
            case ParseResult.Parsed { Command: DialogCommand or StopLink or AskForLink or AnswerLink or ComeBack or InProject } found:
                return await SayAsync(inbound, NoticeMessage.Of(Permissions.Check(found.Spec, roles, Place.Channel, project?.Name) ?? TurnWording.ThatWorksInYourOwnChat), alongside, cancel);
            case ParseResult.Parsed when project is null:
                return await SayAsync(inbound, NoticeMessage.Of(TurnWording.ThisChannelIsNotSetUp), alongside, cancel);
            case ParseResult.Parsed found when person is null:
                return await SayAsync(inbound, NoticeMessage.Of(Permissions.Check(found.Spec, Roles.None, Place.Channel, project.Name) ?? TurnWording.IDontKnowYouHereYet), alongside, cancel);
            case ParseResult.Parsed found:
                return await commands.RunAsync(CommandRequest.Of(inbound, person, alongside), project.Id, found.Spec, found.Command, yes: null, cancel);
            case ParseResult.NearMiss near:
                return await AsideAsync(inbound, near.Sentence, project, alongside, cancel);
            case ParseResult.Mistake mistake:
                return await AsideAsync(inbound, mistake.Sentence, project, alongside, cancel);
            case ParseResult.NotACommand { IsAddressed: true } talk:
                return await AsideAsync(inbound, talk.Sentence, project, alongside, cancel);
            case ParseResult.NotACommand when await MeantAsync(text, project, roles, today, cancel) is { } meant && person is not null:
                return await commands.RunAsync(CommandRequest.Of(inbound, person, alongside), project!.Id, meant.Spec, meant.Command, yes: null, cancel);
            case ParseResult.NotACommand when project is null && CommandTable.FirstWords(TypedText.Clean(text), 1) is [("setup", _)]:
                return await AsideAsync(inbound, TurnWording.ToMakeThisChannelTheHome, project, alongside, cancel);
            default:
                return await turns.CommitEffectsAsync(Keys.Conversation(inbound.Conversation), inbound.Key, [], alongside, cancel);
        }
    }

    /// <summary>"start Focus groups complete", the quotes forgotten: where that is a milestone's very name, the bot is meant.</summary>
    private async Task<ParseResult.Parsed?> MeantAsync(string text, Project? project, Roles roles, NodaTime.LocalDate today, CancellationToken cancel)
    {
        if (project is null || CommandParser.Parse(text, new ParseContext(roles, Place.Channel, today, Addressed: true)) is not ParseResult.Parsed parsed || Permissions.Check(parsed.Spec, roles, Place.Channel) is not null)
        {
            return null;
        }

        var name = parsed.Command switch { StartRound start => start.Milestone, ReflectionBot.Application.Commands.Milestones.ReachMilestone reached => reached.Name, _ => null };
        return name is not null && (await projects.MilestonesAsync(project.Id, cancel)).Any(m => NameMatch.Same(m.Name, name)) ? parsed : null;
    }

    /// <summary>One sentence to whoever wrote, about what they wrote: the others in the channel need not read it.</summary>
    private Task<bool> AsideAsync(InboundEvent inbound, string sentence, Project? project, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var where = project is null ? TurnWording.TheChannel : TurnWording.FormatTheChannelOf(project.Name);
        var aside = new WriteAside(Ids.New(time), inbound.Conversation, inbound.From, NoticeMessage.Of(sentence, TurnWording.FormatThisIsAboutWhatYouWrote(where)));
        return turns.CommitEffectsAsync(Keys.Conversation(inbound.Conversation), inbound.Key, [], [.. alongside, aside], cancel);
    }

    private Task<bool> SayAsync(InboundEvent inbound, OutboundMessage message, IReadOnlyList<Effect> alongside, CancellationToken cancel) =>
        turns.CommitEffectsAsync(Keys.Conversation(inbound.Conversation), inbound.Key, [], [.. alongside, new PostMessage(Ids.New(time), inbound.Conversation, message)], cancel);
}
