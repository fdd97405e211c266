using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar;

/// <summary>Finds dialog words in what somebody wrote in their own chat. What they are called stands in <see cref="CommandTable"/>.</summary>
public static class TypedWords
{
    // "Did anything change?" "No." These are answers where the bot has asked nothing of its own.
    private static readonly HashSet<CollaboratorAction> NeverWhileAnswering = [CollaboratorAction.Yes, CollaboratorAction.Decline];

    // The dialog alone knows what it has just asked, which rounds are open, and who can be asked for help.
    private static readonly HashSet<CollaboratorAction> KnownToDialog = [.. NeverWhileAnswering, CollaboratorAction.Agree, CollaboratorAction.Open, CollaboratorAction.Switch, CollaboratorAction.ContactMe];

    /// <summary>
    /// The dialog word a message is. While the person is answering a question only an exact word as the entire message counts ("next",
    /// "Next.", "NEXT"), and one with what it needs ("edit 3", "share 3 only me", "switch "Housing""); "next please" is an answer.
    /// "yes" and "no" are for the dialog to decide on then: see <see cref="ParseResult.NotACommand.Perhaps"/>.
    /// </summary>
    /// <param name="text">The whole message.</param>
    /// <param name="answering">True while what the person writes is taken as an answer.</param>
    /// <returns>Null where it is none for certain.</returns>
    public static DialogCommand? Match(string? text, bool answering) =>
        Read(CommandParser.Unwrap(TypedText.Clean(text ?? "")), answering) is (var command, true) ? command : null;

    /// <summary>The dialog word in cleaned text, and whether it is one for certain or only if the dialog finds that it makes sense.</summary>
    internal static (DialogCommand Command, bool Certain)? Read(string clean, bool answering)
    {
        if (answering && clean.Contains('\n', StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var (spec, rest) in CommandTable.Find(clean))
        {
            if (spec.Word is not { } word)
            {
                continue;
            }

            var reading = rest.Length == 0 || spec.Takes != Takes.Nothing ? spec.Read(rest, default) : Reading.Wrong("");
            if (reading.Command is DialogCommand command)
            {
                var certain = !reading.Doubtful && !(answering && (reading.Bare || NeverWhileAnswering.Contains(word)));
                if (certain || KnownToDialog.Contains(word))
                {
                    return (command, certain);
                }
            }
        }

        return null;
    }
}
