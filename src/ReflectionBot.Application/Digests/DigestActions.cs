using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Digests;

/// <summary>What can be done about a digest, as buttons under the copy in somebody's own chat. Pure.</summary>
internal static class DigestActions
{
    // Buttons say what was agreed in full, or nobody knows what they mark as done.
    private const int MostDone = 3;
    private const int LongestInButton = 60;

    /// <summary>The digest with its buttons. What is agreed, only leads and facilitators record.</summary>
    /// <param name="message">As posted.</param>
    /// <param name="project">The project's id.</param>
    /// <param name="roles">What they are.</param>
    public static DigestMessage Under(DigestMessage message, string project, Roles roles)
    {
        var runs = (roles & (Roles.Facilitator | Roles.Lead)) != 0;
        var hasQuotes = message.Said.Count > 0 || message.Sections.Any(s => s.Themes.Any(t => t.Quotes.Count > 0));
        Button[] drop = roles.HasFlag(Roles.Facilitator) && hasQuotes ? [CommandButton.In(project, NewsWording.DropAQuote, "drop quote")] : [];
        Button[] answers = runs && message.NeedsAnswer.Count > 0
            ? [CommandButton.Typing(NewsWording.WeWill, "help agreed"), CommandButton.In(project, NewsWording.DiscussAtNextMeeting, $"agreed {Quotes.Around(NewsWording.FormatDiscussAtTheNextMeeting(Spoken.List(message.NeedsAnswer)))}")] : [];
        var done = runs ? message.Agreed.Where(a => a.Length <= LongestInButton).Take(MostDone).Select(a => CommandButton.In(project, NewsWording.FormatDoneAgreed(a), $"agreed done {Quotes.Around(a)}")) : [];
        Button[] asks = roles == Roles.Collaborator && message.Sections.Count > 0 ? [CommandButton.In(project, NewsWording.DoesThisReflectUs, "reflects us")] : [];
        return message with { Buttons = [.. message.Buttons, .. answers, .. done, .. drop, .. message.Sections.Count > 0 ? new[] { CommandButton.In(project, NewsWording.HowThisWasMade, "digest how") } : [], .. asks] };
    }
}
