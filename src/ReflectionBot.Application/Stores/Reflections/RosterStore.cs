using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Stores.Reflections;

/// <summary>One person's row on a round's roster.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="State">Their state in the round.</param>
/// <param name="Version">The version of the reflection it was read from; a lower one never replaces a higher one.</param>
public sealed record RosterEntry(string Person, RosterState State, long Version);

/// <summary>The roster of a round: one row per collaborator. Numbers are counted from the rows; there are no counters that could go wrong.</summary>
public sealed class RosterStore(ITableStore store)
{
    // Lower than the version of every reflection, so that a person's own actions always replace it.
    private const long ToBeAsked = -2;
    private const long Asked = -1;

    /// <summary>Everyone on a round's roster.</summary>
    public async Task<IReadOnlyList<RosterEntry>> ListAsync(string round, CancellationToken cancel) =>
        [.. (await store.ListAsync(Keys.Round(round), Keys.Prefix("roster"), cancel)).Select(Read)];

    /// <summary>Adds people to a round, to be invited. People already on it stay unchanged.</summary>
    public async Task AddAsync(string round, IEnumerable<string> people, CancellationToken cancel)
    {
        var there = (await ListAsync(round, cancel)).Select(e => e.Person).ToHashSet(StringComparer.Ordinal);
        foreach (var some in people.Where(p => !there.Contains(p)).Distinct().Chunk(TableLimits.BatchRows))
        {
            var rows = some.Select(p => new InsertRow(Keys.Join("roster", p), Write(new RosterEntry(p, RosterState.ToBeAsked, ToBeAsked)))).ToList();
            try
            {
                await store.CommitAsync(Keys.Round(round), [.. rows], cancel);
            }
            catch (TableConflictException)
            {
                // A row was added meanwhile, or another job does the same: insert each row on its own.
                foreach (var row in rows)
                {
                    await store.TryInsertAsync(Keys.Round(round), row.Key, row.Columns, cancel);
                }
            }
        }
    }

    /// <summary>Notes that a person has been invited, unless a newer state from their own partition is stored.</summary>
    public Task AskedAsync(string round, string person, CancellationToken cancel) => UpdateAsync(round, new RosterEntry(person, RosterState.Invited, Asked), cancel);

    /// <summary>Writes the state from a person's own partition, unless a newer one is stored here.</summary>
    public async Task UpdateAsync(string round, RosterEntry entry, CancellationToken cancel)
    {
        var key = Keys.Join("roster", entry.Person);
        var columns = Write(entry);
        while (true)
        {
            var row = await store.GetAsync(Keys.Round(round), key, cancel);
            if (row is not null && Read(row).Version >= entry.Version)
            {
                return;
            }

            try
            {
                TableWrite write = row is null ? new InsertRow(key, columns) : new ReplaceRow(key, columns, row.ETag);
                await store.CommitAsync(Keys.Round(round), [write], cancel);
                return;
            }
            catch (TableConflictException)
            {
                // Another job wrote it meanwhile: check which of the two has read the newer state.
            }
        }
    }

    private static Columns Write(RosterEntry entry) => Columns.Empty.With("Person", entry.Person).With("State", entry.State.ToString()).With("Version", entry.Version);

    private static RosterEntry Read(Row row) =>
        new(row.Columns.NeedText("Person"), Enum.Parse<RosterState>(row.Columns.NeedText("State")), row.Columns.Number("Version") ?? 0);
}
