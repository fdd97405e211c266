using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Themes;
using static ReflectionBot.Tests.Digests.Samples;

namespace ReflectionBot.Tests.Digests;

/// <summary>What facilitators do to a digest before it is posted: a theme that they hold back leaves no trace but the sentence that part of it is held back.</summary>
public sealed class PreviewTests
{
    private static readonly CodedReflection[] Both = Team(Code("shared-power", Polarity.Strained, 0), Code("shared-responsibilities", Polarity.Strained, 0));

    [Theory]
    [InlineData("shared-power", "power", "shared-responsibilities")]
    [InlineData("shared-responsibilities", "responsibilities", "shared-power")]
    public void A_digest_without_a_theme_reads_as_if_nobody_had_written_about_it(string theme, string held, string left)
    {
        var quotes = new[] { Quote("p1", "They rang.", left), Quote("p2", "I was late.") };
        var whole = Build(Both, [Quote("p0", "They listened.", theme), .. quotes]);
        var posted = Posted(whole with { Unposted = true }, Waiting with { HeldBack = [held] }, Both);
        var other = Build(new DigestMaterial(WindowOf(Team(Code(left, Polarity.Strained, 0)), [], Monday), quotes, true, []));
        Assert.Equal(Seen(other.Message), Seen(posted.Message));
        Assert.Equal(quotes.ToHashSet(), posted.Quotes.ToHashSet());
        Assert.False(posted.Unposted);
    }

    [Fact]
    public void With_nothing_held_back_it_is_posted_as_it_was_made()
    {
        var whole = Build(Both, Quote("p0", "They listened.", "shared-power"));
        Assert.Equal(Seen(whole.Message), Seen(Posted(whole, Waiting, Both).Message));
        Assert.Equal(whole.Printed, Posted(whole with { Printed = [] }, Waiting, Both).Printed);
    }

    [Fact]
    public void A_dropped_quote_is_said_once()
    {
        var dropped = Posted(Build(Both), Waiting with { HasDropped = true }, Both).Message;
        Assert.Single(dropped.Notes, DigestText.HeldBack);
        Assert.Single(DigestText.After(dropped, Waiting with { HasDropped = true, HeldBack = ["power"] }).Notes, DigestText.HeldBack);
    }

    [Fact]
    public void A_quote_under_a_theme_that_is_held_back_can_be_printed_another_time()
    {
        var quote = Quote("p0", "They listened.", "shared-power");
        var posted = Posted(Build(Both, quote), Waiting with { HeldBack = ["power"] }, Both);
        Assert.Empty(posted.Printed);
        CodedReflection[] later = [.. Enumerable.Range(0, 7).Select(i => Reflection($"q{i}", "r2", Monday.AddDays(1), Code("shared-power")))];
        var next = Build(new DigestMaterial(WindowOf([.. later, .. Both], [posted], Monday.AddDays(7)), [quote], false, []));
        Assert.Contains("They listened.", Seen(next.Message), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_skipped_one_nothing_is_kept_and_it_counts_again_only_with_enough_others()
    {
        var quote = Quote("p0", "They listened.", "shared-power");
        var skipped = DigestRevision.Skipped(Build(Both, quote));
        Assert.DoesNotContain("power", Seen(skipped.Message), StringComparison.Ordinal);
        Assert.DoesNotContain("listened", Seen(skipped.Message), StringComparison.Ordinal);
        Assert.False(NextAfter(4).HasThemeContent);
        Assert.True(NextAfter(4).Waited);
        Assert.Contains("They listened.", Seen(NextAfter(5).Message), StringComparison.Ordinal);

        DigestRecord NextAfter(int others)
        {
            var later = Enumerable.Range(0, others).Select(i => Reflection($"q{i}", "r1", Monday.AddHours(1), Code("shared-power")));
            return Build(new DigestMaterial(WindowOf([.. Both, .. later], [skipped], Monday.AddDays(7)), [quote], false, []));
        }
    }

    [Fact]
    public void What_was_taken_back_since_counts_no_more()
    {
        var quote = Quote("p0", "They listened.", "shared-power");
        CodedReflection[] made = [.. Team(Code("shared-responsibilities", Polarity.Strained, 0)).Select((r, i) => i < 3 ? Reflection(r.PersonId, Code("shared-power"), Code("shared-responsibilities", Polarity.Strained)) : r)];
        var record = Build(made, quote);

        var one = Posted(record, Waiting, made[1..]);
        Assert.Equal(["responsibilities"], one.Message.Sections.SelectMany(s => s.Themes).Select(t => t.About));
        Assert.Equal(Seen(Build(made[1..]).Message), Seen(one.Message));
        Assert.Empty(one.Quotes);

        var two = Posted(record, Waiting, made[2..]);
        Assert.Equal([("responsibilities", false)], two.Message.Sections.SelectMany(s => s.Themes).Select(t => (t.About, t.Strained)));

        var three = Posted(record, Waiting, made[3..]);
        Assert.False(three.HasThemeContent);
        Assert.Equal([DigestText.Nothing], three.Message.Lead);
        Assert.Empty(three.Message.NeedsAnswer);
    }

    [Fact]
    public void What_was_added_since_was_in_no_preview_and_is_not_posted()
    {
        var more = Both.Select(r => Reflection(r.PersonId, Code("shared-power", Polarity.Mixed), Code("shared-responsibilities", Polarity.Strained), Code("shared-values")));
        Assert.Equal(Seen(Build(Both).Message), Seen(Posted(Build(Both), Waiting, more).Message));
    }

    private static DigestRecord Posted(DigestRecord record, DigestPreview preview, IEnumerable<CodedReflection> now) =>
        DigestRevision.Posted(record, preview, DisclosureControl.StillShown([.. record.Message.Sections.SelectMany(s => s.Themes)], now, Book, Settings), "Housing priorities");

    private static DigestPreview Waiting => new(PreviewState.Waiting, null, []);

    private static CodedReflection[] Team(params Code[] codes) => [.. Enumerable.Range(0, 7).Select(i => Reflection($"p{i}", codes))];
}
