using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Stores;

/// <summary>What somebody typed into the settings form that could not be saved: the form brings it back, with what is wrong with it.</summary>
/// <param name="Fields">By setting: what was typed, and the sentence about it.</param>
public sealed record SettingsDraft(IReadOnlyDictionary<Setting, (string Typed, string Mistake)> Fields)
{
    private const string Prefix = "settings-draft";

    /// <summary>Nothing is left over.</summary>
    public static SettingsDraft None { get; } = new(new Dictionary<Setting, (string, string)>());

    /// <summary>The key of somebody's draft, in the project's partition.</summary>
    public static string Key(string person) => Keys.Join(Prefix, person);

    /// <summary>What has to be written for this to take the place of what was left over before.</summary>
    /// <param name="before">What was left over before.</param>
    /// <param name="person">Whose draft it is.</param>
    public IReadOnlyList<TableWrite> Replacing(SettingsDraft before, string person)
    {
        return Fields.Count > 0 ? [new PutRow(Key(person), Fields.Aggregate(Columns.Empty, (columns, f) => columns.With($"Typed{f.Key}", f.Value.Typed).With($"Mistake{f.Key}", f.Value.Mistake)))]
            : before.Fields.Count > 0 ? [new DeleteRow(Key(person))]
            : [];
    }

    /// <summary>Without a setting, which has been saved since.</summary>
    public SettingsDraft Without(Setting setting) => new(Fields.Where(f => f.Key != setting).ToDictionary());

    /// <summary>Reads a draft.</summary>
    public static SettingsDraft Read(Row? row) => row is null ? None : new(Enum.GetValues<Setting>()
        .Where(s => row.Columns.Text($"Typed{s}") is not null)
        .ToDictionary(s => s, s => (row.Columns.NeedText($"Typed{s}"), row.Columns.Text($"Mistake{s}") ?? "")));
}
