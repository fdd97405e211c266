using CsCheck;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using static ReflectionBot.Tests.Commands.Typing;

namespace ReflectionBot.Tests.Commands;

public class PermissionAndHelpTests
{
    [Theory]
    [InlineData("answers", Roles.Lead)]
    [InlineData("answers", Roles.Collaborator)]
    [InlineData("answers", Roles.Lead | Roles.Collaborator)]
    [InlineData("start", Roles.Lead)]
    [InlineData("invite", Roles.Collaborator)]
    [InlineData("digest now", Roles.None)]
    [InlineData("next", Roles.Lead)]
    public void Some_may_not(string name, Roles roles) => Assert.NotNull(Permissions.Check(CommandTable.ByWords(name)!, roles, Place.Direct));

    [Fact]
    public void Nobody_but_a_facilitator_opens_answers_or_runs_a_round() =>
        AnyRoles.Where(r => !r.HasFlag(Roles.Facilitator)).Sample(roles =>
            Assert.All(
                new[] { "answers", "start", "close", "extend", "reopen", "remind", "add", "invite", "person add", "person remove", "person role", "people", "set", "settings", "digest now", "digest schedule", "digest off", "project close", "milestone add", "milestone reached", "milestone remove" },
                name => Assert.NotNull(Permissions.Check(CommandTable.ByWords(name)!, roles, Place.Direct))));

    [Theory]
    [InlineData("answers")]
    [InlineData("invite")]
    [InlineData("next")]
    [InlineData("withdraw")]
    public void What_is_private_does_not_work_in_the_channel(string name) =>
        Assert.Equal("That works in your own chat with me, not in the channel. Write to me there.", Permissions.Check(CommandTable.ByWords(name)!, Everything, Place.Channel));

    [Theory]
    [InlineData("help")]
    [InlineData("get help")]
    [InlineData("contact me")]
    [InlineData("withdraw")]
    [InlineData("who opened")]
    [InlineData("hello")]
    public void Anybody_gets_help_and_can_take_answers_back(string name) => Assert.Null(Permissions.Check(CommandTable.ByWords(name)!, Roles.None, Place.Direct));

    [Fact]
    public void Refusals_say_why()
    {
        var start = CommandTable.ByWords("start")!;
        Assert.Equal("Only a facilitator of Housing priorities can do that. `help` shows what you can do here.", Permissions.Check(start, Roles.Lead, Place.Direct, "Housing priorities"));
        Assert.Equal("I don't know you in a project yet. Ask a facilitator to add you. `help` shows what you can do here.", Permissions.Check(start, Roles.None, Place.Direct));
        Assert.Equal("That works in the project's channel, not in your own chat with me.", Permissions.Check(CommandTable.ByWords("setup")!, Roles.None, Place.Direct));
    }

    /// <summary>At most a screenful, and nothing that the person may not do.</summary>
    [Fact]
    public void Help_is_short_and_names_only_what_the_person_may_do() =>
        Gen.Select(AnyRoles, Gen.Enum<Phase>(), Gen.Bool, Gen.Bool, Gen.Bool).Sample((roles, phase, several, gaps, open) =>
        {
            var help = HelpText.For(new HelpNow(roles) { Phase = phase, IsSeveral = several, HasGaps = gaps, HasOpenRound = open, IsAsked = open, Project = "Housing priorities" }, shared: false, null);
            Assert.InRange(help.Paragraphs.Count, 2, 11);
            Assert.InRange(help.Paragraphs.Sum(p => p.Length), 50, 1_400);
            foreach (var named in Typed(help).Where(t => t is not "/reflect"))
            {
                Assert.True(Parse(named, roles) is ParseResult.Parsed or ParseResult.NotACommand { Perhaps: not null }, named);
                Assert.Null(Permissions.Check(CommandTable.Find(named).First().Spec, roles, named.StartsWith("setup", StringComparison.Ordinal) ? Place.Channel : Place.Direct));
            }
        }, iter: 300);

    /// <summary>What the short help leaves out is one step away: on a topic that it names, or in `help all`.</summary>
    [Fact]
    public void Every_command_of_a_person_stands_in_help_all_or_on_a_topic_that_help_names() =>
        AnyRoles.Sample(roles =>
        {
            var first = HelpText.For(new HelpNow(roles), shared: false, null);
            var all = HelpText.For(new HelpNow(roles), shared: false, "all");
            var topics = Typed(first).Where(t => t.StartsWith("help ", StringComparison.Ordinal)).Select(t => HelpText.For(new HelpNow(roles), shared: false, t[5..])).ToList();
            Assert.InRange(all.Paragraphs.Sum(p => p.Length), 30, 1_300);
            Assert.All(topics, t => Assert.InRange(t.Paragraphs.Count, 1, 12));
            Assert.All(topics, t => Assert.DoesNotContain("I don't know", t.Paragraphs[0], StringComparison.Ordinal));
            var named = topics.Append(first).Append(all).SelectMany(Typed).ToList();
            foreach (var spec in CommandTable.All.Where(s => Permissions.Check(s, roles, Place.Direct) is null && !HelpText.OnlyInReply(s)))
            {
                Assert.True(named.Any(n => n == spec.Name || n == spec.Usage || n.StartsWith(spec.Name + " ", StringComparison.Ordinal)) || (roles is Roles.Facilitator or Roles.Lead && spec.Group == CommandGroup.Choices), spec.Name);
            }
        }, iter: 100);

    [Theory]
    [InlineData("digest", Roles.Lead, "weekly message on what people wrote about")]
    [InlineData("digest", Roles.Facilitator, "digest now")]
    [InlineData("Digests", Roles.Collaborator, "agreed list")]
    [InlineData("share", Roles.Collaborator, "share 3 topics")]
    [InlineData("sharing", Roles.Collaborator, "who may see it")]
    [InlineData("people", Roles.Facilitator, "person add")]
    [InlineData("rounds", Roles.Facilitator, "extend to <date>")]
    [InlineData("milestone", Roles.Facilitator, "milestone reached")]
    [InlineData("project", Roles.Facilitator, "hand over to")]
    [InlineData("consent text", Roles.Facilitator, "settings")]
    [InlineData("several projects", Roles.Facilitator, "switch")]
    [InlineData("hand over", Roles.Facilitator, "Hands the project over")]
    [InlineData("digset", Roles.Lead, "`help digest`")]
    [InlineData("shraing", Roles.Collaborator, "`help sharing`")]
    [InlineData("nothing at all", Roles.Collaborator, "`help answering`")]
    public void Help_knows_topics_and_commands(string about, Roles roles, string words) =>
        Assert.Contains(words, string.Join('\n', HelpText.For(new HelpNow(roles), false, about).Paragraphs), StringComparison.Ordinal);

    [Fact]
    public void A_lead_who_is_nothing_else_is_not_told_of_questions() =>
        Assert.DoesNotContain("question", string.Join('\n', HelpText.For(new HelpNow(Roles.Lead) { Project = "Housing" }, false, null).Paragraphs), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Typed(ReflectionBot.Core.Chat.NoticeMessage help) => string.Join('\n', help.Paragraphs).Split('`').Where((_, i) => i % 2 == 1);

    [Fact]
    public void Help_on_one_command_shows_usage_and_an_example() =>
        Assert.Equal(
            ["Opens a round of reflection on a milestone.", "Type `start \"<milestone>\"`.", "For example `start \"Focus groups complete\"`."],
            HelpText.For(new HelpNow(Roles.Facilitator), false, "Start").Paragraphs);

    [Fact]
    public void Help_on_a_command_of_others_says_whose_it_is() =>
        Assert.Equal("Only a facilitator of the project can do that.", HelpText.For(new HelpNow(Roles.Collaborator), false, "start").Paragraphs[^1]);

    [Fact]
    public void Help_on_nothing_known_offers_the_nearest()
    {
        Assert.Equal(["I don't know \"strat\". Did you mean `help start`? `help` shows what you can do here."], HelpText.For(new HelpNow(Roles.Facilitator), false, "strat").Paragraphs);
        Assert.StartsWith("I don't know \"strat\". There is `help answering`", HelpText.For(new HelpNow(Roles.Collaborator), false, "strat").Paragraphs[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.None)]
    [InlineData(Roles.Facilitator)]
    [InlineData(Roles.Collaborator)]
    public void Help_in_the_channel_is_short(Roles roles)
    {
        var help = HelpText.For(new HelpNow(roles), shared: true, null);
        Assert.InRange(help.Paragraphs.Sum(p => p.Length), 50, 300);
        Assert.InRange(help.Paragraphs.Count, 1, 2);
    }
}
