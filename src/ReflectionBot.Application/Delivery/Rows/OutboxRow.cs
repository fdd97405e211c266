using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.Delivery.Rows;

/// <summary>An outbox row as read from the table: an effect, and how long it is leased.</summary>
internal sealed record OutboxRow(Row Row, Effect Effect, DateTimeOffset? LeasedUntil, DateTimeOffset? NotBefore, long Attempts, bool Shut = false)
{
    private const string English = "en";

    /// <summary>The columns of a new row.</summary>
    public static Columns New(Effect effect) => Columns.Empty.With("Kind", effect.GetType().Name).With("Effect", WorkJson.Write(effect)).With("Language", Core.Wording.Language.Tag is var tag && tag == English ? null : tag);

    /// <summary>The language in which the effect was created. Text that a channel adds to a message uses the message's language.</summary>
    public string Language => Row.Columns.Text("Language") ?? English;

    /// <summary>The current sender already holds its lease.</summary>
    public bool IsOurs { get; init; }

    /// <summary>The columns of a new row that its writer carries out at once, and so leases.</summary>
    public static Columns Leased(Effect effect, DateTimeOffset until) => New(effect).With("LeasedUntil", until).With("Attempts", 1);

    /// <summary>Reads a stored row; null if it cannot be read, e.g. one written by a newer version.</summary>
    public static OutboxRow? TryRead(Row row) => WorkJson.Try(() => new OutboxRow(
        row, WorkJson.ReadEffect(row.Columns.NeedText("Effect")), row.Columns.Time("LeasedUntil"), row.Columns.Time("NotBefore"), row.Columns.Number("Attempts") ?? 0, row.Columns.Flag("Shut")));

    /// <summary>The columns while a sender carries it out.</summary>
    public Columns Leased(DateTimeOffset until) => Row.Columns.With("LeasedUntil", until).With("Attempts", Attempts + 1);

    /// <summary>The columns of a message change in a place the bot has no access to: it is retried now and then, and no other row waits for it.</summary>
    public Columns ShutOut(DateTimeOffset notBefore) => Waiting(notBefore).With("Shut", true);

    /// <summary>The columns of an effect that replaces this one.</summary>
    public Columns Instead(Effect effect) => New(effect).With("Language", Row.Columns.Text("Language")).With("Attempts", Attempts + 1);

    /// <summary>The columns after an attempt that must be repeated.</summary>
    public Columns Waiting(DateTimeOffset notBefore) => Row.Columns.With("LeasedUntil", (DateTimeOffset?)null).With("NotBefore", notBefore).With("Attempts", Attempts + 1);
}
