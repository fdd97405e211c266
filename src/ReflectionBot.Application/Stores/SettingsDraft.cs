using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Stores;

/// <summary>What a person typed into the settings form that could not be saved: the form shows it again, with its mistakes.</summary>
/// <param name="Fields">By setting: the typed text, and a sentence about its mistake.</param>
public sealed record SettingsDraft(IReadOnlyDictionary<Setting, (string Typed, string Mistake)> Fields)
{
    private const string Prefix = "settings-draft";

    /// <summary>An empty draft.</summary>
    public static SettingsDraft None { get; } = new(new Dictionary<Setting, (string, string)>());

    /// <summary>The key of a person's draft, in the project's partition.</summary>
    public static string Key(string person) => Keys.Join(Prefix, person);

    /// <summary>The writes that replace the previous draft with this one.</summary>
    /// <param name="before">The previous draft.</param>
    /// <param name="person">The person whose draft it is.</param>
    public IReadOnlyList<TableWrite> Replacing(SettingsDraft before, string person)
    {
        return Fields.Count > 0 ? [new PutRow(Key(person), Fields.Aggregate(Columns.Empty, (columns, f) => columns.With($"Typed{f.Key}", f.Value.Typed).With($"Mistake{f.Key}", f.Value.Mistake)))]
            : before.Fields.Count > 0 ? [new DeleteRow(Key(person))]
            : [];
    }

    /// <summary>The draft without a setting that has been saved since.</summary>
    public SettingsDraft Without(Setting setting) => new(Fields.Where(f => f.Key != setting).ToDictionary());

    /// <summary>Reads a draft.</summary>
    public static SettingsDraft Read(Row? row) => row is null ? None : new(Enum.GetValues<Setting>()
        .Where(s => row.Columns.Text($"Typed{s}") is not null)
        .ToDictionary(s => s, s => (row.Columns.NeedText($"Typed{s}"), row.Columns.Text($"Mistake{s}") ?? "")));
}
