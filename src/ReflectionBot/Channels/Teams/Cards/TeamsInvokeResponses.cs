using System.Text.Json.Nodes;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Core.Typing;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Teams.Cards;

/// <summary>
/// The bodies of HTTP 200 answers to Teams' invokes. Sources, and what Teams does with each: docs/decisions/0010-teams-cards.md. The sentences in
/// them must not contain text written by people.
/// </summary>
internal static class TeamsInvokeResponses
{
    /// <summary>
    /// To <c>adaptiveCard/action</c>: accepted. The card stays as it is, and the sentence is shown under it until it is dismissed. The bot's reply
    /// follows as a separate message.
    /// </summary>
    /// <param name="sentence">A few fixed words, never empty: without text the client shows an error of its own. Null for a default text that always fits.</param>
    public static JsonObject Taken(string? sentence = null) => Card(200, "application/vnd.microsoft.activity.message", sentence ?? TeamsWording.GotIt);

    /// <summary>To <c>adaptiveCard/action</c>: not accepted; the client shows an error.</summary>
    /// <param name="status">400 where it will never be accepted, 500 where trying again may help.</param>
    /// <param name="code">A word for the log, e.g. <c>NotSaved</c>.</param>
    /// <param name="sentence">What to tell the person; fixed words.</param>
    public static JsonObject Failed(int status, string code, string sentence)
    {
        if (status is not (400 or 500))
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "Teams takes 400 and 500.");
        }

        return Card(status, "application/vnd.microsoft.error", new JsonObject { ["code"] = code, ["message"] = sentence });
    }

    /// <summary>To <c>task/fetch</c>: opens a window. To <c>task/submit</c>: shows another card in it.</summary>
    /// <param name="title">The window's title; shortened to 60 characters.</param>
    /// <param name="card">From <see cref="TeamsActivities.Dialog"/>.</param>
    public static JsonObject Window(string title, JsonObject card) => Task("continue", new JsonObject
    {
        ["title"] = Texts.Shorten(title, 60),
        ["height"] = "large",
        ["width"] = "medium",
        ["card"] = new JsonObject { ["contentType"] = ActivityAttachment.AdaptiveCard, ["content"] = card },
    });

    /// <summary>
    /// To <c>task/fetch</c> or <c>task/submit</c>: the window closes, and the client shows this sentence in a box. To close it without a message,
    /// answer 200 with no body at all.
    /// </summary>
    /// <param name="sentence">Fixed words.</param>
    public static JsonObject CloseWindow(string sentence) => Task("message", sentence);

    private static JsonObject Card(int status, string type, JsonNode value) => new() { ["statusCode"] = status, ["type"] = type, ["value"] = value };

    private static JsonObject Task(string type, JsonNode value) => new() { ["task"] = new JsonObject { ["type"] = type, ["value"] = value } };
}
