using System.Text.Json.Nodes;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>Renders views: modals and the App Home. Pure.</summary>
internal static class ViewRenderer
{
    /// <summary>The <c>callback_id</c> of a form's modal.</summary>
    public const string FormCallback = "form";

    /// <summary>
    /// A form as a modal. Its <c>private_metadata</c> is the [Save] of the form as <c>ActionData</c> writes it; each field is an input block whose
    /// <c>block_id</c> and <c>action_id</c> are the field's id. A field whose value is longer than Slack's box takes is shown as words and has no
    /// box: whoever reads the modal keeps the value of a field that did not come back.
    /// </summary>
    public static JsonObject Form(FormMessage form) => throw new NotSupportedException();

    /// <summary>A modal with a few sentences and nothing to send.</summary>
    public static JsonObject Notice(string title, params IReadOnlyList<string> sentences) => throw new NotSupportedException();

    /// <summary>The App Home (<c>type: home</c>), or the same as a modal (<c>type: modal</c>) for the global shortcut.</summary>
    public static JsonObject Home(HomePage page, bool modal = false) => throw new NotSupportedException();
}
