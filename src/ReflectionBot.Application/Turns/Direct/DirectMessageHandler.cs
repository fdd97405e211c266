using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Turns.Direct;

/// <summary>Turns in somebody's own chat: their reflection, and commands where nothing is being answered (or with <c>/reflect</c> in front).</summary>
public sealed class DirectMessageHandler
{
    private readonly ConversationRunner _turns;
    private readonly DirectCommands _commands;
    private readonly PersonProjectsReader _choice;
    private readonly OwnMail _mail;
    private readonly ChatLinks _links;
    private readonly TimeProvider _time;

    /// <summary>Turns over these.</summary>
    public DirectMessageHandler(ConversationRunner turns, DirectCommands commands, PersonProjectsReader choice, OwnMail mail, ChatLinks links, TimeProvider time)
    {
        _links = links;
        _turns = turns;
        _commands = commands;
        _choice = choice;
        _mail = mail;
        _time = time;
    }

    /// <summary>Takes one event of a direct chat.</summary>
    /// <param name="inbound">What happened.</param>
    /// <param name="person">Who did it; null for somebody nobody knows.</param>
    /// <param name="moved">They have not been in this chat before, or not last: what waits for them is shown here too.</param>
    /// <param name="alongside">The channel's own effects.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    /// <returns>False where it was taken before.</returns>
    public async Task<bool> HandleAsync(InboundEvent inbound, Person? person, bool moved, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        if (person is null)
        {
            return await StrangerAsync(inbound, alongside, cancel);
        }

        var on = await _choice.OfAsync(person, cancel);
        if (inbound is MessagePosted or ActionInvoked or MemberJoined && on.IsMarked)
        {
            alongside = [.. alongside, new RunJob(Ids.New(_time), new ReachableAgain(person.Id))]; // Who writes can be written to.
        }

        var turn = new DirectTurn(inbound, person, on, alongside);
        if (on.HasCard && (on.Waiting is null || inbound is ActionInvoked { Action.Verb: CommandButton.Choose }))
        {
            await _commands.LetGoAsync(turn, cancel);
            turn = turn with { On = on with { Waiting = null, HasCard = false } };
        }
        else if (on.Waiting is not null && inbound is ActionInvoked { Action.Verb: not (CommandButton.Choose or CommandButton.Confirm or CommandButton.Keep) })
        {
            await _commands.LetGoAsync(turn, cancel);
        }

        if (inbound is ActionInvoked { Action.Verb: CommandButton.Verb or CommandButton.Confirm or CommandButton.Keep or CommandButton.SaveSettings })
        {
            await _turns.DidElseAsync(turn.Person, turn.Inbound, asked: false, cancel);
        }

        return await (inbound switch
        {
            MessagePosted posted => TextAsync(turn, posted.Text, cancel),
            ActionInvoked { Action: { Verb: CommandButton.Run, Item: { } command } } => TextAsync(turn, "/reflect " + command, cancel),
            ActionInvoked { Action: { Verb: CommandButton.Verb, Item: { } line } } => _commands.PressAsync(turn, line, cancel),
            ActionInvoked { Action: { Verb: CommandButton.Choose, Item: { } choice } } => _commands.ChooseAsync(turn, choice, cancel),
            ActionInvoked { Action: { Verb: CommandButton.Confirm or CommandButton.Keep } } confirm => _commands.ConfirmAsync(turn, confirm.Action.Item, confirm.Action.Verb == CommandButton.Confirm, cancel),
            ActionInvoked { Action: { Verb: CommandButton.SaveSettings, Item: { } project } } form => _commands.SaveSettingsAsync(turn, project, form.Fields, cancel),
            // [Save] by its verb alone: a client may leave empty fields out.
            ActionInvoked form when form.Action.Verb == CollaboratorAction.Save.Verb() || (form.Action.Form is not null && form.Fields.Count > 0) => StepAsync(turn, new FilledForm(form.Action, form.Fields), cancel),
            ActionInvoked pressed => StepAsync(turn, new Pressed(pressed.Action) { Card = pressed.Card }, cancel),
            MessageEdited edited => StepAsync(turn, new Edited(edited.MessageId, edited.Text, edited.At) { IsBack = edited.IsBack, ForTeam = _commands.ForTeam(turn, edited.Text) }, cancel),
            MessageDeleted deleted => StepAsync(turn, new Deleted(deleted.MessageId, deleted.At), cancel),
            PostedByApp => SayAsync(turn, TurnWording.AnAppPostedSomethingHereIn, cancel),
            BotInstalled => ArriveAsync(turn, cancel),
            MemberJoined when moved => ArriveAsync(turn, cancel),
            MemberJoined { IsGreeted: false } => GreetAsync(turn, false, cancel),
            // Who is asked in another chat is as reachable as before.
            BotRemoved when person.Address == inbound.From => _turns.CommitEffectsAsync(Keys.Person(person.Id), inbound.Key, [], [.. alongside, new RunJob(Ids.New(_time), new NotReachable(person.Id))], cancel),
            _ => _turns.CommitEffectsAsync(Keys.Person(person.Id), inbound.Key, [], alongside, cancel),
        });
    }

    private async Task<bool> TextAsync(DirectTurn turn, string text, CancellationToken cancel)
    {
        var session = await _turns.SessionAsync(turn.Person.Id, cancel);
        if (session.Phase == Phase.Asking && !await _choice.AsksAsync(turn.On, session, cancel))
        {
            session = session with { Phase = Phase.Idle }; // Nobody waits for an answer there any more: words are words.
        }

        var said = turn.Inbound is MessagePosted m ? new TextReceived(m.MessageId, m.Text, m.At, m.Attachments) { Forwards = m.Forwards } : null;
        if (said is not null && session.ChangeAhead(said.MessageId, _time.GetUtcNow()) is { } change)
        {
            if (change.Text is null)
            {
                return await StepAsync(turn, said, cancel); // Whatever it said: the dialog drops it.
            }

            (text, said) = (change.Text, said with { Text = change.Text });
        }

        var answering = said is not null && DirectText.IsAnswering(session, When(turn.Inbound));
        if (await _commands.TryAsync(turn, text, session, answering, cancel) is { } taken)
        {
            return taken;
        }

        var marked = turn.Inbound is MessagePosted posted && posted.Text == text ? posted.Marked : null;
        var read = DirectText.Read(text, said, session, turn.On.Roles, turn.On.Today(_time.GetUtcNow()), When(turn.Inbound), marked);
        if (IsElse(read, session))
        {
            await _turns.DidElseAsync(turn.Person, turn.Inbound, asked: false, cancel);
        }

        return read switch
        {
            DirectText.ForDialog { Input: Typed { Word: CollaboratorAction.Switch } typed } => await _commands.SwitchAsync(turn, typed, answering, cancel),
            DirectText.ForDialog dialog => await StepAsync(turn, dialog.Input, cancel),
            DirectText.Help help => await SayAsync(turn, HelpText.For(await _choice.HelpAsync(turn.On, session, cancel), false, help.About), cancel),
            DirectText.Greeting => await GreetAsync(turn, turn.Inbound is MessagePosted, cancel),
            DirectText.ForCommand { Command: StopLink or AskForLink or AnswerLink } link => await _links.SaidAsync(turn.Person, turn.Inbound, link.Command, turn.Alongside, cancel),
            DirectText.ForCommand desk when OwnMail.Takes(desk.Command) => await _mail.SaidAsync(turn.Person, turn.Inbound, desk.Command, turn.Alongside, cancel),
            DirectText.ForCommand { Command: ComeBack back } => await _commands.ComeBackAsync(turn, back.Project, cancel),
            DirectText.ForCommand desk => await _commands.RunAsync(turn, marked is not null && CommandParser.IsAboutPeople(marked) ? marked : text, desk, cancel),
            DirectText.Reply reply => await SayAsync(turn, reply.Message, cancel),
            _ => throw new InvalidOperationException("an unknown reading"),
        };
    }

    // Words for the team or a quote that were mistyped are waited for still; whatever is said to such a wait is seen first.
    private static bool IsElse(DirectText read, Session session) => read switch
    {
        DirectText.ForDialog { Input: Typed { Word: CollaboratorAction.Switch, Argument: null } } => true,
        DirectText.ForDialog => false,
        DirectText.Reply => session.Pending is not { Kind: PendingKind.TeamText or PendingKind.QuoteWords },
        _ => true,
    };

    // They may have been out of reach, and what they were sent then stands nowhere.
    private Task<bool> ArriveAsync(DirectTurn turn, CancellationToken cancel) =>
        GreetAsync(turn with { Alongside = [.. turn.Alongside, new RunJob(Ids.New(_time), new ReachableAgain(turn.Person.Id))] }, true, cancel);

    // "hello": where there are questions, on with them; else who the bot is. Whoever opens the chat has them there already, or in a moment.
    private async Task<bool> GreetAsync(DirectTurn turn, bool open, CancellationToken cancel)
    {
        var asked = await _choice.IsAskedAsync(turn.On, cancel);
        if (open && asked)
        {
            return await StepAsync(turn, new Greeted(), cancel);
        }

        var help = CommandButton.Typing(TurnWording.WhatCanIDoHere, "help");
        Button[] buttons = asked ? [new Button(TurnWording.Open, new ButtonAction(CollaboratorAction.Open.Verb())), help] : [help];
        return await SayAsync(turn, new NoticeMessage([TurnWording.FormatHelloIAmReflectionBot(turn.Person.Name, await _commands.LeftAsync(turn, cancel) ?? WhoTheyAre(turn.On, asked, _time.GetUtcNow()))], [.. buttons]), cancel);
    }

    private static string WhoTheyAre(PersonProjects on, bool asked, DateTimeOffset at)
    {
        if (on.All.Count == 0)
        {
            return TurnWording.YouAreOnNoProjectNow;
        }

        var gone = on.All.Select(p => KeepingLimit.Gone(p.Project, at)).OfType<string>().ToList();
        var closed = on.All.Where(p => p.Project.ClosedAt is not null && KeepingLimit.Gone(p.Project, at) is null).Select(p => on.NameOf(p.Project)).ToList();
        on = on with { All = [.. on.All.Where(p => p.Project.ClosedAt is null)] };
        string[] ended = closed.Count == 0 ? [.. gone] : [.. gone, Plurals.Of(TurnWording.ResourceManager, "ClosedNothingAsked", closed.Count, ("closed", Spoken.List(closed)))];
        if (on.All.Count == 0)
        {
            return string.Join(' ', ended);
        }

        var answers = on.Roles.HasFlag(Roles.Collaborator);
        var names = Spoken.List([.. on.All.Select(p => on.NameOf(p.Project))]);
        var now = asked ? TurnWording.QuestionsAreOpenNowOpenShows : TurnWording.NothingToAnswerNow;
        string[] sentences =
        [
            TurnWording.FormatYouAreOn(names),
            .. on.Roles.HasFlag(Roles.Facilitator) ? (string[])[on.IsSeveral ? TurnWording.YouRunReflectionFromHere : TurnWording.YouRunItsReflectionFromHere] : [],
            .. on.Roles.HasFlag(Roles.Lead) ? (string[])[TurnWording.AsItsLeadYouGetThe] : [],
            .. answers ? (string[])[on.IsSeveral ? TurnWording.FormatAtTheirMilestonesIAskYouA(now) : TurnWording.FormatAtItsMilestonesIAskYouA(now)] : [],
            .. ended,
        ];
        return string.Join(' ', sentences);
    }

    private Task<bool> StepAsync(DirectTurn turn, DialogInput input, CancellationToken cancel) =>
        _turns.StepAsync(turn.Person, turn.Inbound.Key, input with { When = When(turn.Inbound), From = (turn.Inbound as MessagePosted)?.MessageId }, turn.Inbound.Conversation, turn.Alongside, cancel);

    private static PlatformTime? When(InboundEvent inbound) => inbound.Clock is { } clock ? new(clock, inbound.At.ToUniversalTime()) : null;

    private Task<bool> SayAsync(DirectTurn turn, string sentence, CancellationToken cancel) => SayAsync(turn, NoticeMessage.Of(sentence), cancel);

    private Task<bool> SayAsync(DirectTurn turn, OutboundMessage message, CancellationToken cancel) =>
        _turns.CommitEffectsAsync(Keys.Person(turn.Person.Id), turn.Inbound.Key, [], [.. turn.Alongside, new PostMessage(Ids.New(_time), turn.Inbound.Conversation, message)], cancel);

    private async Task<bool> StrangerAsync(InboundEvent inbound, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        if (await _links.RoomAsync(inbound.From, cancel) is { } room)
        {
            return await _links.InRoomAsync(inbound, room, alongside, cancel);
        }

        var notice = inbound.Sender?.Name is { Length: > 0 } name
            ? NoticeMessage.Of(TurnWording.FormatIAmReflectionBotIDontKnow(Names.Shown(name)))
            : NoticeMessage.Of(TurnWording.IDontKnowYouYetAsk);
        Effect[] reply = inbound is MessagePosted or ActionInvoked or BotInstalled ? [new PostMessage(Ids.New(_time), inbound.Conversation, notice)] : [];
        return await _turns.CommitEffectsAsync(Keys.Address(inbound.From), inbound.Key, [], [.. alongside, .. reply], cancel);
    }
}
