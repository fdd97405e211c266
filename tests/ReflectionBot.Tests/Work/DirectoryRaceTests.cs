using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Channels.Teams.People;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Work;

/// <summary>Two who change what is known of one account, at the same time: neither loses what the other has noted.</summary>
public sealed class DirectoryRaceTests
{
    private readonly InMemoryTables _tables = new();
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_direct_chat_in_Slack_noted_in_between_is_the_one_before()
    {
        var other = new SlackDirectory(_tables, _clock);
        var slack = new SlackDirectory(new Between(_tables, () => other.NoteDirectAsync("T1", "U1", "D1", Cancel)), _clock);
        await slack.NoteDirectAsync("T1", "U1", "D2", Cancel);
        Assert.Equal("D2", await slack.DirectAsync("T1", "U1", Cancel));
        Assert.Equal(("U1", "D2"), await slack.WhoseAsync("T1", "D1", Cancel));
    }

    [Fact]
    public async Task An_account_in_Teams_keeps_what_was_noted_in_between()
    {
        var other = new TeamsDirectory(_tables, _clock);
        var teams = new TeamsDirectory(new Between(_tables, () => other.ChangeAsync("t1", "u1", a => a with { Direct = "chat" }, Cancel)), _clock);
        await teams.ChangeAsync("t1", "u1", a => a with { TeamsId = "29:1", Name = "Ana" }, Cancel);
        var account = await teams.AccountAsync("t1", "u1", Cancel);
        Assert.Equal(("29:1", "Ana", "chat"), (account?.TeamsId, account?.Name, account?.Direct));
    }

    /// <summary>After the first row is read, and before anything is written, somebody else writes.</summary>
    private sealed class Between(ITableStore inner, Func<Task> other) : ITableStore
    {
        private Func<Task>? _other = other;

        public async Task<Row?> GetAsync(string partition, string key, CancellationToken cancel)
        {
            var row = await inner.GetAsync(partition, key, cancel);
            if (Interlocked.Exchange(ref _other, null) is { } first)
            {
                await first();
            }

            return row;
        }

        public IAsyncEnumerable<Row> RangeAsync(RowRange range, CancellationToken cancel) => inner.RangeAsync(range, cancel);

        public Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel) => inner.CommitAsync(partition, writes, cancel);

        public Task PrepareAsync(CancellationToken cancel) => inner.PrepareAsync(cancel);
    }
}
