using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>
/// Who sees what a person wrote in its current state: draft, submitted, held back, taken back. Every sentence of the dialog about this comes
/// from here, so that they cannot contradict each other.
/// </summary>
internal static class WhoSees
{
    private static string UntilCarryOn => ConversationWording.UntilYouWriteCarryOn;

    /// <summary>The state of a submitted reflection.</summary>
    public static string IsIn(Reflection reflection) => reflection.State == RosterState.Withdrawn ? ConversationWording.YouHaveTakenYourAnswersBackSoNothing
        : reflection.Held ? ConversationWording.FormatYourReflectionIsSentInAnd(UntilCarryOn) : ConversationWording.YourReflectionIsIn;

    /// <summary>What happens to a change made now.</summary>
    /// <param name="reflection">The current reflection.</param>
    /// <param name="what">What is changed, e.g. "What you save here".</param>
    public static string Change(Reflection reflection, string what) => reflection switch
    {
        { Held: true, SubmittedAt: null } => ConversationWording.FormatWhatYouWroteIsHeldBackAnd(UntilCarryOn),
        { Held: true } => ConversationWording.FormatWhatYouWroteIsHeldBackNobody(UntilCarryOn),
        { SubmittedAt: null } => ConversationWording.NothingIsSentInUntilYou,
        { State: RosterState.Withdrawn } => ConversationWording.YouHaveTakenYourAnswersBackSoNothingOf,
        { Widest: < SharingChoice.Topics } when reflection.Released().Count == 0 => ConversationWording.FormatYourReflectionIsInNotCounted(what),
        _ => ConversationWording.FormatYourReflectionIsInCountsAt(what),
    };

    /// <summary>The state of a whole reflection, shown to its author below it.</summary>
    public static string Stands(Reflection reflection) => reflection switch
    {
        { SubmittedAt: null, Held: true } => ConversationWording.FormatItIsNotSentInAnd(UntilCarryOn),
        { SubmittedAt: null } => ConversationWording.ItIsNotSentInNobody,
        { Held: true } => ConversationWording.FormatItIsHeldBackNobodyCan(UntilCarryOn),
        _ => ConversationWording.ItIsInForThoseWhom,
    };

    /// <summary>What happens to a person's answers on a project that they are no longer on.</summary>
    /// <param name="written">Their reflections there.</param>
    public static string OffProject(IReadOnlyCollection<Reflection> written) =>
        written.Any(r => r.Released().Count > 0) ? ConversationWording.WhatYouSentInStillCounts
        : written.Any(r => r is { SubmittedAt: not null, Held: false } && r.Answered.Any()) ? ConversationWording.WhatYouSentInIsYours
        : written.Any(r => r.Held && r.Answered.Any()) ? ConversationWording.FormatWhatYouWroteIsHeldBackAndIs(UntilCarryOn)
        : written.Any(r => r.Answered.Any()) ? ConversationWording.WhatYouWroteWasNotSent
        : ConversationWording.YouWroteNothingThere;

    /// <summary>An answer's rung with its readers, as in the review.</summary>
    public static string InWords(DialogTurn turn, AskedRound asked, Reflection reflection, Answer answer)
    {
        var name = answer.Choice.Name(asked.ChoiceReader);
        return answer.Choice == SharingChoice.OnlyMe ? name
            : reflection.Held ? ConversationWording.FormatHeldBack(name, UntilCarryOn)
            : reflection.SubmittedAt is null ? (!turn.IsOpen(asked) ? ConversationWording.FormatNotSentIn(name) : OnceIn(turn, asked, reflection, answer) is { } readers ? ConversationWording.FormatCanReadItOnceItIs(name, readers) : ConversationWording.FormatNobodyElseCanOpenItAlso(name))
            : Openers(turn, asked, reflection, answer) is { } who ? ConversationWording.FormatCanReadIt(name, who) : ConversationWording.FormatNobodyElseCanOpenIt(name);
    }

    /// <summary>The effect of a rung on an answer, as a sentence.</summary>
    public static string Effect(DialogTurn turn, AskedRound asked, Reflection reflection, SharingChoice choice, Answer? answer)
    {
        var what = choice >= SharingChoice.QuoteNoName ? ConversationWording.AllOfIt : ConversationWording.It;
        return choice.Effect(asked.AnyReader, reflection.Held ? ConversationWording.FormatItIsHeldBackNobodyOpens(UntilCarryOn)
            : answer is null ? (reflection.SubmittedAt is null ? ConversationWording.FormatCanReadOnceItIsIn(asked.Readers, what) : ConversationWording.FormatCanRead(asked.Readers, what))
            : reflection.SubmittedAt is null ? (OnceIn(turn, asked, reflection, answer with { Choice = choice }) is { } readers ? ConversationWording.FormatCanReadOnceItIsIn(readers, what) : ConversationWording.NobodyElseCanOpenItAs)
            : Openers(turn, asked, reflection, answer with { Choice = choice }) is { } who ? ConversationWording.FormatCanRead2(who, what) : ConversationWording.NobodyElseCanOpenItAsThings);
    }

    /// <summary>Who sees an answer just started, if it was taken back before, its author had set one choice for all, or it is submitted at once. Starts with a space; empty otherwise.</summary>
    /// <param name="turn">The step, after adding the text.</param>
    /// <param name="asked">The round.</param>
    /// <param name="before">The answer before the text was added.</param>
    /// <param name="isTold">The person has already been told that new text is submitted at once.</param>
    public static string Begun(DialogTurn turn, AskedRound asked, Answer before, bool isTold = false)
    {
        var reflection = turn.State.Reflections[asked.Round.Id];
        return before.Answered || reflection.Of(before.Stage) is not { } answer ? ""
            : before.Withdrawn ? ConversationWording.FormatYouHadTakenBackYourAnswer(Questions.Called(asked, reflection, before.Stage), InWords(turn, asked, reflection, answer))
            : reflection.Widest < SharingChoice.Topics ? ConversationWording.FormatWhoSeesItAsYouChose(InWords(turn, asked, reflection, answer))
            : !isTold && reflection is { SubmittedAt: not null, Held: false } ? ConversationWording.FormatItIsInAtOnce(InWords(turn, asked, reflection, answer)) : "";
    }

    /// <summary>Who could open an answer of a draft once it is submitted, by the consent text under which it was given. The facilitator's usual name where there is no reader yet.</summary>
    private static string? OnceIn(DialogTurn turn, AskedRound asked, Reflection reflection, Answer answer) =>
        asked.Members.Any(m => OpeningRule.IsReader(m, asked.Project.Settings)) ? Openers(turn, asked, reflection.Submitted(turn.Context.Now), answer) : asked.Readers;

    /// <summary>Who can open an answer now; null for nobody.</summary>
    private static string? Openers(DialogTurn turn, AskedRound asked, Reflection reflection, Answer answer) =>
        asked.IsMember && asked.Members.Where(m => OpeningRule.MayOpen(m, asked.Project, reflection, answer, turn.State.Consents)).Select(m => m.Name).ToList() is [_, ..] names ? Spoken.List(names) : null;
}
