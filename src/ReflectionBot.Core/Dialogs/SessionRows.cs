using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Core.Dialogs;

/// <summary>Where the conversation is, as a row of the person's partition.</summary>
public static class SessionRows
{
    /// <summary>The columns of a session.</summary>
    public static Columns ToColumns(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Columns.Empty
            .With("Round", session.Round).With("Phase", session.Phase.ToString()).With("FromReview", session.FromReview)
            .With("PendingKind", session.Pending?.Kind.ToString()).With("PendingItem", session.Pending?.Item)
            .With("Revision", session.Revision).With("LastUndo", session.LastUndo)
            .With("Undo", session.Undo.IsEmpty ? null : JsonSerializer.Serialize(session.Undo, SessionJson.Default.ImmutableListUndoEntry))
            .With("PlansHidden", Words(session.PlansHidden)).With("Quiet", Words(session.Quiet)).With("Left", Words(session.Left));
    }

    /// <summary>The session of a row.</summary>
    public static Session Read(Columns columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return new Session
        {
            Round = columns.Text("Round"),
            Phase = Enum.Parse<Phase>(columns.NeedText("Phase")),
            FromReview = columns.Flag("FromReview"),
            Pending = columns.Text("PendingKind") is { } kind ? new Pending(Enum.Parse<PendingKind>(kind), columns.Text("PendingItem") ?? "") : null,
            Revision = columns.Number("Revision") ?? 1,
            LastUndo = columns.Number("LastUndo") ?? 0,
            Undo = columns.Text("Undo") is { } undo ? JsonSerializer.Deserialize(undo, SessionJson.Default.ImmutableListUndoEntry) ?? [] : [],
            PlansHidden = Set(columns.Text("PlansHidden")),
            Quiet = Set(columns.Text("Quiet")),
            Left = Set(columns.Text("Left")),
        };
    }

    private static string? Words(ImmutableSortedSet<string> ids) => ids.IsEmpty ? null : string.Join(' ', ids);

    private static ImmutableSortedSet<string> Set(string? words) => [.. (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}

[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImmutableList<UndoEntry>))]
internal sealed partial class SessionJson : JsonSerializerContext;
