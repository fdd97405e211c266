using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands;

/// <summary>What <c>help</c> says: short, by role, and first what somebody can do now.</summary>
public static class HelpText
{
    private static readonly (CommandGroup Group, string Heading)[] Headings =
    [
        (CommandGroup.Answering, "Answering"), (CommandGroup.Choices, "Your answers"), (CommandGroup.Project, "Project"), (CommandGroup.People, "People"),
        (CommandGroup.Milestones, "Milestones"), (CommandGroup.Rounds, "Rounds"), (CommandGroup.Digests, "Digests"), (CommandGroup.Always, "Always"),
    ];

    /// <summary>Help for somebody, on what they can do now, on a topic, or on one command.</summary>
    /// <param name="now">What is known of them.</param>
    /// <param name="shared">True in a channel that several people read: short there.</param>
    /// <param name="about">A command's name, an alias, a topic, or null.</param>
    public static NoticeMessage For(HelpNow now, bool shared, string? about)
    {
        var place = shared ? Place.Channel : Place.Direct;
        if (string.IsNullOrWhiteSpace(about))
        {
            return shared ? InChannel(now) : InDirectChat(now);
        }

        var words = TypedText.KeyOfAll(TypedText.Clean(about));
        if (words is "all" or "commands" or "everything")
        {
            return Everything(now.Roles);
        }

        // "people" is a command and a topic; the topic says what the command does, too.
        var (topic, spec) = (HelpTopics.Of(words), CommandTable.ByWords(words));
        return topic is not null && (spec is null || spec.Takes == Takes.Nothing) && HelpTopics.For(now.Roles).Contains(topic) ? HelpTopics.Page(topic, now.Roles)
            : spec is not null ? One(spec, now.Roles, place)
            : Unknown(words, now.Roles, place);
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
            paragraphs.Add($"The settings are {string.Join(", ", SettingNames.All.Select(s => $"`{s.Word}`"))}.");
        }

        if (Permissions.Check(spec, roles, place) is { } refusal)
        {
            paragraphs.Add(refusal.Replace(" `help` shows what you can do here.", "", StringComparison.Ordinal));
        }

        return new NoticeMessage(paragraphs, [], spec.Name);
    }

    private static NoticeMessage Unknown(string words, Roles roles, Place place)
    {
        var usable = CommandTable.All.Where(s => Permissions.Check(s, roles, place) is null);
        var topics = HelpTopics.For(roles).ToList();
        var near = NearMisses.Find(words, usable, strict: false)?.Spec.Name ?? Resemblance.Closest(words, topics.SelectMany(t => t.Aliases.Prepend(t.Name)));
        var meant = near is null ? $" {Topics(topics)}" : $" Did you mean `help {near}`?";
        return NoticeMessage.Of($"I don't know \"{TypedText.Echo(words)}\".{meant} `help` shows what you can do here.");
    }

    private static string Topics(IEnumerable<HelpTopics.Topic> topics) => $"There is {string.Join(", ", topics.Select(t => $"`help {t.Name}`"))}, and help on every command, `help all`.";

    private static NoticeMessage InChannel(HelpNow now)
    {
        var paragraphs = new List<string> { "I ask the people of a project a few questions at its milestones. You answer in your own chat with me, never here. Write me `hello` there." };
        if (now.Roles.HasFlag(Roles.Facilitator))
        {
            paragraphs.Add("To open a round: `start \"<milestone>\"`. Type `help` in your own chat with me for everything else.");
        }
        else if (now.Project is null)
        {
            paragraphs.Add("To make this channel the home of a project: `setup \"<project>\"`.");
        }

        return NoticeMessage.Of([.. paragraphs]);
    }

    private static NoticeMessage InDirectChat(HelpNow now)
    {
        var paragraphs = new List<string>();
        if (now.IsSeveral)
        {
            paragraphs.Add($"You are on several projects. {(now.Project is null ? "Where I cannot tell which one you mean, I ask." : $"Commands are about {now.Project}.")} `switch` changes that.");
        }

        paragraphs.AddRange(now.Roles.HasFlag(Roles.Facilitator) ? Facilitating(now) : []);
        paragraphs.AddRange(now.Roles.HasFlag(Roles.Collaborator) ? Answering(now) : []);
        paragraphs.AddRange(now.Roles.HasFlag(Roles.Lead) ? Leading(now) : []);
        paragraphs.AddRange(now.Roles == Roles.None
            ? ["I ask the people of a project a few questions at its milestones. You are on no project yet: a facilitator adds you, or sends you a personal link.", "To begin one of your own, add me to its channel and type `setup \"<project>\"` there."]
            : new[] { Topics(HelpTopics.For(now.Roles)) });
        paragraphs.Add("Nobody watches this chat; `get help` says where to turn.");
        return new NoticeMessage(paragraphs, [new Button("Get help", new ButtonAction(DialogWord.GetHelp.Verb()))]);
    }

    private static IEnumerable<string> Facilitating(HelpNow now)
    {
        yield return $"You run reflection for {(now.IsSeveral || now.Project is null ? "your project" : now.Project)}.";
        yield return now.HasGaps ? "No round opens yet: the consent text has gaps. `settings` fills them."
            : now.HasOpenRound ? "A round is open. `status` shows where it stands, `remind` reminds once more, `extend by 3 days` moves its end."
            : "No round is open. `milestone add \"<name>\"` plans one, `start \"<milestone>\"` opens it.";
        yield return "`people` shows who is on the project, `person add \"<name>\"` adds somebody.";
        if (now.Roles.HasFlag(Roles.Collaborator))
        {
            yield return "While you answer a question yourself, put `/reflect` before a command.";
        }
    }

    private static IEnumerable<string> Answering(HelpNow now)
    {
        yield return now.Phase switch
        {
            Phase.Consent => "You have the text about who sees what before you: `agree`, or `no`.",
            Phase.Choosing => "Choose how to answer: `one at a time`, `form` for all on one form, or `short` for three questions.",
            Phase.Asking => "A question is open: what you type is your answer. `next` goes on, `skip` leaves it out, `back` goes back, `undo` takes back your last message, `pause` stops for now.",
            Phase.OnForm => "Your form is open. Fill in what you like and send it, or type `one at a time`.",
            Phase.Review => "You are looking over your answers: `edit 3` changes one, `share 3 only me` says who may see it, `submit` hands them in.",
            _ when now.IsAsked => "Questions are open for you: `open` shows them.",
            _ => "Nothing to answer now. I write to you here when questions open.",
        };
        yield return "You can say no at any time, and nothing changes: `not this round`. `withdraw` takes answers back, `who opened` shows who looked.";
    }

    private static IEnumerable<string> Leading(HelpNow now)
    {
        yield return $"You answer for {(now.IsSeveral || now.Project is null ? "your project" : now.Project)}. You get its digest; nobody's answers are shown to you.";
        yield return "`status` says whether a round is open, `agreed \"<what>\"` records what the team agreed, `agreed list` shows what is still open.";
    }

    private static NoticeMessage Everything(Roles roles)
    {
        var paragraphs = new List<string>();
        foreach (var (group, heading) in Headings)
        {
            var names = HelpTopics.Listed(group, roles).Where(s => IsOf(s, roles)).Select(s => $"`{s.Name}`").ToList();
            if (names.Count > 0)
            {
                paragraphs.Add($"{heading}: {string.Join(", ", names)}.");
            }
        }

        paragraphs.Add("`help` and a command shows more, for example `help status`.");
        return new NoticeMessage(paragraphs, [], "Every command");
    }

    // Everybody may take answers back, but somebody who never gave one need not read about it.
    private static bool IsOf(CommandSpec spec, Roles roles) => !(spec.Group == CommandGroup.Choices && spec.Allowed == Roles.None && roles is Roles.Facilitator or Roles.Lead);

    /// <summary>A word that means something only right after the bot has offered it.</summary>
    internal static bool OnlyInReply(CommandSpec spec) =>
        spec.Word is DialogWord.Yes or DialogWord.Decline or DialogWord.Agree or DialogWord.ReadFirst or DialogWord.HidePlan or DialogWord.Save
            or DialogWord.Quote or DialogWord.Tidy or DialogWord.Reword or DialogWord.DontQuote || spec.Name == "take over";
}
