using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Turns;

/// <summary>Makes a form anew, for a channel that can show forms in a window. Nothing changes by it.</summary>
public sealed class FormPreview
{
    /// <summary>What is said where a form can be made for nobody any more.</summary>
    public static string NotOpen => TurnWording.ThatFormIsNotOpenAny;

    private readonly PeopleStore _people;
    private readonly PersonProjectsReader _choice;
    private readonly ConversationRunner _turns;
    private readonly ProjectStore _projects;

    /// <summary>Forms from these.</summary>
    public FormPreview(PeopleStore people, PersonProjectsReader choice, ConversationRunner turns, ProjectStore projects)
    {
        _projects = projects;
        _people = people;
        _choice = choice;
        _turns = turns;
    }

    /// <summary>Whether the form that this [Save] belongs to can be made anew: that of all questions or of one answer, and that of a project's settings.</summary>
    public static bool Knows(ButtonAction save)
    {
        return save.Verb == CommandButton.SaveSettings || (save.Verb == CollaboratorAction.Save.Verb() && save.Item?.Contains(':', StringComparison.Ordinal) == true);
    }

    /// <summary>The [Save] by which the form that a button shows can be made; null for a button that shows none.</summary>
    public static ButtonAction? SaveOf(ButtonAction pressed)
    {
        return pressed.Verb == CollaboratorAction.Form.Verb() ? new(CollaboratorAction.Save.Verb(), pressed.Round, ":all")
            : pressed.Verb == CollaboratorAction.Edit.Verb() && pressed.Item is { } stage ? new(CollaboratorAction.Save.Verb(), pressed.Round, $":{stage}")
            : null;
    }

    /// <summary>The form as it is for this person now; null where there is none for them.</summary>
    /// <param name="who">Who opens it, verified.</param>
    /// <param name="save">The form's [Save]: a claim.</param>
    /// <param name="cancel">Cancels the reading.</param>
    public async Task<FormMessage?> FindAsync(ChatAddress who, ButtonAction save, CancellationToken cancel)
    {
        if (!Knows(save) || await _people.FindAsync(who, cancel) is not { } person)
        {
            return null;
        }

        using var language = Language.In(person.Language);
        if (save.Verb != CommandButton.SaveSettings)
        {
            return await _turns.PeekFormAsync(person, new Pressed(Opens(save)), cancel);
        }

        var projects = (await _choice.OfAsync(person, cancel)).For(Roles.Facilitator);
        return projects.FirstOrDefault(p => p.Id == SettingsForm.ProjectOf(save.Item) && p.ClosedAt is null) is { } project
            ? SettingsForm.Of(project, await _projects.SettingsDraftAsync(project.Id, person.Id, cancel)) : null;
    }

    /// <summary>Whether the form asks everything, not one answer alone.</summary>
    public static bool IsOfAll(ButtonAction save) => FormDialog.About(save.Item) is FormDialog.All or "";

    private static ButtonAction Opens(ButtonAction save) => IsOfAll(save) ? new(CollaboratorAction.Form.Verb(), save.Round) : new(CollaboratorAction.Edit.Verb(), save.Round, FormDialog.About(save.Item));
}
