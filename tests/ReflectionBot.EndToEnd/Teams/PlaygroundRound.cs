using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Channels.Teams.Connector;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>The tests with the Playground run one after the other: each has a bot and a Node process of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PlaygroundTests
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Playground";
}

/// <summary>
/// The real bot and the Playground, which nobody has told the bot of: it learns of the tenant, the team and its people from what arrives. The
/// bot's clock is the test's; the web chat is there for those with a link.
/// </summary>
public sealed class PlaygroundRound : IAsyncDisposable
{
    private PlaygroundRound(TestBot bot, AgentsPlayground playground)
    {
        (Bot, Playground, Chat) = (bot, playground, new PlaygroundDriver(playground, bot.Chat));
        Script = new Script(Chat, bot);
    }

    public TestBot Bot { get; }

    public AgentsPlayground Playground { get; }

    public PlaygroundDriver Chat { get; }

    public Script Script { get; }

    /// <summary>The number of a year long after the round, for the day on which everything is erased.</summary>
    public int Later => Bot.Clock.GetUtcNow().Year + 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// 10:00 UTC of a Tuesday, two to eight days from now: in working hours, and so far away that the bot puts the Playground's clock, which is
    /// the machine's, aside.
    /// </summary>
    public static DateTimeOffset Tuesday
    {
        get
        {
            var day = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(2);
            return new(day.AddDays(((int)DayOfWeek.Tuesday - (int)day.DayOfWeek + 7) % 7).AddHours(10), TimeSpan.Zero);
        }
    }

    /// <summary>Starts both; skips the test where the Playground is not installed.</summary>
    /// <param name="at">The bot's time; null for <see cref="Tuesday"/>.</param>
    /// <param name="settings">More of the bot's settings.</param>
    public static async Task<PlaygroundRound> StartAsync(DateTimeOffset? at = null, params string[] settings)
    {
        Assert.SkipWhen(AgentsPlayground.Missing is not null, AgentsPlayground.Missing ?? "");
        var bot = await TestBot.StartAsync(
            ["--Teams:DangerouslyBelieveUnsignedRequestsFromThisMachine=true", .. settings], inProcess: false, at ?? Tuesday,
            services => services.AddSingleton(new SendingPace(new Leaping()))); // The bot's clock stands still while it sends; the pace has tests of its own.
        try
        {
            return new(bot, await AgentsPlayground.StartAsync(new(bot.Http.BaseAddress!, "api/messages"), null, Cancel));
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Somebody adds the bot for themselves, or to a channel.</summary>
    public async Task InstallAsync(string person, string? channel = null)
    {
        await Playground.InstallAsync(Playground.Team.Person(person), Chat.Conversation(new(person, channel)), Cancel);
        await Bot.SettleAsync();
    }

    /// <summary>Somebody takes the bot out of their chat, or out of a channel.</summary>
    public async Task UninstallAsync(string person, string? channel = null)
    {
        await Playground.UninstallAsync(Playground.Team.Person(person), Chat.Conversation(new(person, channel)), Cancel);
        await Bot.SettleAsync();
    }

    /// <summary>Somebody makes General the home of a project with these people; the round is not open.</summary>
    public async Task SetUpAsync(IReadOnlyList<string> people, string facilitator = "ana")
    {
        await InstallAsync(facilitator, "housing");
        await Script.PlayAsync($"""
            channel< I am ReflectionBot.
            channel> {facilitator}: setup "Housing priorities"
            channel< Housing priorities is set up
            & You are its facilitator.
            channel> {facilitator}: [Settings]
            channel< The answer comes in your own chat
            {facilitator}< Settings of Housing priorities
            {facilitator}> fills ItTeam = The IT team; Lead = Finn Murray; Emergency = 999; Controller = Sample University; KeepUntil = 31 July {Later}; Purpose = learning how we work together; LegalBasis = public task; ChatOwner = Sample University; Contact = contact@example.org; DataContact = data@example.org; Notice = https://example.org/notice; Helper1 = Grace Adu, 01234 567890; Helper2 = {Playground.Team.Person(facilitator).Name}
            {facilitator}< Saved.
            & Nothing is missing now.
            """);
        foreach (var name in people.Select(p => Playground.Team.Person(p).Name))
        {
            await Script.PlayAsync($"""
                {facilitator}> person add "{name}"
                {facilitator}< {name} is on Housing priorities as collaborator.
                & I write to them in their own chat when a round opens.
                ! #invite=
                """);
        }

        await Script.PlayAsync($"""
            {facilitator}> milestone add "Focus groups complete"
            {facilitator}< Added: Focus groups complete.
            """);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Playground.DisposeAsync();
        await Bot.DisposeAsync();
    }

    /// <summary>A clock that goes on by a minute at each look.</summary>
    private sealed class Leaping : TimeProvider
    {
        private long _looks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddMinutes(Interlocked.Increment(ref _looks));
    }
}
