namespace ReflectionBot.Core.Chat;

/// <summary>Buttons that carry out a command line.</summary>
public static class CommandButton
{
    /// <summary>The verb of a button about one project.</summary>
    public const string Verb = "in";

    /// <summary>The verb of a button about whatever project the person is in.</summary>
    public const string Run = "run";

    /// <summary>The verb of [Save] under a project's settings.</summary>
    public const string SaveSettings = "save-settings";

    /// <summary>The verb of a button that picks a project; it is remembered, and what waited for it is carried out there.</summary>
    public const string Choose = "choose";

    /// <summary>The verb of a button that says yes to a question about something that ends or is taken away.</summary>
    public const string Confirm = "confirm";

    /// <summary>The verb of a button that says no to it.</summary>
    public const string Keep = "keep";

    /// <summary>A button about one project: it stays about that one, whatever others somebody runs or has chosen by the time they press it.</summary>
    /// <param name="project">The project's id.</param>
    /// <param name="label">What stands on it.</param>
    /// <param name="command">The whole command.</param>
    /// <param name="primary">The one to press where nothing else is meant.</param>
    public static Button In(string project, string label, string command, bool primary = false) => new(label, new ButtonAction(Verb, Item: $"{project} {command}"), primary);

    /// <summary>A button that is as good as typing a command.</summary>
    /// <param name="label">What stands on it.</param>
    /// <param name="command">The whole command.</param>
    /// <param name="primary">The one to press where nothing else is meant.</param>
    public static Button Typing(string label, string command, bool primary = false) => new(label, new ButtonAction(Run, Item: command), primary);

    /// <summary>The project's id and the command line that a button carries; both empty where it carries none.</summary>
    public static (string Project, string Line) Read(string item)
    {
        return item.Split(' ', 2) is [var project, var line] ? (project, line) : (item, "");
    }
}
