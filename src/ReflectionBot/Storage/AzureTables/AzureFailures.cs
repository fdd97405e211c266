using Azure;
using Azure.Identity;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Storage.AzureTables;

/// <summary>
/// Maps errors of the service and the SDK (learn.microsoft.com: "Table service error codes") to the table port's three exceptions, with
/// sentences for the operator. The service's messages contain request ids and times, no keys or texts, so the cause can be kept.
/// </summary>
internal static class AzureFailures
{
    // Azurite answers a wrong key with the error code of a missing permission; the message is the same as Azure's.
    private const string RefusedKey = "wrong key";

    /// <summary>The connection string cannot be used. It holds a key, so neither it nor the cause is repeated.</summary>
    public static StoreUnavailableException Malformed() =>
        new("Storage:ConnectionString is not a connection string of a storage account. Copy it anew from the account's \"Access keys\" page.");

    /// <summary>The table's name cannot be used.</summary>
    public static StoreUnavailableException BadName(Exception? cause = null)
    {
        const string Sentence = "Storage:Table is not a valid table name. Use 3 to 63 letters and digits, the first a letter.";
        return cause is null ? new(Sentence) : new(Sentence, cause);
    }

    /// <summary>No answer within <see cref="AzureTableOptions.Patience"/>.</summary>
    public static StoreUnavailableException TooSlow(TimeSpan patience, Exception cause) =>
        new($"The storage account did not answer within {patience.TotalSeconds:0} seconds. Check the network and the account's status, then try again.", cause) { IsPassing = true, IsUnknown = true };

    /// <summary>The table port's exception for this failure.</summary>
    public static Exception Describe(Exception failure, string table) => failure switch
    {
        TableConflictException or TableLimitException or StoreUnavailableException => failure,
        RequestFailedException { Status: > 0 } answer => Answered(answer, table),
        AggregateException many when many.InnerExceptions.OfType<RequestFailedException>().LastOrDefault(f => f.Status > 0) is { } answer => Answered(answer, table),
        AuthenticationFailedException => new StoreUnavailableException("No Azure identity could be used for the storage account. Sign in with \"az login\", set the AZURE_ variables of a service principal, or give this host a managed identity; or set Storage:ConnectionString.", failure),
        RequestFailedException or AggregateException or IOException or HttpRequestException => new StoreUnavailableException("The storage account cannot be reached. Check the address in Storage:ConnectionString or Storage:Endpoint, the network and the account's firewall.", failure) { IsPassing = true, IsUnknown = true },
        InvalidDataException => new StoreUnavailableException($"The table {table} holds a row that this bot did not write. Remove it, or set Storage:Table to a table of the bot's own.", failure),
        _ => new StoreUnavailableException("The storage account gave an answer that is not understood. Check that Storage:ConnectionString or Storage:Endpoint names a table service.", failure),
    };

    private static Exception Answered(RequestFailedException answer, string table) => Answered(answer, Code(answer), table);

    /// <summary>The service's error code. If a batch was refused as a whole, the SDK does not read it; then it is in a header.</summary>
    private static string Code(RequestFailedException answer) =>
        answer.Message.Contains("failed to authenticate", StringComparison.Ordinal) ? RefusedKey
        : answer.ErrorCode is { Length: > 0 } read ? read
        : answer.GetRawResponse()?.Headers.TryGetValue("x-ms-error-code", out var code) is true ? code : "no error code";

    private static Exception Answered(RequestFailedException answer, string code, string table) => (answer.Status, code) switch
    {
        (_, "TableNotFound") => new StoreUnavailableException($"The table {table} does not exist and could not be created. Create it, or give the bot the role \"Storage Table Data Contributor\".", answer),
        (_, "TableBeingDeleted") => new StoreUnavailableException($"The table {table} is being deleted. Wait a minute and try again, or set Storage:Table to another name.", answer) { IsPassing = true },
        (_, "EntityTooLarge" or "RequestBodyTooLarge" or "PropertyValueTooLarge" or "PropertyLimitExceeded" or "KeyValueTooLarge" or "TooManyProperties") =>
            new TableLimitException($"the storage account refused the batch as too large ({code})", answer),
        (_, "InvalidResourceName" or "OutOfRangeInput") => BadName(answer),
        (_, "EntityAlreadyExists" or "UpdateConditionNotSatisfied" or "ConditionNotMet" or "ResourceNotFound" or "EntityNotFound") or (412, _) =>
            new TableConflictException($"the storage account refused a write of the batch: another was first ({code})", answer),
        (401, _) or (403, "AuthenticationFailed" or "InvalidAuthenticationInfo" or RefusedKey) =>
            new StoreUnavailableException("The storage account refused the key or the identity. Check Storage:ConnectionString (was the key renewed?), the tenant of the identity, and the clock of this machine.", answer),
        (403, _) => new StoreUnavailableException($"The bot is not permitted to use the table {table} ({code}). Give it the role \"Storage Table Data Contributor\", a shared access signature with read, add, update and delete, or open the account's firewall.", answer),
        (408 or 429 or >= 500, _) => new StoreUnavailableException($"The storage account is busy or failing ({answer.Status} {code}). Try again shortly; if it lasts, see the account's status in the portal.", answer) { IsPassing = true, IsUnknown = answer.Status is not 429 and not 503 },
        _ => new StoreUnavailableException($"The storage account refused the request ({answer.Status} {code}). Check that Storage:ConnectionString or Storage:Endpoint names a table service.", answer),
    };
}
