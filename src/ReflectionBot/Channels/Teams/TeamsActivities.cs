using System.Text.Json.Nodes;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Teams.Cards;
using ReflectionBot.Core.Chat;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Teams;

/// <summary>
/// Writes outbound messages as activities for Teams. Everything is in the card: <c>text</c> stays empty, and <c>summary</c> and <c>fallbackText</c>,
/// which notifications and previews show, are fixed words (trust rule 10).
/// </summary>
internal static class TeamsActivities
{
    /// <summary>The activity to post, or to replace an earlier one; at most 28 KB of UTF-16. The connector sets the sender and the conversation.</summary>
    /// <param name="message">The message. Never a person's own message: Teams keeps those itself.</param>
    /// <param name="opener">For a form: the action that builds it again, for a button that opens it as a window; null for no such button.</param>
    /// <param name="link">The address of its picture or file; null where there is none.</param>
    /// <exception cref="ArgumentException">A person's own message.</exception>
    public static Activity Message(OutboundMessage message, ButtonAction? opener = null, Uri? link = null)
    {
        var form = message as FormMessage;
        var card = Rendered(message, form is null ? null : opener, link: link);
        return Post(card.Fits ? card.Json : TooLong(message, form is null ? null : opener), message.Summary);
    }

    /// <summary>
    /// The card for a form's window (task module). Its one button is an <c>Action.Submit</c>, which arrives as <c>task/submit</c>. It may be longer
    /// than a message: it is sent in the answer to <c>task/fetch</c>, and nothing in it is shortened.
    /// </summary>
    public static JsonObject Dialog(FormMessage form)
    {
        return TeamsCardAdapter.Arranged(AdaptiveCardRenderer.Whole(form with { Buttons = [] })!);
    }

    private static Activity Post(JsonObject card, string summary) => new()
    {
        Type = "message",
        Summary = summary,
        Attachments = [new(ActivityAttachment.AdaptiveCard, card)],
    };

    /// <summary>The card, with the opener at this position among its buttons.</summary>
    private static RenderedCard Rendered(OutboundMessage message, ButtonAction? opener, int at = 1, Uri? link = null) =>
        AdaptiveCardRenderer.Render(message, link, [card => TeamsCardAdapter.WithExecute(WithOpener(card, opener, at)), card => TeamsCardAdapter.WithSubmit(WithOpener(card, opener, at))])
        ?? throw new ArgumentException("a person's own message is never sent to Teams", nameof(message));

    private static JsonObject WithOpener(JsonObject card, ButtonAction? opener, int at)
    {
        if (opener is not null)
        {
            var actions = card["actions"]?.AsArray() ?? [];
            actions.Insert(Math.Min(at, actions.Count), TeamsCardAdapter.Opener(opener));
            card.TryAdd("actions", actions);
        }

        return card;
    }

    /// <summary>Replaces a message that cannot be shortened and does not fit: says so, and keeps the buttons. No text of the author is cut without notice.</summary>
    private static JsonObject TooLong(OutboundMessage message, ButtonAction? opener)
    {
        if (message is ReviewMessage review && FirstItems(review) is { } some)
        {
            return some;
        }

        var (what, title, buttons) = message switch
        {
            FormMessage m => (TeamsWording.ThisFormIsTooLong, m.Title, m.Buttons),
            ReviewMessage m => (TeamsWording.ThisMessageIsTooLong, m.Title, m.Buttons),
            _ => (TeamsWording.ThisMessageIsTooLong, null, (IReadOnlyList<Button>)[]),
        };
        string[] sentences = [what, Way(opener, buttons)];
        var notice = new NoticeMessage([.. sentences.Where(s => s.Length > 0)], buttons, title);
        var card = Rendered(notice, opener, 0).Json;
        card["fallbackText"] = message.Summary;
        return card;
    }

    /// <summary>As many answers of a review as fit, each whole with its buttons, and how to reach the others; null where not even one fits.</summary>
    private static JsonObject? FirstItems(ReviewMessage review)
    {
        for (var kept = review.Items.Count - 1; kept > 0; kept--)
        {
            var left = review.Items.Count - kept;
            var note = left == 1 ? TeamsWording.FormatOneMoreAnswerDoesNotFit(review.Items[kept].Heading) : TeamsWording.FormatMoreAnswersDoNotFit(left, review.Items[kept].Heading);
            var part = review with { Items = [.. review.Items.Take(kept)], Footer = $"{note} {TeamsWording.NothingOfThemIsLost} {review.Footer}".TrimEnd() };
            if (Rendered(part, null) is { Fits: true } card)
            {
                return card.Json;
            }
        }

        return null;
    }

    private static string Way(ButtonAction? opener, IReadOnlyList<Button> buttons) =>
        opener is not null ? (buttons.Count == 0 ? TeamsWording.ItFitsIntoAWindow : TeamsWording.ItFitsIntoAWindowOrGoOn)
        : buttons.Count > 0 ? TeamsWording.GoOnWithOneOfThese
        : "";
}
