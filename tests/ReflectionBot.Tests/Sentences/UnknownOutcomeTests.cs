using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Sentences;

/// <summary>A store that wrote, and whose answer was lost: nobody may be told that nothing was saved.</summary>
public sealed class UnknownOutcomeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, "I cannot tell whether it was saved")]
    [InlineData(false, "Nothing of it is kept")]
    public async Task Whether_it_was_saved_is_said_only_where_it_is_known(bool unknown, string sentence)
    {
        var store = new ForgetfulStore();
        await using var bot = await TestBot.StartAsync(change: services => store.StandBefore(services));
        await bot.Script.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            amir< ...
            amir> agree
            amir< ...
            amir> one at a time
            amir< 1 of 6
            """);
        var amir = (await bot.Get<WebDirectory>().FindUserAsync("tryout-amir", Cancel))!;
        var said = new MessagePosted("posted once", amir.Address, amir.Direct, bot.Clock.GetUtcNow(), "m1", "We met the tenants.");
        store.Lose = unknown;
        store.Fails = true;
        var outcome = Assert.IsType<TurnOutcome.NotStored>(await bot.Get<ITurnHandler>().HandleAsync(said, [], Cancel));
        Assert.Contains(sentence, outcome.Sentence, StringComparison.Ordinal);
        store.Fails = false;

        // Sent again by the platform it is stored once, whichever it was.
        Assert.Equal(unknown, await bot.Get<ITurnHandler>().HandleAsync(said, [], Cancel) is TurnOutcome.Duplicate);
        await bot.PassAsync("2 minutes"); // The sweep sends what the turn could not.
        await bot.Script.PlayAsync("""
            amir< Saved.
            amir> review
            amir< We met the tenants.
            ! 2 parts
            """);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_comes_from_another_chat_while_the_store_fails_sees_what_waits_once_it_is_tried_again(bool afterQuestion)
    {
        var store = new ForgetfulStore();
        await using var bot = await TestBot.StartAsync(change: services => store.StandBefore(services));
        await bot.Script.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            amir< Before you start
            """);
        if (afterQuestion)
        {
            await bot.Script.PlayAsync("""
                amir> agree
                amir< ...
                amir> one at a time
                amir< 1 of 6
                """);
        }

        var people = bot.Get<PeopleStore>();
        var here = (await bot.Get<WebDirectory>().FindUserAsync("tryout-amir", Cancel))!;
        var elsewhere = new ChatAddress("elsewhere", "t", "amir");
        Assert.True(await people.LinkAsync("tryout-amir", elsewhere, Cancel));
        await people.NoteAsync((await people.FindAsync(elsewhere, Cancel))!, new MemberJoined("left", elsewhere, new("elsewhere", "t", "direct", false), bot.Clock.GetUtcNow(), elsewhere, "Amir Khan"), Cancel);
        await people.ArrivedAsync((await people.FindAsync(elsewhere, Cancel))!, shared: false, Cancel);

        var joined = new MemberJoined("posted once", here.Address, here.Direct, bot.Clock.GetUtcNow(), here.Address, here.Name);
        store.Fails = true;
        Assert.IsType<TurnOutcome.NotStored>(await bot.Get<ITurnHandler>().HandleAsync(joined, [], Cancel));
        store.Fails = false;
        Assert.IsType<TurnOutcome.Stored>(await bot.Get<ITurnHandler>().HandleAsync(joined, [], Cancel));
        await bot.SettleAsync();
        await bot.Script.PlayAsync(afterQuestion ? "amir< 1 of 6" : "amir< Before you start");
        await bot.Get<ITurnHandler>().HandleAsync(joined with { Key = "once more" }, [], Cancel);
        await bot.SettleAsync();
        await bot.Script.PlayAsync("amir< Hello, Amir Khan."); // Arrived is arrived.
    }

    /// <summary>Writes to people's partitions fail: before they were done, or after.</summary>
    private sealed class ForgetfulStore : ITableStore
    {
        private ITableStore _real = null!;

        public bool Fails { get; set; }

        public bool Lose { get; set; }

        public void StandBefore(IServiceCollection services)
        {
            var real = services.Single(s => s.ServiceType == typeof(ITableStore));
            services.RemoveAll<ITableStore>();
            services.AddSingleton<ITableStore>(s =>
            {
                _real = (ITableStore)(real.ImplementationInstance ?? real.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, real.ImplementationType!));
                return this;
            });
        }

        public Task<Row?> GetAsync(string partition, string key, CancellationToken cancel) => _real.GetAsync(partition, key, cancel);

        public IAsyncEnumerable<Row> RangeAsync(RowRange range, CancellationToken cancel) => _real.RangeAsync(range, cancel);

        public async Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
        {
            var inbox = Fails && writes.Any(w => w.Key == Keys.Inbox("posted once"));
            if (inbox && !Lose)
            {
                throw new StoreUnavailableException("full") { IsPassing = true };
            }

            var tags = await _real.CommitAsync(partition, writes, cancel);
            return inbox ? throw new StoreUnavailableException("no answer") { IsPassing = true, IsUnknown = true } : tags;
        }

        public Task PrepareAsync(CancellationToken cancel) => _real.PrepareAsync(cancel);
    }
}
