using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Sharing;

/// <summary>The sharing ladder, answer by answer. Going down always works, everywhere; going up needs an open round and agreement to the consent text.</summary>
internal static class SharingDialog
{
    /// <summary>The item that means every answer.</summary>
    public const string All = "all";

    private const int MostElsewhere = 5;

    /// <summary>Stands for the answer in an item that names only a rung.</summary>
    public const string Unsaid = "?";

    /// <summary>Only me, without naming the answer.</summary>
    public static string UnsaidOnlyMe { get; } = $"{Unsaid} {SharingChoice.OnlyMe.Word()}";

    /// <summary>Shows the ladder for an answer, or sets its rung.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="item">The answer, and optionally the rung: "3 only-me", "Evaluation topics", "3 facilitator ana".</param>
    /// <param name="round">The round that the button named; null to work it out.</param>
    public static void Share(DialogTurn turn, string? item, string? round)
    {
        var (said, rest) = Parts(item ?? "");
        switch (MeantRound.Find(turn, round, m => said is All or Unsaid ? m.Reflection.Answered.Any() : m.Of(said) is not null))
        {
            case ({ } meant, _) when said == All: ShareAll(turn, meant, rest); break;
            case ({ } meant, _): ShareOne(turn, meant, said, rest, round is null); break;
            case (null, []) when said == All && round is null && turn is { Asked: { } asked, Reflection: { } reflection } && turn.IsOpen(asked): ShareAll(turn, new(asked, reflection), rest); break;
            case (_, [_, ..] several): MeantRound.Which(turn, CollaboratorAction.Share, item, several); break;
            default: WhichAnswer(turn, round, rest, said.Length == 0 || said is All or Unsaid ? "" : ConversationWording.IFoundNoAnswerOfThat); break;
        }
    }

    /// <summary>Whether an item names no rung, or an existing one.</summary>
    public static bool MakesSense(AskedRound asked, string item) => Parts(item).Rung is { } rest && (rest.Length == 0 || Rung(asked, rest) is not null);

    /// <summary>Why an answer of a round cannot be shown to more people than now; null where it can.</summary>
    public static string? WhyNoWider(DialogTurn turn, AskedRound asked)
    {
        var name = turn.NameOf(asked.Project);
        return asked.Project.ClosedAt is not null ? ConversationWording.FormatIsClosedSoNothingThereIs(name)
            : turn.Session.Left.Contains(asked.Project.Id) ? ConversationWording.FormatYouHaveLeftSoNothingYou(name)
            : !asked.IsCollaborator ? ConversationWording.FormatYouAreNotAskedOnAnyMore(name)
            : !turn.IsOpen(asked) ? ConversationWording.FormatTheQuestionsOnClosedOnSo(turn.Called(asked), turn.ClosingDay(asked))
            : null;
    }

    /// <summary>Goes to a round whose answers may be shown to more people; otherwise says why not.</summary>
    public static bool MayWiden(DialogTurn turn, MeantRound meant, string stays)
    {
        var asked = meant.Asked;
        if (WhyNoWider(turn, asked) is { } why)
        {
            turn.Say(ConversationWording.FormatToShowItToFewerPeople(stays, why), turn.Standing(ConversationWording.TakeAnswersBack, CollaboratorAction.Withdraw, asked.Round.Id), turn.Standing(ConversationWording.MyChoices, CollaboratorAction.MyChoices));
            return false;
        }
        turn.MoveTo(asked);
        if (turn.HasAgreed(asked))
        {
            return true;
        }
        ConsentDialog.Need(turn, asked, stays);
        return false;
    }

    /// <summary>Sets the rung of an answer.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="meant">The round of the answer.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="choice">The rung.</param>
    /// <param name="typed">The answer's number, if it was typed. If the choice shows fewer people, answers of the same number in other rounds are offered too. Null for a button.</param>
    public static void Choose(DialogTurn turn, MeantRound meant, Answer answer, SharingChoice choice, string? typed)
    {
        var (asked, reflection) = (meant.Asked, meant.Reflection);
        if (choice >= SharingChoice.QuoteNoName && !Questions.Quotable(asked, answer.Stage))
        {
            StartDialog.Slip(turn, ConversationWording.AnswersToThisQuestionAreNever);
            return;
        }
        var called = turn.Placed(asked, Questions.Heading(asked, reflection, answer.Stage));
        if (choice > answer.Choice && !MayWiden(turn, meant, ConversationWording.FormatStaysAsItIs2(called, answer.Choice.Name(asked.ChoiceReader))))
        {
            return;
        }
        if (choice != answer.Choice)
        {
            turn.Remember(reflection, UndoKind.Change, e => e with { Before = [answer] });
            turn.Put(reflection.With(answer.WithChoice(choice)));
        }
        var once = choice >= SharingChoice.QuoteNoName && QuoteDialog.WasPrinted(turn, asked, answer.Stage) ? $" {QuoteDialog.Once}" : "";
        var off = answer.ApprovedQuote is null || choice == answer.Choice || choice < SharingChoice.QuoteNoName ? ""
            : turn.IsOpen(asked) ? ConversationWording.TheQuoteYouApprovedIsOffAs : ConversationWording.FormatTheQuoteIsOffForGood(PlaceWords.WhyNotOpen(turn, asked));
        var now = turn.State.Reflections[asked.Round.Id];
        var same = typed is not null && choice <= answer.Choice ? SameNumber(turn, asked, typed, choice) : [];
        var stays = string.Concat(same.Select(s => (s.Answer.Stage == answer.Stage ? ConversationWording.FormatOnTheAnswerOfThatNumber(turn.Called(s.Asked), s.Answer.Choice.Name(s.Asked.ChoiceReader)) : ConversationWording.FormatOnTheAnswerOfThatNumberStays(turn.Called(s.Asked), Questions.Heading(s.Asked, turn.State.Reflections[s.Asked.Round.Id], s.Answer.Stage), s.Answer.Choice.Name(s.Asked.ChoiceReader)))));
        turn.Say($"{called}: {choice.Name(asked.ChoiceReader)}. {WhoSees.Effect(turn, asked, now, choice, now.Of(answer.Stage))}{off}{once}{stays}",
            [choice > answer.Choice ? turn.UndoButton() : null, .. same.Select(s => turn.Standing(ConversationWording.FormatAlsoOn(turn.Called(s.Asked)), CollaboratorAction.Share, s.Asked.Round.Id, $"{s.Answer.Stage} {choice.Word()}"))]);
        LookOver(turn, asked, choice);
    }

    /// <summary>Answers with that number in other rounds (by the form chosen there) that more people can see.</summary>
    private static List<(AskedRound Asked, Answer Answer)> SameNumber(DialogTurn turn, AskedRound asked, string typed, SharingChoice choice) =>
        [.. turn.Context.Rounds.Where(r => r.Round.Id != asked.Round.Id).Select(r => (Asked: r, Answer: turn.State.Reflections.GetValueOrDefault(r.Round.Id) is { } other ? Questions.AnswerOf(r, other, typed) : null))
            .Where(s => s.Answer?.Choice > choice).Select(s => (s.Asked, s.Answer!)).TakeLast(MostElsewhere)];

    private static void ShareOne(DialogTurn turn, MeantRound meant, string said, string rest, bool typed)
    {
        var (asked, reflection) = (meant.Asked, meant.Reflection);
        if ((said == Unsaid ? reflection.Answered.ToList() is [var only] ? only : null : meant.Of(said)) is not { } answer)
        {
            WhichAnswer(turn, asked.Round.Id, rest);
        }
        else if (rest.Length == 0)
        {
            ShowLadder(turn, meant, answer);
        }
        else if (Rung(asked, rest) is not { } choice)
        {
            turn.Say(ConversationWording.FormatIDoNotKnowThatChoice(Questions.Called(asked, reflection, answer.Stage)));
            ShowLadder(turn, meant, answer);
        }
        else
        {
            Choose(turn, meant, answer, choice, !typed ? null : said == Unsaid ? $"{answer.Stage}" : said);
        }
    }

    /// <summary>There is no answer of that number: offers the existing ones, for the named rung.</summary>
    private static void WhichAnswer(DialogTurn turn, string? round, string rest, string first = "")
    {
        var (one, several) = MeantRound.Find(turn, round, m => m.Reflection.Answered.Any());
        if (one is null && several.Count == 0 && (turn.Asked is null || turn.Reflection is null))
        {
            StartDialog.NothingActive(turn, null);
            return;
        }
        if (one is null && several.Count > 0)
        {
            MeantRound.Which(turn, CollaboratorAction.Share, $"{Unsaid} {rest}".Trim(), several);
            return;
        }
        turn.Waits(CollaboratorAction.Share);
        if (one is not null)
        {
            turn.Speaks(one.Asked.Round.Id);
        }
        var where = one is null ? "" : turn.Placed(one.Asked, "");
        var answers = one is null ? [] : one.Reflection.Answered.Select(a => turn.Standing(Questions.Heading(one.Asked, one.Reflection, a.Stage), CollaboratorAction.Share, one.Asked.Round.Id, $"{a.Stage} {rest}".Trim()));
        turn.Say(ConversationWording.FormatWhichAnswerWriteShareWithIts(where, first).TrimStart(), [.. answers, turn.Standing(ConversationWording.Review, CollaboratorAction.Review)]);
    }

    /// <summary>Refreshes the review after a choice in the active round. Shows it again if there are new words to be quoted. A choice in another round leaves the person where they are.</summary>
    private static void LookOver(DialogTurn turn, AskedRound asked, SharingChoice choice)
    {
        if (turn.IsOpen(asked) && (turn.Asked is not { } active || !turn.IsOpen(active)))
        {
            turn.MoveTo(asked);
        }
        if (turn.Session.Round != asked.Round.Id || !turn.IsOpen(asked) || !turn.HasAgreed(asked))
        {
            return;
        }
        if (choice >= SharingChoice.QuoteNoName)
        {
            ReviewDialog.Show(turn, asked);
        }
        else
        {
            ReviewDialog.LookOver(turn, asked);
        }
    }

    /// <summary>Sets one rung for every answer. Quotes are chosen one by one, because each has its own words.</summary>
    private static void ShareAll(DialogTurn turn, MeantRound meant, string rung)
    {
        var (asked, reflection) = (meant.Asked, meant.Reflection);
        if (Rung(asked, rung) is not { } choice || choice >= SharingChoice.QuoteNoName)
        {
            turn.Waits(CollaboratorAction.Share, All);
            turn.Speaks(asked.Round.Id);
            turn.Say(new NoticeMessage(
                [ConversationWording.FormatWhoMaySeeAllYourAnswers(On(turn, asked))],
                [.. SharingChoices.Ladder.Where(c => c < SharingChoice.QuoteNoName).Select(c => turn.Standing(c.Name(asked.ChoiceReader), CollaboratorAction.Share, asked.Round.Id, $"{All} {c.Word()}"))]));
            return;
        }
        var others = reflection.Answered.Where(a => a.Choice != choice && (a.Choice > choice || WhyNoWider(turn, asked) is null)).ToList();
        var widens = reflection.Answered.Any(a => a.Choice < choice);
        if (widens && others.Count > 0 && WhyNoWider(turn, asked) is { } why)
        {
            turn.Say(ConversationWording.FormatThoseThatFewerPeopleSeeStay(why));
            widens = false;
        }
        if (widens && !MayWiden(turn, meant, ConversationWording.YourAnswersStayAsTheyAre))
        {
            return;
        }
        var widest = choice < reflection.Widest || WhyNoWider(turn, asked) is null ? choice : reflection.Widest;
        if (others.Count > 0 || widest > reflection.Widest)
        {
            turn.Remember(reflection, UndoKind.Change, e => e with { Before = [.. others], Widest = reflection.Widest });
        }
        if (others.Count > 0 || widest != reflection.Widest)
        {
            turn.Put(others.Aggregate(reflection with { Widest = widest }, (r, a) => r.With(a.WithChoice(choice))));
        }
        var later = !turn.IsOpen(asked) ? "" : choice < SharingChoice.Topics ? ConversationWording.InThisRoundTheSameGoes : reflection.Widest < SharingChoice.Topics ? ConversationWording.InThisRoundTheSameGoesAsWell : "";
        later += Here(turn, asked, choice);
        turn.Say(ConversationWording.FormatAllYourAnswers2(On(turn, asked) is { Length: > 0 } on ? on.Trim() : ConversationWording.HereAlone, choice.Name(asked.ChoiceReader), WhoSees.Effect(turn, asked, turn.State.Reflections[asked.Round.Id], choice, null), later),
            [widens ? turn.UndoButton() : null, .. Elsewhere(turn, asked, choice)]);
        if (reflection.Answered.Any())
        {
            LookOver(turn, asked, choice);
        }
    }

    /// <summary>If it is typed while the person is in another round, it also applies to what they write there from now on.</summary>
    private static string Here(DialogTurn turn, AskedRound asked, SharingChoice choice)
    {
        if (turn.Pressed is not null || turn.In is not null || turn is not { Asked: { } active, Reflection: { } reflection } || active.Round.Id == asked.Round.Id || !turn.IsOpen(active) || reflection.Widest <= choice)
        {
            return "";
        }
        turn.Put(reflection with { Widest = choice });
        return ConversationWording.FormatTheSameGoesForWhatYouWriteOn(turn.Called(active));
    }

    /// <summary>Offers the same for the person's other rounds with answers, where it shows those to fewer people.</summary>
    private static IEnumerable<Button> Elsewhere(DialogTurn turn, AskedRound asked, SharingChoice choice) => choice > SharingChoice.OnlyMe ? [] :
        turn.Context.Rounds.Where(r => r.Round.Id != asked.Round.Id && turn.State.Reflections.GetValueOrDefault(r.Round.Id) is { } other && other.Answered.Any(a => a.Choice > choice)).TakeLast(MostElsewhere)
            .Select(r => turn.Standing(ConversationWording.FormatAlsoOn(turn.Called(r)), CollaboratorAction.Share, r.Round.Id, $"{All} {choice.Word()}"));

    private static string On(DialogTurn turn, AskedRound asked) => turn.Placed(asked, "").Length == 0 ? "" : ConversationWording.FormatOn(asked.Round.Name, turn.NameOf(asked.Project));

    /// <summary>Shows the sharing choice of each answer, in every round.</summary>
    public static void MyChoices(DialogTurn turn)
    {
        Button[] buttons = [turn.Standing(ConversationWording.Review, CollaboratorAction.Review), turn.Standing(ConversationWording.TakeAnswersBack, CollaboratorAction.Withdraw)];
        var rounds = turn.State.Reflections.Values.Where(r => r.Answered.Any() && turn.Find(r.Round) is not null).ToList();
        foreach (var reflection in rounds)
        {
            var asked = turn.Find(reflection.Round)!;
            var lines = reflection.Answered.Select(a => Chosen(turn, asked, reflection, a));
            turn.SayWords(new NoticeMessage([.. lines], reflection == rounds[^1] ? [.. buttons, .. reflection.Answered.Any(a => a.Choice >= SharingChoice.Topics) ? [turn.Standing(ConversationWording.WhatIsThisAbout, CollaboratorAction.About, reflection.Round)] : Array.Empty<Button>()] : [], ConversationWording.YourChoices), reflection.Round);
        }
        if (rounds.Count == 0)
        {
            turn.Say(new NoticeMessage([ConversationWording.YouHaveNoAnswersHere], buttons, ConversationWording.YourChoices));
        }
    }

    private static string Chosen(DialogTurn turn, AskedRound asked, Reflection reflection, Answer answer)
    {
        var (heading, seen) = (Questions.Heading(asked, reflection, answer.Stage), WhoSees.InWords(turn, asked, reflection, answer));
        var about = AboutDialog.InWords(turn, asked, answer);
        return answer.ApprovedQuote is { } words ? $"{ConversationWording.FormatApprovedWords(turn.Called(asked), heading, seen, words)} {about}".TrimEnd()
            : $"{turn.Called(asked)}, {heading}: {seen}{(about is null ? "" : $". {about}")}";
    }

    private static (string Answer, string Rung) Parts(string item) => item.Split(' ', 2) is [var answer, var rest] ? (answer, rest) : (item, "");

    // "me and Ana" is the facilitator's rung only if the facilitator has that name: nothing is shared on a guess.
    private static SharingChoice? Rung(AskedRound asked, string rest)
    {
        var (word, name) = Parts(rest);
        return name.Length == 0 || (word == SharingChoice.Facilitator.Word() && IsCalled(asked, name)) ? SharingChoices.OfWord(word) : null;
    }

    private static bool IsCalled(AskedRound asked, string name) =>
        Letters(name) is var said && (said == Letters(asked.ChoiceReader) || said == Letters(asked.ChoiceReader.Split(' ')[0]));

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetter)).ToLowerInvariant();

    private static void ShowLadder(DialogTurn turn, MeantRound meant, Answer answer)
    {
        turn.Waits(CollaboratorAction.Share, $"{answer.Stage}");
        turn.Speaks(meant.Asked.Round.Id);
        turn.SayWords(Ladder(turn, meant.Asked, meant.Reflection, answer), meant.Asked.Round.Id);
    }

    private static NoticeMessage Ladder(DialogTurn turn, AskedRound asked, Reflection reflection, Answer answer)
    {
        var why = WhyNoWider(turn, asked);
        var quotable = Questions.Quotable(asked, answer.Stage) && (why is null || answer.Choice >= SharingChoice.QuoteNoName);
        var rungs = SharingChoices.Ladder.Where(c => (quotable || c < SharingChoice.QuoteNoName) && (why is null || c <= answer.Choice)).ToList();
        var words = quotable && why is null ? QuoteDialog.Preview(turn, answer.Text) : null;
        var preview = why is not null ? [why] : quotable && QuoteDialog.WasPrinted(turn, asked, answer.Stage) ? [QuoteDialog.Once] : words is null ? Array.Empty<string>() : [ConversationWording.FormatIfYouChooseQuoteNoName(words), QuoteDialog.Warning];
        return new(
            [.. rungs.Select(c => (c == answer.Choice ? ConversationWording.FormatChosenNow(c.Name(asked.ChoiceReader), WhoSees.Effect(turn, asked, reflection, c, answer)) : $"{c.Name(asked.ChoiceReader)}: {WhoSees.Effect(turn, asked, reflection, c, answer)}")), .. preview],
            [.. rungs.Select(c => turn.Standing(c.Name(asked.ChoiceReader), CollaboratorAction.Share, asked.Round.Id, $"{answer.Stage} {c.Word()}"))],
            ConversationWording.FormatWhoMaySee2(turn.Placed(asked, Questions.Heading(asked, reflection, answer.Stage))));
    }
}
