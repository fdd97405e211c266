namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>
/// How long to wait before the next attempt: from one second, doubling up to a minute, and each time a random part of that. So many
/// bots that Slack disconnects at once do not all come back at once. Not thread-safe.
/// </summary>
/// <param name="luck">Returns random numbers from 0 to 1.</param>
internal sealed class SlackBackoff(Func<double> luck)
{
    /// <summary>The shortest wait.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, unless Slack itself asks for a longer one.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>The longest wait that Slack can ask for. Its real requests are much shorter.</summary>
    private static readonly TimeSpan MostAsked = TimeSpan.FromHours(1);

    /// <summary>After this many doublings the longest wait is reached.</summary>
    private const int MostDoublings = 6;

    private int _failures;

    /// <summary>The wait after one more failure.</summary>
    /// <param name="asked">The time that Slack asks to wait at least; null if it did not say.</param>
    public TimeSpan Next(TimeSpan? asked = null)
    {
        _failures = Math.Min(_failures + 1, MostDoublings);
        var ceiling = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, _failures), Longest.TotalSeconds));
        var wait = Between(Shortest, ceiling);
        return asked is { } least && least > wait ? (least < MostAsked ? least : MostAsked) : wait;
    }

    /// <summary>The wait after a failure that does not pass by itself: at least half the longest.</summary>
    public TimeSpan Slow()
    {
        _failures = MostDoublings;
        return Between(Longest / 2, Longest);
    }

    /// <summary>It went well for a while: starts again with the shortest wait.</summary>
    public void Reset() => _failures = 0;

    private TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * luck());
}
