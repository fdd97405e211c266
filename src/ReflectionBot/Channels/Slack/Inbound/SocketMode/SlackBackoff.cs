namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>
/// How long to wait before the next attempt: from one second, doubling up to a minute, and each time a random part of that, so that the many
/// bots that Slack let go at once do not all come back at once. Not for several threads.
/// </summary>
/// <param name="luck">Gives numbers from 0 to 1.</param>
internal sealed class SlackBackoff(Func<double> luck)
{
    /// <summary>The shortest wait.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, but for what Slack itself asks.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Slack's own wish is followed up to here; no real one is near.</summary>
    private static readonly TimeSpan MostAsked = TimeSpan.FromHours(1);

    /// <summary>After so many doublings the longest is reached.</summary>
    private const int MostDoublings = 6;

    private int _failures;

    /// <summary>It failed once more: the wait.</summary>
    /// <param name="asked">What Slack asks to wait at least; null where it did not say.</param>
    public TimeSpan Next(TimeSpan? asked = null)
    {
        _failures = Math.Min(_failures + 1, MostDoublings);
        var ceiling = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, _failures), Longest.TotalSeconds));
        var wait = Between(Shortest, ceiling);
        return asked is { } least && least > wait ? (least < MostAsked ? least : MostAsked) : wait;
    }

    /// <summary>It failed in a way that does not pass by itself: the wait, from half the longest.</summary>
    public TimeSpan Slow()
    {
        _failures = MostDoublings;
        return Between(Longest / 2, Longest);
    }

    /// <summary>It went well for a while.</summary>
    public void Reset() => _failures = 0;

    private TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * luck());
}
