using CsCheck;
using ReflectionBot.Core.Commands;
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

    [Fact]
    public void Help_shows_exactly_what_the_person_may_do_here() =>
        AnyRoles.Sample(roles =>
        {
            var shown = string.Join('\n', HelpText.For(roles, shared: false, null).Paragraphs);
            foreach (var spec in CommandTable.All)
            {
                var listed = shown.Split('`').Where((_, i) => i % 2 == 1).Contains(spec.Name);
                Assert.False(listed && Permissions.Check(spec, roles, Place.Direct) is not null, spec.Name);
                Assert.True(listed || spec.Group == CommandGroup.Choices || HelpText.OnlyInReply(spec) || Permissions.Check(spec, roles, Place.Direct) is not null, spec.Name);
            }
        }, iter: 100);

    [Fact]
    public void Help_on_one_command_shows_usage_and_an_example() =>
        Assert.Equal(
            ["Opens a round of reflection on a milestone.", "Type `start \"<milestone>\"`.", "For example `start \"Focus groups complete\"`."],
            HelpText.For(Roles.Facilitator, false, "Start").Paragraphs);

    [Fact]
    public void Help_on_a_command_of_others_says_whose_it_is() =>
        Assert.Equal("Only a facilitator of the project can do that.", HelpText.For(Roles.Collaborator, false, "start").Paragraphs[^1]);

    [Fact]
    public void Help_on_nothing_known_offers_the_nearest()
    {
        Assert.Equal(["I don't know \"strat\". Did you mean `help start`? `help` shows what you can do here."], HelpText.For(Roles.Facilitator, false, "strat").Paragraphs);
        Assert.Equal(["I don't know \"strat\". `help` shows what you can do here."], HelpText.For(Roles.Collaborator, false, "strat").Paragraphs);
    }

    [Theory]
    [InlineData(Roles.None)]
    [InlineData(Roles.Facilitator)]
    [InlineData(Roles.Collaborator)]
    public void Help_in_the_channel_is_short(Roles roles)
    {
        var help = HelpText.For(roles, shared: true, null);
        Assert.InRange(help.Paragraphs.Sum(p => p.Length), 50, 300);
        Assert.InRange(help.Paragraphs.Count, 1, 2);
    }
}
