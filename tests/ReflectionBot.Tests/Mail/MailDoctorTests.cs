using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Channels.Mail;
using ReflectionBot.Channels.Mail.Doctor;
using ReflectionBot.Operations;

namespace ReflectionBot.Tests.Mail;

/// <summary><c>doctor mail</c> against a real SMTP server: each thing that can be wrong has its sentence, none has the password, and no mail is sent.</summary>
public sealed class MailDoctorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-mail-doctor-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Where_all_is_well_it_says_so_and_sends_nothing()
    {
        await using var server = MailServer.Start(login: true);
        var (isWell, said) = await LookAsync(server.Port, "--Mail:User", "bot", "--Mail:Password", server.Password);
        Assert.True(isWell, said);
        Assert.Contains("localhost answers, encrypted, and its certificate is believed.", said, StringComparison.Ordinal);
        Assert.Contains("The server takes Mail:User and Mail:Password.", said, StringComparison.Ordinal);
        Assert.Contains("Nothing is wrong, and no mail was sent.", said, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Password, said, StringComparison.Ordinal);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task A_login_that_is_not_taken()
    {
        await using var server = MailServer.Start(login: true);
        var (isWell, said) = await LookAsync(server.Port, "--Mail:User", "bot", "--Mail:Password", "another one");
        Assert.False(isWell, said);
        Assert.Contains("does not take the login", said, StringComparison.Ordinal);
        Assert.DoesNotContain("another one", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_encryption_and_a_certificate_that_is_not_believed()
    {
        await using var bare = MailServer.Start(encrypted: false);
        Assert.Contains("There is no encrypted way to localhost", (await LookAsync(bare.Port)).Said, StringComparison.Ordinal);
        await using var unknown = MailServer.Start();
        var (isWell, said) = await LookAsync(unknown.Port, believes: false);
        Assert.False(isWell, said);
        Assert.Contains("does not believe its certificate", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_listens_there()
    {
        var server = MailServer.Start();
        await server.DisposeAsync();
        var (isWell, said) = await LookAsync(server.Port);
        Assert.False(isWell, said);
        Assert.Contains("gives no answer", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_it_says_how_to_begin_and_with_wrong_settings_what_is_wrong()
    {
        Assert.Contains("E-mail is not set up", (await LookAsync(0, "--Mail:Host", "", "--Mail:From", "")).Said, StringComparison.Ordinal);
        var (isWell, said) = await LookAsync(587, "--Mail:From", "nobody");
        Assert.False(isWell, said);
        Assert.Contains("wrong        Settings   Mail:From must be the e-mail address", said, StringComparison.Ordinal);
    }

    private Task<(bool IsWell, string Said)> LookAsync(int port, params string[] settings) => LookAsync(port, true, settings);

    private Task<(bool IsWell, string Said)> LookAsync(int port, bool believes) => LookAsync(port, believes, []);

    private async Task<(bool IsWell, string Said)> LookAsync(int port, bool believes, string[] settings)
    {
        string[] args = ["--Logging:LogLevel:Default", "None", "--Storage:Folder", _folder, "--Web:DataFolder", _folder, "--Web:AssetsFolder", _folder, "--PublicUrl", "https://bot.example", "--Mail:Host", "localhost", "--Mail:Port", $"{port}", "--Mail:From", "bot@reflect.example", .. settings];
        await using var app = Bot.Build(args, builder => builder.Services.Replace(ServiceDescriptor.Singleton(new MailTrust(new("https://bot.example"), believes ? (_, c, _, _) => c?.GetCertHashString() == MailServer.Certificate.GetCertHashString() : null))));
        await using var output = new StringWriter();
        var isWell = await new MailDoctor(app.Services).LookAsync(output, Cancel);
        return (isWell, output.ToString());
    }
}
