using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using ReflectionBot.Channels.Mail;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Web;
using ReflectionBot.Checks;
using ReflectionBot.Operations;
using ReflectionBot.Operations.Coding;
using ReflectionBot.Storage;
using ReflectionBot.Work;

namespace ReflectionBot.Tests.Docs;

/// <summary>appsettings.sample.json and the README's table name every setting, with its real default, and nothing else.</summary>
public sealed class SampleSettingsTests
{
    private static readonly (string Section, Type Options)[] Classes =
        [(StorageOptions.Section, typeof(StorageOptions)), (WebOptions.Section, typeof(WebOptions)), (SlackOptions.Section, typeof(SlackOptions)), (TeamsOptions.Section, typeof(TeamsOptions)), (MailOptions.Section, typeof(MailOptions)), (TryOutOptions.Section, typeof(TryOutOptions)), (CodebookOptions.Section, typeof(CodebookOptions)), (WorkOptions.Section, typeof(WorkOptions))];

    /// <summary>What the host reads besides, with its default.</summary>
    private static readonly (string Key, string Default)[] Others = [("Urls", Listening.DefaultUrl), ("Logging:LogLevel:Default", "Information")];

    private static IConfigurationRoot Sample { get; } = new ConfigurationBuilder().AddJsonFile(Repository.Path("appsettings.sample.json")).Build();

    [Fact]
    public void Every_options_class_of_the_host_is_known_here()
    {
        var there = typeof(Bot).Assembly.GetTypes().Where(t => t.IsPublic && t.Name.EndsWith("Options", StringComparison.Ordinal) && t.GetField("Section") is not null);
        Assert.Equal(there.Select(t => t.Name).Order(), Classes.Select(c => c.Options.Name).Order());
    }

    [Fact]
    public void The_sample_names_every_setting_with_its_default_and_nothing_else() =>
        Assert.Equal(Defaults(), Sample.AsEnumerable().Where(p => !Sample.GetSection(p.Key).GetChildren().Any()).ToDictionary(p => p.Key, p => bool.TryParse(p.Value, out var on) ? Text(on) : p.Value ?? ""));

    [Fact]
    public void The_table_of_the_README_names_every_setting_with_its_default_and_nothing_else()
    {
        var page = Repository.Read("README.md");
        var table = page[page.IndexOf("| key | default | meaning |", StringComparison.Ordinal)..page.IndexOf("`GET /health`", StringComparison.Ordinal)];
        var rows = Repository.TableRows(table).Skip(1).ToDictionary(r => r[0].Trim('`'), r => r[1] == "empty" ? "" : r[1].Trim('`'));
        Assert.Equal(Defaults(), rows);
    }

    [Fact]
    public void The_sample_binds_and_passes_the_checks_of_every_class()
    {
        foreach (var (section, type) in Classes)
        {
            var options = Activator.CreateInstance(type)!;
            Sample.GetSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
            Assert.All(type.GetProperties().Where(p => p.CanWrite && p.Name != nameof(WebOptions.PublicUrl)), p => Assert.Equal(Text(p.GetValue(Activator.CreateInstance(type))), Text(p.GetValue(options))));
        }

        using var app = Bot.Build([.. Sample.AsEnumerable().Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"--{p.Key}={p.Value}"), "--Web:DataFolder", Path.GetTempPath()]);
        Assert.NotNull(app.Services);
    }

    [Fact]
    public void Every_setting_of_the_sample_has_a_comment()
    {
        var lines = Repository.Read("appsettings.sample.json").Split('\n');
        var keys = Enumerable.Range(0, lines.Length).Where(i => lines[i].TrimStart().StartsWith('"')).ToList();
        Assert.All(keys, i => Assert.True(lines[i - 1].Contains("//", StringComparison.Ordinal) || lines[i - 2].Contains("//", StringComparison.Ordinal) || lines[i - 3].Contains("//", StringComparison.Ordinal), lines[i]));
    }

    private static Dictionary<string, string> Defaults()
    {
        var all = Others.ToDictionary(o => o.Key, o => o.Default);
        foreach (var (section, type) in Classes)
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
            {
                all[property.Name == nameof(WebOptions.PublicUrl) ? property.Name : $"{section}:{property.Name}"] = Text(property.GetValue(Activator.CreateInstance(type)));
            }
        }

        return all;
    }

    private static string Text(object? value) => value switch
    {
        bool on => on ? "true" : "false", // As JSON has it.
        IEnumerable<string> list => string.Join(", ", list),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
