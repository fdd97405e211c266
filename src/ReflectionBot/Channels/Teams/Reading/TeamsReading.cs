using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Teams.Reading;

/// <summary>What an activity of Teams asks for; a closed set.</summary>
internal abstract record TeamsReading
{
    /// <summary>Something for the bot's turns.</summary>
    /// <param name="Inbound">The event.</param>
    /// <param name="Mentions">Ids in Teams and names of the people mentioned.</param>
    public sealed record Event(InboundEvent Inbound, IReadOnlyList<(string Id, string Name)> Mentions) : TeamsReading;

    /// <summary>The bot was added to a place, or taken out of it; said several times, in any order.</summary>
    public sealed record ComeOrGone(ConversationAddress Place, ChatAddress From, DateTimeOffset At, bool Come, SenderProfile Sender) : TeamsReading
    {
        /// <summary>The channel of the team that was chosen for the bot; null where none was.</summary>
        public ConversationAddress? Chosen { get; init; }

        /// <summary>Told of a team's first channel, whichever was chosen.</summary>
        public bool MayBeElsewhere { get; init; }
    }

    /// <summary>A form is to be opened as a window.</summary>
    /// <param name="From">Who opens it.</param>
    /// <param name="Place">Where.</param>
    /// <param name="Action">The form's [Save]: a claim.</param>
    /// <param name="Typed">What was typed into the form's card and not sent yet.</param>
    public sealed record OpenWindow(ChatAddress From, ConversationAddress Place, ButtonAction Action, IReadOnlyDictionary<string, string> Typed) : TeamsReading;

    /// <summary>Somebody said whether they want a file.</summary>
    public sealed record FileConsent(FileAnswer Answer) : TeamsReading;

    /// <summary>Nothing the bot knows or needs.</summary>
    public sealed record Ignored : TeamsReading;

    /// <summary>It cannot be understood.</summary>
    public sealed record Malformed(string Sentence) : TeamsReading;
}

/// <summary>What somebody said to a file.</summary>
/// <param name="Key">Names the event for duplicates.</param>
/// <param name="From">Who.</param>
/// <param name="Place">Where.</param>
/// <param name="Card">The message that asked.</param>
/// <param name="Accepted">They want it.</param>
/// <param name="File">The stored file's id, as the card carried it: a claim.</param>
/// <param name="Upload">Where to put it; null where they do not want it.</param>
internal sealed record FileAnswer(string Key, ChatAddress From, ConversationAddress Place, string? Card, bool Accepted, string File, FileUpload? Upload);

/// <summary>Where Teams wants a file to be put.</summary>
/// <param name="UploadUrl">The address; itself a permission.</param>
/// <param name="ContentUrl">Where the file will be.</param>
/// <param name="UniqueId">Its id there.</param>
/// <param name="FileType">Its ending.</param>
/// <param name="Name">Its name there.</param>
internal sealed record FileUpload(string UploadUrl, string ContentUrl, string UniqueId, string FileType, string Name);
