using System.Globalization;
using Azure.Data.Tables;
using Azure.Data.Tables.Sas;

namespace ReflectionBot.EndToEnd.Peers;

/// <summary>Azurite's table service on a free port and in a folder of its own, shared by the tests of one assembly run.</summary>
public sealed class Azurite : IAsyncLifetime
{
    private const string Script = "azurite/dist/src/table/main.js";
    private const string Account = "devstoreaccount1";

    // The published key of the emulator's fixed account (learn.microsoft.com: "Use the Azurite emulator"): no secret.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-azurite-").FullName;
    private NodePeer? _peer;

    /// <summary>The account's connection string, right in all respects.</summary>
    public string ConnectionString => WithKey(Key);

    /// <summary>The port it listens on.</summary>
    public int Port { get; } = NodePeer.FreePort();

    private string Endpoint => EndpointAt(Port);

    /// <summary>The connection string with another key.</summary>
    public string WithKey(string key) => ByKey(key, Endpoint);

    /// <summary>The connection string with another port: one where a relay listens, or nobody.</summary>
    public static string AtPort(int port) => ByKey(Key, EndpointAt(port));

    /// <summary>A connection string that grants only these rights on rows, and none on tables. By account: Azurite refuses batches signed for one table.</summary>
    public string Granting(TableAccountSasPermissions rights)
    {
        var signature = new TableAccountSasBuilder(rights, TableAccountSasResourceTypes.Object, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero)).Sign(new TableSharedKeyCredential(Account, Key));
        return $"TableEndpoint={Endpoint};SharedAccessSignature={signature}";
    }

    /// <summary>Skips the test where Azurite is not installed.</summary>
    public void Need()
    {
        if (_peer is null)
        {
            Assert.Skip(NodePeer.Missing(Script) ?? "Azurite did not start");
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (NodePeer.Missing(Script) is not null)
        {
            return;
        }
        string[] arguments = ["--tableHost", "127.0.0.1", "--tablePort", Port.ToString(CultureInfo.InvariantCulture), "--location", _folder, "--silent", "--disableTelemetry"];
        _peer = await NodePeer.StartAsync(Script, arguments, "successfully started", _folder, TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_peer is not null)
        {
            await _peer.DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private static string EndpointAt(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/{Account}");

    private static string ByKey(string key, string endpoint) => $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};TableEndpoint={endpoint};";
}
