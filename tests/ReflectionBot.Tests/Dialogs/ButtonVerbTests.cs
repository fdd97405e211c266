using System.Text.RegularExpressions;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Tests.Commands;
using ReflectionBot.Tests.Docs;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>No button leads nowhere.</summary>
public sealed partial class ButtonVerbTests
{
    // The verbs that turns take before the dialog sees them.
    private static readonly string[] OfTurns = ["run", CommandButton.Verb, CommandButton.Choose, CommandButton.Confirm, CommandButton.Keep, "save-settings"];

    [Fact]
    public void Every_button_the_dialog_shows_has_a_verb_that_it_knows()
    {
        var shown = new HashSet<string>();
        foreach (var first in Enum.GetValues<DialogWord>())
        {
            var chat = Chat.Asking();
            chat.Take(chat.Message("We met.")).Any();
            foreach (var word in new[] { first, DialogWord.Review, first, DialogWord.Form, first })
            {
                chat.Take(new Typed(word, word is DialogWord.Share or DialogWord.Edit or DialogWord.Reword ? "1" : null));
                shown.UnionWith(chat.Effects.OfType<DialogEffect.Say>().SelectMany(s => Chat.Buttons(s.Message)).Select(b => b.Action.Verb));
                chat.Any();
            }
        }
        Assert.True(shown.Count > 20, string.Join(' ', shown));
        Assert.All(shown, v => Assert.NotNull(DialogWords.OfVerb(v)));
    }

    [Fact]
    public void Every_button_of_help_and_of_a_rounds_status_has_a_verb_that_is_known_and_a_command_that_can_be_carried_out()
    {
        var asked = Sample.Asked();
        List<Button> buttons = [.. Enumerable.Range(0, 8).SelectMany(r => HelpText.For(new HelpNow((Roles)r), false, null).Buttons)];
        buttons.AddRange(RoundStatus.ForFacilitator(asked.Project, asked.Round, [], [], Sample.Start).Buttons);
        buttons.AddRange(RoundStatus.ForFacilitator(asked.Project, asked.Round, [], [], asked.Round.ClosesAt.AddDays(1)).Buttons);
        Assert.Contains(buttons, b => b.Action.Verb == CommandButton.Verb);
        Assert.All(buttons, b => Assert.True(IsKnown(b.Action.Verb), b.Action.Verb));
        Assert.All(buttons.Where(b => b.Action.Verb == CommandButton.Verb), b => Assert.IsType<ParseResult.Parsed>(Typing.Parse("/reflect " + CommandButton.Read(b.Action.Item!).Line, Roles.Facilitator)));
    }

    /// <summary>Handlers and jobs make buttons out of stores, so their verbs are read in the source.</summary>
    [Fact]
    public void Every_verb_that_is_written_out_in_the_source_is_known()
    {
        var written = Repository.Sources("src").SelectMany(f => Written().Matches(File.ReadAllText(f))).ToList();
        Assert.True(written.Count >= 3, $"{written.Count} found");
        Assert.All(written, m => Assert.True(IsKnown(m.Groups["verb"].Value), m.Value));
        Assert.All(written.Where(m => m.Groups["item"].Success), m => Assert.IsType<ParseResult.Parsed>(Typing.Parse("/reflect " + m.Groups["item"].Value, Typing.Everything)));
    }

    private static bool IsKnown(string verb) => OfTurns.Contains(verb) || DialogWords.OfVerb(verb) is not null;

    [GeneratedRegex("""ButtonAction\(\s*"(?<verb>[^"]*)"(?:, Item: "(?<item>[^"]*)")?""")]
    private static partial Regex Written();
}
