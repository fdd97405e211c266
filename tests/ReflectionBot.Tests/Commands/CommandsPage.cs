using System.Runtime.CompilerServices;
using System.Text;
using ReflectionBot.Application.Commands;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Tests.Commands;

/// <summary>docs/commands.md as the table of commands makes it. After a change of the table: <c>UPDATE_DOCS=1 dotnet test</c>, and read the difference.</summary>
internal static class CommandsPage
{
    internal static string Path { get; } = Find();

    internal static string Write()
    {
        var page = new StringBuilder("""
            # Commands
            Type them in your own chat with the bot, or after `/reflect` or `@ReflectionBot` in the channel. Capitals, extra spaces and the kind of quotes do not matter; quotes can be left out where nothing else follows. Dates can be typed as people write them: `14 December`, `next monday`, `in two weeks`, `2026-12-14`, and `14/12`, which is always day first. While you answer a question, only a word of your own chat that is the whole message counts as a command; put `/reflect` before any other.

            This page is the table in `src/ReflectionBot.Application/Commands`; a test keeps the two the same.


            """.ReplaceLineEndings("\n"));
        foreach (var group in CommandTable.All.GroupBy(s => s.Group).OrderBy(g => g.Key))
        {
            page.Append($"## {Heading(group.Key)}\n| type | what it does | who | where |\n| --- | --- | --- | --- |\n");
            foreach (var spec in group)
            {
                page.Append($"| `{spec.Usage.Replace("|", "\\|", StringComparison.Ordinal)}` | {spec.Help()} | {Who(spec.Allowed)} | {Place(spec.Where)} |\n");
            }

            page.Append('\n');
        }

        page.Append($"## Settings\n`set` knows these: {string.Join(", ", SettingNames.All.Select(s => $"`{s.Word}`"))}.\n");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Path, page.ToString());
        }

        return page.ToString();
    }

    private static string Heading(CommandGroup group) => group switch
    {
        CommandGroup.Answering => "Answering, in your own chat",
        CommandGroup.Choices => "Your answers, in your own chat",
        CommandGroup.Always => "Help, and what is there for everybody",
        _ => group.ToString(),
    };

    private static string Who(Roles allowed) => allowed == Roles.None ? "anybody" : allowed == Typing.Everything ? "everybody on the project" : RolesInWords.OneOf(allowed);

    private static string Place(Where where) => where switch { Where.DirectOnly => "own chat", Where.ChannelOnly => "channel", _ => "anywhere" };

    private static string Find([CallerFilePath] string here = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(here, "../../../../docs/commands.md"));
}
