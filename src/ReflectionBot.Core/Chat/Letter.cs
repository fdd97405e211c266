namespace ReflectionBot.Core.Chat;

/// <summary>What a letter is about; a closed set. No letter holds text of answers or a project's name: mail can be read in transit, and on a shared screen.</summary>
public enum LetterKind
{
    /// <summary>Asks the owner of an address whether the bot may write to it.</summary>
    MayIWrite = 0,

    /// <summary>Questions are open.</summary>
    Invitation = 1,

    /// <summary>Questions are still open.</summary>
    Reminder = 2,

    /// <summary>Questions close soon.</summary>
    LastCall = 3,

    /// <summary>There is a digest in the chat.</summary>
    Digest = 4,

    /// <summary>A person asks the addressee to contact them.</summary>
    Contact = 5,

    /// <summary>A private link to their chat was opened, or another way into it was changed.</summary>
    WayIn = 6,

    /// <summary>Anything else in the chat that should not wait until their next visit.</summary>
    Notice = 7,

    /// <summary>A quote that they chose to share waits for their approval.</summary>
    Quote = 8,
}

/// <summary>One letter to one address. The text is made from this alone, where it is sent.</summary>
/// <param name="Id">Identifies the letter: one that is sent again has the same id.</param>
/// <param name="To">The address, as <see cref="MailAddress.Read"/> gives it.</param>
/// <param name="Kind">What it says.</param>
/// <param name="StopKey">Stops all letters to the address for this person; goes into a link.</param>
public sealed record Letter(string Id, string To, LetterKind Kind, string StopKey)
{
    /// <summary>Answers the question of <see cref="LetterKind.MayIWrite"/>; goes into a link. Null in any other letter.</summary>
    public string? AnswerKey { get; init; }

    /// <summary>The addressee's name, as the facilitator wrote it; null where the letter does not say it.</summary>
    public string? Name { get; init; }

    /// <summary>The person who gave the address; null where that was the addressee.</summary>
    public string? GivenBy { get; init; }

    /// <summary>Until when questions are open, e.g. "Tuesday 8 December"; null where none are.</summary>
    public string? Until { get; init; }

    /// <summary>The reader's language; null for the current language where the letter is written.</summary>
    public string? Language { get; init; }
}
