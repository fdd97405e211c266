using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using ReflectionBot.Channels.Teams.Doctor;
using ReflectionBot.Checks;
using ReflectionBot.Operations;
using ReflectionBot.Tests.Diagnostics;

namespace ReflectionBot.Tests.Teams;

/// <summary><c>doctor teams</c>: each thing that can be wrong has its sentence, and no sentence has a secret.</summary>
public sealed class TeamsDoctorTests : IAsyncDisposable
{
    private readonly DoctorWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Where_all_is_well_every_line_says_so()
    {
        var (isWell, said) = await _world.LookAsync();
        Assert.True(isWell, said);
        Assert.Equal(["Settings", "Keys", "Clock", "Token", "Address", "Endpoint", "Store"], Lines(said).SkipLast(1).Select(l => l[13..22].TrimEnd()));
        Assert.All(Lines(said).SkipLast(1), line => Assert.StartsWith("ok  ", line, StringComparison.Ordinal));
        Assert.Contains("publishes keys for Teams (1)", said, StringComparison.Ordinal);
        Assert.EndsWith("Nothing is wrong.", said.TrimEnd(), StringComparison.Ordinal);
        Clean(said);
    }

    [Fact]
    public async Task Without_any_setting_it_says_how_to_begin()
    {
        using var host = new HostProcess();
        var (code, output, errors) = await host.RunAsync("doctor", "teams");
        Assert.Equal((1, ""), (code, errors));
        Assert.All((string[])["PublicUrl", "\"Single Tenant\"", "Teams:AppId", "Teams:TenantId", "Teams__ClientSecret", "\"Channels\"", "teams-app"], word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Teams:TenantId is missing", "Teams:TenantId", "")]
    [InlineData("set exactly one of", "Teams:ClientSecret", "")]
    [InlineData("Teams:CertificateFile must be a PFX or PEM file", "Teams:CertificateFile", "/no/such/file.pfx")]
    [InlineData("Teams:Secret is not a setting", "Teams:Secret", "x")]
    public async Task Wrong_settings_are_named_and_the_rest_is_still_looked_at(string sentence, string key, string value)
    {
        _world.Settings[key] = value;
        var said = await WrongAsync(sentence);
        Assert.Contains("ok           Keys", said, StringComparison.Ordinal);
        Assert.Contains("ok           Endpoint", said, StringComparison.Ordinal);
        Assert.DoesNotContain(" Token ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AADSTS7000215", "It must be the secret's \"Value\", not its \"Secret ID\"")]
    [InlineData("AADSTS7000222", "has expired")]
    [InlineData("AADSTS700016", $"has no app {DoctorWorld.App}")]
    [InlineData("AADSTS90002", $"There is no tenant {DoctorWorld.Tenant}")]
    [InlineData("AADSTS900023", $"There is no tenant {DoctorWorld.Tenant}")]
    [InlineData("AADSTS700027", "Upload the certificate")]
    [InlineData("AADSTS1000502", "it has expired")]
    [InlineData("AADSTS700024", "Set this machine's clock")]
    [InlineData("AADSTS700213", "federated credential")]
    [InlineData("AADSTS7000112", "switched off")]
    [InlineData("AADSTS53003", "Conditional Access")]
    [InlineData("AADSTS500011", "service principal")]
    [InlineData("AADSTS99999", "https://login.microsoftonline.com/error?code=99999")]
    public async Task What_Entra_refuses_is_said_in_words(string code, string sentence)
    {
        _world.AnswerEntra(code);
        var said = await WrongAsync(sentence);
        Assert.Contains($"({code})", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "oops")]
    [InlineData(200, "<html>")]
    public async Task An_Entra_that_gives_no_answer_is_not_called_wrong(int status, string body)
    {
        _world.Answer(DoctorWorld.Entra, status, body);
        var (isWell, said) = await _world.LookAsync();
        Assert.True(isWell, said);
        Assert.Contains("cannot tell  Token", said, StringComparison.Ordinal);
        Clean(said);
    }

    [Theory]
    [InlineData(6, "6 minutes ahead")]
    [InlineData(-20, "20 minutes behind")]
    public async Task A_wrong_clock_is_named(int minutes, string sentence)
    {
        if (minutes > 0)
        {
            _world.Time.Advance(TimeSpan.FromMinutes(minutes));
        }
        else
        {
            _world.Time.AdjustTime(_world.Time.GetUtcNow().AddMinutes(minutes));
        }

        await WrongAsync(sentence);
    }

    [Fact]
    public async Task A_clock_that_is_four_minutes_off_will_do()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.True((await _world.LookAsync()).IsWell);
    }

    [Theory]
    [InlineData(DoctorWorld.Metadata, 404, "", "answers 404 instead of the keys")]
    [InlineData(DoctorWorld.Metadata, 200, "<html>Sign in to the network</html>", "is not the list of keys")]
    [InlineData(DoctorWorld.Metadata, 200, "{ \"jwks_uri\": \"http://keys.test/keys\" }", "is not the list of keys")]
    [InlineData(DoctorWorld.KeyList, 200, "{ \"keys\": [ { \"kid\": \"a\", \"endorsements\": [\"webchat\"] } ] }", "publishes no key for Teams")]
    [InlineData(DoctorWorld.KeyList, 200, "[1, 2]", "publishes no key for Teams")]
    [InlineData(DoctorWorld.KeyList, 302, "", "answers 302 instead of the keys")]
    public async Task Keys_that_are_not_there_are_named(string request, int status, string body, string sentence)
    {
        _world.Answer(request, status, body);
        await WrongAsync(sentence);
    }

    [Fact]
    public async Task A_publisher_of_keys_that_cannot_be_reached_is_named()
    {
        _world.Down.Add("keys.test");
        await WrongAsync("keys.test cannot be reached (nothing listens there)");
    }

    [Theory]
    [InlineData("", "PublicUrl is not set")]
    [InlineData("http://reflect.test", "PublicUrl is no https address")]
    [InlineData("https://localhost:3978", "PublicUrl is an address of this very machine")]
    [InlineData("https://127.0.0.1", "PublicUrl is an address of this very machine")]
    public async Task A_public_address_that_Azure_cannot_use_is_named(string address, string sentence)
    {
        _world.Settings["PublicUrl"] = address;
        await WrongAsync(sentence);
    }

    [Theory]
    [InlineData(DoctorWorld.Health, 502, "", "A proxy answers at https://reflect.test, but the bot behind it does not (502)")]
    [InlineData(DoctorWorld.Health, 503, "", "A proxy answers at https://reflect.test, but the bot behind it does not (503)")]
    [InlineData(DoctorWorld.Health, 503, "Unhealthy", "its store is away")]
    [InlineData(DoctorWorld.Health, 404, "", "is not the bot")]
    [InlineData(DoctorWorld.Health, 200, "Welcome to nginx!", "is not the bot")]
    [InlineData(DoctorWorld.Health, 301, "", "does not follow")]
    [InlineData(DoctorWorld.Messages, 404, "", "answers 404")]
    [InlineData(DoctorWorld.Messages, 405, "", "must let POST through")]
    [InlineData(DoctorWorld.Messages, 403, "", "web application firewall")]
    [InlineData(DoctorWorld.Messages, 502, "", "but the bot behind it does not (502)")]
    [InlineData(DoctorWorld.Messages, 200, "", "takes a request without a token (200)")]
    [InlineData(DoctorWorld.Messages, 500, "", "answers 500 instead of 401")]
    [InlineData(DoctorWorld.Messages, 308, "", "does not follow")]
    public async Task An_address_that_answers_otherwise_is_named(string request, int status, string body, string sentence)
    {
        _world.Answer(request, status, body);
        await WrongAsync(sentence);
    }

    [Fact]
    public async Task A_bot_that_does_not_run_is_named()
    {
        _world.Down.Add("reflect.test");
        await WrongAsync("Nothing listens at reflect.test");
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_named()
    {
        _world.Unknown.Add("reflect.test");
        await WrongAsync("There is no host reflect.test");
    }

    [Fact]
    public async Task A_certificate_that_is_not_believed_is_named()
    {
        _world.IsCertificateBelieved = false;
        await WrongAsync("The certificate of reflect.test is not believed");
    }

    [Theory]
    [InlineData(-40, -10, "wrong        Certificate  It ended on 2026-11-14")]
    [InlineData(5, 40, "wrong        Certificate  It begins on 2026-11-29 only")]
    [InlineData(-40, 10, "ok           Certificate  It is good, but ends on 2026-12-04")]
    [InlineData(-40, 400, "ok           Certificate  It is good until 2027-12-29")]
    public async Task A_certificate_is_looked_at_before_it_is_used(int from, int until, string line)
    {
        var file = Path.GetTempFileName();
        try
        {
            var now = _world.Time.GetUtcNow();
            await File.WriteAllBytesAsync(file, DoctorWorld.Pfx(now.AddDays(from), now.AddDays(until)), TestContext.Current.CancellationToken);
            _world.Settings.Remove("Teams:ClientSecret");
            _world.Settings["Teams:CertificateFile"] = file;
            var (isWell, said) = await _world.LookAsync();
            Assert.Contains(line, said, StringComparison.Ordinal);
            Assert.Equal(line.StartsWith("ok", StringComparison.Ordinal), isWell);
            Assert.Equal(isWell, said.Contains(" Token ", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_certificate_with_another_password_is_named()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "no certificate", TestContext.Current.CancellationToken);
        _world.Settings.Remove("Teams:ClientSecret");
        _world.Settings["Teams:CertificateFile"] = file;
        _world.Settings["Teams:CertificatePassword"] = DoctorWorld.Secret;
        await WrongAsync("Teams:CertificatePassword is missing or wrong");
        File.Delete(file);
    }

    [Fact]
    public async Task The_development_switch_alone_needs_nothing_else()
    {
        _world.Settings.Clear();
        _world.Settings["Teams:DangerouslyBelieveUnsignedRequestsFromThisMachine"] = "true";
        var (isWell, said) = await _world.LookAsync();
        Assert.True(isWell, said);
        Assert.Contains("Agents Playground", said, StringComparison.Ordinal);
        Assert.Empty(_world.Requests);
    }

    [Fact]
    public async Task Nothing_secret_is_sent_but_to_Entra()
    {
        await _world.LookAsync();
        Assert.All(_world.Requests.Where(r => !r.StartsWith(DoctorWorld.Entra, StringComparison.Ordinal)), Clean);
        Assert.Contains(_world.Requests, r => r.StartsWith(DoctorWorld.Messages, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_real_bot_answers_as_the_doctor_expects()
    {
        var folder = Directory.CreateTempSubdirectory("reflectionbot-doctor-").FullName;
        await using (var app = Bot.Build(["--Storage:Folder", folder, "--Web:DataFolder", folder, "--PublicUrl", "https://reflect.test", "--Logging:LogLevel:Default", "None"], b => b.WebHost.UseTestServer()))
        {
            await Bot.PrepareAsync(app, TestContext.Current.CancellationToken);
            await app.StartAsync(TestContext.Current.CancellationToken);
            using var http = Connections.Open(app.GetTestServer().CreateHandler());
            var findings = await new TeamsReachCheck(http, "https://reflect.test").LookAsync(TestContext.Current.CancellationToken);
            Assert.Equal([Outcome.Ok, Outcome.Ok], findings.Select(f => f.Outcome));
            await app.StopAsync(TestContext.Current.CancellationToken);
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task<string> WrongAsync(string sentence)
    {
        var (isWell, said) = await _world.LookAsync();
        Assert.False(isWell, said);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Contains(Lines(said), l => l.StartsWith("wrong  ", StringComparison.Ordinal) && l.Contains(sentence, StringComparison.Ordinal));
        Clean(said);
        return said;
    }

    private static void Clean(string said)
    {
        Assert.DoesNotContain(DoctorWorld.Secret, said, StringComparison.Ordinal);
        Assert.DoesNotContain(DoctorWorld.IssuedToken, said, StringComparison.Ordinal);
    }

    private static string[] Lines(string said) => said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
