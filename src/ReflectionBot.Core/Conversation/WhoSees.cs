using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>
/// Who sees what somebody wrote, as things stand: a draft, in, held back, taken back. Every sentence of the dialog about it comes from here, so
/// that no two of them can differ.
/// </summary>
internal static class WhoSees
{
    private const string UntilCarryOn = "until you write `carry on`";

    /// <summary>Where a reflection stands that was sent in.</summary>
    public static string IsIn(Reflection reflection) => reflection.State == RosterState.Withdrawn ? "You have taken your answers back, so nothing of yours is in"
        : reflection.Held ? $"Your reflection is sent in, and held back {UntilCarryOn}" : "Your reflection is in";

    /// <summary>What becomes of a change made now.</summary>
    /// <param name="reflection">As it is.</param>
    /// <param name="what">What is changed, e.g. "What you save here".</param>
    public static string Change(Reflection reflection, string what) => reflection switch
    {
        { Held: true, SubmittedAt: null } => $"What you wrote is held back {UntilCarryOn}, and it is not sent in: nobody else sees it, and it is counted nowhere.",
        { Held: true } => $"What you wrote is held back {UntilCarryOn}: nobody else sees it before, and it is counted nowhere.",
        { SubmittedAt: null } => "Nothing is sent in until you choose Submit.",
        { State: RosterState.Withdrawn } => "You have taken your answers back, so nothing of yours is in. What you write now is in at once.",
        _ => $"Your reflection is in. {what} counts at once.",
    };

    /// <summary>Where a whole reflection stands, for its author to read under it.</summary>
    public static string Stands(Reflection reflection) => reflection switch
    {
        { SubmittedAt: null, Held: true } => $"It is not sent in, and held back {UntilCarryOn}: nobody else sees it.",
        { SubmittedAt: null } => "It is not sent in: nobody else sees it.",
        { Held: true } => $"It is held back {UntilCarryOn}: nobody can open it before, and it is counted nowhere.",
        _ => "It is in, for those whom you chose.",
    };

    /// <summary>What becomes of what somebody wrote on a project that they are no longer on.</summary>
    /// <param name="written">Their reflections there.</param>
    public static string OffProject(IReadOnlyCollection<Reflection> written) =>
        written.Any(r => r is { SubmittedAt: not null, Held: false } && r.Answered.Any()) ? "What you sent in still counts until you take it back: `withdraw`."
        : written.Any(r => r.Held && r.Answered.Any()) ? $"What you wrote is held back {UntilCarryOn}, and is counted nowhere. You can take it back: `withdraw`."
        : written.Any(r => r.Answered.Any()) ? "What you wrote was not sent in: it stays yours, and is counted nowhere. To erase it: `withdraw`."
        : "You wrote nothing there.";

    /// <summary>The rung of an answer with who can read it, as in the review.</summary>
    public static string InWords(DialogTurn turn, AskedRound asked, Reflection reflection, Answer answer)
    {
        var name = answer.Choice.Name(asked.Facilitator);
        return answer.Choice == SharingChoice.OnlyMe ? name
            : reflection.Held ? $"{name} (held back {UntilCarryOn})"
            : reflection.SubmittedAt is null ? $"{name} ({(!turn.IsOpen(asked) ? "not sent in" : OnceIn(turn, asked, reflection, answer) is { } readers ? $"{readers} can read it once it is in" : "nobody else can open it, also once it is in")})"
            : Openers(turn, asked, reflection, answer) is { } who ? $"{name} ({who} can read it)" : $"{name} (nobody else can open it)";
    }

    /// <summary>What a rung does to an answer, in a sentence.</summary>
    public static string Effect(DialogTurn turn, AskedRound asked, Reflection reflection, SharingChoice choice, Answer? answer)
    {
        var what = choice >= SharingChoice.QuoteNoName ? "all of it" : "it";
        return choice.Effect(asked.AnyReader, reflection.Held ? $"It is held back: nobody opens it {UntilCarryOn}."
            : answer is null ? $"{asked.Readers} can read {what}{(reflection.SubmittedAt is null ? " once it is in" : "")}."
            : reflection.SubmittedAt is null ? (OnceIn(turn, asked, reflection, answer with { Choice = choice }) is { } readers ? $"{readers} can read {what} once it is in." : "Nobody else can open it as things are, also once it is in.")
            : Openers(turn, asked, reflection, answer with { Choice = choice }) is { } who ? $"{who} can read {what}." : "Nobody else can open it as things are.");
    }

    /// <summary>Who sees an answer that words have just begun: said where it was taken back before, or its author had chosen something for all. Begins with a space; empty where there is nothing to say.</summary>
    /// <param name="turn">The step, with the words in it.</param>
    /// <param name="asked">The round.</param>
    /// <param name="before">The answer as it was before the words.</param>
    public static string Begun(DialogTurn turn, AskedRound asked, Answer before)
    {
        var reflection = turn.State.Reflections[asked.Round.Id];
        return before.Answered || reflection.Of(before.Stage) is not { } answer ? ""
            : before.Withdrawn ? $" You had taken back your answer to {Questions.Called(asked, reflection, before.Stage)}. What you write now is a new one: {InWords(turn, asked, reflection, answer)}."
            : reflection.Widest < SharingChoice.Topics ? $" Who sees it, as you chose for all: {InWords(turn, asked, reflection, answer)}." : "";
    }

    /// <summary>Those who could open an answer of a draft if it were in: by the text under which it was given, as once it is in. As people know the facilitator where nobody reads yet.</summary>
    private static string? OnceIn(DialogTurn turn, AskedRound asked, Reflection reflection, Answer answer) =>
        asked.Members.Any(m => OpeningRule.IsReader(m, asked.Project.Settings)) ? Openers(turn, asked, reflection.Submitted(turn.Context.Now), answer) : asked.Readers;

    /// <summary>Those who can open an answer now; null for nobody.</summary>
    private static string? Openers(DialogTurn turn, AskedRound asked, Reflection reflection, Answer answer) =>
        asked.IsMember && asked.Members.Where(m => OpeningRule.MayOpen(m, asked.Project, reflection, answer, turn.State.Consents)).Select(m => m.Name).ToList() is [_, ..] names ? English.List(names) : null;
}
