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
    private readonly ProjectCommands _settings;
    private readonly IInvitations _invitations;
    private readonly TimeProvider _time;

    /// <summary>Turns over these.</summary>
    public DirectTurns(PersonTurns turns, CommandTurns commands, ProjectChoice choice, ProjectCommands settings, IInvitations invitations, TimeProvider time)
    {
        _invitations = invitations;
        _turns = turns;
        _commands = commands;
        _choice = choice;
        _settings = settings;
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

        if (inbound is MessagePosted or ActionInvoked or MemberJoined && await _choice.IsMarkedAsync(person, cancel).ConfigureAwait(false))
        {
            alongside = [.. alongside, new RunJob(Ids.New(_time), new ReachableAgain(person.Id))]; // Who writes can be written to.
        }

        return await (inbound switch
        {
            MessagePosted posted => TextAsync(posted, posted.Text, person, alongside, cancel),
            ActionInvoked { Action: { Verb: "run", Item: { } command } } => TextAsync(inbound, "/reflect " + command, person, alongside, cancel),
            ActionInvoked { Action: { Verb: "in", Item: { } chosen } } => InProjectAsync(inbound, chosen, person, alongside, cancel),
            ActionInvoked { Action: { Verb: "save-settings", Item: { } project } } form => SettingsAsync(form, project, person, alongside, cancel),
            // By the verb alone: a client may leave empty fields out, and some send a form's fields along with its other buttons.
            ActionInvoked form when form.Action.Verb == DialogWord.Save.Verb() => StepAsync(inbound, person, new FilledForm(form.Action, form.Fields), alongside, cancel),
            ActionInvoked pressed => StepAsync(inbound, person, new Pressed(pressed.Action, pressed.At), alongside, cancel),
            MessageEdited edited => StepAsync(inbound, person, new Edited(edited.MessageId, edited.Text, edited.At), alongside, cancel),
            MessageDeleted deleted => StepAsync(inbound, person, new Deleted(deleted.MessageId, deleted.At), alongside, cancel),
            BotInstalled => ArriveAsync(inbound, person, alongside, cancel),
            MemberJoined when moved => ArriveAsync(inbound, person, alongside, cancel),
            MemberJoined => GreetAsync(inbound, person, false, alongside, cancel),
            // Who is asked in another chat is as reachable as before.
            BotRemoved when person.Address == inbound.From => _turns.SayAsync(Keys.Person(person.Id), inbound.Key, [], [.. alongside, new RunJob(Ids.New(_time), new NotReachable(person.Id))], cancel),
            _ => _turns.SayAsync(Keys.Person(person.Id), inbound.Key, [], alongside, cancel),
        }).ConfigureAwait(false);
    }

    private async Task<bool> TextAsync(InboundEvent inbound, string text, Person person, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var session = await _turns.SessionAsync(person.Id, cancel).ConfigureAwait(false);
        var roles = await _choice.RolesAsync(person, cancel).ConfigureAwait(false);
        var today = await _choice.TodayAsync(person, cancel).ConfigureAwait(false);
        var said = inbound is MessagePosted m ? new Said(m.MessageId, m.Text, m.At, m.Attachments) : null;
        if (said is not null && session.ChangeAhead(said.MessageId, _time.GetUtcNow()) is { } change)
        {
            if (change.Text is null)
            {
                return await StepAsync(inbound, person, said, alongside, cancel).ConfigureAwait(false); // Whatever it said: the dialog drops it.
            }

            (text, said) = (change.Text, said with { Text = change.Text });
        }

        return DirectText.Read(text, said, session, roles, today) switch
        {
            DirectText.ForDialog dialog => await StepAsync(inbound, person, dialog.Input, alongside, cancel).ConfigureAwait(false),
            DirectText.Greeting => await GreetAsync(inbound, person, inbound is MessagePosted, alongside, cancel).ConfigureAwait(false),
            DirectText.ForDesk desk => await CommandAsync(inbound, text, desk, person, alongside, cancel).ConfigureAwait(false),
            DirectText.Reply reply => await SayAsync(inbound, person, reply.Message, alongside, cancel).ConfigureAwait(false),
            _ => throw new InvalidOperationException("an unknown reading"),
        };
    }

    private async Task<bool> CommandAsync(InboundEvent inbound, string text, DirectText.ForDesk found, Person person, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        if (found.Command is StopLink)
        {
            return await StopLinkAsync(inbound, person, alongside, cancel).ConfigureAwait(false);
        }

        var projects = await _choice.ForAsync(person, found.Spec.Allowed, cancel).ConfigureAwait(false);
        switch (projects.Count)
        {
            case 0:
                return await SayAsync(inbound, person, await RefusalAsync(found.Spec, person, cancel).ConfigureAwait(false), alongside, cancel).ConfigureAwait(false);
            case 1:
                return await _commands.RunAsync(Order.Of(inbound, person, alongside), projects[0].Id, found.Spec, found.Command, cancel).ConfigureAwait(false);
            case > 1 when text.Length > LongestInButton:
                return await SayAsync(inbound, person, $"You are on several projects, and to ask which one is meant I need it shorter: up to {LongestInButton:N0} characters. I have not saved it.", alongside, cancel).ConfigureAwait(false);
            default:
                var buttons = projects.Take(10).Select(p => new Button(p.Name, new ButtonAction("in", Item: $"{p.Id} {text}")));
                return await SayAsync(inbound, person, new NoticeMessage(["Which project?"], [.. buttons]), alongside, cancel).ConfigureAwait(false);
        }
    }

    private async Task<string> RefusalAsync(CommandSpec spec, Person person, CancellationToken cancel)
    {
        var all = await _choice.ForAsync(person, Roles.None, cancel).ConfigureAwait(false);
        var roles = await _choice.RolesAsync(person, cancel).ConfigureAwait(false);
        return Permissions.Check(spec, roles, Place.Direct, all is [var only] ? only.Name : null) ?? "You are on no project yet. Ask the facilitator of yours to add you.";
    }

    private async Task<bool> StopLinkAsync(InboundEvent inbound, Person person, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        // Somebody who is in another chat may have a link to a web chat of their own all the same.
        var address = person.Address is { Channel: "web" } web ? web : new ChatAddress("web", person.Workspace, person.Id);
        var stopped = await _invitations.RevokeLinksAsync(address, cancel).ConfigureAwait(false);
        var sentence = stopped > 0
            ? "Stopped. No unused link to this chat works now. You stay in here. If you need a link for another browser, ask your facilitator for one."
            : "There is no unused link to this chat, so there is nothing to stop.";
        return await SayAsync(inbound, person, sentence, alongside, cancel).ConfigureAwait(false);
    }

    private async Task<bool> InProjectAsync(InboundEvent inbound, string chosen, Person person, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var (project, text) = chosen.Split(' ', 2) is [var id, var rest] ? (id, rest) : ("", "");
        var known = (await _choice.ForAsync(person, Roles.None, cancel).ConfigureAwait(false)).FirstOrDefault(p => p.Id == project);
        var today = await _choice.TodayAsync(person, cancel).ConfigureAwait(false);
        return known is not null && CommandParser.Parse(text, new ParseContext(await _choice.RolesAsync(person, cancel).ConfigureAwait(false), Place.Direct, today, Addressed: true)) is ParseResult.Parsed parsed && CommandDesk.Takes(parsed.Command)
            ? await _commands.RunAsync(Order.Of(inbound, person, alongside), project, parsed.Spec, parsed.Command, cancel).ConfigureAwait(false)
            : await SayAsync(inbound, person, "That button does not fit any more. Please type the command again.", alongside, cancel).ConfigureAwait(false);
    }

    private async Task<bool> SettingsAsync(ActionInvoked form, string project, Person person, IReadOnlyList<Effect> alongside, CancellationToken cancel) =>
        (await _choice.ForAsync(person, Roles.Facilitator, cancel).ConfigureAwait(false)).Any(p => p.Id == project)
            ? await _commands.SaveSettingsAsync(Order.Of(form, person, alongside), project, form.Fields, _settings, cancel).ConfigureAwait(false)
            : await SayAsync(form, person, "Only a facilitator of the project can change its settings.", alongside, cancel).ConfigureAwait(false);

    // They may have been out of reach, and what they were sent then stands nowhere.
    private Task<bool> ArriveAsync(InboundEvent inbound, Person person, IReadOnlyList<Effect> alongside, CancellationToken cancel) =>
        GreetAsync(inbound, person, true, [.. alongside, new RunJob(Ids.New(_time), new ReachableAgain(person.Id))], cancel);

    // "hello": where there are questions, on with them; else who the bot is.
    private async Task<bool> GreetAsync(InboundEvent inbound, Person person, bool open, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var projects = await _choice.ForAsync(person, Roles.None, cancel).ConfigureAwait(false);
        if (open && await _choice.IsAskedAsync(person, cancel).ConfigureAwait(false))
        {
            return await StepAsync(inbound, person, new Typed(DialogWord.Open), alongside, cancel).ConfigureAwait(false);
        }

        var on = projects.Count == 0 ? "You are on no project yet." : $"You are on {English.List([.. projects.Select(p => p.Name)])}.";
        var help = new Button("What can I do here", new ButtonAction("run", Item: "help"));
        return await SayAsync(inbound, person, new NoticeMessage([$"Hello, {person.Name}. I am ReflectionBot. {on} At its milestones I ask you a few questions here, in your own chat. Nothing to answer now."], [help]), alongside, cancel).ConfigureAwait(false);
    }

    private Task<bool> StepAsync(InboundEvent inbound, Person person, DialogInput input, IReadOnlyList<Effect> alongside, CancellationToken cancel) =>
        _turns.StepAsync(person, inbound.Key, input, inbound.Conversation, alongside, cancel);

    private Task<bool> SayAsync(InboundEvent inbound, Person person, string sentence, IReadOnlyList<Effect> alongside, CancellationToken cancel) =>
        SayAsync(inbound, person, NoticeMessage.Of(sentence), alongside, cancel);

    private Task<bool> SayAsync(InboundEvent inbound, Person person, OutboundMessage message, IReadOnlyList<Effect> alongside, CancellationToken cancel) =>
        _turns.SayAsync(Keys.Person(person.Id), inbound.Key, [], [.. alongside, new PostMessage(Ids.New(_time), inbound.Conversation, message)], cancel);

    private Task<bool> StrangerAsync(InboundEvent inbound, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var notice = inbound.Sender?.Name is { Length: > 0 } name
            ? NoticeMessage.Of($"I am ReflectionBot. I don't know you yet. Ask the facilitator of your project to add you: `person add \"{Names.Shown(name)}\"`. To begin a project of your own, add me to its channel and type `setup` there. Nothing you write is kept until then.")
            : NoticeMessage.Of("I don't know you yet. Ask the facilitator of your project for your personal link, and open it here. Nothing you write is kept until then.");
        Effect[] reply = inbound is MessagePosted or ActionInvoked or BotInstalled ? [new PostMessage(Ids.New(_time), inbound.Conversation, notice)] : [];
        return _turns.SayAsync(Keys.Address(inbound.From), inbound.Key, [], [.. alongside, .. reply], cancel);
    }
}
