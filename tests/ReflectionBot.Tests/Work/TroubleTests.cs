using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Checks;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Work;

/// <summary>What never ends, never works or cannot be read keeps nobody else waiting, is not forgotten, and is there to see.</summary>
public sealed class TroubleTests
{
    private const int Many = 30;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private static CancellationToken Cancel => WorkBench.Cancel;

    /// <summary>What hangs for good gives its place back when its lease is over: a channel that works again is used again, without a new start.</summary>
    [Fact]
    public async Task A_channel_that_hung_for_good_is_used_again_once_it_works()
    {
        await using var bench = await WorkBench.StartAsync();
        await using var work = Working.Start(bench);
        var tried = 0;
        bench.Channel.Fate = _ =>
        {
            Interlocked.Increment(ref tried);
            return new TaskCompletionSource<SendOutcome?>().Task; // Not even when it is cancelled.
        };
        for (var i = 0; i < Many; i++)
        {
            await bench.CommitToAsync($"p:{i}", WorkBench.Post($"{i}"));
        }

        await work.UntilAsync(() => Volatile.Read(ref tried) == SendingLanes.Width);
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
        await work.UntilAsync(() => bench.Channel.Sent.Count == Many, TimeSpan.FromMinutes(5));
        Assert.Equal(Many, bench.Channel.Sent.Distinct().Count());
    }

    /// <summary>A mail server takes all the time it likes: letters have a lane, like messages.</summary>
    [Fact]
    public async Task Letters_that_hang_keep_no_message_waiting()
    {
        await using var bench = await WorkBench.StartAsync();
        await using var work = Working.Start(bench);
        bench.Jobs.On<TellByMail>((_, _) => (Task)new TaskCompletionSource().Task);
        bench.Jobs.On<AskByMail>((_, _) => (Task)new TaskCompletionSource().Task);
        for (var i = 0; i < Many; i++)
        {
            await bench.CommitToAsync($"p:{i}", new RunJob($"l{i}", i % 2 == 0 ? new TellByMail($"{i}", LetterKind.Digest, $"l{i}", WorkBench.Start) : new AskByMail($"{i}", $"l{i}")), WorkBench.Post($"{i}"));
        }

        for (var i = 0; i < Many; i++)
        {
            await bench.CommitToAsync($"p:other{i}", WorkBench.Post($"other {i}"));
        }

        await work.UntilAsync(() => bench.Channel.Sent.Count == 2 * Many, Tick);
    }

    /// <summary>Whatever a job waits for: others go on when its lease is over, and what comes later within a tick.</summary>
    [Fact]
    public async Task Jobs_that_never_end_keep_only_what_is_about_the_same_waiting()
    {
        await using var bench = await WorkBench.StartAsync();
        bench.Jobs.On<PurgeProject>((_, _) => (Task)new TaskCompletionSource().Task);
        var ran = 0;
        bench.Jobs.On<ReachableAgain>((_, _) =>
        {
            Interlocked.Increment(ref ran);
            return Task.CompletedTask;
        });
        await using var work = Working.Start(bench);
        for (var i = 0; i < DueRunner.SideBySide; i++)
        {
            await bench.Due.PlanAsync(new PurgeProject($"{i}"), WorkBench.Start, $"purge {i}", Cancel);
        }

        for (var i = 0; i < Many; i++)
        {
            await bench.Due.PlanAsync(new ReachableAgain($"{i}"), WorkBench.Start.AddSeconds(1), $"reach {i}", Cancel);
        }

        await work.UntilAsync(() => Volatile.Read(ref ran) == Many, WorkBench.Lease + (2 * Tick));
        await bench.Due.PlanAsync(new ReachableAgain("late"), bench.Clock.GetUtcNow(), "late", Cancel);
        await work.UntilAsync(() => Volatile.Read(ref ran) == Many + 1, Tick);
    }

    /// <summary>The bot is not let in where words were taken back, and nothing else happens there: it looks again by itself.</summary>
    [Fact]
    public async Task A_change_that_was_shut_out_is_tried_again_where_nobody_writes_any_more()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.CommitAsync(WorkBench.Post("quote", remember: "digest"));
        await bench.PassAsync(WorkBench.SweepAfter);
        bench.Channel.Fate = text => Task.FromResult<SendOutcome?>(new SendOutcome.Unreachable());
        await bench.CommitAsync(new UpdateMessage("u1", null, null, "digest", NoticeMessage.Of("taken back")));
        for (var hour = 0; hour < 50; hour++)
        {
            await bench.PassAsync(TimeSpan.FromHours(1));
        }

        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
        await bench.PassAsync(TimeSpan.FromHours(7));
        Assert.Equal(["home: quote", "home~ taken back"], bench.Channel.Sent);
        Assert.Equal(0, await bench.WaitingAsync());
        Assert.Equal(0, await bench.PassAsync(TimeSpan.FromHours(7))); // And then no more.
    }

    /// <summary>A message that a newer version wrote: this one keeps it, says so, and the newer one sends it after its start.</summary>
    [Fact]
    public async Task A_message_that_cannot_be_read_is_there_to_see_and_is_sent_by_a_version_that_can()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.CommitAsync(WorkBench.Post("1"));
        var row = Assert.Single(await bench.Store.ListAsync(WorkBench.Partition, Keys.Prefix("out"), Cancel));
        await bench.Store.PutAsync(row.Partition, row.Key, row.Columns.With("Effect", """{"do":"dance"}"""), Cancel);
        for (var day = 0; day < 5; day++)
        {
            await bench.PassAsync(TimeSpan.FromHours(8));
            Assert.Equal(1, await bench.Due.UnreadableAsync(Cancel));
        }

        Assert.Contains("cannot read 1 job that is due", await DoctorAsync(bench), StringComparison.Ordinal);
        await bench.Store.PutAsync(row.Partition, row.Key, row.Columns, Cancel);
        await bench.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(["home: 1"], bench.Channel.Sent);
        Assert.Equal(0, await bench.Due.UnreadableAsync(Cancel));
        Assert.Equal("ok           Store      What people write can be stored.", await DoctorAsync(bench));
    }

    /// <summary>What fails again and again is never dropped, so somebody has to see it: not at once, for much works at the next try.</summary>
    [Fact]
    public async Task A_doctor_lists_what_has_failed_for_an_hour()
    {
        await using var bench = await WorkBench.StartAsync();
        bench.Jobs.On<PurgeProject>((_, _) => throw new InvalidOperationException());
        await bench.Due.PlanAsync(new PurgeProject("p"), WorkBench.Start, "purge p", Cancel);
        await bench.CommitToAsync("p:a", WorkBench.Post("1", new ConversationAddress("elsewhere", "w", "c", true)));
        await bench.CommitToAsync("p:b", WorkBench.Post("2", new ConversationAddress("elsewhere", "w", "c", true)));
        for (var minute = 0; minute < 50; minute++)
        {
            await bench.PassAsync(TimeSpan.FromMinutes(1));
        }

        Assert.StartsWith("ok ", await DoctorAsync(bench), StringComparison.Ordinal);
        for (var minute = 0; minute < 15; minute++)
        {
            await bench.PassAsync(TimeSpan.FromMinutes(1));
        }

        const string Words = "wrong        Store      What people write can be stored, but this has failed again and again since 24 November 2026 09:00 UTC: PurgeProject (1) and sending what waits for 2 people or projects. The bot goes on trying; its log says why it fails.";
        Assert.Equal(Words, await DoctorAsync(bench));
        await bench.PassAsync(TimeSpan.FromDays(20));
        Assert.Equal(Words, await DoctorAsync(bench));
    }

    /// <summary>Where everything was erased before its sweep ran, the row that the sweep writes goes too.</summary>
    [Fact]
    public async Task A_sweep_leaves_nothing_where_everything_was_erased()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.CommitAsync(WorkBench.Post("1"));
        foreach (var row in await bench.Store.ListAsync(WorkBench.Partition, "", Cancel))
        {
            await bench.Store.DeleteAsync(row.Partition, row.Key, Cancel);
        }

        await bench.PassAsync(WorkBench.SweepAfter);
        await bench.CommitToAsync("p:alive", WorkBench.Post("2"));
        await bench.Store.PutAsync("p:alive", Keys.Self, Columns.Empty.With("Name", "Amir"), Cancel);
        await bench.PassAsync(TimeSpan.FromDays(4));
        await bench.PassAsync(TimeSpan.Zero);
        Assert.Empty(await bench.Store.ListAsync(WorkBench.Partition, "", Cancel));
        Assert.Equal([Keys.Self, Keys.Session], (await bench.Store.ListAsync("p:alive", "", Cancel)).Select(r => r.Key));
    }

    private static async Task<string> DoctorAsync(WorkBench bench)
    {
        await using var services = new ServiceCollection().AddSingleton<ITableStore>(bench.Store).AddSingleton(bench.Due).BuildServiceProvider();
        return (await DoctorVisit.StoreAsync(services, Cancel)).ToString();
    }

    /// <summary>The pump and the timer of due work, as the running bot has them; and a clock that goes on while something is waited for.</summary>
    private sealed class Working : IAsyncDisposable
    {
        private readonly WorkBench _bench;
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        private readonly Task _running;

        private Working(WorkBench bench)
        {
            _bench = bench;
            var pump = bench.OutboxPump();
            _running = Task.WhenAll(pump.RunAsync(_stop.Token), bench.Runner.RunAsync(Tick, _stop.Token));
        }

        public static Working Start(WorkBench bench) => new(bench);

        /// <summary>Waits until something is so, before more than this has passed on the test's clock. None: it stands.</summary>
        public async Task UntilAsync(Func<bool> isSo, TimeSpan within = default)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            limit.CancelAfter(TimeSpan.FromMinutes(1));
            for (var end = _bench.Clock.GetUtcNow() + within; !isSo();)
            {
                for (var look = 0; look < 25 && !isSo(); look++)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, limit.Token);
                }

                if (_bench.Clock.GetUtcNow() + Beat <= end)
                {
                    _bench.Clock.Advance(Beat);
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }
}
