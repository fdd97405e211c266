using System.Text.Json.Nodes;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Teams.Cards;
using ReflectionBot.Channels.Teams.Reading;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Channels.Teams;

/// <summary>Forms as windows (task modules): built again each time one is opened, so that it contains what the person wrote in the meantime.</summary>
internal sealed class TeamsWindows(FormPreview forms, ReaderLanguage readers)
{
    /// <summary>Whether a form also has a window, judged by its [Save] action: a form of one answer is short enough for its card.</summary>
    public static bool Opens(ButtonAction save) => FormPreview.Knows(save) && (save.Verb != CollaboratorAction.Save.Verb() || FormPreview.IsOfAll(save));

    /// <summary>The answer to <c>task/fetch</c>: the form as it is now, with what was typed into its card.</summary>
    public async Task<JsonObject> OpenAsync(TeamsReading.OpenWindow wish, CancellationToken cancel)
    {
        using var language = Language.In(await readers.OfAsync(wish.From, cancel));
        return await forms.FindAsync(wish.From, wish.Action, cancel) is { } form
            ? TeamsInvokeResponses.Window(form.Title, TeamsActivities.Dialog(form with { Fields = [.. form.Fields.Select(f => wish.Typed.TryGetValue(f.Id, out var typed) ? f with { Value = typed } : f)] }))
            : TeamsInvokeResponses.CloseWindow(FormPreview.NotOpen);
    }
}
