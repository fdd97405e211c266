using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Teams.Reading;

/// <summary>The meaning of an activity of Teams; a closed set.</summary>
internal abstract record TeamsReading
{
    /// <summary>An event for the bot's turns.</summary>
    /// <param name="Inbound">The event.</param>
    /// <param name="Mentions">Ids in Teams and names of the people mentioned.</param>
    public sealed record Event(InboundEvent Inbound, IReadOnlyList<(string Id, string Name)> Mentions) : TeamsReading;

    /// <summary>The bot was added to a place, or removed from it; reported several times, in any order.</summary>
    public sealed record ComeOrGone(ConversationAddress Place, ChatAddress From, DateTimeOffset At, bool Come, SenderProfile Sender) : TeamsReading
    {
        /// <summary>The channel of the team that was chosen for the bot; null where none was.</summary>
        public ConversationAddress? Chosen { get; init; }

        /// <summary>Whether the event names a team's first channel, although another one may have been chosen.</summary>
        public bool MayBeElsewhere { get; init; }
    }

    /// <summary>A request to open a form as a window.</summary>
    /// <param name="From">The person who opens it.</param>
    /// <param name="Place">The conversation.</param>
    /// <param name="Action">The form's [Save]: a claim.</param>
    /// <param name="Typed">Text typed into the form's card and not sent yet.</param>
    public sealed record OpenWindow(ChatAddress From, ConversationAddress Place, ButtonAction Action, IReadOnlyDictionary<string, string> Typed) : TeamsReading;

    /// <summary>A person answered whether they want a file.</summary>
    public sealed record FileConsent(FileAnswer Answer) : TeamsReading;

    /// <summary>An activity the bot does not know or need.</summary>
    public sealed record Ignored : TeamsReading;

    /// <summary>An activity that cannot be read.</summary>
    public sealed record Malformed(string Sentence) : TeamsReading;
}

/// <summary>A person's answer to the offer of a file.</summary>
/// <param name="Key">The event's key, to detect duplicates.</param>
/// <param name="From">The person.</param>
/// <param name="Place">The conversation.</param>
/// <param name="Card">The message with the question.</param>
/// <param name="Accepted">Whether they want it.</param>
/// <param name="File">The stored file's id, as the card carried it: a claim.</param>
/// <param name="Upload">Where to upload it; null where they do not want it.</param>
internal sealed record FileAnswer(string Key, ChatAddress From, ConversationAddress Place, string? Card, bool Accepted, string File, FileUpload? Upload);

/// <summary>Where Teams wants a file to be uploaded.</summary>
/// <param name="UploadUrl">The address, which itself is the permission.</param>
/// <param name="ContentUrl">Where the file will be.</param>
/// <param name="UniqueId">Its id there.</param>
/// <param name="FileType">Its extension.</param>
/// <param name="Name">Its name there.</param>
internal sealed record FileUpload(string UploadUrl, string ContentUrl, string UniqueId, string FileType, string Name);
