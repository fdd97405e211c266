using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Conversation.Cards;
using ReflectionBot.Core.Conversation.LateDelivery;

namespace ReflectionBot.Application.Stores.Reflections;

/// <summary>
/// The session as columns. Text that can be restored is one JSON column, kept small by the dialog (at most 100,000 characters of people's text).
/// Changes to messages that have not arrived yet are another one (at most <see cref="EarlyLimits.Text"/>).
/// Code that erases a person's answers must erase this row, too.
/// </summary>
public static class SessionRows
{
    /// <summary>Letters of every script are written unescaped: people read the column, and six characters per letter would not fit in a row.</summary>
    private static readonly SessionJson Json = new(new JsonSerializerOptions(SessionJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The columns of a session.</summary>
    public static Columns ToColumns(Session session)
    {
        return Columns.Empty
            .With("Round", session.Round)
            .With("SpokenOf", session.SpokenOf)
            .With("Phase", session.Phase.ToString())
            .With("FromReview", session.FromReview)
            .With("ConsentShown", session.ConsentShown)
            .With("Revision", session.Revision)
            .With("LastUndo", session.LastUndo)
            .With("Fixed", session.Fixed)
            .With("LeftNothing", session.LeftNothing)
            .With("QuestionAgo", session.QuestionAgo)
            .With("WordsShown", session.WordsShown)
            .With("Cards", session.Cards.IsEmpty ? null : JsonSerializer.Serialize(session.Cards, Json.ImmutableListShownCard))
            .With("Trail", session.QuestionHistory == QuestionHistory.None ? null : JsonSerializer.Serialize(session.QuestionHistory, Json.QuestionHistory))
            .With("Early", session.Early.IsEmpty ? null : JsonSerializer.Serialize(session.Early, Json.ImmutableListEarlyChange))
            .With("PendingKind", session.Pending?.Kind.ToString())
            .With("PendingItem", session.Pending?.Item)
            .With("PendingShown", session.Pending?.Shown)
            .With("PendingMessage", session.Pending?.Message)
            .With("PendingInterrupted", session.Pending?.IsInterrupted ?? false)
            .With("PlansHidden", Write(session.PlansHidden))
            .With("Quiet", Write(session.Quiet))
            .With("Left", Write(session.Left))
            .With("Picked", session.Picked.IsEmpty ? null : JsonSerializer.Serialize(session.Picked, Json.ImmutableSortedDictionaryStringString))
            .With("Undo", session.Undo.IsEmpty ? null : JsonSerializer.Serialize(session.Undo, Json.ImmutableListUndoEntry));
    }

    /// <summary>The session of a row.</summary>
    /// <exception cref="InvalidDataException">The row is damaged.</exception>
    public static Session ToSession(Columns columns)
    {
        try
        {
            return new Session
            {
                Round = columns.Text("Round"),
                SpokenOf = columns.Text("SpokenOf"),
                Phase = Enum.Parse<Phase>(columns.NeedText("Phase")),
                FromReview = columns.Flag("FromReview"),
                ConsentShown = columns.Text("ConsentShown"),
                Revision = columns.Number("Revision") ?? 1,
                LastUndo = columns.Number("LastUndo") ?? 0,
                Fixed = columns.Text("Fixed"),
                LeftNothing = columns.Flag("LeftNothing"),
                QuestionAgo = (int?)columns.Number("QuestionAgo"),
                WordsShown = columns.Number("WordsShown") ?? 0,
                Cards = columns.Text("Cards") is { } cards ? JsonSerializer.Deserialize(cards, Json.ImmutableListShownCard) ?? [] : Review(columns),
                QuestionHistory = columns.Text("Trail") is { } trail ? JsonSerializer.Deserialize(trail, Json.QuestionHistory) ?? QuestionHistory.None : QuestionHistory.None,
                Early = columns.Text("Early") is { } early ? JsonSerializer.Deserialize(early, Json.ImmutableListEarlyChange) ?? [] : [],
                Pending = columns.Text("PendingKind") is { } kind ? new(Enum.Parse<PendingKind>(kind), columns.NeedText("PendingItem")) { Shown = columns.Text("PendingShown"), Message = columns.Text("PendingMessage"), IsInterrupted = columns.Flag("PendingInterrupted") } : null,
                PlansHidden = Read(columns.Text("PlansHidden")),
                Quiet = Read(columns.Text("Quiet")),
                Left = Read(columns.Text("Left")),
                Picked = columns.Text("Picked") is { } picked ? JsonSerializer.Deserialize(picked, Json.ImmutableSortedDictionaryStringString) ?? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty,
                Undo = columns.Text("Undo") is { } undo ? JsonSerializer.Deserialize(undo, Json.ImmutableListUndoEntry) ?? [] : [],
            };
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // The inner message could quote a person's text, so it is left out.
            throw new InvalidDataException("a session row cannot be read");
        }
    }

    /// <summary>Rows of an older version hold only the name of the review.</summary>
    private static ImmutableList<ShownCard> Review(Columns columns) =>
        columns.Text("Review") is { } name ? [new(name, columns.Text("Round"), columns.Number("Revision") ?? 1, "Your reflection", "", "") { Review = "" }] : [];

    private static string? Write(ImmutableSortedSet<string> ids) => ids.IsEmpty ? null : JsonSerializer.Serialize([.. ids], Json.StringArray);

    private static ImmutableSortedSet<string> Read(string? ids) => ids is null ? [] : [.. JsonSerializer.Deserialize(ids, Json.StringArray) ?? []];
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, IgnoreReadOnlyProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImmutableList<UndoEntry>))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, string>))]
[JsonSerializable(typeof(QuestionHistory))]
[JsonSerializable(typeof(ImmutableList<EarlyChange>))]
[JsonSerializable(typeof(ImmutableList<ShownCard>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class SessionJson : JsonSerializerContext;
