using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

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
        new(AnsweringTopic, ["answer", "question", "questions", "reflection", "reflecting"], Roles.Collaborator, null, () => CommandWording.WhileAQuestionIsOpenWhat),
        new(SharingTopic, ["privacy", "who sees", "who sees what", "who can see", "quotes", "my answers", "your answers", "taking back"], Roles.Collaborator, null, () => CommandWording.YouChooseForEachAnswerWho),
        new("digest", ["digests", "agreements", "topics", "themes"], Roles.None, CommandGroup.Digests, () => CommandWording.TheDigestIsAWeeklyMessage),
        new("rounds", ["round"], Roles.None, CommandGroup.Rounds, () => CommandWording.ARoundAsksEveryoneOnThe),
        new("milestones", ["milestone"], Roles.None, CommandGroup.Milestones, () => CommandWording.AMilestoneIsANamedPoint),
        new("people", ["person", "roles", "role", "team"], Roles.Facilitator, CommandGroup.People, () => CommandWording.CollaboratorsAnswerFacilitatorsRunTheProject),
        new("project", ["setting up", "set up", "consent", "consent text", "closing", "handing over"], Roles.Facilitator, CommandGroup.Project, () => CommandWording.TheSettingsFillTheConsentText),
        new("chat", ["projects", "several projects", "safety", "danger", "links", "link"], Roles.None, CommandGroup.Always, () => CommandWording.NobodyWatchesThisChat),
    ];

    private static string[] AnsweringLines =>
    [
        CommandWording.ToMoveNextSkipBackTo,
        CommandWording.ToAnswerInAnotherWayOne,
        CommandWording.ToStopForNowPauseOr,
        CommandWording.WhenYouAreDoneReviewShows,
        CommandWording.ToSayNoNotThisRound,
    ];

    private static string[] SharingLines =>
    [
        CommandWording.Share3OnlyMeKeepsAn,
        CommandWording.AQuoteStandsOnlyInWords,
        CommandWording.WithdrawTakesAnswersBackAtAny,
        CommandWording.SayToTeamPostsYourOwn,
        CommandWording.FewerMessagesEndsRemindersAndDigests,
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
                [$"{string.Join(", ", many.Select(c => $"`{c.Name}`"))}.", CommandWording.FormatHelpAndOneOfThemSays(many[0].Name)], // At most a screenful.
            _ => Listed(topic.Group!.Value, roles).Select(s => $"`{s.Usage}` - {Texts.Inside(s.Help())}"),
        };
        return new NoticeMessage([topic.Intro(), .. lines], [], CommandWording.FormatHelp2(topic.Name));
    }

    /// <summary>The commands of a group that somebody may give in their own chat, or in a channel.</summary>
    public static IEnumerable<CommandSpec> Listed(CommandGroup group, Roles roles) =>
        CommandTable.All.Where(s => s.Group == group && !HelpText.OnlyInReply(s) && (Permissions.Check(s, roles, Place.Direct) is null || Permissions.Check(s, roles, Place.Channel) is null));

    /// <summary>A topic.</summary>
    internal sealed record Topic(string Name, string[] Aliases, Roles For, CommandGroup? Group, Func<string> Intro);
}
