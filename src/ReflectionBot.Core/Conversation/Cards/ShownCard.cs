using ReflectionBot.Core.Chat;

namespace ReflectionBot.Core.Conversation.Cards;

/// <summary>A message of the bot's whose buttons are over once it was answered, or the person has gone on from it. None of the person's own words are in here.</summary>
/// <param name="Name">The name the message is remembered by, so that it can be changed.</param>
/// <param name="Round">The round its buttons were shown for; null for none.</param>
/// <param name="Revision">The revision its buttons were shown at; 0 where they mean the same at any.</param>
/// <param name="Title">What it says in bold once it is over; null for nothing.</param>
/// <param name="Text">What else it goes on saying then, a paragraph a line; empty for nothing.</param>
/// <param name="Actions">What its buttons do, a verb and an item a line.</param>
public sealed record ShownCard(string Name, string? Round, long Revision, string? Title, string Text, string Actions)
{
    /// <summary>How many are remembered, each being a change to send when the person goes on: the question, and a few answers to what was written there.</summary>
    public const int Kept = 6;

    /// <summary>What the names of cards without the person's words begin with.</summary>
    public const string Prefix = "card.";

    /// <summary>It is the review, and in which chat it was shown, empty where nobody knows; null for other cards.</summary>
    public string? Review { get; init; }

    /// <summary>Of the sharing ladder: the version of the answer it was shown for, or of the reflection; null for others.</summary>
    public long? Ladder { get; init; }

    /// <summary>The item of its button for a word, empty where that has none; null where there is no such button.</summary>
    internal string? ItemOf(CollaboratorAction word) => Actions.Split('\n').FirstOrDefault(a => a.Split(' ')[0] == word.Verb())?[word.Verb().Length..].TrimStart();

    /// <summary>Whether it has a button that does this.</summary>
    internal bool Has(ButtonAction action) => (action.Revision == Revision || action.Revision == 0) && action.Round == Round && Actions.Split('\n').Contains(Line(action), StringComparer.Ordinal);

    /// <summary>What a button does, as a line.</summary>
    internal static string Line(ButtonAction action) => $"{action.Verb} {action.Item}".TrimEnd();

    /// <summary>The first of the names that are taken in turn by cards without the person's words, so that a later one's row takes the place of an earlier one's.</summary>
    internal static string FreeName(IEnumerable<ShownCard> taken) =>
        Enumerable.Range(0, 3 * Kept).Select(n => $"{Prefix}{n}").Except(taken.Select(c => c.Name), StringComparer.Ordinal).First();
}
