using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Application.Tables;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Projects;

/// <summary>Opening answers does the same work, and leaves the same trace, whether there is something to open, something hidden, or nothing.</summary>
public sealed class OpeningWorkTests
{
    [Fact]
    public async Task Nothing_takes_as_much_as_something()
    {
        CountingTables store = null!;
        await using var bot = await TestBot.StartAsync(change: services => store = CountingTables.Before(services));
        await bot.Script.PlayAsync($"""
            channel> ana: start "Focus groups complete"
            channel< is open until
            ana< Round open
            {Answers("amir", "share 1 topics")}
            {Answers("bea", "share 1 only me")}
            {Answers("carys", "contact me Ana Silva")}
            ana< ...
            """);
        var something = await WorkAsync("Amir Khan", "We met in the library.");
        var hidden = await WorkAsync("Bea Novak", "There is nothing of Bea Novak");
        var held = await WorkAsync("Carys Jones", "There is nothing of Carys Jones");
        var nothing = await WorkAsync("Dele Okoro", "There is nothing of Dele Okoro");
        Assert.Equal(something, hidden);
        Assert.Equal(something, held);
        Assert.Equal(something, nothing);
        foreach (var (who, said) in new[] { ("amir", "Tuesday 24 November 09:00: Ana Silva\n"), ("bea", "Ana Silva looked, and could open nothing"), ("carys", "Ana Silva looked, and could open nothing"), ("dele", "Ana Silva looked, and could open nothing") })
        {
            await bot.Script.PlayAsync($"{who}< ...\n{who}> who opened\n{who}< Ana Silva");
            Assert.Contains(said, (await bot.Script.HistoryAsync(who))[^1].Text + "\n", StringComparison.Ordinal);
        }

        async Task<string> WorkAsync(string name, string shows)
        {
            store.Start();
            await bot.Script.PlayAsync($"ana> answers \"{name}\"\nana< {shows}");
            return store.Stop();
        }
    }

    private static string Answers(string who, string then) => $"""
        {who}< Before you start
        {who}> agree
        {who}< Six questions
        {who}> one at a time
        {who}< 1 of 6
        {who}> We met in the library.
        {who}< Saved.
        {who}> review
        {who}< Your reflection
        {who}> {then}
        {who}< ...
        {who}> submit
        {who}< ...
        {who}> [Submit]
        {who}< ...
        """;

    /// <summary>Counts what is asked of the store: what kind, of which kind of row, and how much is written at once.</summary>
    private sealed class CountingTables(ITableStore inner) : ITableStore
    {
        private readonly Lock _lock = new();
        private readonly List<string> _done = [];

        public static CountingTables Before(IServiceCollection services)
        {
            var counting = new CountingTables(new Web.InMemoryTables());
            services.RemoveAll<ITableStore>();
            services.AddSingleton<ITableStore>(counting);
            return counting;
        }

        public void Start()
        {
            lock (_lock)
            {
                _done.Clear();
            }
        }

        public string Stop()
        {
            lock (_lock)
            {
                return string.Join('\n', _done.CountBy(d => d).Select(d => $"{d.Value} {d.Key}").Order(StringComparer.Ordinal));
            }
        }

        public Task<Row?> GetAsync(string partition, string key, CancellationToken cancel)
        {
            Note($"get {Kind(partition)} {Kind(key)}", partition);
            return inner.GetAsync(partition, key, cancel);
        }

        public IAsyncEnumerable<Row> RangeAsync(RowRange range, CancellationToken cancel)
        {
            Note($"range {Kind(range.Partition)} {Kind(range.Prefix)}", range.Partition);
            return inner.RangeAsync(range, cancel);
        }

        public Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
        {
            Note($"commit {Kind(partition)} {string.Join(' ', writes.Select(w => $"{w.GetType().Name} {Kind(w.Key)}"))}", partition);
            return inner.CommitAsync(partition, writes, cancel);
        }

        public Task PrepareAsync(CancellationToken cancel) => inner.PrepareAsync(cancel);

        // The due rows are looked through by the test's clock, however little there is to do.
        private void Note(string what, string partition)
        {
            if (!partition.StartsWith("due", StringComparison.Ordinal))
            {
                lock (_lock)
                {
                    _done.Add(what);
                }
            }
        }

        private static string Kind(string key) => key.Split(':')[0];
    }
}
