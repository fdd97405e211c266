using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>What each of Slack's refusals means for a message.</summary>
public sealed class SendingRefusedTests
{
    private static readonly NoticeMessage Hello = NoticeMessage.Of("Hello.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Meanings => new()
    {
        { "is_archived", "unreachable", "unreachable" },
        { "not_in_channel", "unreachable", "unreachable" },
        { "channel_not_found", "unreachable", "unreachable" },
        { "user_disabled", "unreachable", "unreachable" },
        { "cannot_dm_bot", "unreachable", "unreachable" },
        { "user_not_found", "unreachable", "unreachable" },
        { "missing_scope", "later", "later" },
        { "not_allowed_token_type", "later", "later" },
        { "token_revoked", "later", "unreachable" },
        { "account_inactive", "later", "unreachable" },
        { "invalid_auth", "later", "later" },
        { "ratelimited", "later", "later" },
        { "message_limit_exceeded", "later", "later" },
        { "service_unavailable", "later", "later" },
        { "msg_blocks_too_long", "refused", "refused" },
        { "invalid_blocks", "refused", "refused" },
        { "restricted_action", "refused", "refused" },
        { "a_new_one", "refused", "refused" },
        { "internal_error", "unknown", "unknown" },
        { "fatal_error", "unknown", "unknown" },
        { "429", "later", "later" },
        { "500", "unknown", "unknown" },
        { "503", "unknown", "unknown" },
        { "302", "unknown", "unknown" },
        { "cut", "unknown", "unknown" },
        { "lost", "unknown", "unknown" },
        { "html", "unknown", "unknown" },
    };

    [Theory]
    [MemberData(nameof(Meanings))]
    public async Task Posting_changing_and_deleting(string failure, string configured, string installed)
    {
        foreach (var (isInstalled, meaning) in ((bool, string)[])[(false, configured), (true, installed)])
        {
            foreach (var method in (string[])["chat.postMessage", "chat.update", "chat.delete"])
            {
                await using var bot = await SendingBot.StartAsync(isInstalled);
                var ts = await bot.SentAsync(bot.ToHome, "m0", Hello);
                bot.Stub.Next(method, Answer(failure));
                Assert.Equal($"{method}: {meaning}", $"{method}: {await MeaningAsync(() => ActAsync(bot, method, ts))}");
                Assert.Equal(failure is not ("token_revoked" or "account_inactive") || !isInstalled, await bot.Get<SlackInstallations>().FindAsync(bot.Team.Id, Cancel) is not null);
                Assert.DoesNotContain(bot.Log.Lines, l => l.Contains(bot.Team.Token, StringComparison.Ordinal) || l.Contains("Hello.", StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("user_disabled", "null")]
    [InlineData("user_not_found", "null")]
    [InlineData("cannot_dm_bot", "null")]
    [InlineData("user_not_visible", "null")]
    [InlineData("invalid_user_combination", "null")]
    [InlineData("missing_scope", "busy")]
    [InlineData("token_revoked", "busy")]
    [InlineData("ratelimited", "busy")]
    [InlineData("429", "busy")]
    [InlineData("500", "unknown")]
    [InlineData("internal_error", "unknown")]
    [InlineData("cut", "unknown")]
    public async Task Opening_a_chat(string failure, string meaning)
    {
        await using var bot = await SendingBot.StartAsync();
        bot.Stub.Next("conversations.open", Answer(failure));
        var opened = "chat";
        try
        {
            opened = await bot.Channel.OpenDirectAsync(SlackNames.Person(bot.Team.Id, bot.Ana.Id), Cancel) is null ? "null" : "chat";
        }
        catch (ChannelBusyException)
        {
            opened = "busy";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            opened = "unknown";
        }

        Assert.Equal(meaning, opened);
        bot.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(bot.ToAna, await bot.Channel.OpenDirectAsync(SlackNames.Person(bot.Team.Id, bot.Ana.Id), Cancel)); // Nothing of it stays.
    }

    [Fact]
    public async Task With_a_token_of_the_configuration_that_is_refused_from_the_start_everything_waits()
    {
        await using var bot = await SendingBot.StartAsync();
        bot.Team.TokenState = StubTokenState.Revoked;
        Assert.IsType<SendOutcome.Later>(await bot.SendAsync(bot.ToHome, "m1", Hello));
        await Assert.ThrowsAsync<ChannelBusyException>(() => bot.Channel.OpenDirectAsync(SlackNames.Person(bot.Team.Id, bot.Ana.Id), Cancel));
        await Assert.ThrowsAsync<SlackCallException>(async () => await bot.Channel.MembersAsync(bot.ToHome, Cancel).ToListAsync(Cancel));
        bot.Team.TokenState = StubTokenState.Good;
        bot.Clock.Advance(ConfiguredInstallation.AfterRefusal);
        await bot.SentAsync(bot.ToHome, "m1", Hello);
    }

    [Fact]
    public async Task Where_the_app_is_not_installed_nobody_is_reachable_and_no_roster_is_read()
    {
        await using var bot = await SendingBot.StartAsync(installed: true);
        await bot.Get<SlackInstallations>().ForgetAsync(bot.Access, Cancel);
        Assert.IsType<SendOutcome.Unreachable>(await bot.SendAsync(bot.ToHome, "m1", Hello));
        Assert.Null(await bot.Channel.OpenDirectAsync(SlackNames.Person(bot.Team.Id, bot.Ana.Id), Cancel));
        await Assert.ThrowsAsync<SlackCallException>(async () => await bot.Channel.MembersAsync(bot.ToHome, Cancel).ToListAsync(Cancel));
        Assert.Null(await bot.Channel.FindAsync(SlackNames.Person(bot.Team.Id, bot.Ana.Id), Cancel));
    }

    [Fact]
    public async Task A_chat_that_is_gone_is_opened_anew_once_and_what_was_meant_for_it_follows()
    {
        await using var bot = await SendingBot.StartAsync();
        var old = (await bot.Channel.OpenDirectAsync(SlackNames.Person(bot.Team.Id, bot.Ana.Id), Cancel))!;
        bot.Team.Channels.Remove(bot.Ana.Direct);
        await bot.SentAsync(old, "m1", Hello);
        await bot.SentAsync(old, "m2", Hello); // The outbox has more for the address that is gone.
        Assert.Equal(2, bot.Standing(bot.Ana.Direct).Count);
        Assert.NotEqual(old.Id, bot.Ana.Direct.Id);
        Assert.Equal(2, bot.Stub.RequestsOf("conversations.open").Count);
        bot.Stub.Next("chat.postMessage", StubSlackAnswer.Refused("channel_not_found"));
        Assert.IsType<SendOutcome.Unreachable>(await bot.SendAsync(bot.ToAna, "m3", Hello)); // It is the same one again.
        Assert.Equal(3, bot.Stub.RequestsOf("conversations.open").Count);
    }

    [Theory]
    [InlineData("429")]
    [InlineData("missing_scope")]
    public async Task A_chat_that_cannot_be_opened_anew_now_is_opened_later(string failure)
    {
        await using var bot = await SendingBot.StartAsync();
        var old = (await bot.Channel.OpenDirectAsync(SlackNames.Person(bot.Team.Id, bot.Ana.Id), Cancel))!;
        bot.Team.Channels.Remove(bot.Ana.Direct);
        bot.Stub.Next("conversations.open", Answer(failure));
        Assert.IsType<SendOutcome.Later>(await bot.SendAsync(old, "m1", Hello));
        bot.Clock.Advance(TimeSpan.FromSeconds(30));
        await bot.SentAsync(old, "m1", Hello);
        Assert.Single(bot.Standing(bot.Ana.Direct));
    }

    [Theory]
    [InlineData("not_in_channel")]
    [InlineData("is_archived")]
    [InlineData("channel_not_found")]
    public async Task A_channel_that_refuses_the_bot_is_as_if_it_had_been_taken_out(string code)
    {
        await using var bot = await SendingBot.StartAsync();
        bot.Stub.Next("chat.postMessage", StubSlackAnswer.Refused(code), StubSlackAnswer.Refused(code));
        Assert.IsType<SendOutcome.Unreachable>(await bot.SendAsync(bot.ToHome with { Thread = "1.2" }, "m1", Hello));
        Assert.IsType<SendOutcome.Unreachable>(await bot.SendAsync(bot.ToHome, "m2", Hello));
        var gone = Assert.IsType<BotRemoved>(Assert.Single(bot.Turns.Heard));
        Assert.Equal(bot.ToHome, gone.Conversation);
        Assert.Equal(gone.Key, ChatPlaces.Key("gone", "slack", bot.Home.Id, 0)); // An event that says the same is the same.
        Assert.False((await bot.Get<ChatPlaces>().FindAsync(bot.ToHome, Cancel))!.Present);
    }

    [Fact]
    public async Task A_reply_to_a_thread_that_is_gone_goes_to_the_conversation()
    {
        await using var bot = await SendingBot.StartAsync();
        await bot.SentAsync(bot.ToHome with { Thread = "1.000002" }, "m1", Hello);
        await bot.SentAsync(bot.ToAna with { Thread = "1.000002" }, "m2", Hello);
        Assert.All([.. bot.Standing(bot.Home), .. bot.Standing(bot.Ana.Direct)], m => Assert.Null(m.Thread));
        Assert.Equal(4, bot.Posts);
    }

    private static Task<SendOutcome> ActAsync(SendingBot bot, string method, string ts) => method switch
    {
        "chat.postMessage" => bot.SendAsync(bot.ToHome, "m1", Hello),
        "chat.update" => bot.Channel.UpdateAsync(bot.ToHome, ts, "u1", Hello, Cancel),
        _ => bot.Channel.DeleteAsync(bot.ToHome, ts, "d1", Cancel),
    };

    private static async Task<string> MeaningAsync(Func<Task<SendOutcome>> act)
    {
        try
        {
            return (await act()).GetType().Name.ToLowerInvariant();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            return "unknown"; // The outbox tries it again.
        }
    }

    private static StubSlackAnswer Answer(string failure) => failure switch
    {
        "429" => StubSlackAnswer.RateLimited(20),
        "500" or "503" => StubSlackAnswer.Status(int.Parse(failure, null)),
        "302" => StubSlackAnswer.Redirect("https://evil.example/"),
        "cut" => StubSlackAnswer.Cut(),
        "lost" => StubSlackAnswer.Lost(),
        "html" => StubSlackAnswer.Text("<html>"),
        _ => StubSlackAnswer.Refused(failure),
    };
}
