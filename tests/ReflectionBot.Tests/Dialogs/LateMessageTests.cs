using ReflectionBot.Core.Dialogs;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>Messages that a chat delivers again after their author has moved on, or has deleted or edited them.</summary>
public sealed class LateMessageTests
{
    private static readonly DateTimeOffset At = Sample.Start;

    [Theory]
    [InlineData(0, 60, Stage.Description)]
    [InlineData(0, 3, Stage.Description)]
    [InlineData(0, 2, Stage.Feelings)]
    [InlineData(0, 1, Stage.Feelings)]
    [InlineData(61, 60, Stage.Feelings)]
    public void A_text_from_clearly_before_the_move_goes_where_it_was_written(int written, int moved, Stage expected)
    {
        var chat = Moved(Chat.Asking(), moved);
        chat.Take(new Said("late", "We met.", At.AddSeconds(written)));
        chat.Play(expected == Stage.Feelings ? "bot: Saved." : "bot: I have added that to 1 Description, where you were when you wrote it. [Undo]");
        Assert.Equal("We met.", chat.Reflection.Of(expected)!.Text);
        Assert.Equal(Stage.Feelings, chat.Reflection.Current);
        Assert.Single(chat.Reflection.Answered);
    }

    [Fact]
    public void It_can_be_undone_and_what_waits_for_an_answer_goes_on_waiting()
    {
        var chat = Moved(Chat.Asking(), 60).Play("""
            you: Who saw that?
            bot: Is that a question for me?
            """);
        chat.Take(new Said("late", "We met.", At)).Play("""
            bot: I have added that to 1 Description
            you: no
            bot: Kept as your answer.
            you: undo
            bot: Undone. It is out of question 1.
            bot: 2 of 6
            """);
        Assert.DoesNotContain(chat.Reflection.Answered, a => a.Stage == Stage.Description);
        Assert.Equal("Who saw that?", chat.Reflection.Of(Stage.Feelings)!.Text);
    }

    [Fact]
    public void After_several_moves_it_still_finds_its_question_and_in_the_review_too()
    {
        var chat = Moved(Moved(Chat.Asking(), 60), 70);
        chat.Take(new Said("b", "Relieved.", At.AddSeconds(65))).Play("bot: I have added that to 2 Feelings");
        chat.Take(new Pressed(new("review", "r1"), At.AddSeconds(90))).Any();
        chat.Take(new Said("c", "It went well.", At.AddSeconds(80))).Play("""
            bot: I have added that to 3 Evaluation
            bot: It went well.
            """);
        chat.Take(new Said("a", "We met.", At)).Any();
        Assert.Equal(["We met.", "Relieved.", "It went well."], chat.Reflection.Answered.Select(a => a.Text));
    }

    [Fact]
    public void Nothing_is_added_to_what_was_taken_back_or_handed_in()
    {
        var chat = Moved(Chat.Asking().Play("you: We met.\nbot: Saved."), 60);
        var submitted = chat.Fork(0);
        chat.Play("you: withdraw 1\nbot: Taken back").Take(new Said("late", "Twice.", At)).Play("bot: You have taken that answer back since, so I have not kept it.");
        submitted.Play("you: submit", more: true).Any().Play("you: submit", more: true).Any();
        submitted.Take(new Said("late", "Twice.", At)).Any();
        Assert.Equal("We met.", submitted.Reflection.Of(Stage.Description)!.Text);
        Assert.Empty(chat.Reflection.Answered);
    }

    [Fact]
    public void Without_the_time_of_the_move_it_goes_to_the_question_being_asked()
    {
        var chat = Chat.Asking();
        chat.Take(new Pressed(chat.Button("Next").Action)).Any();
        chat.Take(new Said("late", "We met.", At.AddDays(-1))).Play("bot: Saved.");
        Assert.Equal("We met.", chat.Reflection.Of(Stage.Feelings)!.Text);
    }

    [Fact]
    public void A_text_of_another_project_is_not_shown_to_this_one()
    {
        var other = Sample.Asked("r2", "Interviews done", project: Sample.Project(id: "p2", name: "Stroke pathway"));
        var chat = Chat.Asking(Sample.Context([Sample.Asked(), other]));
        foreach (var press in (string[])["round: opens r2", "you: [Open]", "you: [I agree]", "you: [One at a time]"])
        {
            chat.Play(press, more: true).Any();
        }
        chat.Take(new Said("late", "We met.", At.AddDays(-1))).Any();
        chat.Context = chat.Context with { Now = At.AddMinutes(1) };
        chat.Take(new Pressed(new("switch", "r1"), At.AddMinutes(1))).Any();
        chat.Take(new Said("late2", "They called.", At.AddSeconds(30))).Play("bot: I have added that to 1 Description of Interviews done, where you were when you wrote it.");
        Assert.Contains("They called.", chat.State.Reflections["r2"].Of(Stage.Description)!.Text, StringComparison.Ordinal);
        Assert.Empty(chat.Reflection.Answered);
    }

    [Fact]
    public void A_message_deleted_before_it_came_is_not_kept()
    {
        var chat = Chat.Asking().Play("""
            deletes: m1
            bot: -
            you: I should not say this.
            bot: That message was deleted before I got it, so it is not kept.
            deletes: m2
            bot: -
            you: next
            bot: That message was deleted before I got it, so it is not kept.
            """);
        Assert.Empty(chat.Reflection.Answered);
        Assert.Equal(Stage.Description, chat.Reflection.Current);
        Assert.Empty(chat.State.Session.Early);
    }

    [Fact]
    public void A_message_edited_before_it_came_is_taken_as_it_reads_now()
    {
        var chat = Chat.Asking().Play("edits: m1 = We met twice.\nbot: Should it still be on its way to me, I take it as it reads now.");
        Assert.Contains(new DialogEffect.UndoWaits(0), chat.Effects);
        chat.Take(new Edited("m1", "Older words.", At.AddSeconds(-5))).Any();
        chat.Play("you: We met.\nbot: Saved.");
        chat.Take(new Edited("m1", "Older words.", At.AddSeconds(-5))).Play("bot: -");
        Assert.Equal("We met twice.", chat.Reflection.Of(Stage.Description)!.Text);
        Assert.Empty(chat.State.Session.Early);
    }

    [Fact]
    public void The_last_of_several_changes_counts_whichever_comes_first()
    {
        var chat = Chat.Asking();
        chat.Take(new Deleted("m1", At.AddSeconds(9))).Take(new Edited("m1", "Restored? No, older.", At.AddSeconds(5))).Any();
        chat.Play("you: Words.\nbot: That message was deleted before I got it");
        chat.Take(new Deleted("m2", At.AddSeconds(9))).Take(new Edited("m2", "Restored.", At.AddSeconds(12))).Any();
        chat.Play("you: Words.\nbot: Saved.");
        Assert.Equal("Restored.", chat.Reflection.Of(Stage.Description)!.Text);
    }

    [Fact]
    public void Words_of_a_message_that_never_comes_go_after_ten_minutes_and_a_deletion_after_a_day()
    {
        var chat = Chat.Asking().Play("edits: x = Secret.\nbot: *\ndeletes: y\nbot: -");
        var ten = chat.Context with { Now = At.AddMinutes(10) };
        var after = ReflectionDialog.Step(chat.State, new UndoOver(0), ten);
        Assert.Empty(after.Effects);
        Assert.Equal("y", Assert.Single(after.State.Session.Early).MessageId);
        Assert.DoesNotContain("Secret", string.Join(' ', SessionRows.ToColumns(after.State.Session).Values.Values), StringComparison.Ordinal);
        Assert.Empty(ReflectionDialog.Step(after.State, new UndoOver(0), ten with { Now = At.AddDays(1) }).State.Session.Early);
    }

    [Fact]
    public void Only_the_last_twenty_changes_are_kept_and_not_too_many_words()
    {
        var chat = Chat.Asking();
        for (var i = 0; i < 30; i++)
        {
            chat.Take(new Deleted($"d{i}"));
        }
        Assert.Equal(Enumerable.Range(10, 20).Select(i => $"d{i}"), chat.State.Session.Early.Select(e => e.MessageId));
        foreach (var id in (string[])["e1", "e2", "e3"])
        {
            chat.Take(new Edited(id, new string('x', ReflectionLimits.Message), At)).Any();
        }
        Assert.Equal(["e2", "e3"], chat.State.Session.Early.Where(e => e.Text is not null).Select(e => e.MessageId));
    }

    private static Chat Moved(Chat chat, int second)
    {
        chat.Take(new Pressed(chat.Button("Next").Action, At.AddSeconds(second)));
        return chat.Any();
    }
}
