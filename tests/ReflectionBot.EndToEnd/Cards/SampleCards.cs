using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ReflectionBot.Channels.Teams;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.EndToEnd.Cards;

/// <summary>Messages to look at: said in real rounds where they are, made here where a round does not say them (other scripts, extremes).</summary>
internal static class SampleCards
{
    /// <summary>What the picture in the docs shows.</summary>
    public static readonly string[] OnTheSheet = ["Consent", "Question", "Review", "Digest", "Form", "Arabic answer", "Round status, facilitator"];

    private static readonly ButtonAction Opener = new("form", "r1");
    private static readonly Button Next = new("Next", new("next", "r1", "2", 7), Primary: true);

    /// <summary>What is said in whole rounds, setting up, mistakes and taking back.</summary>
    public static Task<IReadOnlyList<OutboundMessage>> RoundsAsync() =>
        RecordedMessages.PlayAsync("whole-round", "setup", "facilitating", "taking-back", "mistakes", "reminders", "readers", "closing-project");

    /// <summary>One of each kind, with what stands above it on a sheet.</summary>
    public static IEnumerable<(string Title, JsonObject Card)> Of(IReadOnlyList<OutboundMessage> rounds)
    {
        T Longest<T>(Func<T, bool>? which = null)
            where T : OutboundMessage => rounds.OfType<T>().Where(which ?? (_ => true)).MaxBy(m => TeamsActivities.Message(m).Attachments![0].Content!.ToJsonString().Length)!;

        var form = Longest<FormMessage>(m => m.Fields.Count == 6);
        yield return ("Consent", Card(Longest<ConsentMessage>()));
        yield return ("Question", Card(Longest<QuestionMessage>(m => m.Draft is null)));
        yield return ("Review", Card(Longest<ReviewMessage>(m => m.Items.Any(i => i.Quote is not null && i.Buttons.Count > 3))));
        yield return ("Digest", Card(Longest<DigestMessage>()));
        yield return ("Digest of an empty week", Card(Longest<DigestMessage>(m => m.Sections.Count == 0)));
        yield return ("Round status, facilitator", Card(Longest<RoundStatusMessage>(m => m.Buttons.Count > 1)));
        yield return ("Round status, channel", Card(rounds.OfType<RoundStatusMessage>().First(m => m.Buttons.Count == 0)));
        yield return ("Notice with many buttons", Card(rounds.OfType<NoticeMessage>().MaxBy(m => m.Buttons.Count)!));
        yield return ("Question with a draft", Card(Draft()));
        yield return ("Form", Card(form, Opener));
        yield return ("Form too long for a message", Card(form with { Fields = [.. form.Fields.Select(f => f with { Value = string.Concat(Enumerable.Repeat("much ", 1000)) })] }, Opener));
        yield return ("Form as a window", TeamsActivities.Dialog(form with { Fields = [.. form.Fields.Take(2)] }));
        yield return ("Settings", Card(Longest<FormMessage>(m => m.Fields.Count > 10)));
        yield return ("Arabic answer", Card(ArabicAnswer()));
        yield return ("Arabic questions", Card(ArabicQuestion()));
        yield return ("Hebrew form", Card(HebrewForm(), Opener));
        yield return ("Very long words", Card(LongWords()));
        yield return ("Six quotes", Card(SixQuotes()));
        var picture = new PictureMessage("The cycle this week", "f1", "Six segments. Shared values: present. Shared power: strained.", ["Shared values: present.", "Shared power: strained."], Buttons("How this was made"));
        yield return ("Picture", Card(picture, link: Picture()));
        yield return ("Picture without an address", Card(picture));
        var file = new FileMessage("Your answers", "f2", "answers.csv", "text/csv", 12_345, ["Everything you wrote in this project."], Buttons("Get help"));
        yield return ("File by link", Card(file, link: new Uri("https://reflect.example.org/files/AbCd")));
        yield return ("File without an address", Card(file));
    }

    /// <summary>The card as Teams is sent it.</summary>
    public static JsonObject Card(OutboundMessage message, ButtonAction? opener = null, Uri? link = null) => TeamsActivities.Message(message, opener, link).Attachments![0].Content!.AsObject();

    /// <summary>A picture that a page without a server can show.</summary>
    private static Uri Picture([CallerFilePath] string here = "") =>
        new($"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "manifests", "teams", "color.png")))}");

    private static QuestionMessage Draft() => new(
        3, 6, "What was good or bad about working together?", "Evaluation", "Good things, bad things or both. Type, or use your keyboard's microphone.", "It helped when ... It was hard when ...",
        "Last time you wrote: \"Next time I would ask for the papers a week before.\" What came of it, if anything?", "It helped that the agenda was ours.\n\nIt was hard to follow the words of the funders.",
        [Next, .. Buttons("Skip", "Pause", "Get help", "More")]);

    private static ReviewMessage ArabicAnswer() => new(
        "Your reflection - 2 answered, 4 skipped",
        [
            new("1 Description", "التقينا في قاعة المستأجرين (كنّا ستة)، ووضعنا جدول الأعمال معًا.", "topics to the team (Ana Silva can read it)", null, null, Buttons("Edit", "Change")),
            new("3 Evaluation", "كان من الجيد أن كلمتنا مسموعة، but the form was in English.", "quote, no name", "كان من الجيد أن كلمتنا مسموعة.", "People may know you from the story, wording or spelling.", Buttons("Edit", "Change", "Quote exactly this", "Don't quote")),
        ],
        "Nothing is sent in until you choose Submit.", [new("Submit", new("submit"), true), .. Buttons("Keep for later")]);

    private static QuestionMessage ArabicQuestion() => new(
        1, 6, "ماذا حدث في هذا الجزء من المشروع؟", "الوصف", "قل ما رأيت أو فعلت. من فضلك لا تذكر أسماء المرضى.", "بدأنا بـ ...", null, "We met at the tenants' hall.",
        [new("التالي", new("next"), true), .. Buttons("تخطَّ", "توقف", "ساعدني", "المزيد")]);

    private static FormMessage HebrewForm() => new(
        "פרויקט הדיור", "ענו על מה שתרצו.",
        [new("a", "מה קרה בחלק הזה של הפרויקט?", "תיאור", "ספרו מה ראיתם או עשיתם.", "התחלנו ב...", "נפגשנו באולם.", true, 4000), new("b", "איך הרגשתם?", "רגשות", "כל רגש בסדר.", "בהתחלה הרגשתי...", "", true, 4000)],
        new("שמירה", new("save"), true), Buttons("אחת בכל פעם", "הפסקה"));

    private static ReviewMessage LongWords()
    {
        var word = string.Concat(Enumerable.Repeat("Donaudampfschifffahrt", 12));
        return new($"Your reflection on {word}", [new("3 Evaluation", word, word, word, word, Buttons(word[..70], "Change"))], word, Buttons(word[..70], word[..75]));
    }

    private static ReviewMessage SixQuotes()
    {
        var quote = "We set the agenda together, and for once it was our words that stood at the top of it; but the money was decided somewhere else, as ever.";
        return new(
            "Your reflection - 6 answered",
            [.. Enumerable.Range(1, 6).Select(i => new ReviewItem($"{i} Answer", quote, "quote, no name", quote, "Your team would see exactly this, without your name. People may know you from the story, wording or spelling. It is quoted only if you choose Quote exactly this.", Buttons("Edit", "Change", "Quote exactly this", "Tidy spelling", "Change wording", "Don't quote")))],
            "Nothing is sent in until you choose Submit.", [new("Submit", new("submit", "20261124090000000-abcdefgh", null, 17), true), .. Buttons("Keep for later", "Back", "Get help", "More")]);
    }

    private static Button[] Buttons(params string[] labels) => [.. labels.Select(l => new Button(l, new("word", "20261124090000000-abcdefgh", "Evaluation", 17)))];
}
