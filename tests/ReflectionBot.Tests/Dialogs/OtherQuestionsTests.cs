using System.Text.Json;
using CsCheck;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>A round asks what its question set has: any number of questions, under names of their own.</summary>
public sealed class OtherQuestionsTests
{
    [Fact]
    public void Nine_questions_are_asked_shown_and_taken_back_by_their_numbers()
    {
        var chat = Begun(Set([.. Enumerable.Range(1, 8).Select(n => $"Part{n}"), "ActionPlan"], ["Summary", "ActionPlan"]));
        chat.Play("""
            you: agree
            bot: Nine questions, in your own time, until Tuesday 8 December 17:00. Short is fine.
            and: [One at a time] [All on one form] [Short form] [Get help] [More]
            you: form
            bot: Part8<>
            fills: Part8 = The eighth.; Part2 = The second.; ActionPlan = The last.
            bot: Saved: 3 answers.
            bot: Your reflection - 3 answered, 6 skipped
            you: share 8 only me
            bot: only me
            """, more: true).Any();
        Assert.Equal(["About Part2? 2 Called Part2", "About Part8? 8 Called Part8", "About ActionPlan? 9 Called ActionPlan"], Review(chat).Items.Select(i => i.Heading));
        Assert.Equal(SharingChoice.OnlyMe, chat.Reflection.Of(QuestionId.Of("Part8")!.Value)!.Choice);
        chat.Play("""
            you: withdraw 9
            bot: Taken back: your answer to question 9.
            bot: Your reflection - 2 answered, 7 skipped
            you: short
            bot: The questions have other numbers in this form.
            bot: 1 of 2 About Summary?
            """, more: true).Any();
    }

    /// <summary>A form of one question has one question, and not "one questions".</summary>
    [Fact]
    public void How_many_questions_there_are_is_said_with_its_noun()
    {
        var chat = Begun(Set(["Part1", "Part2"], ["Few1"]));
        chat.Play("""
            you: agree
            bot: Two questions, in your own time
            you: short
            bot: 1 of 1
            you: In short.
            bot: Saved.
            you: one at a time
            bot: The questions have other numbers in this form.
            bot: 1 of 2
            you: At length.
            bot: Saved.
            you: withdraw 1
            bot: Which of these answers? The one question and the two questions have numbers of their own, and 1 is one of each.
            """, more: true).Any();
        var alone = Begun(Set(["Part1"], ["Part1"]));
        alone.Play("you: agree\nbot: One question, in your own time", more: true).Any();
    }

    /// <summary>The answer to ActionPlan is what the next round shows, in any set.</summary>
    [Fact]
    public void The_plan_of_the_round_before_is_shown_first()
    {
        var chat = Begun(Set(["Part1", "ActionPlan"], ["Part1"]), "Ring them first.");
        chat.Play("you: agree\nbot: *\nyou: one at a time\nbot: Ring them first.", more: true).Any();
    }

    [Fact]
    public void Whatever_a_set_has_a_round_goes_from_its_first_question_to_its_review_in_order() => Gen.Select(Gen.Int[1, QuestionSet.Most], Gen.Int[1, 4], Gen.Bool).Sample((full, few, plan) =>
    {
        List<string> names = [.. Enumerable.Range(1, full).Select(n => plan && n == full ? "ActionPlan" : $"Z{(n * 7) % 23}x{n}")];
        var chat = Begun(Set(names, [.. Enumerable.Range(1, few).Select(n => $"Few{n}")]));
        Say(chat, "agree", "one at a time");
        for (var n = 1; n <= full; n++)
        {
            Say(chat, $"This is answer {n}.", "next");
        }
        Assert.Equal(names.Select((name, i) => $"About {name}? {i + 1} Called {name}"), Review(chat).Items.Select(i => i.Heading));
        Say(chat, "submit");
        Assert.NotNull(chat.Reflection.SubmittedAt);
        Assert.Equal(Enumerable.Range(1, full).Select(n => $"This is answer {n}."), names.Select(n => chat.Reflection.Of(QuestionId.Of(n)!.Value)!.Text));
    }, iter: 60);

    [Theory]
    [InlineData("""["lower"]""", "no question")]
    [InlineData("""["Bad-name"]""", "no question")]
    [InlineData("""["LastPlan"]""", "the bot's own")]
    [InlineData("""["One","One"]""", "same name")]
    [InlineData("[]", "a question each")]
    public void A_set_that_cannot_be_asked_is_refused_in_words(string full, string why)
    {
        var names = JsonSerializer.Deserialize<string[]>(full)!;
        Assert.Contains(why, Assert.Throws<InvalidDataException>(() => Set(names, ["Few"])).Message, StringComparison.Ordinal);
    }

    private static ReviewMessage Review(Chat chat) => chat.Effects.OfType<DialogEffect.Say>().Select(s => s.Message).OfType<ReviewMessage>().LastOrDefault() ?? Shown(chat);

    private static ReviewMessage Shown(Chat chat)
    {
        chat.Hear(chat.Message("review"));
        var review = chat.Effects.OfType<DialogEffect.Say>().Select(s => s.Message).OfType<ReviewMessage>().Single();
        chat.Any();
        return review;
    }

    private static void Say(Chat chat, params string[] words)
    {
        foreach (var one in words)
        {
            chat.Hear(chat.Message(one));
            chat.Any();
        }
    }

    private static Chat Begun(QuestionSet set, string? plan = null)
    {
        var chat = new Chat { Context = Sample.Context([Sample.Asked(lastPlan: plan) with { Questions = set }]) };
        chat.Take(new Invited("r1")).Any();
        return chat;
    }

    private static QuestionSet Set(IReadOnlyList<string> full, IReadOnlyList<string> few)
    {
        static string List(IEnumerable<string> names) => JsonSerializer.Serialize(names);
        var questions = full.Concat(few.Except(full)).Select(n => $$"""{"stage":"{{n}}","name":"Called {{n}}","label":"About {{n}}?","help":"In a few words.","opening":"It was ..."}""");
        return QuestionSet.Parse($$"""{"id":"other","language":"en","typing":"Type.","questions":[{{string.Join(',', questions)}}],"full":{{List(full)}},"short":{{List(few)}},"optional":[]}""");
    }
}
