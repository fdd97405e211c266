using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>What a collaborator can say to the reflection dialog besides their answers. Each is a button's verb and can be typed.</summary>
public enum CollaboratorAction
{
    /// <summary>Go to the questions of a round.</summary>
    Open,

    /// <summary>Agree to the consent text.</summary>
    Agree,

    /// <summary>Keep the consent text open.</summary>
    ReadFirst,

    /// <summary>Say no to the question just asked; at the consent text, to taking part.</summary>
    Decline,

    /// <summary>Say yes to the question just asked.</summary>
    Yes,

    /// <summary>Six questions, one at a time.</summary>
    OneAtATime,

    /// <summary>Six questions on one form.</summary>
    Form,

    /// <summary>The short form with three questions.</summary>
    ThreeQuestions,

    /// <summary>Show the other options.</summary>
    More,

    /// <summary>The next question.</summary>
    Next,

    /// <summary>Skip this question.</summary>
    Skip,

    /// <summary>The previous question.</summary>
    Back,

    /// <summary>Stop for now, without reminders.</summary>
    Pause,

    /// <summary>Continue after a pause.</summary>
    Resume,

    /// <summary>Undo the last action.</summary>
    Undo,

    /// <summary>Do not show last time's plan again.</summary>
    HidePlan,

    /// <summary>Review the reflection.</summary>
    Review,

    /// <summary>Change one answer.</summary>
    Edit,

    /// <summary>Save the contents of a form.</summary>
    Save,

    /// <summary>Change who may see an answer.</summary>
    Share,

    /// <summary>Approve the words to be quoted, exactly as shown.</summary>
    Quote,

    /// <summary>Tidy the spelling of the words to be quoted.</summary>
    Tidy,

    /// <summary>Pick other words to be quoted.</summary>
    Reword,

    /// <summary>Do not quote an answer.</summary>
    DontQuote,

    /// <summary>Say what an answer is about.</summary>
    About,

    /// <summary>Submit the reflection.</summary>
    Submit,

    /// <summary>Take answers back.</summary>
    Withdraw,

    /// <summary>Not now.</summary>
    Later,

    /// <summary>Not in this round.</summary>
    NotThisRound,

    /// <summary>No more reminders.</summary>
    FewerMessages,

    /// <summary>Receive reminders again.</summary>
    MoreMessages,

    /// <summary>Leave the project.</summary>
    LeaveProject,

    /// <summary>Where help is.</summary>
    GetHelp,

    /// <summary>Ask a contact person to get in touch.</summary>
    ContactMe,

    /// <summary>Go on as before after asking to be contacted.</summary>
    CarryOn,

    /// <summary>Show who opened the person's answers.</summary>
    WhoOpened,

    /// <summary>Have something posted to the team in the person's own words.</summary>
    SayToTeam,

    /// <summary>Go to another round.</summary>
    Switch,

    /// <summary>Show the sharing choice of each answer.</summary>
    MyChoices,

    /// <summary>Show everything that the person wrote, also after closing.</summary>
    MyAnswers,

    /// <summary>Show the text that the person agreed to.</summary>
    MyConsent,
}

/// <summary>The words as buttons carry them and as help texts show them. The command grammar parses what people actually type.</summary>
public static class CollaboratorActions
{
    private static readonly Dictionary<CollaboratorAction, string> Verbs = Enum.GetValues<CollaboratorAction>().ToDictionary(w => w, VerbOf);
    private static readonly Dictionary<string, CollaboratorAction> ByVerb = Verbs.ToDictionary(v => v.Value, v => v.Key, StringComparer.Ordinal);

    /// <summary>The verb on a button, in kebab-case, e.g. <c>not-this-round</c>.</summary>
    public static string Verb(this CollaboratorAction word) => Verbs[word];

    /// <summary>The word as shown to people, e.g. <c>not this round</c>.</summary>
    public static string Typed(this CollaboratorAction word) => word switch
    {
        CollaboratorAction.Decline => "no",
        CollaboratorAction.DontQuote => ConversationWording.DontQuote,
        CollaboratorAction.MyConsent => "consent",
        _ => Verbs[word].Replace('-', ' '),
    };

    /// <summary>The word for a button's verb, or null.</summary>
    public static CollaboratorAction? OfVerb(string verb) => ByVerb.TryGetValue(verb, out var word) ? word : null;

    /// <summary>The longest word (as help texts show it) that starts the line, and the text after it; null for none.</summary>
    public static (CollaboratorAction Word, string? Argument)? OfTyped(string line)
    {
        foreach (var word in Verbs.Keys.OrderByDescending(w => w.Typed().Length))
        {
            if (line == word.Typed() || line.StartsWith($"{word.Typed()} ", StringComparison.Ordinal))
            {
                return (word, line.Length > word.Typed().Length ? line[(word.Typed().Length + 1)..] : null);
            }
        }
        return null;
    }

    private static string VerbOf(CollaboratorAction word) =>
        string.Concat($"{word}".Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : $"{c}"));
}
