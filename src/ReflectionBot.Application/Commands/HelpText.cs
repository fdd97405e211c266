using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands;

/// <summary>What <c>help</c> says: short, by role, and first what somebody can do now.</summary>
public static class HelpText
{
    // Of one group; the rest is on its topic.
    private const int MostNames = 16;

    private static (CommandGroup Group, string Heading)[] Headings =>
    [
        (CommandGroup.Answering, CommandWording.Answering), (CommandGroup.Choices, CommandWording.YourAnswers), (CommandGroup.Project, CommandWording.Project), (CommandGroup.People, CommandWording.People),
        (CommandGroup.Milestones, CommandWording.Milestones), (CommandGroup.Rounds, CommandWording.Rounds), (CommandGroup.Digests, CommandWording.Digests), (CommandGroup.Always, CommandWording.Always),
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
        var paragraphs = new List<string> { spec.Help(), CommandWording.FormatType(spec.Usage) };
        if (spec.Examples[0] != spec.Usage)
        {
            paragraphs.Add(CommandWording.FormatForExample(spec.Examples[0]));
        }

        if (spec.Name == "set")
        {
            paragraphs.Add(CommandWording.FormatTheSettingsAre(string.Join(", ", SettingNames.All.Select(s => $"`{s.Word}`"))));
        }

        if (Permissions.Check(spec, roles, place) is { } refusal)
        {
            paragraphs.Add(refusal.Replace(CommandWording.HelpShowsWhatYouCanDoHere, "", StringComparison.Ordinal));
        }

        return new NoticeMessage(paragraphs, [], spec.Name);
    }

    private static NoticeMessage Unknown(string words, Roles roles, Place place)
    {
        var usable = CommandTable.All.Where(s => Permissions.Check(s, roles, place) is null);
        var topics = HelpTopics.For(roles).ToList();
        var near = NearMisses.Find(words, usable, strict: false)?.Spec.Name ?? Resemblance.Closest(words, topics.SelectMany(t => t.Aliases.Prepend(t.Name)));
        var meant = near is null ? $" {Topics(topics)}" : CommandWording.FormatDidYouMeanHelp(near);
        return NoticeMessage.Of(CommandWording.FormatIDontKnowHelpShowsWhat(TypedText.Echo(words), meant));
    }

    private static string Topics(IEnumerable<HelpTopics.Topic> topics) => CommandWording.FormatThereIsAndHelpOnEvery(string.Join(", ", topics.Select(t => CommandWording.FormatHelp(t.Name))));

    private static NoticeMessage InChannel(HelpNow now)
    {
        var paragraphs = new List<string> { CommandWording.IAskThePeopleOfA };
        if (now.Roles.HasFlag(Roles.Facilitator))
        {
            paragraphs.Add(CommandWording.ToOpenARoundStartMilestone);
        }
        else if (now.Project is null)
        {
            paragraphs.Add(CommandWording.ToMakeThisChannelTheHome);
        }

        return NoticeMessage.Of([.. paragraphs]);
    }

    private static NoticeMessage InDirectChat(HelpNow now)
    {
        var paragraphs = new List<string>();
        if (now.IsSeveral)
        {
            paragraphs.Add(CommandWording.FormatYouAreOnSeveralProjectsSwitch(now.Project is null ? CommandWording.WhereICannotTellWhichOne : CommandWording.FormatCommandsAreAbout(now.Project)));
        }

        paragraphs.AddRange(now.Roles.HasFlag(Roles.Facilitator) ? Facilitating(now) : []);
        paragraphs.AddRange(now.Roles.HasFlag(Roles.Collaborator) ? Answering(now) : []);
        paragraphs.AddRange(now.Roles.HasFlag(Roles.Lead) ? Leading(now) : []);
        paragraphs.AddRange(now.Roles == Roles.None
            ? [CommandWording.IAskThePeopleOfAProject, CommandWording.ToBeginOneOfYourOwn]
            : new[] { Topics(HelpTopics.For(now.Roles)) });
        paragraphs.Add(CommandWording.NobodyWatchesThisChatGetHelp);
        return new NoticeMessage(paragraphs, [new Button(CommandWording.GetHelp, new ButtonAction(CollaboratorAction.GetHelp.Verb()))]);
    }

    private static IEnumerable<string> Facilitating(HelpNow now)
    {
        yield return CommandWording.FormatYouRunReflectionFor(now.IsSeveral || now.Project is null ? CommandWording.YourProject : now.Project);
        yield return now.HasGaps ? CommandWording.NoRoundOpensYetTheConsent
            : now.HasOpenRound ? CommandWording.ARoundIsOpenStatusShows
            : CommandWording.NoRoundIsOpenMilestoneAdd;
        yield return CommandWording.PeopleShowsWhoIsOnThe;
        if (now.Roles.HasFlag(Roles.Collaborator))
        {
            yield return CommandWording.WhileYouAnswerAQuestionYourself;
        }
    }

    private static IEnumerable<string> Answering(HelpNow now)
    {
        yield return now.Phase switch
        {
            Phase.Consent => CommandWording.YouHaveTheTextAboutWho,
            Phase.Choosing => CommandWording.ChooseHowToAnswerOneAt,
            Phase.Asking => CommandWording.AQuestionIsOpenWhatYou,
            Phase.OnForm => CommandWording.YourFormIsOpenFillIn,
            Phase.Review => CommandWording.YouAreLookingOverYourAnswers,
            _ when now.IsAsked => CommandWording.QuestionsAreOpenForYouOpen,
            _ => CommandWording.NothingToAnswerNowIWrite,
        };
        yield return CommandWording.YouCanSayNoAtAny;
    }

    private static IEnumerable<string> Leading(HelpNow now)
    {
        yield return CommandWording.FormatYouAnswerForYouGetIts(now.IsSeveral || now.Project is null ? CommandWording.YourProject : now.Project);
        yield return CommandWording.StatusSaysWhetherARoundIs;
    }

    private static NoticeMessage Everything(Roles roles)
    {
        var paragraphs = new List<string>();
        foreach (var (group, heading) in Headings)
        {
            var names = HelpTopics.Listed(group, roles).Where(s => IsOf(s, roles)).Select(s => $"`{s.Name}`").ToList();
            if (names.Count > 0)
            {
                var topic = HelpTopics.All.FirstOrDefault(t => t.Group == group);
                paragraphs.Add(names.Count > MostNames && topic is not null
                    ? CommandWording.FormatNamesAndMore(heading, string.Join(", ", names.Take(MostNames)), topic.Name)
                    : $"{heading}: {string.Join(", ", names)}.");
            }
        }

        paragraphs.Add(CommandWording.HelpAndACommandShowsMore);
        return new NoticeMessage(paragraphs, [], CommandWording.EveryCommand);
    }

    // Everybody may take answers back, but somebody who never gave one need not read about it.
    private static bool IsOf(CommandSpec spec, Roles roles) => !(spec.Group == CommandGroup.Choices && spec.Allowed == Roles.None && roles is Roles.Facilitator or Roles.Lead);

    /// <summary>A word that means something only right after the bot has offered it.</summary>
    internal static bool OnlyInReply(CommandSpec spec) =>
        spec.Word is CollaboratorAction.Yes or CollaboratorAction.Decline or CollaboratorAction.Agree or CollaboratorAction.ReadFirst or CollaboratorAction.HidePlan or CollaboratorAction.Save
            or CollaboratorAction.Quote or CollaboratorAction.Tidy or CollaboratorAction.Reword or CollaboratorAction.DontQuote || spec.Name == "take over";
}
