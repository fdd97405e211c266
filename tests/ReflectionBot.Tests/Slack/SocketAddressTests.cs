using CsCheck;
using Microsoft.Extensions.Logging;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Inbound.SocketMode;

namespace ReflectionBot.Tests.Slack;

/// <summary>Where the bot lets itself be sent, and how long it waits between attempts.</summary>
public sealed class SocketAddressTests
{
    private const string Slack = "https://slack.com/api/";

    [Theory]
    [InlineData("wss://wss-primary.slack.com/link/?ticket=x&app_id=y", true)]
    [InlineData("wss://WSS-Backup.Slack.COM/link/?ticket=x", true)]
    [InlineData("wss://cerberus-xxxx.lb.slack.com:443/websocket/x", true)]
    [InlineData("ws://wss-primary.slack.com/", false)]
    [InlineData("https://wss-primary.slack.com/", false)]
    [InlineData("wss://wss-primary.slack.com:8443/", false)]
    [InlineData("wss://slack.com.evil.example/", false)]
    [InlineData("wss://evil-slack.com/", false)]
    [InlineData("wss://slack.com/", false)]
    [InlineData("wss://wss-primary.slack.com.", false)]
    [InlineData("wss://evil.example/wss-primary.slack.com", false)]
    [InlineData("wss://evil.example/?x=.slack.com", false)]
    [InlineData("wss://evil.example#.slack.com", false)]
    [InlineData("wss://wss-primary.slack.com@evil.example/", false)]
    [InlineData("wss://user:word@wss-primary.slack.com/", false)]
    [InlineData("wss://wss-primary.slack.com\\@evil.example/", false)]
    [InlineData("wss://169.254.169.254/", false)]
    [InlineData("wss://[::1]/", false)]
    [InlineData("ws://127.0.0.1:5000/", false)]
    [InlineData("wss://localhost/", false)]
    [InlineData("file:///etc/passwd", false)]
    public void Only_Slacks_own_hosts_are_gone_to(string address, bool good) => Assert.Equal(good, Uri.TryCreate(address, UriKind.Absolute, out var url) && SlackSocketAddress.IsGood(url, Slack));

    [Theory]
    [InlineData("ws://127.0.0.1:5000/link", "http://127.0.0.1:6000/api/", true)]
    [InlineData("ws://localhost:5000/link", "http://127.0.0.1:6000/api/", true)]
    [InlineData("wss://[::1]:5000/link", "https://localhost:6000/api/", true)]
    [InlineData("http://127.0.0.1:5000/link", "http://127.0.0.1:6000/api/", false)]
    [InlineData("ws://10.0.0.1:5000/link", "http://127.0.0.1:6000/api/", false)]
    [InlineData("ws://localhost.evil.example/", "http://127.0.0.1:6000/api/", false)]
    [InlineData("ws://127.0.0.1:5000/link", "http://10.0.0.1/api/", false)]
    [InlineData("ws://127.0.0.1:5000/link", "", false)]
    public void This_machine_is_gone_to_only_where_the_Web_API_is_on_it(string address, string api, bool good) => Assert.Equal(good, SlackSocketAddress.IsGood(new Uri(address), api));

    [Fact]
    public void A_part_of_an_address_is_none() => Assert.False(SlackSocketAddress.IsGood(new Uri("/link", UriKind.Relative), Slack));

    [Fact]
    public async Task A_hostile_address_is_not_connected_to_and_not_logged()
    {
        await using var world = new SocketWorld();
        world.Answers.Enqueue(() => new SlackResult<Uri>.Done(new Uri("wss://evil.example/link/?ticket=" + SocketWorld.Ticket)));
        world.StartSlot();
        Assert.Equal(SocketWorld.Wait(60, 30), await world.RestingAsync());
        Assert.False(world.HasOpened);
        Assert.Equal(1, world.Log.Count(LogLevel.Error));
        Assert.Contains("Check Slack:ApiUrl", world.Log.Lines, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", world.Log.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public void Waits_stay_within_their_bounds() => Gen.Select(Gen.Double[0, 1].Array[1, 30], Gen.Int[0, 2].Array[1, 30], Gen.Int[0, 10_000]).Sample((luck, steps, asked) =>
    {
        var (next, failures) = (0, 0);
        var backoff = new SlackBackoff(() => luck[next++ % luck.Length]);
        foreach (var step in steps)
        {
            if (step == 0)
            {
                backoff.Reset();
                failures = 0;
            }

            var wish = TimeSpan.FromSeconds(asked);
            var wait = step switch { 0 => backoff.Next(), 1 => backoff.Next(wish), _ => backoff.Slow() };
            failures = step == 2 ? 6 : failures + 1;
            var least = step switch { 0 => SlackBackoff.Shortest, 1 => wish < TimeSpan.FromHours(1) ? wish : TimeSpan.FromHours(1), _ => SlackBackoff.Longest / 2 };
            var most = TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, failures)));
            Assert.InRange(wait, least > SlackBackoff.Shortest ? least : SlackBackoff.Shortest, least > most ? least : most);
        }
    });

    [Fact]
    public void Waits_differ_from_bot_to_bot() =>
        Assert.True(Enumerable.Range(0, 100).Select(_ => new SlackBackoff(Random.Shared.NextDouble).Next()).Distinct().Count() > 90);
}
