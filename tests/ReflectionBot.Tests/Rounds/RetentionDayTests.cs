using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Work;

namespace ReflectionBot.Tests.Rounds;

/// <summary>
/// On the day a project's data is erased, one message in the channel cannot be changed, so the erasing waits. What people wrote is erased at once
/// all the same: nobody is shown it again.
/// </summary>
public sealed class RetentionDayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_is_shown_words_again_once_their_day_has_come()
    {
        var stuck = new StuckChannel();
        await using var bot = await TestBot.StartAsync(change: stuck.Before);
        await bot.Script.PlayAsync("""
            ana> set keep-until 20 December 2026
            ana< Saved
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            amir< Before you start
            amir> agree
            amir< ...
            amir> three questions
            amir< ...
            amir> We met in the hall.
            amir< ...
            amir> say to team "The kettle is broken."
            amir< ...
            amir> [Post exactly this]
            amir< ...
            channel< The kettle
            time> 2026-12-19 23:50
            ana< ...
            channel< ...
            amir< ...
            amir> my answers
            amir< We met in the hall.
            amir< ...
            amir> say to team "The lift is broken."
            amir< The lift is broken.
            """);
        Assert.Contains(await ShownAsync(), m => m.Contains("The lift is broken.", StringComparison.Ordinal));
        await bot.PassAsync("2026-12-20 00:05");
        Assert.DoesNotContain(await ShownAsync(), m => m.Contains("hall", StringComparison.Ordinal) || m.Contains("lift", StringComparison.Ordinal));

        // The message in the channel stands, so the project is there still, and people look for words, and again.
        for (var hour = 0; hour < 3; hour++)
        {
            Assert.NotNull(await bot.Get<ProjectStore>().FindAsync("tryouthousing", Cancel));
            await bot.Script.PlayAsync("""
                amir< ...
                amir> my answers
                amir< What people wrote on Housing priorities was to be kept until 20 December 2026, so nothing more happens there.
                amir> hello
                amir< What people wrote on Housing priorities was to be kept until
                amir< ...
                ana< ...
                ana> answers "Amir Khan"
                ana< What people wrote on Housing priorities was to be kept until
                ana> people
                ana< What people wrote on Housing priorities was to be kept until
                ana> invite "Carys Hughes"
                ana< What people wrote on Housing priorities was to be kept until
                channel> ana: status
                channel< What people wrote on Housing priorities was to be kept until
                ana< ...
                """);
            await bot.PassAsync("70 minutes");
            Assert.DoesNotContain(await ShownAsync(), m => m.Contains("hall", StringComparison.Ordinal));
        }

        Assert.Contains(await bot.Script.HistoryAsync("housing"), m => m.Text.Contains("The kettle", StringComparison.Ordinal));
        await bot.PassAsync("1 day"); // A chat that cannot be changed for a day is left behind.
        Assert.Null(await bot.Get<ProjectStore>().FindAsync("tryouthousing", Cancel));

        async Task<IEnumerable<string>> ShownAsync() => (await bot.Script.HistoryAsync("amir")).Where(m => m.FromBot).Select(m => m.Text);
    }

    /// <summary>A job may run twice: what was replaced stays so, and what cannot be replaced now waits once.</summary>
    [Fact]
    public async Task What_is_replaced_on_the_day_is_replaced_once_however_often_the_job_runs()
    {
        var stuck = new StuckChannel();
        await using var bot = await TestBot.StartAsync(change: stuck.Before);
        await bot.Script.PlayAsync("""
            ana> set keep-until 20 December 2026
            ana< Saved
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            amir< Before you start
            amir> agree
            amir< ...
            amir> three questions
            amir< ...
            amir> We met in the hall.
            amir< ...
            amir> review
            amir< We met in the hall.
            amir> say to team "The kettle is broken."
            amir< ...
            amir> [Post exactly this]
            amir< ...
            channel< The kettle
            ana< ...
            """);
        await bot.PassAsync("2026-12-20 00:00");
        var once = await CountAsync();
        Assert.InRange(once.Waiting, 1, 10);
        Assert.InRange(once.Replaced, 1, 10);
        for (var again = 0; again < 2; again++)
        {
            await bot.Get<JobRunner>().RunAsync(new PurgeProject("tryouthousing"), Cancel);
            await bot.SettleAsync();
        }

        Assert.Equal(once, await CountAsync());

        async Task<(int Waiting, int Replaced)> CountAsync() => (
            (await bot.Get<ITableStore>().ListAsync(Keys.Project("tryouthousing"), Keys.Prefix("out"), Cancel)).Count,
            (await bot.Script.HistoryAsync("amir")).Count(m => m.Changes is not null && m.Text.Contains("What stood here is not shown any more", StringComparison.Ordinal)));
    }

    /// <summary>What came to stand since, however it came there, is replaced within the hour, by the clock: however seldom the bot gets to look.</summary>
    [Fact]
    public async Task What_came_to_stand_after_the_first_look_does_not_keep_the_rest()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("""
            ana> set keep-until 20 December 2026
            ana< Saved
            ana> people
            ana< Amir Khan
            """);
        var store = bot.Get<ITableStore>();
        var row = (await store.ListAsync(Keys.Project("tryouthousing"), Keys.Posted(""), Cancel))[^1];
        bot.Clock.SetUtcNow(new(2026, 12, 20, 0, 5, 0, TimeSpan.Zero));
        await bot.Get<JobRunner>().RunAsync(new PurgeProject("tryouthousing"), Cancel);
        await bot.SettleAsync();
        await store.CommitAsync(row.Partition, [new PutRow(Keys.Posted("about late"), row.Columns)], Cancel);

        // A bot that is woken once in a while: each time it is another hour.
        for (var woken = 0; woken < 2; woken++)
        {
            bot.Clock.Advance(TimeSpan.FromHours(5));
            await bot.PassAsync("1 minute");
        }

        Assert.Null(await bot.Get<ProjectStore>().FindAsync("tryouthousing", Cancel));
    }

    /// <summary>Who is on a round is looked up once an hour while a chat cannot be changed, for the day that it may hold the erasing up.</summary>
    [Fact]
    public async Task While_a_chat_cannot_be_changed_rosters_are_read_once_an_hour()
    {
        var stuck = new StuckChannel();
        CountingTables tables = null!;
        await using var bot = await TestBot.StartAsync(change: services =>
        {
            tables = CountingTables.Before(services);
            tables.CountsNoWaits = true;
            stuck.Before(services);
        });
        await bot.Script.PlayAsync("""
            ana> set keep-until 20 December 2026
            ana< Saved
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            amir< Before you start
            amir> agree
            amir< ...
            amir> say to team "The kettle is broken."
            amir< ...
            amir> [Post exactly this]
            amir< ...
            channel< The kettle
            ana< ...
            """);
        await bot.PassAsync("2026-12-20 00:01");
        tables.Begin();
        await bot.PassAsync("2 hours");
        Assert.InRange(tables.Done.Count(d => d.StartsWith("list ", StringComparison.Ordinal) && d.Contains(" roster", StringComparison.Ordinal)), 2, 3);
        Assert.NotNull(await bot.Get<ProjectStore>().FindAsync("tryouthousing", Cancel));
    }

    /// <summary>The web chat, in whose channels nothing can be changed now.</summary>
    private sealed class StuckChannel : IChatChannel
    {
        private WebChannel? _real;

        public string Name => _real!.Name;

        public bool IsByLinkOnly => _real!.IsByLinkOnly;

        public void Before(IServiceCollection services)
        {
            services.RemoveAll<IChatChannel>();
            services.AddSingleton<IChatChannel>(s =>
            {
                _real = s.GetRequiredService<WebChannel>();
                return this;
            });
        }

        public Task<SendOutcome> SendAsync(ConversationAddress to, string id, OutboundMessage message, CancellationToken cancel) => _real!.SendAsync(to, id, message, cancel);

        public Task<SendOutcome> UpdateAsync(ConversationAddress to, string messageId, string id, OutboundMessage message, CancellationToken cancel) =>
            to.Shared ? Task.FromResult<SendOutcome>(new SendOutcome.Later(TimeSpan.FromMinutes(30))) : _real!.UpdateAsync(to, messageId, id, message, cancel);

        public Task<SendOutcome> DeleteAsync(ConversationAddress to, string messageId, string id, CancellationToken cancel) => _real!.DeleteAsync(to, messageId, id, cancel);

        public Task<ConversationAddress?> OpenDirectAsync(ChatAddress who, CancellationToken cancel) => _real!.OpenDirectAsync(who, cancel);

        public async IAsyncEnumerable<ChatMember> MembersAsync(ConversationAddress conversation, [EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (var member in _real!.MembersAsync(conversation, cancel))
            {
                yield return member;
            }
        }

        public Task<ChatMember?> FindAsync(ChatAddress who, CancellationToken cancel) => _real!.FindAsync(who, cancel);

        public Task ForgetAsync(ChatAddress who, CancellationToken cancel) => _real!.ForgetAsync(who, cancel);
    }
}
