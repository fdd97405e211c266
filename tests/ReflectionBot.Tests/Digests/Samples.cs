using System.Text.Json;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Digests.Quotes;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Tests.Digests;

/// <summary>Teams and digests for the tests.</summary>
internal static class Samples
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly Codebook Book = Codebook.Load();
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    public static readonly DigestSettings Settings = new();
    public static readonly DigestCoding Coding = new(Book, new IndicatorCoder());

    public static readonly DigestFrame Frame = new("Housing priorities", new NodaTime.LocalDate(2026, 11, 23), ["Focus groups complete"], [new Agreement("share notes within two days", Monday)], new NextMilestone("Analysis workshop", new NodaTime.LocalDate(2026, 12, 14)), false, []);

    public static Code Code(string theme, Polarity polarity = Polarity.Present, int topic = 0) =>
        new(theme, Book.Themes.Single(t => t.Id == theme).Topics[topic].Id, new Passage(0, 3), polarity, "test");

    public static CodedReflection Reflection(string person, params Code[] codes) => Reflection(person, "r1", Monday.AddDays(-1), codes);

    public static CodedReflection Reflection(string person, string round, DateTimeOffset at, params Code[] codes) =>
        new(person, round, true, at, [new CodedAnswer(QuestionId.Description, 1, codes)]);

    public static ReleasedQuote Quote(string person, string exact, string? theme = null, bool plan = false, string? name = null, QuestionId? stage = null) =>
        new(person, "r1", stage ?? QuestionId.Description, exact, name, theme is null ? null : new QuotePlace(theme, false, false), plan);

    public static DigestMaterial Material(IEnumerable<CodedReflection> reflections, params ReleasedQuote[] quotes) =>
        new(WindowOf([.. reflections], [], Monday), quotes, false, []);

    /// <summary>A window of rounds in which everybody who wrote was asked, and ten more.</summary>
    public static Window WindowOf(IReadOnlyList<CodedReflection> reflections, IReadOnlyList<DigestRecord> previous, DateTimeOffset end) => Window.Of(
        reflections,
        [.. reflections.Select(r => r.RoundId).Distinct().Select(r => new RoundTeam(r, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, false,
            [.. Enumerable.Range(0, 10).Select(i => $"asked{i}").Concat(reflections.Where(f => f.Counted).Select(f => f.PersonId)).Distinct().Select(p => new TeamPlace(p, null, null))]))],
        previous, end);

    public static DigestRecord Build(IEnumerable<CodedReflection> reflections, params ReleasedQuote[] quotes) => Build(Material(reflections, quotes));

    public static DigestRecord Build(DigestMaterial material) => DigestBuilder.Build(material, Frame, Coding, Settings);

    /// <summary>Everything a reader can see, as bytes would.</summary>
    public static string Seen(DigestMessage message) => JsonSerializer.Serialize<OutboundMessage>(message, Readable);

    public static string Seen(IEnumerable<CodedReflection> reflections, params ReleasedQuote[] quotes) => Seen(Build(reflections, quotes).Message);

    /// <summary>So many people with the same code, and others with none, up to this team.</summary>
    public static CodedReflection[] Team(int size, int withCode, Code code) =>
        [.. Enumerable.Range(0, size).Select(i => Reflection($"p{i}", i < withCode ? [code] : []))];

    public static string[] Lines(DigestRecord record) => [.. record.Message.Sections.SelectMany(s => s.Themes).Select(t => t.Line)];
}
