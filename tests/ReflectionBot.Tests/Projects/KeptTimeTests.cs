using CsCheck;
using NodaTime;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Tests.Projects;

/// <summary>A time that people were told is never brought forward by another time zone, whichever of the two clocks they read it by.</summary>
public sealed class KeptTimeTests
{
    private static readonly string[] Ids = [.. DateTimeZoneProviders.Tzdb.Ids];

    [Fact]
    public void What_was_told_comes_no_earlier_by_either_clock()
    {
        Gen.Select(Gen.Int[0, 4_000_000], Gen.Int[0, Ids.Length - 1], Gen.Int[0, Ids.Length - 1]).Sample((minutes, was, now) =>
        {
            var told = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes);
            var (before, after) = (DateTimeZoneProviders.Tzdb[Ids[was]], DateTimeZoneProviders.Tzdb[Ids[now]]);
            var kept = RoundCalendar.Kept(told, before, after);
            Assert.True(kept >= told);
            Assert.True(Dates.Local(kept, after) >= Dates.Local(told, before).PlusHours(-2)); // An hour that daylight saving repeats has two readings.
            Assert.True(kept - told <= TimeSpan.FromHours(27));
            Assert.Equal(told, RoundCalendar.Kept(told, before, before) is var same && same - told < TimeSpan.FromHours(2) ? told : same);
        });
    }

    [Fact]
    public void The_name_of_a_posted_message_is_read_back_from_its_key()
    {
        Gen.String.Sample(name => Assert.Equal(name, Keys.PostedName(Keys.Posted(name))));
    }
}
