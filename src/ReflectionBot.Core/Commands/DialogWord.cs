namespace ReflectionBot.Core.Commands;

/// <summary>The words of a person's own chat. Each is also a button; the dialog decides what it means just now.</summary>
public enum DialogWord
{
    /// <summary>Shows the open questions.</summary>
    Open,

    /// <summary>Goes to the next question.</summary>
    Next,

    /// <summary>Leaves this question out.</summary>
    Skip,

    /// <summary>Goes back one question.</summary>
    Back,

    /// <summary>Stops for now; no reminders.</summary>
    Pause,

    /// <summary>Goes on where the person stopped.</summary>
    Resume,

    /// <summary>Takes back the last message.</summary>
    Undo,

    /// <summary>All questions on one form.</summary>
    Form,

    /// <summary>One question at a time.</summary>
    OneAtATime,

    /// <summary>The short form of three questions.</summary>
    ThreeQuestions,

    /// <summary>Shows the whole reflection.</summary>
    Review,

    /// <summary>Hands the reflection in.</summary>
    Submit,

    /// <summary>Changes who may see an answer.</summary>
    Share,

    /// <summary>Changes an answer.</summary>
    Edit,

    /// <summary>Takes answers back.</summary>
    Withdraw,

    /// <summary>Not now.</summary>
    Later,

    /// <summary>Not this round.</summary>
    NotThisRound,

    /// <summary>Invitations only.</summary>
    FewerMessages,

    /// <summary>Leaves the project.</summary>
    LeaveProject,

    /// <summary>Where to get help in danger or distress.</summary>
    GetHelp,

    /// <summary>Asks for somebody to get in touch.</summary>
    ContactMe,

    /// <summary>Who opened the person's raw answers.</summary>
    WhoOpened,

    /// <summary>Says something to the team in the person's own words.</summary>
    SayToTeam,

    /// <summary>Changes to another project.</summary>
    Switch,

    /// <summary>Shows what the person has chosen.</summary>
    MyChoices,

    /// <summary>Agrees to the consent text.</summary>
    Agree,

    /// <summary>No.</summary>
    No,

    /// <summary>Yes.</summary>
    Yes,
}

/// <summary>Finds dialog words in what somebody wrote in their own chat.</summary>
public static class DialogWords
{
    // "How did you feel?" "Open." These are answers; nothing asks for them while a question is open. A dialog that has just asked
    // something itself (yes or no) matches with answering: false.
    private static readonly HashSet<DialogWord> NeverWhileAnswering = [DialogWord.Yes, DialogWord.No, DialogWord.Agree, DialogWord.Open];

    /// <summary>
    /// The dialog word a message is. While the person is answering a question only an exact word as the entire message counts ("next",
    /// "Next.", "NEXT"), and one with what it needs ("edit 3", "share 3 only me", "switch "Housing""); "next please" is an answer.
    /// "yes", "no", "agree" and "open" are answers then.
    /// </summary>
    /// <param name="text">The whole message.</param>
    /// <param name="answering">True while what the person writes is taken as an answer.</param>
    /// <returns>Null where it is none.</returns>
    public static DialogCommand? Match(string? text, bool answering)
    {
        var clean = CommandParser.Unwrap(TypedText.Clean(text ?? ""));
        if (answering && clean.Contains('\n', StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var (spec, rest) in CommandTable.Find(clean))
        {
            if (spec.Word is not { } word || (answering && NeverWhileAnswering.Contains(word)))
            {
                continue;
            }

            var reading = rest.Length == 0 || spec.Takes != Takes.Nothing ? spec.Read(rest, default) : Reading.Wrong("");
            if (reading.Command is DialogCommand command && !(answering && reading.Bare))
            {
                return command;
            }
        }

        return null;
    }
}
