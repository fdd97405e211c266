using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ReflectionBot.Channels.Teams.Inbound;

/// <summary>
/// The keys that sign requests, as Azure Bot Service publishes them. They are fetched when first needed, once a day, and when a token names an
/// unknown key (keys rotate). This replaces the library's <c>ConfigurationManager</c>, which reads the machine's clock and refreshes in the
/// background, so that it would refuse the first requests after a rotation.
/// </summary>
internal sealed partial class SigningKeys(MetadataDocuments documents, IOptions<TeamsOptions> options, TimeProvider time, ILogger<SigningKeys> log) : IDisposable
{
    /// <summary>The age at which keys are fetched again.</summary>
    internal static readonly TimeSpan FetchAfter = TimeSpan.FromHours(24);

    /// <summary>How long keys remain valid while newer ones cannot be fetched: as long as Microsoft's own SDK keeps them.</summary>
    internal static readonly TimeSpan GoodFor = TimeSpan.FromDays(5);

    /// <summary>The least time between two fetches while there are keys, so that forged key ids cannot make the bot flood the publisher with requests.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>The least time between two fetches while there are no keys; short, so that a network that starts late causes little delay.</summary>
    internal static readonly TimeSpan PauseWithoutKeys = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _one = new(1);
    private volatile Published? _published;
    private DateTimeOffset _nextFetch = DateTimeOffset.MinValue;
    private bool _isAway;

    /// <summary>Whether there are any valid keys.</summary>
    public bool AreThere => Current is not null;

    private Published? Current => _published is { } keys && time.GetUtcNow() - keys.At < GoodFor ? keys : null;

    /// <summary>Finds a key. It may have to be fetched first, which takes a few seconds at most.</summary>
    /// <param name="id">The token's <c>kid</c>, compared exactly.</param>
    /// <param name="cancel">Ends the wait, not a fetch that others wait for too.</param>
    /// <returns>Null where no such key is published, or nothing could be fetched.</returns>
    public async Task<PublishedKey?> FindAsync(string id, CancellationToken cancel)
    {
        var seen = Current;
        var isKnown = seen?.Keys.ContainsKey(id) == true;
        if (!isKnown)
        {
            await _one.WaitAsync(cancel);
        }
        else if (time.GetUtcNow() - seen!.At < FetchAfter || !await _one.WaitAsync(TimeSpan.Zero, cancel))
        {
            return seen.Keys[id]; // The keys are fresh; or old, and another request is already fetching.
        }

        try
        {
            await FetchUnlessJustDoneAsync(seen);
        }
        finally
        {
            _one.Release();
        }

        return Current?.Keys.GetValueOrDefault(id);
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task FetchUnlessJustDoneAsync(Published? seen)
    {
        if (ReferenceEquals(Current, seen) && time.GetUtcNow() >= _nextFetch)
        {
            await FetchAsync();
            _nextFetch = time.GetUtcNow() + (AreThere ? Pause : PauseWithoutKeys);
        }
    }

    /// <summary>Not cancelled with the request that started it: other requests wait for it, and the HTTP client has a timeout. On failure the old keys are kept.</summary>
    private async Task FetchAsync()
    {
        try
        {
            var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(options.Value.OpenIdMetadata, documents, CancellationToken.None);
            var keys = PublishedKey.Among(metadata.JsonWebKeySet?.Keys ?? []);
            if (keys.Count == 0)
            {
                throw new IOException("There are no keys in it.");
            }

            _published = new(keys, time.GetUtcNow());
            Say(isAway: false, "");
        }
        catch (Exception e) when (e is not OutOfMemoryException) // The document is untrusted, and its parser can throw any exception.
        {
            Say(isAway: true, e is OperationCanceledException or HttpRequestException { StatusCode: null } ? "no answer" : "not the expected answer");
        }
    }

    /// <summary>Logs a change of state once, not with every request.</summary>
    private void Say(bool isAway, string reason)
    {
        if (isAway && !_isAway)
        {
            LogAway(new Uri(options.Value.OpenIdMetadata).Host, reason);
        }
        else if (!isAway && _isAway)
        {
            LogBack();
        }

        _isAway = isAway;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys that sign the requests of Teams could not be fetched from {Host}: {Reason}. Requests signed with keys that are not known yet are refused until they can be. Check Teams:OpenIdMetadata, and that a proxy or firewall lets this machine reach that host.")]
    private partial void LogAway(string host, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The keys that sign the requests of Teams were fetched again.")]
    private partial void LogBack();

    private sealed record Published(IReadOnlyDictionary<string, PublishedKey> Keys, DateTimeOffset At);
}
