using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Cards;
using ReflectionBot.Core.Conversation.LateDelivery;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Conversation.Undo;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>
/// The whole conversation with a collaborator as a pure function: the same state, input and context give the same step. It reads no clock,
/// makes no ids and does no I/O.
/// </summary>
public static class ReflectionDialog
{
    /// <summary>Processes one input.</summary>
    /// <param name="state">Everything known about the person.</param>
    /// <param name="input">What happened.</param>
    /// <param name="context">Everything else that the step may read.</param>
    /// <returns>The new state and the effects. No input from a person makes it throw.</returns>
    public static DialogStep Step(PersonState state, DialogInput input, DialogContext context)
    {
        var turn = new DialogTurn(state, context, input.When, input.From ?? (input as TextReceived ?? (input as Typed)?.Message)?.MessageId);
        EditsBeforeArrival.Forget(turn);
        if (!IsUndo(input) && !IsTakingBack(state, input))
        {
            UndoDialog.LetGo(turn);
        }
        if (EditsBeforeArrival.Apply(turn, input) is { } taken)
        {
            Take(turn, taken);
        }
        if (input is not (UndoOver or Invited or Reminded or ClosingSoon or RoundClosed or RoundMoved or ContactsChanged or QuoteDropped or QuoteCheckDue))
        {
            StrayYes.Follow(turn, input, state.Session);
        }
        else
        {
            turn.Session = turn.Session with { SpokenOf = turn.SpokenOf }; // An input that no person sent does not change what was being spoken of.
        }
        return turn.End();
    }

    private static void Take(DialogTurn turn, DialogInput input)
    {
        switch (input)
        {
            case TextReceived or Typed when StrayYes.Is(turn, input): StrayYes.Refuse(turn, input); break;
            case TextReceived said: TextDialog.OnText(turn, said); break;
            case Typed { Message: { } message } typed when TextDialog.IsAnswer(turn, typed): TextDialog.OnText(turn, message); break;
            case Typed typed:
                TextDialog.TakenAsWord(turn, typed);
                (turn.In, turn.Word) = (typed.In, typed.Word);
                WordDialog.Take(turn, typed.Word, typed.Argument, null);
                break;
            case Greeted: StartDialog.Hello(turn); break;
            case WentTo went: StartDialog.WentTo(turn, went); break;
            case DidElse: break; // Every step drops the waiting question.
            case Pressed pressed: Press(turn, pressed); break;
            case FilledForm form when form.Action.Verb == CollaboratorAction.Save.Verb(): FormDialog.Filled(turn, form); break;
            case FilledForm form: Press(turn, form); break;
            case Edited edited: OwnMessages.Edited(turn, edited); break;
            case Deleted deleted: OwnMessages.Deleted(turn, deleted); break;
            case UndoOver over: UndoDialog.Over(turn, over.Number); break;
            case Invited invited: RoundDialog.Invited(turn, invited.Round); break;
            case Reminded reminded: RoundDialog.Reminded(turn, reminded.Round); break;
            case ClosingSoon closing: RoundDialog.ClosingSoon(turn, closing.Round); break;
            case RoundClosed closed: RoundDialog.Closed(turn, closed.Round, closed.ByHand); break;
            case RoundMoved moved: RoundDialog.Moved(turn, moved.Round, moved.KnewClosed); break;
            case ContactsChanged changed: HelpDialog.Changed(turn, changed.Project); break;
            case QuoteDropped dropped: QuoteDialog.Dropped(turn, dropped); break;
            case QuoteCheckDue check: QuoteCheckDialog.Ask(turn, check); break;
            case CameBack back: ParticipationDialog.CameBack(turn, back); break;
            default: throw new ArgumentOutOfRangeException(nameof(input));
        }
    }

    /// <summary>A button beside a form's [Save]: saves the typed text first, then runs its action.</summary>
    private static void Press(DialogTurn turn, FilledForm form)
    {
        if (form.Action.Form is null || FormDialog.Keep(turn, form))
        {
            Press(turn, form.Action);
        }
    }

    /// <summary>Runs a button's action, and updates its card.</summary>
    private static void Press(DialogTurn turn, Pressed pressed)
    {
        var word = CollaboratorActions.OfVerb(pressed.Action.Verb);
        var isStale = word is { } known && IsStale(turn, pressed.Action, known);
        var over = pressed.Card is null || word is not { } of ? null : CardDialog.Over(turn, pressed.Action, of, isStale);
        Press(turn, pressed.Action);
        turn.Over = over is null ? null : new DialogEffect.CardOver(pressed.Card, null, over);
    }

    private static bool IsStale(DialogTurn turn, ButtonAction action, CollaboratorAction word) => action.Revision != 0
        ? action.Revision != turn.Session.Revision || action.Round != turn.Session.Round
        : action.Round is not null && action.Round != turn.Session.Round && !WordDialog.TakesAnyRound(word);

    private static void Press(DialogTurn turn, ButtonAction action)
    {
        if (CollaboratorActions.OfVerb(action.Verb) is not { } word)
        {
            StartDialog.Slip(turn, ConversationWording.IDoNotKnowThatButton);
        }
        else if (IsStale(turn, action, word))
        {
            var stands = turn.Session.Phase is Phase.Consent or Phase.OnForm or Phase.Review;
            StartDialog.Slip(turn, ConversationWording.FormatThatButtonBelongsToSomethingEarlier(stands ? "" : ConversationWording.ThisIsWhereWeAre));
        }
        else
        {
            (turn.Word, turn.Pressed) = (word, action);
            WordDialog.Take(turn, word, action.Item, action.Round);
        }
    }

    // If a person takes back several answers one after another, each of them can still be restored.
    private static bool IsTakingBack(PersonState state, DialogInput input) => input switch
    {
        Deleted deleted => OwnMessages.Find(state, deleted.MessageId) is not null,
        Edited edited => string.IsNullOrWhiteSpace(edited.Text) && OwnMessages.Find(state, edited.MessageId) is not null,
        Typed typed => typed.Word == CollaboratorAction.Withdraw,
        Pressed pressed => pressed.Action.Verb == CollaboratorAction.Withdraw.Verb(),
        FilledForm form => form.Action.Verb == CollaboratorAction.Withdraw.Verb(),
        _ => false,
    };

    // These manage the undo list themselves.
    private static bool IsUndo(DialogInput input) => input switch
    {
        UndoOver or DidElse or QuoteDropped or QuoteCheckDue or Edited { IsBack: true } => true,
        Typed typed => typed.Word == CollaboratorAction.Undo,
        Pressed pressed => pressed.Action.Verb == CollaboratorAction.Undo.Verb(),
        _ => false,
    };
}
