using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.LateDelivery;

/// <summary>
/// A bare yes or no at a question of the reflection, after a bot question has just gone unanswered, or once the reflection is submitted. It is
/// unclear what it answers, and as part of an answer others could read it at once. So it is not kept, and the person is told.
/// </summary>
internal static class StrayYes
{
    private const int Recent = 5;

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "yes", "y", "yeah", "yep", "yup", "yes please", "yes do it", "do it", "ok", "okay", "sure", "confirm", "no", "n", "nope", "no thanks", "no thank you",
    };

    public static bool Is(DialogTurn turn, DialogInput input)
    {
        var message = input switch
        {
            TextReceived said => said,
            Typed { Word: CollaboratorAction.Yes or CollaboratorAction.Decline, Argument: null, Message: { } typed } => typed,
            _ => null,
        };
        return message is { Attachments: 0, Forwards: false } && Words.Contains(TypedText.KeyOfAll(message.Text))
            && turn.Session.Phase == Phase.Asking && turn.Was is not { TakesYesOrNo: true } && LateMessage.Find(turn, message) is null
            && turn.Asked is { } asked && turn.IsOpen(asked) && turn.Reflection is { } reflection
            && (turn.Session.QuestionAgo is not null || reflection.SubmittedAt is not null);
    }

    public static void Refuse(DialogTurn turn, DialogInput input)
    {
        var text = (input as TextReceived ?? ((Typed)input).Message!).Text.Trim();
        turn.Say(ConversationWording.FormatNoQuestionOfMineWaitsFor(Texts.Shorten(text, 40)), turn.NextButton());
    }

    /// <summary>Remembers whether a step has left something to undo and, for a short time, that a question went unanswered.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="input">What the person did.</param>
    /// <param name="before">The session before it.</param>
    public static void Follow(DialogTurn turn, DialogInput input, Session before)
    {
        var ago = LetGo(turn, input) || input is DidElse { Asked: true } ? 1 : before.QuestionAgo < Recent ? before.QuestionAgo + 1 : null;
        turn.Session = turn.Session with { LeftNothing = !turn.IsAtUndo && turn.Session.LastUndo == before.LastUndo, QuestionAgo = ago };
    }

    // More text after a doubt about the previous text does not mean that a yes is on its way.
    private static bool LetGo(DialogTurn turn, DialogInput input) => turn.Was is { TakesYesOrNo: true } was && turn.Session.Pending != was && !Answers(input)
        && !(input is TextReceived && was.Kind is not (PendingKind.WithdrawAll or PendingKind.Leave or PendingKind.TeamPreview));

    private static bool Answers(DialogInput input) => input switch
    {
        Typed typed => typed.Word is CollaboratorAction.Yes or CollaboratorAction.Decline or CollaboratorAction.Undo,
        Pressed pressed => CollaboratorActions.OfVerb(pressed.Action.Verb) is CollaboratorAction.Yes or CollaboratorAction.Decline,
        _ => false,
    };
}
