using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>Two rounds with an answer of the same number: a number that is typed is of the round that the bot has just spoken of, and no answer is out of reach.</summary>
public sealed class EarlierRoundTests
{
    [Theory]
    [InlineData("withdraw 1")]
    [InlineData("1")]
    public void A_number_after_a_question_about_an_earlier_round_is_of_that_round(string typed)
    {
        var chat = OnTheSecond();
        chat.Play("you: my answers", more: true).Any();
        chat.Take(new Pressed(new("my-answers", "r1")) { Card = "card" }).Any();
        chat.Play("""
            you: [Take answers back]
            bot: Which answer on Focus groups complete do you want to take back?
            """);
        chat.Play($"you: {typed}\nbot: Taken back: your answer to question 1");
        Assert.False(chat.State.Reflections["r1"].Of(QuestionId.Description)!.Answered);
        Assert.True(chat.State.Reflections["r2"].Of(QuestionId.Description)!.Answered);
    }

    [Fact]
    public void An_answer_of_an_earlier_round_that_was_just_shown_is_the_one_shown_to_fewer_people()
    {
        var chat = OnTheSecond();
        chat.Take(new Pressed(new("my-answers", "r1")) { Card = "card" }).Any();
        chat.Play("you: share 1 only me", more: true).Any();
        Assert.Equal(SharingChoice.OnlyMe, chat.State.Reflections["r1"].Of(QuestionId.Description)!.Choice);
        Assert.Equal(SharingChoice.Topics, chat.State.Reflections["r2"].Of(QuestionId.Description)!.Choice);
    }

    [Fact]
    public void Where_an_earlier_round_has_the_same_number_it_is_named_and_one_tap_away()
    {
        var chat = OnTheSecond();
        chat.Play("""
            you: share 1 only me
            bot: the answer of that number stays as it is: topics to the team
            """, more: true).Any();
        Assert.Equal(SharingChoice.OnlyMe, chat.State.Reflections["r2"].Of(QuestionId.Description)!.Choice);
        chat.Take(new Pressed(chat.Button("Also on Focus groups complete").Action) { Card = "card" }).Any();
        Assert.Equal(SharingChoice.OnlyMe, chat.State.Reflections["r1"].Of(QuestionId.Description)!.Choice);
    }

    [Fact]
    public void A_number_that_only_an_earlier_round_has_is_asked_about_before_anything_is_taken_back()
    {
        var chat = OnTheSecond();
        var earlier = chat.State.Reflections["r1"].With(new Answer(QuestionId.Analysis, [new("m5", Sample.Start, "It went too fast.")], 1, "v1"));
        chat.State = chat.State with { Reflections = chat.State.Reflections.SetItem("r1", earlier) };
        chat.Play("""
            you: withdraw 4
            bot: There is no answer of that number on Interviews. Do you mean this one? Nothing has changed yet.
            """);
        Assert.True(chat.State.Reflections["r1"].Of(QuestionId.Analysis)!.Answered);
        chat.Take(new Pressed(chat.Button("4 Analysis on Focus groups complete").Action) { Card = "card" }).Play("""
            bot: Taken back: your answer to question 4
            and: on Focus groups complete
            """);
    }

    [Fact]
    public void A_word_that_is_sent_twice_takes_nothing_back_in_an_earlier_round()
    {
        var chat = OnTheSecond();
        chat.Play("you: withdraw 1\nbot: Taken back: your answer to question 1", more: true).Any();
        chat.Play("you: withdraw 1", more: true).Any();
        Assert.True(chat.State.Reflections["r1"].Of(QuestionId.Description)!.Answered);
    }

    [Fact]
    public void A_number_means_in_each_round_the_answer_it_was_shown_for_there()
    {
        var chat = OnTheSecond();
        var earlier = (chat.State.Reflections["r1"] with { Form = ReflectionForm.OneAtATime }).With(new Answer(QuestionId.Feelings, [new("m5", Sample.Start, "Tired.")], 1, "v1")).With(new Answer(QuestionId.Evaluation, [new("m6", Sample.Start, "Good.")], 1, "v1"));
        var now = (chat.State.Reflections["r2"] with { Form = ReflectionForm.ThreeQuestions }).With(new Answer(QuestionId.Evaluation, [new("m7", Sample.Start, "Fair.")], 1, "v1"));
        chat.State = chat.State with { Reflections = chat.State.Reflections.SetItem("r1", earlier).SetItem("r2", now) };
        chat.Play("""
            you: share 2 only me
            bot: On Focus groups complete the answer of that number, 2 Feelings, stays as it is: topics to the team
            """, more: true).Any();
        chat.Take(new Pressed(chat.Button("Also on Focus groups complete").Action) { Card = "card" }).Any();
        Assert.Equal(SharingChoice.OnlyMe, chat.State.Reflections["r1"].Of(QuestionId.Feelings)!.Choice);
        Assert.Equal(SharingChoice.Topics, chat.State.Reflections["r1"].Of(QuestionId.Evaluation)!.Choice);
        Assert.Equal(SharingChoice.OnlyMe, chat.State.Reflections["r2"].Of(QuestionId.Evaluation)!.Choice);
    }

    /// <summary>Both rounds are answered and in; the conversation is about the second.</summary>
    private static Chat OnTheSecond()
    {
        var rounds = new[] { Sample.Asked(), Sample.Asked("r2", "Interviews") };
        var chat = Chat.Asking(Sample.Context(rounds));
        var state = chat.State with { Session = chat.State.Session with { Round = "r2", Phase = Phase.Idle } };
        chat.State = rounds.Aggregate(state, (s, r) => s with
        {
            Reflections = s.Reflections.SetItem(r.Round.Id, new Reflection(r.Project.Id, r.Round.Id) { State = RosterState.Submitted, SubmittedAt = Sample.Start }.With(new Answer(QuestionId.Description, [new($"m-{r.Round.Id}", Sample.Start, "We met.")], 1, "v1"))),
        });
        return chat;
    }
}
