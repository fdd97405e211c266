using System.Net;
using System.Text;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;
using static ReflectionBot.Tests.Web.WebHost;

namespace ReflectionBot.Tests.Web;

/// <summary>Every way a body can be wrong: a clear refusal, and nothing reaches the bot.</summary>
public sealed class WrongBodyTests
{
    private const string Activities = WrongTests.Activities;

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{\"type\":7}")]
    [InlineData("{\"text\":\"no type\"}")]
    [InlineData("{\"type\":\"message\",\"text\":\"\\ud800\"}")]
    [InlineData("{\"type\":\"message\",\"timestamp\":\"yesterday\"}")]
    [InlineData("{\"type\":\"message\",\"attachments\":7}")]
    [InlineData("{\"type\":\"messageUpdate\",\"replyToId\":\"OWN\"}")]
    [InlineData("{\"type\":\"message\",\"value\":{\"rb\":{}}}")]
    [InlineData("{\"type\":\"message\",\"value\":{\"rb\":\"next\"}}")]
    [InlineData("{\"type\":\"message\",\"value\":{\"rb\":{\"verb\":\"next\",\"rev\":\"1\"}}}")]
    [InlineData("{\"type\":\"message\",\"value\":{\"rb\":{\"verb\":\"next\",\"rev\":1.5}}}")]
    [InlineData("{\"type\":\"message\",\"value\":{\"rb\":{\"verb\":\"next\",\"item\":7}}}")]
    [InlineData("{\"type\":\"message\",\"value\":{\"rb\":{\"verb\":\"\\ud800\"}}}")]
    [InlineData("{\"type\":\"message\",\"value\":{\"rb\":{\"verb\":\"next\"},\"a\":\"\\udc00\"}}")]
    [InlineData("{\"type\":\"message\",\"value\":{\"rb\":{\"verb\":\"next\"},\"\\ud800\":\"a\"}}")]
    [InlineData("{\"type\":\"message\",\"channelData\":{\"clientActivityID\":7}}")]
    [InlineData("{\"type\":\"message\",\"channelData\":{\"clientActivityID\":\"\"}}")]
    [InlineData("{\"type\":\"message\",\"channelData\":{\"clientActivityID\":\"\\ud800\"}}")]
    public async Task A_malformed_body_is_refused_and_reaches_nobody(string body)
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        var own = WebKeys.Message("d-ana", "ana", "1");

        using var json = new StringContent(body.Replace("OWN", own, StringComparison.Ordinal), Encoding.UTF8, "application/json");
        await RefusedAsync(await host.SendAsync(HttpMethod.Post, Activities, token, json), 400, "BadSyntax");

        Assert.Empty(host.Turns.Events);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_a_wrong_content_type_and_deep_nesting_are_refused()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        using var bytes = new ByteArrayContent([.. "{\"type\":\"message\",\"text\":\""u8, 0xff, 0xfe, .. "\"}"u8]);
        bytes.Headers.ContentType = new("application/json");
        using var text = new StringContent("{\"type\":\"message\",\"text\":\"x\"}", Encoding.UTF8, "text/plain");
        using var deep = new StringContent("{\"type\":\"message\",\"value\":" + new string('[', 500) + new string(']', 500) + "}", Encoding.UTF8, "application/json");

        foreach (var content in new HttpContent[] { bytes, text, deep })
        {
            await RefusedAsync(await host.SendAsync(HttpMethod.Post, Activities, token, content), 400, "BadSyntax");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_oversized_body_is_refused_with_its_limit_whether_or_not_it_says_its_length(bool saysLength)
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        var json = "{\"type\":\"message\",\"text\":\"" + new string('a', 256 * 1024) + "\"}";
        using var content = saysLength ? new StringContent(json, Encoding.UTF8, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) : (HttpContent)new Unmeasured(json, "application/json");

        var response = await host.SendAsync(HttpMethod.Post, Activities, token, content);

        Assert.Contains("256 KB", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await RefusedAsync(response, 413, "MessageSizeTooBig");
        Assert.Empty(host.Turns.Events);
    }

    [Fact]
    public async Task An_oversized_broken_or_endless_upload_is_refused()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        const string upload = "/v3/directline/conversations/d-ana/upload";
        using var large = new ByteArrayContent(new byte[(10 * 1024 * 1024) + 1]);
        using var unmeasured = new Unmeasured(new string('x', (10 * 1024 * 1024) + 1), "image/png");
        using var broken = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc", Encoding.UTF8);
        broken.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        using var noBoundary = new StringContent("x");
        noBoundary.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data");
        using var many = new MultipartFormDataContent();
        for (var i = 0; i < 30; i++)
        {
            many.Add(new StringContent("x"), "file", $"{i}.png");
        }

        await RefusedAsync(await host.SendAsync(HttpMethod.Post, upload, token, large), 413, "MessageSizeTooBig");
        await RefusedAsync(await host.SendAsync(HttpMethod.Post, upload, token, unmeasured), 413, "MessageSizeTooBig");
        await RefusedAsync(await host.SendAsync(HttpMethod.Post, upload, token, broken), 400, "BadSyntax");
        await RefusedAsync(await host.SendAsync(HttpMethod.Post, upload, token, noBoundary), 400, "BadSyntax");
        await RefusedAsync(await host.SendAsync(HttpMethod.Post, upload, token, many), 400, "BadSyntax");
        Assert.Empty(host.Turns.Events);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999999")]
    public async Task A_watermark_that_is_none_is_refused(string watermark)
    {
        await using var host = await WebHost.StartAsync();

        await RefusedAsync(await host.SendAsync(HttpMethod.Get, $"{Activities}?watermark={watermark}", await host.TokenAsync()), 400, "BadSyntax");
    }

    [Fact]
    public async Task A_client_id_that_is_too_long_is_refused_and_too_many_fields_are()
    {
        await using var host = await WebHost.StartAsync();
        var token = await host.TokenAsync();
        var value = new Dictionary<string, object> { ["rb"] = new { verb = "submit" }, ["a"] = new string('x', ReflectionLimits.Answer * 2) };
        var many = Enumerable.Range(0, 61).ToDictionary(i => $"f{i}", object (_) => "x");
        many["rb"] = new { verb = "submit" };

        await JsonAsync(await host.PostAsync(token, "d-ana", Message("x", new string('c', 128))));
        await RefusedAsync(await host.PostAsync(token, "d-ana", Message("x", new string('c', 129))), 400, "BadSyntax");
        await RefusedAsync(await host.PostAsync(token, "d-ana", new { type = "message", value = many }), 400, "BadSyntax");
        Assert.Single(host.Turns.Events);

        // A field longer than any answer goes to whoever takes the form, and is refused there in a sentence for people; the others are kept.
        await JsonAsync(await host.PostAsync(token, "d-ana", new { type = "message", value }));
        Assert.Equal(ReflectionLimits.Answer + 1, Assert.IsType<ActionInvoked>(host.Turns.Events.Last()).Fields["a"].Length);
    }

    /// <summary>A body without Content-Length.</summary>
    private sealed class Unmeasured : HttpContent
    {
        private readonly byte[] _bytes;

        public Unmeasured(string text, string type)
        {
            _bytes = Encoding.UTF8.GetBytes(text);
            Headers.ContentType = new(type);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(_bytes, 0, _bytes.Length);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
