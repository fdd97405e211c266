using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Digests;

namespace ReflectionBot.Application.Stores;

/// <summary>The rows of the team's agreements, in the project's partition.</summary>
public static class AgreementRows
{
    /// <summary>Key prefix of agreements in a project's partition.</summary>
    public const string Prefix = "agreed";

    /// <summary>An agreement's row.</summary>
    public static PutRow Put(Agreement agreed) => new(Keys.Join(Prefix, agreed.Id), Columns.Empty.With("Agreement", agreed.Id).With("Text", agreed.Text).With("Since", agreed.Since).With("DoneAt", agreed.DoneAt).With("Outcome", agreed.Outcome));

    /// <summary>Reads an agreement's row.</summary>
    public static Agreement Read(Row row)
    {
        return new(row.Columns.NeedText("Text"), row.Columns.NeedTime("Since"), row.Columns.NeedText("Agreement"), row.Columns.Time("DoneAt")) { Outcome = row.Columns.Text("Outcome") };
    }

    /// <summary>All agreements of a project, oldest first.</summary>
    public static async Task<IReadOnlyList<Agreement>> ListAsync(ITableStore store, string project, CancellationToken cancel) =>
        [.. (await store.ListAsync(Keys.Project(project), Keys.Prefix(Prefix), cancel)).Select(Read)];
}
