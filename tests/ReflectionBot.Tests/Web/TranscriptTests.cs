using System.Net;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Web;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;
using static ReflectionBot.Tests.Web.WebHost;

namespace ReflectionBot.Tests.Web;

/// <summary>The transcript as rows, the channel's answers, and the headers and page around them.</summary>
public sealed class TranscriptTests
{
    private static readonly ConversationAddress Ana = WebKeys.DirectAddress("team", "ana");

    [Fact]
    public async Task The_same_id_is_stored_once_however_often_and_at_once_it_is_sent()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        var channel = host.Get<WebChannel>();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => channel.SendAsync(Ana, $"id-{i % 20}", NoticeMessage.Of($"{i % 20}"), Cancel), Cancel)));

        var set = await host.ReadAsync(token, "d-ana");
        Assert.Equal(20, set["activities"]!.AsArray().Select(a => (string)a!["id"]!).Distinct().Count());
        Assert.Equal((20, "20"), (set["activities"]!.AsArray().Count, (string?)set["watermark"]));
    }

    [Fact]
    public async Task Old_messages_are_forgotten_and_the_numbers_go_on()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        var channel = host.Get<WebChannel>();
        await channel.SendAsync(Ana, "old", NoticeMessage.Of("old"), Cancel);
        host.Time.Advance(TimeSpan.FromDays(20));
        await channel.SendAsync(Ana, "new", NoticeMessage.Of("new"), Cancel);
        host.Time.Advance(TimeSpan.FromDays(11));

        await host.Get<WebPeople>().ClearAsync(host.Time.GetUtcNow(), host.Time.GetUtcNow().AddDays(-30), Cancel);

        var fresh = await host.TokenAsync();
        var set = await host.ReadAsync(fresh, "d-ana");
        Assert.Equal("new", (string?)Assert.Single(set["activities"]!.AsArray())!["id"]);
        Assert.Equal("2", (string?)set["watermark"]);
        Assert.DoesNotContain(host.Tables.All, r => r.Key.Contains("old", StringComparison.Ordinal));
        Assert.NotEqual(token, fresh);
    }

    [Fact]
    public async Task A_person_who_is_erased_leaves_no_row_and_their_tokens_never_open_a_successors_chat()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        await host.TokenAsync("ben");
        var directory = host.Get<WebDirectory>();
        await directory.AddChannelAsync("team", "home", "Home", Cancel);
        await directory.AddMemberAsync("home", "ana", Cancel);
        await directory.AddMemberAsync("home", "ben", Cancel);
        await host.PostAsync(token, "d-ana", Message("private words"));
        await host.PostAsync(await host.TokenAsync("ana", "home"), "home", Message("shared words"));
        await host.PostAsync(await host.TokenAsync("ben", "home"), "home", Message("other words"));
        await host.InviteAsync();

        await host.Get<WebPeople>().EraseAsync((await directory.FindUserAsync("ana", Cancel))!, Cancel);

        Assert.DoesNotContain(host.Tables.All, r => r.Partition.Contains("ana", StringComparison.Ordinal) || r.Key.Contains("ana", StringComparison.Ordinal)
            || r.Columns.Values.Values.OfType<string>().Any(v => v.Contains("private", StringComparison.Ordinal) || v.Contains("shared words", StringComparison.Ordinal)));
        Assert.Contains(host.Tables.All, r => (r.Columns.Text("Json") ?? "").Contains("other words", StringComparison.Ordinal));
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        await host.TokenAsync();
        await RefusedAsync(await host.PostAsync(token, "d-ana", Message("x")), 403, "BadToken");
    }

    [Fact]
    public async Task The_channel_says_what_became_of_a_message()
    {
        await using var host = await WebHost.StartAsync();
        await host.TokenAsync();
        var channel = host.Get<WebChannel>();

        Assert.IsType<SendOutcome.Unreachable>(await channel.SendAsync(WebKeys.DirectAddress("team", "nobody"), "1", NoticeMessage.Of("x"), Cancel));
        Assert.IsType<SendOutcome.Unreachable>(await channel.SendAsync(WebKeys.DirectAddress("other", "ana"), "1", NoticeMessage.Of("x"), Cancel));
        Assert.IsType<SendOutcome.Refused>(await channel.UpdateAsync(Ana, "gone", "2", NoticeMessage.Of("x"), Cancel));
        Assert.Equal(new SendOutcome.Sent("gone"), await channel.DeleteAsync(Ana, "gone", "3", Cancel));
        Assert.Equal(Ana, await channel.OpenDirectAsync(Who("ana"), Cancel));
        Assert.Null(await channel.OpenDirectAsync(new("web", "other", "ana"), Cancel));
        Assert.Equal(new ChatMember(Who("ana"), "ANA"), await channel.FindAsync(Who("ana"), Cancel));
        Assert.Equal("ANA", Assert.Single(await channel.MembersAsync(Ana, Cancel).ToListAsync(Cancel)).Name);
    }

    [Fact]
    public async Task The_bot_replaces_its_own_message_but_never_a_persons()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        var channel = host.Get<WebChannel>();
        var own = (string)(await JsonAsync(await host.PostAsync(token, "d-ana", Message("mine"))))["id"]!;
        await channel.SendAsync(Ana, "b", NoticeMessage.Of("before"), Cancel);

        Assert.Equal(new SendOutcome.Sent("b"), await channel.UpdateAsync(Ana, "b", "u", NoticeMessage.Of("after"), Cancel));
        Assert.IsType<SendOutcome.Refused>(await channel.UpdateAsync(Ana, own, "u2", NoticeMessage.Of("words in her mouth"), Cancel));

        var texts = (await host.ReadAsync(token, "d-ana"))["activities"]!.AsArray().Select(a => (string)a!["text"]!);
        Assert.Equal(["mine", "after", "after"], texts);
    }

    [Fact]
    public async Task Every_answer_has_the_security_headers_and_a_strange_host_is_not_repeated()
    {
        await using var host = await WebHost.StartAsync();

        foreach (var path in new[] { "/", "/nothing", "/v3/directline/conversations", "/tryout/people" })
        {
            var response = await host.SendAsync(HttpMethod.Get, path);
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'self'; connect-src 'self' ws://localhost wss://localhost;", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal(("nosniff", "no-referrer"), (response.Headers.GetValues("X-Content-Type-Options").Single(), response.Headers.GetValues("Referrer-Policy").Single()));
        }

        var strange = await host.SendAsync(HttpMethod.Get, "/", null, null, r => r.Headers.TryAddWithoutValidation("Host", "x;script-src *"));
        Assert.DoesNotContain("script-src *", strange.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bot_without_its_page_says_so_where_the_page_would_be()
    {
        var folder = Directory.CreateTempSubdirectory("reflectionbot-page");
        try
        {
            await using (var incomplete = await WebHost.StartAsync(("Web:AssetsFolder", folder.FullName)))
            {
                var missing = await incomplete.SendAsync(HttpMethod.Get, "/");
                Assert.Equal(HttpStatusCode.ServiceUnavailable, missing.StatusCode);
                Assert.Contains("Build the bot again", await missing.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "index.html"), "<!doctype html>page", Cancel);
            var vendor = folder.CreateSubdirectory("vendor").FullName;
            await File.WriteAllTextAsync(Path.Combine(vendor, "directline.js"), "1", Cancel);
            await File.WriteAllTextAsync(Path.Combine(vendor, "adaptivecards.min.js"), "1", Cancel);
            await using var host = await WebHost.StartAsync(("Web:AssetsFolder", folder.FullName));
            var page = await host.SendAsync(HttpMethod.Get, "/");
            Assert.Equal("<!doctype html>page", await page.Content.ReadAsStringAsync(Cancel));
            Assert.Equal("text/javascript", (await host.SendAsync(HttpMethod.Get, "/vendor/directline.js")).Content.Headers.ContentType?.MediaType);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
