using Microsoft.IdentityModel.Protocols;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>Fetches the two public documents that say which keys sign requests: the OpenID metadata, and the key list it points to.</summary>
internal sealed class MetadataDocuments(IHttpClientFactory http) : IDocumentRetriever
{
    /// <summary>The name of the HTTP client; its timeout and size limit are set where it is registered.</summary>
    public const string Client = "teams-metadata";

    /// <inheritdoc/>
    /// <exception cref="IOException">The address is not https.</exception>
    /// <exception cref="HttpRequestException">No answer, not 200, or too much.</exception>
    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        if (!LocalHosts.IsSafe(address))
        {
            throw new IOException("The address of the keys is not https.");
        }

        using var client = http.CreateClient(Client);
        return await client.GetStringAsync(new Uri(address, UriKind.Absolute), cancel);
    }
}
