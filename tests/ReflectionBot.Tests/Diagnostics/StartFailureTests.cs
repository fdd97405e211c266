using System.Net;
using System.Net.Sockets;
using ReflectionBot.Operations;

namespace ReflectionBot.Tests.Diagnostics;

/// <summary>Whoever starts the bot with something wrong is told what, in a sentence, and the exit code says so too.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Storage:Foldr is not a setting. Expected one of ConnectionString, Endpoint, Table, Folder.", "--Storage:Foldr", "x")]
    [InlineData("Storage:ConnectionString is not a connection string", "--Storage:ConnectionString", "secret-nonsense")]
    [InlineData("Storage:Endpoint is not the address of a table service. Expected https://", "--Storage:Endpoint", "http://secret-nonsense")]
    [InlineData("Storage:Table is not a table name. Expected", "--Storage:Table", "1 table")]
    [InlineData("'Web:InvitationDays' to type 'System.Int32'", "--Web:InvitationDays", "many")]
    [InlineData("Web:InvitationDays must be a whole number from 1 to 365.", "--Web:InvitationDays", "0")]
    [InlineData("Web:TokenMinutes must be a whole number from 20 to", "--Web:TokenMinutes", "5")]
    [InlineData("Web:SigningKey must be base64 of at least 32 random bytes", "--Web:SigningKey", "secret-nonsense")]
    [InlineData("Web:TokenMinute is not a setting. Expected one of SigningKey,", "--Web:TokenMinute", "30")]
    [InlineData("PublicUrl must be the http or https address of the bot without a path", "--PublicUrl", "reflect.example.org")]
    [InlineData("PublicUrl must be the http or https address of the bot without a path", "--PublicUrl", "https://reflect.example.org/chat")]
    [InlineData("'TryOut:Enabled' to type 'System.Boolean'", "--TryOut:Enabled", "maybe")]
    [InlineData("TryOut:On is not a setting. Expected one of Enabled.", "--TryOut:On", "true")]
    [InlineData("'Work:Tick' to type 'System.TimeSpan'", "--Work:Tick", "often")]
    [InlineData("Work:Lease must be a time of 1 second to 10 minutes", "--Work:Lease", "01:00:00")]
    [InlineData("Work:Tock is not a setting. Expected one of Tick, SweepAfter, Lease.", "--Work:Tock", "00:00:02")]
    [InlineData("Urls must be the addresses to listen on", "--Urls", "nonsense")]
    [InlineData("Urls must be the addresses to listen on", "--Urls", "http://localhost:99999")]
    [InlineData("Urls names an https address, and there is no certificate", "--Urls", "https://127.0.0.1:0")]
    [InlineData("Web:InvitationDays is one value, not a section or a list.", "--Web:InvitationDays:0", "3")]
    [InlineData("Storage is a section, not one value. Expected its keys, e.g. Storage:ConnectionString.", "--Storage", "data")]
    [InlineData("Teams:ServiceHosts is a list, not one value. Expected Teams:ServiceHosts:0, in the environment Teams__ServiceHosts__0.", "--Teams:ServiceHosts", "smba.example.org")]
    [InlineData("Slack:SigningSecret stands in quotation marks, which would be part of the value", "--Slack:Transport", "Http", "--PublicUrl", "https://reflect.example.org", "--Slack:BotToken", "xoxb-1-2-abc", "--Slack:SigningSecret", "\"0123456789abcdef0123456789abcdef\"")]
    [InlineData("PublicUrl stands in quotation marks", "--PublicUrl", "'https://reflect.example.org'")]
    [InlineData("Web:DataFolder begins or ends with a space or a line break.", "--Web:DataFolder", "data\n")]
    [InlineData("Publicurls is not a setting.", "--Publicurls", "https://reflect.example.org")]
    [InlineData("ASPNETCORE_HTTP_PORTS must be port numbers", "--HTTP_PORTS", "http", "--Urls", "")]
    [InlineData("Urls names an address that this machine cannot listen on", "--Urls", "http://203.0.113.7:0")]
    public async Task A_wrong_setting_is_named(string sentence, params string[] args)
    {
        var (code, said) = await StartAsync(args);
        Assert.Equal(1, code);
        Assert.StartsWith("The configuration is wrong. ", said, StringComparison.Ordinal);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_wrong_settings_are_named_together()
    {
        var (code, said) = await StartAsync("--Web:InvitationDays", "0", "--Web:SessionDays", "9999");
        Assert.Equal(1, code);
        Assert.Equal(2, said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_file_where_the_data_folder_should_be_is_named()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var (code, said) = await StartAsync("--Storage:Folder", file);
        Assert.Equal(1, code);
        Assert.Contains($"The data file {file}", said, StringComparison.Ordinal);
        Assert.Contains("Storage:Folder", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        // Nobody can make a folder there, root included.
        Assert.SkipUnless(Directory.Exists("/proc/self"), "There is no folder here that even root cannot write to.");
        var (code, said) = await StartAsync("--Storage:Folder", "/proc/self/reflectionbot");
        Assert.Equal(1, code);
        Assert.Contains("/proc/self/reflectionbot", said, StringComparison.Ordinal);
        Assert.Contains("Storage:Folder", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("folder")]
    public async Task A_signing_key_that_cannot_be_used_is_named(string what)
    {
        var folder = Path.Combine(_folder, "keys");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "web-signing.key"), "short", TestContext.Current.CancellationToken);
        var (code, said) = await StartAsync("--Web:DataFolder", what == "key" ? folder : Path.Combine(folder, "web-signing.key"));
        Assert.Equal(1, code);
        Assert.Contains(what == "key" ? "is not a signing key: it should hold 32 bytes" : "set Web:SigningKey", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrupt_SQLite_file_is_named_by_the_real_process()
    {
        using var host = new HostProcess();
        Directory.CreateDirectory(Path.Combine(host.Folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "data", "reflectionbot.db"), new string('x', 10_000), TestContext.Current.CancellationToken);
        Said("is not a SQLite database. Move it away, or set Storage:Folder", await host.RunAsync("--Urls", "http://127.0.0.1:0"));
    }

    [Fact]
    public async Task A_port_in_use_is_named_by_the_real_process()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var host = new HostProcess();
        Said("Stop it, or choose another address: --Urls", await host.RunAsync("--Urls", $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"));
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_named_by_the_real_process()
    {
        using var host = new HostProcess();
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "appsettings.json"), "{\n  \"PublicUrl\": \"a\" \"b\"\n}", TestContext.Current.CancellationToken);
        Said("It is no JSON in line 2", await host.RunAsync());
    }

    [Fact]
    public async Task A_section_of_a_settings_file_that_nothing_reads_is_named_by_the_real_process()
    {
        using var host = new HostProcess();
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "appsettings.json"), """{ "Stroage": { "Folder": "data" } }""", TestContext.Current.CancellationToken);
        Said("Stroage is not a setting.", await host.RunAsync());
    }

    [Fact]
    public async Task The_data_folder_is_made_for_its_owner_alone_before_the_first_key()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var folder = Path.Combine(_folder, "above", "data");
        await using var app = Bot.Build(["--Urls", "http://127.0.0.1:0", "--Storage:Folder", folder, "--Web:DataFolder", folder, "--Logging:LogLevel:Default", "None"]);
        var key = new FileInfo(Path.Combine(folder, "web-signing.key"));
        Assert.True(key.Exists);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(folder).UnixFileMode);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, key.UnixFileMode);
    }

    [Fact]
    public async Task A_word_that_is_not_known_starts_nothing_and_says_what_was_meant()
    {
        using var host = new HostProcess();
        var (code, output, errors) = await host.RunAsync("dmeo");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("I don't know \"dmeo\". Did you mean demo? --help shows what can be typed.", errors, StringComparison.Ordinal);
    }

    private static void Said(string sentence, (int Code, string Output, string Errors) ended)
    {
        Assert.Equal(1, ended.Code);
        Assert.Contains(sentence, Assert.Single(ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Output, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> StartAsync(params string[] args)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1)); // A start that works by mistake must not run for ever.
        using var errors = new StringWriter();
        string[] given = ["--Urls", "http://127.0.0.1:0", "--Storage:Folder", _folder, "--Web:DataFolder", _folder, "--Logging:LogLevel:Default", "None", .. args];
        return (await Bot.RunAsync(given, errors, limit.Token), errors.ToString());
    }
}
