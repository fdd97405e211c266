using System.Text.Json;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Slack.Doctor;

/// <summary>
/// Checks that this machine reaches the Web API (<c>api.test</c>, without a token), and for HTTP compares its clock with Slack's: a request is
/// refused if they differ by more than five minutes.
/// </summary>
internal sealed class ApiCheck(HttpClient http, SlackOptions options, TimeProvider time)
{
    private const string Subject = "Slack";

    /// <summary>One or both findings.</summary>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var (api, date) = await AskAsync(cancel);
        return options.Transport == SlackTransport.Http ? [api, ClockCheck.Look("Slack", date, time.GetUtcNow())] : [api];
    }

    private async Task<(Finding Api, DateTimeOffset? Date)> AskAsync(CancellationToken cancel)
    {
        var url = new Uri(new Uri(options.ApiUrl), "api.test");
        try
        {
            using var answer = await http.PostAsync(url, null, cancel);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            var isSlack = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True;
            return (isSlack ? Finding.Ok(Subject, $"{url.Host} answers.") : NotSlack(url.Host), answer.Headers.Date);
        }
        catch (JsonException)
        {
            return (NotSlack(url.Host), null);
        }
        catch (HttpRequestException e)
        {
            return (Finding.Wrong(Subject, $"{url.Host} cannot be reached ({Connections.Why(e)}). Check that a proxy or firewall lets this machine reach it{(options.Transport == SlackTransport.Socket ? ", and wss://*.slack.com" : "")}."), null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (Finding.Wrong(Subject, $"{url.Host} gives no answer. Check that a proxy or firewall lets this machine reach it."), null);
        }
    }

    private static Finding NotSlack(string host) =>
        Finding.Wrong(Subject, $"What {host} answers is not Slack; perhaps a proxy's own page. Check Slack:ApiUrl, and what stands between this machine and the internet.");
}
