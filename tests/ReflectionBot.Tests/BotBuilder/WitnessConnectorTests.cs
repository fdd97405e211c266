using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.BotBuilder;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Teams.Connector;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Cards;
using ReflectionBot.Tests.Teams;
using Activity = ReflectionBot.Channels.Activities.Activity;
using ChannelAccount = ReflectionBot.Channels.Activities.ChannelAccount;

namespace ReflectionBot.Tests.BotBuilder;

/// <summary>Microsoft's own client of the Bot Connector as a witness: both ask the stub the same.</summary>
public sealed class WitnessConnectorTests
{
    private const string Chat = "19:a/b@thread.tacv2;messageid=17";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_posted_changed_and_deleted_alike()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        using var theirs = await TheirsAsync(bot);
        foreach (var message in CardTests.Samples("words"))
        {
            var activity = TeamsActivities.Message(message, new ButtonAction("form", "r1"));
            await SameAsync(bot, () => bot.Client.PostAsync(OutboundBot.Service, Chat, activity, Cancel), () => theirs.Conversations.SendToConversationAsync(Chat, Framework(activity), Cancel));
            var (first, second) = (bot.Stub.Requests[^2].KeptAs!, bot.Stub.Requests[^1].KeptAs!);
            await SameAsync(bot, () => bot.Client.UpdateAsync(OutboundBot.Service, Chat, first, activity, Cancel), () => theirs.Conversations.UpdateActivityAsync(Chat, first, Framework(activity), Cancel));
            bot.Time.Advance(TimeSpan.FromHours(1)); // Our own pace.
            await SameAsync(bot, () => bot.Client.DeleteAsync(OutboundBot.Service, Chat, first, Cancel), () => theirs.Conversations.DeleteActivityAsync(Chat, second, Cancel), (first, second));
        }
    }

    [Fact]
    public async Task A_personal_chat_is_opened_alike()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        using var theirs = await TheirsAsync(bot);
        var ours = new NewConversation(new ChannelAccount("28:app"), [new ChannelAccount("29:x")], "tenant", JsonSerializer.SerializeToElement(new { tenant = new { id = "tenant" } }));
        var asked = new ConversationParameters(isGroup: false, new("28:app"), [new("29:x")], channelData: Newtonsoft.Json.Linq.JObject.Parse("""{"tenant":{"id":"tenant"}}"""), tenantId: "tenant");
        await SameAsync(bot, () => bot.Client.CreateAsync(OutboundBot.Service, ours, Cancel), () => theirs.Conversations.CreateConversationAsync(asked, Cancel));
    }

    [Fact]
    public async Task Members_are_asked_for_alike()
    {
        await using var bot = await OutboundBot.StartAsync(Cancel);
        using var theirs = await TheirsAsync(bot);
        const string team = "19:team@thread.tacv2";
        bot.Stub.SetMembers(team, [TeamsChatDriver.Member("amir", "Amir Khan")]);
        await SameAsync(bot, () => bot.Client.MemberAsync(OutboundBot.Service, team, "29:amir", Cancel), () => ((Conversations)theirs.Conversations).GetConversationMemberAsync("29:amir", team, Cancel));
        await SameAsync(bot, async () => await bot.Client.MembersAsync(OutboundBot.Service, team, Cancel).ToListAsync(Cancel), () => theirs.Conversations.GetConversationPagedMembersAsync(team, 200, cancellationToken: Cancel));
    }

    private static Task<IConnectorClient> TheirsAsync(OutboundBot bot) =>
        new KnownServices(bot.Http, bot.Services.GetRequiredService<ServiceUrls>()).CreateAsync(OutboundBot.Service.AbsoluteUri, "", Cancel);

    private static Microsoft.Bot.Schema.Activity Framework(Activity activity) => WireActivities.Read(JsonSerializer.SerializeToUtf8Bytes(activity, ActivityJson.Wire.Activity))!;

    /// <summary>Asks in both ways, and compares method, host, path, query, token and body.</summary>
    private static async Task SameAsync(OutboundBot bot, Func<Task> ours, Func<Task> theirs, (string Ours, string Theirs)? ids = null)
    {
        await ours();
        await theirs();
        var (a, b) = (bot.Stub.Requests[^2], bot.Stub.Requests[^1]);
        var path = ids is { } i ? a.Path.Replace(i.Ours, i.Theirs, StringComparison.Ordinal) : a.Path;
        Assert.Equal((a.Method, a.Host, path, a.Query, a.Authorization), (b.Method, b.Host, b.Path, b.Query, b.Authorization), StringTuple.IgnoringCase);
        Assert.True(a.Body.Length == 0 ? b.Body.Length == 0 : JsonNode.DeepEquals(a.Json, b.Json), $"{a.Method} {a.Path}\n{System.Text.Encoding.UTF8.GetString(a.Body)}\n{System.Text.Encoding.UTF8.GetString(b.Body)}");
    }

    /// <summary>Escapes may be written <c>%2F</c> or <c>%2f</c>.</summary>
    private sealed class StringTuple : IEqualityComparer<(string, string, string, string, string)>
    {
        public static StringTuple IgnoringCase { get; } = new();

        public bool Equals((string, string, string, string, string) x, (string, string, string, string, string) y) => string.Equals(x.ToString(), y.ToString(), StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string, string, string, string, string) obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(obj.ToString());
    }
}
