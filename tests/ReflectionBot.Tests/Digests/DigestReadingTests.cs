using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Digests;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.TakingBack;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Digests;

/// <summary>What a digest reads: what belongs to its window, and no more of it the longer a project lasts.</summary>
public sealed class DigestReadingTests
{
    private const string Housing = "tryouthousing";
    private const string Amir = "tryout-amir";

    private static readonly string[] People = [Amir, "tryout-bea", "tryout-carys", "tryout-dele", "tryout-ewa"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>"The facilitator held back part of this" is said of what the digest speaks of, not of what an earlier one did.</summary>
    [Fact]
    public async Task What_was_held_back_is_said_of_the_window_it_belongs_to_alone()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync(TeamIsAsked);
        var (now, project, round) = (bot.Clock.GetUtcNow(), await ProjectAsync(bot), (await bot.Get<ProjectStore>().RoundsAsync(Housing, Cancel))[0]);
        await HandInAsync(bot, round, Amir, now.AddHours(-1), new Quote("In the old library.", 1, QuoteState.Dropped));
        Assert.True((await bot.Get<DigestSources>().GatherAsync(project, [], now, Cancel)).Material.HeldBack);
        var used = Samples.Build(Samples.Team(6, 6, Samples.Code("shared-power"))) with { WindowEnd = now, Used = [new(Amir, round.Id)] };
        Assert.True(used.HasThemeContent);
        await HandInAsync(bot, round, "tryout-bea", now.AddHours(1), null);
        var (material, _) = await bot.Get<DigestSources>().GatherAsync(project, [used], now.AddHours(2), Cancel);
        Assert.Equal(["tryout-bea"], material.Window.Reflections.Select(r => r.PersonId));
        Assert.False(material.HeldBack);
    }

    /// <summary>A name under a quote is the one its author was shown, also where the project calls them otherwise than their own row does.</summary>
    [Fact]
    public async Task The_name_in_a_preview_is_the_name_in_the_digest()
    {
        await using var bot = await TestBot.StartAsync();
        var member = (await bot.Get<ProjectStore>().MembersAsync(Housing, Cancel)).Single(m => m.Person == Amir);
        await bot.Get<ITableStore>().CommitAsync(Keys.Project(Housing), [ProjectRows.Put(member with { Name = "Amir K." })], Cancel);
        await bot.Script.PlayAsync($"""
            {TeamIsAsked}
            amir< Before you start
            amir> agree
            amir< ...
            amir> form
            amir< ...
            amir> fills Evaluation = We set the agenda together.
            amir< ...
            amir> share 3 quote with my name
            amir< ...
            amir> [Quote exactly this]
            amir< ...
            amir> submit
            amir< ...
            amir> review
            amir< with your name: Amir K.
            ! Amir Khan
            """);
        var (material, _) = await bot.Get<DigestSources>().GatherAsync(await ProjectAsync(bot), [], bot.Clock.GetUtcNow().AddHours(1), Cancel);
        Assert.Equal("Amir K.", Assert.Single(material.Quotes).Name);
    }

    /// <summary>Publishing, looking once more, and taking back: as many questions to the store after sixty digests as after two, and no digest read twice.</summary>
    [Fact]
    public async Task What_a_digest_reads_does_not_grow_with_the_digests_before_it()
    {
        var (few, many) = (await WorkAsync(2), await WorkAsync(60));
        Assert.Equal(few.Publishing, many.Publishing);
        Assert.Equal(few.Checking, many.Checking);
        Assert.Equal(few.Asked, many.Asked);
        Assert.Equal(60, many.RowsPublishing);
        Assert.Equal(few.RowsChecking, many.RowsChecking);

        static async Task<(int Publishing, int Checking, int Asked, int RowsPublishing, int RowsChecking)> WorkAsync(int digests)
        {
            ReadCounts store = null!;
            await using var bot = await TestBot.StartAsync(change: s => store = ReadCounts.Before(s));
            await bot.Script.PlayAsync(TeamIsAsked);
            var round = (await bot.Get<ProjectStore>().RoundsAsync(Housing, Cancel))[0];
            var now = bot.Clock.GetUtcNow();
            await LiveThroughAsync(bot, round, digests);
            foreach (var person in People)
            {
                await HandInAsync(bot, round, person, now.AddMinutes(-1), new Quote("In the old library.", 1, QuoteState.Approved));
            }

            bot.Clock.Advance(TimeSpan.FromHours(1));
            var id = Keys.Time(bot.Clock.GetUtcNow());
            var publishing = await store.CountAsync(() => bot.Get<PublishDigestJob>().RunAsync(new PublishDigest(Housing, id, -1), Cancel));
            Assert.NotNull(await bot.Get<DigestStore>().FindAsync(Housing, id, Cancel));
            var checking = await store.CountAsync(() => bot.Get<CheckDigestJob>().RunAsync(new CheckDigest(Housing, id), Cancel));
            var asked = await store.CountAsync(() => bot.Get<DigestStore>().PrintedAsync(Amir, Housing, Cancel));
            return (publishing.Questions, checking.Questions, asked.Questions, publishing.Digests, checking.Digests);
        }
    }

    /// <summary>Whoever asks for contact while a digest is being made was told of no quote in it, so it has none; a quote that they were told stays, stays.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task A_quote_that_came_into_a_digest_as_its_author_asked_for_contact_goes(bool told, bool stays)
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync(TeamIsAsked);
        var round = (await bot.Get<ProjectStore>().RoundsAsync(Housing, Cancel))[0];
        var now = bot.Clock.GetUtcNow();
        foreach (var person in People)
        {
            await HandInAsync(bot, round, person, now.AddMinutes(-1), person == Amir ? new Quote("In the old library.", 1, QuoteState.Approved) : null);
        }

        bot.Clock.Advance(TimeSpan.FromHours(1));
        var id = Keys.Time(bot.Clock.GetUtcNow());
        await bot.Get<PublishDigestJob>().RunAsync(new PublishDigest(Housing, id, -1), Cancel);
        var reflections = bot.Get<ReflectionStore>();
        var state = await reflections.LoadAsync(Amir, Cancel);
        var held = state.Reflections[round.Id] with { Held = true, StaysQuoted = told ? [QuestionId.Evaluation] : [] };
        await bot.Get<ITableStore>().CommitAsync(Keys.Person(Amir), [.. ReflectionStore.Difference(state, state with { Reflections = state.Reflections.SetItem(round.Id, held) })], Cancel);
        await bot.Get<CheckDigestJob>().RunAsync(new CheckDigest(Housing, id), Cancel);
        Assert.Equal(stays ? 1 : 0, (await bot.Get<DigestStore>().FindAsync(Housing, id, Cancel))!.Record.Quotes.Count);
    }

    /// <summary>Somebody's answers may be opened any number of times; when they take something back, all of it is closed.</summary>
    [Fact]
    public async Task All_that_was_opened_is_closed_however_often_that_was()
    {
        await using var bot = await TestBot.StartAsync();
        for (var i = 0; i < 130; i++)
        {
            await bot.Get<ITableStore>().CommitAsync(Keys.Person(Amir), [ReflectionStore.Opened($"o{i:D3}", "Ana Silva", "tryout-ana", Housing, bot.Clock.GetUtcNow()),
                new PutRow(Keys.Posted(ReflectionStore.Opened($"o{i:D3}")), ProjectRows.Place(Columns.Empty, new Core.Chat.ConversationAddress("web", "tryout", "d-tryout-ana", false)).With("MessageId", $"m{i}"))], Cancel);
        }

        await bot.Get<HideOpenedJob>().RunAsync(new HideOpened(Amir), Cancel);
        await bot.SettleAsync();
        Assert.Empty(await bot.Get<ITableStore>().ListAsync(Keys.Person(Amir), Keys.Prefix("out"), Cancel));
    }

    private const string TeamIsAsked = """
        channel> ana: start "Focus groups complete"
        channel< is open until
        """;

    private static async Task<Project> ProjectAsync(TestBot bot) => (await bot.Get<ProjectStore>().FindAsync(Housing, Cancel))!;

    /// <summary>Writes what is there once somebody has handed in and was coded.</summary>
    private static async Task HandInAsync(TestBot bot, Round round, string person, DateTimeOffset at, Quote? quote)
    {
        var answer = new Answer(QuestionId.Evaluation, [new("m1", at, "In the old library.")], 1, "v1", SharingChoice.QuoteNoName) { Quote = quote };
        var reflection = new Reflection(Housing, round.Id).With(answer).Submitted(at);
        await bot.Get<ITableStore>().CommitAsync(Keys.Person(person), [.. ReflectionStore.Difference(PersonState.New, PersonState.New with { Reflections = PersonState.New.Reflections.Add(round.Id, reflection) })], Cancel);
        await bot.Get<CodedStore>().WriteAsync(Keys.Coded(Housing, RoundCalendar.Monday(at)), new CodedRow(Samples.Reflection(person, round.Id, at, Samples.Code("shared-power")), reflection.Version, "1"), Cancel);
    }

    /// <summary>Rounds of long ago, in which everybody handed in, each with its digest.</summary>
    private static async Task LiveThroughAsync(TestBot bot, Round now, int digests)
    {
        for (var i = digests; i > 0; i--)
        {
            var at = now.OpenedAt.AddDays(-20 * i);
            var round = now with { Id = Ids.New(new FakeTimeProvider(at)), Name = $"Round {i}", OpenedAt = at, ClosesAt = at.AddDays(14), ClosedAt = at.AddDays(14) };
            await bot.Get<ITableStore>().CommitAsync(Keys.Project(Housing), [ProjectRows.Put(round)], Cancel);
            await bot.Get<RosterStore>().AddAsync(round.Id, People, Cancel);
            foreach (var person in People)
            {
                await HandInAsync(bot, round, person, at.AddDays(1), new Quote("In the old library.", 1, QuoteState.Approved));
                await bot.Get<DigestStore>().ReferAsync(person, Housing, Keys.Time(at.AddDays(2)), Cancel);
            }

            var record = Samples.Build(Samples.Team(6, 6, Samples.Code("shared-power"))) with { WindowEnd = at.AddDays(2), Used = [.. People.Select(p => new UsedReflection(p, round.Id))] };
            await bot.Get<ITableStore>().CommitAsync(Keys.Project(Housing), [DigestStore.ToRow(new StoredDigest(Keys.Time(at.AddDays(2)), record, 1, People))], Cancel);
        }
    }

    /// <summary>Counts what is asked of the store beneath it, and how many rows of digests come.</summary>
    private sealed class ReadCounts(InMemoryTables inner) : ITableStore
    {
        private readonly AsyncLocal<bool> _isMeant = new(); // What runs in the background is not.
        private int _questions;
        private int _digests;

        public static ReadCounts Before(IServiceCollection services)
        {
            var counts = new ReadCounts(new InMemoryTables());
            services.RemoveAll<ITableStore>();
            services.AddSingleton<ITableStore>(counts);
            return counts;
        }

        public async Task<(int Questions, int Digests)> CountAsync(Func<Task> work)
        {
            (_questions, _digests, _isMeant.Value) = (0, 0, true);
            await work();
            _isMeant.Value = false;
            return (_questions, _digests);
        }

        public async Task<Row?> GetAsync(string partition, string key, CancellationToken cancel)
        {
            Asked();
            return await inner.GetAsync(partition, key, cancel) is { } row ? Seen(row) : null;
        }

        public IAsyncEnumerable<Row> RangeAsync(RowRange range, CancellationToken cancel)
        {
            Asked();
            return inner.RangeAsync(range, cancel).Select(Seen);
        }

        public Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel) => inner.CommitAsync(partition, writes, cancel);

        public Task PrepareAsync(CancellationToken cancel) => inner.PrepareAsync(cancel);

        private void Asked()
        {
            if (_isMeant.Value)
            {
                Interlocked.Increment(ref _questions);
            }
        }

        private Row Seen(Row row)
        {
            if (_isMeant.Value && row.Key.StartsWith(Keys.Prefix("digest"), StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _digests);
            }

            return row;
        }
    }
}
