using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>Who was asked to take a project over, by whom, and when they said yes.</summary>
internal sealed record AskedSuccessor(string To, string By, DateTimeOffset? AgreedAt)
{
    /// <summary>The row it stands in: one for each facilitator who hands over, so that none ends another's.</summary>
    public PutRow Put() => new(KeyOf(By), Columns.Empty.With("To", To).With("By", By).With("AgreedAt", AgreedAt));

    /// <summary>Nobody is asked by this facilitator any more.</summary>
    public DeleteRow Delete() => new(KeyOf(By));

    private static string KeyOf(string by) => Keys.Join(ProjectRows.HandOver, by);
}

/// <summary>Handings over of projects that wait for the new facilitator.</summary>
public sealed class HandOvers(ITableStore store)
{
    /// <summary>Whether a project is being handed over to somebody.</summary>
    internal async Task<bool> IsAskedAsync(string project, string person, CancellationToken cancel) =>
        (await ListAsync(project, cancel)).Any(a => a.To == person);

    /// <summary>All of a project: each of its facilitators may be handing over.</summary>
    internal async Task<IReadOnlyList<AskedSuccessor>> ListAsync(string project, CancellationToken cancel) =>
        [.. (await store.ListAsync(Keys.Project(project), Keys.Prefix(ProjectRows.HandOver), cancel)).Select(r => new AskedSuccessor(r.Columns.NeedText("To"), r.Columns.NeedText("By"), r.Columns.Time("AgreedAt")))];
}
