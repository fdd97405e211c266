using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Sentences;

/// <summary>A heading is no sentence: it ends without a full stop. Those of the consent text stand in the same line as its words.</summary>
public sealed class HeadingTests
{
    [Fact]
    public async Task Headings_of_cards_end_without_a_full_stop()
    {
        var messages = await RecordedMessages.PlayAsync("whole-round", "facilitating", "setup", "taking-back", "several-projects", "settings", "cards-over", "closing-early", "handing-over", "two-projects");
        Assert.Equal([], messages.SelectMany(Of).Where(h => h.EndsWith('.')).Distinct());
    }

    private static IEnumerable<string> Of(OutboundMessage message) => message switch
    {
        NoticeMessage m => [m.Title ?? ""],
        QuestionMessage m => [m.Label, m.StageName],
        FormMessage m => [m.Title, .. m.Fields.Select(f => f.Label)],
        ReviewMessage m => [m.Title, .. m.Items.Select(i => i.Heading)],
        RoundStatusMessage m => [m.Title],
        DigestMessage m => [m.Title, .. m.Sections.Select(s => s.Heading), .. m.Said.Select(s => s.Heading)],
        _ => [],
    };
}
