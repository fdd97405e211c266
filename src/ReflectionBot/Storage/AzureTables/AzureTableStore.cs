using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Storage.AzureTables;

/// <summary>
/// The table port on one table of an Azure storage account (or of Azurite). Every commit is one entity group transaction, which the service
/// keeps atomic within the partition.
/// </summary>
/// <remarks>
/// The SDK resends a request when its response was lost. A batch that was stored the first time can then conflict with itself and surface
/// as <see cref="TableConflictException"/>. This is intended: the caller reloads, finds its own inbox row, and knows that its turn was
/// stored.
/// </remarks>
public sealed class AzureTableStore : ITableStore
{
    private readonly AzureTableOptions _options;
    private readonly TimeProvider _time;
    private readonly TableClient _table;

    /// <summary>A store; nothing is sent before the first call.</summary>
    /// <exception cref="StoreUnavailableException">The connection string is malformed, or the table's name is not valid.</exception>
    public AzureTableStore(AzureTableOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _table = AzureTableOptions.IsTableName(options.Table) ? Connect(options).GetTableClient(options.Table) : throw AzureFailures.BadName();
    }

    /// <inheritdoc/>
    public async Task<Row?> GetAsync(string partition, string key, CancellationToken cancel)
    {
        var (escapedPartition, escapedKey) = (KeyEscaping.Escape(partition), KeyEscaping.Escape(key));
        return await CallAsync(async token =>
        {
            try
            {
                return EntityColumns.Read(await _table.GetEntityAsync<TableEntity>(escapedPartition, escapedKey, cancellationToken: token));
            }
            // The SDK's "if exists" call treats a missing table like a missing row; a missing table must not be read as "nothing stored".
            catch (RequestFailedException missing) when (missing is { Status: 404, ErrorCode: "ResourceNotFound" or "EntityNotFound" })
            {
                return null;
            }
        }, _options.Patience, cancel);
    }

    /// <inheritdoc/>
    /// <remarks>Each page is its own request; rows written meanwhile may or may not be seen.</remarks>
    public async IAsyncEnumerable<Row> RangeAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancel)
    {
        var bounds = KeyBounds.Of(range);
        if (bounds.IsEmpty)
        {
            yield break;
        }
        string? next = null;
        do
        {
            var from = next;
            var page = await CallAsync(token => PageAsync(bounds, from, token), _options.Patience, cancel);
            foreach (var row in page.Rows)
            {
                cancel.ThrowIfCancellationRequested();
                yield return row;
            }
            next = page.Next;
        }
        while (!string.IsNullOrEmpty(next));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        TableLimits.Check(partition, writes);
        cancel.ThrowIfCancellationRequested();
        if (writes.Count == 0)
        {
            return [];
        }
        var actions = writes.Select(write => Action(partition, write)).ToList();
        var answers = await CallAsync(async token => (await _table.SubmitTransactionAsync(actions, token)).Value, _options.Patience, cancel);
        return [.. writes.Zip(answers, (write, answer) => write.Columns is null ? null : answer.Headers.ETag?.ToString())];
    }

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        await CallAsync(async token =>
        {
            try
            {
                await _table.CreateIfNotExistsAsync(token);
            }
            catch (RequestFailedException refused) when (refused is { Status: 403 })
            {
                // Not permitted to create tables. It is enough if the table exists and rows can be written, which the probe checks.
            }
            return true;
        }, _options.Patience * 3, cancel);
        await StorageProbe.RunAsync(this, cancel);
    }

    private static TableServiceClient Connect(AzureTableOptions options)
    {
        var client = new TableClientOptions();
        client.Retry.Mode = RetryMode.Exponential;
        client.Retry.MaxRetries = 2;
        client.Retry.Delay = TimeSpan.FromMilliseconds(200);
        client.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        client.Retry.NetworkTimeout = options.Patience / 3;
        // Keys hold person ids: the SDK's own log of addresses and headers stays off.
        client.Diagnostics.IsLoggingEnabled = false;
        if (options.Endpoint is { } endpoint)
        {
            return new(endpoint, new DefaultAzureCredential(), client);
        }
        try
        {
            return new(options.ConnectionString, client);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or InvalidOperationException)
        {
            throw AzureFailures.Malformed();
        }
    }

    private static TableTransactionAction Action(string partition, TableWrite write)
    {
        var entity = EntityColumns.Write(partition, write.Key, write.Columns);
        return write switch
        {
            InsertRow => new(TableTransactionActionType.Add, entity),
            PutRow => new(TableTransactionActionType.UpsertReplace, entity),
            ReplaceRow replace => new(TableTransactionActionType.UpdateReplace, entity, Match(replace.ETag)),
            DeleteRow delete => new(TableTransactionActionType.Delete, entity, delete.ETag is { } etag ? Match(etag) : ETag.All),
            _ => throw new InvalidOperationException($"{write.GetType().Name} is no write of a table"),
        };
    }

    /// <summary>
    /// Rejects an ETag that the service did not issue: "*" or an empty one would match everything, and any other form is answered with 400.
    /// The service's form is <c>W/"datetime'2026-03-02T09%3A00%3A00.1234567Z'"</c>.
    /// </summary>
    private static ETag Match(string etag) =>
        etag.StartsWith("W/\"datetime'", StringComparison.Ordinal) && etag.EndsWith("'\"", StringComparison.Ordinal)
            ? new(etag)
            : throw new TableConflictException("the ETag is none of this table's");

    private async Task<(IReadOnlyList<Row> Rows, string? Next)> PageAsync(KeyBounds bounds, string? from, CancellationToken cancel)
    {
        var filter = bounds.Before is null
            ? TableClient.CreateQueryFilter($"PartitionKey eq {bounds.Partition} and RowKey ge {bounds.From}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {bounds.Partition} and RowKey ge {bounds.From} and RowKey lt {bounds.Before}");
        await foreach (var page in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancel).AsPages(from))
        {
            return ([.. page.Values.Select(EntityColumns.Read)], page.ContinuationToken);
        }
        return ([], null);
    }

    /// <summary>One call with all its retries, limited in time, with failures mapped to the table port's exceptions.</summary>
    private async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan patience, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var enough = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, enough.Token);
        try
        {
            return await call(either.Token);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (OperationCanceledException failure)
        {
            throw AzureFailures.TooSlow(patience, failure);
        }
        catch (Exception failure)
        {
            throw AzureFailures.Describe(failure, _options.Table);
        }
    }
}
