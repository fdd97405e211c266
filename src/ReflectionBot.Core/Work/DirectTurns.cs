using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Commands;
using ReflectionBot.Core.Commands.Handlers;
using ReflectionBot.Core.Dialogs;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Core.Work;

/// <summary>Turns in somebody's own chat: their reflection, and commands where nothing is being answered (or with <c>/reflect</c> in front).</summary>
public sealed class DirectTurns
{
    // What a button carries back is at most 2,000 characters, the project's id included.
    private const int LongestInButton = 1_900;

    private readonly PersonTurns _turns;
    private readonly CommandTurns _commands;
    private readonly ProjectChoice _choice;
    private readonly OwnMail _mail;
    private readonly ChatLinks _links;
    private readonly TimeProvider _time;

    /// <summary>Turns over these.</summary>
    public DirectTurns(PersonTurns turns, CommandTurns commands, ProjectChoice choice, OwnMail mail, ChatLinks links, TimeProvider time)
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
        ArgumentNullException.ThrowIfNull(inbound);
        if (person is null)
        {
            return await StrangerAsync(inbound, alongside, cancel).ConfigureAwait(false);
        }

        var on = await _choice.OfAsync(person, cancel).ConfigureAwait(false);
        if (inbound is MessagePosted or ActionInvoked or MemberJoined && on.IsMarked)
        {
            alongside = [.. alongside, new RunJob(Ids.New(_time), new ReachableAgain(person.Id))]; // Who writes can be written to.
        }

        var turn = new Turn(inbound, person, on, alongside);
        return await (inbound switch
        {
            MessagePosted posted => TextAsync(turn, posted.Text, cancel),
            ActionInvoked { Action: { Verb: "run", Item: { } command } } => TextAsync(turn, "/reflect " + command, cancel),
            ActionInvoked { Action: { Verb: "in", Item: { } chosen } } => InProjectAsync(turn, chosen, cancel),
            ActionInvoked { Action: { Verb: "save-settings", Item: { } project } } form => SettingsAsync(turn, project, form.Fields, cancel),
            // [Save] by its verb alone: a client may leave empty fields out.
            ActionInvoked form when form.Action.Verb == DialogWord.Save.Verb() || (form.Action.Form is not null && form.Fields.Count > 0) => StepAsync(turn, new FilledForm(form.Action, form.Fields), cancel),
            ActionInvoked pressed => StepAsync(turn, new Pressed(pressed.Action), cancel),
            MessageEdited edited => StepAsync(turn, new Edited(edited.MessageId, edited.Text, edited.At) { IsBack = edited.IsBack }, cancel),
            MessageDeleted deleted => StepAsync(turn, new Deleted(deleted.MessageId, deleted.At), cancel),
            PostedByApp => SayAsync(turn, "An app posted something here in your name, so I have not kept it: I take only what you write yourself. Please type it to me here.", cancel),
            BotInstalled => ArriveAsync(turn, cancel),
            MemberJoined when moved => ArriveAsync(turn, cancel),
            MemberJoined => GreetAsync(turn, false, cancel),
            // Who is asked in another chat is as reachable as before.
            BotRemoved when person.Address == inbound.From => _turns.SayAsync(Keys.Person(person.Id), inbound.Key, [], [.. alongside, new RunJob(Ids.New(_time), new NotReachable(person.Id))], cancel),
            _ => _turns.SayAsync(Keys.Person(person.Id), inbound.Key, [], alongside, cancel),
        }).ConfigureAwait(false);
    }

    private async Task<bool> TextAsync(Turn turn, string text, CancellationToken cancel)
    {
        var session = await _turns.SessionAsync(turn.Person.Id, cancel).ConfigureAwait(false);
        var said = turn.Inbound is MessagePosted m ? new Said(m.MessageId, m.Text, m.At, m.Attachments) { Forwards = m.Forwards } : null;
        if (said is not null && session.ChangeAhead(said.MessageId, _time.GetUtcNow()) is { } change)
        {
            if (change.Text is null)
            {
                return await StepAsync(turn, said, cancel).ConfigureAwait(false); // Whatever it said: the dialog drops it.
            }

            (text, said) = (change.Text, said with { Text = change.Text });
        }

        var marked = turn.Inbound is MessagePosted posted && posted.Text == text ? posted.Marked : null;
        return DirectText.Read(text, said, session, turn.On.Roles, turn.On.Today(_time.GetUtcNow()), When(turn.Inbound), marked) switch
        {
            DirectText.ForDialog dialog => await StepAsync(turn, dialog.Input, cancel).ConfigureAwait(false),
            DirectText.Greeting => await GreetAsync(turn, turn.Inbound is MessagePosted, cancel).ConfigureAwait(false),
            DirectText.ForDesk desk => await CommandAsync(turn, marked is not null && CommandParser.IsAboutPeople(marked) ? marked : text, desk, cancel).ConfigureAwait(false),
            DirectText.Reply reply => await SayAsync(turn, reply.Message, cancel).ConfigureAwait(false),
            _ => throw new InvalidOperationException("an unknown reading"),
        };
    }

    private async Task<bool> CommandAsync(Turn turn, string text, DirectText.ForDesk found, CancellationToken cancel)
    {
        if (found.Command is StopLink or AskForLink or AnswerLink)
        {
            return await _links.SaidAsync(turn.Person, turn.Inbound, found.Command, turn.Alongside, cancel).ConfigureAwait(false);
        }

        if (found.Command is ComeBack back)
        {
            return await ComeBackAsync(turn, back.Project, cancel).ConfigureAwait(false);
        }

        if (OwnMail.Takes(found.Command))
        {
            return await _mail.SaidAsync(turn.Person, turn.Inbound, found.Command, turn.Alongside, cancel).ConfigureAwait(false);
        }

        var projects = turn.On.For(found.Spec.Allowed);
        switch (projects.Count)
        {
            case 0:
                return await SayAsync(turn, Refusal(found.Spec, turn.On), cancel).ConfigureAwait(false);
            case 1:
                return await _commands.RunAsync(turn.Order, projects[0].Id, found.Spec, found.Command, cancel).ConfigureAwait(false);
            case > 1 when text.Length > LongestInButton:
                return await SayAsync(turn, $"You are on several projects, and to ask which one is meant I need it shorter: up to {LongestInButton:N0} characters. I have not saved it.", cancel).ConfigureAwait(false);
            default:
                var buttons = projects.Take(10).Select(p => new Button(p.Name, new ButtonAction("in", Item: $"{p.Id} {text}")));
                return await SayAsync(turn, new NoticeMessage(["Which project?"], [.. buttons]), cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Who left by their own choice is asked again by their own word.</summary>
    private async Task<bool> ComeBackAsync(Turn turn, string? name, CancellationToken cancel)
    {
        var left = await _choice.LeftAsync(turn.Person, cancel).ConfigureAwait(false);
        var (meant, _) = name is null ? (left is [var only] ? only : null, []) : NameMatch.Find(left, p => p.Name, name);
        if (meant is null)
        {
            return await SayAsync(turn, left.Count == 0
                ? NoticeMessage.Of("You have not left a project by your own choice, so there is none to come back to. To join one, ask its facilitator to add you.")
                : new NoticeMessage(["Which project do you want to come back to?"], [.. left.Take(10).Select(p => new Button(p.Name, new ButtonAction("run", Item: $"come back {Quotes.Around(p.Name)}")))]), cancel).ConfigureAwait(false);
        }

        await _commands.ComeBackAsync(turn.Order, meant.Id, cancel).ConfigureAwait(false);
        return await StepAsync(turn, new CameBack(meant.Id, meant.Name), cancel).ConfigureAwait(false);
    }

    private static string Refusal(CommandSpec spec, PersonProjects on) =>
        Permissions.Check(spec, on.Roles, Place.Direct, on.All is [var (only, _)] ? only.Name : null) ?? "You are on no project yet. Ask the facilitator of yours to add you.";

    private async Task<bool> InProjectAsync(Turn turn, string chosen, CancellationToken cancel)
    {
        var (project, text) = chosen.Split(' ', 2) is [var id, var rest] ? (id, rest) : ("", "");
        var context = new ParseContext(turn.On.Roles, Place.Direct, turn.On.Today(_time.GetUtcNow()), Addressed: true);
        return turn.On.All.Any(p => p.Project.Id == project) && CommandParser.Parse(text, context) is ParseResult.Parsed parsed && CommandDesk.Takes(parsed.Command)
            ? await _commands.RunAsync(turn.Order, project, parsed.Spec, parsed.Command, cancel).ConfigureAwait(false)
            : await SayAsync(turn, "That button does not fit any more. Please type the command again.", cancel).ConfigureAwait(false);
    }

    private Task<bool> SettingsAsync(Turn turn, string project, IReadOnlyDictionary<string, string> fields, CancellationToken cancel) =>
        turn.On.For(Roles.Facilitator).Any(p => p.Id == project)
            ? _commands.SaveSettingsAsync(turn.Order, project, fields, cancel)
            : SayAsync(turn, "Only a facilitator of the project can change its settings.", cancel);

    // They may have been out of reach, and what they were sent then stands nowhere.
    private Task<bool> ArriveAsync(Turn turn, CancellationToken cancel) =>
        GreetAsync(turn with { Alongside = [.. turn.Alongside, new RunJob(Ids.New(_time), new ReachableAgain(turn.Person.Id))] }, true, cancel);

    // "hello": where there are questions, on with them; else who the bot is. Whoever opens the chat has them there already, or in a moment.
    private async Task<bool> GreetAsync(Turn turn, bool open, CancellationToken cancel)
    {
        var asked = await _choice.IsAskedAsync(turn.On, cancel).ConfigureAwait(false);
        if (open && asked)
        {
            return await StepAsync(turn, new Typed(DialogWord.Open), cancel).ConfigureAwait(false);
        }

        var on = turn.On.All.Count == 0 ? "You are on no project yet." : $"You are on {English.List([.. turn.On.All.Select(p => p.Project.Name)])}.";
        var now = asked ? "Questions are open now; Open shows where you are." : "Nothing to answer now.";
        var help = new Button("What can I do here", new ButtonAction("run", Item: "help"));
        Button[] buttons = asked ? [new Button("Open", new ButtonAction(DialogWord.Open.Verb())), help] : [help];
        return await SayAsync(turn, new NoticeMessage([$"Hello, {turn.Person.Name}. I am ReflectionBot. {on} At its milestones I ask you a few questions here, in your own chat. {now}"], [.. buttons]), cancel).ConfigureAwait(false);
    }

    private Task<bool> StepAsync(Turn turn, DialogInput input, CancellationToken cancel) =>
        _turns.StepAsync(turn.Person, turn.Inbound.Key, input with { When = When(turn.Inbound) }, turn.Inbound.Conversation, turn.Alongside, cancel);

    private static PlatformTime? When(InboundEvent inbound) => inbound.Clock is { } clock ? new(clock, inbound.At.ToUniversalTime()) : null;

    private Task<bool> SayAsync(Turn turn, string sentence, CancellationToken cancel) => SayAsync(turn, NoticeMessage.Of(sentence), cancel);

    private Task<bool> SayAsync(Turn turn, OutboundMessage message, CancellationToken cancel) =>
        _turns.SayAsync(Keys.Person(turn.Person.Id), turn.Inbound.Key, [], [.. turn.Alongside, new PostMessage(Ids.New(_time), turn.Inbound.Conversation, message)], cancel);

    private async Task<bool> StrangerAsync(InboundEvent inbound, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        if (await _links.RoomAsync(inbound.From, cancel).ConfigureAwait(false) is { } room)
        {
            return await _links.InRoomAsync(inbound, room, alongside, cancel).ConfigureAwait(false);
        }

        var notice = inbound.Sender?.Name is { Length: > 0 } name
            ? NoticeMessage.Of($"I am ReflectionBot. I don't know you yet. Ask the facilitator of your project to add you: `person add \"{Names.Shown(name)}\"`. To begin a project of your own, add me to its channel and type `setup` there. Nothing you write is kept until then.")
            : NoticeMessage.Of("I don't know you yet. Ask the facilitator of your project for your personal link, and open it here. Nothing you write is kept until then.");
        Effect[] reply = inbound is MessagePosted or ActionInvoked or BotInstalled ? [new PostMessage(Ids.New(_time), inbound.Conversation, notice)] : [];
        return await _turns.SayAsync(Keys.Address(inbound.From), inbound.Key, [], [.. alongside, .. reply], cancel).ConfigureAwait(false);
    }

    /// <summary>What happened, and to whom.</summary>
    private sealed record Turn(InboundEvent Inbound, Person Person, PersonProjects On, IReadOnlyList<Effect> Alongside)
    {
        public Order Order => Order.Of(Inbound, Person, Alongside);
    }
}
