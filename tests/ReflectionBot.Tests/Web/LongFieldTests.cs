using System.Text.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Web;

/// <summary>What is typed into a field of a form is kept whole or refused, never cut.</summary>
public sealed class LongFieldTests
{
    [Theory]
    [InlineData(ReflectionLimits.Answer)]
    [InlineData(32_001)]
    [InlineData(1)]
    public void A_field_as_long_as_an_answer_may_be_is_read_whole(int length) => Assert.Equal(new string('x', length), Read(new string('x', length)));

    [Fact]
    public void A_longer_one_stays_too_long_to_be_an_answer() => Assert.True(Read(new string('x', ReflectionLimits.Answer * 2)).Length > ReflectionLimits.Answer);

    private static string Read(string typed)
    {
        var value = new JsonObject { [ActionDataKey] = new JsonObject { ["verb"] = "save", ["item"] = "1:all" }, ["Description"] = typed };
        var activity = new Activity { Type = "message", Value = JsonSerializer.SerializeToElement(value) };
        var source = new ActivitySource(new("web", "w", "amir"), new("web", "w", "chat", false), DateTimeOffset.UnixEpoch, "key", "m1");
        var read = Assert.IsType<ActivityReading.Event>(ActivityReader.Read(activity, source));
        return Assert.IsType<ActionInvoked>(read.Inbound).Fields["Description"];
    }

    private const string ActionDataKey = "rb";
}
