using ReflectionBot.Core.Conversation.LateDelivery;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Undo;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>The person edits or deletes one of their own chat messages, and the answer is updated.</summary>
internal static class OwnMessages
{
    /// <summary>The answer a message is part of, the latest round first; null where it is part of none.</summary>
    public static (Reflection Reflection, Answer Answer)? Find(PersonState state, string messageId) => Find(state.Reflections.Values, messageId);

    /// <summary>The same for a message that is delivered again, which happens in recent rounds only.</summary>
    public static (Reflection Reflection, Answer Answer)? FindRecent(PersonState state, string messageId) => Find(state.Reflections.Values.Where(r => r.IsRead), messageId);

    private static (Reflection Reflection, Answer Answer)? Find(IEnumerable<Reflection> reflections, string messageId)
    {
        foreach (var reflection in reflections.Reverse())
        {
            if (reflection.Answers.Values.FirstOrDefault(a => a.Parts.Any(p => p.MessageId == messageId)) is { } answer)
            {
                return (reflection, answer);
            }
        }
        return null;
    }

    public static void Edited(DialogTurn turn, Edited edited)
    {
        turn.Pending = turn.Was;
        if (turn.Was is { Message: { } message } was && message == edited.MessageId && !edited.IsBack)
        {
            Waiting(turn, was, edited);
            return;
        }
        if (Find(turn.State, edited.MessageId) is not var (reflection, answer))
        {
            if (QuotedMessage.Find(turn.State, edited.MessageId) is var (its, quoted) && !edited.IsBack)
            {
                QuotedMessage.Changed(turn, its, quoted, edited.Text);
            }
            else if (edited.IsBack)
            {
                Back(turn, edited);
            }
            else
            {
                Unknown(turn, edited);
            }
            return;
        }
        if (edited.IsBack)
        {
            UndoDialog.LetGo(turn);
            EditsBeforeArrival.IsBack(turn, edited); // The deletion itself has not arrived yet.
        }
        var part = answer.Parts.First(p => p.MessageId == edited.MessageId);
        if (edited.At < part.ChangedAt || (edited.IsBack && string.IsNullOrWhiteSpace(edited.Text)))
        {
            return;
        }
        if (part.Text == edited.Text)
        {
            // Nothing to say. But remember the time, so that an older edit that arrives later is ignored.
            turn.Put(reflection.With(answer with { Parts = answer.Parts.Replace(part, part with { ChangedAt = edited.At }) }));
            return;
        }
        if (string.IsNullOrWhiteSpace(edited.Text))
        {
            Deleted(turn, new Deleted(edited.MessageId, edited.At));
        }
        else if (Refusal(turn, reflection, answer, part, edited.Text) is { } why)
        {
            turn.Say(why, turn.Standing(ConversationWording.Open, CollaboratorAction.Open, reflection.Round));
        }
        else
        {
            Replace(turn, reflection, answer, part, edited);
        }
    }

    public static void Deleted(DialogTurn turn, Deleted deleted)
    {
        turn.Pending = turn.Was;
        if (turn.Was is { Message: { } message } was && message == deleted.MessageId)
        {
            turn.Pending = null;
            EditsBeforeArrival.Note(turn, deleted.MessageId, EarlyKind.Deleted, null, deleted.At);
            StartDialog.Slip(turn, was.Kind == PendingKind.TeamPreview ? ConversationWording.YouDeletedThatMessageSoNothing : ConversationWording.YouDeletedThatMessageItIs);
            return;
        }
        if (Find(turn.State, deleted.MessageId) is not var (reflection, answer))
        {
            if (QuotedMessage.Find(turn.State, deleted.MessageId) is var (its, quoted))
            {
                QuotedMessage.Changed(turn, its, quoted, null);
                return;
            }
            EditsBeforeArrival.Note(turn, deleted.MessageId, EarlyKind.Deleted, null, deleted.At);
            return;
        }
        if (EditsBeforeArrival.IsBackSince(turn, deleted))
        {
            return;
        }
        turn.Remember(reflection, UndoKind.Gone, e => e with { Before = [answer], MessageId = deleted.MessageId });
        var rest = answer.Parts.RemoveAll(p => p.MessageId == deleted.MessageId);
        turn.Put(reflection.With(rest.IsEmpty ? answer.TakenBack() : answer.WithParts(rest)));
        EditsBeforeArrival.Left(turn, turn.State.Reflections[reflection.Round], answer.Stage, answer.Parts.First(p => p.MessageId == deleted.MessageId), deleted.At);
        var more = rest.IsEmpty ? ConversationWording.NothingIsLeftOfThatAnswer : ConversationWording.TheRestOfTheAnswerStays;
        turn.Say(ConversationWording.FormatThatMessageIsOutOf(Where(turn, reflection, answer), more, QuoteOff(answer), UndoDialog.Brief), turn.UndoButton());
    }

    /// <summary>
    /// The author restored a deleted message. Right after the deletion, this undoes it. Later, the text returns to its answer only if
    /// nobody else could have seen it there.
    /// </summary>
    private static void Back(DialogTurn turn, Edited edited)
    {
        if (turn.Session.Undo.LastOrDefault() is { Kind: UndoKind.Gone } top && top.MessageId == edited.MessageId)
        {
            EditsBeforeArrival.IsBack(turn, edited);
            UndoDialog.Undo(turn, null);
            return;
        }
        UndoDialog.LetGo(turn);
        if (EditsBeforeArrival.WhereLeft(turn, edited) is not { Round: { } round, Stage: { } stage } left || turn.Find(round) is not { } asked || turn.State.Reflections.GetValueOrDefault(round)?.Of(stage) is not { } answer)
        {
            Unknown(turn, edited);
            return;
        }
        var (reflection, name) = (turn.State.Reflections[round], ConversationWording.FormatYourAnswerTo(Questions.Called(asked, turn.State.Reflections[round], stage)));
        if (!turn.IsOpen(asked) || !turn.HasAgreed(asked))
        {
            turn.Say(ConversationWording.FormatThatMessageStandsInOurChat(name));
        }
        else if (string.IsNullOrWhiteSpace(edited.Text) || reflection.SubmittedAt is not null || (answer.Withdrawn && answer.Version != left.Version))
        {
            turn.Say(ConversationWording.FormatThatMessageStandsInOurChatAgain(name), turn.Standing(ConversationWording.WriteItThere, CollaboratorAction.Edit, round, $"{stage}"));
        }
        else if (edited.Text.Length > ReflectionLimits.Message)
        {
            turn.Say(ConversationWording.FormatThatMessageIsTooLongForMeI($"{ReflectionLimits.Message:N0}", name));
        }
        else if (TextDialog.Add(turn, asked, reflection, stage, new TextReceived(edited.MessageId, edited.Text, left.Sent ?? edited.At) { ChangedAt = edited.At }) is not null)
        {
            EditsBeforeArrival.IsBack(turn, edited);
            var now = turn.State.Reflections[round];
            var narrower = now.Of(stage)!.Choice == answer.Choice ? "" : ConversationWording.FormatWhoMaySeeItIsNow(WhoSees.InWords(turn, asked, now, now.Of(stage)!));
            turn.Say(ConversationWording.FormatTheWordsOfThatMessageAre(name, narrower), turn.UndoButton());
        }
    }

    /// <summary>A bot question is about the message: it now asks about the new text, or is dropped.</summary>
    private static void Waiting(DialogTurn turn, Pending was, Edited edited)
    {
        if (string.IsNullOrWhiteSpace(edited.Text))
        {
            Deleted(turn, new Deleted(edited.MessageId, edited.At));
        }
        else if (was.Kind == PendingKind.TeamPreview)
        {
            TeamDialog.Changed(turn, was, edited.ForTeam ?? edited.Text);
        }
        else
        {
            HeldText.Changed(turn, was, edited);
        }
    }

    // It may be a word or a question that was never kept, or an answer that has not arrived yet.
    private static void Unknown(DialogTurn turn, Edited edited)
    {
        var nothing = ConversationWording.ThatMessageIsNotPartOf;
        if (string.IsNullOrWhiteSpace(edited.Text))
        {
            EditsBeforeArrival.Note(turn, edited.MessageId, EarlyKind.Deleted, null, edited.At);
            return;
        }
        var fits = edited.Text.Length <= ReflectionLimits.Message;
        if (EditsBeforeArrival.Note(turn, edited.MessageId, EarlyKind.Edited, fits ? edited.Text : null, edited.At) is { } mayCome)
        {
            turn.Say(mayCome && fits ? ConversationWording.FormatShouldItStillBeOnIts(nothing) : nothing);
        }
    }

    private static void Replace(DialogTurn turn, Reflection reflection, Answer answer, AnswerPart part, Edited edited)
    {
        turn.Remember(reflection, UndoKind.Change, e => e with { Before = [answer] });
        var consent = ConsentText.VersionFor(turn.Find(reflection.Round)!.Project)!;
        turn.Put(reflection.With(answer.WithParts(answer.Parts.Replace(part, part with { Text = edited.Text, ChangedAt = edited.At })) with { ConsentVersion = consent }));
        turn.Say(ConversationWording.FormatChangedIn(Where(turn, reflection, answer), QuoteOff(answer)), turn.UndoButton(), answer.Quote is null ? null : turn.Standing(ConversationWording.Review, CollaboratorAction.Review));
    }

    private static string? Refusal(DialogTurn turn, Reflection reflection, Answer answer, AnswerPart part, string text)
    {
        if (turn.Find(reflection.Round) is not { } asked || !turn.IsOpen(asked))
        {
            return ConversationWording.FormatSoTheChangeIsNotTaken(PlaceWords.WhyNotOpen(turn, turn.Find(reflection.Round)));
        }
        if (!turn.HasAgreed(asked))
        {
            return ConversationWording.TheChangeIsNotTakenYet;
        }
        return text.Length > ReflectionLimits.Message || answer.Text.Length - part.Text.Length + text.Length > ReflectionLimits.Answer
            ? ConversationWording.FormatTheChangeIsTooLongFor($"{ReflectionLimits.Message:N0}", $"{ReflectionLimits.Answer:N0}")
            : null;
    }

    /// <summary>The answer's name inside a sentence.</summary>
    public static string Where(DialogTurn turn, Reflection reflection, Answer answer) =>
        turn.Find(reflection.Round) is { } asked ? ConversationWording.FormatYourAnswerTo(Questions.Called(asked, reflection, answer.Stage)) : ConversationWording.YourAnswer;

    private static string QuoteOff(Answer before) => before.ApprovedQuote is null ? "" : ConversationWording.TheQuoteYouApprovedIsOff;
}
