using ReflectionBot;
using ReflectionBot.Channels.Slack.Doctor;
using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Channels.Teams.Doctor;
using ReflectionBot.Channels.Teams.Package;
using ReflectionBot.Demonstration;
using ReflectionBot.Diagnostics;

return args switch
{
    ["demo", ..] => await Demo.RunAsync(Console.Out, CancellationToken.None),
    ["web-project", .. var rest] => await WebProject.RunAsync(rest, Console.Out, Console.Error, CancellationToken.None),
    ["teams-app", .. var rest] => await TeamsApp.RunAsync(rest, Console.Out, Console.Error, CancellationToken.None),
    ["slack-app", .. var rest] => await SlackAppWord.RunAsync(rest, Console.Out, Console.Error, CancellationToken.None),
    ["doctor", "slack", .. var rest] => await SlackDoctor.RunAsync(rest, Console.Out, Console.Error, CancellationToken.None),
    ["doctor", "teams", .. var rest] => await TeamsDoctor.RunAsync(rest, Console.Out, Console.Error, CancellationToken.None),
    [['-', ..], ..] or [] => await Bot.RunAsync(args, Console.Error, CancellationToken.None),
    [var word, ..] => Usage.Unknown(word, Console.Error),
};
