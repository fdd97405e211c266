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

/// <summary>One step in progress: the state so far, the effects so far, and what every phase needs to continue.</summary>
internal sealed class DialogTurn
{
    /// <summary>The item of a [Next] button that is shown under a sentence rather than under a question.</summary>
    public const string Note = "note";

    private const int UndoDepth = 20;
    private const int UndoText = 100_000;
    private readonly List<DialogEffect> _effects = [];
    private readonly View _viewBefore;
    private readonly PersonState _before;
    private bool _moved;

    /// <param name="state">Everything known about the person.</param>
    /// <param name="context">Everything else that the step may read.</param>
    /// <param name="when">When the person did what the step is about; null where unknown.</param>
    /// <param name="from">The id of the person's own message that the step is about; null for none.</param>
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

    /// <summary>The new text of the card whose button was pressed, unless the card is remembered; null where it stays as it is.</summary>
    public DialogEffect.CardOver? Over { get; set; }

    /// <summary>The word that the person typed or pressed (by a button that is not stale); null for none.</summary>
    public CollaboratorAction? Word { get; set; }

    /// <summary>The action of the pressed button; null where the word was typed.</summary>
    public ButtonAction? Pressed { get; set; }

    /// <summary>The id of the person's current project: the one they have chosen, else that of the active round; null for none.</summary>
    public string? Here { get; private set; }

    /// <summary>The id of the project that they named in front of a word.</summary>
    public string? In { get; set; }

    /// <summary>The bot's own question that was waiting before this input.</summary>
    public Pending? Was { get; }

    /// <summary>The round that the bot's last messages were about, if not the active one: a number typed next refers to this round.</summary>
    public string? SpokenOf { get; }

    public PersonState State { get; set; }

    public DialogContext Context { get; }

    /// <summary>When the person did what this step is about; null where unknown.</summary>
    public PlatformTime? When { get; }

    /// <summary>The id of the person's own message that this step is about; null for none.</summary>
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

    /// <summary>The word waits for its argument: the next text is that argument if it fits, even at a question.</summary>
    public void Waits(CollaboratorAction word, string? known = null) => Pending = new(PendingKind.Argument, known is null ? word.Typed() : $"{word.Typed()} {known}");

    /// <summary>The messages of this step are about this round: a number typed next refers to it.</summary>
    public void Speaks(string round) => Session = Session with { SpokenOf = round == Session.Round ? null : round };

    /// <summary>This step has undone something, or offers to: a typed `undo` continues from there.</summary>
    public bool IsAtUndo { get; set; }

    /// <summary>Text that the person has just typed was not kept, and they were told so.</summary>
    public bool IsCut { get; set; }

    /// <summary>The active round, open or closed; null for none.</summary>
    public AskedRound? Asked => Find(Session.Round);

    /// <summary>The reflection in the active round.</summary>
    public Reflection? Reflection => Session.Round is { } round ? State.Reflections.GetValueOrDefault(round) : null;

    /// <summary>Rounds that can be answered now, of projects the person has not left.</summary>
    public IReadOnlyList<AskedRound> OpenRounds => [.. Context.Rounds.Where(IsOpen)];

    /// <summary>A round's name, with its project's name for a person with rounds of several projects.</summary>
    public string Called(AskedRound asked) => IsAlone(asked) ? asked.Round.Name : $"{asked.Round.Name} ({NameOf(asked.Project)})";

    /// <summary>The name of a round's project for a person with open questions on several projects; null where only one is possible.</summary>
    public string? OfSeveral(AskedRound asked) => OpenRounds.Any(r => r.Project.Id != asked.Project.Id && State.Reflections.GetValueOrDefault(r.Round.Id) is not { State: RosterState.Declined }) ? NameOf(asked.Project) : null;

    /// <summary>An item of a round, prefixed with the project's and the round's names if the person has more than the active round.</summary>
    public string Placed(AskedRound asked, string what) =>
        State.Reflections.Count == 1 && _before.Session.Round == asked.Round.Id ? what : $"{NameOf(asked.Project)}, {asked.Round.Name}, {what}";

    /// <summary>A project's name, made distinct from the person's other projects.</summary>
    public string NameOf(Project project) => Context.Names.GetValueOrDefault(project.Id) ?? project.Name;

    /// <summary>Whether a round's project is the person's only one, so that no other can be meant.</summary>
    public bool IsAlone(AskedRound asked) => !Context.IsSeveral && Context.Rounds.All(r => r.Project.Id == asked.Project.Id);

    /// <summary>Whether the person means this project. With several projects, that is the named or the current one; nothing is done elsewhere on a guess.</summary>
    public bool IsMeant(string project) => In is { } named ? named == project : !Context.IsSeveral || Here is not { } meant || meant == project;

    /// <summary>Makes a round the active one. If this changes the person's current project, they are told: commands are then about that project too.</summary>
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

    /// <summary>Changes the person's current project.</summary>
    /// <returns>The text that tells them so.</returns>
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
        // The roster accepts only a newer version, so a change of the roster state needs a new version.
        var moved = State.Reflections.GetValueOrDefault(reflection.Round) is { } was && was.State != reflection.State && was.Version == reflection.Version;
        State = State with { Reflections = State.Reflections.SetItem(reflection.Round, moved ? reflection with { Version = reflection.Version + 1 } : reflection) };
    }

    public void Show(Phase phase) => Session = Session with { Phase = phase, FromReview = phase == Phase.Asking && Session.FromReview };

    public void Do(DialogEffect effect) => _effects.Add(effect);

    public void Say(OutboundMessage message) => _effects.Add(new DialogEffect.Say(message));

    /// <summary>Sends a message that holds the person's own text. It is remembered, so that it can be replaced once the text is taken back.</summary>
    /// <param name="message">The message.</param>
    /// <param name="round">The round that the text belongs to.</param>
    public void SayWords(OutboundMessage message, string round)
    {
        var name = OwnTextMessages.Name(round, Session.WordsShown + 1);
        Session = Session with { WordsShown = Session.WordsShown + 1 };
        _effects.Add(new DialogEffect.Say(message, name));
    }

    public void Say(string sentence, params IEnumerable<Button?> buttons) => Say(new NoticeMessage([sentence], [.. buttons.OfType<Button>()]));

    /// <summary>A button that goes stale once the view it was shown with changes.</summary>
    public Button Button(string label, CollaboratorAction word, string? item = null, bool primary = false)
    {
        Renew();
        return new(Texts.Shorten(label, 75), new(word.Verb(), Session.Round, item, Session.Revision), primary);
    }

    /// <summary>A button that never goes stale.</summary>
    public Button Standing(string label, CollaboratorAction word, string? round = null, string? item = null, bool primary = false) =>
        new(Texts.Shorten(label, 75), new(word.Verb(), round ?? Session.Round, item), primary);

    /// <summary>Goes to the next question, or back to the review if the person came from there.</summary>
    public Button NextButton() => Button(Session.FromReview ? ConversationWording.Done : ConversationWording.Next, CollaboratorAction.Next, Note, primary: true);

    /// <summary>[Undo] for the last action, or null where it cannot be undone.</summary>
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
    /// The active round, if answers can be given now: it is open and the consent text is agreed to. Otherwise says why not, and what to do.
    /// </summary>
    /// <param name="lost">A sentence to say first about text of the person's that was not kept; null for nothing.</param>
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

    /// <summary>Remembers the state before a change, so that it can be undone.</summary>
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

    /// <summary>The person has done something that `undo` cannot take back, so `undo` must not take back the action before it instead.</summary>
    /// <param name="instead">What to reply to `undo`.</param>
    public void Fixed(string instead) => Session = Session with { Fixed = instead };

    public DialogStep End()
    {
        Renew();
        Session = LateMessage.Follow(_before, State, When);
        EditsBeforeArrival.Came(this, _before);
        var effects = ShownCards.Follow(this, _before, _effects);
        return new(State, [.. effects, .. Consequences.Between(_before, State, effects.OfType<DialogEffect.Changed>().FirstOrDefault()?.Name)]);
    }

    /// <summary>Increases the revision, at most once per step, as soon as the view differs from the one before the step.</summary>
    private void Renew()
    {
        if (!_moved && View.Of(State) != _viewBefore)
        {
            _moved = true;
            Session = Session with { Revision = Session.Revision + 1 };
        }
    }

    /// <summary>The state that buttons with a revision depend on. In the review, any change of text or choice counts; at a question, more text does not.</summary>
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
