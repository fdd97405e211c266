using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReflectionBot.Core.Reflections;

/// <summary>
/// The question that an answer belongs to: its name in the question set, a capital letter and then letters and digits, at most 40 in all. Answers are stored
/// under it, and table rows use it in column names, so a name never changes its meaning. The first six are Gibbs' stages (Gibbs 1988).
/// </summary>
[JsonConverter(typeof(QuestionIdJson))]
[SuppressMessage("Design", "CA1036", Justification = "The order is for sorted collections; no question is less than another.")]
public readonly record struct QuestionId : IComparable<QuestionId>
{
    private const int Longest = 40;
    private readonly string? _name;

    private QuestionId(string name) => _name = name;

    /// <summary>What happened.</summary>
    public static QuestionId Description { get; } = new("Description");

    /// <summary>What was felt.</summary>
    public static QuestionId Feelings { get; } = new("Feelings");

    /// <summary>What was good or bad.</summary>
    public static QuestionId Evaluation { get; } = new("Evaluation");

    /// <summary>Why it went that way.</summary>
    public static QuestionId Analysis { get; } = new("Analysis");

    /// <summary>What was learned.</summary>
    public static QuestionId Conclusion { get; } = new("Conclusion");

    /// <summary>What to do next time. In every set, the answer is shown in the next round, and a quote of it is listed under "Next time".</summary>
    public static QuestionId ActionPlan { get; } = new("ActionPlan");

    /// <summary>The first question of the short form.</summary>
    public static QuestionId StoodOut { get; } = new("StoodOut");

    /// <summary>The optional question about others; off by default, never quoted.</summary>
    public static QuestionId OthersFelt { get; } = new("OthersFelt");

    /// <summary>"Last time you wrote ... What came of it?": the bot's own question, asked first if there is a plan from the round before; never quoted.</summary>
    public static QuestionId LastPlan { get; } = new("LastPlan");

    /// <summary>The questions that the bot itself knows. Older rows store a position in this list, from 1, so the order must not change.</summary>
    public static IReadOnlyList<QuestionId> Known { get; } = [Description, Feelings, Evaluation, Analysis, Conclusion, ActionPlan, StoodOut, OthersFelt, LastPlan];

    private string Name => _name ?? "";

    /// <summary>The question of this name; null where it is not a valid name.</summary>
    public static QuestionId? Of(string? name) =>
        name is { Length: > 0 and <= Longest } && char.IsAsciiLetterUpper(name[0]) && name.All(char.IsAsciiLetterOrDigit) ? new(name) : null;

    /// <summary>The question stored in a row: by its name, or by its number in rows of earlier versions; null where it is neither.</summary>
    public static QuestionId? OfRow(string? stored) =>
        int.TryParse(stored, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number >= 1 && number <= Known.Count ? Known[number - 1] : null : Of(stored);

    /// <summary>Known questions first, in their own order, then the others by name. The order in which people are asked comes from their question set.</summary>
    public int CompareTo(QuestionId other) => (Place, other.Place) is var (mine, theirs) && mine != theirs ? mine.CompareTo(theirs) : string.CompareOrdinal(Name, other.Name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private int Place
    {
        get
        {
            for (var i = 0; i < Known.Count; i++)
            {
                if (Known[i].Name == Name)
                {
                    return i;
                }
            }
            return Known.Count;
        }
    }
}

/// <summary>A question by its name; also reads the numbers of earlier versions.</summary>
internal sealed class QuestionIdJson : JsonConverter<QuestionId>
{
    public override QuestionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        QuestionId.OfRow(reader.TokenType == JsonTokenType.Number ? reader.GetInt32().ToString(CultureInfo.InvariantCulture) : reader.GetString()) ?? throw new JsonException("no question has this name");

    public override void Write(Utf8JsonWriter writer, QuestionId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
