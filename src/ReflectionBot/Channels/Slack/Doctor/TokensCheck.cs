using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Slack.Doctor;

/// <summary>Checks whether Slack accepts the two tokens, and what the bot's token may do. The address from <c>apps.connections.open</c> is not used, so a running bot is not affected.</summary>
internal sealed class TokensCheck(SlackOptions options, SlackApi api)
{
    private const string AppSubject = "AppToken";
    private const string BotSubject = "BotToken";
    private const string ScopesSubject = "Scopes";

    /// <summary>A finding for the app's token if there is one, and one or two for the bot's.</summary>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) =>
    [
        .. options.Transport == SlackTransport.Socket ? (Finding[])[await AskAsync(AppSubject, () => AppAsync(cancel), cancel)] : [],
        .. options.BotToken.Length > 0 ? await BotAsync(cancel) : [],
    ];

    private async Task<Finding> AppAsync(CancellationToken cancel) => await api.OpenConnectionAsync(options.AppToken, cancel) switch
    {
        SlackResult<Uri>.Done => Finding.Ok(AppSubject, "Slack lets the bot open a connection."),
        SlackResult<Uri>.Failed { Failure: SlackFailure.MissingScope, Code: var code } => Finding.Wrong(AppSubject, $"Slack:AppToken may not open connections ({code}). Make one with the scope connections:write: the app's page \"Basic Information\", \"App-Level Tokens\"."),
        SlackResult<Uri>.Failed { Failure: SlackFailure.Revoked, Code: var code } => Finding.Wrong(AppSubject, $"Slack does not know Slack:AppToken ({code}). Take it from the app's page \"Basic Information\", \"App-Level Tokens\"; it begins with xapp-."),
        SlackResult<Uri>.Failed { Code: var code } => Finding.Wrong(AppSubject, $"Slack opens no connection ({code}). Check that \"Socket Mode\" is on in the app."),
        _ => Busy(AppSubject),
    };

    private async Task<IReadOnlyList<Finding>> BotAsync(CancellationToken cancel)
    {
        SlackIdentity? who = null;
        var token = await AskAsync(BotSubject, async () =>
        {
            var answer = await api.IdentifyAsync(options.BotToken, cancel);
            who = (answer as SlackResult<SlackIdentity>.Done)?.Value;
            return Bot(answer);
        }, cancel);
        return who is null || token.Outcome != Outcome.Ok ? [token] : [token, Scopes(who.Scopes)];
    }

    private static Finding Bot(SlackResult<SlackIdentity> answer) => answer switch
    {
        SlackResult<SlackIdentity>.Done { Value.IsEnterpriseInstall: true } =>
            Finding.Wrong(BotSubject, "Slack:BotToken is of a whole Enterprise Grid organisation, which is not served. Install the app in one workspace, and take that token."),
        SlackResult<SlackIdentity>.Done { Value: var who } => Finding.Ok(BotSubject, $"The bot is in the workspace {who.TeamName} ({who.Team})."),
        SlackResult<SlackIdentity>.Failed { Failure: SlackFailure.Revoked, Code: var code } => Finding.Wrong(BotSubject, $"Slack does not know Slack:BotToken ({code}). Take the \"Bot User OAuth Token\" of the app's page \"OAuth & Permissions\"; installing the app again may have made a new one."),
        SlackResult<SlackIdentity>.Failed { Code: var code } => Finding.Wrong(BotSubject, $"Slack does not take Slack:BotToken ({code})."),
        _ => Busy(BotSubject),
    };

    /// <summary>With too few scopes the bot does not work; too many are more than people were told.</summary>
    private static Finding Scopes(IReadOnlyList<string> granted)
    {
        if (granted.Count == 0)
        {
            return Finding.CannotTell(ScopesSubject, "Slack did not say what the bot may do.");
        }

        var (missing, more) = (SlackNeeds.Missing(granted), granted.Except(SlackNeeds.Scopes.Select(s => s.Name)).Order(StringComparer.Ordinal).ToList());
        return missing.Count > 0 ? Finding.Wrong(ScopesSubject, $"The bot may not do all it needs: {string.Join(", ", missing)}. Add them under \"Bot Token Scopes\" of the app's page \"OAuth & Permissions\", and install the app again.")
            : more.Count > 0 ? Finding.Ok(ScopesSubject, $"The bot may do what it needs, and more than that: {string.Join(", ", more)}. Take those away at \"OAuth & Permissions\", and install the app again.")
            : Finding.Ok(ScopesSubject, "The bot may do what it needs and no more.");
    }

    private static Finding Busy(string subject) => Finding.CannotTell(subject, "Slack asks to wait. Call this again in a minute.");

    private static async Task<Finding> AskAsync(string subject, Func<Task<Finding>> ask, CancellationToken cancel)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is HttpRequestException or TimeoutException or IOException or InvalidDataException)
        {
            return Finding.CannotTell(subject, "Slack gave no answer that can be read. Call this again in a minute.");
        }
    }
}
