using Microsoft.Extensions.Options;
using ReflectionBot.Channels.Teams.Connector;
using ReflectionBot.Core.Storage;
using ReflectionBot.Diagnostics;

namespace ReflectionBot.Channels.Teams.Doctor;

/// <summary>
/// <c>doctor teams</c>: looks at everything that Teams needs and says of each, in one line, whether it is well and what to do. Sends no message
/// to anybody, and says no secret. Works beside a running bot, with the same settings.
/// </summary>
internal sealed class TeamsDoctor(IServiceProvider services, HttpClient http)
{
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();
    private readonly IConfiguration _configuration = services.GetRequiredService<IConfiguration>();

    /// <summary>Looks at everything.</summary>
    /// <param name="args">Settings as the bot itself takes them.</param>
    /// <param name="output">Takes a line for each thing.</param>
    /// <param name="errors">Takes the sentence where other settings keep the bot from starting.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>0 where nothing is wrong, else 1.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        var isWell = false;
        var failed = await StartFailures.SayAsync(errors, async () =>
        {
            await using var app = Bot.Build(["--Logging:LogLevel:Default", "None", .. args]);
            using var http = Connections.Open();
            isWell = await new TeamsDoctor(app.Services, http).LookAsync(output, cancel).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return failed == 0 && isWell ? 0 : 1;
    }

    /// <summary>Says each finding as it is made.</summary>
    /// <returns>Whether nothing is wrong.</returns>
    internal async Task<bool> LookAsync(TextWriter output, CancellationToken cancel)
    {
        var (options, wrong) = Settings();
        if (wrong.Count == 0 && !options.IsOn)
        {
            await SayAsync(output, SettingsCheck.HowToBegin).ConfigureAwait(false);
            return false;
        }

        var isWell = true;
        await foreach (var finding in FindAsync(options, wrong, cancel).ConfigureAwait(false))
        {
            isWell &= finding.Outcome != Outcome.Wrong;
            await output.WriteLineAsync(finding.ToString()).ConfigureAwait(false);
        }

        await SayAsync(output, [isWell ? "Nothing is wrong." : "Something is wrong. Put the first line right, and call this again; docs/teams.md helps further."]).ConfigureAwait(false);
        return isWell;
    }

    private async IAsyncEnumerable<Finding> FindAsync(TeamsOptions options, IReadOnlyList<Finding> wrong, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var finding in wrong.Count > 0 ? wrong : [SettingsCheck.Look(options)])
        {
            yield return finding;
        }

        // With the development switch alone, nothing else of Teams is used.
        var all = options.AppId.Length == 0 ? [] : (Func<Task<IReadOnlyList<Finding>>>[])
        [
            () => new KeysCheck(http, options.OpenIdMetadata, _time).LookAsync(cancel),
            .. wrong.Count > 0 ? (Func<Task<IReadOnlyList<Finding>>>[])[] : [() => new TokenCheck(options, services.GetRequiredService<BotTokens>(), _time).LookAsync(cancel)],
            () => new ReachCheck(http, (_configuration["PublicUrl"] ?? "").TrimEnd('/')).LookAsync(cancel),
        ];
        foreach (var look in all)
        {
            foreach (var finding in await look().ConfigureAwait(false))
            {
                yield return finding;
            }
        }

        yield return await StoreAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>The settings as they are; where they are wrong, the sentences with which the bot would not start.</summary>
    private (TeamsOptions Options, IReadOnlyList<Finding> Wrong) Settings()
    {
        try
        {
            return (services.GetRequiredService<IOptions<TeamsOptions>>().Value, []);
        }
        catch (OptionsValidationException e)
        {
            return (_configuration.GetSection(TeamsOptions.Section).Get<TeamsOptions>() ?? new(), [.. e.Failures.Select(f => Finding.Wrong("Settings", f))]);
        }
    }

    private async Task<Finding> StoreAsync(CancellationToken cancel)
    {
        const string subject = "Store";
        try
        {
            var store = services.GetRequiredService<ITableStore>();
            await store.PrepareAsync(cancel).ConfigureAwait(false);
            await store.GetAsync("health", "health", cancel).ConfigureAwait(false);
            return Finding.Ok(subject, "What people write can be stored.");
        }
        catch (StoreUnavailableException e)
        {
            return Finding.Wrong(subject, e.Message);
        }
    }

    private static async Task SayAsync(TextWriter output, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line).ConfigureAwait(false);
        }
    }
}
