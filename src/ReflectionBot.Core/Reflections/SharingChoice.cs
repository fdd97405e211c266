using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Reflections;

/// <summary>Who may see an answer: a ladder, where each rung lets in more people. The first two are never coded, counted, exported for others, or sent anywhere.</summary>
public enum SharingChoice
{
    /// <summary>Only the author.</summary>
    OnlyMe = 0,

    /// <summary>The author and the facilitator.</summary>
    Facilitator = 1,

    /// <summary>Topics to the team; the facilitator can read it. The default.</summary>
    Topics = 2,

    /// <summary>The approved exact words, without a name.</summary>
    QuoteNoName = 3,

    /// <summary>The approved exact words, with the author's name.</summary>
    QuoteWithName = 4,
}

/// <summary>The ladder as text.</summary>
public static class SharingChoices
{
    /// <summary>The rungs, starting with the lowest.</summary>
    public static IReadOnlyList<SharingChoice> Ladder { get; } = [SharingChoice.OnlyMe, SharingChoice.Facilitator, SharingChoice.Topics, SharingChoice.QuoteNoName, SharingChoice.QuoteWithName];

    /// <summary>The rung's short name, as on a button.</summary>
    public static string Name(this SharingChoice choice, string facilitator) => choice switch
    {
        SharingChoice.OnlyMe => ReflectionWording.OnlyMe,
        SharingChoice.Facilitator => ReflectionWording.FormatMeAnd(facilitator),
        SharingChoice.Topics => ReflectionWording.TopicsToTheTeam,
        SharingChoice.QuoteNoName => "quote, no name",
        _ => "quote with my name",
    };

    /// <summary>What the rung does, in a sentence.</summary>
    /// <param name="choice">The rung.</param>
    /// <param name="readers">The readers of answers in the project, e.g. "Ana or Ben".</param>
    /// <param name="reading">Who can read the answer, in a sentence.</param>
    public static string Effect(this SharingChoice choice, string readers, string reading) => choice switch
    {
        SharingChoice.OnlyMe => ReflectionWording.FormatNobodyElseSeesItHereNot(readers),
        SharingChoice.Facilitator => ReflectionWording.FormatTheTeamSeesNothingOfIt(reading),
        SharingChoice.Topics => ReflectionWording.FormatTheTeamMaySeeItsTopics(reading),
        SharingChoice.QuoteNoName => ReflectionWording.FormatTheTeamMaySeeWordsYou(reading),
        _ => ReflectionWording.FormatTheTeamMaySeeWordsYouHave(reading),
    };

    /// <summary>The rung's word as stored and as used by buttons and typed commands, e.g. <c>quote-no-name</c>.</summary>
    public static string Word(this SharingChoice choice) => choice switch
    {
        SharingChoice.OnlyMe => "only-me",
        SharingChoice.Facilitator => "facilitator",
        SharingChoice.Topics => "topics",
        SharingChoice.QuoteNoName => "quote-no-name",
        _ => "quote-with-name",
    };

    /// <summary>The rung of such a word; null where it is not one.</summary>
    public static SharingChoice? OfWord(string word) => Ladder.Cast<SharingChoice?>().FirstOrDefault(c => c!.Value.Word() == word);
}
