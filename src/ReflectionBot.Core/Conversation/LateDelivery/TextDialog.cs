using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Conversation.Undo;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>Plain text: at a question it is the answer, or is added to it; elsewhere the person is told that it was not kept.</summary>
internal static class TextDialog
{
    private static string NotKept => ConversationWording.IHaveNotKeptWhatYou;
    private static string Less => ConversationWording.ToTakeAnswersBackWriteWithdraw;
    private const int LongestQuestion = 120;
    private const int WordsOfNoName = 3;
    private const char Between = '|';

    /// <summary>
    /// Whether a typed word is more likely an answer, or text for a quote or the team. "yes" and "no" are unless the bot has just asked
    /// something, and so is "open the meeting with lunch", which begins like a word but continues like a sentence.
    /// </summary>
    public static bool IsAnswer(DialogTurn turn, Typed typed)
    {
        var waits = turn.Was is { Kind: PendingKind.TeamText or PendingKind.QuoteWords };
        var late = typed.Message is { } message && LateMessage.Find(turn, message) is not null; // They were at that question when they wrote it.
        var taken = waits || late || IsAtQuestion(turn);
        return (typed.Word, typed.Argument) switch
        {
            (CollaboratorAction.Open, { } name) when !taken => !StartDialog.Knows(turn, name) && name.Count(c => c == ' ') >= WordsOfNoName,
            (_, { } argument) => taken && !MakesSense(turn, typed.Word, argument),
            (CollaboratorAction.Yes or CollaboratorAction.Decline, null) => taken && turn.Was is not { TakesYesOrNo: true },
            (CollaboratorAction.Agree or CollaboratorAction.Open, null) => waits || late,
            _ => false,
        };
    }

    public static void OnText(DialogTurn turn, TextReceived said)
    {
        var waits = turn.Was is { Kind: PendingKind.TeamText or PendingKind.QuoteWords } pending ? pending : null;
        if (said.Attachments > 0)
        {
            turn.Say(ConversationWording.ICannotTakePicturesVoiceClips);
        }
        if (said.Forwards)
        {
            turn.Say(ConversationWording.ITakeOnlyWhatYouWrite);
        }
        if (string.IsNullOrWhiteSpace(said.Text))
        {
            turn.Pending = waits;
            if (said.Attachments == 0 && !said.Forwards)
            {
                turn.Say(ConversationWording.ThatMessageWasEmptyNothingWas);
            }
        }
        else if (said.Text.Length > ReflectionLimits.Message)
        {
            turn.Pending = waits;
            turn.Say(ConversationWording.FormatThatMessageIsTooLongForMe($"{said.Text.Length:N0}", $"{ReflectionLimits.Message:N0}"));
        }
        else if (LateMessage.Find(turn, said) is { } then)
        {
            turn.Pending = turn.Was;
            LateMessage.Take(turn, then, said);
        }
        else if (waits is { Kind: PendingKind.TeamText })
        {
            TeamDialog.Preview(turn, waits, said.Text);
        }
        else if (waits is not null && Plea.Is(said))
        {
            HeldText.HoldQuote(turn, waits, said);
        }
        else if (waits is not null)
        {
            QuoteDialog.AcceptWording(turn, waits, said);
        }
        else
        {
            Answer(turn, said);
        }
    }

    /// <summary>
    /// Cleans up around a word. A mistyped attempt at the same word just before is taken out of the answer. Where the word itself might have been
    /// an answer, the person is told. Nothing is dropped silently.
    /// </summary>
    public static void TakenAsWord(DialogTurn turn, Typed typed)
    {
        if (Slipped(turn, typed) is { } slip)
        {
            TakeSlipOut(turn, slip);
        }
        if (typed is { Word: CollaboratorAction.Open or CollaboratorAction.Agree, Argument: null, Message: { } message } && IsAtQuestion(turn))
        {
            turn.Say(ConversationWording.FormatITookAsAWordFor(Texts.Shorten(message.Text.Trim(), 40)));
        }
    }

    /// <summary>The person is at a question that can be answered: they are still on the project, and the round is still open.</summary>
    private static bool IsAtQuestion(DialogTurn turn) => turn.Session.Phase == Phase.Asking && turn.Asked is { } asked && turn.Reflection is not null && turn.IsOpen(asked);

    /// <summary>The message that the bot has just asked about, if its author now types in full the word that it resembled; null otherwise.</summary>
    private static string? Slipped(DialogTurn turn, Typed typed) => turn.Was switch
    {
        { Kind: PendingKind.DidYouMean, Item: var item } when CollaboratorActions.OfTyped(item.Split(Between)[0])?.Word == typed.Word => item[(item.IndexOf(Between, StringComparison.Ordinal) + 1)..],
        { Kind: PendingKind.MyAnswer, Item: var item } when typed.Word is CollaboratorAction.Withdraw or CollaboratorAction.LeaveProject => item,
        _ => null,
    };

    private static void TakeSlipOut(DialogTurn turn, string messageId)
    {
        if (turn.Session.Undo.LastOrDefault() is { Kind: UndoKind.Part } part && part.MessageId == messageId)
        {
            UndoDialog.TakeOut(turn, part);
        }
    }

    /// <summary>The message was meant as a command: takes it out of the answer and runs the command.</summary>
    public static void Meant(DialogTurn turn, string item)
    {
        var (line, messageId) = item.Split(Between, 2) is [var words, var id] ? (words, id) : ("", "");
        TakeSlipOut(turn, messageId);
        if (CollaboratorActions.OfTyped(line) is var (word, argument))
        {
            WordDialog.Take(turn, word, argument, null);
        }
        else if (line == "hello")
        {
            StartDialog.Again(turn);
        }
        else
        {
            turn.Say(ConversationWording.FormatIHaveTakenItOutOf(line));
        }
    }

    /// <summary>The message was not an answer: takes it out, and says how to continue. The bot does not guess what it was meant to be.</summary>
    public static void NoAnswer(DialogTurn turn, string messageId)
    {
        if (!TakeOut(turn, messageId))
        {
            StartDialog.Slip(turn, ConversationWording.ThatStandsInNoAnswerOf);
            return;
        }
        turn.Say(ConversationWording.IHaveTakenItOutOfYour,
            [turn.UndoButton(), turn.NextButton(), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp), turn.Standing(ConversationWording.More, CollaboratorAction.More)]);
    }

    /// <summary>The message was a question for the bot: takes it out of the answer and says who reads what.</summary>
    public static void ForMe(DialogTurn turn, string messageId)
    {
        if (turn.Asked is not { } asked)
        {
            StartDialog.NothingActive(turn, null);
            return;
        }
        if (!TakeOut(turn, messageId))
        {
            StartDialog.Slip(turn, ConversationWording.ThatStandsInNoAnswerOf);
            return;
        }
        var s = asked.Project.Settings;
        turn.Say(NoticeMessage.Linked(
            [
                ConversationWording.IHaveTakenItOutOfYourAnswer,
                ConversationWording.FormatWhoSeesItCanReadYour(s.Readers, s.ItTeam, s.Lead),
                LinkedText.Of(ConversationWording.TheQuestionsCloseOnForAnything, ("dayAndTime", turn.Zone(asked).DayAndTime(asked.Round.ClosesAt)), ("to", Reference.To(s.Contact))),
            ],
            [.. new[] { turn.UndoButton() }.OfType<Button>(), turn.NextButton(), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp), turn.Standing(ConversationWording.More, CollaboratorAction.More)]));
    }

    private static bool TakeOut(DialogTurn turn, string messageId)
    {
        if (turn.Reflection is not { } reflection || reflection.Answers.Values.FirstOrDefault(a => a.Parts.Any(p => p.MessageId == messageId)) is not { } answer)
        {
            return false;
        }
        turn.Remember(reflection, UndoKind.Change, e => e with { Before = [answer] });
        turn.Put(reflection.With(answer.WithParts(answer.Parts.Where(p => p.MessageId != messageId))));
        return true;
    }

    private static void Answer(DialogTurn turn, TextReceived said)
    {
        if (OwnMessages.FindRecent(turn.State, said.MessageId) is not null)
        {
            OwnMessages.Edited(turn, new Edited(said.MessageId, said.Text, said.At));
        }
        else if (turn.Ready(NotKept) is var (asked, reflection))
        {
            if (turn.Session.Phase == Phase.Asking)
            {
                Keep(turn, asked, reflection, said);
            }
            else
            {
                StartDialog.Slip(turn, $"{NotKept} {(Plea.Is(said.Text) && reflection.Answered.Any() ? Less : Instead(turn, reflection))}");
            }
        }
    }

    private static string Instead(DialogTurn turn, Reflection reflection) => turn.Session.Phase switch
    {
        Phase.Choosing => ConversationWording.ChooseFirstHowYouWantTo,
        Phase.OnForm => ConversationWording.PleaseWriteOnTheFormOr,
        Phase.Review when !reflection.Answered.Any() => ConversationWording.ToAnswerWriteOneAtA,
        Phase.Review => ConversationWording.ToAddToAnAnswerChoose,
        _ when reflection.State == RosterState.Submitted => ConversationWording.FormatToChangeAnAnswerWriteReview(WhoSees.IsIn(reflection)),
        _ => ConversationWording.NoQuestionIsBeingAskedRight,
    };

    /// <summary>Adds a message to an answer, so that it can be undone; says so where there is no room.</summary>
    /// <returns>The answer as it was before; null where nothing was added.</returns>
    public static Answer? Add(DialogTurn turn, AskedRound asked, Reflection reflection, QuestionId stage, TextReceived said)
    {
        var consent = ConsentText.VersionFor(asked.Project)!;
        var answer = reflection.ToWrite(stage, consent);
        if (answer.Text.Length + said.Text.Length + 1 > ReflectionLimits.Answer || answer.Parts.Count >= ReflectionLimits.Parts)
        {
            turn.Say(ConversationWording.FormatThisAnswerIsFullICan($"{ReflectionLimits.Answer:N0}", ReflectionLimits.Parts, NotKept), turn.NextButton());
            return null;
        }
        turn.Remember(reflection, UndoKind.Part, e => e with { MessageId = said.MessageId, Stage = stage == reflection.Current ? null : stage, Quote = answer.Quote?.Version == answer.Version ? answer.Quote : null, ConsentVersion = answer.ConsentVersion, WasWithdrawn = answer.Withdrawn });
        turn.Put(reflection.With(answer.WithParts(answer.Parts.Add(new(said.MessageId, said.At.ToUniversalTime(), said.Text, said.ChangedAt))) with { ConsentVersion = consent }));
        return answer;
    }

    private static void Keep(DialogTurn turn, AskedRound asked, Reflection reflection, TextReceived said)
    {
        if (IsOpenToOthers(turn) && Plea.Is(said))
        {
            HeldText.Hold(turn, asked, reflection.Current, said);
            return;
        }
        if (Add(turn, asked, reflection, reflection.Current, said) is not { } before)
        {
            return;
        }
        turn.Put(turn.Reflection!.GoneOn());
        var anew = WhoSees.Begun(turn, asked, before);
        if (Doubt(turn, said) is var (doubt, asks))
        {
            turn.Pending = doubt;
            var (yes, no) = doubt.Kind == PendingKind.MyAnswer ? (ConversationWording.YesMyAnswer, ConversationWording.NoSomethingForYou) : (ConversationWording.Yes, ConversationWording.NoMyAnswer);
            turn.Say(new NoticeMessage([ConversationWording.FormatUntilYouSaySoIKeep(asks, anew)], YesNoDialog.Buttons(turn, doubt, yes, no)));
            return;
        }
        var parts = before.Parts.IsEmpty ? "" : ConversationWording.FormatPartsSoFar(before.Parts.Count + 1);
        var quote = before.ApprovedQuote is not null ? ConversationWording.TheQuoteYouApprovedIsOff : "";
        turn.Say(ConversationWording.FormatSaved(parts, quote, anew), turn.UndoButton(), turn.NextButton());
    }

    /// <summary>Whether others could read text added now at once, or soon: the answer is edited from the review, or the reflection is submitted.</summary>
    private static bool IsOpenToOthers(DialogTurn turn) => turn.Session.FromReview || turn.Reflection is { SubmittedAt: not null };

    /// <summary>What a text may be besides an answer, and how to ask its author. A command that ends or removes something is not named.</summary>
    private static (Pending Pending, string Asks)? Doubt(DialogTurn turn, TextReceived said) => said.Resembles switch
    {
        { Length: > 0 } line => (new(PendingKind.DidYouMean, $"{line}{Between}{said.MessageId}"), ConversationWording.FormatDidYouMean(line.Replace('-', ' '))),
        "" => (new(PendingKind.MyAnswer, said.MessageId), ConversationWording.IsThatYourAnswerOrSomethingFor),
        _ => LooksLikeAQuestion(said.Text) ? (new(PendingKind.ForMe, said.MessageId), ConversationWording.IsThatAQuestionForMe) : null,
    };

    // The grammar that read the word has checked other arguments. Names of projects and people are known only here.
    private static bool MakesSense(DialogTurn turn, CollaboratorAction word, string argument) => word switch
    {
        CollaboratorAction.Open or CollaboratorAction.Switch => StartDialog.Knows(turn, argument),
        CollaboratorAction.ContactMe => HelpDialog.Knows(turn, argument),
        CollaboratorAction.Share => turn.Asked is { } asked && SharingDialog.MakesSense(asked, argument),
        _ => true,
    };

    private static bool LooksLikeAQuestion(string text) => text.Trim() is { Length: <= LongestQuestion } trimmed && trimmed.EndsWith('?');
}
