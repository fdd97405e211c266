using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.Reading;

namespace ReflectionBot.Tests.Slack;

/// <summary>What every sample asks for: one line each, in <c>Samples/table.txt</c>.</summary>
public sealed class ReaderSampleTests
{
    public static TheoryData<string> Samples => [.. WireSamples.Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_asks_for_one_thing(string sample) => Assert.Equal(WireSamples.Table[sample], ReaderLines.Of(WireSamples.Read(sample)));

    [Fact]
    public void Every_line_is_about_a_sample() => Assert.Equal(WireSamples.Names, WireSamples.Table.Keys.Order(StringComparer.Ordinal));

    /// <summary>Slack adds fields whenever it likes.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void Fields_that_nobody_knows_change_nothing(string sample)
    {
        var json = WireSamples.Json(sample);
        Grow(json);
        Assert.Equal(WireSamples.Table[sample], ReaderLines.Of(WireSamples.Read(WireSamples.Kind(sample), json)));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_workspace_of_the_installation_is_among_the_first_two_that_are_looked_for(string sample)
    {
        var teams = SlackPayload.Teams(System.Text.Json.JsonSerializer.SerializeToElement(WireSamples.Json(sample)));
        Assert.True(teams.Take(sample.Contains("connect", StringComparison.Ordinal) ? 2 : 1).Contains(WireSamples.Team) || sample == "event-url-verification", string.Join(", ", teams));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_same_comes_through_by_http_as_by_socket(string sample)
    {
        var kind = WireSamples.Kind(sample);
        var body = System.Text.Encoding.UTF8.GetBytes(WireSamples.Body(kind, WireSamples.Json(sample).ToJsonString()));
        var request = SlackRequest.Read(kind, kind == SlackArrivalKind.Event ? "application/json" : "application/x-www-form-urlencoded", body);
        if (sample == "event-url-verification")
        {
            Assert.Equal(new SlackRequest.Verification("n0TaReAlChAlLeNgE2b4d6f8h1j3k5m7"), request);
            return;
        }

        Assert.Equal(WireSamples.Table[sample], ReaderLines.Of(WireSamples.Read(new SlackArrival(kind, Assert.IsType<SlackRequest.Arrived>(request).Payload))));
    }

    /// <summary>At every level, in front of what is there and after it.</summary>
    private static void Grow(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var child in o.Select(p => p.Value).ToList())
                {
                    Grow(child);
                }

                o.Insert(0, "x_new_before", new JsonObject { ["type"] = "message", ["id"] = "U0NEW", ["user"] = "U0NEW", ["ts"] = "1.1" });
                o["x_new_after"] = new JsonArray(null, 1e300, "<@U0NEW>", true);
                break;
            case JsonArray list:
                foreach (var child in list.ToList())
                {
                    Grow(child);
                }

                break;
        }
    }
}
