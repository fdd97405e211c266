using System.CommandLine;
using ReflectionBot.Channels.Mail.Doctor;
using ReflectionBot.Channels.Slack.Doctor;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Channels.Teams.Doctor;
using ReflectionBot.Channels.Teams.Package;
using ReflectionBot.Operations.Demonstration;

namespace ReflectionBot.Operations.CommandLine;

/// <summary>
/// The commands of the program, each with its help. Without a command it starts the bot. Input that it does not understand starts nothing and ends
/// with <see cref="NotUnderstood"/>.
/// </summary>
public static class BotCommandLine
{
    /// <summary>The exit code for a command line that was not understood. 0 means success, 1 a failure that was reported.</summary>
    public const int NotUnderstood = 2;

    /// <summary>Runs the command line.</summary>
    /// <param name="args">As typed, without the program's name.</param>
    /// <param name="output">Receives the output.</param>
    /// <param name="errors">Receives the sentence if it did not work.</param>
    /// <param name="cancel">Stops it, as Ctrl+C does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        var parsed = Parse(args);
        if (Mistake(parsed) is { } sentence)
        {
            await errors.WriteLineAsync(sentence);
            return NotUnderstood;
        }

        // The host handles Ctrl+C itself and takes its time to end. Failures without a sentence are bugs and are thrown.
        var how = new InvocationConfiguration { Output = output, Error = errors, ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(how, cancel);
    }

    /// <summary>Parses the command line.</summary>
    internal static ParseResult Parse(IReadOnlyList<string> args) => Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>The sentence on what was not understood; null if everything was.</summary>
    internal static string? Mistake(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // If a command takes settings, the library reports no error for unmatched tokens; its errors are about the command's own arguments.
        var wrong = !command.TreatUnmatchedTokensAsErrors && parsed.Errors.Count > 0 ? parsed.Errors[0].Message
            : SettingArguments.Mistake(parsed.UnmatchedTokens, command.TreatUnmatchedTokensAsErrors, Names(command)) ?? (parsed.Errors is [var first, ..] ? first.Message : null);
        return wrong is null ? null : $"{wrong}{Expected(command)} {(command is RootCommand ? "" : $"{Path(parsed)} ")}--help shows what can be typed.";
    }

    private static string Expected(Command command) =>
        command.Arguments.Count == 0 || command.Name == "help" ? "" : $" Expected: {command.Name} {string.Join(' ', command.Arguments.Select(a => $"\"<{a.Name}>\""))}.";

    private static IEnumerable<string> Names(Command command) =>
        [.. command.Subcommands.Select(c => c.Name), .. command.Options.SelectMany(o => (IEnumerable<string>)[o.Name, .. o.Aliases])];

    private static string Path(ParseResult parsed) => parsed.CommandResult.Parent is System.CommandLine.Parsing.CommandResult { Command: not RootCommand } parent
        ? $"{parent.Command.Name} {parsed.CommandResult.Command.Name}" : parsed.CommandResult.Command.Name;

    private static RootCommand Create()
    {
        var root = new RootCommand("ReflectionBot asks a project's collaborators to reflect, in Slack, Microsoft Teams or its own web chat. Without a word it starts the bot. Settings are typed as --Section:Key <value>; README.md lists them.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.Options.OfType<VersionOption>().Single().Aliases.Add("-v");
        root.SetAction((parsed, cancel) => Bot.RunAsync(SettingsOf(parsed), parsed.InvocationConfiguration.Error, cancel));
        root.Subcommands.Add(DemoWord());
        root.Subcommands.Add(WebProjectWord());
        root.Subcommands.Add(DoctorWord());
        root.Subcommands.Add(SlackAppWord());
        root.Subcommands.Add(TeamsAppWord());
        root.Subcommands.Add(ThemesWord.Create());
        root.Subcommands.Add(HelpWord());
        return root;
    }

    private static Command DemoWord()
    {
        var demo = new Command("demo", "Play one whole round in a folder that is gone afterwards, and show its digest.");
        demo.SetAction((parsed, cancel) => Demo.RunAsync(parsed.InvocationConfiguration.Output, cancel));
        return demo;
    }

    private static Command WebProjectWord()
    {
        var channel = new Argument<string>("channel") { Description = "The channel's name, in quotes, e.g. \"Housing priorities\"." };
        var name = new Argument<string>("your name") { Description = "Your own name, in quotes, e.g. \"Ana Silva\"." };
        var word = new Command("web-project", "Make a web channel and a personal link for its facilitator. Works beside a running bot.") { channel, name };
        foreach (var argument in (Argument<string>[])[channel, name])
        {
            // If too few names are given, a setting after them must not be taken for a name.
            argument.Validators.Add(given =>
            {
                if (given.Tokens is [{ Value: ['-', '-', ..] }])
                {
                    given.AddError("Two names are needed, in quotes.");
                }
            });
        }

        word.TreatUnmatchedTokensAsErrors = false;
        word.SetAction((parsed, cancel) => WebProject.RunAsync(
            parsed.GetRequiredValue(channel), parsed.GetRequiredValue(name), SettingsOf(parsed), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return word;
    }

    private static Command DoctorWord()
    {
        var doctor = new Command("doctor", "Check the settings, the store, every chat platform that is connected and e-mail, and say of each what to do. Sends no message to anybody.")
        {
            Doctor("slack", "Check everything that Slack needs.", (services, http, output, cancel) => new SlackDoctor(services, http).LookAsync(output, cancel)),
            Doctor("mail", "Check everything that e-mail needs: connects and logs in, and sends nothing.", (services, _, output, cancel) => new MailDoctor(services).LookAsync(output, cancel)),
            Doctor("teams", "Check everything that Microsoft Teams needs.", (services, http, output, cancel) => new TeamsDoctor(services, http).LookAsync(output, cancel)),
        };
        return Visit(doctor, Diagnosis.RunAsync);
    }

    private static Command Doctor(string name, string about, Func<IServiceProvider, HttpClient, TextWriter, CancellationToken, Task<bool>> look) =>
        Visit(new Command(name, about), (args, output, errors, cancel) => DoctorRun.RunAsync(args, errors, (services, http) => look(services, http, output, cancel)));

    private static Command Visit(Command command, Func<string[], TextWriter, TextWriter, CancellationToken, Task<int>> visit)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancel) => visit(SettingsOf(parsed), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return command;
    }

    private static Command SlackAppWord()
    {
        var url = new Option<string?>("--public-url") { Description = "The bot's https address, where Slack is to post to it; without it the app uses Socket Mode.", HelpName = "https address" };
        var name = new Option<string?>("--name") { Description = $"The app's name in Slack, up to {SlackManifest.LongestName} characters." };
        var file = new Option<string?>("--out") { Description = "A file to write; without it the manifest is printed.", HelpName = "file" };
        var word = new Command("slack-app", "Print the manifest with which the Slack app is made. Needs no settings, no running bot and no network.") { url, name, file };
        word.SetAction((parsed, cancel) => SlackAppManifest.RunAsync(
            new(parsed.GetValue(url), parsed.GetValue(name), parsed.GetValue(file)), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return word;
    }

    private static Command TeamsAppWord()
    {
        var file = new Option<string?>("--out") { Description = "The file to write.", HelpName = "file.zip" };
        var developer = new Option<string?>("--developer") { Description = "The organisation that stands behind the app." };
        var website = new Option<string?>("--website") { Description = "Its page.", HelpName = "https address" };
        var privacy = new Option<string?>("--privacy") { Description = "Its privacy statement.", HelpName = "https address" };
        var terms = new Option<string?>("--terms") { Description = "Its terms of use.", HelpName = "https address" };
        var word = new Command("teams-app", "Write the app that is uploaded to Microsoft Teams. Needs no running bot and no network.") { file, developer, website, privacy, terms };
        word.TreatUnmatchedTokensAsErrors = false;
        word.SetAction((parsed, cancel) => TeamsApp.RunAsync(
            new(parsed.GetValue(file), parsed.GetValue(developer), parsed.GetValue(website), parsed.GetValue(privacy), parsed.GetValue(terms), SettingsOf(parsed)),
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return word;
    }

    /// <summary><c>help</c> and <c>help doctor</c>: the same as <c>--help</c> after the command.</summary>
    private static Command HelpWord()
    {
        var about = new Argument<string[]>("word") { Description = "A word to be explained.", Arity = ArgumentArity.ZeroOrMore };
        var help = new Command("help", "Show what can be typed, or more about one word.") { about };
        help.SetAction((parsed, cancel) => RunAsync([.. parsed.GetValue(about) ?? [], "--help"], parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancel));
        return help;
    }

    private static string[] SettingsOf(ParseResult parsed) => [.. parsed.UnmatchedTokens];
}
