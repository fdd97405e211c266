using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Blocks.Pieces;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Typing;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>Renders views: modals and the App Home. Pure.</summary>
internal static class ViewRenderer
{
    /// <summary>The <c>callback_id</c> of a form's modal.</summary>
    public const string FormCallback = "form";

    /// <summary>
    /// A form as a modal. Its <c>private_metadata</c> is the [Save] of the form as <c>ActionData</c> writes it; each field is an input block whose
    /// <c>block_id</c> and <c>action_id</c> are the field's id. A field whose value is too long for Slack's box is shown as words and has no
    /// box: the code that reads the modal keeps the value of a field that was not submitted. The same goes for a field for which there is no room. A form
    /// with nothing to submit says so and has no submit button.
    /// </summary>
    public static JsonObject Form(FormMessage form)
    {
        var save = ButtonBlocks.Value(form.Submit.Action);
        if (save.Length > SlackLimits.Metadata)
        {
            return Notice(form.Title, SlackWording.ThisFormDoesNotFitInto);
        }

        var fields = new FieldBlocks(Intro(form));
        foreach (var field in form.Fields)
        {
            fields.Add(field);
        }

        var view = Modal(form.Title, fields.Finish(), SlackWording.CloseWithoutSaving);
        view["callback_id"] = FormCallback;
        view["private_metadata"] = save;
        if (fields.HasBox)
        {
            view["submit"] = PlainWords.Object(form.Submit.Label, SlackLimits.ModalWords);
        }

        return view;
    }

    /// <summary>A modal with a few sentences and nothing to submit.</summary>
    public static JsonObject Notice(string title, params IReadOnlyList<string> sentences)
    {
        var to = TitledWriter(title);
        foreach (var sentence in sentences)
        {
            to.Sentence(sentence);
        }

        return Modal(title, Blocks(to.Pieces, title), SlackWording.Close);
    }

    /// <summary>The App Home (<c>type: home</c>), or the same as a modal (<c>type: modal</c>) for the global shortcut.</summary>
    public static JsonObject Home(HomePage page, bool modal = false)
    {
        var blocks = Blocks(MessagePieces.Of(page, titled: modal && page.Title.Length <= SlackLimits.ModalWords), page.Title);
        return modal ? Modal(page.Title, blocks, SlackWording.Close) : new JsonObject { ["type"] = "home", ["blocks"] = blocks };
    }

    /// <summary>If there is nothing to show, the title is shown, because a view must not be empty.</summary>
    private static JsonArray Blocks(IReadOnlyList<Piece> pieces, string title)
    {
        pieces = pieces.Count > 0 ? ButtonBlocks.WithoutRefused(pieces) : [new Words([new(string.IsNullOrWhiteSpace(title) ? "…" : Texts.Shorten(title, SlackLimits.Text))])];
        return BlockLimits.View.Whole(pieces) ?? BlockLimits.View.Part(pieces);
    }

    // Slack sends the values of a window only when it is submitted. If it is closed, the typed text is lost, so the form says so.
    private static JsonArray Intro(FormMessage form)
    {
        var drops = SlackWording.FormatOnlyKeepsWhatYouTypeHere(Texts.Shorten(form.Submit.Label, SlackLimits.ModalWords));
        var to = TitledWriter(form.Title);
        to.Sentence($"{Texts.Shorten(form.Intro, SlackLimits.Text - drops.Length - 1)} {drops}".TrimStart());
        return BlockWriter.Draw(to.Pieces);
    }

    /// <summary>A modal's own title is short. A title that is cut there is shown in full above the blocks.</summary>
    private static PieceWriter TitledWriter(string title)
    {
        var to = new PieceWriter();
        if (title.Length > SlackLimits.ModalWords)
        {
            to.Heading(Texts.Shorten(title, SlackLimits.Text));
        }

        return to;
    }

    private static JsonObject Modal(string title, JsonArray blocks, string close) => new()
    {
        ["type"] = "modal",
        ["title"] = PlainWords.Object(title, SlackLimits.ModalWords),
        ["close"] = PlainWords.Object(close, SlackLimits.ModalWords),
        ["blocks"] = blocks,
    };
}
