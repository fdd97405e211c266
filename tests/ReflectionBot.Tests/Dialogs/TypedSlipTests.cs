using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>A slip of a word is asked about, and kept as an answer until its author says.</summary>
public sealed class TypedSlipTests
{
    [Theory]
    [InlineData("nxet", "next")]
    [InlineData("Sumbit", "submit")]
    [InlineData("nextt", "next")]
    [InlineData("reveiw.", "review")]
    [InlineData("hlelo", "hello")]
    public void A_slip_of_one_word_is_asked_about_and_kept_until_its_author_says(string text, string word)
    {
        var chat = Chat.Asking().Play($"""
            you: {text}
            bot: Did you mean `{word}`? Until you say so, I keep it as your answer. [Yes] [No, my answer]
            """);
        Assert.Equal(text, chat.Reflection.Of(QuestionId.Description)!.Text);
        chat.Play("""
            you: [No, my answer]
            bot: Kept as your answer.
            """);
        Assert.Equal(text, chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    [Fact]
    public void A_slip_that_was_meant_is_taken_out_and_does_its_word()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: nxet
            bot: Did you mean `next`?
            you: [Yes]
            bot: 2 of 6
            you: bakc
            bot: Did you mean `back`?
            you: back
            bot: 1 of 6
            """);
        Assert.Equal("We met.", Assert.Single(chat.Reflection.Answered).Text);
        chat.Play("""
            you: stauts
            bot: Did you mean `status`?
            you: yes
            bot: I have taken it out of your answer. For the command, write `/reflect status`.
            """);
        Assert.Equal("We met.", Assert.Single(chat.Reflection.Answered).Text);
    }

    [Theory]
    [InlineData("share 1 everyone", "share 1")]
    [InlineData("share 1 quot", "share 1")]
    [InlineData("share 1 the whole team", "share 1")]
    [InlineData("shrae 1 only me", "share 1 only me")]
    [InlineData("qoute 2", "quote 2")]
    [InlineData("edit 3 please", "edit 3")]
    [InlineData("don't qoute 2", "don't quote 2")]
    [InlineData("undp", "undo")]
    [InlineData("not this roud", "not this round")]
    [InlineData("fewer mesages", "fewer messages")]
    [InlineData("one at a tiem", "one at a time")]
    [InlineData("say to taem", "say to team")]
    [InlineData("help quote", "help quote")]
    public void A_few_words_near_to_a_words_own_are_asked_about(string text, string words)
    {
        var chat = Chat.Asking().Play($"""
            you: {text}
            bot: Did you mean `{words}`? Until you say so, I keep it as your answer. [Yes] [No, my answer]
            """);
        Assert.Equal(text, chat.Reflection.Of(QuestionId.Description)!.Text);
        chat.Play("you: [Yes]\nbot: *", more: true);
        Assert.DoesNotContain(chat.Reflection.Answered, a => a.Text.Contains(text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("withdraw al")]
    [InlineData("withdarw")]
    [InlineData("wihtdraw 1")]
    [InlineData("withdraw 1 please")]
    [InlineData("take bakc")]
    [InlineData("leave projet")]
    [InlineData("leav")]
    public void What_would_take_something_away_is_neither_named_nor_done(string text)
    {
        var chat = Chat.Asking().Play($"""
            you: We met.
            bot: Saved.
            you: {text}
            bot: Is that your answer, or something for me? Until you say so, I keep it as your answer. [Yes, my answer] [No, something for you]
            you: [No, something for you]
            bot: I have taken it out of your answer. Nothing else has changed.
            and: [More]
            you: undo
            bot: Undone.
            bot: *
            """, more: true);
        Assert.Equal($"We met.\n{text}", Assert.Single(chat.Reflection.Answered).Text);
        chat.Play($"""
            you: {text}
            bot: Is that your answer
            you: yes
            bot: Kept as your answer.
            """);
    }

    [Fact]
    public void The_word_in_full_after_a_slip_of_it_leaves_the_slip_in_no_answer()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: share 1 onyl me
            bot: Did you mean `share 1`?
            you: share 1 only me
            bot: 1 Description: only me.
            bot: *
            you: back
            bot: *
            you: leave projet
            bot: Is that your answer
            you: leave project
            bot: You need give no reason
            you: no
            bot: Nothing has changed.
            bot: *
            """);
        Assert.Equal("We met.", Assert.Single(chat.Reflection.Answered).Text);
    }

    [Theory]
    [InlineData("None.")]
    [InlineData("Safe")]
    [InlineData("agreed")]
    [InlineData("From")]
    [InlineData("Late")]
    [InlineData("Text")]
    [InlineData("shared")]
    [InlineData("Quite")]
    [InlineData("skips")]
    [InlineData("nxet please")]
    [InlineData("Slip")]
    [InlineData("Share feelings with the team")]
    [InlineData("Edit the plan together")]
    [InlineData("Quite 3 of us")]
    [InlineData("Share 3 rooms")]
    [InlineData("Withdraw the old leaflet")]
    [InlineData("Help was late")]
    [InlineData("topics")]
    [InlineData("only me")]
    public void Words_of_their_own_are_not_asked_about(string text) => Chat.Asking().Play($"""
        you: {text}
        bot: Saved.
        """);
}
