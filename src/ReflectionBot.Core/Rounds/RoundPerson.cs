namespace ReflectionBot.Core.Rounds;

/// <summary>Whether a person can read the bot's messages to them.</summary>
public enum Reach
{
    /// <summary>They have a chat with the bot: an account on a chat platform, or a link that they have opened.</summary>
    HasChat = 0,

    /// <summary>They come in by a private link, and have not opened one yet.</summary>
    LinkNotOpened = 1,

    /// <summary>The bot could not write to them.</summary>
    NotReachable = 2,
}

/// <summary>A person in a round.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Name">The name the project uses.</param>
/// <param name="State">Their status.</param>
/// <param name="Reach">Whether they have a chat.</param>
/// <param name="AskAt">When they will be asked, if they have not been yet.</param>
public sealed record RoundPerson(string Person, string Name, RosterState State, Reach Reach, DateTimeOffset? AskAt = null);
