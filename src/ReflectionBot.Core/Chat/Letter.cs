namespace ReflectionBot.Core.Chat;

/// <summary>What a letter says; a closed set. None holds words of answers, or the name of a project: mail is read on the way, and by whoever shares a screen.</summary>
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

    /// <summary>Somebody asks to be contacted by them.</summary>
    Contact = 5,

    /// <summary>Somebody opened a private link to their chat, or changed another way into it.</summary>
    WayIn = 6,

    /// <summary>Anything else in the chat that should not wait until they look in.</summary>
    Notice = 7,

    /// <summary>Words of theirs that they chose to have quoted wait for their yes.</summary>
    Quote = 8,
}

/// <summary>One letter to one address. The words are made from this alone, where it is sent.</summary>
/// <param name="Id">Names the letter: one that is sent again has the same id.</param>
/// <param name="To">The address, as <see cref="MailAddress.Read"/> gives it.</param>
/// <param name="Kind">What it says.</param>
/// <param name="StopKey">Stops all letters to the address for this person; goes into a link.</param>
public sealed record Letter(string Id, string To, LetterKind Kind, string StopKey)
{
    /// <summary>Answers the question of <see cref="LetterKind.MayIWrite"/>; goes into a link. Null in any other letter.</summary>
    public string? AnswerKey { get; init; }

    /// <summary>Whose address it is, as the facilitator wrote their name; null where it is not said.</summary>
    public string? Name { get; init; }

    /// <summary>Who gave the address; null where that was the person.</summary>
    public string? GivenBy { get; init; }

    /// <summary>Until when questions are open, e.g. "Tuesday 8 December"; null where none are.</summary>
    public string? Until { get; init; }

    /// <summary>The language of whoever reads it; null for the one that holds where it is written.</summary>
    public string? Language { get; init; }
}
