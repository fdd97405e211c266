using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Dialogs;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Core.Commands;

/// <summary>What <c>help</c> says, made from <see cref="CommandTable"/>.</summary>
public static class HelpText
{
    private static readonly (CommandGroup Group, string Heading)[] Headings =
    [
        (CommandGroup.Answering, "Answering"), (CommandGroup.Choices, "Your answers"), (CommandGroup.Project, "Project"), (CommandGroup.People, "People"),
        (CommandGroup.Milestones, "Milestones"), (CommandGroup.Rounds, "Rounds"), (CommandGroup.Digests, "Digests"), (CommandGroup.Always, "Always"),
    ];

    /// <summary>Help for somebody, on everything or on one command.</summary>
    /// <param name="roles">What they are in the project; <see cref="Roles.None"/> for somebody unknown.</param>
    /// <param name="shared">True in a channel that several people read: short there.</param>
    /// <param name="command">A command's name or alias, or null.</param>
    public static NoticeMessage For(Roles roles, bool shared, string? command)
    {
        var place = shared ? Place.Channel : Place.Direct;
        if (!string.IsNullOrWhiteSpace(command))
        {
            return CommandTable.ByWords(command) is { } spec ? One(spec, roles, place) : Unknown(command, roles, place);
        }

        return shared ? InChannel(roles) : InDirectChat(roles);
    }

    private static NoticeMessage One(CommandSpec spec, Roles roles, Place place)
    {
        var paragraphs = new List<string> { spec.Help, $"Type `{spec.Usage}`." };
        if (spec.Examples[0] != spec.Usage)
        {
            paragraphs.Add($"For example `{spec.Examples[0]}`.");
        }

        if (spec.Name == "set")
        {
            paragraphs.Add($"The settings are {string.Join(", ", SettingWords.All.Select(s => $"`{s.Word}`"))}.");
        }

        if (Permissions.Check(spec, roles, place) is { } refusal)
        {
            paragraphs.Add(refusal.Replace(" `help` shows what you can do here.", "", StringComparison.Ordinal));
        }

        return new NoticeMessage(paragraphs, [], spec.Name);
    }

    private static NoticeMessage Unknown(string command, Roles roles, Place place)
    {
        var typed = TypedText.Echo(command);
        var usable = CommandTable.All.Where(s => Permissions.Check(s, roles, place) is null);
        var near = NearMisses.Find(TypedText.Clean(command), usable, strict: false) is { } found ? $" Did you mean `help {found.Spec.Name}`?" : "";
        return NoticeMessage.Of($"I don't know \"{typed}\".{near} `help` shows what you can do here.");
    }

    private static NoticeMessage InChannel(Roles roles)
    {
        var paragraphs = new List<string> { "I ask the people of a project a few questions at its milestones. You answer in your own chat with me, never here. Write me `hello` there." };
        if (roles.HasFlag(Roles.Facilitator))
        {
            paragraphs.Add("To open a round: `start \"<milestone>\"`. Type `help` in your own chat with me for everything else.");
        }
        else if (roles == Roles.None)
        {
            paragraphs.Add("To make this channel the home of a project: `setup \"<project>\"`.");
        }

        return NoticeMessage.Of([.. paragraphs]);
    }

    private static NoticeMessage InDirectChat(Roles roles)
    {
        var paragraphs = new List<string> { Opening(roles) };
        foreach (var (group, heading) in Headings)
        {
            var names = CommandTable.All.Where(s => s.Group == group && Listed(s, roles)).Select(s => $"`{s.Name}`").ToList();
            if (names.Count > 0)
            {
                paragraphs.Add($"{heading}: {string.Join(", ", names)}.");
            }
        }

        paragraphs.Add($"`help` and a command shows more, for example `help {(roles.HasFlag(Roles.Facilitator) ? "start" : roles == Roles.Lead ? "agreed" : "withdraw")}`. Nobody watches this chat; `get help` says where to turn.");
        return new NoticeMessage(paragraphs, [new Button("Get help", new ButtonAction(DialogWord.GetHelp.Verb()))]);
    }

    // Everybody may take answers back, but somebody who never gave one need not read about it.
    private static bool Listed(CommandSpec spec, Roles roles) =>
        Permissions.Check(spec, roles, Place.Direct) is null && !(spec.Group == CommandGroup.Choices && spec.Allowed == Roles.None && roles is Roles.Facilitator or Roles.Lead)
        && !OnlyInReply(spec);

    /// <summary>A word that means something only right after the bot has offered it.</summary>
    internal static bool OnlyInReply(CommandSpec spec) =>
        spec.Word is DialogWord.Yes or DialogWord.Decline or DialogWord.Agree or DialogWord.ReadFirst or DialogWord.HidePlan or DialogWord.Save
            or DialogWord.Quote or DialogWord.Tidy or DialogWord.Reword or DialogWord.DontQuote;

    private static string Opening(Roles roles) => roles switch
    {
        _ when roles.HasFlag(Roles.Facilitator) => "You run reflection for this project. While you answer a question yourself, put `/reflect` before a command.",
        _ when roles.HasFlag(Roles.Collaborator) => "I ask you a few questions now and then. Answer in your own words, as long or short as you like. You can say no at any time; nothing changes.",
        _ when roles.HasFlag(Roles.Lead) => "You answer for this project. You get its digest; nobody's answers are shown to you.",
        _ => "I ask the people of a project a few questions at its milestones. A facilitator adds you, or sends you a personal link.",
    };
}
