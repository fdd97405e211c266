using System.Net;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Teams.Doctor;

/// <summary>
/// Checks that the bot answers at its public address: <c>GET /health</c>, and <c>POST /api/messages</c> without a token, which must be refused. The
/// check runs from this machine; Azure connects from the internet.
/// </summary>
internal sealed class TeamsReachCheck(HttpClient http, string publicUrl)
{
    private const string Subject = PublicAddress.Subject;
    private const string EndpointSubject = "Endpoint";

    private readonly PublicAddress _address = new(http, publicUrl, "Azure", "the messaging endpoint");

    /// <summary>Both findings; the second only where the first is not wrong.</summary>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (publicUrl.Length == 0)
        {
            return [Finding.Wrong(Subject, "PublicUrl is not set. Set it to the https address at which the internet reaches the bot, e.g. https://reflect.example.org, and give the Azure Bot the messaging endpoint {PublicUrl}/api/messages.")];
        }

        if (!Uri.TryCreate(publicUrl, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
        {
            return [Finding.Wrong(Subject, "PublicUrl is no https address. Azure Bot Service sends to https only: put a proxy with a certificate in front of the bot, and set PublicUrl to its address.")];
        }

        if (LocalHosts.IsName(url.Host) || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && LocalHosts.IsAddress(address)))
        {
            return [Finding.Wrong(Subject, "PublicUrl is an address of this very machine, which Azure cannot reach. Set it to the one that the internet reaches.")];
        }

        var health = await _address.HealthAsync(cancel);
        if (health.Outcome == Outcome.Wrong)
        {
            return [health];
        }

        var refuses = await _address.RefusesAsync(
            EndpointSubject, TeamsEndpoint.Path, $"{publicUrl}{TeamsEndpoint.Path} refuses a request without a token, as it should. The Azure Bot's \"Messaging endpoint\" must be exactly this address.",
            status => $"token ({(int)status}). Either this is not the bot, or its development switch is on behind a proxy. Stop it until that is clear.", cancel);
        return [health, refuses];
    }
}
