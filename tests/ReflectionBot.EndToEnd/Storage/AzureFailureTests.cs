using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using Azure.Data.Tables.Sas;
using Microsoft.Extensions.Time.Testing;
using ReflectionBot.Application.Tables;
using ReflectionBot.EndToEnd.Peers;
using ReflectionBot.Storage.AzureTables;

namespace ReflectionBot.EndToEnd.Storage;

/// <summary>Everything that can be wrong with the account: a sentence that says what to do, before a turn gives up.</summary>
public sealed class AzureFailureTests(Azurite azurite)
{
    private const string Secret = "what a person wrote";
    private const string OtherKey = "bm90IHRoZSBrZXkgb2YgdGhpcyBhY2NvdW50";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_that_is_away_is_named()
    {
        var store = Store(Azurite.AtPort(NodePeer.FreePort()));
        await FailsAsync("cannot be reached. Check the address", () => WriteAsync(store, "a"));
        await FailsAsync("cannot be reached. Check the address", () => store.GetAsync("p", "a", Cancel));
    }

    [Fact]
    public async Task An_account_that_hangs_up_is_tried_three_times_and_named()
    {
        using var rude = new TcpListener(IPAddress.Loopback, 0);
        rude.Start();
        var calls = 0;
        var answering = Task.Run(async () =>
        {
            while (true)
            {
                using var connection = await rude.AcceptTcpClientAsync(Cancel);
                calls++;
            }
        }, Cancel);
        var store = Store(Azurite.AtPort(((IPEndPoint)rude.LocalEndpoint).Port));
        await FailsAsync("cannot be reached. Check the address", () => WriteAsync(store, "a"));
        rude.Stop();
        await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.InRange(calls, 1, 3);
    }

    [Fact]
    public async Task An_account_that_never_answers_fails_when_patience_is_over_and_is_named()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var (clock, patience) = (new FakeTimeProvider(), TimeSpan.FromMinutes(10));
        var store = Store(Azurite.AtPort(((IPEndPoint)silent.LocalEndpoint).Port), patience: patience, time: clock);
        var write = WriteAsync(store, "a");
        using var connection = await silent.AcceptTcpClientAsync(Cancel);
        clock.Advance(patience - TimeSpan.FromSeconds(1));
        Assert.False(write.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await FailsAsync("did not answer within", () => write);
    }

    [Fact]
    public async Task A_call_to_an_account_that_never_answers_can_be_cancelled()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var store = Store(Azurite.AtPort(((IPEndPoint)silent.LocalEndpoint).Port), patience: TimeSpan.FromMinutes(10));
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var write = WriteAsync(store, "a", source.Token);
        using var connection = await silent.AcceptTcpClientAsync(Cancel);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
    }

    [Fact]
    public async Task A_wrong_key_is_named()
    {
        azurite.Need();
        var store = Store(azurite.WithKey(OtherKey));
        await FailsAsync("refused the key or the identity. Check Storage:ConnectionString", () => store.PrepareAsync(Cancel));
        await FailsAsync("refused the key or the identity. Check Storage:ConnectionString", () => WriteAsync(store, "a"));
        await FailsAsync("refused the key or the identity. Check Storage:ConnectionString", () => store.GetAsync("p", "a", Cancel));
    }

    [Fact]
    public async Task A_signature_without_the_right_to_read_is_named_at_the_start()
    {
        // The other way round, a signature that only reads, cannot be had here: Azurite lets it write batches. AzureAnswerTests has it.
        azurite.Need();
        await PreparedAsync("WriteOnly");
        var store = Store(azurite.Granting(TableAccountSasPermissions.Add | TableAccountSasPermissions.Update | TableAccountSasPermissions.Delete), "WriteOnly");
        await FailsAsync("not permitted to use the table WriteOnly (AuthorizationPermissionMismatch)", () => store.PrepareAsync(Cancel));
        await FailsAsync("not permitted to use the table WriteOnly (AuthorizationPermissionMismatch)", () => store.GetAsync("p", "a", Cancel));
    }

    [Fact]
    public async Task A_signature_that_may_not_create_tables_is_enough_where_the_table_exists()
    {
        azurite.Need();
        await PreparedAsync("Existing");
        var store = Store(azurite.Granting(TableAccountSasPermissions.All), "Existing");
        await store.PrepareAsync(Cancel);
        await WriteAsync(store, "a");
    }

    [Fact]
    public async Task A_table_that_is_missing_and_may_not_be_created_is_named()
    {
        azurite.Need();
        var store = Store(azurite.Granting(TableAccountSasPermissions.All), "Missing");
        await FailsAsync("The table Missing does not exist and could not be created. Create it", () => store.PrepareAsync(Cancel));
    }

    [Fact]
    public async Task A_table_that_is_gone_does_not_read_as_empty()
    {
        azurite.Need();
        var store = await PreparedAsync("Gone");
        await new TableServiceClient(azurite.ConnectionString).DeleteTableAsync("Gone", Cancel);
        await FailsAsync("The table Gone does not exist", () => store.GetAsync("p", "a", Cancel));
        await FailsAsync("The table Gone does not exist", async () => await store.RangeAsync(new("p"), Cancel).CountAsync(Cancel));
        await FailsAsync("The table Gone does not exist", () => WriteAsync(store, "a"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("AccountName=x;AccountKey=%%%")]
    public void A_malformed_connection_string_is_named_and_not_repeated(string connectionString)
    {
        var failure = Assert.Throws<StoreUnavailableException>(() => Store(connectionString));
        Assert.Contains("Storage:ConnectionString is not a connection string", failure.Message, StringComparison.Ordinal);
        Assert.True(connectionString.Length == 0 || !failure.ToString().Contains(connectionString, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("1abc")]
    [InlineData("with_mark")]
    public void A_table_name_that_is_not_valid_is_named(string table) =>
        Assert.Contains("Storage:Table is not a valid table name. Use", Assert.Throws<StoreUnavailableException>(() => Store(azurite.ConnectionString, table)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_batch_whose_response_was_lost_conflicts_with_itself_and_is_found_stored()
    {
        azurite.Need();
        await PreparedAsync("Lossy");
        await using var relay = new Relay(azurite.Port);
        var store = Store(Azurite.AtPort(relay.Port), "Lossy");
        relay.LoseNextResponse();
        await Assert.ThrowsAsync<TableConflictException>(() => WriteAsync(store, "lost"));
        Assert.Equal(1, relay.Lost);
        Assert.Equal(Secret, (await store.GetAsync("p", "lost", Cancel))?.Columns.Text("Text"));
    }

    [Fact]
    public async Task No_batch_takes_more_bytes_on_the_wire_than_its_check_reckons_with()
    {
        azurite.Need();
        await PreparedAsync("Sizes");
        await using var relay = new Relay(azurite.Port);
        var store = Store(Azurite.AtPort(relay.Port), "Sizes");
        var everyUnit = new string([.. Enumerable.Range(0, 0xd800).Select(unit => (char)unit)]) + "😀";
        Columns[] rows = [Columns.Empty, Columns.Empty.With("Text", everyUnit), Enumerable.Range(0, 200).Aggregate(Columns.Empty, (columns, n) => columns.With($"At{n}", DateTimeOffset.MaxValue).With($"N{n % 50}", long.MinValue))];
        foreach (var row in rows)
        {
            var writes = Enumerable.Range(0, 10).Select(n => (TableWrite)new PutRow($"row:{n}", row)).ToList();
            var before = relay.Sent;
            await store.CommitAsync("p", writes, Cancel);
            var reckoned = writes.Sum(write => TableSizes.OnTheWire("p", write.Key, write.Columns));
            Assert.InRange(relay.Sent - before, 1, reckoned);
        }
    }

    private static async Task FailsAsync(string sentences, Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(call);
        Assert.True(sentences.Split('|').Any(sentence => failure.Message.Contains(sentence, StringComparison.Ordinal)), failure.ToString());
        Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(OtherKey, failure.ToString(), StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<string?>> WriteAsync(AzureTableStore store, string key, CancellationToken? cancel = null) =>
        store.CommitAsync("p", [new InsertRow(key, Columns.Empty.With("Text", Secret))], cancel ?? Cancel);

    private static AzureTableStore Store(string connectionString, string table = "Failures", TimeSpan? patience = null, TimeProvider? time = null)
    {
        var options = new AzureTableOptions(connectionString, null, table);
        return new(patience is { } given ? options with { Patience = given } : options, time ?? TimeProvider.System);
    }

    private async Task<AzureTableStore> PreparedAsync(string table)
    {
        var store = Store(azurite.ConnectionString, table);
        await store.PrepareAsync(Cancel);
        return store;
    }
}
