using System.Globalization;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Core.Themes;

/// <summary>The codes of one answer.</summary>
/// <param name="Stage">The answer's stage.</param>
/// <param name="Version">The answer's version that was coded; passages fit no other.</param>
/// <param name="Codes">In order of their passages; none is a result too.</param>
public sealed record CodedStage(Stage Stage, long Version, IReadOnlyList<Code> Codes);

/// <summary>
/// What was coded of one reflection, as it stands in the project's partition of the week in which it was first coded: spans and codes, never
/// text.
/// </summary>
/// <param name="Person">The author's id.</param>
/// <param name="Round">The round's id.</param>
/// <param name="CodedAt">When it was first coded.</param>
/// <param name="Counted">The author was neither lead nor facilitator then.</param>
/// <param name="Version">The reflection's version that was coded; a lower one never replaces a higher one.</param>
/// <param name="Coder">The coder and its version.</param>
/// <param name="Stages">One entry an answer that is released.</param>
public sealed record CodedReflectionRow(string Person, string Round, DateTimeOffset CodedAt, bool Counted, long Version, string Coder, IReadOnlyList<CodedStage> Stages)
{
    /// <summary>Its row key in the week's partition.</summary>
    public string Key => KeyOf(Person, Round);

    /// <summary>The row key of a person's reflection in a week's partition.</summary>
    public static string KeyOf(string person, string round) => Keys.Join("coded", round, person);

    /// <summary>Its columns: a line a code, readable in a table browser.</summary>
    public Columns ToColumns()
    {
        var columns = Columns.Empty.With("Person", Person).With("Round", Round).With("CodedAt", CodedAt).With("Counted", Counted).With("Version", Version).With("Coder", Coder);
        foreach (var stage in Stages)
        {
            columns = columns.With($"{stage.Stage}Version", stage.Version).With($"{stage.Stage}Codes", string.Join('\n', stage.Codes.Select(Line)));
        }

        return columns;
    }

    /// <summary>Reads a row.</summary>
    public static CodedReflectionRow Read(Row row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var c = row.Columns;
        var stages = Enum.GetValues<Stage>().Where(s => c.Number($"{s}Version") is not null)
            .Select(s => new CodedStage(s, c.Number($"{s}Version")!.Value, [.. (c.Text($"{s}Codes") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)]));
        return new(c.NeedText("Person"), c.NeedText("Round"), c.NeedTime("CodedAt"), c.Flag("Counted"), c.Number("Version") ?? 0, c.NeedText("Coder"), [.. stages]);
    }

    private static string Line(Code code) =>
        string.Create(CultureInfo.InvariantCulture, $"{code.ThemeId} {code.TopicId} {code.Passage.Start} {code.Passage.Length} {code.Polarity} {code.Indicator}");

    private static Code Parse(string line)
    {
        var parts = line.Split(' ', 6);
        var passage = new Passage(int.Parse(parts[2], CultureInfo.InvariantCulture), int.Parse(parts[3], CultureInfo.InvariantCulture));
        return new Code(parts[0], parts[1], passage, Enum.Parse<Polarity>(parts[4]), parts[5]);
    }
}
