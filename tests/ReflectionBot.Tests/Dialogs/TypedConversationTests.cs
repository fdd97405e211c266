using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>What is typed at a question: a word, an answer, or a command.</summary>
public sealed class TypedConversationTests
{
    [Fact]
    public void Words_work_at_a_question()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: Next!
            bot: 2 of 6
            you: back
            bot: 1 of 6
            you: undo
            bot: Undone.
            bot: 2 of 6
            you: help
            bot: A question is open: what you type is your answer.
            and: [Get help]
            you: [Get help]
            bot: Nobody is watching this chat.
            you: get help
            bot: Nobody is watching this chat.
            you: more
            bot: You can choose any of these
            you: save
            bot: 2 of 6
            you: review
            bot: Your reflection - 1 answered
            you: back
            bot: 6 of 6
            you: submit
            bot: Your reflection - 1 answered
            you: submit
            bot: Your reflection is in.
            does: Submitted
            """);
        Assert.Equal("We met.", Assert.Single(chat.Reflection.Answered).Text);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("Yes.")]
    [InlineData("y")]
    [InlineData("Share notes earlier")]
    [InlineData("next steps were unclear")]
    [InlineData("pause please")]
    [InlineData("Open the meeting with lunch.")]
    [InlineData("open house")]
    [InlineData("switch off the phones")]
    [InlineData("Contact me earlier")]
    [InlineData("share 3 me and Tom")]
    [InlineData("share 3 rooms")]
    [InlineData("edit plan")]
    [InlineData("Change wording")]
    [InlineData("close")]
    public void What_is_no_word_for_certain_is_an_answer(string text)
    {
        var chat = Chat.Asking().Play($"""
            you: {text}
            bot: Saved.
            """);
        Assert.Equal(text, chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    [Theory]
    [InlineData("hello", "1 of 6")]
    [InlineData("Hi", "1 of 6")]
    [InlineData("open", "I took \"open\" as a word for me and have not kept it.")]
    [InlineData("Agree.", "I took \"Agree.\" as a word for me and have not kept it.")]
    [InlineData("status", "(carries out `status`)")]
    [InlineData("exit", "Paused.")]
    public void What_the_bot_tells_people_to_type_is_the_word_it_is(string text, string reply)
    {
        var chat = Chat.Asking().Play($"""
            you: {text}
            bot: {reply}
            """, more: true);
        Assert.Empty(chat.Reflection.Answers);
    }

    [Fact]
    public void What_must_follow_a_word_may_be_typed_right_after_it()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: share 1
            bot: Who may see 1 Description
            you: only me
            bot: 1 Description: only me.
            bot: *
            you: share 1
            bot: Who may see 1 Description
            you: me and Ana
            bot: 1 Description: me and Ana.
            bot: *
            you: back
            bot: 6 of 6
            you: share 1
            bot: Who may see 1 Description
            you: onyl me
            bot: Did you mean `share Description`?
            you: [Yes]
            bot: Who may see 1 Description
            you: we met three times
            bot: Saved.
            you: edit
            bot: Which answer?
            you: 1
            bot: Description<We met.>
            you: withdraw
            bot: Which answer on
            you: all
            bot: Take back all 2 answers
            you: no
            bot: *
            """, more: true);
        Assert.Equal("we met three times", chat.Reflection.Of(QuestionId.ActionPlan)!.Text);
        Assert.Equal(SharingChoice.Facilitator, chat.Reflection.Of(QuestionId.Description)!.Choice);
    }

    [Theory]
    [InlineData("/reflect status", "(carries out `status`)")]
    [InlineData("@ReflectionBot status", "(carries out `status`)")]
    [InlineData("/reflect next", "2 of 6")]
    [InlineData("/reflect yes", "Nothing is waiting for a yes right now.")]
    [InlineData("@ReflectionBot what is this", "I have not saved it as an answer.")]
    [InlineData("/reflect stauts", "Did you mean `status`? `help` shows what you can do here. I have not saved it as an answer.")]
    [InlineData("/reflect status please", "I have not saved it as an answer.")]
    public void What_is_addressed_to_the_bot_is_never_an_answer(string text, string reply)
    {
        var chat = Chat.Asking();
        chat.Take(chat.Message("We met.")).Any();
        chat.Play($"""
            you: {text}
            bot: {reply}
            """, more: true);
        Assert.Equal("We met.", Assert.Single(chat.Reflection.Answered).Text);
    }

    [Fact]
    public void A_question_of_the_bots_own_is_answered_by_yes_and_no_and_by_nothing_else()
    {
        var chat = Chat.Asking().Play("""
            you: did anyone notice?
            bot: Is that a question for me?
            you: Share notes earlier
            bot: Saved.
            you: who reads this?
            bot: Is that a question for me?
            you: y
            bot: I have taken it out of your answer.
            you: was it too late?
            bot: Is that a question for me?
            you: No, my answer
            bot: Kept as your answer.
            you: leave project
            bot: You need give no reason
            you: no
            bot: Nothing has changed.
            bot: 1 of 6
            you: no
            bot: Saved.
            """);
        Assert.Equal("did anyone notice?\nShare notes earlier\nwas it too late?\nno", chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    [Fact]
    public void On_the_short_form_a_number_is_the_one_on_the_screen_and_a_name_always_works()
    {
        Chat.Asking().Play("""
            you: short
            bot: 1 of 3
            you: The dates.
            bot: Saved.
            you: next
            bot: 2 of 3
            you: The training was good.
            bot: Saved.
            you: review
            bot: 1 What stood out: The dates.
            and: 2 Evaluation: The training was good.
            you: edit 2
            bot: Evaluation<The training was good.>
            you: edit evaluation
            bot: Evaluation<The training was good.>
            you: edit what stood out
            bot: StoodOut<The dates.>
            you: share 2 only me
            bot: 2 Evaluation: only me.
            bot: *
            you: withdraw 1
            bot: Taken back
            bot: Your reflection - 1 answered
            you: edit 4
            bot: Which answer?
            """);
    }

    [Fact]
    public void A_choice_is_made_in_the_words_on_the_buttons_and_never_on_a_guess()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: share 1 me and Ana
            bot: 1 Description: me and Ana.
            bot: *
            you: share 1 me and Tom
            bot: I do not know that choice.
            bot: Who may see 1 Description
            you: share 1 quote
            bot: Who may see 1 Description
            and: [quote, no name] [quote with my name]
            you: share 1 4
            bot: Which answer, and who may see it
            """);
        Assert.Equal(SharingChoice.Facilitator, chat.Reflection.Of(QuestionId.Description)!.Choice);
        chat.Play("""
            you: share 1
            bot: *
            you: [quote, no name]
            bot: 1 Description: quote, no name.
            bot: quote<We met.>
            you: reword 1
            bot: Please write the words you want quoted.
            you: Open minds, and lunch
            bot: quote<Open minds, and lunch>
            you: quote description
            bot: It will be quoted exactly so
            bot: You approved exactly these words
            you: don't quote 1
            bot: 1 Description: topics to the team.
            bot: *
            """);
    }

    [Fact]
    public void Words_for_the_team_can_come_with_the_command()
    {
        var chat = Chat.Asking().Play("""
            you: say to team "Book earlier."
            bot: exactly this, without your name: Book earlier.
            you: yes
            bot: I send it now, in exactly those words.
            bot: 1 of 6
            """);
        Assert.Contains(chat.Effects, e => e is DialogEffect.SayToTeam { Project: "p1", Text: "Book earlier." });
        Assert.Empty(chat.Reflection.Answered);
    }

    [Theory]
    [InlineData("Open the windows")]
    [InlineData("open")]
    [InlineData("agree")]
    public void Words_for_the_team_may_begin_like_a_word(string text) =>
        Chat.Asking().Play($"""
            you: say to team
            bot: Please write what the team
            you: {text}
            bot: exactly this, without your name: {text}
            """);

    [Fact]
    public void A_project_is_gone_to_by_its_name_also_from_a_question()
    {
        var other = Sample.Asked("r2", "Interviews done", project: Sample.Project(id: "p2", name: "Stroke pathway"));
        var chat = Chat.Asking(Sample.Context([Sample.Asked(), other])).Play("""
            round: opens r2
            bot: *
            you: switch stroke pathway
            bot: working on Stroke pathway
            you: open Focus groups complete.
            bot: 1 of 6
            """);
        Assert.Empty(chat.Reflection.Answered);
    }

    [Fact]
    public void Away_from_a_question_a_sentence_is_told_not_to_be_kept() =>
        Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: review
            bot: *
            you: open minded people are rare
            bot: I have not kept what you just wrote.
            you: sumbit
            bot: Did you mean `submit`?
            """);
}
