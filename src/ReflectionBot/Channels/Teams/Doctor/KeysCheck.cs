using System.Text.Json;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Teams.Doctor;

/// <summary>
/// Checks the keys that sign the requests of Teams, fetched from the same address as by the bot. Also compares this machine's clock with that host's:
/// a token is refused if they differ by more than five minutes.
/// </summary>
internal sealed class KeysCheck(HttpClient http, string metadata, TimeProvider time)
{
    private const string Subject = "Keys";

    /// <summary>Both findings.</summary>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (!LocalHosts.IsSafe(metadata))
        {
            return [Finding.Wrong(Subject, "Teams:OpenIdMetadata is no https address. Leave it out unless the tenant is in Azure Government or Azure China.")];
        }

        var host = new Uri(metadata).Host;
        DateTimeOffset? date = null;
        Finding keys;
        try
        {
            var (document, sent) = await GetAsync(metadata, cancel);
            date = sent;
            keys = Address(document) is not { } address || !LocalHosts.IsSafe(address) ? NotExpected(host)
                : Endorsed((await GetAsync(address, cancel)).Document) is var endorsed and > 0 ? Finding.Ok(Subject, $"{host} publishes keys for Teams ({endorsed}).")
                : Finding.Wrong(Subject, $"{host} publishes no key for Teams. Leave Teams:OpenIdMetadata out unless the tenant is in Azure Government or Azure China.");
        }
        catch (JsonException)
        {
            keys = NotExpected(host);
        }
        catch (HttpRequestException e)
        {
            keys = e.StatusCode is { } status ? Finding.Wrong(Subject, $"{host} answers {(int)status} instead of the keys. Check Teams:OpenIdMetadata, and what stands between this machine and the internet.")
                : Finding.Wrong(Subject, $"{host} cannot be reached ({Connections.Why(e)}). Every request of Teams would be refused. Check that a proxy or firewall lets this machine reach it.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            keys = Finding.Wrong(Subject, $"{host} gives no answer. Every request of Teams would be refused. Check that a proxy or firewall lets this machine reach it.");
        }

        return [keys, ClockCheck.Look(host, date, time.GetUtcNow())];
    }

    private static Finding NotExpected(string host) =>
        Finding.Wrong(Subject, $"What {host} answers is not the list of keys; perhaps a proxy's own page. Check Teams:OpenIdMetadata, and what stands between this machine and the internet.");

    private async Task<(JsonElement Document, DateTimeOffset? Date)> GetAsync(string address, CancellationToken cancel)
    {
        using var answer = await http.GetAsync(new Uri(address, UriKind.Absolute), cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException("Not the keys.", null, answer.StatusCode);
        }

        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
        return (json.RootElement.Clone(), answer.Headers.Date);
    }

    private static string? Address(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("jwks_uri", out var address) && address.ValueKind == JsonValueKind.String ? address.GetString() : null;

    /// <summary>How many keys may sign for Teams.</summary>
    private static int Endorsed(JsonElement document) =>
        document.ValueKind != JsonValueKind.Object || !document.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array ? 0
        : keys.EnumerateArray().Count(key => key.ValueKind == JsonValueKind.Object && key.TryGetProperty("endorsements", out var channels) && channels.ValueKind == JsonValueKind.Array
            && channels.EnumerateArray().Any(c => c.ValueKind == JsonValueKind.String && c.GetString() == "msteams"));
}
