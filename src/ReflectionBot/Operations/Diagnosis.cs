using ReflectionBot.Channels.Mail;
using ReflectionBot.Channels.Mail.Doctor;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Doctor;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Channels.Teams.Doctor;
using ReflectionBot.Checks;

namespace ReflectionBot.Operations;

/// <summary><c>doctor</c> without a further word: checks the store, every connected chat platform, and e-mail.</summary>
internal static class Diagnosis
{
    /// <summary>Checks everything.</summary>
    /// <param name="args">Settings, as for the bot itself.</param>
    /// <param name="output">Receives a line for each finding.</param>
    /// <param name="errors">Receives the sentence if other settings keep the bot from starting.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>0 if nothing is wrong, otherwise 1.</returns>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancel) => DoctorRun.RunAsync(args, errors, async (services, http) =>
    {
        var store = await DoctorVisit.StoreAsync(services, cancel);
        await DoctorVisit.SayAsync(output, [store.ToString()]);
        var slack = !IsConnected<SlackOptions>(services, SlackOptions.Section, o => o.IsOn)
            ? await LaterAsync(output, "Slack", "slack")
            : await new SlackDoctor(services, http).LookAsync(output, cancel);
        var teams = !IsConnected<TeamsOptions>(services, TeamsOptions.Section, o => o.IsOn)
            ? await LaterAsync(output, "Microsoft Teams", "teams")
            : await new TeamsDoctor(services, http).LookAsync(output, cancel);
        var mail = !IsConnected<MailOptions>(services, MailOptions.Section, o => o.IsOn)
            ? await LaterAsync(output, "E-mail", "mail")
            : await new MailDoctor(services).LookAsync(output, cancel);
        return store.Outcome != Outcome.Wrong && slack && teams && mail;
    });

    // Wrong settings were meant to connect the platform, so it is checked.
    private static bool IsConnected<T>(IServiceProvider services, string section, Func<T, bool> isOn)
        where T : class, new()
    {
        var (options, wrong) = DoctorVisit.Settings<T>(services, section);
        return wrong.Count > 0 || isOn(options);
    }

    private static async Task<bool> LaterAsync(TextWriter output, string platform, string word)
    {
        await DoctorVisit.SayAsync(output, [$"{platform} is not connected. To begin: doctor {word}"]);
        return true;
    }
}
