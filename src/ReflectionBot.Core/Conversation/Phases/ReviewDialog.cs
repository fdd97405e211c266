using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Cards;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>Reviewing the reflection, changing its answers, and submitting it.</summary>
internal static class ReviewDialog
{
    /// <summary>The item of a [Submit] that does not show the review first.</summary>
    public const string AsItIs = "as-it-is";

    private const int Preview = 300;

    /// <summary>Opens the review at the person's request.</summary>
    public static void Open(DialogTurn turn)
    {
        StartDialog.Settle(turn);
        if (turn.Ready() is var (asked, _))
        {
            Show(turn, asked);
        }
    }

    /// <summary>Shows the whole reflection of the active round.</summary>
    public static void Show(DialogTurn turn, AskedRound asked)
    {
        turn.Session = turn.Session with { FromReview = false };
        turn.Show(Phase.Review);
        turn.SayWords(Message(turn, asked), asked.Round.Id);
    }

    /// <summary>Refreshes the review after a change. If it is near enough above, the end of the step changes it in place; otherwise it is shown again.</summary>
    public static void LookOver(DialogTurn turn, AskedRound asked)
    {
        if (ShownCards.HasReview(turn))
        {
            turn.Session = turn.Session with { FromReview = false };
        }
        else
        {
            Show(turn, asked);
        }
    }

    /// <summary>The current whole reflection of the active round.</summary>
    public static ReviewMessage Message(DialogTurn turn, AskedRound asked)
    {
        turn.Put(QuoteDialog.Offered(turn, asked, turn.Reflection!));
        var reflection = turn.Reflection!;
        var left = turn.Stages(asked, reflection.Form).Count(s => s != QuestionId.LastPlan && reflection.Of(s) is not { Answered: true });
        var answers = Questions.Ordered(asked, reflection);
        var count = answers.Count == 0 ? ConversationWording.NothingInIt : (left == 0 ? ConversationWording.FormatAnswered(answers.Count(a => a.Stage != QuestionId.LastPlan)) : ConversationWording.FormatAnsweredSkipped(answers.Count(a => a.Stage != QuestionId.LastPlan), left));
        return new(turn.IsAlone(asked) ? ConversationWording.FormatYourReflection2(count) : ConversationWording.FormatYourReflectionOn(turn.Called(asked), count), [.. answers.Select(a => Item(turn, asked, reflection, a))], Footer(turn, asked, reflection), Buttons(turn, reflection));
    }

    /// <summary>Buttons for a sentence below the review.</summary>
    public static IEnumerable<Button> Ways(DialogTurn turn, Reflection reflection) =>
        [.. reflection.SubmittedAt is null && reflection.Answered.Any() ? [turn.Button(ConversationWording.Submit, CollaboratorAction.Submit, primary: true)] : Array.Empty<Button>(), turn.Standing(ConversationWording.Review, CollaboratorAction.Review)];

    /// <summary>Opens one answer to change it; [Done] leads back.</summary>
    public static void Edit(DialogTurn turn, string? item)
    {
        StartDialog.Settle(turn);
        if (turn.Ready() is not var (asked, reflection))
        {
            return;
        }
        if (item is null || Questions.Parse(asked, reflection, item) is not { } stage || (stage == QuestionId.LastPlan && asked.LastPlan is null))
        {
            turn.Waits(CollaboratorAction.Edit);
            turn.Say(ConversationWording.WhichAnswerWriteEditWithIts, turn.Standing(ConversationWording.Review, CollaboratorAction.Review));
            return;
        }
        turn.Put(reflection with { Current = stage });
        turn.Session = turn.Session with { FromReview = true };
        turn.Show(Phase.Asking);
        FormDialog.ShowOne(turn, asked, stage);
    }

    /// <summary>Submits the reflection. Outside the review, shows it first, unless the button said as it is.</summary>
    public static void Submit(DialogTurn turn, string? item, string? round)
    {
        if (round is not null && turn.Session.Round != round)
        {
            // The button named a round: never submit a different one instead.
            if (turn.Find(round) is not { } named || !turn.IsOpen(named))
            {
                turn.Say(ConversationWording.FormatSoNothingIsSentIn(PlaceWords.WhyNotOpen(turn, turn.Find(round))), turn.Standing(ConversationWording.MyChoices, CollaboratorAction.MyChoices));
                return;
            }
            if (turn.State.Reflections.GetValueOrDefault(round)?.Answered.Any() != true)
            {
                turn.Say($"{turn.Placed(named, "")}{ConversationWording.ThereIsNothingToSendIn}", turn.Standing(ConversationWording.Open, CollaboratorAction.Open, round), turn.Standing(ConversationWording.NotThisRound, CollaboratorAction.NotThisRound, round));
                return;
            }
            turn.MoveTo(named);
        }
        StartDialog.Settle(turn);
        if (turn is { Asked: { } draft, Reflection.SubmittedAt: null } && turn.Reflection.Answered.Any() && turn.IsOpen(draft) && !turn.HasAgreed(draft))
        {
            ConsentDialog.NeedToSubmit(turn, draft);
            return;
        }
        var stands = turn.Reflection is not { } written || !written.Answered.Any() ? null : written.SubmittedAt is null ? ConversationWording.WhatYouWroteIsNotSentIn : $"{WhoSees.IsIn(written)}.";
        if (turn.Ready(stands) is not var (asked, reflection))
        {
            return;
        }
        if (!reflection.Answered.Any())
        {
            turn.Say(ConversationWording.ThereIsNothingToSendIn, turn.Standing(ConversationWording.Open, CollaboratorAction.Open), turn.Standing(ConversationWording.NotThisRound, CollaboratorAction.NotThisRound));
        }
        else if (reflection.SubmittedAt is not null)
        {
            turn.Say(ConversationWording.FormatYouCanChangeItUntil(WhoSees.Change(reflection, ConversationWording.WhatYouChange), turn.ClosingDay(asked)), After(turn));
        }
        else if (turn.Session.Phase != Phase.Review && item != AsItIs)
        {
            Show(turn, asked);
        }
        else
        {
            // Earlier changes are final now: a later undo takes the submission back, or nothing.
            turn.Session = turn.Session with { Undo = [] };
            turn.Remember(reflection, UndoKind.Submission);
            turn.Put(reflection.Submitted(turn.Context.Now));
            turn.Show(Phase.Idle);
            turn.Say(ConversationWording.FormatYouCanEditItUntilAnd(WhoSees.IsIn(reflection), turn.ClosingDay(asked), Unapproved(turn, asked, reflection)) + HeldElsewhere(turn, reflection), [turn.UndoButton(), .. AboutDialog.Offer(turn, turn.Reflection!), .. After(turn)]);
        }
    }

    private static ReviewItem Item(DialogTurn turn, AskedRound asked, Reflection reflection, Answer answer)
    {
        var item = $"{answer.Stage}";
        var (quote, note, buttons) = QuoteDialog.InReview(turn, asked, answer);
        return new($"{asked.Questions.About(answer.Stage)?.Label} {Questions.Heading(asked, reflection, answer.Stage)}".Trim(), Texts.Shorten(answer.Text, Preview), Seen(turn, asked, reflection, answer), quote, note,
            [turn.Standing(ConversationWording.ChangeWords, CollaboratorAction.Edit, item: item), turn.Standing(ConversationWording.ChangeWhoSeesIt, CollaboratorAction.Share, item: item), .. buttons]);
    }

    private static string Seen(DialogTurn turn, AskedRound asked, Reflection reflection, Answer answer) =>
        WhoSees.InWords(turn, asked, reflection, answer) + (answer.About is not null && AboutDialog.InWords(turn, asked, answer) is { } about ? $". {about}" : "");

    private static string Footer(DialogTurn turn, AskedRound asked, Reflection reflection) =>
        $"{ConversationWording.FormatYouCanChangeItUntil2(WhoSees.Change(reflection, ConversationWording.WhatYouChange), turn.ClosingDay(asked), Unapproved(turn, asked, reflection))}{HeldElsewhere(turn, reflection)}";

    /// <summary>A person who asked to be contacted in an earlier round may think that this one is held back too.</summary>
    private static string HeldElsewhere(DialogTurn turn, Reflection reflection)
    {
        var held = reflection.Held ? [] : turn.State.Reflections.Values.Where(r => r.Held && r.Project == reflection.Project && r.Answered.Any()).Select(r => turn.Find(r.Round)?.Round.Name).OfType<string>().ToList();
        return held.Count == 0 ? "" : ConversationWording.FormatWhatYouWroteOnStaysHeldBackThisIsNot(Spoken.List(held));
    }

    private static string Unapproved(DialogTurn turn, AskedRound asked, Reflection reflection)
    {
        var waiting = reflection.Answered.Count(a => !QuoteDialog.WasPrinted(turn, asked, a.Stage) && a.Choice >= SharingChoice.QuoteNoName && a.ApprovedQuote is null);
        return waiting == 0 ? "" : ConversationWording.FormatNotApprovedWithoutYourYesNothing(Spoken.Quotes(waiting));
    }

    private static IReadOnlyList<Button> Buttons(DialogTurn turn, Reflection reflection) => reflection.SubmittedAt is null
        ? [turn.Button(ConversationWording.Submit, CollaboratorAction.Submit, primary: true), turn.Standing(ConversationWording.KeepForLater, CollaboratorAction.Pause), .. AboutDialog.Offer(turn, reflection), .. OnlyMe(turn, reflection), turn.Button(ConversationWording.Back, CollaboratorAction.Back), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp), turn.Standing(ConversationWording.More, CollaboratorAction.More)]
        : [.. AboutDialog.Offer(turn, reflection), .. After(turn), .. OnlyMe(turn, reflection), turn.Standing(ConversationWording.TakeAnswersBack, CollaboratorAction.Withdraw), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp)];

    private static IEnumerable<Button> OnlyMe(DialogTurn turn, Reflection reflection) =>
        reflection.Answered.Any(a => a.Choice > SharingChoice.OnlyMe) ? [turn.Standing(ConversationWording.OnlyMeForAll, CollaboratorAction.Share, item: $"{SharingDialog.All} {SharingChoice.OnlyMe.Word()}")] : [];

    private static IReadOnlyList<Button> After(DialogTurn turn) =>
        [turn.Standing(ConversationWording.WhoOpenedMyAnswers, CollaboratorAction.WhoOpened), turn.Standing(ConversationWording.SayThisToTheTeamIn, CollaboratorAction.SayToTeam), turn.Standing(ConversationWording.Review, CollaboratorAction.Review)];
}
