using System.Net;
using System.Text;
using ReflectionBot.Application.Tables;
using ReflectionBot.EndToEnd.Peers;
using ReflectionBot.Storage.AzureTables;

namespace ReflectionBot.EndToEnd.Storage;

/// <summary>
/// Answers of the service that Azurite never gives, as documented (learn.microsoft.com: "Table service error codes", "Common REST API error
/// codes"), from a server that gives them to every request.
/// </summary>
public sealed class AzureAnswerTests : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly int _port = NodePeer.FreePort();
    private Task _serving = Task.CompletedTask;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    [Theory]
    [InlineData(403, "AuthorizationPermissionMismatch", "is not permitted to use the table Answers (AuthorizationPermissionMismatch). Give it the role")]
    [InlineData(403, "AuthorizationFailure", "is not permitted to use the table Answers (AuthorizationFailure). Give it the role")]
    [InlineData(403, "InsufficientAccountPermissions", "is not permitted to use the table Answers")]
    [InlineData(403, "AuthenticationFailed", "refused the key or the identity. Check")]
    [InlineData(401, "InvalidAuthenticationInfo", "refused the key or the identity. Check")]
    [InlineData(404, "TableNotFound", "The table Answers does not exist and could not be created. Create it")]
    [InlineData(409, "TableBeingDeleted", "The table Answers is being deleted. Wait")]
    [InlineData(400, "InvalidInput", "refused the request (400 InvalidInput). Check that")]
    [InlineData(400, "InvalidResourceName", "Storage:Table is not a valid table name. Use")]
    [InlineData(429, "TooManyRequests", "is busy or failing (429 TooManyRequests). Try again")]
    [InlineData(500, "InternalError", "is busy or failing (500 InternalError). Try again")]
    [InlineData(503, "ServerBusy", "is busy or failing (503 ServerBusy). Try again")]
    [InlineData(418, null, "refused the request (418 no error code). Check that")]
    public async Task A_refusal_is_a_sentence(int status, string? code, string sentence)
    {
        var store = Serve(status, code, $$$"""{"odata.error":{"code":"{{{code}}}","message":{"lang":"en-US","value":"as documented" } } }""");
        Assert.Contains(sentence, (await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(store))).Message, StringComparison.Ordinal);
        Assert.Contains(sentence, (await Assert.ThrowsAsync<StoreUnavailableException>(() => store.GetAsync("p", "a", Cancel))).Message, StringComparison.Ordinal);
        Assert.Contains(sentence, (await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.RangeAsync(new("p"), Cancel).CountAsync(Cancel))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(413, "RequestBodyTooLarge")]
    [InlineData(400, "EntityTooLarge")]
    public async Task A_batch_that_the_service_takes_for_too_large_can_never_be_stored(int status, string code) =>
        await Assert.ThrowsAsync<TableLimitException>(() => WriteAsync(Serve(status, code, "")));

    [Theory]
    [InlineData(409, "EntityAlreadyExists")]
    [InlineData(412, "UpdateConditionNotSatisfied")]
    [InlineData(404, "ResourceNotFound")]
    public async Task A_batch_that_another_writer_forestalled_conflicts(int status, string code) =>
        await Assert.ThrowsAsync<TableConflictException>(() => WriteAsync(Serve(status, code, "")));

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(409)]
    public async Task A_server_that_is_no_table_service_is_named(int status)
    {
        var store = Serve(status, null, "<html>Please sign in</html>");
        foreach (var call in new Func<Task>[] { () => WriteAsync(store), () => store.GetAsync("p", "a", Cancel), async () => await store.RangeAsync(new("p"), Cancel).CountAsync(Cancel) })
        {
            Assert.Contains("Check that Storage:ConnectionString or Storage:Endpoint names a table service.", (await Assert.ThrowsAsync<StoreUnavailableException>(call)).Message, StringComparison.Ordinal);
        }
    }

    private static Task<IReadOnlyList<string?>> WriteAsync(AzureTableStore store) => store.CommitAsync("p", [new InsertRow("a", Columns.Empty.With("Text", "x"))], Cancel);

    private AzureTableStore Serve(int status, string? code, string body)
    {
        _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _listener.Start();
        _serving = AnswerAsync(status, code, body);
        return new(new(Azurite.AtPort(_port), null, "Answers"), TimeProvider.System);
    }

    private async Task AnswerAsync(int status, string? code, string body)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                context.Response.StatusCode = status;
                context.Response.ContentType = code is null ? "text/html" : "application/json";
                if (code is not null)
                {
                    context.Response.Headers["x-ms-error-code"] = code;
                }
                await context.Request.InputStream.CopyToAsync(Stream.Null);
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
        }
        catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException)
        {
            // Closed: the test is over.
        }
    }
}
