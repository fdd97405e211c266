using ReflectionBot.Core.Digests;

namespace ReflectionBot.Tests.Digests;

/// <summary>What is told of "Does this reflect us?": whoever answered and knows their own answer can be sure of nobody else's.</summary>
public sealed class ReflectsTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Nobody_who_answered_can_be_sure_of_anybody_else(int minimum)
    {
        // Every way in which up to nine people can answer, yes or not, or not answer at all, as somebody reads it who answered.
        foreach (var own in new[] { Reflects.Yes, Reflects.No })
        {
            var worlds = from yes in Enumerable.Range(own == Reflects.Yes ? 1 : 0, 9)
                         from other in Enumerable.Range(own == Reflects.No ? 1 : 0, 9)
                         where yes + other <= 9
                         select (Yes: yes - (own == Reflects.Yes ? 1 : 0), Other: other - (own == Reflects.No ? 1 : 0), Told: Told(yes, other, minimum));
            foreach (var read in worlds.GroupBy(w => w.Told))
            {
                Assert.Contains(read, w => w.Yes + w.Other < 8); // Somebody need not have answered.
                Assert.Contains(read, w => w.Yes > 0 || w.Other == 0); // The others need not all have said no,
                Assert.Contains(read, w => w.Other > 0 || w.Yes == 0); // nor all yes.
            }
        }
    }

    [Theory]
    [InlineData(4, 0, false, false)]
    [InlineData(5, 0, true, false)]
    [InlineData(3, 2, true, false)]
    [InlineData(2, 3, false, true)]
    [InlineData(3, 3, true, true)]
    [InlineData(2, 2, false, false)]
    public void A_side_is_told_of_three_where_five_answered(int yes, int other, bool toldYes, bool toldOther) => Assert.Equal(new ReflectsTold(toldYes, toldOther), Told(yes, other, 5));

    private static ReflectsTold Told(int yes, int other, int minimum) =>
        ReflectsTold.Of([.. Enumerable.Repeat(Reflects.Yes, yes), .. Enumerable.Range(0, other).Select(i => i % 2 == 0 ? Reflects.Partly : Reflects.No)], new DigestSettings(minimum));
}
