using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReflectionBot.Application.Tables;
using ReflectionBot.Checks;
using ReflectionBot.Security;
using ReflectionBot.Storage;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Slack;

/// <summary>
/// The key ring: what one instance encrypts, others and the next start can read; where it is kept, nothing can be read without the signing
/// key. Data Protection has the system's clock only, so keys of other times are made by their own dates.
/// </summary>
public sealed class DataProtectionTests : IDisposable
{
    private const string Account = "UseDevelopmentStorage=true";

    private static readonly byte[] Secret = [1, 2, 3];
    private static readonly string Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-keys-").FullName;
    private readonly InMemoryTables _tables = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_one_instance_encrypts_the_others_and_the_next_start_read(bool inTable)
    {
        byte[] sealedBytes;
        using (var one = Start(inTable))
        {
            sealedBytes = Protector(one).Protect(Secret);
            using var beside = Start(inTable);
            Assert.Equal(Secret, Protector(beside).Unprotect(sealedBytes));
        }

        using var next = Start(inTable);
        Assert.Equal(Secret, Protector(next).Unprotect(sealedBytes));
        Assert.Throws<CryptographicException>(() => next.GetRequiredService<IDataProtectionProvider>().CreateProtector("another purpose").Unprotect(sealedBytes));
    }

    [Fact]
    public async Task A_copy_of_the_table_or_of_the_files_opens_nothing_without_the_signing_key()
    {
        byte[] ofTable, ofFiles;
        using (var table = Start(inTable: true))
        using (var files = Start(inTable: false))
        {
            (ofTable, ofFiles) = (Protector(table).Protect(Secret), Protector(files).Protect(Secret));
        }

        var row = Assert.Single(await _tables.ListAsync(Keys.KeyRing(KeyRingSetup.Application), "", TestContext.Current.CancellationToken));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder, KeyRingSetup.Folder)));
        Assert.All((string[])[row.Columns.NeedText("Xml"), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)], xml =>
        {
            Assert.Contains("<sealed", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("<masterKey", xml, StringComparison.Ordinal);
        });
        var other = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        using (var thief = Start(inTable: true, other))
        {
            Assert.ThrowsAny<CryptographicException>(() => Protector(thief).Unprotect(ofTable));
        }

        using (var thief = Start(inTable: false, other))
        {
            Assert.ThrowsAny<CryptographicException>(() => Protector(thief).Unprotect(ofFiles));
        }
    }

    [Fact]
    public void With_another_signing_key_a_new_key_is_made_and_used()
    {
        using (var one = Start(inTable: true))
        {
            Protector(one).Protect(Secret);
        }

        using var two = Start(inTable: true, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        Assert.Equal(Secret, Protector(two).Unprotect(Protector(two).Protect(Secret)));
        Assert.Equal(2, two.GetRequiredService<IKeyManager>().GetAllKeys().Count);
    }

    [Fact]
    public void Where_the_only_key_has_ended_a_new_one_takes_its_place_and_the_old_one_still_reads()
    {
        var now = TimeProvider.System.GetUtcNow();
        byte[] old;
        using (var past = Start(inTable: true))
        {
            past.GetRequiredService<IKeyManager>().CreateNewKey(now.AddDays(-100), now.AddDays(10));
            old = Protector(past).Protect(Secret);
        }

        using var present = Start(inTable: true);
        present.GetRequiredService<IKeyManager>().CreateNewKey(now.AddDays(-1), now.AddDays(89)); // As the ring does shortly before the old one ends.
        using var later = Start(inTable: true);
        var renewed = Protector(later).Protect(Secret);
        Assert.Equal(Secret, Protector(later).Unprotect(old));
        Assert.NotEqual(old.AsSpan(4, 16).ToArray(), renewed.AsSpan(4, 16).ToArray()); // The id of the key stands behind the four magic bytes.
    }

    [Fact]
    public void An_ended_key_is_used_no_more()
    {
        var now = TimeProvider.System.GetUtcNow();
        using (var past = Start(inTable: true))
        {
            past.GetRequiredService<IKeyManager>().CreateNewKey(now.AddDays(-100), now.AddDays(-10));
        }

        using var present = Start(inTable: true);
        Protector(present).Protect(Secret);
        var keys = present.GetRequiredService<IKeyManager>().GetAllKeys();
        Assert.Equal(2, keys.Count);
        Assert.InRange(keys.Max(k => k.ExpirationDate), now.AddDays(89), now.AddDays(91));
    }

    [Fact]
    public void Key_files_are_the_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes; the folder inherits the data folder's rights.");
        var folder = Directory.CreateDirectory(Path.Combine(_folder, KeyRingSetup.Folder)).FullName; // Somebody made it before, open to all.
        using (var one = Start(inTable: false))
        {
            Protector(one).Protect(Secret);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(folder))));
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        var e = Assert.Throws<CannotStartException>(() => new KeyFiles(Path.Combine(_folder, "file", "keys")));
        Assert.Contains("Web:DataFolder", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("no base64")]
    public void A_damaged_key_is_an_error_and_no_key(string text)
    {
        using var provider = Start(inTable: true);
        Assert.ThrowsAny<CryptographicException>(() => new KeyXmlDecryptor(provider).Decrypt(new XElement("sealed", text)));
    }

    [Fact]
    public void Making_and_reading_keys_logs_no_warning()
    {
        var log = new LogRecorder();
        using (var one = Start(inTable: true, log: log))
        {
            Protector(one).Protect(Secret);
        }

        Assert.Equal("", log.Lines);
    }

    private static IDataProtector Protector(ServiceProvider services) => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    /// <summary>The real registration, as a host of its own over the same table and folder.</summary>
    private ServiceProvider Start(bool inTable, string? key = null, LogRecorder? log = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Web:DataFolder"] = _folder }).Build();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(log ?? new LogRecorder())); // As the bot filters.
        services.AddSingleton<ITableStore>(_tables).AddSingleton(TimeProvider.System).AddSingleton(new SigningKey(key ?? Key, _folder));
        services.AddSingleton(Options.Create(new StorageOptions { ConnectionString = inTable ? Account : null }));
        services.AddKeyRing(configuration);
        return services.BuildServiceProvider();
    }
}
