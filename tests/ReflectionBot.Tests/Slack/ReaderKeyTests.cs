using ReflectionBot.Channels.Slack.Inbound;

namespace ReflectionBot.Tests.Slack;

/// <summary>The keys by which duplicates are found.</summary>
public sealed class ReaderKeyTests
{
    [Fact]
    public void The_same_sent_twice_has_one_key_and_no_two_others_share_one()
    {
        var keys = WireSamples.Names.Select(n => (Name: n, First: ReaderLines.Key(WireSamples.Read(n)), Again: ReaderLines.Key(WireSamples.Read(n)))).Where(k => k.First is not null).ToList();
        Assert.True(keys.Count > 50);
        Assert.All(keys, k => Assert.Equal(k.First, k.Again));
        Assert.Equal(keys.Count, keys.Select(k => k.First).Distinct().Count());
        Assert.All(keys, k => Assert.InRange(k.First!.Length, 32, 200));
    }

    /// <summary>A repeat of Slack's is the same, by whichever way and however often it comes.</summary>
    [Fact]
    public void A_repeat_has_the_key_of_the_first()
    {
        var payload = System.Text.Json.JsonSerializer.SerializeToElement(WireSamples.Json("event-message-im-plain"));
        var keys = Enumerable.Range(0, 4).Select(retry => ReaderLines.Key(WireSamples.Read(new SlackArrival(SlackArrivalKind.Event, payload, retry))));
        Assert.Single(keys.Distinct());
    }

    /// <summary>What tells two apart that are otherwise the same.</summary>
    [Theory]
    [InlineData("event-message-im-plain", "event_id", "Ev0OTHER")]
    [InlineData("event-message-changed-edit", "event_id", "Ev0OTHER")]
    [InlineData("event-message-deleted", "event_id", "Ev0OTHER")]
    [InlineData("event-mention-channel", "event_id", "Ev0OTHER")]
    [InlineData("interaction-press-direct", "trigger_id", "1.2.other")]
    [InlineData("interaction-press-direct", "user/id", "U0OTHER")]
    [InlineData("interaction-submit", "view/id", "V0OTHER")]
    [InlineData("interaction-submit", "view/hash", "1795510900.other")]
    [InlineData("interaction-submit", "user/id", "U0OTHER")]
    [InlineData("command-channel", "trigger_id", "1.2.other")]
    [InlineData("command-channel", "user_id", "U0OTHER")]
    public void Another_one_has_another_key(string sample, string field, string value)
    {
        var json = WireSamples.Json(sample);
        var path = field.Split('/');
        (path.Length == 1 ? json : json[path[0]]!)[path[^1]] = value;
        Assert.NotEqual(ReaderLines.Key(WireSamples.Read(sample)), ReaderLines.Key(WireSamples.Read(WireSamples.Kind(sample), json)));
    }

    /// <summary>Slack says that it always sends a trigger; if it does not, two presses are still two.</summary>
    [Theory]
    [InlineData("action_ts", "1795510999.000001")]
    [InlineData("action_id", "b7")]
    public void Without_a_trigger_presses_are_told_apart_by_what_was_pressed_and_when(string field, string value)
    {
        var (first, second) = (WireSamples.Json("interaction-press-direct"), WireSamples.Json("interaction-press-direct"));
        first.Remove("trigger_id");
        second.Remove("trigger_id");
        var same = ReaderLines.Key(WireSamples.Read(SlackArrivalKind.Interaction, second));
        Assert.Equal(ReaderLines.Key(WireSamples.Read(SlackArrivalKind.Interaction, first)), same);
        second["actions"]![0]![field] = value;
        Assert.NotEqual(same, ReaderLines.Key(WireSamples.Read(SlackArrivalKind.Interaction, second)));
    }
}
