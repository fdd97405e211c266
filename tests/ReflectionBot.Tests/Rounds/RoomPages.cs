using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Rounds;

/// <summary>What a browser does that opens a personal link: the pages and the chat behind it.</summary>
internal static class RoomPages
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<(JsonNode Body, string Cookie)> JoinAsync(TestBot bot, Uri link)
    {
        using var joined = await PageAsync(bot, "/web/join", new { invite = link.Fragment["#invite=".Length..] }, null);
        var text = await joined.Content.ReadAsStringAsync(Cancel);
        Assert.True(joined.IsSuccessStatusCode, text);
        return (JsonNode.Parse(text)!, joined.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    public static Task<HttpResponseMessage> PageAsync(TestBot bot, string path, object? body, string? cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Origin", bot.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return bot.Http.SendAsync(request, Cancel);
    }

    public static async Task<Uri> LastLinkAsync(TestBot bot) =>
        new(Regex.Matches((await bot.Script.HistoryAsync("ewa"))[^1].Text, @"http\S+#invite=[\w.-]+")[^1].Value);

    public static async Task<string> LastCodeAsync(TestBot bot) =>
        Regex.Match((await bot.Script.HistoryAsync("ewa"))[^1].Text, "that was not me ([A-Z0-9]{4})").Groups[1].Value;

    public static async Task SayAsync(TestBot bot, JsonNode conversation, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{conversation["id"]}/activities") { Content = JsonContent.Create(new { type = "message", text }) };
        request.Headers.Authorization = new("Bearer", (string)conversation["token"]!);
        using var response = await bot.Http.SendAsync(request, Cancel);
        Assert.True(response.IsSuccessStatusCode);
    }

    public static async Task<string> ReadAsync(TestBot bot, JsonNode conversation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{conversation["id"]}/activities");
        request.Headers.Authorization = new("Bearer", (string)conversation["token"]!);
        using var response = await bot.Http.SendAsync(request, Cancel);
        return await response.Content.ReadAsStringAsync(Cancel);
    }
}
