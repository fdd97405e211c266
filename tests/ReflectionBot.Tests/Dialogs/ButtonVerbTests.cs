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
    private static readonly string[] OfTurns = [CommandButton.Run, CommandButton.Verb, CommandButton.Choose, CommandButton.Confirm, CommandButton.Keep, CommandButton.SaveSettings];

    [Fact]
    public void Every_button_the_dialog_shows_has_a_verb_that_it_knows()
    {
        var shown = new HashSet<string>();
        foreach (var first in Enum.GetValues<CollaboratorAction>())
        {
            var chat = Chat.Asking();
            chat.Take(chat.Message("We met.")).Any();
            foreach (var word in new[] { first, CollaboratorAction.Review, first, CollaboratorAction.Form, first })
            {
                chat.Take(new Typed(word, word is CollaboratorAction.Share or CollaboratorAction.Edit or CollaboratorAction.Reword ? "1" : null));
                shown.UnionWith(chat.Effects.OfType<DialogEffect.Say>().SelectMany(s => Chat.Buttons(s.Message)).Select(b => b.Action.Verb));
                chat.Any();
            }
        }
        Assert.True(shown.Count > 20, string.Join(' ', shown));
        Assert.All(shown, v => Assert.NotNull(CollaboratorActions.OfVerb(v)));
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

    /// <summary>Handlers and jobs make buttons out of stores, so their commands are read in the source; their verbs have names.</summary>
    [Fact]
    public void No_verb_is_written_out_in_the_source_and_every_command_that_is_can_be_carried_out()
    {
        var sources = Repository.Sources("src").Select(File.ReadAllText).ToList();
        Assert.Empty(sources.SelectMany(s => Verb().Matches(s)).Select(m => m.Value));
        var commands = sources.SelectMany(s => Written().Matches(s)).ToList();
        Assert.True(commands.Count >= 15, $"{commands.Count} found");
        Assert.All(commands, m => Assert.IsType<ParseResult.Parsed>(Typing.Parse("/reflect " + m.Groups["item"].Value, Typing.Everything)));
    }

    /// <summary>Buttons of messages that were posted long ago are still pressed.</summary>
    [Fact]
    public void Verbs_of_posted_buttons_stay_as_they_are() => Assert.Equal(["run", "in", "choose", "confirm", "keep", "save-settings"], OfTurns);

    private static bool IsKnown(string verb) => OfTurns.Contains(verb) || CollaboratorActions.OfVerb(verb) is not null;

    [GeneratedRegex("""(ButtonAction\(\s*|\bVerb: |\.Verb [!=]= |\bVerb is )"[^"]*""")]
    private static partial Regex Verb();

    [GeneratedRegex("""CommandButton\.(?:Typing\(|In\([^,"]+, )(?:"[^"]*"|\w+Wording\.\w+(?:\([^"]*?\))?), "(?<item>[^"]*)""")]
    private static partial Regex Written();
}
