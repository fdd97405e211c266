namespace ReflectionBot.Checks;

/// <summary>Compares this machine's clock with the clock of a platform. If they differ, each side refuses the other's requests as too old or too new.</summary>
internal static class ClockCheck
{
    private const string Subject = "Clock";

    /// <summary>The same tolerance as in the checks of requests.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The finding.</summary>
    /// <param name="whose">The platform that was asked.</param>
    /// <param name="date">The time it gave; null for none.</param>
    /// <param name="now">This machine's time.</param>
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
