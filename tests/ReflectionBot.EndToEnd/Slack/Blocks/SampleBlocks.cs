using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.EndToEnd.Slack.Blocks;

/// <summary>Messages and views to look at: said in real rounds where they are, made here where a round does not say them.</summary>
internal static class SampleBlocks
{
    private const string Hostile = "<!channel> <@U123> <https://evil.example|click> &amp; &lt;b&gt; *a* _b_ ~c~ `d` :smile: https://x.example @here #general";

    /// <summary>What is said in whole rounds, setting up, mistakes and taking back.</summary>
    public static Task<IReadOnlyList<OutboundMessage>> RoundsAsync() =>
        RecordedMessages.PlayAsync("whole-round", "setup", "facilitating", "taking-back", "mistakes", "reminders", "readers", "closing-project");

    /// <summary>All that a message is on the wire.</summary>
    public static IEnumerable<JsonNode> Blocks(OutboundMessage message) => BlockRenderer.Render(message).Parts.Select(part => part.Blocks);

    /// <summary>One of each kind, with what stands above it on a sheet.</summary>
    public static IEnumerable<(string Title, JsonNode Blocks)> Of(IReadOnlyList<OutboundMessage> rounds)
    {
        T Longest<T>(Func<T, bool>? which = null)
            where T : OutboundMessage => rounds.OfType<T>().Where(which ?? (_ => true)).MaxBy(m => BlockRenderer.Render(m).Parts[0].Blocks.ToJsonString().Length)!;

        var form = Longest<FormMessage>(m => m.Fields.Count == 6);
        (string, OutboundMessage)[] messages =
        [
            ("Consent", Longest<ConsentMessage>()), ("Question", Longest<QuestionMessage>(m => m.Draft is null)), ("Question with a draft", Draft()),
            ("Review", Longest<ReviewMessage>(m => m.Items.Any(i => i.Quote is not null && i.Buttons.Count > 3))),
            ("Digest", Longest<DigestMessage>()), ("Digest of an empty week", Longest<DigestMessage>(m => m.Sections.Count == 0)),
            ("Round status, facilitator", Longest<RoundStatusMessage>(m => m.Buttons.Count > 1)), ("Round status, channel", rounds.OfType<RoundStatusMessage>().First(m => m.Buttons.Count == 0)),
            ("Notice with many buttons", rounds.OfType<NoticeMessage>().MaxBy(m => m.Buttons.Count)!), ("Form", form), ("Arabic answer", ArabicAnswer()), ("Hostile words", HostileWords()),
            ("Very long words", LongWords()), ("File", new FileMessage("Your answers", "f2", "answers.csv", "text/csv", 12_345, ["Everything you wrote in this project."], Buttons("Get help"))),
            ("Picture without a file", Picture()),
        ];
        foreach (var (title, message) in messages)
        {
            foreach (var blocks in Blocks(message))
            {
                yield return (title, blocks);
            }
        }

        yield return ("Picture", WithPicture(BlockRenderer.Render(Picture(), "F1").Parts[0].Blocks));
        foreach (var (blocks, number) in BlockRenderer.Render(LongAnswers()).Parts.Select((part, i) => (part.Blocks, i + 1)))
        {
            yield return ($"Long review, {(number == 1 ? "the message" : "its thread")}", blocks);
        }

        yield return ("Form as a window", ViewRenderer.Form(form));
        yield return ("Form with a long answer", ViewRenderer.Form(form with { Fields = [form.Fields[0] with { Value = string.Concat(Enumerable.Repeat("much ", 700)) }, form.Fields[1]] }));
        yield return ("Settings as a window", ViewRenderer.Form(Longest<FormMessage>(m => m.Fields.Count > 10)));
        yield return ("Home", ViewRenderer.Home(Home()));
        yield return ("Home as a window", ViewRenderer.Home(Home(), modal: true));
        yield return ("Notice as a window", ViewRenderer.Notice("These questions have closed", "Those questions have closed, so the form is not saved.", "What you had saved before is as it was."));
    }

    private static QuestionMessage Draft() => new(
        3, 6, "What was good or bad about working together?", "Evaluation", "Good things, bad things or both. Type, or use your keyboard's microphone.", "It helped when ... It was hard when ...",
        "Last time you wrote: \"Next time I would ask for the papers a week before.\" What came of it, if anything?", "It helped that the agenda was ours.\n\nIt was hard to follow the words of the funders.",
        [new("Next", new("next"), true), .. Buttons("Skip", "Pause", "Get help", "More")]);

    private static PictureMessage Picture() => new("The cycle this week", "f1", "Six segments. Shared values: present. Shared power: strained.", ["Shared values: present.", "Shared power: strained."], Buttons("How this was made"));

    private static ReviewMessage ArabicAnswer() => new(
        "Your reflection - 2 answered, 4 skipped",
        [
            new("1 Description", "التقينا في قاعة المستأجرين (كنّا ستة)، ووضعنا جدول الأعمال معًا.", "topics to the team (Ana Silva can read it)", null, null, Buttons("Edit", "Change")),
            new("3 Evaluation", "كان من الجيد أن كلمتنا مسموعة، but the form was in English.", "quote, no name", "كان من الجيد أن كلمتنا مسموعة.", "People may know you from the story, wording or spelling.", Buttons("Edit", "Change", "Quote exactly this", "Don't quote")),
        ],
        "Nothing is sent in until you choose Submit.", [new("Submit", new("submit"), true), .. Buttons("Keep for later")]);

    private static DigestMessage HostileWords() => new(
        Hostile, [Hostile], [new(Hostile, [new(Hostile, [new(Hostile, Hostile)])])], [new("Next time (said with permission)", Hostile)], [Hostile], ["How many wrote is not how much it matters."], Buttons("How this was made"));

    private static ReviewMessage LongWords()
    {
        var word = string.Concat(Enumerable.Repeat("Donaudampfschifffahrt", 12));
        return new($"Your reflection on {word}", [new("3 Evaluation", word, word, word, word, Buttons(word[..70], "Change"))], word, Buttons(word[..70], word[..75]));
    }

    private static ReviewMessage LongAnswers()
    {
        var answer = string.Concat(Enumerable.Repeat("We set the agenda together, and for once it was our words that stood at the top of it; but the money was decided somewhere else, as ever. ", 18));
        return new(
            "Your reflection - 6 answered",
            [.. Enumerable.Range(1, 6).Select(i => new ReviewItem($"{i} Answer", answer, "quote, no name", answer[..280], "People may know you from the story, wording or spelling.", Buttons("Edit", "Change", "Tidy spelling", "Don't quote")))],
            "Nothing is sent in until you choose Submit.", [new("Submit", new("submit", "20261124090000000-abcdefgh", null, 17), true), .. Buttons("Keep for later", "Back", "Get help", "More")]);
    }

    private static HomePage Home() => new(
        "Your projects",
        [
            new("Housing priorities", ["Questions are open until 8 December 17:00.", "You have answered 2 of 6."], [new("Open", new("open"), true), .. Buttons("Not this round", "Fewer messages")]),
            new("Stroke pathway", ["Nothing is asked at the moment."], []),
            new("What you can do any time", ["Type `withdraw` to take answers back.", "Type `help` to see all."], Buttons("Who can see what")),
        ]);

    /// <summary>With a picture that a page without a server can show, where Slack shows one that was uploaded.</summary>
    private static JsonArray WithPicture(JsonArray blocks, [CallerFilePath] string here = "")
    {
        var image = blocks.Single(b => (string?)b!["type"] == "image")!.AsObject();
        image.Remove("slack_file");
        var file = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "manifests", "teams", "color.png");
        image["image_url"] = $"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(file))}";
        return blocks;
    }

    private static Button[] Buttons(params string[] labels) => [.. labels.Select(l => new Button(l, new("word", "20261124090000000-abcdefgh", "Evaluation", 17)))];
}
