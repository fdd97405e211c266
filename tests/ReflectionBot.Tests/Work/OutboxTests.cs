using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Tests.Work;

public sealed class OutboxTests
{
    private static CancellationToken Cancel => WorkBench.Cancel;

    [Fact]
    public async Task What_was_committed_is_sent_once_and_in_order()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.CommitAsync(WorkBench.Post("1"), WorkBench.Post("2", WorkBench.Direct), WorkBench.Post("3"));
        await bench.CommitAsync(WorkBench.Post("4"));
        Assert.Null(await bench.DrainAsync());
        Assert.Null(await bench.DrainAsync());
        Assert.Equal(["home: 1", "direct: 2", "home: 3", "home: 4"], bench.Channel.Sent);
        Assert.Equal(0, await bench.WaitingAsync());
    }

    [Fact]
    public async Task A_place_that_must_wait_holds_back_only_what_follows_for_it()
    {
        await using var bench = await WorkBench.StartAsync();
        bench.Channel.Fate = text => Task.FromResult<SendOutcome?>(text == "1" ? new SendOutcome.Later(TimeSpan.FromSeconds(90)) : null);
        await bench.CommitAsync(WorkBench.Post("1"), WorkBench.Post("2", WorkBench.Direct), WorkBench.Post("3"));
        Assert.InRange((await bench.DrainAsync())!.Value.TotalSeconds, 90, 100);
        Assert.Equal(["direct: 2"], bench.Channel.Sent);
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
        bench.Clock.Advance(TimeSpan.FromSeconds(89));
        await bench.DrainAsync();
        Assert.Equal(["direct: 2"], bench.Channel.Sent); // Not before it was told to.
        await bench.PassAsync(TimeSpan.FromSeconds(12));
        await bench.DrainAsync();
        Assert.Equal(["direct: 2", "home: 1", "home: 3"], bench.Channel.Sent);
    }

    [Fact]
    public async Task A_change_never_overtakes_the_message_it_changes()
    {
        await using var bench = await WorkBench.StartAsync();
        bench.Channel.Fate = text => Task.FromResult<SendOutcome?>(text == "open" ? new SendOutcome.Later(TimeSpan.FromSeconds(5)) : null);
        await bench.CommitAsync(WorkBench.Post("open", remember: "round 1"));
        await bench.DrainAsync();
        await bench.CommitAsync(new UpdateMessage("u", null, null, "round 1", NoticeMessage.Of("closed")));
        await bench.DrainAsync();
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
        bench.Clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Null(await bench.DrainAsync());
        Assert.Equal(["home: open", "home~ closed"], bench.Channel.Sent);
    }

    [Fact]
    public async Task A_change_that_is_shut_out_is_tried_again_and_holds_nothing_back()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.CommitAsync(WorkBench.Post("quote", remember: "digest"));
        await bench.DrainAsync();
        bench.Channel.Fate = text => Task.FromResult<SendOutcome?>(text == "taken back" ? new SendOutcome.Unreachable() : null);
        await bench.CommitAsync(new UpdateMessage("u1", null, null, "digest", NoticeMessage.Of("taken back")), WorkBench.Post("after"));
        Assert.Null(await bench.DrainAsync());
        Assert.Equal(["home: quote", "home: after"], bench.Channel.Sent);
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
        await bench.DrainAsync();
        bench.Clock.Advance(TimeSpan.FromHours(7));
        Assert.Null(await bench.DrainAsync());
        Assert.Equal(["home: quote", "home: after", "home~ taken back"], bench.Channel.Sent);
    }

    /// <summary>A card whose buttons are over: where that cannot be shown, nothing waits for it, nothing is posted anew, and nothing is logged.</summary>
    [Theory]
    [InlineData("refused")]
    [InlineData("unreachable")]
    [InlineData("later")]
    [InlineData("throws")]
    public async Task A_card_that_cannot_be_put_away_stays_and_holds_nothing_back(string fate)
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.CommitAsync(WorkBench.Post("question", remember: "card"));
        await bench.DrainAsync();
        bench.Channel.Fate = text => text != "over" ? Task.FromResult<SendOutcome?>(null) : fate switch
        {
            "refused" => Task.FromResult<SendOutcome?>(new SendOutcome.Refused("gone")),
            "unreachable" => Task.FromResult<SendOutcome?>(new SendOutcome.Unreachable()),
            "later" => Task.FromResult<SendOutcome?>(new SendOutcome.Later(TimeSpan.FromHours(1))),
            _ => throw new IOException("no line"),
        };
        await bench.CommitAsync(new UpdateMessage("u1", null, null, "card", Over), WorkBench.Post("after"));
        Assert.Null(await bench.DrainAsync());
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
        bench.Clock.Advance(TimeSpan.FromHours(7));
        Assert.Null(await bench.DrainAsync());
        Assert.Equal(["home: question", "home: after"], bench.Channel.Sent);
    }

    /// <summary>Words that are taken back while the bot is not let in go once it is, whatever was to be put away since.</summary>
    [Fact]
    public async Task A_card_that_is_put_away_takes_the_place_of_no_change_that_takes_words_away()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.CommitAsync(WorkBench.Post("words", remember: "card"));
        await bench.DrainAsync();
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(new SendOutcome.Unreachable());
        await bench.CommitAsync(new UpdateMessage("u1", null, null, "card", NoticeMessage.Of("taken back")));
        await bench.DrainAsync();
        await bench.CommitAsync(new UpdateMessage("u2", null, null, "card", Over));
        await bench.DrainAsync();
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
        bench.Clock.Advance(TimeSpan.FromHours(7));
        await bench.DrainAsync();
        Assert.Equal(["home: words", "home~ taken back"], bench.Channel.Sent);
    }

    private static readonly NoticeMessage Over = NoticeMessage.Of("over") with { IsOver = true };

    [Fact]
    public async Task A_change_that_is_shut_out_gives_way_to_a_later_one_of_the_same_message()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.CommitAsync(WorkBench.Post("quote", remember: "digest"));
        await bench.DrainAsync();
        bench.Channel.Fate = text => Task.FromResult<SendOutcome?>(text == "one taken back" ? new SendOutcome.Unreachable() : null);
        await bench.CommitAsync(new UpdateMessage("u1", null, null, "digest", NoticeMessage.Of("one taken back")));
        await bench.DrainAsync();
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
        await bench.CommitAsync(new UpdateMessage("u2", null, null, "digest", NoticeMessage.Of("both taken back")));
        await bench.DrainAsync();
        bench.Clock.Advance(TimeSpan.FromHours(7));
        Assert.Null(await bench.DrainAsync());
        Assert.Equal(["home: quote", "home~ both taken back"], bench.Channel.Sent);
    }

    [Fact]
    public async Task In_place_of_a_message_that_is_refused_there_is_one_notice_and_it_waits_where_it_must()
    {
        await using var bench = await WorkBench.StartAsync();
        bench.Channel.Fate = text => Task.FromResult<SendOutcome?>(text == "too large" ? new SendOutcome.Refused("too large") : new SendOutcome.Later(TimeSpan.FromSeconds(5)));
        await bench.CommitAsync(WorkBench.Post("too large", WorkBench.Direct));
        await bench.DrainAsync();
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
        bench.Clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Null(await bench.DrainAsync());
        Assert.StartsWith("direct: There was a message for you", Assert.Single(bench.Channel.Sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_and_a_reply_to_the_same_person_keep_their_order()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.People.AddAsync(new Person("amir", "w", "Amir", new ChatAddress("test", "w", "amir")), Cancel);
        bench.Channel.Fate = text => Task.FromResult<SendOutcome?>(text == "prompt" ? new SendOutcome.Later(TimeSpan.FromSeconds(5)) : null);
        await bench.CommitAsync(new WriteToPerson("w", "amir", NoticeMessage.Of("prompt")), WorkBench.Post("reply", WorkBench.Direct));
        await bench.DrainAsync();
        Assert.Empty(bench.Channel.Sent);
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
        bench.Clock.Advance(TimeSpan.FromSeconds(7));
        await bench.DrainAsync();
        Assert.Equal(["direct: prompt", "direct: reply"], bench.Channel.Sent);
    }

    [Fact]
    public async Task A_send_that_fails_is_tried_again_later_and_longer_each_time()
    {
        await using var bench = await WorkBench.StartAsync();
        var waits = new List<TimeSpan>();
        bench.Channel.Fate = _ => throw new HttpRequestException("away");
        await bench.CommitAsync(WorkBench.Post("1"));
        for (var i = 0; i < 12; i++)
        {
            var wait = await bench.DrainAsync();
            waits.Add(wait!.Value);
            bench.Clock.Advance(wait.Value + TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(waits[0], TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.25));
        Assert.All(waits.Zip(waits.Skip(1)).Take(8), p => Assert.True(p.Second > p.First));
        Assert.InRange(waits[^1], TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(18.75));
        bench.Channel.Fate = _ => Task.FromResult<SendOutcome?>(null);
        Assert.Null(await bench.DrainAsync());
        Assert.Equal(["home: 1"], bench.Channel.Sent);
    }

    [Fact]
    public async Task Somebody_who_cannot_be_reached_is_marked_and_never_tried_again()
    {
        await using var bench = await WorkBench.StartAsync();
        var marked = new List<string>();
        bench.Jobs.On<NotReachable>((job, _) =>
        {
            marked.Add(job.Person);
            return Task.CompletedTask;
        });
        await bench.People.AddAsync(new Person("finn", "w", "Finn", new ChatAddress("test", "w", "gone")), Cancel);
        await bench.CommitAsync(new WriteToPerson("w1", "finn", NoticeMessage.Of("prompt")), WorkBench.Post("2"));
        Assert.Null(await bench.DrainAsync());
        Assert.Null(await bench.DrainAsync());
        Assert.Equal(["finn"], marked);
        Assert.Equal(["home: 2"], bench.Channel.Sent);
    }

    [Fact]
    public async Task A_refused_message_is_dropped_and_the_log_holds_none_of_its_words()
    {
        await using var bench = await WorkBench.StartAsync();
        bench.Channel.Fate = text => Task.FromResult<SendOutcome?>(text == "secret" ? new SendOutcome.Refused("too large") : null);
        await bench.CommitAsync(new PostMessage("id1", WorkBench.Home, NoticeMessage.Of("secret")), WorkBench.Post("2"));
        Assert.Null(await bench.DrainAsync());
        Assert.Equal(["home: 2"], bench.Channel.Sent);
        Assert.Contains("too large", bench.Log.Lines, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", bench.Log.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_can_never_be_stored_where_it_goes_holds_back_no_other()
    {
        await using var bench = await WorkBench.StartAsync();
        bench.Channel.Fate = text => text == "secret" ? throw new TableLimitException("a key is too long") : Task.FromResult<SendOutcome?>(null);
        await bench.CommitAsync(new PostMessage("id1", WorkBench.Home, NoticeMessage.Of("secret")), WorkBench.Post("2"));
        Assert.Null(await bench.DrainAsync());
        Assert.Equal(["home: 2"], bench.Channel.Sent);
    }

    [Fact]
    public async Task One_sender_at_a_time_until_its_lease_runs_out()
    {
        await using var bench = await WorkBench.StartAsync();
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        bench.Store.BeforeCommit = async (_, writes) =>
        {
            if (writes[0] is DeleteRow && arrived.TrySetResult())
            {
                await release.Task; // It has sent 1, and cannot write so.
            }
        };
        await bench.CommitAsync(WorkBench.Post("1"), WorkBench.Post("2"));
        var slow = bench.DrainAsync();
        await arrived.Task;
        Assert.Equal(WorkBench.Lease, await bench.Another().DrainAsync(WorkBench.Partition, Cancel)); // It has 1; 2 must not overtake it.
        Assert.Equal(["home: 1"], bench.Channel.Sent);
        bench.Clock.Advance(WorkBench.Lease + TimeSpan.FromSeconds(1));
        Assert.Null(await bench.Another().DrainAsync(WorkBench.Partition, Cancel));
        Assert.Equal(["home: 1", "home: 1", "home: 2"], bench.Channel.Sent); // Under the same id: where the channel can tell, it stands there once.
        var over = new TaskCompletionSource();
        bench.Outbox.Ready += _ => over.TrySetResult();
        release.SetResult();
        await slow;
        await over.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal(3, bench.Channel.Sent.Count);
        Assert.Contains("The lease of 1-id ran out", bench.Log.Lines, StringComparison.Ordinal);
    }

    /// <summary>The sweep and the sender after a commit may come at the same moment.</summary>
    [Fact]
    public async Task Two_looks_at_the_same_time_follow_one_another_and_leave_nothing_waiting()
    {
        await using var bench = await WorkBench.StartAsync();
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        bench.Channel.Fate = async text =>
        {
            if (text == "1")
            {
                arrived.TrySetResult();
                await release.Task;
            }

            return null;
        };
        await bench.CommitAsync(WorkBench.Post("1"));
        var first = bench.DrainAsync();
        await arrived.Task;
        await bench.CommitAsync(WorkBench.Post("2"));
        var second = bench.DrainAsync();
        Assert.False(second.IsCompleted);
        release.SetResult();
        Assert.Null(await first);
        Assert.Null(await second);
        Assert.Equal(["home: 1", "home: 2"], bench.Channel.Sent);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_stops_no_other_and_is_kept()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.CommitAsync(WorkBench.Post("1"), WorkBench.Post("2"));
        await bench.Store.CommitAsync(WorkBench.Partition, [new PutRow(Keys.Outbox(1), Columns.Empty.With("Effect", """{"do":"dance"}"""))], Cancel);
        await bench.Store.CommitAsync(WorkBench.Partition, [new PutRow(Keys.Outbox(0), Columns.Empty.With("Effect", "not JSON"))], Cancel);
        await bench.PassAsync(WorkBench.SweepAfter);
        Assert.Equal(["home: 2"], bench.Channel.Sent);
        Assert.Equal(2, await bench.WaitingAsync());
        Assert.Contains("cannot be read", bench.Log.Lines, StringComparison.Ordinal);
        await bench.CommitAsync(WorkBench.Post("3"));
        await bench.PassAsync(WorkBench.SweepAfter);
        Assert.Equal(["home: 2", "home: 3"], bench.Channel.Sent);
    }
}
