namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>
/// What the Bot Connector said; a closed set. An exception instead means that acceptance is unknown (a timeout, a broken connection, an
/// answer that cannot be read): the same request may have been carried out.
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
        /// <summary>Of a new conversation: where it is served, if the connector says so and the bot speaks to that host.</summary>
        public Uri? ServiceUrl { get; init; }
    }

    /// <summary>Not now; nothing was done. Also a refused token: somebody must correct the registration, and nothing is lost meanwhile.</summary>
    /// <param name="After">Not before this long; null where nobody said.</param>
    public sealed record Busy(TimeSpan? After) : ConnectorAnswer;

    /// <summary>The bot cannot write to them: blocked, uninstalled, or switched off by an administrator.</summary>
    public sealed record Blocked : ConnectorAnswer;

    /// <summary>The conversation or message is not there any more.</summary>
    public sealed record Gone : ConnectorAnswer;

    /// <summary>More than the connector takes.</summary>
    public sealed record TooLarge : ConnectorAnswer;

    /// <summary>It will never be taken like this.</summary>
    /// <param name="Reason">Status and error code, e.g. <c>403 NotEnoughPermissions</c>; letters and digits only, nobody's words.</param>
    public sealed record Refused(string Reason) : ConnectorAnswer;
}

/// <summary>A question to the connector was not answered: what it said instead.</summary>
/// <param name="answer">What it said.</param>
internal sealed class ConnectorException(ConnectorAnswer answer) : Exception($"The Bot Connector did not answer: {answer}")
{
    /// <summary>What the connector said; never <see cref="ConnectorAnswer.Done"/>.</summary>
    public ConnectorAnswer Answer { get; } = answer;
}
