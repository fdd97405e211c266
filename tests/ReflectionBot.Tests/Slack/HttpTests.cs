using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ReflectionBot.Channels.Slack.Inbound;
using static ReflectionBot.Channels.Slack.Inbound.SlackHttpEndpoints;

namespace ReflectionBot.Tests.Slack;

/// <summary>Slack's three addresses on a real server.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private const string Event = """{"type":"event_callback","event_id":"Ev1","team_id":"T1","event":{"type":"message","text":"words of somebody é 🙂"}}""";
    private const string CommandsPath = SlackHttpEndpoints.Commands;
    private const string Command = "command=%2Freflect&text=help+me%20%C3%A9%2B&team_id=T1&user_id=U1&trigger_id=1.2.a";

    private HttpHost _host = null!;

    private static string Payload(string json) => "payload=" + Uri.EscapeDataString(json);

    public async ValueTask InitializeAsync() => _host = await HttpHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_event_is_handed_on_as_it_came()
    {
        Assert.Equal((200, null, ""), await _host.PostAsync(Events, Event, change: r => r.Headers.Add("X-Slack-Retry-Num", "2")));
        var arrival = Assert.Single(_host.Arrived);
        Assert.Equal((SlackArrivalKind.Event, 2, Event), (arrival.Kind, arrival.Retry, arrival.Payload.GetRawText()));
    }

    [Fact]
    public async Task An_interaction_is_the_JSON_of_its_one_field()
    {
        Assert.Equal(200, (await _host.PostAsync(Interactions, Payload("""{"type":"block_actions","x":"a+b & c=d"}"""))).Status);
        var arrival = Assert.Single(_host.Arrived);
        Assert.Equal((SlackArrivalKind.Interaction, 0, "a+b & c=d"), (arrival.Kind, arrival.Retry, arrival.Payload.GetProperty("x").GetString()));
    }

    [Fact]
    public async Task A_command_is_a_flat_object_of_its_fields()
    {
        Assert.Equal(200, (await _host.PostAsync(CommandsPath, Command, "application/x-www-form-urlencoded; charset=utf-8")).Status);
        var arrival = Assert.Single(_host.Arrived);
        Assert.Equal(SlackArrivalKind.Command, arrival.Kind);
        Assert.Equal("""{"command":"/reflect","text":"help me é+","team_id":"T1","user_id":"U1","trigger_id":"1.2.a"}""", JsonNode.Parse(arrival.Payload.GetRawText())!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("3", 3)]
    [InlineData("99", 99)]
    [InlineData("100", 0)]
    [InlineData("-1", 0)]
    [InlineData("1.5", 0)]
    [InlineData("many", 0)]
    [InlineData("99999999999999999999", 0)]
    public async Task The_count_of_repeats_is_read_as_a_small_number(string header, int retry)
    {
        await _host.PostAsync(Events, Event, change: r => r.Headers.TryAddWithoutValidation("X-Slack-Retry-Num", header));
        Assert.Equal(retry, Assert.Single(_host.Arrived).Retry);
    }

    [Fact]
    public async Task The_challenge_is_answered()
    {
        var (status, type, body) = await _host.PostAsync(Events, """{"token":"x","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P","type":"url_verification"}""");
        Assert.Equal((200, "application/json", """{"challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}"""), (status, type, body));
        Assert.Empty(_host.Arrived);
    }

    [Theory]
    [InlineData(Interactions)]
    [InlineData(CommandsPath)]
    public async Task The_look_at_the_certificate_is_answered(string path)
    {
        Assert.Equal(200, (await _host.PostAsync(path, "ssl_check=1&token=x")).Status);
        Assert.Empty(_host.Arrived);
    }

    [Theory]
    [InlineData(Events, true, false, 200)]
    [InlineData(Events, true, true, 200)]
    [InlineData(Events, false, false, 503)]
    [InlineData(Events, false, true, 503)]
    [InlineData(Interactions, true, false, 200)]
    [InlineData(Interactions, true, true, 200)]
    [InlineData(Interactions, false, false, 503)]
    [InlineData(Interactions, false, true, 200)]
    [InlineData(CommandsPath, true, true, 200)]
    [InlineData(CommandsPath, false, false, 503)]
    [InlineData(CommandsPath, false, true, 200)]
    public async Task The_answer_says_whether_it_was_taken(string path, bool taken, bool says, int expected)
    {
        _host.Receive = (_, _) => Task.FromResult(new SlackAck(taken, says ? new JsonObject { ["text"] = "<b> not saved" } : null));
        var (status, type, body) = await _host.PostAsync(path, path == Events ? Event : path == CommandsPath ? Command : Payload("{}"));
        Assert.Equal(expected, status);
        Assert.Equal(status == 200 && says ? "application/json" : null, type);
        Assert.Equal(status == 200 && says ? "<b> not saved" : null, body.Length == 0 ? null : (string?)JsonNode.Parse(body)!["text"]);
        Assert.Equal(taken ? 0 : 1, _host.Log.Count(LogLevel.Error));
    }

    [Fact]
    public async Task A_dispatcher_that_throws_is_not_taken_and_no_500()
    {
        _host.Receive = (_, _) => throw new InvalidOperationException("words of somebody");
        Assert.Equal(503, (await _host.PostAsync(Events, Event)).Status);
        Assert.DoesNotContain("words of", _host.Log.Lines, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string?, int> Broken => new()
    {
        { Events, "", null, 400 },
        { Events, "{", null, 400 },
        { Events, "[]", null, 400 },
        { Events, "null", null, 400 },
        { Events, "\"text\"", null, 400 },
        { Events, "{} {}", null, 400 },
        { Events, "\uFEFF{}", null, 400 },
        { Events, string.Concat(Enumerable.Repeat("""{"a":""", 100)) + "1" + new string('}', 100), null, 400 },
        { Events, new string('[', 100_000), null, 400 },
        { Events, """{"type":"url_verification"}""", null, 400 },
        { Events, """{"type":"url_verification","challenge":5}""", null, 400 },
        { Events, """{"type":"url_verification","challenge":""}""", null, 400 },
        { Events, """{"type":"url_verification","challenge":"\ud800"}""", null, 400 },
        { Events, $$"""{"type":"url_verification","challenge":"{{new string('x', 1001)}}"}""", null, 400 },
        { Events, Event, "text/plain", 415 },
        { Events, Event, "application/json; charset=utf-16", 415 },
        { Events, Event, "application/x-www-form-urlencoded", 415 },
        { Interactions, "", null, 400 },
        { Interactions, "payload", null, 400 },
        { Interactions, "payload=", null, 400 },
        { Interactions, "payload=%7B", null, 400 },
        { Interactions, "payload=5", null, 400 },
        { Interactions, "payload=%7B%7D&payload=%7B%7D", null, 400 },
        { Interactions, "payload=%7B%7D&pay%6Coad=%7B%7D", null, 400 },
        { Interactions, "payload=%7B%7D&", null, 400 },
        { Interactions, "=%7B%7D", null, 400 },
        { Interactions, "other=%7B%7D", null, 400 },
        { Interactions, "payload=%7", null, 400 },
        { Interactions, "payload=%zz", null, 400 },
        { Interactions, "payload=%7B%22a%22%3A%22%FF%22%7D", null, 400 },
        { Interactions, "payload=%7B%22a%22%3A%22%C0%80%22%7D", null, 400 },
        { Interactions, "payload=%7B%22a%22%3A%22%ED%A0%80%22%7D", null, 400 },
        { Interactions, "payload=" + new string('[', 100_000), null, 400 },
        { Interactions, "payload=%7B%7D", "application/json", 415 },
        { Interactions, "payload=%7B%7D", "multipart/form-data; boundary=x", 415 },
        { CommandsPath, "", null, 400 },
        { CommandsPath, "text=no+command", null, 400 },
        { CommandsPath, "command=", null, 400 },
        { CommandsPath, "command=%2Fa&user_id=U1&user_id=U2", null, 400 },
        { CommandsPath, "ssl_check=1&ssl_check=1", null, 400 },
        { CommandsPath, "command=%2Fa&" + string.Join('&', Enumerable.Range(0, 100).Select(i => $"f{i}=x")), null, 400 },
        { CommandsPath, """{"command":"/a"}""", "application/json", 415 },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_no_request_of_Slack_is_refused_though_it_is_signed(string path, string body, string? type, int status)
    {
        Assert.Equal(status, (await _host.PostAsync(path, body, type)).Status);
        Assert.Empty(_host.Arrived);
    }

    [Theory]
    [InlineData(Events)]
    [InlineData(Interactions)]
    [InlineData(CommandsPath)]
    public async Task Bytes_that_are_no_UTF_8_are_refused(string path)
    {
        byte[] bad = [.. Encoding.UTF8.GetBytes(path == Events ? """{"a":" """ : "command="), 0xff, 0xc0, .. Encoding.UTF8.GetBytes(path == Events ? "\"}" : "")];
        Assert.Equal(400, (await _host.PostAsync(path, bad)).Status);
        Assert.Empty(_host.Arrived);
    }

    [Fact]
    public async Task A_large_body_is_taken_and_a_larger_one_is_not()
    {
        string Of(int bytes) => $$"""{"a":"{{new string('x', bytes - 8)}}"}""";
        Assert.Equal(200, (await _host.PostAsync(Events, Of(MostBytes))).Status);
        Assert.Equal(413, (await _host.PostAsync(Events, Of(MostBytes + 1), change: r => r.Headers.ExpectContinue = true)).Status); // Else the server hangs up on a client that still writes.
        Assert.Equal(413, (await _host.PostAsync(Events, Of(MostBytes + 1), change: r => (r.Headers.ExpectContinue, r.Headers.TransferEncodingChunked) = (true, true))).Status);
        Assert.Single(_host.Arrived);
    }

    public static TheoryData<string, string> NotSigned => [.. from path in (string[])[Events, Interactions, CommandsPath] from how in Ways.Keys select (path, how)];

    private static readonly Dictionary<string, Action<HttpRequestMessage>> Ways = new()
    {
        ["no signature"] = r => r.Headers.Remove(SlackSignature.Header),
        ["no time"] = r => r.Headers.Remove(SlackSignature.TimestampHeader),
        ["two signatures"] = r => r.Headers.Add(SlackSignature.Header, "v0=00"),
        ["another signature"] = r => Set(r, SlackSignature.Header, "v0=" + new string('a', 64)),
        ["another time"] = r => Set(r, SlackSignature.TimestampHeader, "1531420619"),
        ["a body that was changed"] = r => r.Content = new StringContent("""{"type":"url_verification","challenge":"x"}""", Encoding.UTF8, "application/json"),
        ["a body that is no JSON"] = r => r.Content = new StringContent("{", Encoding.UTF8, "application/json"),
        ["a form with a broken escape"] = r => r.Content = new StringContent("payload=%zz", Encoding.UTF8, "application/x-www-form-urlencoded"),
        ["a look at the certificate"] = r => r.Content = new StringContent("ssl_check=1", Encoding.UTF8, "application/x-www-form-urlencoded"),
        ["no content type"] = r => r.Content = new ByteArrayContent([1, 2, 3]),
    };

    /// <summary>That it is 401 for every body and type shows that none was looked at: read first, some would be 400, 415 or 200.</summary>
    [Theory]
    [MemberData(nameof(NotSigned))]
    public async Task What_is_not_signed_is_refused_before_anything_is_read(string path, string how)
    {
        Assert.Equal((401, null, ""), await _host.PostAsync(path, path == Events ? Event : Command, change: Ways[how]));
        Assert.Empty(_host.Arrived);
        Assert.StartsWith("Information: A request that claimed to come from Slack was refused: ", _host.Log.Lines, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', _host.Log.Lines.Trim());
    }

    public static TheoryData<string, string> Off => new()
    {
        { "Transport=Socket;SigningSecret=" + SignatureTests.Secret, SlackRules.Off },
        { "SigningSecret=" + SignatureTests.Secret, SlackRules.Off },
        { "Transport=Http", SlackRules.NotConfigured },
        { "Transport=Http;SigningSecret= ", SlackRules.NotConfigured },
        { "", SlackRules.Off },
    };

    [Theory]
    [MemberData(nameof(Off))]
    public async Task Where_Slack_does_not_come_by_HTTP_everything_is_refused(string settings, string rule)
    {
        ArgumentNullException.ThrowIfNull(settings);
        await using var host = await HttpHost.StartAsync([.. settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=')).Select(s => (s[0], s[1]))]);
        Assert.Equal(401, (await host.PostAsync(Events, Event)).Status);
        Assert.Equal(401, (await host.PostAsync(Interactions, Payload("{}"))).Status);
        Assert.Equal(401, (await host.PostAsync(CommandsPath, "ssl_check=1")).Status);
        Assert.Empty(host.Arrived);
        Assert.Contains(rule, host.Log.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_hangs_up_in_the_middle_disturbs_nobody()
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(_host.Address.Host, _host.Address.Port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST {Events} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{{"), TestContext.Current.CancellationToken);
        }

        Assert.Equal(200, (await _host.PostAsync(Events, Event)).Status);
        Assert.Equal(0, _host.Log.Count(LogLevel.Error));
    }

    [Fact]
    public async Task The_log_has_nothing_of_a_request()
    {
        _host.Receive = (_, _) => Task.FromResult(SlackAck.NotTaken);
        await _host.PostAsync(Events, Event);
        await _host.PostAsync(CommandsPath, Command, change: r => r.Headers.Remove(SlackSignature.Header));
        Assert.All(["words of", "help", "U1", "T1", "v0=", SignatureTests.Secret], secret => Assert.DoesNotContain(secret, _host.Log.Lines, StringComparison.Ordinal));
    }

    /// <summary>Whatever is signed gets an answer, and never a 500.</summary>
    [Fact]
    public async Task Thousands_of_broken_bodies_break_nothing()
    {
        var random = new Random(20261124);
        byte[][] good = [Encoding.UTF8.GetBytes(Event), Encoding.UTF8.GetBytes(Payload("""{"type":"block_actions","user":{"id":"U1"}}""")), Encoding.UTF8.GetBytes(Command)];
        string[] paths = [Events, Interactions, CommandsPath];
        for (var i = 0; i < 1500; i++)
        {
            var body = good[i % 3].ToArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            Assert.Contains((await _host.PostAsync(paths[i % 3], body)).Status, (int[])[200, 400]);
        }
    }

    private static void Set(HttpRequestMessage request, string header, string value)
    {
        request.Headers.Remove(header);
        request.Headers.Add(header, value);
    }
}
