using System.Collections.Immutable;
using NodaTime;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Cards;
using ReflectionBot.Core.Conversation.LateDelivery;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>One step while it is being taken: the state so far, what was said so far, and what every phase needs to go on.</summary>
internal sealed class DialogTurn
{
    /// <summary>The item of a button to go on that stands on no question, but under a sentence.</summary>
    public const string Note = "note";

    private const int UndoDepth = 20;
    private const int UndoText = 100_000;
    private readonly List<DialogEffect> _effects = [];
    private readonly View _viewBefore;
    private readonly PersonState _before;
    private bool _moved;

    /// <param name="state">All that is known about the person.</param>
    /// <param name="context">What may be looked at.</param>
    /// <param name="when">When the person did what the step is about; null where nobody knows.</param>
    /// <param name="from">The id of the person's own message that the step is about; null where none is.</param>
    public DialogTurn(PersonState state, DialogContext context, PlatformTime? when, string? from)
    {
        When = when;
        From = from;
        _before = state;
        _viewBefore = View.Of(state);
        Was = state.Session.Pending;
        SpokenOf = state.Session.SpokenOf;
        State = state with { Session = state.Session with { Pending = null, SpokenOf = null } };
        Context = context;
        Here = context.Chosen ?? Asked?.Project.Id;
    }

    /// <summary>What becomes of the card whose button was pressed, unless it is remembered; null where it stands as it is.</summary>
    public DialogEffect.CardOver? Over { get; set; }

    /// <summary>The word that the person said, by a button that is not stale or typed; null where they said none.</summary>
    public CollaboratorAction? Word { get; set; }

    /// <summary>What the button does that said it; null where it was typed.</summary>
    public ButtonAction? Pressed { get; set; }

    /// <summary>The id of the project where the person is: the one they have chosen, else that of the round the conversation is about; null for none.</summary>
    public string? Here { get; private set; }

    /// <summary>The id of the project that they named in front of a word.</summary>
    public string? In { get; set; }

    /// <summary>The question of the bot's own that waited before this input.</summary>
    public Pending? Was { get; }

    /// <summary>The round that the bot's last messages were about, where that is not the active one: a number that is typed next is of that round.</summary>
    public string? SpokenOf { get; }

    public PersonState State { get; set; }

    public DialogContext Context { get; }

    /// <summary>When the person did what this step is about; null where nobody knows.</summary>
    public PlatformTime? When { get; }

    /// <summary>The id of the person's own message that this step is about; null where none is.</summary>
    public string? From { get; }

    public Session Session
    {
        get => State.Session;
        set => State = State with { Session = value };
    }

    public Pending? Pending
    {
        set => Session = Session with { Pending = value };
    }

    /// <summary>The word waits for what must follow it: text that fits there is that, at a question too.</summary>
    public void Waits(CollaboratorAction word, string? known = null) => Pending = new(PendingKind.Argument, known is null ? word.Typed() : $"{word.Typed()} {known}");

    /// <summary>What is said now is about this round: a number that is typed next is of it.</summary>
    public void Speaks(string round) => Session = Session with { SpokenOf = round == Session.Round ? null : round };

    /// <summary>This step has undone something, or offers to: a typed `undo` goes on from there.</summary>
    public bool IsAtUndo { get; set; }

    /// <summary>Something the person has just typed was not kept, and they were told so.</summary>
    public bool IsCut { get; set; }

    /// <summary>The round the conversation is about, open or closed; null for none.</summary>
    public AskedRound? Asked => Find(Session.Round);

    /// <summary>The reflection the conversation is about.</summary>
    public Reflection? Reflection => Session.Round is { } round ? State.Reflections.GetValueOrDefault(round) : null;

    /// <summary>Rounds that can be answered now, of projects the person has not left.</summary>
    public IReadOnlyList<AskedRound> OpenRounds => [.. Context.Rounds.Where(IsOpen)];

    /// <summary>What a round is called: with its project's name for whoever has answered in several.</summary>
    public string Called(AskedRound asked) => IsAlone(asked) ? asked.Round.Name : $"{asked.Round.Name} ({NameOf(asked.Project)})";

    /// <summary>The name of a round's project for whoever has questions open on several; null where no other can be meant.</summary>
    public string? OfSeveral(AskedRound asked) => OpenRounds.Any(r => r.Project.Id != asked.Project.Id && State.Reflections.GetValueOrDefault(r.Round.Id) is not { State: RosterState.Declined }) ? NameOf(asked.Project) : null;

    /// <summary>Something in a round, with the project's and the round's names in front for whoever has more than the one that they are at.</summary>
    public string Placed(AskedRound asked, string what) =>
        State.Reflections.Count == 1 && _before.Session.Round == asked.Round.Id ? what : $"{NameOf(asked.Project)}, {asked.Round.Name}, {what}";

    /// <summary>What a project is called: no other of the person's looks the same.</summary>
    public string NameOf(Project project) => Context.Names.GetValueOrDefault(project.Id) ?? project.Name;

    /// <summary>Whether no other project of the person's can be taken for a round's.</summary>
    public bool IsAlone(AskedRound asked) => !Context.IsSeveral && Context.Rounds.All(r => r.Project.Id == asked.Project.Id);

    /// <summary>Whether something of a project is meant: with several, that where the person is or which they named; nothing is done elsewhere on a guess.</summary>
    public bool IsMeant(string project) => In is { } named ? named == project : !Context.IsSeveral || Here is not { } meant || meant == project;

    /// <summary>Makes a round the active one. Whoever changes to another of their projects by it is told: commands are about that one too.</summary>
    public void MoveTo(AskedRound asked)
    {
        if (Context.IsSeveral && Here != asked.Project.Id)
        {
            Say(Moved(asked.Project.Id, NameOf(asked.Project)));
        }
        if (Session.Round != asked.Round.Id)
        {
            Session = Session with { Round = asked.Round.Id, Phase = Phase.Idle, FromReview = false };
        }
    }

    /// <summary>The person is on another project from now on.</summary>
    /// <returns>What tells them so.</returns>
    public string Moved(string project, string name)
    {
        Here = project;
        Do(new DialogEffect.MovedTo(project));
        return Context.IsSeveral ? ConversationWording.FormatYouAreOnNowCommandsAre(name) : ConversationWording.FormatYouAreOnOneProject(name);
    }

    public AskedRound? Find(string? round) => Context.Rounds.FirstOrDefault(r => r.Round.Id == round);

    public bool IsOpen(AskedRound asked) => asked.IsCollaborator && asked.Round.IsOpenAt(Context.Now) && !Session.Left.Contains(asked.Project.Id);

    public bool HasAgreed(AskedRound asked) => ConsentText.VersionFor(asked.Project) is { } version && State.AgreedTo(asked.Project.Id, version);

    public DateTimeZone Zone(AskedRound? asked) =>
        Context.Zone ?? (asked is null ? DateTimeZone.Utc : Zones.Of(asked.Project));

    /// <summary>The day a round closes or closed, e.g. "8 December".</summary>
    public string ClosingDay(AskedRound asked) => Zone(asked).Day(asked.Round.ClosedAt ?? asked.Round.ClosesAt);

    public void Put(Reflection reflection)
    {
        // The roster takes a newer version only: where somebody stands never changes without one.
        var moved = State.Reflections.GetValueOrDefault(reflection.Round) is { } was && was.State != reflection.State && was.Version == reflection.Version;
        State = State with { Reflections = State.Reflections.SetItem(reflection.Round, moved ? reflection with { Version = reflection.Version + 1 } : reflection) };
    }

    public void Show(Phase phase) => Session = Session with { Phase = phase, FromReview = phase == Phase.Asking && Session.FromReview };

    public void Do(DialogEffect effect) => _effects.Add(effect);

    public void Say(OutboundMessage message) => _effects.Add(new DialogEffect.Say(message));

    /// <summary>Says something that holds words of the person's own: it is remembered, so that it can be replaced once they are taken back.</summary>
    /// <param name="message">What.</param>
    /// <param name="round">The round the words are of.</param>
    public void SayWords(OutboundMessage message, string round)
    {
        var name = OwnTextMessages.Name(round, Session.WordsShown + 1);
        Session = Session with { WordsShown = Session.WordsShown + 1 };
        _effects.Add(new DialogEffect.Say(message, name));
    }

    public void Say(string sentence, params IEnumerable<Button?> buttons) => Say(new NoticeMessage([sentence], [.. buttons.OfType<Button>()]));

    /// <summary>A button that means what it says only while what was shown with it still stands.</summary>
    public Button Button(string label, CollaboratorAction word, string? item = null, bool primary = false)
    {
        Renew();
        return new(Texts.Shorten(label, 75), new(word.Verb(), Session.Round, item, Session.Revision), primary);
    }

    /// <summary>A button that never goes stale.</summary>
    public Button Standing(string label, CollaboratorAction word, string? round = null, string? item = null, bool primary = false) =>
        new(Texts.Shorten(label, 75), new(word.Verb(), round ?? Session.Round, item), primary);

    /// <summary>On to the next question, or back to the review where the person came from there.</summary>
    public Button NextButton() => Button(Session.FromReview ? ConversationWording.Done : ConversationWording.Next, CollaboratorAction.Next, Note, primary: true);

    /// <summary>The [Undo] of what was done last, or null where it cannot be undone.</summary>
    public Button? UndoButton()
    {
        if (Session.Undo.LastOrDefault() is not { IsUndone: false } top || top.Number != Session.LastUndo)
        {
            return null;
        }
        IsAtUndo = true;
        return Standing(ConversationWording.Undo, CollaboratorAction.Undo, top.Round, $"{top.Number}");
    }

    /// <summary>
    /// The active round where answers can be given now: open, and agreed to. Otherwise says why not, and what to do.
    /// </summary>
    /// <param name="lost">What of the person's was not kept, in a sentence to say first; null for nothing.</param>
    public (AskedRound Asked, Reflection Reflection)? Ready(string? lost = null)
    {
        if (Asked is not { } asked || Reflection is not { } reflection || Session.Left.Contains(asked.Project.Id))
        {
            StartDialog.NothingActive(this, lost);
            return null;
        }
        if (!IsOpen(asked))
        {
            StartDialog.SayClosed(this, asked, lost);
            return null;
        }
        if (!HasAgreed(asked))
        {
            ConsentDialog.Need(this, asked, lost);
            return null;
        }
        return (asked, reflection);
    }

    /// <summary>Remembers how things were, so that they can be undone.</summary>
    /// <param name="before">The reflection before the change.</param>
    /// <param name="kind">What the change is.</param>
    /// <param name="with">Fills in what the kind needs.</param>
    public void Remember(Reflection before, UndoKind kind, Func<UndoEntry, UndoEntry>? with = null)
    {
        var entry = new UndoEntry(Session.LastUndo + 1, kind, before.Round, Session.Phase, before.Current, before.Skipped) { FromReview = Session.FromReview };
        entry = with?.Invoke(entry) ?? entry;
        var undo = entry.Size > UndoText ? [] : Session.Undo.Add(entry);
        while (undo.Count > UndoDepth || undo.Sum(e => e.Size) > UndoText)
        {
            undo = undo.RemoveAt(0);
        }
        Session = Session with { Undo = undo, LastUndo = entry.Number, Fixed = null };
    }

    /// <summary>The person has done something that `undo` does not take back: it must not take back what came before instead.</summary>
    /// <param name="instead">What to say to `undo`.</param>
    public void Fixed(string instead) => Session = Session with { Fixed = instead };

    public DialogStep End()
    {
        Renew();
        Session = LateMessage.Follow(_before, State, When);
        EditsBeforeArrival.Came(this, _before);
        var effects = ShownCards.Follow(this, _before, _effects);
        return new(State, [.. effects, .. Consequences.Between(_before, State, effects.OfType<DialogEffect.Changed>().FirstOrDefault()?.Name)]);
    }

    /// <summary>The revision grows once a step, as soon as what is shown differs from what was shown before.</summary>
    private void Renew()
    {
        if (!_moved && View.Of(State) != _viewBefore)
        {
            _moved = true;
            Session = Session with { Revision = Session.Revision + 1 };
        }
    }

    /// <summary>What the buttons with a revision are about. In the review that is every word and choice; at a question more words change nothing.</summary>
    private sealed record View(string? Round, Phase Phase, QuestionId? Current, ReflectionForm? Form, Reflection? Reviewed, Pending? Pending, string? Consent)
    {
        public static View Of(PersonState state)
        {
            var session = state.Session;
            var reflection = session.Round is { } round ? state.Reflections.GetValueOrDefault(round) : null;
            return new(session.Round, session.Phase, reflection?.Current, reflection?.Form, session.Phase == Phase.Review ? reflection : null,
                session.Pending is { Kind: PendingKind.TeamPreview } preview ? preview with { IsInterrupted = false } : null, session.Phase == Phase.Consent ? session.ConsentShown : null);
        }
    }
}
