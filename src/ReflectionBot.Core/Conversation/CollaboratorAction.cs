using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>What somebody can say to the reflection dialog besides their answers. Each is a button's verb and can be typed.</summary>
public enum CollaboratorAction
{
    /// <summary>Go to the questions of a round.</summary>
    Open,

    /// <summary>Agree to the consent text.</summary>
    Agree,

    /// <summary>Keep the consent text open.</summary>
    ReadFirst,

    /// <summary>Say no to whatever was asked; at the consent text, to taking part.</summary>
    Decline,

    /// <summary>Say yes to whatever was asked.</summary>
    Yes,

    /// <summary>Six questions, one at a time.</summary>
    OneAtATime,

    /// <summary>Six questions on one form.</summary>
    Form,

    /// <summary>The three questions.</summary>
    ThreeQuestions,

    /// <summary>What else there is.</summary>
    More,

    /// <summary>The next question.</summary>
    Next,

    /// <summary>Leave this question out.</summary>
    Skip,

    /// <summary>The question before.</summary>
    Back,

    /// <summary>Stop for now, without reminders.</summary>
    Pause,

    /// <summary>Go on after a pause.</summary>
    Resume,

    /// <summary>Take back the last thing done.</summary>
    Undo,

    /// <summary>Do not show last time's plan again.</summary>
    HidePlan,

    /// <summary>Look the reflection over.</summary>
    Review,

    /// <summary>Change one answer.</summary>
    Edit,

    /// <summary>Keep what a form holds.</summary>
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

    /// <summary>Hand the reflection in.</summary>
    Submit,

    /// <summary>Take answers back.</summary>
    Withdraw,

    /// <summary>Not now.</summary>
    Later,

    /// <summary>Not in this round.</summary>
    NotThisRound,

    /// <summary>No more reminders.</summary>
    FewerMessages,

    /// <summary>Reminders again.</summary>
    MoreMessages,

    /// <summary>Leave the project.</summary>
    LeaveProject,

    /// <summary>Where help is.</summary>
    GetHelp,

    /// <summary>Ask somebody to make contact.</summary>
    ContactMe,

    /// <summary>Go on as before after asking somebody to make contact.</summary>
    CarryOn,

    /// <summary>Who opened the person's answers.</summary>
    WhoOpened,

    /// <summary>Have something posted to the team in one's own words.</summary>
    SayToTeam,

    /// <summary>Go to another round.</summary>
    Switch,

    /// <summary>What was chosen for each answer.</summary>
    MyChoices,

    /// <summary>All that the person wrote, also after closing.</summary>
    MyAnswers,

    /// <summary>The text that the person agreed to.</summary>
    MyConsent,
}

/// <summary>The words as buttons carry them and as people are told to type them. What people do type is read by the commands' grammar.</summary>
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

    /// <summary>The word of a button's verb, or null.</summary>
    public static CollaboratorAction? OfVerb(string verb) => ByVerb.TryGetValue(verb, out var word) ? word : null;

    /// <summary>The word that a line begins with as people are told to type it, the longest such, and what follows it; null for none.</summary>
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
