using ReflectionBot.Application.Tables;
using ReflectionBot.Checks;
using ReflectionBot.Storage.AzureTables;

namespace ReflectionBot.Storage;

/// <summary>The configuration section <c>Storage</c>. Without a connection string or an endpoint, everything is stored in one SQLite file.</summary>
public sealed class StorageOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Storage";

    /// <summary>Connection string of an Azure storage account; null or empty for none. Excludes <see cref="Endpoint"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Table address of an Azure storage account, <c>https://account.table.core.windows.net</c>, reached with the identity of the host
    /// (environment, managed identity, <c>az login</c>); null or empty for none. Excludes <see cref="ConnectionString"/>.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The one table of the storage account; not used with SQLite. 3 to 63 letters and digits, the first a letter.</summary>
    public string Table { get; set; } = "ReflectionBot";

    /// <summary>The folder of the SQLite file, absolute or relative to the content root; not used with a storage account.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>The storage account, or null for SQLite.</summary>
    internal AzureTableOptions? Azure() =>
        string.IsNullOrWhiteSpace(ConnectionString) && string.IsNullOrWhiteSpace(Endpoint) ? null
        : string.IsNullOrWhiteSpace(Endpoint) ? new(ConnectionString, null, Table)
        : new(null, new Uri(Endpoint), Table);

    /// <summary>Sentences on what is wrong, each naming its key and what was expected; values that may hold a secret are not repeated.</summary>
    internal IEnumerable<string> Problems()
    {
        var (byString, byEndpoint) = (!string.IsNullOrWhiteSpace(ConnectionString), !string.IsNullOrWhiteSpace(Endpoint));
        if (byString && byEndpoint)
        {
            yield return "Storage:ConnectionString and Storage:Endpoint are both set. Expected one of them for an Azure storage account, or neither for a SQLite file.";
        }
        if (byEndpoint && !IsEndpoint(Endpoint!))
        {
            yield return "Storage:Endpoint is not the address of a table service. Expected https://account.table.core.windows.net, with your account's name.";
        }
        if (!AzureTableOptions.IsTableName(Table))
        {
            yield return "Storage:Table is not a table name. Expected 3 to 63 letters and digits, the first a letter.";
        }
        else if (byString && !byEndpoint && !IsConnectionString())
        {
            yield return "Storage:ConnectionString is not a connection string of a storage account. Expected the one on the account's \"Access keys\" page.";
        }
        if (!byString && !byEndpoint && !IsFolder(Folder))
        {
            yield return "Storage:Folder is not a folder. Expected a path such as data, or Storage:ConnectionString or Storage:Endpoint for an Azure storage account.";
        }
    }

    // The identity is sent as a bearer token, which the SDK refuses to send without TLS.
    private static bool IsEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.Query.Length == 0;

    private static bool IsFolder(string? text) => !string.IsNullOrWhiteSpace(text) && text.IndexOfAny(Path.GetInvalidPathChars()) < 0;

    private bool IsConnectionString()
    {
        try
        {
            _ = new AzureTableStore(Azure()!, TimeProvider.System);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}

/// <summary>Refuses to start with values that cannot work, and names the key and what was expected.</summary>
internal sealed class StorageOptionsCheck : OptionsCheck<StorageOptions>
{
    /// <inheritdoc/>
    public override IEnumerable<string> Mistakes(StorageOptions options) => options.Problems();
}
