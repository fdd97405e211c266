using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Slack;

/// <summary>One message of each kind with the same words everywhere, and the texts of any message in the order in which they are read.</summary>
internal static class BlockSamples
{
    public static readonly Button Next = new("Next", new("next", "r1", "2", 7), Primary: true);

    public static IEnumerable<OutboundMessage> Of(string words, params Button[] buttons) => Of(() => words, buttons);

    /// <summary>One of each kind; the words are asked for one by one.</summary>
    public static IEnumerable<OutboundMessage> Of(Func<string> words, IReadOnlyList<Button> buttons)
    {
        string[] Some() => [words(), words(), words()];
        HeadedText[] Headed() => [new(words(), words()), new("", words())];
        yield return new NoticeMessage(Some(), buttons, words());
        yield return new ConsentMessage(words(), Headed(), buttons);
        yield return new QuestionMessage(3, 6, words(), words(), words(), words(), words(), words(), buttons);
        yield return Form(words, buttons);
        yield return new ReviewMessage(words(), [.. Enumerable.Range(0, 6).Select(i => new ReviewItem(words(), words(), words(), i % 2 == 0 ? words() : null, i % 2 == 0 ? words() : null, buttons))], words(), buttons);
        yield return new RoundStatusMessage(words(), Some(), buttons);
        yield return new DigestMessage(words(), Some(), [new(words(), [new(words(), Headed()), new($"Shared power: {words()}", Headed())])], Headed(), Some(), ["How many wrote is not how much it matters."], buttons);
        yield return new PictureMessage(words(), "f1", "a" + words(), Some(), buttons);
        yield return new FileMessage(words(), "f2", "answers.csv", "text/csv", 12_345, Some(), buttons);
        yield return new PersonMessage(new("slack", "T1", "U1"), "Ana", words(), "c1");
    }

    public static FormMessage Form(Func<string> words, IReadOnlyList<Button> buttons) =>
        new(words(), words(), [.. Enumerable.Range(0, 6).Select(i => Field($"f{i}", words(), words()))], new("Save", new("save", "r1", "1:all"), true), buttons);

    public static FormField Field(string id, string words, string value, int longest = 4_000) => new(id, words, words, words, words, value, true, longest);

    /// <summary>All words of a message that stand in it, in order; those of a form's fields stand in its window.</summary>
    public static IEnumerable<string> Words(OutboundMessage message) => message switch
    {
        NoticeMessage m => [m.Title ?? "", .. m.Paragraphs],
        ConsentMessage m => [m.Title, .. m.Paragraphs.SelectMany(Words)],
        QuestionMessage m => [m.Before ?? "", m.Label, m.StageName, m.Help, m.Opening, m.Draft ?? ""],
        FormMessage m => [m.Title, m.Intro],
        ReviewMessage m => [m.Title, .. m.Items.SelectMany(i => new[] { i.Heading, i.Text, i.WhoSees, i.Quote ?? "", i.QuoteNote ?? "" }), m.Footer],
        RoundStatusMessage m => [m.Title, .. m.Lines],
        DigestMessage m =>
        [
            m.Title, .. m.Lead, .. m.Sections.SelectMany(s => s.Themes.SelectMany(t => t.Quotes.SelectMany(q => new[] { q.Text, q.Heading }).Prepend(t.Line)).Prepend(s.Heading)),
            .. m.Said.SelectMany(Words), .. m.Agreed, .. m.Notes,
        ],
        PictureMessage m => [m.Title, m.AltText, .. m.Lines],
        FileMessage m => [m.Title, .. m.Paragraphs, m.FileName],
        PersonMessage m => [m.Text],
        _ => throw new ArgumentException("another message", nameof(message)),
    };

    /// <summary>All buttons of a message.</summary>
    public static IEnumerable<Button> Buttons(OutboundMessage message) => message switch
    {
        NoticeMessage m => m.Buttons,
        ConsentMessage m => m.Buttons,
        QuestionMessage m => m.Buttons,
        FormMessage m => m.Buttons.Prepend(m.Submit),
        ReviewMessage m => m.Items.SelectMany(i => i.Buttons).Concat(m.Buttons),
        RoundStatusMessage m => m.Buttons,
        DigestMessage m => m.Buttons,
        PictureMessage m => m.Buttons,
        FileMessage m => m.Buttons,
        _ => [],
    };

    private static string[] Words(HeadedText text) => [text.Heading, text.Text];
}
