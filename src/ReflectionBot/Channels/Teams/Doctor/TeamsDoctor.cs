using ReflectionBot.Channels.Teams.Connector;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Teams.Doctor;

/// <summary>
/// <c>doctor teams</c>: checks everything that Teams needs. For each part it says in one line whether it works and what to do. It sends no message
/// and shows no secret. It can run beside a running bot, with the same settings.
/// </summary>
internal sealed class TeamsDoctor(IServiceProvider services, HttpClient http)
{
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();
    private readonly IConfiguration _configuration = services.GetRequiredService<IConfiguration>();

    /// <summary>Writes each finding as soon as it is made.</summary>
    /// <returns>Whether nothing is wrong.</returns>
    internal async Task<bool> LookAsync(TextWriter output, CancellationToken cancel)
    {
        var (options, wrong) = DoctorVisit.Settings<TeamsOptions>(services, TeamsOptions.Section);
        if (wrong.Count == 0 && !options.IsOn)
        {
            await DoctorVisit.SayAsync(output, TeamsSettingsCheck.HowToBegin);
            return false;
        }

        return await DoctorVisit.SayAsync(output, FindAsync(options, wrong, cancel), isWell => [isWell ? "Nothing is wrong." : "Something is wrong. Put the first line right, and call this again; docs/teams.md helps further."]);
    }

    private async IAsyncEnumerable<Finding> FindAsync(TeamsOptions options, IReadOnlyList<Finding> wrong, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var finding in wrong.Count > 0 ? wrong : [TeamsSettingsCheck.Look(options)])
        {
            yield return finding;
        }

        // With only the development switch, nothing else of Teams is used.
        var all = options.AppId.Length == 0 ? [] : (Func<Task<IReadOnlyList<Finding>>>[])
        [
            () => new KeysCheck(http, options.OpenIdMetadata, _time).LookAsync(cancel),
            .. wrong.Count > 0 ? (Func<Task<IReadOnlyList<Finding>>>[])[] : [() => new TokenCheck(options, services.GetRequiredService<BotTokens>(), _time).LookAsync(cancel)],
            () => new TeamsReachCheck(http, (_configuration["PublicUrl"] ?? "").TrimEnd('/')).LookAsync(cancel),
        ];
        foreach (var look in all)
        {
            foreach (var finding in await look())
            {
                yield return finding;
            }
        }

        yield return await DoctorVisit.StoreAsync(services, cancel);
    }
}
