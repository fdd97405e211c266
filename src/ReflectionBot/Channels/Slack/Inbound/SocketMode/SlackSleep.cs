namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>
/// Notices that the machine slept: the clock has gone on much further than the pause between two looks. Connections that were open then look
/// alive until something is sent. A clock that was set forward by hand looks the same, and costs one new connection.
/// </summary>
internal static class SlackSleep
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>So much more than a pause is no sleep yet, but a machine with much to do.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(25);

    /// <summary>Whether the machine slept between two looks.</summary>
    public static bool Slept(DateTimeOffset before, DateTimeOffset now) => now - before > Every + Tolerance;

    /// <summary>Ends when it notices.</summary>
    public static async Task NoticedAsync(TimeProvider time, CancellationToken cancel)
    {
        var before = time.GetUtcNow();
        while (true)
        {
            await Task.Delay(Every, time, cancel);
            var now = time.GetUtcNow();
            if (Slept(before, now))
            {
                return;
            }

            before = now;
        }
    }
}
