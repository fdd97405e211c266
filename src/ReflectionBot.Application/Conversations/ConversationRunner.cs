using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.TakingBack;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Conversation.Cards;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Conversations;

/// <summary>Steps a person's dialog: loads, asks the pure function, commits in the person's partition, and loads again where somebody was first.</summary>
public sealed class ConversationRunner
{
    /// <summary>Whoever hands in with a quote still to be looked at may be about to do that: a letter comes only after this.</summary>
    private static readonly TimeSpan QuoteLetterAfter = TimeSpan.FromDays(1);

    private readonly UnitOfWork _unitOfWork;
    private readonly ReflectionStore _reflections;
    private readonly DialogContexts _contexts;
    private readonly DefaultLanguage _language;
    private readonly TimeProvider _time;

    /// <summary>Turns over these stores.</summary>
    public ConversationRunner(UnitOfWork unitOfWork, ReflectionStore reflections, DialogContexts contexts, DefaultLanguage language, TimeProvider time)
    {
        _language = language;
        _unitOfWork = unitOfWork;
        _reflections = reflections;
        _contexts = contexts;
        _time = time;
    }

    /// <summary>Where a person's conversation is.</summary>
    public Task<Session> SessionAsync(string person, CancellationToken cancel) => _reflections.SessionAsync(person, cancel);

    /// <summary>Whether an event was taken in somebody's partition before.</summary>
    public Task<bool> HasTakenAsync(string person, string eventKey, CancellationToken cancel) => _unitOfWork.HasSeenAsync(Keys.Person(person), eventKey, cancel);

    /// <summary>Takes one input.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="eventKey">Names it for duplicates.</param>
    /// <param name="input">What happened.</param>
    /// <param name="place">Where replies go; null for wherever the person is reached.</param>
    /// <param name="alongside">Effects to be carried out before the replies.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    /// <returns>False where it was taken before.</returns>
    public Task<bool> StepAsync(Person person, string eventKey, DialogInput input, ConversationAddress? place, IReadOnlyList<Effect> alongside, CancellationToken cancel) =>
        StepAsync(person, eventKey, input, place, alongside, [], cancel);

    /// <summary>Takes one input, and writes further rows of the person's partition along with it.</summary>
    /// <inheritdoc cref="StepAsync(Person, string, DialogInput, ConversationAddress?, IReadOnlyList{Effect}, CancellationToken)"/>
    public async Task<bool> StepAsync(Person person, string eventKey, DialogInput input, ConversationAddress? place, IReadOnlyList<Effect> alongside, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        using var language = Language.In(person.Language ?? _language.Name); // Also where the effects are written, which keep it.
        return await _unitOfWork.CommitOnceAsync(Keys.Person(person.Id), eventKey, async () =>
        {
            var (state, context, step) = await StepAsync(person, input, place, cancel);
            var words = Ids.New(_time);
            Effect[] effects = [.. step.Effects.SelectMany(e => Translate(e, person, place, context, words)), .. place is null ? Letter(person, input, context, step) : []];
            var said = step.Effects.OfType<DialogEffect.SayToTeam>().Select(e => TeamWords.Row(words, e.Text, e.People));
            var chosen = step.Effects.OfType<DialogEffect.MovedTo>().TakeLast(1).Select(e => Waiting.Choose(e.Project));
            var forgotten = await _reflections.ForgottenAsync(person.Id, step, cancel);
            return new PartitionChange([.. ReflectionStore.Difference(state, step.State), .. forgotten, .. said, .. chosen, .. writes], [.. alongside, .. effects]);
        }, cancel);
    }

    private async Task<(PersonState State, DialogContext Context, DialogStep Step)> StepAsync(Person person, DialogInput input, ConversationAddress? place, CancellationToken cancel)
    {
        try
        {
            return await From(await _reflections.LoadRecentAsync(person.Id, cancel));
        }
        catch (AnswersNotReadException)
        {
            return await From(await _reflections.LoadAsync(person.Id, cancel));
        }

        async Task<(PersonState, DialogContext, DialogStep)> From(PersonState state)
        {
            using var language = Language.In(person.Language ?? _language.Name);
            var context = (await _contexts.BuildAsync(person, state, input, cancel)) with { Chat = place?.Id };
            return (state, context, ReflectionDialog.Step(state, input, context));
        }
    }

    /// <summary>The person did something outside the dialog: a question of it that waited is let go, and `undo` takes back nothing older instead.</summary>
    /// <param name="person">Who.</param>
    /// <param name="inbound">What they did; it is taken as what it is besides.</param>
    /// <param name="asked">A question about a command went unanswered by it.</param>
    /// <param name="cancel">Cancels before the commit.</param>
    public async Task DidElseAsync(Person person, InboundEvent inbound, bool asked, CancellationToken cancel)
    {
        var session = await SessionAsync(person.Id, cancel);
        if (asked || session.Pending is not null || session.QuestionAgo is not null || (!session.Undo.IsEmpty && !session.LeftNothing))
        {
            await StepAsync(person, $"{inbound.Key}:else", new DidElse(asked), inbound.Conversation, [], cancel);
        }
    }

    /// <summary>Something with buttons is about to come from outside the conversation: see <see cref="Session.Interrupted"/>.</summary>
    public async Task InterruptAsync(string person, CancellationToken cancel)
    {
        var session = await SessionAsync(person, cancel);
        if (session.Interrupted() != session)
        {
            await _unitOfWork.CommitOnceAsync(Keys.Person(person), null, async () =>
            {
                var before = PersonState.New with { Session = await SessionAsync(person, cancel) };
                return new PartitionChange([.. ReflectionStore.Difference(before, before with { Session = before.Session.Interrupted() })], []);
            }, cancel);
        }
    }

    /// <summary>Answers in the person's partition without a step of the dialog.</summary>
    public Task<bool> CommitEffectsAsync(string partition, string eventKey, IReadOnlyList<TableWrite> writes, IReadOnlyList<Effect> effects, CancellationToken cancel) =>
        _unitOfWork.CommitOnceAsync(partition, eventKey, () => Task.FromResult<PartitionChange?>(new(writes, effects)), cancel);

    /// <summary>Carries out effects of a partition without an event: where the same job runs twice, the same is done twice.</summary>
    public Task ChangeAsync(string partition, IReadOnlyList<Effect> effects, CancellationToken cancel) =>
        _unitOfWork.CommitOnceAsync(partition, null, () => Task.FromResult<PartitionChange?>(new([], effects)), cancel);

    /// <summary>The message that a step would show, without taking it: a form to be filled in where the channel shows forms in a window.</summary>
    /// <returns>Null where the step shows no form.</returns>
    public async Task<FormMessage?> PeekFormAsync(Person person, DialogInput input, CancellationToken cancel)
    {
        var state = await _reflections.LoadAsync(person.Id, cancel);
        if (input is Pressed { Action.Round: { } round } && state.Session.Round != round && state.Reflections.ContainsKey(round))
        {
            state = state with { Session = state.Session with { Round = round, Phase = Phase.Idle, FromReview = false } }; // As saving that form would.
        }

        var context = await _contexts.BuildAsync(person, state, input, cancel);
        return ReflectionDialog.Step(state, input, context).Effects.OfType<DialogEffect.Say>().Select(s => s.Message).OfType<FormMessage>().FirstOrDefault();
    }

    /// <summary>At most one letter an event, and only where the bot speaks of itself: whoever has only a page does not hear of it otherwise.</summary>
    private Effect[] Letter(Person person, DialogInput input, DialogContext context, DialogStep step)
    {
        (LetterKind Kind, string? Round)? what = input switch
        {
            Invited i => (LetterKind.Invitation, i.Round),
            Reminded r => (LetterKind.Reminder, r.Round),
            ReflectionBot.Core.Conversation.ClosingSoon c => (LetterKind.LastCall, c.Round),
            RoundMoved m => (LetterKind.Reminder, m.Round),
            ContactsChanged or QuoteDropped => (LetterKind.Notice, null),
            QuoteCheckDue q => (LetterKind.Quote, q.Round),
            _ => null,
        };
        var project = what is var (_, about) ? context.Rounds.FirstOrDefault(r => r.Round.Id == about)?.Project.Id : null;
        return what is var (kind, round) && person.HasOnlyPage && step.Effects.OfType<DialogEffect.Say>().Any()
            ? [new RunJob(Ids.New(_time), new TellByMail(person.Id, kind, Ids.New(_time), context.Now, project, round))]
            : [];
    }

    private IEnumerable<Effect> Translate(DialogEffect effect, Person person, ConversationAddress? place, DialogContext context, string words)
    {
        string Id() => Ids.New(_time);
        string ProjectOf(string round) => context.Rounds.First(r => r.Round.Id == round).Project.Id;
        return effect switch
        {
            DialogEffect.Say say => [place is null ? new WriteToPerson(Id(), person.Id, say.Message, say.Remember) { IsStep = true } : new PostMessage(Id(), place, say.Message, say.Remember)],
            DialogEffect.Submitted e when person.HasOnlyPage => [Run(new CodeReflection(ProjectOf(e.Round), e.Round, person.Id)), Run(new TellByMail(person.Id, LetterKind.Quote, Id(), context.Now + QuoteLetterAfter, ProjectOf(e.Round), e.Round))],
            DialogEffect.Submitted e => [Run(new CodeReflection(ProjectOf(e.Round), e.Round, person.Id))],
            DialogEffect.SubmissionChanged e => [Run(new CodeReflection(ProjectOf(e.Round), e.Round, person.Id))],
            DialogEffect.CardOver e => e.Name is null && place is null ? [] : [new UpdateMessage(Id(), e.Name is null ? place : null, e.Card, e.Name, e.Message, Forget: e.Name?.StartsWith(ShownCard.Prefix, StringComparison.Ordinal) == true)],
            DialogEffect.Changed e => [new UpdateMessage(Id(), null, null, e.Name, e.Message)],
            DialogEffect.TookBack e => [Run(new ReviseDigests(ProjectOf(e.Round), person.Id, e.Round))], // A SubmissionChanged, which codes anew, comes with it.
            DialogEffect.OpenedChanged => [Run(new HideOpened(person.Id))],
            DialogEffect.QuoteTakenBack e => [Run(new ReviseDigests(ProjectOf(e.Round), person.Id, e.Round))],
            DialogEffect.OwnTextWithdrawn e => [Run(new RedactOwnText(person.Id, e.Round, e.UpTo, Kept: e.Kept))],
            DialogEffect.UndoWaits e => [Run(new ForgetUndo(person.Id, e.Number, context.Now + UndoLimits.Kept))],
            DialogEffect.RosterChanged e => [Run(new UpdateRoster(ProjectOf(e.Round), e.Round, person.Id))],
            DialogEffect.LeftProject e => [Run(new LeaveProject(e.Project, person.Id))],
            DialogEffect.QuietChanged e => [Run(new SetQuiet(e.Project, person.Id, e.Quiet))],
            DialogEffect.ContactRequested e => [Run(new AskForContact(e.Project, person.Id, Id(), e.Who, e.Name, e.Round))],
            DialogEffect.MovedTo => [], // A row of this partition.
            DialogEffect.SayToTeam e => [Run(new TellTeam(e.Project, person.Id, words))],
            _ => throw new InvalidOperationException($"{effect.GetType().Name} is no effect"),
        };

        RunJob Run(Job job) => new(Id(), job);
    }
}
