using Spectre.Console;

namespace ReflectionBot.Operations.Demonstration;

/// <summary>The demo's output: with colours and a status line if the terminal supports them, otherwise the same text without them.</summary>
/// <param name="output">Receives the output.</param>
internal sealed class DemoScreen(TextWriter output)
{
    // The width if the output is not a terminal: wide enough that lines of a log are not broken.
    private const int Wide = 10_000;

    private readonly IAnsiConsole _console = Open(output);
    private int _stage;

    /// <summary>A stage begins.</summary>
    public void Stage(string what)
    {
        _console.WriteLine();
        _console.Write(new Text($"{++_stage}. {what}.", new Style(decoration: Decoration.Bold)));
        _console.WriteLine();
    }

    /// <summary>Runs some work and shows a status line meanwhile, if the terminal can remove the line again.</summary>
    public Task WhileAsync(string what, Func<Task> work) =>
        _console.Profile.Capabilities.Interactive ? _console.Status().StartAsync(Markup.Escape(what), _ => work()) : work();

    /// <summary>A message of the bot.</summary>
    public void Bot(string text) => Block("   | ", text, Color.Blue);

    /// <summary>A message that a person writes.</summary>
    public void Person(string name, string text) => Block($"   {name}> ", text, Color.Green);

    /// <summary>A row of the table: its key and its content.</summary>
    public void Row(string partition, string key, string columns) => Block($"   {partition}  {key}  ", columns, Color.Grey);

    /// <summary>A line as it is.</summary>
    public void Line(string text)
    {
        _console.Write(new Text(text));
        _console.WriteLine();
    }

    private void Block(string before, string text, Color color)
    {
        foreach (var line in text.Split('\n'))
        {
            _console.Write(new Text(before, new Style(color)));
            _console.Write(new Text(line));
            _console.WriteLine();
        }
    }

    private static IAnsiConsole Open(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = Wide;
        }

        return console;
    }
}
