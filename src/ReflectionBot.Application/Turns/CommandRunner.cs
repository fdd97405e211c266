using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Commands.Rounds;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.People;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Turns;

/// <summary>Carries a command out: checks the permission, computes the result, commits it in the partition that it changes.</summary>
public sealed class CommandRunner(UnitOfWork unitOfWork, ProjectStore projects, CommandHandlers handlers, OpenAnswersHandler answers, SettingsSaving settings, PeopleStore people, TimeProvider time)
{
    private static string OnceMore => TurnWording.SomethingAboutThisHasChangedSince;

    /// <summary>Carries out a command about a project; one that ends something or takes it away is asked about first.</summary>
    /// <param name="request">The request.</param>
    /// <param name="project">The project.</param>
    /// <param name="spec">What the command is.</param>
    /// <param name="command">The command.</param>
    /// <param name="yes">The question about it that they said yes to; null where nothing was asked.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    /// <returns>False where the event was taken before.</returns>
    public async Task<bool> RunAsync(CommandRequest request, string project, CommandSpec spec, Command command, Waiting? yes, CancellationToken cancel)
    {
        if (await ContextAsync(request, project, cancel) is var (over, _) && KeepingLimit.Gone(over.Project, over.Now) is { } gone)
        {
            return await GoneAsync(request, over, gone, yes, cancel);
        }

        command = await ByNameAsync(request, project, command, cancel);
        if (command is OpenAnswers open)
        {
            return await answers.OpenAsync(request, project, open.Name, cancel);
        }

        var asksFirst = handlers.AsksFirst(command);
        if (asksFirst && await ContextAsync(request, project, cancel) is var (before, asking) && Refusal(before, asking, spec, command) is null && await ToAskAsync(before, command, yes, cancel) is { } question)
        {
            return await AskAsync(request, before, yes is null ? question : question with { Paragraphs = [OnceMore, .. question.Paragraphs], About = question.About ?? [.. question.Paragraphs, question.Yes] }, yes, cancel);
        }

        return await CommitAsync(request, project, async (context, member) =>
        {
            if (Refusal(context, member, spec, command) is { } refusal)
            {
                return context.Say(refusal);
            }

            return asksFirst && await ToAskAsync(context, command, yes, cancel) is not null
                ? context.Say(TurnWording.SomethingAboutThatHasJustChanged)
                : await handlers.HandleAsync(context, command, cancel);
        }, yes, cancel);
    }

    /// <summary>The day has come on which everything is erased: nothing is looked up or changed any more, and nobody is named in a message that would have to be erased too.</summary>
    private Task<bool> GoneAsync(CommandRequest request, CommandContext context, string gone, Waiting? answered, CancellationToken cancel) =>
        unitOfWork.CommitOnceAsync(Keys.Person(request.Person.Id), request.Key, async () =>
            new([], [.. request.Alongside, context.Reply(NoticeMessage.Of(gone)), .. await PassedAsync(request.Person.Id, answered, cancel)]), cancel);

    /// <summary>What has to be asked, or asked again because it is not what they said yes to any more; null for nothing.</summary>
    private async Task<AskedQuestion?> ToAskAsync(CommandContext context, Command command, Waiting? yes, CancellationToken cancel) =>
        yes is null ? await handlers.QuestionAsync(context, command, cancel)
        : await handlers.AgainAsync(context, command, cancel) is { } now && now.Facts != yes.Facts ? now
        : null;

    /// <summary>Takes somebody back who left by their own choice, because they say so; the facilitators are told.</summary>
    /// <returns>What asks them the questions that are open now. It belongs to the step that tells them they are back: they read that first.</returns>
    public async Task<IReadOnlyList<Effect>> ComeBackAsync(CommandRequest request, string project, CancellationToken cancel)
    {
        await unitOfWork.CommitOnceAsync(Keys.Project(project), request.Key, async () =>
        {
            var members = await projects.EverMembersAsync(project, cancel);
            if (members.FirstOrDefault(m => m.Person == request.Person.Id) is not { LeftAt: not null } member || await projects.FindAsync(project, cancel) is not { ClosedAt: null } found)
            {
                return null;
            }

            if (member.LeftAs == Roles.None)
            {
                return new PartitionChange([ProjectRows.Put(member with { LeftAt = null, LeftAs = null })], []); // Taken off before they left: others decide whether they are on it.
            }

            var now = time.GetUtcNow();
            var roles = member.Roles | (member.LeftAs ?? Roles.Collaborator);
            var back = member.As(roles.HasFlag(Roles.Facilitator) ? roles & ~Roles.Lead : roles, now) with { LeftAt = null, LeftAs = null };
            NoticeMessage Told() => NoticeMessage.Of(TurnWording.FormatIsOnAgainByTheirOwn(member.Name, found.Name, RoleNews.As(back.Roles)));
            var letters = await ProjectLetters.ToAsync(projects, people, found, members.Where(m => m.RemovedAt is null && m.Roles.HasFlag(Roles.Facilitator) && m.Person != member.Person), Told, () => Ids.New(time), cancel);
            return new PartitionChange([ProjectRows.Put(back)], letters);
        }, cancel);
        var open = (await projects.RoundsAsync(project, cancel)).Where(r => r.IsOpenAt(time.GetUtcNow()));
        return [.. open.Select(r => new RunJob(Ids.New(time), new InvitePerson(project, r.Id, request.Person.Id)))];
    }

    /// <summary>A command about somebody who was mentioned, with the name the project uses: the id says who is meant.</summary>
    private async Task<Command> ByNameAsync(CommandRequest request, string project, Command command, CancellationToken cancel)
    {
        if (command is not PersonCommand named || MentionMarks.User(named.Name) is not { } user)
        {
            return command;
        }

        var person = await people.FindAsync(new ChatAddress(request.Place.Channel, request.Place.Workspace, user), cancel);
        var member = person is null ? null : await projects.EverMemberAsync(project, person.Id, cancel);
        var name = member?.Name ?? request.Mentions.FirstOrDefault(m => m.Address.User == user)?.Name ?? person?.Name ?? TurnWording.ThatPerson;
        if (member is not { RemovedAt: null })
        {
            name += TurnWording.NotOnTheProject; // Somebody else of the same name may be.
        }

        return named with { Name = name };
    }

    /// <summary>Takes a text in a channel that says yes or no to what the bot has asked its author there.</summary>
    /// <param name="request">The request that the text would give.</param>
    /// <param name="project">The channel's project.</param>
    /// <param name="text">As typed.</param>
    /// <param name="read">Reads a command line in that channel.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    /// <returns>Null where nothing is answered, else whether it was taken now.</returns>
    public async Task<bool?> AnsweredAsync(CommandRequest request, string project, string text, Func<string, ParseResult> read, CancellationToken cancel)
    {
        if (text.Length > Waiting.LongestAnswer || await people.WaitingAsync(request.Person.Id, cancel) is not { } waiting || waiting.Until <= time.GetUtcNow()
            || waiting.Project != project || waiting.Place != Keys.Conversation(request.Place.Whole) || waiting.Answer(text) is not { } yes)
        {
            return null;
        }

        var taken = (yes ? waiting.Line : waiting.Otherwise) is { } line && read(line) is ParseResult.Parsed parsed
            ? await RunAsync(request, project, parsed.Spec, parsed.Command, yes: null, cancel)
            : await CommitAsync(request, project, (context, _) => Task.FromResult(context.Say(TurnWording.AllRightNothingHasChanged)), null, cancel);
        await AnsweredAsync(request.Person, waiting, yes, null, cancel);
        return taken;
    }

    /// <summary>A question has been answered, and waits no longer; what its answer has asked in its turn does.</summary>
    /// <param name="person">Whose question.</param>
    /// <param name="waiting">The question.</param>
    /// <param name="yes">What was answered; null where nothing was.</param>
    /// <param name="done">How what came of it can be changed; null where nothing is to be said of that.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public Task AnsweredAsync(Person person, Waiting? waiting, bool? yes, string? done, CancellationToken cancel)
    {
        return unitOfWork.CommitOnceAsync(Keys.Person(person.Id), null, async () =>
        {
            var row = done is null ? Waiting.Over : new Waiting("", time.GetUtcNow() + Waiting.Lasts) { Done = done }.Put();
            IReadOnlyList<TableWrite> writes = (await people.WaitingAsync(person.Id, cancel))?.Token == waiting?.Token ? [row] : [];
            var over = waiting?.CardOver(yes, () => Ids.New(time)) ?? [];
            return writes.Count + over.Count == 0 ? null : new PartitionChange(writes, over);
        }, cancel);
    }

    /// <summary>A question waits no longer, unanswered: the buttons of its card are over.</summary>
    public Task LetGoAsync(Person person, CancellationToken cancel) => WaitAsync(person.Id, Waiting.Over, null, cancel);

    /// <summary>Keeps what came back on a settings form.</summary>
    /// <returns>False where the event was taken before.</returns>
    public Task<bool> SaveSettingsAsync(CommandRequest request, string? item, IReadOnlyDictionary<string, string> fields, CancellationToken cancel) =>
        CommitAsync(request, SettingsForm.ProjectOf(item), async (context, member) => member?.Roles.HasFlag(Roles.Facilitator) == true
            ? context.Project.ClosedAt is not null ? context.Say(ClosedProject.Sentence(context.Project))
            : await settings.SaveFormAsync(context, item, fields, cancel)
            : context.Say(TurnWording.OnlyAFacilitatorOfTheProject), null, cancel);

    private static string? Refusal(CommandContext context, Member? member, CommandSpec spec, Command command) =>
        Permissions.Check(spec, member?.Roles ?? Roles.None, context.Place.Shared ? Place.Channel : Place.Direct, context.Project.Name)
            ?? (context.Project.ClosedAt is not null && !command.WorksWhenClosed ? ClosedProject.Sentence(context.Project) : null);

    /// <summary>Asks in the person's own chat. What waits for the answer is in their partition: one question at a time, and its buttons work once.</summary>
    private Task<bool> AskAsync(CommandRequest request, CommandContext context, AskedQuestion question, Waiting? answered, CancellationToken cancel) =>
        unitOfWork.CommitOnceAsync(Keys.Person(request.Person.Id), request.Key, async () =>
        {
            var (name, shown) = (context.Project.Name, request.NameOf(context.Project));
            string[] paragraphs = [.. question.Paragraphs.Select((p, i) => i > 0 || name == shown ? p : p.Replace(name, shown, StringComparison.Ordinal))];
            var waiting = new Waiting(question.Line, time.GetUtcNow() + Waiting.Lasts) { Project = context.Project.Id, Token = Ids.New(time), Yes = question.Yes, Facts = question.Facts, Card = string.Join('\n', paragraphs.Where(p => p != OnceMore)) };
            var asked = context.SayPrivately(
                new NoticeMessage(paragraphs, [new Button(question.Yes, new ButtonAction(CommandButton.Confirm, Item: waiting.Token)), new Button(Waiting.No, new ButtonAction(CommandButton.Keep, Item: waiting.Token))]),
                waiting.CardName);
            return new([.. asked.Writes, (waiting with { Message = asked.Effects[0].Id }).Put()], [.. request.Alongside, .. asked.Effects, .. await PassedAsync(request.Person.Id, answered, cancel)]);
        }, cancel);

    private async Task<bool> CommitAsync(CommandRequest request, string project, Func<CommandContext, Member?, Task<CommandResult>> handle, Waiting? answered, CancellationToken cancel)
    {
        Waiting? asked = null;
        (string Person, Waiting Question)[] put = [];
        var taken = await unitOfWork.CommitOnceAsync(Keys.Project(project), request.Key, async () =>
        {
            var (context, member) = await ContextAsync(request, project, cancel);
            var result = await handle(context, member);
            asked = WaitingAnswers.AskedBy(result.Effects, request, project, context.Now, context.NewId);
            put = await PutAsync(result.Effects.OfType<UnwrittenLetter>().Where(l => l.Person != request.Person.Id), project, context, cancel);
            return new PartitionChange(result.Writes, [.. request.Alongside, .. await NamedAsync(result.Effects, request, context.Project, cancel)]);
        }, cancel);
        if (taken && asked is not null)
        {
            // In another partition, so after it: what is lost between the two is that "yes" can be typed instead of pressed.
            await WaitAsync(request.Person.Id, asked.Put(), answered, cancel);
        }

        foreach (var (person, question) in taken ? put : [])
        {
            // What waits there already was asked first, and its answer may be on its way.
            if (await people.WaitingAsync(person, cancel) is not { Token: not null } waits || waits.Until <= time.GetUtcNow())
            {
                await WaitAsync(person, question.Put(), null, cancel);
            }
        }

        return taken;
    }

    /// <summary>The questions that are put to others, as they read them.</summary>
    private async Task<(string Person, Waiting Question)[]> PutAsync(IEnumerable<UnwrittenLetter> letters, string project, CommandContext context, CancellationToken cancel)
    {
        var put = new List<(string, Waiting)>();
        foreach (var letter in letters)
        {
            using var language = Language.In(await people.LanguageAsync(letter.Person, cancel));
            put.AddRange(WaitingAnswers.PutTo(letter.Id, letter.Message(), project, context.Now, context.NewId) is { } question ? [(letter.Person, question)] : Array.Empty<(string, Waiting)>());
        }

        return [.. put];
    }

    private Task<bool> WaitAsync(string person, TableWrite row, Waiting? answered, CancellationToken cancel) =>
        unitOfWork.CommitOnceAsync(Keys.Person(person), null, async () => new([row], await PassedAsync(person, answered, cancel)), cancel);

    /// <summary>The buttons of what waited until now are over; what becomes of the card that has just been answered is said with its answer.</summary>
    private async Task<IReadOnlyList<Effect>> PassedAsync(string person, Waiting? answered, CancellationToken cancel) =>
        await people.WaitingAsync(person, cancel) is { Card: not null } waited && waited.Token != answered?.Token ? waited.CardOver(null, () => Ids.New(time)) : [];

    private async Task<(CommandContext Context, Member? Member)> ContextAsync(CommandRequest request, string project, CancellationToken cancel)
    {
        var found = await projects.FindAsync(project, cancel) ?? throw new InvalidDataException("a project's row is missing");
        var member = await projects.MemberAsync(project, request.Person.Id, cancel);
        return (new CommandContext(request.Place, request.Person, found, time.GetUtcNow(), () => Ids.New(time), member?.Roles ?? Roles.None) { Mentions = request.Mentions }, member);
    }

    /// <summary>Answers and letters with the project's name on them, for whoever is on several, where they do not say it already; remembered, because they name people.</summary>
    private async Task<IReadOnlyList<Effect>> NamedAsync(IReadOnlyList<Effect> effects, CommandRequest request, Project project, CancellationToken cancel)
    {
        var named = new List<Effect>();
        foreach (var effect in effects)
        {
            named.Add(effect switch
            {
                PostMessage { Message: not FileMessage } post when post.Message != NoticeMessage.InOwnChat => post with
                {
                    Message = request.IsOfSeveral && !post.To.Shared && post.To == request.Place ? ProjectTitle.On(post.Message, request.NameOf(project)) : post.Message,
                    Remember = post.Remember ?? ProjectRows.Remember(post.Id),
                },
                UnwrittenLetter letter => new WriteToPerson(letter.Id, letter.Person, await projects.ForReaderAsync(people, project, letter.Person, letter.Message, cancel), ProjectRows.Remember(letter.Id)),
                WriteToPerson letter => letter with { Message = await projects.ForReaderAsync(people, project, letter.Person, () => letter.Message, cancel), Remember = letter.Remember ?? ProjectRows.Remember(letter.Id) },
                _ => effect,
            });
        }

        return named;
    }
}
