using ReflectionBot.Channels.Slack.Install;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Slack.Doctor;

/// <summary>Says which setup the settings choose, how to begin if there are none, and what only a person can do afterwards.</summary>
internal static class SlackSettingsCheck
{
    /// <summary>If nothing is set: how to begin, in order.</summary>
    public static IReadOnlyList<string> HowToBegin { get; } =
    [
        "Slack is not set up: there is no Slack:AppToken. To begin, with Socket Mode, which needs no public address:",
        "  1. At https://api.slack.com/apps: \"Create New App\", \"From a manifest\", choose the workspace, and under JSON paste what slack-app prints.",
        "  2. On the app's page \"Basic Information\", \"App-Level Tokens\": \"Generate Token and Scopes\", add connections:write, and set Slack:AppToken to it (xapp-), best in the environment: Slack__AppToken.",
        "  3. On its page \"Install App\": \"Install to\" your workspace, and set Slack:BotToken to the \"Bot User OAuth Token\" (xoxb-), best in the environment: Slack__BotToken.",
        "  4. Start the bot, and call this again.",
        "  5. In Slack, in the channel that is to be the project's home: /invite @ReflectionBot, then /reflect setup \"<project>\".",
        "README.md, \"Connect Slack\", has every step. HTTP instead, and several workspaces: docs/slack.md.",
    ];

    /// <summary>What is set.</summary>
    /// <param name="options">Checked settings that are on.</param>
    public static Finding Look(SlackOptions options) => Finding.Ok("Settings",
        $"{(options.Transport == SlackTransport.Socket ? "Socket Mode: the bot connects to Slack (Slack:AppToken)" : "HTTP: Slack posts to the bot (Slack:SigningSecret)")}; "
        + (options.BotToken.Length > 0 ? "one workspace (Slack:BotToken)." : "workspaces that install the app (Slack:ClientId)."));

    /// <summary>The remaining steps, which the doctor cannot check.</summary>
    public static IReadOnlyList<string> WhatIsLeft(SlackOptions options, string publicUrl) =>
    [
        "Nothing is wrong. What is left to do, and cannot be seen from here:",
        .. options.Transport == SlackTransport.Http ? (string[])[$"  - At api.slack.com, \"Socket Mode\" is off, and the three request addresses begin with {publicUrl}/slack/; slack-app --public-url {publicUrl} prints them all."]
            : ["  - At api.slack.com, \"Socket Mode\" is on."],
        .. options.ClientId.Length > 0 ? (string[])[$"  - Open {publicUrl}{InstallAddresses.InstallPath} for each workspace. For other workspaces than the app's own: \"Manage Distribution\" at api.slack.com."] : [],
        "  - In Slack, in the channel that is to be the project's home: /invite @ReflectionBot, then /reflect setup \"<project>\".",
    ];
}
