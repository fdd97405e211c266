using System.Text.RegularExpressions;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;
using ReflectionBot.Tests.Dialogs;

namespace ReflectionBot.Tests.Reflections;

public sealed partial class QuestionSetTests
{
    [Fact]
    public void The_six_questions_stand_in_Gibbs_order_with_their_exact_words()
    {
        var set = QuestionSet.Default;
        Assert.Equal(
        [
            "What happened in this part of the project?", "How did you feel as it went on?", "What was good or bad about working together?",
            "Why do you think it went that way?", "What did you learn from this?", "What would you do, or ask for, next time?",
        ], set.Of(ReflectionForm.OneAtATime).Select(q => q.Label));
        Assert.Equal(["Description", "Feelings", "Evaluation", "Analysis", "Conclusion", "Action plan"], set.Of(ReflectionForm.OneForm).Select(q => q.Name));
        Assert.Equal(["What stood out for you?", "What was good or bad about working together?", "What would you do, or ask for, next time?"], set.Of(ReflectionForm.ThreeQuestions).Select(q => q.Label));
        Assert.Equal("Type, or use your keyboard's microphone.", set.Typing);
    }

    [Fact]
    public void The_question_about_others_is_off_by_default_and_never_quoted()
    {
        Assert.DoesNotContain(QuestionSet.Default.Of(ReflectionForm.OneAtATime), q => q.Stage == QuestionId.OthersFelt);
        var asked = QuestionSet.Default.Of(ReflectionForm.OneAtATime, optional: true)[^1];
        Assert.Equal("How do you think others felt?", asked.Label);
        Assert.True(asked.NeverQuoted);
    }

    /// <summary>Words that would plant what is counted.</summary>
    [Fact]
    public void No_question_plants_a_theme() =>
        Assert.All(QuestionId.Known.Select(QuestionSet.Default.About).OfType<Question>().SelectMany(q => new[] { q.Label, q.Help, q.Opening }), text => Assert.DoesNotMatch(Planted(), text));

    /// <summary>What people read while they write must not plant what the codebook counts.</summary>
    [Fact]
    public void No_question_and_no_prompt_around_it_holds_an_indicator_of_the_codebook()
    {
        var book = Codebook.Load();
        Assert.True(book.Indicates("We shared the decisions and I felt listened to."), "the codebook indicates nothing");
        List<string> read = [.. QuestionSet.All.Select(s => s.Typing), .. QuestionSet.All.SelectMany(s => QuestionId.Known.Select(s.About)).OfType<Question>().SelectMany(q => new[] { q.Name, q.Label, q.Help, q.Opening })];
        Assert.Equal([], read.Where(book.Indicates)); // The questions themselves hold nothing that makes a theme even a little likelier.
        read.AddRange(Prompts("one at a time").Concat(Prompts("short")).Concat(Prompts("form")));
        Assert.True(read.Distinct().Count() > 50, $"{read.Distinct().Count()} texts");
        // The label that says "it is my answer" looks to the codebook like "there was no answer". It is pressed, and never leads into writing.
        Assert.Equal([], read.Distinct().Where(t => t != "No, my answer" && book.CanEarn(t)));
    }

    // All that is said while one goes through the questions; the answers and the names hold no indicator.
    private static List<string> Prompts(string form)
    {
        var project = Sample.Project(name: "Project one");
        var chat = new Chat { Context = Sample.Context([Sample.Asked("r1", "Part one", "Write it down.", project)]) };
        chat.Take(new Invited("r1")).Any();
        var said = new List<string>();
        foreach (var text in (string[])["i agree", form, "Hm.", "back", .. Enumerable.Repeat((string[])["next", "Was it?", "no", "undo", "back", "next", "skip", "back", "Hm.", "Hm."], form == "form" ? 1 : 7).SelectMany(t => t)])
        {
            if (chat.State.Session.Phase == Phase.Review)
            {
                break;
            }
            chat.Hear(chat.Message(text));
            // Where the form is chosen, nothing is being written yet.
            said.AddRange(text == "i agree" ? [] : chat.Effects.OfType<DialogEffect.Say>().Where(e => e.Message is not ReviewMessage).SelectMany(e => Pieces(e.Message))); // At the review it is written.
            chat.Any();
        }
        return said;
    }

    private static IEnumerable<string> Pieces(OutboundMessage message) =>
    [
        .. Chat.Buttons(message).Select(b => b.Label),
        .. message switch
        {
            NoticeMessage m => m.Paragraphs,
            QuestionMessage m => [m.Label, m.StageName, m.Help, m.Opening],
            FormMessage m => [m.Intro, .. m.Fields.SelectMany(f => new[] { f.Label, f.Small, f.Help, f.Placeholder })],
            _ => [],
        },
    ];

    [Fact]
    public void A_wrong_file_is_named_with_what_is_wrong()
    {
        Assert.Throws<InvalidDataException>(() => QuestionSet.Parse("{"));
        Assert.Throws<InvalidDataException>(() => QuestionSet.Parse("{}"));
        var wrong = Assert.Throws<InvalidDataException>(() => QuestionSet.Parse("""{"id":"x","language":"en","typing":"t","questions":[],"full":[],"short":[],"optional":[]}"""));
        Assert.Contains("\"x\": full and short need a question each", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_changes_with_any_word()
    {
        const string one = """{"id":"x","language":"en","typing":"t","questions":[Q],"full":["Description","Feelings","Evaluation","Analysis","Conclusion","ActionPlan"],"short":["StoodOut","Evaluation","ActionPlan"],"optional":[]}""";
        string File(string help) => one.Replace("Q", string.Join(',', QuestionId.Known.Take(7).Select(s => $$"""{"stage":"{{s}}","name":"n","label":"l","help":"{{help}}","opening":"o"}""")), StringComparison.Ordinal);
        Assert.Equal(QuestionSet.Parse(File("h")).Hash, QuestionSet.Parse(File("h") + "\n").Hash);
        Assert.NotEqual(QuestionSet.Parse(File("h")).Hash, QuestionSet.Parse(File("i")).Hash);
    }

    [Fact]
    public void The_consent_text_is_the_agreed_one_with_its_gaps_filled()
    {
        var text = ConsentText.Build(Sample.Project())!;
        Assert.Equal("Before you start", text.Title);
        Assert.Equal(
        [
            ("", "Ana asked me, a bot, to ask you about working on Housing priorities. You can say no: nothing changes, including payment."),
            ("Who sees it.", "Ana Silva can read your answers, with your name. The university's IT team could too. Jo Field and the team see topics only, once at least five people answer. We quote you only if you say yes. In a small team, people may still guess."),
            ("Safety.", "Nobody watches this chat. In danger, call 999. If someone is at serious risk, Ana Silva may have to tell others."),
            ("Your data.", "Sample University keeps it until 31 December 2028 for learning how we work together. Legal basis: public task. Sample University may keep this chat too."),
            ("Stop.", "Stop or take answers back any time, here or through Ana Silva, 01234 567890. We cannot undo what people have read or published."),
            ("Rights, complaints:", "data@sample.example. Full notice: https://sample.example/notice."),
            ("", "Agree only if you are 18 or over."),
        ], text.Paragraphs.Select(p => (p.Heading, p.Text)));
    }

    [Fact]
    public void A_gap_refuses_the_text_and_a_changed_gap_is_another_version()
    {
        Assert.Null(ConsentText.Build(Sample.Project(Sample.Settings with { LegalBasis = null })));
        Assert.NotEqual(ConsentText.Build(Sample.Project())!.Version, ConsentText.Build(Sample.Project(Sample.Settings with { Regulator = "the ICO" }))!.Version);
        Assert.Equal(ConsentText.Build(Sample.Project())!.Version, ConsentText.Build(Sample.Project())!.Version);
    }

    [GeneratedRegex(@"\b(trust|shar|decid|decis|power|respect|value|own\b|owner|honest|welcom|includ|inclus|voice|heard|fair|role|credit|responsib|burden|token|control|equal)", RegexOptions.IgnoreCase)]
    private static partial Regex Planted();
}
