using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Cards;

/// <summary>
/// The text of a card whose buttons no longer apply, because it was answered (by a button or by typing) or the person has moved on. It has no
/// buttons any more and contains no text from the person, so that no withdrawn text can reappear through it.
/// </summary>
internal static class CardDialog
{
    private static string Passed => ConversationWording.ThisCardIsOver;

    /// <summary>The new text of a pressed card that is not remembered; null where it stays as it is.</summary>
    /// <param name="turn">The step, before the button does anything.</param>
    /// <param name="action">The button's action.</param>
    /// <param name="word">The button's word.</param>
    /// <param name="stale">The button belongs to an earlier state.</param>
    public static NoticeMessage? Over(DialogTurn turn, ButtonAction action, CollaboratorAction word, bool stale)
    {
        var consent = word is CollaboratorAction.Agree or CollaboratorAction.ReadFirst || (turn.Session.Phase == Phase.Consent && word == CollaboratorAction.Decline);
        if (stale)
        {
            return consent ? null : Notice(null, Passed); // The consent text is worth rereading.
        }
        return word switch
        {
            CollaboratorAction.Agree or CollaboratorAction.Decline when consent && action.Item == turn.Session.ConsentShown => Consent(turn, turn.Session.Round, action.Item) is [_, ..] text ? Notice(ConversationWording.BeforeYouStart, [.. text, Chose(word)]) : null,
            CollaboratorAction.Yes or CollaboratorAction.Decline => turn.Was is { TakesYesOrNo: true } was && action.Item == YesNoDialog.Item(was) ? Notice(YesNoDialog.About(turn, was), Chose(word)) : Notice(null, Passed),
            CollaboratorAction.Share => Rung(turn, action),
            _ when action.Revision == 0 => null,
            CollaboratorAction.OneAtATime or CollaboratorAction.Form or CollaboratorAction.ThreeQuestions or CollaboratorAction.Next or CollaboratorAction.Skip or CollaboratorAction.Back or CollaboratorAction.Submit => Notice(action.Item == DialogTurn.Note ? null : Heading(turn), Chose(word)),
            _ => null,
        };
    }

    /// <summary>The new text of a question about a command: what it asked, and the answer, if there was one.</summary>
    public static NoticeMessage Over(IEnumerable<string> asked, string? chosen) => Notice(null, [.. asked, chosen is null ? Passed : Chose(chosen)]);

    /// <summary>The new text of a remembered card.</summary>
    /// <param name="turn">The step, at its end.</param>
    /// <param name="card">The card.</param>
    /// <param name="before">The state before the step.</param>
    /// <param name="shows">The step shows the reflection again.</param>
    public static NoticeMessage Says(DialogTurn turn, ShownCard card, PersonState before, bool shows)
    {
        string[] text = card is { Title: not null } && card.ItemOf(CollaboratorAction.Agree) is { } version ? [.. Consent(turn, card.Round, version)] : card.Text.Length == 0 ? [] : card.Text.Split('\n');
        var chosen = card.Ladder is not null ? Rung(turn, card, before)
            : turn.Word is { } word and not CollaboratorAction.Share && card.ItemOf(word) is { } item && (word is not (CollaboratorAction.Yes or CollaboratorAction.Decline or CollaboratorAction.Agree) || turn.Pressed is null || turn.Pressed.Item == item) ? Chose(word)
            : null;
        return chosen is not null ? Notice(card.Title, [.. text, chosen])
            : card.Review is not null ? Notice(card.Title, $"{Passed} {(shows ? ConversationWording.YourReflectionStandsBelowAsIt : turn.Session.Phase == Phase.Review ? ConversationWording.ReviewShowsItAsItIs : ConversationWording.MyAnswersShowsWhatYouWrote)}")
            : Notice(card.Title, text.Length > 0 && card.Title is null ? text : [.. text, Passed]);
    }

    /// <summary>The title of a question whose buttons no longer apply.</summary>
    public static string Heading(QuestionMessage question) => ConversationWording.FormatOf(question.Number, question.Total, question.Label);

    /// <summary>The title of what the person is doing now.</summary>
    public static string? Heading(DialogTurn turn)
    {
        if (turn.Asked is not { } asked || turn.Reflection is not { } reflection || turn.Session.Phase != Phase.Asking)
        {
            return turn.Session.Phase == Phase.Review ? ConversationWording.YourReflection : null;
        }
        var number = Questions.Number(asked, reflection.Form, reflection.Current);
        return number > 0 ? ConversationWording.FormatOf2(number, asked.Questions.Of(reflection.Form, asked.AskOthers).Count, asked.Questions.About(reflection.Current)?.Label) : Questions.Heading(asked, reflection, reflection.Current);
    }

    /// <summary>The consent text, if it is still the version that was shown.</summary>
    private static string[] Consent(DialogTurn turn, string? round, string? version)
    {
        return turn.Find(round) is { } asked && ConsentText.Build(asked.Project) is { } text && text.Version == version ? [.. text.Message([]).Paragraphs.Select(p => $"{p.Heading} {p.Text}".Trim())] : [];
    }

    /// <summary>A rung of the ladder was chosen: the card's question is done, whatever the result.</summary>
    private static NoticeMessage? Rung(DialogTurn turn, ButtonAction action)
    {
        var round = action.Round ?? turn.Session.Round;
        if (turn.Find(round) is not { } asked || turn.State.Reflections.GetValueOrDefault(asked.Round.Id) is not { } reflection || action.Item?.Split(' ', 2) is not [var about, var rung] || SharingChoices.OfWord(rung) is not { } choice)
        {
            return null;
        }
        var whose = about == SharingDialog.All ? ConversationWording.AllYourAnswers : Questions.Parse(asked, reflection, about) is { } stage ? Questions.Heading(asked, reflection, stage) : null;
        return whose is null ? null : Notice(ConversationWording.FormatWhoMaySee(whose), Chose(choice.Name(asked.ChoiceReader)));
    }

    /// <summary>The rung chosen on a ladder, or typed while the ladder was shown; null for none.</summary>
    private static string? Rung(DialogTurn turn, ShownCard card, PersonState before)
    {
        if (turn.Find(card.Round) is not { } asked)
        {
            return null;
        }
        var pressed = turn.Pressed is { } action && card.Has(action) && action.Item?.Split(' ') is [_, var rung] ? SharingChoices.OfWord(rung) : null;
        var named = QuestionId.Of(card.ItemOf(CollaboratorAction.Share)?.Split(' ')[0] ?? "") is { } stage && turn.State.Reflections[asked.Round.Id].Of(stage) is { Answered: true } now
            && now.Choice != before.Reflections.GetValueOrDefault(asked.Round.Id)?.Of(stage)?.Choice ? now.Choice : (SharingChoice?)null;
        return (pressed ?? named) is { } choice ? Chose(choice.Name(asked.ChoiceReader)) : null;
    }

    private static string Chose(CollaboratorAction word) => Chose(word == CollaboratorAction.Agree ? ConversationWording.IAgree : word.Typed());

    private static string Chose(string what) => ConversationWording.FormatYouChose(what);

    private static NoticeMessage Notice(string? title, params string[] paragraphs) => new(paragraphs, [], title) { IsOver = true };
}
