using System.Text.Json.Nodes;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>One exchange between the Playground and the bot that the Playground wrote down.</summary>
/// <param name="ToBot">The Playground's activity to the bot; otherwise the bot's call of the connector.</param>
/// <param name="Time">When, in milliseconds of Unix time: of a request to the bot its start, of the bot's call its end.</param>
/// <param name="Method">Of the request.</param>
/// <param name="Path">Of the bot's call, e.g. <c>/_connector/v3/conversations/{id}/activities</c>, escaped.</param>
/// <param name="Body">The request's body.</param>
/// <param name="Status">Of the response.</param>
/// <param name="Answer">The response's body, if it is JSON.</param>
public sealed record Exchange(bool ToBot, long Time, string Method, string Path, JsonObject Body, int Status, JsonNode? Answer)
{
    /// <summary>The address's parts after <c>v3</c>, unescaped.</summary>
    public IReadOnlyList<string> Parts => [.. Path.Split('?')[0].Split('/').SkipWhile(p => p != "v3").Skip(1).Select(Uri.UnescapeDataString)];
}

/// <summary>
/// The file that the Playground writes with <c>--enable-events-recording</c>. Every exchange is in it before the bot has its answer, so what the
/// bot waited for can be read at once. An activity that the bot did not answer with 2xx is not in it.
/// </summary>
/// <param name="file">The file; it comes to be with the first exchange.</param>
public sealed class PlaygroundRecording(string file)
{
    private const string End = "\n---\n";
    private const string FromBot = "User Application -> ";

    private readonly List<Exchange> _read = [];
    private int _used;

    /// <summary>All exchanges so far, in the order in which they ended.</summary>
    public IReadOnlyList<Exchange> Read()
    {
        lock (_read)
        {
            var text = File.Exists(file) ? Open() : "";
            for (var end = text.IndexOf(End, _used, StringComparison.Ordinal); end >= 0; end = text.IndexOf(End, _used, StringComparison.Ordinal))
            {
                _read.Add(Parse(JsonNode.Parse(text[_used..end])!));
                _used = end + End.Length;
            }

            return [.. _read];
        }
    }

    private string Open()
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static Exchange Parse(JsonNode item)
    {
        var (request, response) = (item["request"]!, item["response"]!);
        return new(
            !((string)item["direction"]!).StartsWith(FromBot, StringComparison.Ordinal), (long)item["timestamp"]!, (string)request["method"]!, (string)request["url"]!,
            request["body"] as JsonObject ?? [], (int)response["statusCode"]!, response["body"] is JsonValue ? null : response["body"]);
    }
}
