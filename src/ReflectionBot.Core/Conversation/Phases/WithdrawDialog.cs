using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Undo;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>Taking answers back: at any time, also after the round has closed, and without agreeing to anything.</summary>
internal static class WithdrawDialog
{
    private const string Everything = "all";
    private const int MostRounds = 8;

    public static void Take(DialogTurn turn, string? item, string? round)
    {
        var (numbered, several) = item is null or Everything ? default : MeantRound.Find(turn, round, m => m.Of(item) is not null);
        if (several is [_, ..])
        {
            MeantRound.Which(turn, CollaboratorAction.Withdraw, item, several);
        }
        else if (round is null && numbered is not null && IsElsewhere(turn, numbered) && numbered.Of(item!) is { } other)
        {
            // A word that is sent twice, or that meant an empty question here, must not erase an answer elsewhere that cannot be written again.
            turn.Say(ConversationWording.FormatThereIsNoAnswerOfThat(turn.Called(turn.Asked!)),
                turn.Standing(ConversationWording.FormatOn2(Questions.Heading(numbered.Asked, numbered.Reflection, other.Stage), turn.Called(numbered.Asked)), CollaboratorAction.Withdraw, numbered.Asked.Round.Id, $"{other.Stage}"), turn.Standing(ConversationWording.Review, CollaboratorAction.Review));
        }
        else if ((numbered?.Reflection ?? Target(turn, round)) is not { } reflection)
        {
            None(turn, item);
        }
        else if (item is null)
        {
            Which(turn, reflection);
        }
        else if (item == Everything)
        {
            var pending = new Pending(PendingKind.WithdrawAll, reflection.Round);
            turn.Pending = pending;
            var sentence = Plurals.Of(ConversationWording.ResourceManager, "TakeBackAll", reflection.Answered.Count(), ("choice", Name(turn, reflection)));
            turn.Say(new NoticeMessage([sentence], YesNoDialog.Buttons(turn, pending, ConversationWording.TakeAllBack, ConversationWording.KeepThem)));
        }
        else if (turn.Find(reflection.Round) is { } asked && Questions.AnswerOf(asked, reflection, item) is { Stage: var stage } answer)
        {
            turn.Remember(reflection, UndoKind.Gone, e => e with { Before = [answer] });
            turn.Put(reflection.With(answer.TakenBack()));
            turn.Speaks(reflection.Round);
            turn.Say(turn.Placed(asked, "").Length == 0 ? ConversationWording.FormatTakenBackYourAnswerTo(Questions.Called(asked, reflection, stage), Aftermath(reflection), UndoDialog.Brief) : ConversationWording.FormatTakenBackYourAnswerToOn(Questions.Called(asked, reflection, stage), Name(turn, reflection), Aftermath(reflection), UndoDialog.Brief), turn.UndoButton());
        }
        else
        {
            turn.Say(ConversationWording.IFoundNoAnswerOfThatNumber);
            Which(turn, reflection);
        }
    }

    /// <summary>Whether a round is neither the active one nor the one that the bot has just spoken of.</summary>
    private static bool IsElsewhere(DialogTurn turn, MeantRound meant) => turn.Asked is { } here && meant.Asked.Round.Id is var id && id != here.Round.Id && id != turn.SpokenOf;

    /// <summary>Takes back every answer of a round, after the person has confirmed it.</summary>
    public static void All(DialogTurn turn, string round)
    {
        if (turn.State.Reflections.GetValueOrDefault(round) is not { } reflection)
        {
            StartDialog.NothingActive(turn, null);
            return;
        }
        turn.Put(reflection.Answered.ToList().Aggregate(reflection, (r, a) => r.With(a.TakenBack())));
        UndoDialog.Forget(turn, round);
        turn.Session = turn.Session with { QuestionHistory = turn.Session.QuestionHistory.Without(round), Early = turn.Session.Early.ConvertAll(e => e with { Text = null }) };
        if (turn.Session.Round == round)
        {
            turn.Show(Phase.Idle);
        }
        turn.Say(ConversationWording.FormatTakenBackAllYourAnswersOn(Name(turn, reflection), Aftermath(reflection)));
    }

    private static Reflection? Target(DialogTurn turn, string? round)
    {
        var named = turn.State.Reflections.GetValueOrDefault(round ?? (turn.In is null ? turn.SpokenOf ?? turn.Session.Round : null) ?? "");
        return named?.Answered.Any() == true ? named : round is null && Projects(turn) is [var only] ? only.Last() : null;
    }

    // With several projects it is unclear which is meant, and nothing is taken back on a guess.
    private static List<IGrouping<string, Reflection>> Projects(DialogTurn turn) => [.. Written(turn).Where(r => MeantRound.IsHere(turn, r.Project)).GroupBy(r => r.Project)];

    private static IEnumerable<Reflection> Written(DialogTurn turn) => turn.State.Reflections.Values.Where(r => r.Answered.Any());

    private static void None(DialogTurn turn, string? item)
    {
        var elsewhere = Written(turn).TakeLast(MostRounds).Select(r => turn.Standing(Name(turn, r), CollaboratorAction.Withdraw, r.Round, item)).ToList();
        if (elsewhere.Count == 0)
        {
            StartDialog.Slip(turn, ConversationWording.YouHaveNoAnswersHereTo);
        }
        else
        {
            turn.Say(Projects(turn).Count > 1 ? ConversationWording.AnswersInWhichRoundNothingIs : ConversationWording.YouHaveNoAnswersHereToTake, elsewhere);
        }
    }

    private static void Which(DialogTurn turn, Reflection reflection)
    {
        turn.Waits(CollaboratorAction.Withdraw);
        turn.Speaks(reflection.Round);
        var asked = turn.Find(reflection.Round);
        var one = asked is null ? [] : reflection.Answered.Select(a => turn.Standing(Questions.Heading(asked, reflection, a.Stage), CollaboratorAction.Withdraw, reflection.Round, $"{a.Stage}"));
        turn.Say(new NoticeMessage([ConversationWording.FormatWhichAnswerOnDoYouWant(Name(turn, reflection))],
            [.. one, turn.Standing(ConversationWording.AllOfThem, CollaboratorAction.Withdraw, reflection.Round, Everything)]));
    }

    private static string Aftermath(Reflection before) => before.SubmittedAt is null
        ? ConversationWording.NobodyHadSeenItYourOwn
        : ConversationWording.ItIsNotUsedAgainAnd;

    private static string Name(DialogTurn turn, Reflection reflection) => turn.Find(reflection.Round) is { } asked ? turn.Called(asked) : ConversationWording.AnEarlierRound;
}
