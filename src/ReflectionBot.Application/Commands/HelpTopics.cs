using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands;

/// <summary>The topics that <c>help</c> knows besides the commands: a few plain sentences, and what belongs to them.</summary>
internal static class HelpTopics
{
    private const string AnsweringTopic = "answering";
    private const string SharingTopic = "sharing";
    private const int MostLines = 10;

    /// <summary>The topics: what each is called, what else leads there, whom it is for, and the commands listed on it (null where sentences name them).</summary>
    public static readonly IReadOnlyList<Topic> All =
    [
        new(AnsweringTopic, ["answer", "question", "questions", "reflection", "reflecting"], Roles.Collaborator, null, "While a question is open, what you type is your answer to it. Several messages make one answer."),
        new(SharingTopic, ["privacy", "who sees", "who sees what", "who can see", "quotes", "my answers", "your answers", "taking back"], Roles.Collaborator, null, "You choose for each answer who may see it, before you send it in and afterwards."),
        new("digest", ["digests", "agreements", "topics", "themes"], Roles.None, CommandGroup.Digests, "The digest is a weekly message on what people wrote about: topics only, once at least five people answered, and quotes that their authors released."),
        new("rounds", ["round"], Roles.None, CommandGroup.Rounds, "A round asks everyone on the project a few questions at a milestone, each in their own chat."),
        new("milestones", ["milestone"], Roles.None, CommandGroup.Milestones, "A milestone is a named point of the project. Its round opens on its date, or when a facilitator says so."),
        new("people", ["person", "roles", "role", "team"], Roles.Facilitator, CommandGroup.People, "Collaborators answer, facilitators run the project, leads get the digest."),
        new("project", ["setting up", "set up", "consent", "consent text", "closing", "handing over"], Roles.Facilitator, CommandGroup.Project, "The settings fill the consent text, which everyone reads before they answer."),
        new("chat", ["projects", "several projects", "safety", "danger", "links", "link"], Roles.None, CommandGroup.Always, "Nobody watches this chat."),
    ];

    private static readonly string[] AnsweringLines =
    [
        "To move: `next`, `skip`, `back`. To change: `undo` takes back your last message, `edit 3` changes an answer.",
        "To answer in another way: `one at a time`, `form` for all on one form, `short` for three questions.",
        "To stop for now: `pause` or `later`; `resume` or `open` goes on, and `save` shows where you are.",
        "When you are done: `review` shows it all, `submit` hands it in.",
        "To say no: `not this round`. Nobody is told why. `more` shows what else there is.",
    ];

    private static readonly string[] SharingLines =
    [
        "`share 3 only me` keeps an answer to yourself. The others are `me and facilitator`, `topics`, `quote no name` and `quote with my name`.",
        "A quote stands only in words you have seen: `quote 3` allows it, `tidy 3` mends its spelling, `reword 3` lets you choose the words, `don't quote 3` stops it.",
        "`withdraw` takes answers back, at any time. `who opened` shows who opened yours. `my choices` shows what you agreed to and chose.",
        "`say to team` posts your own words to the team, after you have seen them.",
        "`fewer messages` ends reminders and digests in your own chat, `more messages` brings them back. `leave project` takes you off it.",
    ];

    /// <summary>The topic of a word, or null.</summary>
    public static Topic? Of(string words) => All.FirstOrDefault(t => t.Name == words || t.Aliases.Contains(words));

    /// <summary>The topics that somebody in these roles can use.</summary>
    public static IEnumerable<Topic> For(Roles roles) => All.Where(t => (t.For == Roles.None || (t.For & roles) != 0) && (t.Group is not { } group || Listed(group, roles).Any()));

    /// <summary>A topic's page.</summary>
    public static NoticeMessage Page(Topic topic, Roles roles)
    {
        IEnumerable<string> lines = topic.Name switch
        {
            AnsweringTopic => AnsweringLines,
            SharingTopic => SharingLines,
            _ when Listed(topic.Group!.Value, roles).ToList() is { Count: > MostLines } many =>
                [$"{string.Join(", ", many.Select(c => $"`{c.Name}`"))}.", $"`help` and one of them says more, for example `help {many[0].Name}`."], // At most a screenful.
            _ => Listed(topic.Group!.Value, roles).Select(s => $"`{s.Usage}` - {char.ToLowerInvariant(s.Help[0])}{s.Help[1..]}"),
        };
        return new NoticeMessage([topic.Intro, .. lines], [], $"Help: {topic.Name}");
    }

    /// <summary>The commands of a group that somebody may give in their own chat, or in a channel.</summary>
    public static IEnumerable<CommandSpec> Listed(CommandGroup group, Roles roles) =>
        CommandTable.All.Where(s => s.Group == group && !HelpText.OnlyInReply(s) && (Permissions.Check(s, roles, Place.Direct) is null || Permissions.Check(s, roles, Place.Channel) is null));

    /// <summary>A topic.</summary>
    internal sealed record Topic(string Name, string[] Aliases, Roles For, CommandGroup? Group, string Intro);
}
