using System.Collections.Immutable;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>The choice of a form, and asking one question at a time.</summary>
internal static class AskingDialog
{
    /// <summary>Offers the forms.</summary>
    public static void OfferForms(DialogTurn turn, AskedRound asked)
    {
        turn.Show(Phase.Choosing);
        turn.Say(new NoticeMessage(
            [ConversationWording.FormatInYourOwnTimeUntilShort(Texts.Sentence(Questions.Count(asked, ReflectionForm.OneAtATime)), turn.Zone(asked).DayAndTime(asked.Round.ClosesAt))],
            [
                turn.Button(ConversationWording.OneAtATime, CollaboratorAction.OneAtATime, primary: true), turn.Button(ConversationWording.AllOnOneForm, CollaboratorAction.Form),
                turn.Button(Questions.ShortForm(asked), CollaboratorAction.ThreeQuestions), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp), turn.Standing(ConversationWording.More, CollaboratorAction.More),
            ],
            $"{turn.NameOf(asked.Project)}: {asked.Round.Name}"));
    }

    /// <summary>Chooses or switches the form. Answers belong to stages, so they are kept.</summary>
    public static void Choose(DialogTurn turn, CollaboratorAction word)
    {
        if (turn.Ready() is not var (asked, reflection))
        {
            return;
        }
        var form = word switch
        {
            CollaboratorAction.Form => ReflectionForm.OneForm,
            CollaboratorAction.ThreeQuestions => ReflectionForm.ThreeQuestions,
            _ => ReflectionForm.OneAtATime,
        };
        var stages = turn.Stages(asked, form);
        var first = stages.Cast<QuestionId?>().FirstOrDefault(s => reflection.Of(s!.Value) is not { Answered: true } && !reflection.Skipped.Contains(s.Value)) ?? stages[^1];
        turn.Session = turn.Session with { FromReview = false };
        var changed = reflection.In(form);
        turn.Put(changed.GoneOn() with { Current = first });
        if (changed.Renumbered && (form == ReflectionForm.ThreeQuestions) != (reflection.Form == ReflectionForm.ThreeQuestions))
        {
            turn.Say(ConversationWording.TheQuestionsHaveOtherNumbersIn);
        }
        if (form == ReflectionForm.OneForm)
        {
            FormDialog.Show(turn, asked);
        }
        else
        {
            Ask(turn, asked);
        }
    }

    /// <summary>Asks the current question of the active round.</summary>
    public static void Ask(DialogTurn turn, AskedRound asked)
    {
        turn.Show(Phase.Asking);
        var reflection = turn.Reflection!;
        var draft = reflection.Of(reflection.Current) is { Answered: true } answer ? Texts.Shorten(answer.Text, 1_000) : null;
        if (reflection.Current == QuestionId.LastPlan)
        {
            turn.SayWords(new NoticeMessage(
                [$"{(turn.OfSeveral(asked) is { } project ? $"{project}: " : "")}{PlanQuestion(asked)} {asked.Questions.Typing}", .. draft is null ? Array.Empty<string>() : [ConversationWording.FormatSoFar(draft)]],
                [turn.NextButton(), turn.Button(ConversationWording.Skip, CollaboratorAction.Skip), turn.Button(ConversationWording.DontShowAgain, CollaboratorAction.HidePlan), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp)]), asked.Round.Id);
            return;
        }
        var question = asked.Questions.About(reflection.Current)!;
        var form = reflection.Form;
        var number = Questions.Number(asked, form, reflection.Current);
        if (number == 0)
        {
            form = ReflectionForm.OneAtATime;
            number = Math.Max(1, Questions.Number(asked, form, reflection.Current));
        }
        var message = new QuestionMessage(number, asked.Questions.Of(form, asked.AskOthers).Count, question.Label, question.Name, $"{question.Help} {asked.Questions.Typing}", question.Opening, null, draft, Buttons(turn)) { Project = turn.OfSeveral(asked) };
        if (draft is null)
        {
            turn.Say(message);
        }
        else
        {
            turn.SayWords(message, asked.Round.Id);
        }
    }

    /// <summary>"Last time you wrote ...": shown, never sent anywhere.</summary>
    public static string PlanQuestion(AskedRound asked) => ConversationWording.FormatLastTimeYouWroteWhatCame(Texts.Shorten(asked.LastPlan ?? "", 300));

    /// <summary>Next, skip or back.</summary>
    public static void Move(DialogTurn turn, CollaboratorAction word)
    {
        if (turn.Ready() is not var (asked, reflection))
        {
            return;
        }
        if (turn.Session.Phase == Phase.Review && word == CollaboratorAction.Back)
        {
            Go(turn, asked, reflection, turn.Stages(asked, reflection.Form)[^1], null);
        }
        else if (turn.Session.Phase == Phase.Asking || (turn.Session.Phase == Phase.Review && IsUnfinished(turn, asked, reflection)))
        {
            MoveFrom(turn, asked, reflection, word);
        }
        else
        {
            StartDialog.Slip(turn, turn.Session.Phase switch
            {
                Phase.Choosing => ConversationWording.ChooseFirstHowYouWantTo,
                Phase.OnForm => ConversationWording.AllQuestionsAreOnTheForm,
                Phase.Review => ConversationWording.FormatTheseAreAllTheQuestions(reflection.SubmittedAt is null ? ConversationWording.LookItOverThenChooseSubmit : $"{WhoSees.IsIn(reflection)}."),
                _ => ConversationWording.NoQuestionIsBeingAskedRightNow,
            });
        }
    }

    /// <summary>Stops showing last time's plan, in this project.</summary>
    public static void HidePlan(DialogTurn turn)
    {
        if (turn.Ready() is not var (asked, reflection))
        {
            return;
        }
        var written = reflection.Of(QuestionId.LastPlan) is { Answered: true };
        turn.Session = turn.Session with { PlansHidden = turn.Session.PlansHidden.Add(asked.Project.Id) };
        turn.Say(written ? ConversationWording.IWillNotShowItAgain : ConversationWording.IWillNotShowItAgain2);
        if (turn.Session.Phase == Phase.Asking && reflection.Current == QuestionId.LastPlan)
        {
            turn.Put(reflection with { Current = turn.Stages(asked, reflection.Form)[0] });
        }
        StartDialog.Again(turn);
    }

    /// <summary>The person opened the review early, to choose who sees an answer: some questions have not been asked yet.</summary>
    private static bool IsUnfinished(DialogTurn turn, AskedRound asked, Reflection reflection) => reflection is { SubmittedAt: null, Form: not ReflectionForm.OneForm }
        && turn.Stages(asked, reflection.Form).SkipWhile(s => s != reflection.Current).Skip(1).Any(s => reflection.Of(s) is null && !reflection.Skipped.Contains(s));

    private static void MoveFrom(DialogTurn turn, AskedRound asked, Reflection reflection, CollaboratorAction word)
    {
        var stages = turn.Stages(asked, reflection.Form);
        var at = stages.ToList().IndexOf(reflection.Current);
        var empty = reflection.Of(reflection.Current) is not { Answered: true };
        if (word == CollaboratorAction.Back && at <= 0)
        {
            turn.Say(ConversationWording.ThisIsTheFirstQuestion);
            Ask(turn, asked);
            return;
        }
        var said = (word, empty) switch
        {
            (CollaboratorAction.Next, true) when !turn.Session.FromReview => ConversationWording.FormatNothingIsWrittenForSoI(Questions.Called(asked, reflection, reflection.Current)),
            (CollaboratorAction.Skip, false) => ConversationWording.WhatYouWroteHereStays,
            _ => null,
        };
        var skipped = word != CollaboratorAction.Back && empty ? reflection.Skipped.Add(reflection.Current) : reflection.Skipped;
        var to = word == CollaboratorAction.Back ? stages[at - 1] : turn.Session.FromReview || at + 1 >= stages.Count ? (QuestionId?)null : stages[at + 1];
        Go(turn, asked, reflection with { Skipped = skipped }, to, said);
    }

    private static void Go(DialogTurn turn, AskedRound asked, Reflection changed, QuestionId? to, string? said)
    {
        turn.Remember(turn.Reflection!, UndoKind.Move);
        turn.Put(changed.GoneOn() with { Current = to ?? changed.Current });
        if (said is not null)
        {
            turn.Say(said);
        }
        if (to is null)
        {
            ReviewDialog.Show(turn, asked);
        }
        else
        {
            turn.Session = turn.Session with { FromReview = false };
            Ask(turn, asked);
        }
    }

    private static ImmutableList<Button> Buttons(DialogTurn turn) =>
    [
        turn.Button(turn.Session.FromReview ? ConversationWording.Done : ConversationWording.Next, CollaboratorAction.Next, primary: true), turn.Button(ConversationWording.Skip, CollaboratorAction.Skip),
        turn.Standing(ConversationWording.Pause, CollaboratorAction.Pause), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp), turn.Standing(ConversationWording.More, CollaboratorAction.More),
    ];
}
