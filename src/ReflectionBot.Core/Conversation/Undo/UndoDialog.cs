using System.Collections.Immutable;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Cards;
using ReflectionBot.Core.Conversation.LateDelivery;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Undo;

/// <summary>
/// Undoes the last action, up to twenty of them. It restores text, never readers: it does not show an answer to more people and does not
/// approve a quote. Text that others could see before it was taken back is restored for its author only.
/// </summary>
internal static class UndoDialog
{
    private const char Offered = '@';

    /// <summary>Shown whenever text is taken back.</summary>
    public static string Brief => ConversationWording.UndoWorksForTenMinutesOr;

    /// <summary>
    /// Something deleted, taken back or submitted can be undone for ten minutes, and only until the person does anything except taking back more.
    /// Then the text that was taken back is deleted for good, from older undo entries too.
    /// </summary>
    public static void LetGo(DialogTurn turn) => LetGo(turn, e => e.IsBrief);

    private static void LetGo(DialogTurn turn, Func<UndoEntry, bool> which)
    {
        foreach (var brief in turn.Session.Undo.Where(which).ToList())
        {
            var stages = brief.Before.Select(a => a.Stage).ToHashSet();
            turn.Session = turn.Session with { Undo = turn.Session.Undo.RemoveAll(e => e == brief || (!brief.IsUndone && e.Round == brief.Round && Holds(e, stages))) };
        }
    }

    /// <summary>The time to undo is over. Nothing is said, and anything taken back since keeps its own time.</summary>
    public static void Over(DialogTurn turn, long number)
    {
        turn.Pending = turn.Was;
        LetGo(turn, e => e.IsBrief && e.Number == number);
    }

    /// <summary>Forgets everything that could be undone in a round.</summary>
    public static void Forget(DialogTurn turn, string round) => turn.Session = turn.Session with { Undo = turn.Session.Undo.RemoveAll(e => e.Round == round) };

    /// <param name="turn">The step.</param>
    /// <param name="number">The number on the button; null where it was typed.</param>
    public static void Undo(DialogTurn turn, string? number)
    {
        if (number is null && turn.Was?.Kind is PendingKind.WithdrawAll or PendingKind.Leave or PendingKind.TeamText or PendingKind.TeamPreview or PendingKind.QuoteWords or PendingKind.QuoteHeld or PendingKind.NotKept)
        {
            // The open question is the latest thing: undoing it means answering no. Text written before stays.
            turn.Say(ConversationWording.AllRightNotThatNothingElse);
            if (turn.Session.Phase == Phase.Asking)
            {
                StartDialog.Again(turn);
            }
            return;
        }

        if (number is null && turn.Session.Fixed is { } instead)
        {
            turn.Say(ConversationWording.FormatWhatYouDidLastCannotBe(instead));
            return;
        }

        if (number?.Split(Offered) is [var offered, var since])
        {
            if (since != $"{turn.Session.LastUndo}")
            {
                turn.Say(ConversationWording.ThatOneIsOverSinceYou, turn.UndoButton());
                return;
            }
            number = offered;
        }

        // Drop entries that later steps have already undone.
        turn.Session = turn.Session with { Undo = turn.Session.Undo.RemoveAll(e => !Changes(turn, e)) };
        if (Meant(turn.Session.Undo, number) is not { } top)
        {
            NotNow(turn, number);
            return;
        }
        if (number is null && turn.Find(top.Round) is { } there && !turn.IsMeant(there.Project.Id))
        {
            turn.Say(UndoWords.Latest(turn, top), UndoThat(turn, top));
            return;
        }
        if (turn.State.Reflections.GetValueOrDefault(top.Round) is not { } reflection || (top.Kind != UndoKind.Gone && (turn.Find(top.Round) is not { } asked || !turn.IsOpen(asked))))
        {
            turn.Say(ConversationWording.FormatSoThisCannotBeUndone(PlaceWords.WhyNotOpen(turn, turn.Find(top.Round))));
            return;
        }
        if (number is null && turn.Session.LeftNothing)
        {
            var lapsed = turn.Session.QuestionAgo is not null ? ConversationWording.MyQuestionBeforeThatIsNot : "";
            turn.Say(ConversationWording.FormatWhatYouDidLastIsNothing(lapsed, UndoWords.Latest(turn, top)), UndoThat(turn, top));
            return;
        }
        turn.IsAtUndo = true;
        turn.Session = turn.Session with { Undo = turn.Session.Undo.Remove(top) };
        var restored = Restored(reflection, top);
        turn.Put(restored with { Current = top.Current, Skipped = StillSkipped(top, restored) });
        Tell(turn, top, reflection, KeepTakenOut(turn, top, reflection));
    }

    /// <summary>A button for the action named beside it. It expires once the person does something else that can be undone.</summary>
    private static Button UndoThat(DialogTurn turn, UndoEntry top) => turn.Standing(ConversationWording.UndoThat, CollaboratorAction.Undo, top.Round, $"{top.Number}{Offered}{turn.Session.LastUndo}");

    private static void NotNow(DialogTurn turn, string? number)
    {
        if (turn.Session.Undo.Any(e => $"{e.Number}" == number) && Meant(turn.Session.Undo, null) is { } latest)
        {
            turn.IsAtUndo = true;
            turn.Say(ConversationWording.FormatYouHaveDoneSomethingElseSince(UndoWords.Latest(turn, latest)), UndoThat(turn, latest));
        }
        else
        {
            turn.Say(Nothing(turn, number), turn.UndoButton());
        }
    }

    /// <summary>Text of a message stays in the chat, but text of a form exists nowhere else once the form is undone: keep it for a short time so that it can be restored.</summary>
    private static UndoEntry? KeepTakenOut(DialogTurn turn, UndoEntry top, Reflection was)
    {
        var now = turn.State.Reflections[top.Round];
        List<Answer> lost = top.IsUndone ? [] : [.. top.Before.Select(b => was.Of(b.Stage)).OfType<Answer>().Where(a => a.Parts.Any(p => p.MessageId.StartsWith(EditsBeforeArrival.FormPart, StringComparison.Ordinal) && now.Of(a.Stage)?.Parts.Contains(p) != true))];
        if (lost.Count == 0)
        {
            return null;
        }
        turn.Remember(now, UndoKind.Gone, e => e with { Before = [.. lost], IsUndone = true });
        return turn.Session.Undo.LastOrDefault() is { IsUndone: true } kept ? kept : null;
    }

    /// <summary>The latest entry, or the button's. If only answers were taken back since, each can be restored separately.</summary>
    private static UndoEntry? Meant(ImmutableList<UndoEntry> undo, string? number)
    {
        var at = number is null ? undo.FindLastIndex(e => !e.IsUndone) : undo.FindIndex(e => $"{e.Number}" == number);
        return at >= 0 && undo.Skip(at + 1).All(e => (e.IsUndone && !undo[at].IsUndone) || (e.Kind == UndoKind.Gone && undo[at].Kind == UndoKind.Gone && (e.Round != undo[at].Round || !e.Before.Any(b => undo[at].Before.Any(o => o.Stage == b.Stage))))) ? undo[at] : null;
    }

    /// <summary>Whether undoing this would change anything, or there is something to say about it.</summary>
    private static bool Changes(DialogTurn turn, UndoEntry entry)
    {
        if (turn.State.Reflections.GetValueOrDefault(entry.Round) is not { } now)
        {
            return true;
        }
        return entry.Kind switch
        {
            UndoKind.Submission => now.SubmittedAt is not null,
            UndoKind.Part => now.Answers.Values.Any(a => a.Parts.Any(p => p.MessageId == entry.MessageId)),
            UndoKind.Move => entry.Current != now.Current || (entry.Round == turn.Session.Round && entry.Phase != turn.Session.Phase && turn.Asked is { } asked && turn.HasAgreed(asked)) || !StillSkipped(entry, now).SetEquals(now.Skipped),
            _ => Narrower(now, entry) != now.Widest || entry.Before.Any(b => now.Of(b.Stage) is not { } a || (b.Answered && a.Choice < b.Choice) || !Same(a, Back(now, entry, b))),
        };
    }

    private static ImmutableSortedSet<QuestionId> StillSkipped(UndoEntry entry, Reflection now) => entry.Skipped.Except(now.Answered.Select(a => a.Stage));

    private static bool Same(Answer one, Answer other) =>
        one.Parts.Select(p => (p.MessageId, p.Text)).SequenceEqual(other.Parts.Select(p => (p.MessageId, p.Text))) && (one.Choice, one.Withdrawn, one.Quote?.Exact, one.Quote?.State) == (other.Choice, other.Withdrawn, other.Quote?.Exact, other.Quote?.State);

    /// <summary>Removes a message that was meant for the bot, as if it had never been an answer.</summary>
    public static void TakeOut(DialogTurn turn, UndoEntry part)
    {
        turn.Session = turn.Session with { Undo = turn.Session.Undo.Remove(part) };
        turn.Put(WithoutPart(turn.State.Reflections[part.Round], part));
    }

    private static string Nothing(DialogTurn turn, string? number) => number is not null ? ConversationWording.ThatCannotBeUndoneAnyMore
        : turn.Reflection is { State: RosterState.Submitted } reflection
        ? ConversationWording.FormatThereIsNothingToUndoTo(WhoSees.IsIn(reflection))
        : ConversationWording.ThereIsNothingToUndo;

    private static Reflection Restored(Reflection reflection, UndoEntry entry)
    {
        if (entry.Kind == UndoKind.Submission)
        {
            return reflection.NotSubmitted();
        }
        if (entry.Kind == UndoKind.Part)
        {
            return WithoutPart(reflection, entry);
        }
        return entry.Before.Aggregate(reflection with { Widest = Narrower(reflection, entry) }, (r, before) => r.With(Back(reflection, entry, before)));
    }

    private static SharingChoice Narrower(Reflection now, UndoEntry entry) => entry.Widest is { } widest && widest < now.Widest ? widest : now.Widest;

    private static Answer Back(Reflection reflection, UndoEntry entry, Answer before)
    {
        var now = reflection.ToWrite(before.Stage, before.ConsentVersion);
        return IsAsked(reflection, entry, before) ? (now with { Choice = SharingChoice.OnlyMe }).BackTo(before) : now.BackTo(before);
    }

    /// <summary>Others could see the text before it was taken back: they can see it again only if its author confirms.</summary>
    public static bool IsAsked(Reflection reflection, UndoEntry entry, Answer before) =>
        entry.Kind == UndoKind.Gone && reflection.SubmittedAt is not null && before is { Answered: true, Choice: > SharingChoice.OnlyMe };

    private static Reflection WithoutPart(Reflection reflection, UndoEntry entry)
    {
        if (reflection.Answers.Values.FirstOrDefault(a => a.Parts.Any(p => p.MessageId == entry.MessageId)) is not { } answer)
        {
            return reflection;
        }
        var after = answer.WithParts(answer.Parts.RemoveAll(p => p.MessageId == entry.MessageId));
        var quote = after.Choice < SharingChoice.QuoteNoName ? null : Answer.Waiting(entry.Quote, entry.Quote?.Version ?? 0, after.Version);
        return reflection.With(after with { Withdrawn = entry.WasWithdrawn, ConsentVersion = entry.ConsentVersion ?? after.ConsentVersion, Quote = quote });
    }

    private static void Tell(DialogTurn turn, UndoEntry entry, Reflection was, UndoEntry? takenOut)
    {
        if (turn.Find(entry.Round) is not { } asked)
        {
            turn.Say(ConversationWording.ThoseWordsAreBackAndOnly);
            return;
        }
        var here = entry.Round == turn.Session.Round && turn.IsOpen(asked);
        var undone = here ? ConversationWording.Undone : ConversationWording.FormatUndoneOn(turn.Called(asked));
        if (entry.Kind == UndoKind.Submission)
        {
            NotSentIn(turn, asked, was, undone, here);
            return;
        }
        string[] told = [.. IsIdle(turn, entry, was) ? [] : UndoWords.What(turn, asked, entry, was, takenOut is not null).Prepend(undone), .. Sentences(turn, asked, entry, was)];
        var stays = here && entry.Phase == turn.Session.Phase && entry is { Phase: Phase.Asking, Kind: UndoKind.Part, Stage: null } && entry.Quote is null;
        turn.Say(string.Join(' ', told), [takenOut is null ? null : turn.Standing(ConversationWording.BringItBack, CollaboratorAction.Undo, takenOut.Round, $"{takenOut.Number}"), stays ? turn.NextButton() : null, .. ShareButtons(turn, entry, was)]);
        if (here && !stays)
        {
            GoBack(turn, asked, entry);
        }
    }

    private static void NotSentIn(DialogTurn turn, AskedRound asked, Reflection was, string undone, bool here)
    {
        var read = turn.Context.Openings.Any(o => !o.NewLink && o.At >= was.SubmittedAt) ? ConversationWording.WhatSomebodyHasReadMeanwhileCannot : "";
        turn.Say(ConversationWording.FormatYourReflectionIsADraftAgain(undone, read, here ? ConversationWording.ToSendItInChooseSubmit : ""));
        if (here)
        {
            ReviewDialog.Show(turn, asked);
        }
    }

    /// <summary>Shows where the person was then. After submitting, that is always the review.</summary>
    private static void GoBack(DialogTurn turn, AskedRound asked, UndoEntry entry)
    {
        var isIn = turn.Reflection!.SubmittedAt is not null;
        if (!turn.HasAgreed(asked))
        {
            if (!ConsentDialog.SaidNo(turn, asked, null))
            {
                ConsentDialog.Show(turn, asked, null);
            }
            return;
        }
        if (isIn && entry.Phase == Phase.Idle)
        {
            ReviewDialog.Show(turn, asked);
            return;
        }
        turn.Session = turn.Session with { FromReview = entry.FromReview || isIn };
        var above = ShownCards.HasReview(turn);
        turn.Show(entry.Phase);
        if (!above || entry.Phase != Phase.Review)
        {
            StartDialog.Again(turn);
        }
    }

    /// <summary>Says what undo has not restored, and how its author can.</summary>
    private static IEnumerable<string> Sentences(DialogTurn turn, AskedRound asked, UndoEntry entry, Reflection was)
    {
        var reflection = turn.State.Reflections[entry.Round];
        foreach (var before in entry.Before.Where(b => b.Answered && reflection.Of(b.Stage)!.Choice < b.Choice))
        {
            var (called, choice) = (Questions.Called(asked, reflection, before.Stage), reflection.Of(before.Stage)!.Choice);
            yield return IsAsked(was, entry, before)
                ? ConversationWording.FormatYourWordsForAreBackAnd(called, before.Choice.Name(asked.ChoiceReader))
                : ConversationWording.FormatWhoMaySeeStaysAsIt(called, choice.Name(asked.ChoiceReader));
        }
        if (reflection.Widest != was.Widest)
        {
            yield return ConversationWording.FormatWhatYouWriteThereFromNow(reflection.Widest.Name(asked.ChoiceReader));
        }
        if ((entry.Before.Any(b => b.ApprovedQuote is not null) || entry.Quote is { State: QuoteState.Approved }) && reflection.Answered.Any(a => a.Quote is { State: QuoteState.Offered }))
        {
            yield return (reflection.Answered.Where(a => a.Quote is { State: QuoteState.Offered }).All(a => QuoteDialog.WasPrinted(turn, asked, a.Stage)) ? ConversationWording.FormatAQuoteYouHadApprovedIs(QuoteDialog.Once) : ConversationWording.AQuoteYouHadApprovedIsNot);
        }
    }

    /// <summary>Whether undo has changed nothing, because the only thing to undo is a choice that its author has to make again.</summary>
    private static bool IsIdle(DialogTurn turn, UndoEntry entry, Reflection was) =>
        entry is { Kind: UndoKind.Change, Before.IsEmpty: false } && entry.Before.TrueForAll(b => was.Of(b.Stage) is { } a && Same(a, turn.State.Reflections[entry.Round].Of(b.Stage)!));

    private static IEnumerable<Button> ShareButtons(DialogTurn turn, UndoEntry entry, Reflection was) =>
        entry.Before.Where(b => b.Answered && turn.State.Reflections[was.Round].Of(b.Stage)!.Choice < b.Choice).Take(5)
            .Select(b => turn.Standing(entry.Before.Count == 1 ? ConversationWording.ChangeWhoSeesIt : ConversationWording.FormatChangeWhoSees(b.Stage), CollaboratorAction.Share, was.Round, $"{b.Stage}"));

    private static bool Holds(UndoEntry entry, HashSet<QuestionId> stages) =>
        entry.Before.Any(a => stages.Contains(a.Stage)) || (entry.Kind == UndoKind.Part && entry.Quote is not null && stages.Contains(entry.Stage ?? entry.Current));
}
