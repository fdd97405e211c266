using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>The three questions and the six have numbers of their own: a number never hits another answer than it was shown for.</summary>
public sealed class TwoFormsTests
{
    [Theory]
    [InlineData("withdraw 2")]
    [InlineData("share 2 only me")]
    [InlineData("don't quote 2")]
    public void A_number_that_each_form_has_for_another_answer_is_asked_about(string typed)
    {
        var chat = InTheShortForm();
        var before = chat.Reflection.Answers;
        chat.Play($"""
            you: {typed}
            bot: Which of these answers?
            and: [2 Evaluation] [Feelings]
            """);
        Assert.Equal(before, chat.Reflection.Answers);
        chat.Play("you: [Feelings]", more: true).Any();
        Assert.Equal(before[QuestionId.Evaluation], chat.Reflection.Of(QuestionId.Evaluation));
        Assert.True(!chat.Reflection.Of(QuestionId.Feelings)!.Answered || chat.Reflection.Of(QuestionId.Feelings)!.Choice < SharingChoice.QuoteNoName);
    }

    /// <summary>Whoever has seen one form knows no number of the other: a slip of a digit must not open or erase another answer.</summary>
    [Theory]
    [InlineData("share {0} topics")]
    [InlineData("share {0} quote with my name")]
    [InlineData("quote {0}")]
    [InlineData("withdraw {0}")]
    [InlineData("don't quote {0}")]
    public void The_number_of_a_question_without_an_answer_touches_no_other_answer(string typed)
    {
        for (var number = 1; number <= 6; number++)
        {
            foreach (var answered in Enumerable.Range(1, 6).Where(n => n != number))
            {
                var chat = Chat.Asking().Play($"you: edit {answered}\nbot: *\nyou: It was so.\nbot: Saved.\nyou: share {answered} only me", more: true);
                chat.Any();
                var before = chat.Reflection.Answers;
                chat.Play($"you: {string.Format(System.Globalization.CultureInfo.InvariantCulture, typed, number)}", more: true).Any();
                Assert.Equal(before, chat.Reflection.Answers);
            }
        }
    }

    [Fact]
    public void A_number_without_an_answer_is_said_to_have_none() => Chat.Asking().Play("""
        you: We met.
        bot: Saved.
        you: share 3 only me
        bot: I found no answer of that number. Which answer?
        """);

    [Fact]
    public void An_answer_outside_the_three_questions_is_found_by_the_number_it_had()
    {
        InTheShortForm().Play("""
            you: withdraw 1
            bot: Do you mean this answer? 1 is another question in this form, and nothing is written there. Nothing has changed yet.
            and: [Description]
            you: [Description]
            bot: Taken back: your answer to "Description".
            """);
    }

    /// <summary>The number of the form one is in means its question, also where that is empty: it opens and erases no other answer unasked.</summary>
    [Theory]
    [InlineData("share 1 topics")]
    [InlineData("share 1 quote with my name")]
    [InlineData("withdraw 1")]
    [InlineData("quote 1")]
    [InlineData("don't quote 1")]
    public void A_number_whose_question_is_empty_in_this_form_is_asked_about(string typed)
    {
        var chat = InTheShortForm();
        chat.Play("you: share description only me", more: true).Any();
        var before = chat.Reflection.Answers;
        chat.Play($"you: {typed}\nbot: Do you mean this answer?", more: true).Any();
        Assert.Equal(before, chat.Reflection.Answers);
    }

    [Fact]
    public void A_number_that_moved_is_asked_about_also_where_all_answers_are_of_the_form()
    {
        Chat.Asking().Play("""
            you: edit 3
            bot: *
            you: It was fair.
            bot: Saved.
            you: edit 6
            bot: *
            you: Start earlier.
            bot: Saved.
            you: short
            bot: The questions have other numbers in this form.
            bot: 1 of 3
            you: withdraw 3
            bot: Which of these answers?
            and: [3 Action plan] [2 Evaluation]
            """);
    }

    [Fact]
    public void Whoever_wrote_in_one_form_alone_is_asked_nothing()
    {
        Chat.Asking().Play("""
            you: short
            bot: 1 of 3
            you: edit 2
            bot: *
            you: It was fair.
            bot: Saved.
            you: edit 3
            bot: *
            you: Start earlier.
            bot: Saved.
            you: withdraw 3
            bot: Taken back: your answer to question 3.
            """);
    }

    /// <summary>One, two and three of six are answered and in, two is to be quoted; then the three questions.</summary>
    private static Chat InTheShortForm()
    {
        var chat = Chat.Asking();
        var reflection = new[] { (QuestionId.Description, SharingChoice.Topics), (QuestionId.Feelings, SharingChoice.QuoteNoName), (QuestionId.Evaluation, SharingChoice.Topics) }
            .Aggregate(chat.Reflection, (r, a) => r.With(new Answer(a.Item1, [new($"m-{a.Item1}", Sample.Start, "It went so.")], 1, "v1", a.Item2)));
        chat.State = chat.State with { Reflections = chat.State.Reflections.SetItem("r1", reflection.Submitted(Sample.Start)) };
        return chat.Play("you: short", more: true).Any();
    }
}
