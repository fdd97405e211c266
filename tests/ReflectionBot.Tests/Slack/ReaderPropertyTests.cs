using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Channels.Slack.Inbound;
using ReflectionBot.Channels.Slack.Reading;

namespace ReflectionBot.Tests.Slack;

/// <summary>Whatever JSON it is: reading does not throw.</summary>
public sealed class ReaderPropertyTests
{
    private static readonly string[] Texts = [.. WireSamples.Names.Select(n => WireSamples.Json(n).ToJsonString())];

    private static readonly Gen<string> Scalars = Gen.OneOf(
        "null", "true", "0", "-1", "1e400", "-1e-400", "123456789012345678901234567890123456789.5", "9223372036854775808", "\"\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "\"T1\"", "\"UBOT\"", "\"im\"",
        "\"message_changed\"", "\"1795510800.000100\"", "\".\"", "\"..........\"", "\"99999999999999999999999999999999\"", "\"<@U1|<@U2>>\"", "\"<@>\"", "\"{\\\"verb\\\":\\\"\\\\ud800\\\"}\"", "[]", "{}", "[[]]", "[null]",
        "{\"\\ud800\":1}", "{\"id\":\"\\ud800\"}", "{\"type\":\"input\",\"block_id\":7}", "{\"values\":{\"\\ud800\":{\"a\":{}},\"a\":[],\"b\":{\"b\":{\"value\":\"\\ud800\"}}}}");

    private static readonly Gen<string> Raw = Gen.Frequency(
        (8, Scalars),
        (1, Gen.Int[1, 60_000].Select(n => $"\"{new string('<', n)}\"")),
        (1, Gen.Int[1, 20_000].Select(n => $"\"{string.Concat(Enumerable.Repeat("<@U1>", n))}\"")),
        (1, Gen.Int[1, 50].Select(n => new string('[', n) + new string(']', n))),
        (1, Gen.Select(Scalars.Array[0, 5], Gen.OneOf("id", "type", "user", "ts", "values", "value", "\\ud800", "team_id"), (items, name) => $"{{{string.Join(',', items.Select((i, at) => $"\"{name}{(at == 0 ? "" : at)}\":{i}"))}}}")),
        (1, Scalars.Array[0, 5].Select(items => $"[{string.Join(',', items)}]")));

    private static readonly Gen<string> Mutated = Gen.Select(Gen.Int[0, Texts.Length - 1], Gen.Select(Gen.Int[0, 999], Gen.Int[0, 999], Gen.Int[0, 4], Raw).Array[1, 6], (sample, changes) =>
    {
        var json = JsonNode.Parse(Texts[sample])!;
        for (var i = 0; i < changes.Length; i++)
        {
            var (place, field, how, _) = changes[i];
            Change(Objects(json).ToList() is { Count: > 0 } all ? all[place % all.Count] : null, field, how, $"@@{i}@@");
        }

        var text = json.ToJsonString().Replace("\"@@name@@", "\"\\udbff", StringComparison.Ordinal);
        for (var i = 0; i < changes.Length; i++)
        {
            text = text.Replace($"\"@@{i}@@\"", changes[i].Item4, StringComparison.Ordinal);
        }

        return text;
    });

    [Fact]
    public void Reading_what_was_a_sample_does_not_throw()
    {
        var read = 0;
        Mutated.Sample(
            text =>
            {
                if (SlackInboundJson.Read(text) is not { } payload)
                {
                    return;
                }

                Interlocked.Increment(ref read);
                foreach (var kind in Enum.GetValues<SlackArrivalKind>())
                {
                    Assert.NotNull(ReaderLines.Of(WireSamples.Read(new SlackArrival(kind, payload))));
                }

                Assert.All(SlackPayload.Teams(payload), team => Assert.InRange(team.Length, 1, 64));
                Walk(payload);
            },
            iter: 20_000);
        Assert.True(read > 10_000, $"only {read} were JSON");
    }

    [Fact]
    public void Reading_any_json_does_not_throw() => Raw.Sample(
        text =>
        {
            BlockReading.ReadButton(text);
            BlockReading.ReadSave(text);
            if (SlackInboundJson.Read($"{{\"event\":{text},\"event_id\":\"Ev1\",\"user\":{text},\"view\":{text},\"actions\":{text},\"authorizations\":{text},\"values\":{text}}}") is { } payload)
            {
                foreach (var kind in Enum.GetValues<SlackArrivalKind>())
                {
                    WireSamples.Read(new SlackArrival(kind, payload));
                }

                SlackPayload.Teams(payload);
                Walk(payload);
            }
        },
        iter: 10_000);

    [Fact]
    public void Any_text_can_be_read_and_told() => Gen.Frequency((3, Gen.OneOf("<", ">", "@", "|", "U1", "UBOT", "<@UBOT>", "&lt;", "&amp;", "!date^1^", "https://", "#C1", "mailto:", "x", " ", "\ud800", "\u202e").Array[0, 60].Select(string.Concat)), (1, Gen.String)).Sample(
        text =>
        {
            var read = SlackText.Of(text, "UBOT");
            Assert.NotNull(read.With(_ => null));
            Assert.InRange(read.Users.Count, 0, 20);
            Assert.Equal(read.IsAddressed, read.With(_ => "somebody").StartsWith("@ReflectionBot ", StringComparison.Ordinal) && read.IsAddressed);
        },
        iter: 20_000);

    private static void Walk(JsonElement json)
    {
        Assert.All(BlockReading.ReadFields(json), f => Assert.NotNull(f.Value));
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                {
                    Walk(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                {
                    Walk(item);
                }

                break;
            case JsonValueKind.String when ReflectionBot.Channels.Shared.JsonWords.Word(json) is { } text:
                BlockReading.ReadButton(text);
                BlockReading.ReadSave(text);
                break;
        }
    }

    private static void Change(JsonObject? place, int field, int how, string with)
    {
        if (place is null || place.Count == 0)
        {
            return;
        }

        var (name, old) = place.ElementAt(field % place.Count);
        switch (how)
        {
            case 0:
                place.Remove(name);
                break;
            case 1:
                place[name] = new JsonArray(with, old?.DeepClone());
                break;
            case 2:
                place.Remove(name);
                place["@@name@@" + name] = old?.DeepClone();
                break;
            default:
                place[name] = with;
                break;
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode node) => node switch
    {
        JsonObject o => o.Where(p => p.Value is JsonObject or JsonArray).SelectMany(p => Objects(p.Value!)).Prepend(o),
        JsonArray a => a.Where(i => i is JsonObject or JsonArray).SelectMany(i => Objects(i!)),
        _ => [],
    };
}
