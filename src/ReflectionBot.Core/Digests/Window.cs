namespace ReflectionBot.Core.Digests;

/// <summary>
/// The reflections one digest may speak of: those since the last digest <b>with theme content</b>, not of a calendar week (trust rule 5). Each
/// reflection is in exactly one window that is used up, so no two digests can be subtracted from one another.
/// </summary>
public sealed record Window
{
    /// <summary>
    /// A reflection submitted just before a digest may be coded just after it. It then belongs to the next window, if it comes within this
    /// time; without that it would be counted nowhere.
    /// </summary>
    public static readonly TimeSpan LateCoding = TimeSpan.FromHours(24);

    private readonly HashSet<(string, string, int)> _printed;

    private Window(DateTimeOffset? from, DateTimeOffset end, IReadOnlyList<CodedReflection> reflections, HashSet<(string, string, int)> printed) =>
        (From, End, Reflections, _printed) = (from, end, reflections, printed);

    /// <summary>The end of the last window with theme content; null when there was none yet.</summary>
    public DateTimeOffset? From { get; }

    /// <summary>Reflections submitted at or after this belong to a later window.</summary>
    public DateTimeOffset End { get; }

    /// <summary>One for each person and round.</summary>
    public IReadOnlyList<CodedReflection> Reflections { get; }

    /// <summary>The window that ends now.</summary>
    /// <param name="reflections">All that may belong to it; too many do no harm.</param>
    /// <param name="previous">The project's kept digests, in any order.</param>
    /// <param name="end">Now.</param>
    public static Window Of(IEnumerable<CodedReflection> reflections, IEnumerable<DigestRecord> previous, DateTimeOffset end)
    {
        var used = previous.Where(d => d.HasThemeContent).ToArray();
        DateTimeOffset? from = used.Length == 0 ? null : used.Max(d => d.WindowEnd);
        var counted = used.SelectMany(d => d.Used).Select(c => (c.PersonId, c.RoundId)).ToHashSet();
        var since = from is null ? DateTimeOffset.MinValue : from.Value - LateCoding;
        var inside = reflections
            .Where(r => r.SubmittedAt >= since && r.SubmittedAt < end && !counted.Contains((r.PersonId, r.RoundId)))
            .GroupBy(r => (r.PersonId, r.RoundId))
            .Select(same => same.MinBy(r => r.SubmittedAt)!);
        return new Window(from, end, [.. inside], [.. used.SelectMany(d => d.Quotes).Select(q => (q.PersonId, q.RoundId, q.Stage))]);
    }

    /// <summary>Whether an earlier digest shows a quote from this answer: each answer is quoted once.</summary>
    internal bool Shows(ReleasedQuote quote) => _printed.Contains((quote.PersonId, quote.RoundId, quote.Stage));
}
