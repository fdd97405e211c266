namespace ReflectionBot.Core.Commands;

/// <summary>The ladder of sharing choices as it is typed, from the narrowest to the widest.</summary>
public enum SharingWord
{
    /// <summary>Only me.</summary>
    OnlyMe,

    /// <summary>Me and the facilitator.</summary>
    MeAndFacilitator,

    /// <summary>Topics to the team; the facilitator can read it.</summary>
    Topics,

    /// <summary>A quote, without the name.</summary>
    QuoteNoName,

    /// <summary>A quote with the author's name.</summary>
    QuoteWithName,
}

/// <summary>Reads who may see an answer. A word that could mean two steps of the ladder is not understood, so nothing is shared wider than meant.</summary>
public static class SharingWords
{
    private static readonly (SharingWord Word, string[] Typed)[] Words =
    [
        (SharingWord.OnlyMe, ["only me", "me only", "just me", "me", "private", "nobody", "no one", "keep private", "only i"]),
        (SharingWord.MeAndFacilitator, ["me and facilitator", "me and the facilitator", "facilitator and me", "facilitator", "the facilitator", "only facilitator", "facilitator only", "only the facilitator", "me facilitator", "me & facilitator", "me + facilitator"]),
        (SharingWord.Topics, ["topics", "topic", "topics to the team", "topics to team", "topic to the team", "topics only", "only topics"]),
        (SharingWord.QuoteNoName, ["quote no name", "quote without name", "quote without my name", "quote without a name", "quote, without my name", "quote me no name", "quote unnamed", "no name", "without name", "without my name", "quote nameless", "unnamed quote"]),
        (SharingWord.QuoteWithName, ["quote with my name", "quote with name", "quote me with my name", "quote and my name", "quote my name", "with my name", "with name", "quote named", "named quote"]),
    ];

    /// <summary>The step of the ladder the words mean, or null. "quote" alone is null: it does not say whether the name goes with it.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="facilitator">The facilitator's name, so that "me and Ana" is understood too.</param>
    public static SharingWord? Match(string? text, string? facilitator = null)
    {
        var key = Normal(text);
        foreach (var (word, typed) in Words)
        {
            if (typed.Any(t => Normal(t) == key))
            {
                return word;
            }
        }

        var names = Normal(facilitator).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return names.Length > 0 && new[] { string.Join(' ', names), names[0] }.Any(n => key == n || key == $"me and {n}" || key == $"{n} and me")
            ? SharingWord.MeAndFacilitator
            : null;
    }

    /// <summary>Reads "3 quote, no name" or "feelings only me": an answer, and who may see it. Null for what is not understood.</summary>
    /// <param name="argument">What followed <c>share</c>.</param>
    /// <param name="facilitator">As in <see cref="Match"/>.</param>
    public static (int? Stage, SharingWord? Choice) ReadShare(string? argument, string? facilitator = null)
    {
        var words = Normal(argument).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var taken = Math.Min(3, words.Length); taken > 0; taken--)
        {
            if (StageWords.Match(string.Join(' ', words[..taken])) is { } stage)
            {
                var rest = words[taken..];
                var choice = rest is ["with" or "as" or "to", ..] && Match(string.Join(' ', rest), facilitator) is null ? rest[1..] : rest;
                return (stage, Match(string.Join(' ', choice), facilitator));
            }
        }

        return (null, null);
    }

    private static string Normal(string? text) =>
        TypedText.KeyOfAll(TypedText.Clean(text ?? "").Replace('-', ' ').Replace(',', ' ').Replace('\'', ' ').Replace("&", " and ", StringComparison.Ordinal).Replace("+", " and ", StringComparison.Ordinal));
}
