namespace ReflectionBot.Core.Reflections;

/// <summary>Who may see an answer: a ladder, each rung lets in more. The first two are never coded, counted, exported for others, or sent anywhere.</summary>
public enum SharingChoice
{
    /// <summary>The author alone.</summary>
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

/// <summary>The ladder in words.</summary>
public static class SharingChoices
{
    /// <summary>The rungs from the lowest.</summary>
    public static IReadOnlyList<SharingChoice> Ladder { get; } = [SharingChoice.OnlyMe, SharingChoice.Facilitator, SharingChoice.Topics, SharingChoice.QuoteNoName, SharingChoice.QuoteWithName];

    /// <summary>The rung's short name, as on a button.</summary>
    public static string Name(this SharingChoice choice, string facilitator) => choice switch
    {
        SharingChoice.OnlyMe => "only me",
        SharingChoice.Facilitator => $"me and {facilitator}",
        SharingChoice.Topics => "topics to the team",
        SharingChoice.QuoteNoName => "quote, no name",
        _ => "quote with my name",
    };

    /// <summary>What the rung does, in a sentence.</summary>
    /// <param name="choice">The rung.</param>
    /// <param name="readers">Those who can read answers in the project, e.g. "Ana or Ben".</param>
    /// <param name="reading">Who can read the answer, in a sentence.</param>
    public static string Effect(this SharingChoice choice, string readers, string reading) => choice switch
    {
        SharingChoice.OnlyMe => $"Nobody else sees it here, not even {readers}. It is counted nowhere.",
        SharingChoice.Facilitator => $"{reading} The team sees nothing of it, and it is counted nowhere.",
        SharingChoice.Topics => $"The team may see its topics, never its words. {reading}",
        SharingChoice.QuoteNoName => $"The team may see words you have approved, without your name. {reading}",
        _ => $"The team may see words you have approved, with your name. {reading}",
    };

    /// <summary>The rung's word as it is stored, and as buttons and typed commands hand it on, e.g. <c>quote-no-name</c>.</summary>
    public static string Word(this SharingChoice choice) => choice switch
    {
        SharingChoice.OnlyMe => "only-me",
        SharingChoice.Facilitator => "facilitator",
        SharingChoice.Topics => "topics",
        SharingChoice.QuoteNoName => "quote-no-name",
        _ => "quote-with-name",
    };

    /// <summary>The rung of such a word; null where it is none.</summary>
    public static SharingChoice? OfWord(string word) => Ladder.Cast<SharingChoice?>().FirstOrDefault(c => c!.Value.Word() == word);
}
