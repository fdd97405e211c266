using Spectre.Console;

namespace ReflectionBot.Operations.Demonstration;

/// <summary>What the demo shows: colours and a running line where the terminal has them, the same text without them where it has not.</summary>
/// <param name="output">Where it goes.</param>
internal sealed class DemoScreen(TextWriter output)
{
    // As wide as it needs to be where nothing is known of the terminal: lines of a log are not broken.
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

    /// <summary>Runs something while a line says so, where the terminal can take the line away again.</summary>
    public Task WhileAsync(string what, Func<Task> work) =>
        _console.Profile.Capabilities.Interactive ? _console.Status().StartAsync(Markup.Escape(what), _ => work()) : work();

    /// <summary>A message of the bot.</summary>
    public void Bot(string text) => Block("   | ", text, Color.Blue);

    /// <summary>What somebody writes.</summary>
    public void Person(string name, string text) => Block($"   {name}> ", text, Color.Green);

    /// <summary>A row of the table: its key, and what is in it.</summary>
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
