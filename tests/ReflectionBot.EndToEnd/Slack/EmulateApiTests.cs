using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.EndToEnd.Slack;

/// <summary>The bot's own client of the Web API against one that nobody here wrote: what it sends is understood, and what comes back is read.</summary>
public sealed class EmulateApiTests
{
    private static readonly SlackAccess Bot = new(SlackEmulate.Team, SlackEmulate.Token);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_who_it_is_and_who_is_there()
    {
        await using var world = await World.StartAsync();
        var me = Done(await world.Api.IdentifyAsync(SlackEmulate.Token, Cancel));
        Assert.Equal((SlackEmulate.Team, SlackEmulate.BotUser), (me.Team, me.BotUser));

        var all = await world.Api.UsersAsync(Bot, Cancel).ToListAsync(Cancel);
        Assert.Superset(SlackEmulate.People.ToHashSet(), all.Select(u => u.Name).ToHashSet());
        var ana = Done(await world.Api.UserByEmailAsync(Bot, "ana@acme.example", Cancel));
        Assert.Equal("ana", Done(await world.Api.UserAsync(Bot, ana.Id, Cancel)).Name);
        Assert.Equal(SlackFailure.PersonGone, Failed(await world.Api.UserAsync(Bot, "U0NOBODY", Cancel)).Failure);

        var reflections = await world.Slack.ChannelAsync("reflections", Cancel);
        Assert.Equal("reflections", Done(await world.Api.ConversationAsync(Bot, reflections, Cancel)).Name);
        Assert.NotEmpty(await world.Api.MembersAsync(Bot, reflections, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Posts_changes_and_deletes_a_message_in_a_direct_chat_and_answers_in_its_thread()
    {
        await using var world = await World.StartAsync();
        var ana = await world.Slack.PersonAsync("ana", Cancel);
        var direct = Done(await world.Api.OpenAsync(Bot, ana, Cancel)).Id;
        Assert.Equal(direct, Done(await world.Api.OpenAsync(Bot, ana, Cancel)).Id);

        var posted = Done(await world.Api.PostAsync(Bot, Post(direct, "Six questions, in your own time."), Cancel));
        var reply = Done(await world.Api.PostAsync(Bot, Post(direct, "More of it.") with { Thread = posted.Ts }, Cancel));
        Assert.Equal((posted.Ts, direct), (Done(await world.Api.UpdateAsync(Bot, posted.Ts, Post(direct, "It is gone."), Cancel)).Ts, posted.Channel));
        var stands = await world.HistoryAsync(direct);
        Assert.Contains("It is gone.", stands, StringComparison.Ordinal);
        Assert.DoesNotContain("Six questions", stands, StringComparison.Ordinal);

        Done(await world.Api.DeleteAsync(Bot, direct, reply.Ts, Cancel));
        Done(await world.Api.DeleteAsync(Bot, direct, posted.Ts, Cancel));
        Assert.DoesNotContain("It is gone.", await world.HistoryAsync(direct), StringComparison.Ordinal);
        Assert.Equal(SlackFailure.MessageGone, Failed(await world.Api.UpdateAsync(Bot, posted.Ts, Post(direct, "Late."), Cancel)).Failure);
        Assert.Equal(SlackFailure.ChannelGone, Failed(await world.Api.PostAsync(Bot, Post("C0NOWHERE", "Nowhere."), Cancel)).Failure);
    }

    [Fact]
    public async Task Opens_windows_shows_a_home_and_uploads_a_file()
    {
        await using var world = await World.StartAsync();
        var ana = await world.Slack.PersonAsync("ana", Cancel);
        var form = new FormMessage("Settings", "Fill in.", [new("name", "Name", "", "", "", "", false, 80)], new Button("Save", new ButtonAction("save-settings", Item: "p1")), []);
        var view = Done(await world.Api.OpenViewAsync(Bot, await world.Slack.TriggerAsync(ana, Cancel), ViewRenderer.Form(form), Cancel));
        Assert.NotEmpty(view.Id);
        Done(await world.Api.PublishHomeAsync(Bot, ana, ViewRenderer.Home(new("Your reflections", [new("", ["Nothing to answer now."], [])])), Cancel));

        var direct = Done(await world.Api.OpenAsync(Bot, ana, Cancel)).Id;
        var file = Done(await world.Api.UploadAsync(Bot, "my-data.json", null, "{}"u8.ToArray(), direct, null, Cancel));
        Assert.Contains(file, (await world.Slack.CallAsync("files.info", new Dictionary<string, string> { ["file"] = file }, Cancel)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_grant_and_says_what_is_refused()
    {
        await using var world = await World.StartAsync();
        var ana = await world.Slack.PersonAsync("ana", Cancel);
        var code = await world.Slack.AllowAsync(ana, "chat:write,users:read", Cancel);
        var grant = Done(await world.Api.ExchangeAsync(SlackEmulate.ClientId, SlackEmulate.ClientSecret, code, SlackEmulate.Redirect, Cancel));
        Assert.Equal((SlackEmulate.Team, SlackEmulate.BotUser, false), (grant.Team, grant.BotUser, grant.IsEnterpriseInstall));
        Assert.Equal(["chat:write", "users:read"], grant.Scopes);
        Assert.IsType<SlackResult<SlackGrant>.Failed>(await world.Api.ExchangeAsync(SlackEmulate.ClientId, SlackEmulate.ClientSecret, "no-code", SlackEmulate.Redirect, Cancel));

        var narrow = new SlackAccess(SlackEmulate.Team, SlackEmulate.NarrowToken);
        Assert.Equal(SlackFailure.MissingScope, Failed(await world.Api.UserAsync(narrow, ana, Cancel)).Failure);
    }

    private static SlackPost Post(string channel, string words)
    {
        var part = BlockRenderer.Render(NoticeMessage.Of(words)).Parts[0];
        return new(channel, words, part.Blocks); // History shows the text; ours would be fixed words.
    }

    private static T Done<T>(SlackResult<T> result) => Assert.IsType<SlackResult<T>.Done>(result).Value;

    private static SlackResult<T>.Failed Failed<T>(SlackResult<T> result) => Assert.IsType<SlackResult<T>.Failed>(result);

    /// <summary>The emulator and the bot's real registrations of its client.</summary>
    private sealed class World(SlackEmulate slack, ServiceProvider services) : IAsyncDisposable
    {
        public SlackEmulate Slack => slack;

        public SlackApi Api { get; } = services.GetRequiredService<SlackApi>();

        public static async Task<World> StartAsync()
        {
            Assert.SkipWhen(SlackEmulate.Missing is not null, SlackEmulate.Missing ?? "");
            var slack = await SlackEmulate.StartAsync(Cancel);
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddOptions<SlackOptions>().Configure(o => o.ApiUrl = slack.ApiUrl);
            services.AddSlackApi();
            return new(slack, services.BuildServiceProvider());
        }

        public async Task<string> HistoryAsync(string channel) =>
            ((JsonArray)(await slack.CallAsync("conversations.history", new Dictionary<string, string> { ["channel"] = channel }, Cancel))["messages"]!).ToJsonString();

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            await slack.DisposeAsync();
        }
    }
}
