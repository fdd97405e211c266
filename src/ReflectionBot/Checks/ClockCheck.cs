namespace ReflectionBot.Checks;

/// <summary>This machine's clock against the one of a platform, which refuses what seems to be of another time, and is refused so.</summary>
internal static class ClockCheck
{
    private const string Subject = "Clock";

    /// <summary>As the checks of requests have it.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The finding.</summary>
    /// <param name="whose">Who was asked.</param>
    /// <param name="date">What they said; null for nothing.</param>
    /// <param name="now">Our time.</param>
    public static Finding Look(string whose, DateTimeOffset? date, DateTimeOffset now)
    {
        if (date is null)
        {
            return Finding.CannotTell(Subject, $"{whose} did not say what time it is.");
        }

        var ahead = now - date.Value;
        return ahead.Duration() <= Tolerance ? Finding.Ok(Subject, $"This machine's clock and {whose}'s differ by {ahead.Duration().TotalSeconds:0} seconds.")
            : Finding.Wrong(Subject, $"This machine's clock is {ahead.Duration().TotalMinutes:0} minutes {(ahead > TimeSpan.Zero ? "ahead" : "behind")}. More than 5 minutes, and requests are refused. Let it set itself from the network (NTP).");
    }
}
