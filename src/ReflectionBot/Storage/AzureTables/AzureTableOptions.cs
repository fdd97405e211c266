namespace ReflectionBot.Storage.AzureTables;

/// <summary>The table, its storage account, and how long a call may take.</summary>
/// <param name="ConnectionString">The account's connection string, with a key or a shared access signature; or null.</param>
/// <param name="Endpoint">The account's table address (<c>https://account.table.core.windows.net</c>) for a managed or signed-in identity; or null.</param>
/// <param name="Table">3 to 63 letters and digits, the first a letter (learn.microsoft.com: "Understanding the Table Service Data Model").</param>
public sealed record AzureTableOptions(string? ConnectionString, Uri? Endpoint, string Table)
{
    /// <summary>
    /// How long one call may take with all its retries; after that the call and its turn fail. 10 seconds, because a user waits for the reply.
    /// The first call after the start may also have to find credentials, and may take three times as long.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>True for a name that Azure accepts for a table; <c>tables</c> itself is reserved.</summary>
    public static bool IsTableName(string? name) =>
        name is { Length: >= 3 and <= 63 } && char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit)
        && !name.Equals("tables", StringComparison.OrdinalIgnoreCase);

    /// <summary>Leaves out the connection string, which holds a key, so that logging this record never logs it.</summary>
    public override string ToString() => $"table {Table} of {(Endpoint is null ? "an account by connection string" : Endpoint.Host)}";
}
