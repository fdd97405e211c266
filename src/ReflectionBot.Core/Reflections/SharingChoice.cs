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

    /// <summary>The rung's name with who can read the answer, as in the review.</summary>
    public static string InWords(this SharingChoice choice, string facilitator) =>
        choice < SharingChoice.Topics ? choice.Name(facilitator) : $"{choice.Name(facilitator)} ({facilitator} can read it)";

    /// <summary>What the rung does, in a sentence.</summary>
    public static string Effect(this SharingChoice choice, string facilitator) => choice switch
    {
        SharingChoice.OnlyMe => $"Nobody else sees it here, not even {facilitator}. It is counted nowhere.",
        SharingChoice.Facilitator => $"{facilitator} can read it. The team sees nothing of it, and it is counted nowhere.",
        SharingChoice.Topics => $"The team may see its topics, never its words. {facilitator} can read it.",
        SharingChoice.QuoteNoName => $"The team may see words you have approved, without your name. {facilitator} can read all of it.",
        _ => $"The team may see words you have approved, with your name. {facilitator} can read all of it.",
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
