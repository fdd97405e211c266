using System.Runtime.CompilerServices;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Slack.Doctor;

/// <summary>
/// <c>doctor slack</c>: checks everything that Slack needs, and prints one line for each: whether it is fine, and what to do. Sends no message
/// to anybody, and prints no secret. Works beside a running bot, with the same settings.
/// </summary>
internal sealed class SlackDoctor(IServiceProvider services, HttpClient http)
{
    private readonly IConfiguration _configuration = services.GetRequiredService<IConfiguration>();

    /// <summary>Prints each finding as it is made.</summary>
    /// <returns>Whether nothing is wrong.</returns>
    internal async Task<bool> LookAsync(TextWriter output, CancellationToken cancel)
    {
        var (options, wrong) = DoctorVisit.Settings<SlackOptions>(services, SlackOptions.Section);
        if (wrong.Count == 0 && !options.IsOn)
        {
            await DoctorVisit.SayAsync(output, SlackSettingsCheck.HowToBegin);
            return false;
        }

        return await DoctorVisit.SayAsync(output, FindAsync(options, wrong, cancel), isWell => isWell ? SlackSettingsCheck.WhatIsLeft(options, PublicUrl) : ["Something is wrong. Put the first line right, and call this again; docs/slack.md helps further."]);
    }

    private string PublicUrl => (_configuration["PublicUrl"] ?? "").TrimEnd('/');

    private async IAsyncEnumerable<Finding> FindAsync(SlackOptions options, IReadOnlyList<Finding> wrong, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var finding in wrong.Count > 0 ? wrong : [SlackSettingsCheck.Look(options)])
        {
            yield return finding;
        }

        // With wrong settings, the checks that use them would only fail again. The same goes for the tokens if Slack cannot be reached.
        if (wrong.Count == 0)
        {
            var api = await new ApiCheck(http, options, services.GetRequiredService<TimeProvider>()).LookAsync(cancel);
            var tokens = api[0].Outcome == Outcome.Wrong ? [] : await new TokensCheck(options, services.GetRequiredService<SlackApi>()).LookAsync(cancel);
            var isReached = options.Transport == SlackTransport.Http || options.ClientId.Length > 0;
            var reach = isReached ? await new SlackReachCheck(http, options, PublicUrl).LookAsync(cancel) : [];
            foreach (var finding in (Finding[])[.. api, .. tokens, .. reach])
            {
                yield return finding;
            }
        }

        yield return await DoctorVisit.StoreAsync(services, cancel);
    }
}
