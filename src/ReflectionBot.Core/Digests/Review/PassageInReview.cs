using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Core.Digests.Review;

/// <summary>An answer that a facilitator can read to check what it counts under. It is shown without its author's name.</summary>
/// <param name="PersonId">Its author.</param>
/// <param name="RoundId">The round of the answer.</param>
/// <param name="Answer">The answer.</param>
public sealed record PassageInReview(string PersonId, string RoundId, Answer Answer)
{
    private const int IdLength = 6;
    private const int ParticipantLength = 3;

    /// <summary>What buttons and typed commands call it: six hexadecimal digits. Other words have another id, so a choice applies only to the words that were shown.</summary>
    public string Id => Hashes.Short([PersonId, RoundId, $"{Answer.Stage}", Answer.Text])[..IdLength];

    /// <summary>Stands for the author: three hexadecimal digits, the same for all answers of one round and others in another round.</summary>
    public string Participant => Hashes.Short([RoundId, PersonId])[..ParticipantLength];

    /// <summary>Its author has not said what it is about, and no facilitator has either.</summary>
    public bool IsOpen => Answer is { About: null, Reviewed: null };

    /// <summary>The next one to look at. Each facilitator has an order of their own that has nothing to do with names or times.</summary>
    /// <param name="passages">All that can be looked at.</param>
    /// <param name="reader">The facilitator's id.</param>
    /// <param name="after">The one that was just looked at; null to begin.</param>
    public static PassageInReview? Next(IEnumerable<PassageInReview> passages, string reader, PassageInReview? after)
    {
        string Place(PassageInReview p) => Hashes.Short([reader, p.PersonId, p.RoundId, $"{p.Answer.Stage}"]);
        var last = after is null ? "" : Place(after);
        return passages.Where(p => p.IsOpen && string.CompareOrdinal(Place(p), last) > 0).MinBy(Place, StringComparer.Ordinal);
    }
}
