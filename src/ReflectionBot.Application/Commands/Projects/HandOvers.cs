using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>Who was asked to take a project over, by whom, and when they said yes.</summary>
internal sealed record AskedSuccessor(string To, string By, DateTimeOffset? AgreedAt);

/// <summary>The handing over of a project that waits for its new facilitator.</summary>
public sealed class HandOvers(ITableStore store)
{
    /// <summary>Whether a project is being handed over to somebody.</summary>
    internal async Task<bool> IsAskedAsync(string project, string person, CancellationToken cancel) =>
        (await FindAsync(project, cancel))?.To == person;

    internal async Task<AskedSuccessor?> FindAsync(string project, CancellationToken cancel) =>
        await store.GetAsync(Keys.Project(project), ProjectRows.HandOver, cancel) is { } row
            ? new AskedSuccessor(row.Columns.NeedText("To"), row.Columns.NeedText("By"), row.Columns.Time("AgreedAt")) : null;

    internal static PutRow Put(AskedSuccessor asked) => new(ProjectRows.HandOver, Columns.Empty.With("To", asked.To).With("By", asked.By).With("AgreedAt", asked.AgreedAt));
}
