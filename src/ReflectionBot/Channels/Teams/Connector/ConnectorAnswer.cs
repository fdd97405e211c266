namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>
/// The Bot Connector's answer; a closed set. An exception instead means that it is unknown whether the request was accepted (a timeout, a broken
/// connection, an unreadable answer): it may have been carried out.
/// </summary>
internal abstract record ConnectorAnswer
{
    private ConnectorAnswer()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Id">The message's or conversation's id; empty where the connector names none.</param>
    public sealed record Done(string Id) : ConnectorAnswer
    {
        /// <summary>For a new conversation: its service URL, if the connector gives one and the bot may send to that host.</summary>
        public Uri? ServiceUrl { get; init; }
    }

    /// <summary>Temporarily refused; nothing was done. Also for a refused token: an administrator must correct the registration, and nothing is lost until then.</summary>
    /// <param name="After">The least time to wait; null where none was given.</param>
    public sealed record Busy(TimeSpan? After) : ConnectorAnswer;

    /// <summary>The bot cannot write to this person: blocked, uninstalled, or switched off by an administrator.</summary>
    public sealed record Blocked : ConnectorAnswer;

    /// <summary>The conversation or message no longer exists.</summary>
    public sealed record Gone : ConnectorAnswer;

    /// <summary>The message is larger than the connector accepts.</summary>
    public sealed record TooLarge : ConnectorAnswer;

    /// <summary>The request will never be accepted in this form.</summary>
    /// <param name="Reason">Status and error code, e.g. <c>403 NotEnoughPermissions</c>; letters and digits only, no text written by people.</param>
    public sealed record Refused(string Reason) : ConnectorAnswer;
}

/// <summary>A read from the connector failed; holds the connector's answer instead.</summary>
/// <param name="answer">The connector's answer.</param>
internal sealed class ConnectorException(ConnectorAnswer answer) : Exception($"The Bot Connector did not answer: {answer}")
{
    /// <summary>The connector's answer; never <see cref="ConnectorAnswer.Done"/>.</summary>
    public ConnectorAnswer Answer { get; } = answer;
}
