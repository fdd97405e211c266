namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>
/// Detects that the machine slept: the clock has moved on much further than the pause between two checks. Connections that were open then look
/// alive until something is sent. A clock that was set forward by hand looks the same, and costs only one new connection.
/// </summary>
internal static class SlackSleep
{
    /// <summary>The pause between two checks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>A pause that is longer by up to this much means a busy machine, not sleep.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(25);

    /// <summary>Whether the machine slept between two checks.</summary>
    public static bool Slept(DateTimeOffset before, DateTimeOffset now) => now - before > Every + Tolerance;

    /// <summary>Completes when it detects that the machine slept.</summary>
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
