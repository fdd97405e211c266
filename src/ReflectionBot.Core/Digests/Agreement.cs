using ReflectionBot.Core.Storage;

namespace ReflectionBot.Core.Digests;

/// <summary>Something the team agreed to do, recorded by the facilitator; digests name it until it is done.</summary>
/// <param name="Text">As recorded.</param>
/// <param name="Since">When it was recorded.</param>
/// <param name="Id">Issued by the bot; sorts by time.</param>
/// <param name="DoneAt">When it was marked as done; null while it is open.</param>
public sealed record Agreement(string Text, DateTimeOffset Since, string Id = "", DateTimeOffset? DoneAt = null)
{
    /// <summary>Key prefix of agreements in a project's partition.</summary>
    public const string Prefix = "agreed";

    /// <summary>Its row.</summary>
    public PutRow ToRow() => new(Keys.Join(Prefix, Id), Columns.Empty.With("Agreement", Id).With("Text", Text).With("Since", Since).With("DoneAt", DoneAt));

    /// <summary>Reads its row.</summary>
    public static Agreement Read(Row row)
    {
        return new(row.Columns.NeedText("Text"), row.Columns.NeedTime("Since"), row.Columns.NeedText("Agreement"), row.Columns.Time("DoneAt"));
    }

    /// <summary>All agreements of a project, oldest first.</summary>
    public static async Task<IReadOnlyList<Agreement>> ListAsync(ITableStore store, string project, CancellationToken cancel) =>
        [.. (await store.ListAsync(Keys.Project(project), Keys.Prefix(Prefix), cancel)).Select(Read)];
}
