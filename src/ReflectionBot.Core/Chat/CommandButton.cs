namespace ReflectionBot.Core.Chat;

/// <summary>Buttons that run a command line.</summary>
public static class CommandButton
{
    /// <summary>The verb of a button about one project.</summary>
    public const string Verb = "in";

    /// <summary>The verb of a button about the person's current project.</summary>
    public const string Run = "run";

    /// <summary>The verb of [Save] under a project's settings.</summary>
    public const string SaveSettings = "save-settings";

    /// <summary>The verb of a button that picks a project. The choice is remembered, and the command that waited for it runs there.</summary>
    public const string Choose = "choose";

    /// <summary>The verb of a button that answers yes to a question about ending or removing something.</summary>
    public const string Confirm = "confirm";

    /// <summary>The verb of a button that answers no to such a question.</summary>
    public const string Keep = "keep";

    /// <summary>A button about one project. It stays about that project, even if the person has chosen another one by the time they press it.</summary>
    /// <param name="project">The project's id.</param>
    /// <param name="label">The text on it.</param>
    /// <param name="command">The whole command.</param>
    /// <param name="primary">Shown as the expected choice.</param>
    public static Button In(string project, string label, string command, bool primary = false) => new(label, new ButtonAction(Verb, Item: $"{project} {command}"), primary);

    /// <summary>A button that does the same as typing a command.</summary>
    /// <param name="label">The text on it.</param>
    /// <param name="command">The whole command.</param>
    /// <param name="primary">Shown as the expected choice.</param>
    public static Button Typing(string label, string command, bool primary = false) => new(label, new ButtonAction(Run, Item: command), primary);

    /// <summary>The project's id and the command line that a button carries; both empty where it carries none.</summary>
    public static (string Project, string Line) Read(string item)
    {
        return item.Split(' ', 2) is [var project, var line] ? (project, line) : (item, "");
    }
}
