using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>Every prompt has [Get help] on it, not behind [More].</summary>
public sealed class GetHelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("you: [Read first]")]
    [InlineData("you: agree")]
    [InlineData("you: agree\nbot: *\nyou: one at a time")]
    [InlineData("you: agree\nbot: *\nyou: form")]
    [InlineData("you: agree\nbot: *\nyou: three questions")]
    [InlineData("you: agree\nbot: *\nyou: review")]
    [InlineData("round: reminds r1")]
    [InlineData("you: agree\nbot: *\nyou: one at a time\nbot: *\nyou: We met.\nbot: *\nround: closing r1")]
    [InlineData("you: agree\nbot: *\nyou: one at a time\nbot: *\nyou: We met.\nbot: *\nyou: edit 1")]
    public void It_is_on_the_prompt_itself(string how) => Shows(new Chat().Play($"round: opens r1{(how.Length == 0 ? "" : $"\nbot: *\n{how}")}", more: true));

    [Fact]
    public void It_is_on_an_invitation_that_does_not_interrupt_and_on_the_choice_between_rounds()
    {
        var chat = Chat.Asking(Sample.Context([Sample.Asked(), Sample.Asked("r2", "Interviews", project: Sample.Project(id: "p2", name: "Stroke"))])).Play("round: opens r2", more: true);
        Shows(chat);
        Shows(chat.Any().Play("you: switch", more: true));
    }

    private static void Shows(Chat chat)
    {
        var last = chat.Effects.OfType<DialogEffect.Say>().Last().Message;
        Assert.True(Chat.Buttons(last).Any(b => b is { Label: "Get help", Action: { Verb: "get-help", Revision: 0 } }), Chat.Plain(last));
    }
}
