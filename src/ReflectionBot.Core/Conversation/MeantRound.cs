using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>One of the person's reflections, with its round.</summary>
/// <param name="Asked">The round.</param>
/// <param name="Reflection">What they wrote in it.</param>
internal sealed record MeantRound(AskedRound Asked, Reflection Reflection)
{
    private const int MostButtons = 8;

    /// <summary>
    /// Finds the reflection that a word about the person's own answers refers to, even if its round or project is closed: the one named by the
    /// button, else the one just spoken of, else the active one, else the latest one of the only possible project.
    /// </summary>
    /// <param name="turn">The step.</param>
    /// <param name="round">The round that the button named; null where the word was typed.</param>
    /// <param name="fits">Whether the word makes sense for a reflection.</param>
    /// <returns>Either one reflection, or several that the person has to choose from: with several projects, nothing is done on a guess.</returns>
    public static (MeantRound? One, IReadOnlyList<MeantRound> Several) Find(DialogTurn turn, string? round, Func<MeantRound, bool> fits)
    {
        if (round is null && turn.In is null && Of(turn, turn.SpokenOf) is { } spoken && fits(spoken))
        {
            turn.Speaks(spoken.Asked.Round.Id);
            return (spoken, []);
        }
        if (round is not null || (turn.In is null && Of(turn, turn.Session.Round) is { } active && fits(active)))
        {
            return (Of(turn, round ?? turn.Session.Round) is { } named && fits(named) ? named : null, []);
        }
        var all = turn.Context.Rounds.Select(r => Of(turn, r.Round.Id)).OfType<MeantRound>().Where(fits).ToList();
        return LatestOf(all.Where(m => IsHere(turn, m.Asked.Project.Id))) switch
        {
            [var only] => (only, []),
            [] => (null, LatestOf(all)),
            var several => (null, several),
        };
    }

    /// <summary>Asks which round a word is for.</summary>
    public static void Which(DialogTurn turn, CollaboratorAction word, string? item, IReadOnlyList<MeantRound> several) =>
        turn.Say(several.Any(m => IsHere(turn, m.Asked.Project.Id)) ? ConversationWording.InWhichRoundNothingHasChanged : ConversationWording.YouHaveNoSuchAnswerIn,
            several.TakeLast(MostButtons).Select(m => turn.Standing($"{turn.NameOf(m.Asked.Project)}: {m.Asked.Round.Name}", word, m.Asked.Round.Id, item)));

    /// <summary>The answer with this number or stage in this reflection, if there is one.</summary>
    /// <param name="said">Its number or its stage.</param>
    public Answer? Of(string said) => Questions.AnswerOf(Asked, Reflection, said);

    /// <summary>Whether a word may be about a project. A project that the person is no longer on always counts, because they cannot go there first.</summary>
    public static bool IsHere(DialogTurn turn, string project) =>
        turn.IsMeant(project) || (turn.In is null && turn.Context.Rounds.All(r => r.Project.Id != project || !r.IsMember));

    private static MeantRound? Of(DialogTurn turn, string? round) =>
        turn.Find(round) is { } asked && turn.State.Reflections.GetValueOrDefault(asked.Round.Id) is { } reflection ? new(asked, reflection) : null;

    private static List<MeantRound> LatestOf(IEnumerable<MeantRound> rounds) => [.. rounds.GroupBy(m => m.Asked.Project.Id).Select(g => g.Last())];
}
