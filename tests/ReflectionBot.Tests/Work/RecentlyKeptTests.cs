using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Tests.Work;

/// <summary>A short memory of what a channel keeps: it has its time and its size, and forgets the oldest first.</summary>
public sealed class RecentlyKeptTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void What_was_noted_is_known_for_a_while()
    {
        var kept = new RecentlyKept<string>(_clock, TimeSpan.FromMinutes(1));
        kept.Note("amir", "D1");
        Assert.Equal("D1", kept.Find("amir"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(kept.Find("amir"));
    }

    [Fact]
    public void Where_there_are_very_many_the_oldest_are_forgotten_and_the_others_are_not()
    {
        var kept = new RecentlyKept<string>(_clock, TimeSpan.FromHours(1));
        for (var i = 0; i < 20_500; i++)
        {
            kept.Note($"{i}", "D");
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Null(kept.Find("0"));
        Assert.All(Enumerable.Range(10_000, 10_500), i => Assert.NotNull(kept.Find($"{i}")));
    }
}
