using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Commands.Rounds;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using static ReflectionBot.Tests.Commands.Typing;

namespace ReflectionBot.Tests.Commands;

public class CommandTableTests
{
    public static TheoryData<string> Names => [.. CommandTable.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_command_says_what_it_does_and_its_examples_work(string name)
    {
        var spec = CommandTable.ByWords(name)!;
        Assert.StartsWith(name, spec.Usage, StringComparison.Ordinal);
        Assert.Matches("^[A-Z][^!`]{5,}\\.$", spec.Help());
        Assert.Equal(1, spec.Help().Count(c => c == '.'));
        Assert.NotEmpty(spec.Examples);
        foreach (var example in spec.Examples)
        {
            var parsed = Assert.IsType<ParseResult.Parsed>(Parse(example, Everything, PlaceOf(spec)));
            Assert.Equal(spec.Name, parsed.Spec.Name);
            Assert.Equal(parsed, Parse($"/reflect {example.ToUpperInvariant()}", Everything, PlaceOf(spec)) with { IsAddressed = false }, IgnoringCase);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_usage_parses_once_it_is_filled_in(string name)
    {
        var spec = CommandTable.ByWords(name)!;
        foreach (var form in Forms(spec.Usage))
        {
            var parsed = Assert.IsType<ParseResult.Parsed>(Parse(form, Everything, PlaceOf(spec)));
            Assert.Equal(spec.Name, parsed.Spec.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_alias_leads_to_its_command_and_to_no_other(string name)
    {
        var spec = CommandTable.ByWords(name)!;
        Assert.All(spec.Aliases, a => Assert.Same(spec, CommandTable.ByWords(a)));
        Assert.Single(CommandTable.All, s => s.Name == name || s.Aliases.Contains(name));
    }

    [Fact]
    public void Every_dialog_word_is_a_command_of_the_direct_chat() =>
        Assert.All(Enum.GetValues<CollaboratorAction>(), w => Assert.Equal(Where.DirectOnly, CommandTable.Of(w).Where));

    [Fact]
    public void Every_kind_of_command_can_be_typed()
    {
        var kinds = typeof(Command).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Command)) && !t.IsAbstract).ToHashSet();
        var typed = CommandTable.All.SelectMany(s => s.Examples.Select(e => ((ParseResult.Parsed)Parse(e, Everything, PlaceOf(s))).Command.GetType())).ToHashSet();
        Assert.Equal(kinds.Select(k => k.Name).Order(), typed.Select(k => k.Name).Order());
    }

    /// <summary>What is about a project has code that is found; what is about whoever gives it is carried out by the turn. Opening answers commits beside their author's.</summary>
    [Fact]
    public void Every_command_about_a_project_has_one_handler()
    {
        var handled = CommandHandlers.Find(typeof(Command).Assembly)
            .SelectMany(h => h.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICommandHandler<>)).Select(i => i.GenericTypeArguments[0].Name)).ToList();
        var commands = typeof(Command).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Command)) && !t.IsSubclassOf(typeof(OwnCommand)) && !t.IsAbstract).Select(t => t.Name);
        Assert.Equal(commands.Except([nameof(OpenAnswers)]).Append(nameof(SetUp)).Order(), handled.Order());
    }

    [Fact]
    public void Every_setting_can_be_set_as_its_example_says() =>
        Assert.All(SettingNames.All, s =>
        {
            var example = SettingWords.Example(s.Setting).Trim('`').Replace("...", "some words", StringComparison.Ordinal);
            Assert.Equal(s.Setting, Assert.IsType<SetSetting>(Command(example)).Setting);
        });

    [Fact]
    public void The_page_of_commands_is_the_table() =>
        Assert.Equal(CommandsPage.Write(), File.ReadAllText(CommandsPage.Path).ReplaceLineEndings("\n"));

    private static bool IgnoringCase(ParseResult a, ParseResult b) =>
        string.Equals(((ParseResult.Parsed)a).Command.ToString(), ((ParseResult.Parsed)b).Command.ToString(), StringComparison.OrdinalIgnoreCase);

    // "extend to <date> | extend by <n> days" is two forms; "[as <roles>]" is with and without.
    private static IEnumerable<string> Forms(string usage)
    {
        var choices = usage.StartsWith("share", StringComparison.Ordinal)
            ? usage["share <1-6> ".Length..].Split(" | ").Select(c => $"share 3 {c}")
            : usage.Contains('[', StringComparison.Ordinal)
                ? [System.Text.RegularExpressions.Regex.Replace(usage, @" \[.*\]", ""), .. usage.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split(" | ").Select((f, i) => i == 0 ? f : $"{usage.Split(' ')[0]} {f}")]
                : usage.Split(" | ");
        return choices.Select(f => Values.Aggregate(f, (text, value) => text.Replace(value.Key, value.Value, StringComparison.Ordinal)));
    }

    private static readonly Dictionary<string, string> Values = new()
    {
        ["<project>"] = "Housing", ["<setting> \"<value>\""] = "country \"Kenya\"", ["<name>"] = "Maya Brooks", ["<roles>"] = "lead and collaborator",
        ["<date>"] = "14 December", ["<milestone>"] = "Focus groups", ["<n>"] = "3", ["<what>"] = "share notes", ["<weekday>"] = "Monday", ["<time>"] = "09:00",
        ["<1-6>"] = "3", ["<your words>"] = "We need dates.", ["<command>"] = "start", ["<e-mail address>"] = "bea@example.org", ["<code>"] = "K7M4", ["<topic>"] = "power hard", ["<answer>"] = "4f21a0",
    };
}
