namespace ReflectionBot.Tests.Slack;

/// <summary>The test's time, with timers that run by themselves: what waits for one is not held up by a clock that stands still.</summary>
/// <param name="clock">The test's.</param>
internal sealed class RealTimers(TimeProvider clock) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();
}
