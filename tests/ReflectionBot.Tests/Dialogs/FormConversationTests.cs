using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>Forms, and switching between them.</summary>
public sealed class FormConversationTests
{
    [Fact]
    public void The_form_is_prefilled_and_an_emptied_field_takes_the_answer_out()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: form
            bot: Description<We met.>
            fills: Evaluation = It was hard.; ActionPlan = Fix dates.
            bot: Saved: 2 answers. [Undo]
            bot: Your reflection - 3 answered, 3 skipped
            you: form
            bot: Evaluation<It was hard.>
            fills: Description = ; Evaluation = It was hard at first.
            bot: Saved: 1 answer. Taken out, because the field was empty: question 1.
            bot: Your reflection - 2 answered, 4 skipped
            you: undo
            bot: Undone.
            bot: Description<We met.>
            """);
        Assert.Equal("m1", chat.Reflection.Of(QuestionId.Description)!.Parts[0].MessageId);
        Assert.Equal("It was hard.", chat.Reflection.Of(QuestionId.Evaluation)!.Text);
    }

    [Fact]
    public void An_oversized_field_is_refused_and_the_rest_is_kept()
    {
        var chat = Chat.Asking().Play("""
            you: form
            bot: *
            """);
        var save = chat.Button("Save").Action;
        chat.Take(new FilledForm(save, new Dictionary<string, string> { ["Description"] = new('x', 60_001), ["Feelings"] = "Fine." })).Play("""
            bot: Saved: 1 answer. Too long and not changed (I can keep 60,000 characters in an answer): question 1.
            bot: 1 answered
            """);
        Assert.Null(chat.Reflection.Of(QuestionId.Description));
    }

    [Fact]
    public void A_form_older_than_what_was_written_since_loses_neither()
    {
        var chat = Chat.Asking().Play("""
            you: form
            bot: *
            """);
        var save = chat.Button("Save").Action;
        chat.Play("""
            you: one at a time
            bot: 1 of 6
            you: Written later.
            bot: Saved.
            """);
        chat.Take(new FilledForm(save, new Dictionary<string, string> { ["Description"] = "From the form." })).Play("""
            bot: You had written more since you opened the form, so I kept both: question 1.
            bot: *
            """);
        Assert.Equal("Written later.\nFrom the form.", chat.Reflection.Of(QuestionId.Description)!.Text);
        chat.Take(new FilledForm(save, new Dictionary<string, string>())).Any();
        Assert.Equal("Written later.\nFrom the form.", chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    [Fact]
    public void A_form_older_than_a_choice_replaces_the_words_it_showed()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: form
            bot: Description<We met.>
            """);
        var save = chat.Button("Save").Action;
        chat.Play("you: share 1 only me", more: true).Any();
        chat.Take(new FilledForm(save, new Dictionary<string, string> { ["Description"] = "We met in the hall." })).Play("""
            bot: Saved: 1 answer. [Undo]
            bot: 1 answered
            """);
        Assert.Equal(("We met in the hall.", SharingChoice.OnlyMe), (chat.Reflection.Of(QuestionId.Description)!.Text, chat.Reflection.Of(QuestionId.Description)!.Choice));
    }

    [Theory]
    [InlineData("withdraw 1", "Taken back: your answer to question 1.")]
    [InlineData("withdraw all", "Take back all 2 answers")]
    public void A_form_shown_before_words_were_taken_back_brings_none_of_them_back(string said, string told)
    {
        var (chat, form) = InWithAForm();
        chat.Play($"you: {said}\nbot: {told}", more: true).Any();
        if (said == "withdraw all")
        {
            chat.Play("you: yes", more: true).Any();
        }
        Assert.False(chat.Reflection.Of(QuestionId.Description)!.Answered);
        chat.Take(new FilledForm(form.Submit.Action, form.Fields.ToDictionary(f => f.Id, f => f.Id == "ActionPlan" ? "Fix the dates." : f.Value))).Any();
        Assert.False(chat.Reflection.Of(QuestionId.Description)!.Answered);
        Assert.Equal("Fix the dates.", chat.Reflection.Of(QuestionId.ActionPlan)!.Text);
    }

    [Fact]
    public void What_is_typed_over_taken_back_words_in_an_older_form_is_for_its_author_alone()
    {
        var (chat, form) = InWithAForm();
        chat.Play("you: withdraw 1", more: true).Any();
        chat.Take(new FilledForm(form.Submit.Action, form.Fields.ToDictionary(f => f.Id, f => f.Id == "Description" ? "We met twice." : f.Value)));
        chat.Play("""
            bot: You had taken back what this form held, so what you saved now is for you alone: question 1. `share` with the number changes that.
            bot: *
            """);
        Assert.Equal(SharingChoice.OnlyMe, chat.Reflection.Of(QuestionId.Description)!.Choice);
    }

    [Fact]
    public void A_field_nobody_typed_in_leaves_words_that_were_changed_since()
    {
        var (chat, form) = InWithAForm();
        chat.Play("you: edit 1", more: true).Any();
        chat.Play("fills: Description = We met on Monday.", more: true).Any();
        chat.Take(new FilledForm(form.Submit.Action, form.Fields.ToDictionary(f => f.Id, f => f.Id == "Feelings" ? "Tired, then glad." : f.Value))).Any();
        Assert.Equal("We met on Monday.", chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    /// <summary>Handed in with two answers; an older form shows both.</summary>
    private static (Chat Chat, FormMessage Form) InWithAForm()
    {
        var chat = Chat.Asking().Play("""
            you: form
            bot: *
            fills: Description = We met.; Feelings = Tired.
            bot: *
            bot: *
            you: [Submit]
            bot: Your reflection is in.
            """).Any();
        chat.Play("you: form", more: true);
        var form = chat.Shown.OfType<FormMessage>().Last();
        return (chat.Any(), form);
    }

    [Fact]
    public void The_short_form_asks_three_and_switching_keeps_answers()
    {
        Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: three questions
            bot: The questions have other numbers in this form. What you wrote stays; you can name an answer instead
            bot: 1 of 3 What stood out for you?
            you: The dates.
            bot: Saved.
            you: next
            bot: 2 of 3 What was good or bad about working together?
            you: skip
            bot: 3 of 3
            you: skip
            bot: Your reflection - 2 answered, 2 skipped
            and: 1 What stood out: The dates.
            and: Description: We met.
            you: edit 1
            bot: StoodOut<The dates.>
            you: And the rooms.
            bot: Saved. 2 parts so far. [Undo] [Done]
            you: [Done]
            bot: 1 What stood out: The dates.
            and: And the rooms.
            """);
    }

    /// <summary>Whatever is pressed, what was typed is kept first.</summary>
    [Theory]
    [InlineData("form", "One at a time")]
    [InlineData("form", "Pause")]
    [InlineData("form", "Get help")]
    [InlineData("form", "More")]
    [InlineData("edit 1", "Done")]
    [InlineData("edit 1", "Get help")]
    public void Every_button_of_a_form_keeps_what_was_typed_before_it_does_its_word(string word, string button)
    {
        var chat = Chat.Asking().Play($"""
            you: {word}
            bot: *
            fills: Description = We met.; [{button}]
            bot: Saved: 1 answer.
            """, more: true);
        Assert.Equal("We met.", chat.Reflection.Of(QuestionId.Description)!.Text);
        Assert.NotEmpty(chat.Effects.OfType<DialogEffect.Say>().Skip(1));
    }

    [Fact]
    public void Every_button_of_a_form_names_its_form()
    {
        var chat = Chat.Asking();
        foreach (var word in new[] { "form", "edit 3" })
        {
            chat.Hear(chat.Message(word));
            var form = Assert.IsType<FormMessage>(Assert.Single(chat.Effects.OfType<DialogEffect.Say>()).Message);
            Assert.NotEmpty(form.Buttons);
            Assert.All(form.Buttons, b => Assert.Equal(form.Submit.Action.Item, b.Action.Form));
            chat.Any();
        }
    }

    [Fact]
    public void Another_button_than_save_takes_nothing_out_and_says_nothing_of_what_is_unchanged()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: form
            bot: Description<We met.>
            fills: Description = ; [Get help]
            bot: Nobody is watching this chat.
            """);
        Assert.Equal("We met.", chat.Reflection.Of(QuestionId.Description)!.Text);
        chat.Play("""
            you: edit 1
            bot: *
            fills: Description = We met twice.; [Take back]
            bot: Saved: 1 answer.
            bot: Taken back: your answer to question 1.
            """);
        Assert.False(chat.Reflection.Of(QuestionId.Description)!.Answered);
    }

    [Fact]
    public void Pause_says_that_what_was_written_is_kept_only_where_all_of_it_is()
    {
        var chat = Chat.Asking().Play("""
            you: form
            bot: *
            """);
        chat.Take(new FilledForm(chat.Button("Pause").Action, new Dictionary<string, string> { ["Description"] = new('x', 60_001), ["Feelings"] = "Fine." })).Play("""
            bot: Too long and not changed
            bot: Paused. The rest of what you wrote is kept
            """);
        Assert.Equal("Fine.", chat.Reflection.Of(QuestionId.Feelings)!.Text);
    }

    [Fact]
    public void What_cannot_be_kept_is_said_and_only_help_does_its_word()
    {
        var chat = Chat.Asking().Play("""
            you: form
            bot: *
            """);
        chat.Context = chat.Context with { Rounds = [chat.Context.Rounds[0] with { Project = Sample.Project(Sample.Settings with { Readers = "Somebody new" }) }] };
        chat.Play("""
            fills: Description = We met.; [Pause]
            bot: I have not saved the form.
            bot: Before you start
            """, more: true);
        Assert.False(chat.Reflection.Paused);
        chat.Any().Play("""
            fills: Description = We met.; [Get help]
            bot: I have not saved the form. I ask nothing until you agree to the text above. [I agree] [Show the text again] [No] [Get help]
            bot: Nobody is watching this chat.
            """);
    }

    /// <summary>A form's item comes from the client: a stage by number, a list of stages, or one that is not asked is no stage.</summary>
    [Theory]
    [InlineData("0:17", "17")]
    [InlineData("0:3", "3")]
    [InlineData("0:Description,Feelings", "Evaluation")]
    [InlineData("0:LastPlan", "LastPlan")]
    [InlineData("0:OthersFelt", "OthersFelt")]
    [InlineData("0", "Description")]
    public void A_crafted_form_stores_nothing(string item, string field)
    {
        var chat = Chat.Asking();
        chat.Take(new FilledForm(new ButtonAction("save", "r1", item), new Dictionary<string, string> { [field] = "x" })).Play("""
            bot: I do not know that form any more, so it is not saved.
            bot: 1 of 6
            """);
        Assert.Empty(chat.Reflection.Answers);
    }

    [Theory]
    [InlineData("17")]
    [InlineData("+3")]
    [InlineData("Description,Feelings")]
    [InlineData("LastPlan")]
    public void A_crafted_edit_asks_nothing(string item)
    {
        var chat = Chat.Asking();
        chat.Take(new Pressed(new ButtonAction("edit", "r1", item))).Play("bot: Which answer?");
        Assert.Equal(QuestionId.Description, chat.Reflection.Current);
    }
}
