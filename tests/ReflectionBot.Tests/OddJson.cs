using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests;

/// <summary>Makes JSON odd: other types, odd characters, endless texts, deep nests, half pairs. The same random numbers make the same.</summary>
/// <param name="planted">Stands in what people could have written, and is looked for afterwards.</param>
/// <param name="words">Words that the reader knows, in the wrong places.</param>
/// <param name="odd">Characters that mean something somewhere.</param>
/// <param name="mention">A mention, many times over.</param>
internal sealed class OddJson(string planted, IReadOnlyList<string> words, IReadOnlyList<string> odd, string mention)
{
    private const string HalfPair = "@@half@@";
    private const string Deep = "@@deep@@";
    private static readonly JsonSerializerOptions Relaxed = new() { MaxDepth = 512 };

    /// <summary>It and everything in it that has names.</summary>
    public static IEnumerable<JsonObject> Objects(JsonNode node) => node switch
    {
        JsonObject o => o.Where(p => p.Value is JsonObject or JsonArray).SelectMany(p => Objects(p.Value!)).Prepend(o),
        JsonArray a => a.Where(i => i is JsonObject or JsonArray).SelectMany(i => Objects(i!)),
        _ => [],
    };

    /// <summary>As it goes over the wire, after so many changes.</summary>
    public string Write(JsonObject payload, int changes, Random random)
    {
        for (; changes > 0; changes--)
        {
            Change(payload, random);
        }

        return payload.ToJsonString(Relaxed)
            .Replace(HalfPair, random.Next(2) == 0 ? @"\ud83d" : @"\udc00", StringComparison.Ordinal)
            .Replace($"\"{Deep}\"", Nested(random, random.Next(2) == 0 ? 40 : 3000), StringComparison.Ordinal);
    }

    private void Change(JsonObject payload, Random random)
    {
        var places = Objects(payload).ToList();
        var place = random.Next(3) == 0 ? payload : places[random.Next(places.Count)];
        if (place.Count == 0)
        {
            place["new"] = Value(random, null);
            return;
        }

        var (name, old) = place.ElementAt(random.Next(place.Count));
        switch (random.Next(10))
        {
            case 0:
                place.Remove(name);
                break;
            case 1:
                place[name + "2"] = old?.DeepClone();
                place[name.ToUpperInvariant()] = Value(random, old);
                break;
            case 2:
                place[name] = new JsonArray(old?.DeepClone(), Value(random, old), null);
                break;
            case 3:
                place[name] = new JsonObject { [name] = old?.DeepClone(), ["id"] = Value(random, null) };
                break;
            case 4 when old is JsonArray { Count: > 0 } list:
                var item = list[random.Next(list.Count)]?.DeepClone();
                for (var i = random.Next(1, 80); i > 0; i--)
                {
                    list.Add(item?.DeepClone());
                }

                break;
            default:
                place[name] = Value(random, old);
                break;
        }
    }

    private JsonNode? Value(Random random, JsonNode? old) => random.Next(17) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(),
        3 => JsonNode.Parse("-1e400"),
        4 => JsonNode.Parse("123456789012345678901234567890.5"),
        5 => "",
        6 => HalfPair + planted,
        7 => Deep,
        8 => new string('x', random.Next(1, 5000)) + planted,
        9 => string.Concat(Enumerable.Repeat(odd[random.Next(odd.Count)], random.Next(1, 500))),
        10 => odd[random.Next(odd.Count)] + old?.ToString() + odd[random.Next(odd.Count)],
        11 => new JsonObject(),
        12 => new JsonArray(),
        13 => string.Concat(Enumerable.Range(0, random.Next(1, 400)).Select(_ => odd[random.Next(odd.Count)])),
        14 => new StringBuilder().Insert(0, mention, random.Next(1, 100)).ToString(),
        _ => words[random.Next(words.Count)],
    };

    private static string Nested(Random random, int depth) => random.Next(2) == 0
        ? new string('[', depth) + new string(']', depth)
        : new StringBuilder().Insert(0, "{\"id\":", depth).Append('1').Append('}', depth).ToString();
}
