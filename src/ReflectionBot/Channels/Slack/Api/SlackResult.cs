namespace ReflectionBot.Channels.Slack.Api;

/// <summary>The identity of a call: one workspace and the bot's token there.</summary>
/// <param name="Team">The workspace's id (<c>T...</c>); calls are paced for each workspace.</param>
/// <param name="Token">The bot's token there.</param>
internal sealed record SlackAccess(string Team, string Token)
{
    /// <summary>Without the token, because records print their values.</summary>
    public override string ToString() => $"SlackAccess {Team}";
}

/// <summary>What an <c>ok: false</c> means for the bot; Slack's own code is kept beside it.</summary>
internal enum SlackFailure
{
    /// <summary>None of the others: Slack will never accept this call as it is.</summary>
    Other = 0,

    /// <summary>The token is no longer valid: revoked, the app uninstalled, the account inactive. Nothing can be sent to the workspace.</summary>
    Revoked,

    /// <summary>A scope is missing: the app must be installed again.</summary>
    MissingScope,

    /// <summary>The channel is archived or does not exist.</summary>
    ChannelGone,

    /// <summary>The bot is not in the channel.</summary>
    NotInChannel,

    /// <summary>The bot cannot write to this person: deactivated, a bot, from outside the workspace, or not visible.</summary>
    PersonGone,

    /// <summary>The message no longer exists, or can no longer be changed.</summary>
    MessageGone,

    /// <summary>More than Slack accepts: text or blocks too long, too many, or invalid.</summary>
    TooLong,

    /// <summary>The window can no longer be opened: its trigger is valid for three seconds.</summary>
    TriggerExpired,
}

/// <summary>
/// The result of a Web API call; a closed set. An exception instead (<see cref="TimeoutException"/>, <see cref="HttpRequestException"/>,
/// <see cref="IOException"/>, <see cref="InvalidDataException"/>) means that it is unknown whether the call was accepted.
/// </summary>
internal abstract record SlackResult<T>
{
    private SlackResult()
    {
    }

    /// <summary>It was done.</summary>
    public sealed record Done(T Value) : SlackResult<T>;

    /// <summary>429, or an error that passes by itself. Nothing was done. The time to wait at least; null if Slack did not say.</summary>
    public sealed record Busy(TimeSpan? After) : SlackResult<T>;

    /// <summary><c>ok: false</c>.</summary>
    /// <param name="Failure">What it means.</param>
    /// <param name="Code">Slack's code, e.g. <c>channel_not_found</c>: at most 64 letters, digits and underscores.</param>
    public sealed record Failed(SlackFailure Failure, string Code) : SlackResult<T>;
}

/// <summary>A list could not be read to its end.</summary>
/// <param name="failure">What it means; null for busy.</param>
/// <param name="code">Slack's code, or <c>busy</c>.</param>
/// <param name="after">If busy: the time to wait at least; null if Slack did not say.</param>
internal sealed class SlackCallException(SlackFailure? failure, string code, TimeSpan? after = null) : Exception($"Slack did not answer: {code}")
{
    /// <summary>What it means; null for busy.</summary>
    public SlackFailure? Failure { get; } = failure;

    /// <summary>Slack's code, or <c>busy</c>.</summary>
    public string Code { get; } = code;

    /// <summary>If busy: the time to wait at least.</summary>
    public TimeSpan? After { get; } = after;
}
