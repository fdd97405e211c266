using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>Taking back, stepping away, help, and the end of a round.</summary>
public sealed class LaterConversationTests
{
    private static Chat Submitted() => Chat.Asking().Play("""
        you: We met three times.
        bot: Saved.
        you: review
        bot: *
        you: submit
        bot: Your reflection is in.
        """);

    [Fact]
    public void Changing_the_words_takes_the_approval_of_a_quote_away()
    {
        var chat = Submitted().Play("""
            you: share 1 quote with my name
            bot: quote with my name
            bot: Your team would see exactly this, with your name: Maya.
            you: [Quote exactly this]
            bot: quoted exactly so
            bot: You approved exactly these words, with your name: Maya.
            does: SubmissionChanged
            """);
        Assert.Equal("We met three times.", chat.Reflection.Of(QuestionId.Description)!.ApprovedQuote);
        chat.Play("""
            edits: m1 = We met four times.
            bot: The quote you approved is off, since the words changed.
            bot: quote<We met four times.>
            does: QuoteTakenBack
            does: SubmissionChanged
            """);
        Assert.Null(chat.Reflection.Of(QuestionId.Description)!.ApprovedQuote);
        chat.Play("""
            you: undo
            bot: Undone. Your words for question 1 are as they were before. A quote you had approved is not approved now: it needs a new yes.
            bot: It is quoted only if you choose Quote exactly this.
            """);
        Assert.Null(chat.Reflection.Of(QuestionId.Description)!.ApprovedQuote);
        chat.Play("""
            you: [Quote exactly this]
            bot: quoted exactly so
            bot: You approved exactly these words
            """);
        Assert.Equal("We met three times.", chat.Reflection.Of(QuestionId.Description)!.ApprovedQuote);
        chat.Play("""
            you: [Change wording]
            bot: Please write the words you want quoted.
            you: We met.
            bot: quote<We met.> Your team would see exactly this
            does: QuoteTakenBack
            """);
        Assert.Null(chat.Reflection.Of(QuestionId.Description)!.ApprovedQuote);
        Assert.Equal("We met three times.", chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    [Fact]
    public void Silence_means_no_quote_and_a_long_answer_is_never_quoted_whole()
    {
        var chat = Submitted().Play("""
            you: share 1 quote-no-name
            bot: *
            bot: 1 quote not approved
            """);
        Assert.Null(chat.Reflection.Of(QuestionId.Description)!.ApprovedQuote);
        chat.Take(new Edited("m1", new string('y', 700), Sample.Start)).Any();
        chat.Play("""
            you: review
            bot: This cannot be quoted whole
            not: [Quote exactly this]
            """);
    }

    [Fact]
    public void Taking_back_works_also_after_closing_and_frees_the_words()
    {
        var chat = Submitted().Play("""
            clock: 20
            round: closed r1
            bot: -
            edits: m1 = Something else.
            bot: Those questions have closed, so the change is not taken
            you: share 1 only me
            bot: Nobody else sees it here
            does: TookBack
            you: share 1 topics
            bot: closed on 8 December
            you: withdraw 1
            bot: Taken back: your answer to question 1.
            does: RosterChanged
            you: undo
            bot: Undone on Focus groups complete. Your words for question 1 are as they were before.
            you: withdraw 1
            bot: Taken back
            you: who opened
            bot: Nobody has opened your answers.
            """);
        Assert.Empty(chat.State.Session.Undo);
        Assert.Equal("", chat.Reflection.Of(QuestionId.Description)!.Text);
        Assert.Equal(RosterState.Withdrawn, chat.Reflection.State);
    }

    [Fact]
    public void Taking_all_back_is_confirmed_first()
    {
        var chat = Submitted().Play("""
            you: withdraw all
            bot: Take back your one answer on Focus groups complete? It is erased here
            you: [Keep them]
            bot: Nothing has changed.
            bot: *
            you: withdraw
            bot: Which answer
            you: [All of them]
            bot: Take back your one answer
            you: [Take all back]
            bot: Taken back: all your answers
            does: TookBack
            """);
        Assert.Empty(chat.Reflection.Released());
        Assert.Empty(chat.State.Session.Undo);
    }

    [Fact]
    public void Deleting_ones_message_after_closing_still_takes_it_back()
    {
        Submitted().Play("""
            clock: 20
            deletes: m1
            bot: Nothing is left of that answer.
            does: TookBack
            """);
    }

    [Fact]
    public void Help_says_nobody_watches_and_sends_a_name_only()
    {
        var chat = Submitted().Play("""
            you: get help
            bot: Nobody is watching this chat. In danger, call 999.
            you: [Ask someone to contact me]
            bot: Who should contact you? They get your name, nothing you wrote.
            and: [Ana Silva] [Sam Okoro]
            you: [Sam Okoro]
            bot: I give Sam Okoro your name now, nothing else.
            does: ContactRequested { Project = p1, Round = r1, Who = sam, Name = Sam Okoro }
            does: SubmissionChanged
            """);
        Assert.Empty(chat.Reflection.Released());
        chat.Play("""
            round: reminds r1
            bot: -
            you: carry on
            bot: You go on as before.
            does: SubmissionChanged
            """);
        Assert.Single(chat.Reflection.Released());
    }

    [Fact]
    public void Pausing_and_saying_no_end_the_reminders()
    {
        Chat.Asking().Play("""
            round: reminds r1
            bot: Housing priorities: questions are open until 8 December. You need do nothing.
            and: [Open] [Later] [Not this round] [Fewer messages] [Get help]
            you: [Later]
            bot: Later, then.
            you: pause
            bot: Paused. What you wrote is kept, and I send no reminders.
            round: reminds r1
            bot: -
            you: resume
            bot: 1 of 6
            round: reminds r1
            bot: *
            you: [Fewer messages]
            bot: no reminders and no digests come to you here; digests stand in its channel. I still write when a round opens,
            does: QuietChanged
            round: reminds r1
            bot: -
            you: more messages
            bot: Reminders and digests of Housing priorities come to you here again.
            you: not this round
            bot: Saying no changes nothing
            does: RosterChanged
            round: reminds r1
            bot: -
            """);
    }

    [Fact]
    public void Leaving_is_one_confirmation_and_no_reason()
    {
        var chat = Chat.Asking().Play("""
            you: leave project
            bot: You need give no reason
            you: [Leave]
            bot: You have left Housing priorities.
            does: LeftProject
            you: next
            bot: You have left Housing priorities, so I ask nothing there. To be asked again, write `come back`.
            round: reminds r1
            bot: -
            """);
        Assert.Null(chat.State.Session.Round);
    }

    [Fact]
    public void A_message_to_the_team_is_previewed_and_posted_exactly()
    {
        var chat = Submitted().Play("""
            you: say this to the team in my words
            bot: Please write what the team of Housing priorities should read.
            you: Please <b>book</b> earlier, three times
            bot: exactly this, without your name: Please <b>book</b> earlier, three times
            and: People may know you
            you: [Post exactly this]
            bot: I send it now, in exactly those words.
            """);
        Assert.Contains(chat.Effects, e => e is DialogEffect.SayToTeam { Project: "p1", Text: "Please <b>book</b> earlier, three times" });
        chat.Play("""
            you: say to team
            bot: *
            you: no
            bot: Nothing was posted.
            bot: *
            """);
    }

    /// <summary>A draft is offered to be sent in also after a pause, and more is told when it is lost: so the pause says that.</summary>
    [Fact]
    public void A_pause_says_what_still_comes()
    {
        var chat = Chat.Asking().Play("""
            you: pause
            bot: Paused. What you wrote is kept, and I send no reminders.
            and: About these questions I write only if they are to close earlier, or then stay or are open again.
            round: closing r1
            bot: -
            you: resume
            bot: 1 of 6
            you: We met.
            bot: Saved.
            you: pause
            bot: Paused. What you wrote is kept, and I send no reminders. About these questions I write at most once before they close, so that you can still send it in, again when they have closed, and if they are to close earlier, or then stay or are open again.
            round: reminds r1
            bot: -
            """);
        chat.Fork(0).Play("""
            you: fewer messages
            bot: Fewer messages
            you: pause
            bot: About these questions I write only when they have closed, and if they are to close earlier, or then stay or are open again.
            round: closing r1
            bot: -
            """);
        chat.Fork(0).Play("""
            round: closing r1
            bot: You have written 1 answer and not sent it in.
            """);
    }

    [Fact]
    public void The_end_of_a_round()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            round: closing r1
            bot: You have written 1 answer and not sent it in.
            and: [Submit what I have]
            """);
        var late = chat.Fork(20);
        chat.Play("""
            you: [Submit what I have]
            bot: Your reflection is in.
            does: Submitted
            """);
        late.Play("""
            you: One more thing
            bot: I have not kept what you just wrote. The questions on Focus groups complete closed on 8 December.
            round: closed r1
            bot: What you wrote was not sent in: it stays yours and is counted nowhere.
            you: submit
            bot: closed on 8 December
            """);
        Assert.Null(late.Reflection.SubmittedAt);
    }

    [Fact]
    public void Mistakes_get_a_sentence_and_a_way_on()
    {
        Chat.Asking().Play("""
            you: submit
            bot: There is nothing to send in yet.
            you: edit 9
            bot: Which answer? Write `edit` with its number
            you: share
            bot: Which answer?
            you: quote 2
            bot: Which quote?
            you: withdraw
            bot: You have no answers here to take back.
            bot: *
            you: pause
            bot: Paused.
            you: review
            bot: Your reflection - nothing in it
            you: open nothing like it
            bot: You have no open round and no project called "nothing like it".
            you: one at a time
            bot: 1 of 6
            you: back
            bot: This is the first question.
            bot: 1 of 6
            """);
    }
}
