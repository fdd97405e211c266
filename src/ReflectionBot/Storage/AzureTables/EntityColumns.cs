using Azure.Data.Tables;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Storage.AzureTables;

/// <summary>
/// Columns as the properties of an entity, under their own names so that they read well in a table browser: text as Edm.String (long ones in
/// <see cref="TextParts"/>), number as Edm.Int64, flag as Edm.Boolean, time as Edm.DateTime (UTC, to 100 ns, as .NET counts).
/// </summary>
internal static class EntityColumns
{
    private static readonly HashSet<string> System = new(StringComparer.Ordinal) { "PartitionKey", "RowKey", "Timestamp", "odata.etag", "odata.metadata" };

    /// <summary>The entity to send.</summary>
    public static TableEntity Write(string partition, string key, Columns? columns)
    {
        var entity = new TableEntity(KeyEscaping.Escape(partition), KeyEscaping.Escape(key));
        foreach (var (name, value) in columns?.Values ?? Columns.Empty.Values)
        {
            if (value is not string text)
            {
                entity[name] = value;
                continue;
            }
            foreach (var part in TextParts.Split(name, text))
            {
                entity[part.Name] = part.Text;
            }
        }
        return entity;
    }

    /// <summary>The row of a stored entity.</summary>
    /// <exception cref="InvalidDataException">Keys or properties are not in the form written by <see cref="Write"/>.</exception>
    public static Row Read(TableEntity entity)
    {
        var columns = Columns.Empty;
        foreach (var (name, value) in entity)
        {
            if (!System.Contains(name) && !TextParts.IsFurtherPart(name))
            {
                columns = ReadValue(columns, entity, name, value);
            }
        }
        return new(KeyEscaping.Unescape(entity.PartitionKey), KeyEscaping.Unescape(entity.RowKey), entity.ETag.ToString(), columns);
    }

    private static Columns ReadValue(Columns columns, TableEntity entity, string name, object value) => value switch
    {
        string text => columns.With(name, TextParts.Join(name, text, part => entity.TryGetValue(part, out var further) ? further as string : null)),
        long number => columns.With(name, number),
        bool flag => columns.With(name, flag),
        DateTimeOffset time => columns.With(name, time),
        _ => throw new InvalidDataException("a property has a type that rows do not have"),
    };
}
