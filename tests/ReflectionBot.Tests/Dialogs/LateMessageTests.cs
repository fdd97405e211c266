using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Conversation.LateDelivery;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>Messages that a chat delivers again after their author has moved on, or has deleted or edited them.</summary>
public sealed class LateMessageTests
{
    private static readonly DateTimeOffset At = Sample.Start;

    [Theory]
    [InlineData(30, "Description")]
    [InlineData(3, "Description")]
    [InlineData(57, "Description")]
    [InlineData(2, "Feelings")]
    [InlineData(-60, "Feelings")]
    [InlineData(59, "Description")]
    [InlineData(60, "Feelings")]
    [InlineData(61, "Feelings")]
    public void A_text_from_clearly_inside_a_questions_time_goes_there(int written, string expected)
    {
        var chat = Moved(Chat.Asking(), 60);
        Late(chat, "late", "We met.", written).Play(expected == "Feelings" ? "bot: Saved." : "bot: I have added that to 1 Description, where you were when you wrote it. [Undo]");
        Assert.Equal("We met.", chat.Reflection.Of(QuestionId.Of(expected)!.Value)!.Text);
        Assert.Equal(QuestionId.Feelings, chat.Reflection.Current);
        Assert.Single(chat.Reflection.Answered);
    }

    /// <summary>At the review a "no" would be a word, and "open ..." the name of a round.</summary>
    [Theory]
    [InlineData("no")]
    [InlineData("yes")]
    [InlineData("open discussions helped")]
    [InlineData("close cooperation with the council")]
    public void It_is_read_as_it_was_meant_when_it_was_written(string written)
    {
        var chat = Moved(Chat.Asking(), 60);
        chat.Context = chat.Context with { Now = At.AddSeconds(70) };
        chat.Play("you: review", more: true).Any();
        chat.Hear(new TextReceived("late", written, At.AddSeconds(30)));
        chat.Play("bot: I have added that to 1 Description", more: true).Any();
        Assert.Equal(written, chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    [Fact]
    public void It_can_be_undone_and_what_waits_for_an_answer_goes_on_waiting()
    {
        var chat = Moved(Chat.Asking(), 60);
        chat.Context = chat.Context with { Now = At.AddSeconds(70) };
        chat.Play("""
            you: Who saw that?
            bot: Is that a question for me?
            """);
        Late(chat, "late", "We met.", 30).Play("""
            bot: I have added that to 1 Description
            you: no
            bot: Kept as your answer.
            you: undo
            bot: Undone. Your message is out of question 1.
            bot: 2 of 6
            """);
        Assert.DoesNotContain(chat.Reflection.Answered, a => a.Stage == QuestionId.Description);
        Assert.Equal("Who saw that?", chat.Reflection.Of(QuestionId.Feelings)!.Text);
    }

    [Fact]
    public void After_several_moves_it_still_finds_its_question_and_in_the_review_too()
    {
        var chat = Moved(Moved(Chat.Asking(), 60), 70);
        Late(chat, "b", "Relieved.", 65).Play("bot: I have added that to 2 Feelings");
        chat.Take(Pressed(new("review", "r1"), 90)).Any();
        Late(chat, "c", "It went well.", 80).Play("""
            bot: I have added that to 3 Evaluation
            bot: It went well.
            """);
        Late(chat, "a", "We met.", 30).Any();
        Assert.Equal(["We met.", "Relieved.", "It went well."], chat.Reflection.Answered.Select(a => a.Text));
    }

    [Fact]
    public void Nothing_is_added_to_what_was_taken_back_or_handed_in()
    {
        var chat = Moved(Chat.Asking().Play("you: We met.\nbot: Saved."), 60);
        chat.Context = chat.Context with { Now = At.AddSeconds(70) };
        var submitted = chat.Fork(0);
        Late(chat.Play("you: withdraw 1\nbot: Taken back"), "late", "Twice.", 30).Play("bot: That answer has been taken back, so I have not kept it. To have it kept, write it there. [Write it there]");
        submitted.Play("you: submit", more: true).Any().Play("you: submit", more: true).Any();
        Late(submitted, "late", "Twice.", 30).Any();
        Assert.Equal("We met.", submitted.Reflection.Of(QuestionId.Description)!.Text);
        Assert.Empty(chat.Reflection.Answered);
    }

    [Theory]
    [InlineData(null, "chat")]
    [InlineData("chat", null)]
    [InlineData("elsewhere", "chat")]
    [InlineData("chat", "elsewhere")]
    public void Without_times_by_one_clock_it_goes_to_the_question_being_asked(string? moved, string? said)
    {
        var chat = Chat.Asking();
        chat.Take(new Pressed(chat.Button("Next").Action) { When = moved is null ? null : new(moved, At.AddSeconds(60)) }).Any();
        chat.Take(new TextReceived("late", "We met.", At.AddSeconds(30)) { When = said is null ? null : new(said, At.AddSeconds(30)) }).Play("bot: Saved.");
        Assert.Equal("We met.", chat.Reflection.Of(QuestionId.Feelings)!.Text);
    }

    [Fact]
    public void After_a_move_of_unknown_or_older_time_nobody_knows_when_the_next_question_was_shown()
    {
        foreach (var when in (PlatformTime?[])[null, new("chat", At.AddSeconds(20))])
        {
            var chat = Moved(Chat.Asking(), 60);
            chat.Take(new Typed(CollaboratorAction.Next) { When = when }).Any();
            Late(Moved(chat, 120), "late", "Relieved.", 90).Play("bot: Saved.");
            Assert.Equal("Relieved.", chat.Reflection.Of(QuestionId.Analysis)!.Text);
        }
    }

    [Fact]
    public void A_session_stored_before_this_knows_nothing_and_so_it_goes_to_the_question_being_asked()
    {
        var chat = Chat.Asking();
        var old = SessionRows.ToColumns(chat.State.Session).With("Trail", (string?)null).With("Early", (string?)null);
        chat.State = chat.State with { Session = SessionRows.ToSession(old) };
        Assert.Equal((QuestionHistory.None, 0), (chat.State.Session.QuestionHistory, chat.State.Session.Early.Count));
        Late(Moved(chat, 60), "late", "We met.", 30).Play("bot: Saved.");
        Assert.Equal("We met.", chat.Reflection.Of(QuestionId.Feelings)!.Text);
    }

    [Fact]
    public void A_text_of_another_project_is_not_shown_to_this_one()
    {
        var chat = Elsewhere();
        var closed = chat.Fork(0);
        Late(chat, "late", "They called.", 30).Play("bot: I have added that to 1 Description of Interviews done (Stroke pathway), where you were when you wrote it.");
        Assert.Equal("They called.", chat.State.Reflections["r2"].Of(QuestionId.Description)!.Text);
        Assert.Empty(chat.Reflection.Answered);

        closed.Context = closed.Context with { Rounds = [closed.Context.Rounds[0]] };
        Late(closed, "late", "They called.", 30).Play("bot: Nothing can be added there any more, so I have not kept it.");
        Assert.Empty(closed.State.Reflections.Values.SelectMany(r => r.Answered));
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
        Assert.Equal(QuestionId.Description, chat.Reflection.Current);
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
        Assert.Equal("We met twice.", chat.Reflection.Of(QuestionId.Description)!.Text);
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
        Assert.Equal("Restored.", chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    [Fact]
    public void Words_of_a_message_that_never_comes_go_after_ten_minutes_and_the_note_after_a_day()
    {
        var chat = Chat.Asking().Play("edits: x = Secret.\nbot: *\ndeletes: y\nbot: -");
        var ten = chat.Context with { Now = At.AddMinutes(10) };
        var after = ReflectionDialog.Step(chat.State, new UndoOver(0), ten);
        Assert.Empty(after.Effects);
        Assert.Equal(["x", "y"], after.State.Session.Early.Select(e => e.MessageId));
        Assert.DoesNotContain("Secret", string.Join(' ', SessionRows.ToColumns(after.State.Session).Values.Values), StringComparison.Ordinal);
        Assert.Empty(ReflectionDialog.Step(after.State, new UndoOver(0), ten with { Now = At.AddDays(1) }).State.Session.Early);

        // A message that comes in between is not kept with its old words.
        (chat.State, chat.Context) = (after.State, ten);
        chat.Take(new TextReceived("x", "Older.", At)).Play("bot: You changed that message before I got it, and I do not have its new words any more, so it is not kept.");
        Assert.Empty(chat.Reflection.Answered);
    }

    [Fact]
    public void No_words_are_kept_for_a_message_that_came_and_was_taken_out()
    {
        var chat = Chat.Asking().Play("""
            you: Somebody said no.
            bot: Saved.
            deletes: m1
            bot: Nothing is left of that answer.
            edits: m1 = Dr Smith said no.
            bot: That message is not part of an answer, so the change to it changes nothing here.
            not: Should it still
            """);
        Assert.DoesNotContain("Smith", string.Join(' ', SessionRows.ToColumns(chat.State.Session).Values.Values), StringComparison.Ordinal);
        Assert.Equal(EarlyKind.Came, Assert.Single(chat.State.Session.Early).Kind);
    }

    [Fact]
    public void Whoever_takes_everything_back_leaves_no_words_that_wait()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            edits: x = Secret.
            bot: *
            you: withdraw all
            bot: *
            you: yes
            bot: Taken back
            """);
        Assert.DoesNotContain("Secret", string.Join(' ', SessionRows.ToColumns(chat.State.Session).Values.Values), StringComparison.Ordinal);
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
        Assert.Contains(chat.State.Session.Early, e => e is { MessageId: "e1", Kind: EarlyKind.Edited });
    }

    /// <summary>At the first question of r1, come there in the sixtieth second from that of r2, another project's.</summary>
    private static Chat Elsewhere()
    {
        var other = Sample.Asked("r2", "Interviews done", project: Sample.Project(id: "p2", name: "Stroke pathway"));
        var chat = Chat.Asking(Sample.Context([Sample.Asked(), other]));
        foreach (var press in (string[])["round: opens r2", "you: [Open]", "you: [I agree]", "you: [One at a time]"])
        {
            chat.Play(press, more: true).Any();
        }
        return chat.Take(Pressed(new("switch", "r1"), 60)).Any();
    }

    private static Chat Late(Chat chat, string id, string text, int second) => chat.Take(new TextReceived(id, text, At.AddSeconds(second)) { When = new("chat", At.AddSeconds(second)) });

    private static Pressed Pressed(ButtonAction action, int second) => new(action) { When = new("chat", At.AddSeconds(second)) };

    private static Chat Moved(Chat chat, int second)
    {
        chat.Take(Pressed(chat.Button("Next").Action, second));
        return chat.Any();
    }
}
