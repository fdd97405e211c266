using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>What the person can always read of their own: what they wrote, and what they agreed to.</summary>
internal static class OwnDialog
{
    /// <summary>The longest part of an answer that every chat shows in full in one message, in UTF-16 characters.</summary>
    private const int Piece = 6_000;

    private const int MostRounds = 8;

    /// <summary>Shows the answers of a round in full: the latest round where none is named, open or closed.</summary>
    public static void Answers(DialogTurn turn, string? round)
    {
        var written = turn.State.Reflections.Values.Where(r => r.Answered.Any()).ToList();
        Button Of(Reflection r) => turn.Standing(turn.Called(turn.Find(r.Round)!), CollaboratorAction.MyAnswers, r.Round);
        if ((written.Find(r => r.Round == round) ?? written.LastOrDefault(r => turn.Find(round) is { } named ? r.Project == named.Project.Id : turn.IsMeant(r.Project))) is not { } reflection)
        {
            var gone = turn.Context.Places.Select(p => KeepingLimit.Gone(p.Project, turn.Context.Now)).OfType<string>().FirstOrDefault();
            turn.Say(gone ?? ConversationWording.YouHaveWrittenNothingHereYet, [.. written.Where(r => turn.Find(r.Round) is not null).TakeLast(MostRounds).Select(Of), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp)]);
            return;
        }
        var asked = turn.Find(reflection.Round);
        foreach (var answer in reflection.Answered)
        {
            var heading = asked is null ? $"{answer.Stage}" : $"{asked.Questions.About(answer.Stage)?.Label} {Questions.Heading(asked, reflection, answer.Stage)}".Trim();
            foreach (var piece in Texts.Pieces(answer.Text, Piece))
            {
                turn.SayWords(new NoticeMessage([piece], [], heading), reflection.Round);
            }
        }
        turn.Speaks(reflection.Round);
        var others = written.Where(r => r != reflection && turn.Find(r.Round) is not null).TakeLast(MostRounds).Select(Of);
        turn.Say(ConversationWording.FormatThatIsAllYouWroteOn(asked is null ? ConversationWording.AnEarlierRound : turn.Called(asked), WhoSees.Stands(reflection)),
            [.. others, turn.Standing(ConversationWording.MyChoices, CollaboratorAction.MyChoices), turn.Standing(ConversationWording.ChangeWhoSeesIt, CollaboratorAction.Share, reflection.Round), turn.Standing(ConversationWording.TakeAnswersBack, CollaboratorAction.Withdraw, reflection.Round)]);
    }

    /// <summary>Shows the latest text that the person agreed to, for each project.</summary>
    public static void Consents(DialogTurn turn)
    {
        var agreed = turn.State.Consents.Where(c => c.Agreed).GroupBy(c => c.Project).Select(g => g.Last()).ToList();
        foreach (var consent in agreed)
        {
            var project = turn.Context.Rounds.FirstOrDefault(r => r.Project.Id == consent.Project)?.Project;
            var now = project is null ? null : ConsentText.Build(project);
            var words = consent.Text ?? (now?.Version == consent.TextVersion ? now.Words : null);
            turn.Say(new NoticeMessage(
                words is null ? [ConversationWording.IHaveKeptThatYouAgreed] : words.Split('\n'),
                [turn.Standing(ConversationWording.TakeAnswersBack, CollaboratorAction.Withdraw), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp)],
                ConversationWording.FormatYouAgreedToThisOn(project is null ? ConversationWording.AProject : turn.NameOf(project), turn.Zone(turn.Asked).DayAndTime(consent.At))));
        }
        if (agreed.Count == 0)
        {
            turn.Say(ConversationWording.YouHaveAgreedToNothingYet, turn.Standing(ConversationWording.Open, CollaboratorAction.Open), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp));
        }
    }
}
