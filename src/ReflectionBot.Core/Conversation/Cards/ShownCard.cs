using ReflectionBot.Core.Chat;

namespace ReflectionBot.Core.Conversation.Cards;

/// <summary>A message from the bot whose buttons stop applying once it is answered or the person moves on. It holds none of the person's own text.</summary>
/// <param name="Name">The name under which the message is remembered, so that it can be changed.</param>
/// <param name="Round">The round its buttons were shown for; null for none.</param>
/// <param name="Revision">The revision its buttons were shown at; 0 where they mean the same at any revision.</param>
/// <param name="Title">The bold title it keeps once its buttons no longer apply; null for none.</param>
/// <param name="Text">Other text it keeps then, one paragraph per line; empty for none.</param>
/// <param name="Actions">What its buttons do, one verb and item per line.</param>
public sealed record ShownCard(string Name, string? Round, long Revision, string? Title, string Text, string Actions)
{
    /// <summary>How many cards are remembered: the question, and a few replies to what was written there. Each one costs a message change when the person moves on.</summary>
    public const int Kept = 6;

    /// <summary>The prefix of the names of cards without the person's text.</summary>
    public const string Prefix = "card.";

    /// <summary>For the review: the chat in which it was shown, empty where unknown; null for other cards.</summary>
    public string? Review { get; init; }

    /// <summary>For the sharing ladder: the version of the answer, or of the reflection, for which it was shown; null for others.</summary>
    public long? Ladder { get; init; }

    /// <summary>The item of its button for this word, empty where that has none; null where there is no such button.</summary>
    internal string? ItemOf(CollaboratorAction word) => Actions.Split('\n').FirstOrDefault(a => a.Split(' ')[0] == word.Verb())?[word.Verb().Length..].TrimStart();

    /// <summary>Whether it has a button that does this.</summary>
    internal bool Has(ButtonAction action) => (action.Revision == Revision || action.Revision == 0) && action.Round == Round && Actions.Split('\n').Contains(Line(action), StringComparer.Ordinal);

    /// <summary>What a button does, as a line.</summary>
    internal static string Line(ButtonAction action) => $"{action.Verb} {action.Item}".TrimEnd();

    /// <summary>The first free name for a card without the person's text. Names are reused in turn, so that a later card's row replaces an earlier one's.</summary>
    internal static string FreeName(IEnumerable<ShownCard> taken) =>
        Enumerable.Range(0, 3 * Kept).Select(n => $"{Prefix}{n}").Except(taken.Select(c => c.Name), StringComparer.Ordinal).First();
}
