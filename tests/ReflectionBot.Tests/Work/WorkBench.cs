using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Wording;
using ReflectionBot.Storage.Sqlite;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Work;

/// <summary>The unit of work, outbox, sweeps and due rows over a real SQLite file, with a clock that the test moves and a channel that fails on demand.</summary>
internal sealed class WorkBench : IAsyncDisposable
{
    public static readonly TimeSpan SweepAfter = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    public const string Partition = "p:amir";

    private readonly string _folder = TestFolder.Create("reflectionbot-work-");
    private readonly SqliteTableStore _file;
    private readonly LoggerFactory _logs;

    private WorkBench(params IReadOnlyList<RecordingChannel> others)
    {
        Others = others;
        _file = new SqliteTableStore(SqliteTableOptions.InFolder(_folder));
        Store = new HookedTables(_file);
        _logs = new LoggerFactory([Log]);
        Due = new DueRows(Store, Clock);
        UnitOfWork = new UnitOfWork(Store, Due, Queue, Clock, SweepAfter, Lease);
        People = new PeopleStore(Store, new("web"), new());
        Outbox = Another();
        Sweeps = new Sweeps(UnitOfWork, Outbox);
        Runner = new DueRunner(Due, Jobs, Sweeps, Clock, Lease, _logs.CreateLogger<DueRunner>());
        Jobs.On<ForgetEvents>((job, cancel) => UnitOfWork.RunAsync(job, cancel));
    }

    public FakeTimeProvider Clock { get; } = new(Start);

    public HookedTables Store { get; }

    public RecordingChannel Channel { get; } = new();

    /// <summary>Further channels, besides the one.</summary>
    public IReadOnlyList<RecordingChannel> Others { get; }

    public LogRecorder Log { get; } = new();

    public JobRunner Jobs { get; } = new();

    public OutboxQueue Queue { get; } = new();

    public DueRows Due { get; }

    public UnitOfWork UnitOfWork { get; }

    public PeopleStore People { get; }

    public Outbox Outbox { get; }

    public Sweeps Sweeps { get; }

    public DueRunner Runner { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static ConversationAddress Home { get; } = new("test", "w", "home", true);

    public static ConversationAddress Direct { get; } = new("test", "w", "direct", false);

    public static async Task<WorkBench> StartAsync(params IReadOnlyList<RecordingChannel> others)
    {
        var bench = new WorkBench(others);
        await bench.Store.PrepareAsync(Cancel);
        return bench;
    }

    /// <summary>Another sender on the same rows, as another process would be.</summary>
    public Outbox Another() => new(Store, new MessageSender(Store, People, [Channel, .. Others], new(), _logs.CreateLogger<MessageSender>()), Jobs, Due, Clock, Lease, _logs.CreateLogger<Outbox>());

    public static PostMessage Post(string text, ConversationAddress? to = null, string? remember = null) => new($"{text}-id", to ?? Home, NoticeMessage.Of(text), remember);

    public Task CommitAsync(params IReadOnlyList<Effect> effects) => CommitToAsync(Partition, effects);

    public async Task CommitToAsync(string partition, params IReadOnlyList<Effect> effects) => await UnitOfWork.CommitAsync(await UnitOfWork.OpenAsync(partition, Cancel), null, [], effects, Cancel);

    /// <param name="time">Its clock.</param>
    /// <param name="hears">It hears of commits.</param>
    public OutboxPump OutboxPump(TimeProvider? time = null, bool hears = true) => new(Outbox, hears ? Queue : new(), time ?? Clock, _logs.CreateLogger<OutboxPump>());

    public Task<TimeSpan?> DrainAsync() => Outbox.DrainAsync(Partition, Cancel);

    public async Task<int> WaitingAsync() => (await Store.ListAsync(Partition, Keys.Prefix("out"), Cancel)).Count;

    /// <summary>Lets time pass and runs what is due.</summary>
    public Task<int> PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return Runner.RunDueAsync(Cancel);
    }

    public ValueTask DisposeAsync()
    {
        _logs.Dispose();
        _file.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A channel that keeps what it was sent, and does with the next messages what the test says.</summary>
internal sealed class RecordingChannel(string name = "test") : IChatChannel
{
    private readonly Lock _gate = new();
    private readonly List<string> _sent = [];
    private readonly List<string> _languages = [];

    public string Name => name;

    public bool IsByLinkOnly => true;

    /// <summary>What becomes of a message, by its text; null to take it.</summary>
    public Func<string, Task<SendOutcome?>> Fate { get; set; } = _ => Task.FromResult<SendOutcome?>(null);

    /// <summary>What stands where, in the order in which it came: <c>home: text</c>, <c>home~ text</c> for a change.</summary>
    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (_gate)
            {
                return [.. _sent];
            }
        }
    }

    /// <summary>The language that held when each of them came.</summary>
    public IReadOnlyList<string> Languages
    {
        get
        {
            lock (_gate)
            {
                return [.. _languages];
            }
        }
    }

    public Task<SendOutcome> SendAsync(ConversationAddress to, string id, OutboundMessage message, CancellationToken cancel) => TakeAsync($"{to.Id}: ", id, message);

    public Task<SendOutcome> UpdateAsync(ConversationAddress to, string messageId, string id, OutboundMessage message, CancellationToken cancel) => TakeAsync($"{to.Id}~ ", messageId, message);

    public Task<SendOutcome> DeleteAsync(ConversationAddress to, string messageId, string id, CancellationToken cancel) => Task.FromResult<SendOutcome>(new SendOutcome.Sent(messageId));

    public Task<ConversationAddress?> OpenDirectAsync(ChatAddress who, CancellationToken cancel) => Task.FromResult<ConversationAddress?>(who.User == "gone" ? null : WorkBench.Direct);

    public async IAsyncEnumerable<ChatMember> MembersAsync(ConversationAddress conversation, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        yield break;
    }

    public Task<ChatMember?> FindAsync(ChatAddress who, CancellationToken cancel) => Task.FromResult<ChatMember?>(null);

    private async Task<SendOutcome> TakeAsync(string where, string id, OutboundMessage message)
    {
        var text = ((NoticeMessage)message).Paragraphs[0];
        if (await Fate(text) is { } fate)
        {
            return fate;
        }

        lock (_gate)
        {
            _sent.Add(where + text);
            _languages.Add(Language.Tag);
        }

        return new SendOutcome.Sent(id);
    }
}

/// <summary>A store in which a commit can be held up.</summary>
internal sealed class HookedTables(ITableStore inner) : ITableStore
{
    private int _reads;

    /// <summary>Awaited before each commit.</summary>
    public Func<string, IReadOnlyList<TableWrite>, Task> BeforeCommit { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>How many reads there were.</summary>
    public int Reads => _reads;

    public Task<Row?> GetAsync(string partition, string key, CancellationToken cancel)
    {
        Interlocked.Increment(ref _reads);
        return inner.GetAsync(partition, key, cancel);
    }

    public IAsyncEnumerable<Row> RangeAsync(RowRange range, CancellationToken cancel)
    {
        Interlocked.Increment(ref _reads);
        return inner.RangeAsync(range, cancel);
    }

    public async Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        await BeforeCommit(partition, writes);
        return await inner.CommitAsync(partition, writes, cancel);
    }

    public Task PrepareAsync(CancellationToken cancel) => inner.PrepareAsync(cancel);
}
