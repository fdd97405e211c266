using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>
/// A store that takes its time, as one over a network does: an answer is still acknowledged in time, and never before it is stored. Here real
/// time passes, because it is Slack's that is kept to.
/// </summary>
public sealed class FailureSlowStoreTests
{
    private const string NotSaved = "I could not save that just now";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Counted, not timed: at 150 ms for each wait, sixteen would be the limit of the bot's own. How few they are is held by the budget of a turn.</summary>
    [Theory]
    [InlineData("Http")]
    [InlineData("Socket")]
    public async Task A_typed_answer_is_stored_before_it_is_acknowledged_and_that_in_few_steps(string transport)
    {
        SlowTables store = null!;
        await using var round = await AskedAsync(Enum.Parse<SlackTransport>(transport), s => store = SlowTables.Before(s), isTimed: false);
        (store.Least, store.Most) = (TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(150)); // So that what runs side by side is seen to.
        var fewest = int.MaxValue;
        for (var i = 1; i <= 3; i++)
        {
            var (text, before, waits) = ($"We met {i} times with the council.", store.Operations, store.Waits);
            var sent = await round.People["amir"].SayAsync(text, Cancel);
            Assert.True(sent.IsAcknowledged, string.Join(", ", store.Done.Skip(before)));
            Assert.True(await IsStoredAsync(store, text)); // The acknowledgement came after it: it is there now.
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", store.Done.Skip(before)));
            var (operations, written) = store.WrittenAt(text);
            Assert.InRange(operations - before, 1, 8);
            fewest = Math.Min(fewest, written - waits);
            await round.Bot.SettleAsync();
        }

        Assert.InRange(fewest, 1, 4);
    }

    [Theory]
    [InlineData("Http", false)]
    [InlineData("Http", true)]
    [InlineData("Socket", false)]
    [InlineData("Socket", true)]
    public async Task What_cannot_be_stored_in_time_is_not_acknowledged_and_Slacks_repeat_stores_it_once(string transport, bool afterwards)
    {
        SlowTables store = null!;
        await using var round = await AskedAsync(Enum.Parse<SlackTransport>(transport), s => store = SlowTables.Before(s));
        (store.Least, store.Most, store.Afterwards) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), afterwards);
        const string text = "We met the council.";
        var sent = await round.People["amir"].SayAsync(text, Cancel);
        Assert.False(sent.IsAcknowledged);
        (store.Least, store.Most) = (TimeSpan.Zero, TimeSpan.Zero);
        await round.Bot.SettleAsync();
        var again = await round.Stub.Deliveries.RedeliverAsync(sent, Cancel);
        Assert.True(again.IsAcknowledged);
        Assert.True((await round.Stub.Deliveries.RedeliverAsync(again, Cancel)).IsAcknowledged); // And once more, as it may be.
        await round.Bot.SettleAsync();
        await AssertOnceAsync(round, store, text);
        Assert.DoesNotContain(NotSaved, round.Standing(round.People["amir"].Direct), StringComparison.Ordinal);
        Assert.DoesNotContain("That took too long", round.Standing(round.People["amir"].Direct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_but_said_too_late_is_found_by_the_repeat()
    {
        SlowTables store = null!;
        await using var round = await AskedAsync(SlackTransport.Http, s => store = SlowTables.Before(s));
        const string text = "We met the council.";
        store.HoldAfter(text, TimeSpan.FromSeconds(5)); // The rows are there; the answer about it comes too late.
        var sent = await round.People["amir"].SayAsync(text, Cancel);
        Assert.False(sent.IsAcknowledged);
        for (var i = 0; i < 6_000 && !store.IsWritten(text); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel); // On a machine that is busy.
        }

        Assert.True(await IsStoredAsync(store, text));
        Assert.True((await round.Stub.Deliveries.RedeliverAsync(sent, Cancel)).IsAcknowledged);
        await round.Bot.SettleAsync();
        await round.Bot.PassAsync("1 minute");
        await AssertOnceAsync(round, store, text);
        Assert.Equal(3, round.Standing(round.People["amir"].Direct).Split("Saved.").Length); // Of this and of the one before.
    }

    [Fact]
    public async Task Who_wrote_is_told_only_when_the_last_repeat_fails_too()
    {
        SlowTables store = null!;
        await using var round = await AskedAsync(SlackTransport.Http, s => store = SlowTables.Before(s));
        store.IsAway = true;
        var amir = round.People["amir"];
        var sent = await amir.SayAsync("We met the council.", Cancel);
        for (var i = 0; i < 3; i++)
        {
            Assert.False(sent.IsAcknowledged);
            Assert.DoesNotContain(NotSaved, round.Standing(amir.Direct), StringComparison.Ordinal);
            sent = await round.Stub.Deliveries.RedeliverAsync(sent, Cancel);
        }

        Assert.False(sent.IsAcknowledged);
        await round.Stub.UntilAsync(() => round.Standing(amir.Direct).Contains(NotSaved, StringComparison.Ordinal), Cancel).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancel);
        store.IsAway = false;
        Assert.False(await IsStoredAsync(store, "We met the council."));
        Assert.Equal(2, round.Standing(amir.Direct).Split(NotSaved).Length);
    }

    /// <summary>Amir is asked the first question, with the store as quick as it is.</summary>
    private static async Task<SlackRound> AskedAsync(SlackTransport transport, Action<IServiceCollection> change, bool isTimed = true)
    {
        var round = await SlackRound.StartAsync(transport, app: isTimed ? new() : null, change: services =>
        {
            change(services);
            if (!isTimed)
            {
                return;
            }

            services.AddSingleton<TimeProvider>(new RealTimers((TimeProvider)services.Last(s => s.ServiceType == typeof(TimeProvider)).ImplementationInstance!));
        });
        await round.Script.PlayAsync(SlackRound.AmirIsAsked);
        await round.SayAsync("amir", "one at a time");
        await round.SayAsync("amir", "To begin with."); // Everything was done once: what is measured is not how it begins.
        return round;
    }

    private static async Task AssertOnceAsync(SlackRound round, SlowTables store, string text)
    {
        await round.SayAsync("amir", "review");
        Assert.True(await IsStoredAsync(store, text));
        Assert.Equal(2, round.Standing(round.People["amir"].Direct).Split(text).Length);
    }

    /// <summary>Whether it is in an answer of Amir's, past the decorator.</summary>
    private static async Task<bool> IsStoredAsync(SlowTables store, string text) =>
        (await store.Store.ListAsync(Keys.Person("tryout-amir"), Keys.Prefix("answer"), Cancel)).Any(r => r.Columns.Values.Values.Any(c => c is string words && words.Contains(text, StringComparison.Ordinal)));

    /// <summary>A store whose every operation takes some time.</summary>
    private sealed class SlowTables : ITableStore
    {
        private readonly Random _random = new(7);
        private readonly Lock _lock = new();
        private readonly List<(int At, int Waits, string Words)> _written = [];
        private readonly List<string> _done = [];
        private int _operations;
        private int _waits;
        private int _running;
        private (string Words, TimeSpan Wait)? _hold;

        public ITableStore Store { get; private set; } = null!;

        public TimeSpan Least { get; set; }

        public TimeSpan Most { get; set; }

        /// <summary>It waits after what was to be done, not before.</summary>
        public bool Afterwards { get; set; }

        public bool IsAway { get; set; }

        public int Operations => _operations;

        /// <summary>How often the bot had to wait: operations side by side are one wait.</summary>
        public int Waits => _waits;

        /// <summary>The operations, in the order in which they began.</summary>
        public IReadOnlyList<string> Done
        {
            get
            {
                lock (_lock)
                {
                    return [.. _done];
                }
            }
        }

        /// <summary>Puts one before the real store.</summary>
        public static SlowTables Before(IServiceCollection services)
        {
            var slow = new SlowTables();
            var real = services.Single(s => s.ServiceType == typeof(ITableStore));
            services.RemoveAll<ITableStore>();
            services.AddSingleton<ITableStore>(s =>
            {
                slow.Store = (ITableStore)(real.ImplementationInstance ?? real.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, real.ImplementationType!));
                return slow;
            });
            return slow;
        }

        /// <summary>The operation and the wait, counted from the first, that wrote these words.</summary>
        public (int Operation, int Wait) WrittenAt(string words)
        {
            lock (_lock)
            {
                var (at, waits, _) = _written.First(w => w.Words.Contains(words, StringComparison.Ordinal));
                return (at, waits);
            }
        }

        /// <summary>Whether these words were written.</summary>
        public bool IsWritten(string words)
        {
            lock (_lock)
            {
                return _written.Any(w => w.Words.Contains(words, StringComparison.Ordinal));
            }
        }

        /// <summary>The next commit with these words is done, and takes so long to say so.</summary>
        public void HoldAfter(string words, TimeSpan wait) => _hold = (words, wait);

        public async Task<Row?> GetAsync(string partition, string key, CancellationToken cancel)
        {
            await WaitAsync($"get {partition} {key}", !Afterwards, cancel);
            var row = await Store.GetAsync(partition, key, cancel);
            await WaitAsync("", Afterwards, cancel);
            return row;
        }

        public async IAsyncEnumerable<Row> RangeAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancel)
        {
            await WaitAsync($"list {range.Partition} {range.Prefix}", true, cancel);
            await foreach (var row in Store.RangeAsync(range, cancel))
            {
                yield return row;
            }
        }

        public async Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
        {
            await WaitAsync($"commit {partition} {writes.Count}", !Afterwards, cancel);
            var tags = await Store.CommitAsync(partition, writes, cancel);
            var words = string.Join('\n', writes.SelectMany(Words));
            lock (_lock)
            {
                _written.Add((_operations, _waits, words));
            }

            await WaitAsync("", Afterwards, cancel);
            if (_hold is { } hold && words.Contains(hold.Words, StringComparison.Ordinal))
            {
                _hold = null;
                await Task.Delay(hold.Wait, TimeProvider.System, cancel);
            }

            return tags;
        }

        public Task PrepareAsync(CancellationToken cancel) => Store.PrepareAsync(cancel);

        private static IEnumerable<string> Words(TableWrite write)
        {
            var columns = write switch { PutRow put => put.Row, ReplaceRow replace => replace.Row, InsertRow insert => insert.Row, _ => Columns.Empty };
            return columns.Values.Values.OfType<string>();
        }

        private async Task WaitAsync(string what, bool now, CancellationToken cancel)
        {
            if (IsAway)
            {
                throw new StoreUnavailableException("The disk is full.");
            }

            if (!now)
            {
                return;
            }

            TimeSpan wait;
            lock (_lock)
            {
                _operations++;
                _waits += _running++ == 0 ? 1 : 0;
                _done.Add(what);
                wait = Least + ((Most - Least) * _random.NextDouble());
            }

            try
            {
                await (wait > TimeSpan.Zero ? Task.Delay(wait, TimeProvider.System, cancel) : Task.CompletedTask);
            }
            finally
            {
                lock (_lock)
                {
                    _running--;
                }
            }
        }
    }
}
