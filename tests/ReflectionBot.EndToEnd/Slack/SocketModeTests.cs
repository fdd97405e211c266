using System.Text.Json.Nodes;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.EndToEnd.Slack;

/// <summary>Socket Mode before Slack's own client: greeting, pings, acknowledgements, repeats, connecting anew.</summary>
public sealed class SocketModeTests
{
    private StubPerson _ana = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Envelopes_are_taken_and_only_commands_and_modals_take_an_answer()
    {
        await using var client = await StartAsync();
        Assert.True((await _ana.SayAsync("words", Cancel)).IsAcknowledged);
        Assert.Equal("taken", (string)(await _ana.CommandAsync("/reflect", "", Cancel)).Answer!["text"]!);
        Assert.Null((await _ana.ShortcutAsync("start", Cancel)).Answer);
        await client.PrintsAsync("got", Cancel, 3);
        Assert.Equal(["events_api false", "slash_commands true", "interactive false"], client.Printed("got").Select(g => $"{g["type"]} {g["accepts"]}"));
        Assert.Empty(client.Stub.Sockets.Strange);
        Assert.Empty(client.Stub.Problems);
    }

    [Fact]
    public async Task What_was_not_acknowledged_comes_again_in_a_new_envelope_with_the_same_event()
    {
        await using var client = await StartAsync(new StubApp { AckWindow = TimeSpan.FromMilliseconds(300) });
        var first = await _ana.SayAsync("later", Cancel);
        Assert.False(first.IsAcknowledged);
        var again = await client.Stub.Deliveries.RedeliverAsync(first, Cancel);
        Assert.True(again.IsAcknowledged);
        await client.PrintsAsync("got", Cancel, 2);
        var (before, after) = (client.Printed("got")[0], client.Printed("got")[1]);
        Assert.Equal((0, "", 1, "timeout"), ((int)before["retry"]!, (string)before["reason"]!, (int)after["retry"]!, (string)after["reason"]!));
        Assert.Equal((string)before["event"]!, (string)after["event"]!);
        Assert.NotEqual((string)before["envelope"]!, (string)after["envelope"]!);
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    public async Task It_connects_anew_when_it_is_told_to(string reason)
    {
        await using var client = await StartAsync();
        await client.Stub.Sockets.DisconnectAsync(reason, Cancel);
        await client.Stub.UntilAsync(() => client.Stub.Sockets.Open is [2], Cancel);
        Assert.Equal(2, (await _ana.SayAsync("words", Cancel)).Connection);
        Assert.Equal(2, client.Stub.RequestsOf("apps.connections.open").Count);
    }

    [Fact]
    public async Task What_was_under_way_when_a_connection_broke_comes_again_on_the_next()
    {
        await using var client = await StartAsync(new StubApp { AckWindow = TimeSpan.FromSeconds(30) });
        var saying = _ana.SayAsync("later", Cancel);
        await client.PrintsAsync("got", Cancel);
        await client.Stub.Sockets.CloseAsync(Cancel, cut: true);
        var said = await saying;
        Assert.Equal((true, 1, 2), (said.IsAcknowledged, said.Attempt, said.Connection));
    }

    [Fact]
    public async Task A_payload_goes_to_any_one_of_several_connections()
    {
        await using var client = await StartAsync();
        await using var other = await BoltApp.JoinClientAsync(client.Stub, Cancel);
        await client.Stub.Sockets.ConnectedAsync(2, Cancel);
        var connections = new HashSet<int?>();
        for (var i = 0; i < 4; i++)
        {
            connections.Add((await _ana.SayAsync($"words {i}", Cancel)).Connection);
        }
        Assert.Equal(2, connections.Count);
        await client.PrintsAsync("got", Cancel, 2);
        await other.PrintsAsync("got", Cancel, 2);
        Assert.Equal(4, client.Printed("got").Concat(other.Printed("got")).Select(g => (string)g["event"]!).Distinct().Count());
    }

    [Fact]
    public async Task The_server_pings_and_answers_pings()
    {
        await using var client = await StartAsync(new StubApp { PingEvery = TimeSpan.FromMilliseconds(200) });
        await client.PrintsAsync("ping", Cancel, 3);
        await client.PrintsAsync("pong", Cancel); // It asks every five seconds.
        Assert.Equal([1], client.Stub.Sockets.Open);
    }

    [Fact]
    public async Task A_ticket_works_once_and_a_wrong_token_never()
    {
        await using var client = await StartAsync();
        var used = new Uri((string)client.Stub.RequestsOf("apps.connections.open")[0].Answer!["url"]!);
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => socket.ConnectAsync(used, Cancel));
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", client.Stub.Workspace.Token);
        using var response = await http.PostAsync(new Uri(client.Stub.ApiUrl + "apps.connections.open"), null, Cancel);
        Assert.Equal("not_allowed_token_type", (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["error"]!);
    }

    private Task<BoltApp> StartAsync(StubApp? app = null) =>
        BoltApp.StartClientAsync(stub => _ana = stub.AddWorkspace().AddPerson("Ana"), Cancel, app);
}
