using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Tests.Dialogs;

public sealed class ConversationTests
{
    [Fact]
    public void A_whole_reflection_from_consent_to_submission()
    {
        var chat = new Chat().Play("""
            round: opens r1
            bot: Ana asked me, a bot, to ask you about working on Housing priorities. You can say no: nothing changes, including payment.
            and: Legal basis: public task.
            and: [I agree] [Read first] [No] [Get help]
            you: [Read first]
            bot: I ask nothing until you agree
            you: [I agree]
            bot: Six questions, in your own time, until Tuesday 8 December 17:00. Short is fine.
            and: [One at a time] [All on one form] [Three questions] [Get help] [More]
            you: [One at a time]
            bot: 1 of 6 What happened in this part of the project? (Description)
            and: Type, or use your keyboard's microphone.
            and: [Next] [Skip] [Pause] [Get help] [More]
            you: We ran three focus groups.
            bot: Saved. [Undo] [Next]
            does: RosterChanged
            you: The second one was full.
            bot: Saved. 2 parts so far.
            you: [Next]
            bot: 2 of 6 How did you feel
            you: skip
            bot: 3 of 6
            you: The training was good but teh dates moved three times
            bot: Saved.
            you: next
            bot: 4 of 6
            you: next
            bot: Nothing is written for question 4, so I leave it out. `back` brings you back to it.
            bot: 5 of 6
            you: back
            bot: 4 of 6
            you: I think the room was booked late.
            bot: Saved.
            you: next
            bot: 5 of 6
            you: skip
            bot: 6 of 6
            you: Next time I would fix dates first.
            bot: Saved.
            you: next
            bot: Your reflection - 4 answered, 2 skipped
            and: 3 Evaluation: The training was good but teh dates moved three times (topics to the team (Ana Silva can read it once it is in))
            and: [Submit] [Keep for later]
            you: share 3
            bot: If you choose quote, no name, your team would see exactly: "The training was good but teh dates moved three times"
            and: People may know you from the story, wording or spelling.
            you: share 3 quote, no name
            bot: 3 Evaluation: quote, no name.
            bot: quote<The training was good but teh dates moved three times> Your team would see exactly this, without your name.
            and: 1 quote not approved: without your yes, nothing is quoted.
            you: [Tidy spelling]
            bot: Tidied.
            bot: quote<The training was good but the dates moved three times.> Your team would see exactly this, without your name. It would stand under "Shared responsibilities" if the digest shows that and says nothing against it, otherwise under "In their words".
            you: [Quote exactly this]
            bot: quoted exactly so, or not at all
            bot: You approved exactly these words, without your name.
            you: [Submit]
            bot: Your reflection is in. You can edit it until 8 December, and take answers back any time: `withdraw`.
            and: [Who opened my answers] [Say this to the team in my words]
            does: Submitted
            you: [Who opened my answers]
            bot: Nobody has opened your answers.
            """);
        Assert.Equal(RosterState.Submitted, chat.Reflection.State);
        Assert.Equal("We ran three focus groups.\nThe second one was full.", chat.Reflection.Of(QuestionId.Description)!.Text);
        Assert.Equal("The training was good but the dates moved three times.", chat.Reflection.Of(QuestionId.Evaluation)!.ApprovedQuote);
        Assert.Equal([QuestionId.Feelings, QuestionId.Conclusion], chat.Reflection.Skipped);
    }

    [Fact]
    public void A_typed_question_stays_an_answer_until_the_person_says_otherwise()
    {
        var chat = Chat.Asking().Play("""
            you: who reads this?
            bot: Is that a question for me?
            and: [Yes] [No, my answer]
            you: [Yes]
            bot: I have taken it out of your answer.
            and: Ana Silva can read your answers, with your name.
            you: did anyone notice?
            bot: Is that a question for me?
            you: no
            bot: Kept as your answer.
            you: why so late?
            bot: Is that a question for me?
            you: It was late.
            bot: Saved. 3 parts so far.
            """);
        Assert.Equal("did anyone notice?\nwhy so late?\nIt was late.", chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    [Fact]
    public void Yes_and_no_are_answers_where_nothing_else_was_asked()
    {
        var chat = Chat.Asking().Play("""
            you: no
            bot: Saved.
            you: yes
            bot: Saved. 2 parts so far.
            """);
        Assert.Equal("no\nyes", chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    [Fact]
    public void A_sentence_that_begins_like_a_word_is_an_answer()
    {
        var chat = Chat.Asking().Play("""
            you: Share notes earlier
            bot: Saved.
            you: Open the meeting with lunch.
            bot: Saved.
            you: share evaluation results
            bot: Saved.
            you: edit the leaflet together
            bot: Saved.
            you: withdraw from the hotel
            bot: Saved. 5 parts so far.
            """);
        Assert.Equal("Share notes earlier\nOpen the meeting with lunch.\nshare evaluation results\nedit the leaflet together\nwithdraw from the hotel", chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    [Fact]
    public void Things_that_cannot_be_taken_lose_nothing()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            file:
            bot: I cannot take pictures, voice clips or files.
            file: See this
            bot: I cannot take pictures
            bot: Saved. 2 parts so far.
            """);
        chat.Take(chat.Message("   ")).Play("bot: That message was empty.");
        chat.Take(chat.Message(new string('x', 20_001))).Play("bot: too long for me: 20,001 characters, and I can take 20,000. Nothing of it was saved.");
        chat.Take(chat.Message(new string('x', 20_000))).Play("bot: Saved.");
        chat.Take(chat.Message(new string('x', 20_000))).Play("bot: Saved.");
        chat.Take(chat.Message(new string('x', 20_000))).Play("bot: This answer is full");
        chat.Take(chat.Message("\U0001F600")).Play("bot: Saved.");
        Assert.StartsWith("We met.\nSee this\n", chat.Reflection.Of(QuestionId.Description)!.Text, StringComparison.Ordinal);
        Assert.Equal(5, chat.Reflection.Of(QuestionId.Description)!.Parts.Count);
    }

    [Fact]
    public void Parts_are_in_the_order_of_the_platforms_times()
    {
        var chat = Chat.Asking();
        chat.Take(new TextReceived("b", "second", Sample.Start.AddMinutes(2))).Any();
        chat.Take(new TextReceived("a", "first", Sample.Start.AddMinutes(1))).Any();
        Assert.Equal("first\nsecond", chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    [Fact]
    public void A_stale_button_is_not_used()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            """);
        var next = chat.Button("Next").Action;
        chat.Play("""
            you: [Next]
            bot: 2 of 6
            """);
        chat.Take(new Pressed(next)).Play("""
            bot: That button belongs to something earlier, so I have not used it.
            bot: 2 of 6
            """);
        Assert.Equal(QuestionId.Feelings, chat.Reflection.Current);
    }

    [Fact]
    public void An_older_undo_does_not_undo_something_newer()
    {
        var chat = Chat.Asking().Play("""
            you: one
            bot: Saved.
            """);
        var undo = chat.Button("Undo").Action;
        chat.Play("""
            you: two
            bot: Saved.
            """);
        chat.Take(new Pressed(undo)).Play("bot: You have done something else since.");
        Assert.Equal("one\ntwo", chat.Reflection.Of(QuestionId.Description)!.Text);
        chat.Play("""
            you: undo
            bot: Undone. Your message is out of question 1. 1 part left.
            you: undo
            bot: Undone. Your message is out of question 1. Nothing is written here now.
            you: undo
            bot: There is nothing to undo.
            """);
    }

    [Fact]
    public void Editing_and_deleting_ones_own_message_changes_the_answer()
    {
        var chat = Chat.Asking().Play("""
            you: one
            bot: Saved.
            you: two
            bot: Saved.
            edits: m1 = uno
            bot: Changed in your answer to question 1.
            edits: m1 = uno
            bot: -
            deletes: m2
            bot: That message is out of your answer to question 1. The rest of the answer stays.
            you: undo
            bot: Undone.
            bot: 1 of 6
            and: draft<uno
            edits: m9 = something
            bot: That message is not part of an answer
            """);
        Assert.Equal("uno\ntwo", chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    [Fact]
    public void Several_rounds_one_active_others_wait()
    {
        var other = Sample.Asked("r2", "Interviews done", project: Sample.Project(id: "p2", name: "Stroke pathway"));
        var chat = Chat.Asking(Sample.Context([Sample.Asked(), other])).Play("""
            round: opens r2
            bot: Stroke pathway: the questions on Interviews done are open until 8 December. You need do nothing.
            and: [Open] [Later] [Not this round] [Fewer messages] [Get help]
            you: We met.
            bot: Saved.
            you: switch
            bot: Which one? 
            and: [Housing priorities: Focus groups complete] [Stroke pathway: Interviews done]
            you: [Stroke pathway: Interviews done]
            bot: Before you start
            and: working on Stroke pathway
            you: switch focus groups complete
            bot: 1 of 6
            and: draft<We met.>
            """);
        Assert.Equal("r1", chat.State.Session.Round);
    }

    [Fact]
    public void Last_times_plan_is_shown_first_and_can_be_hidden()
    {
        var context = Sample.Context([Sample.Asked(lastPlan: "share notes within two days")]);
        var chat = new Chat { Context = context };
        chat.Play("""
            round: opens r1
            bot: *
            you: i agree
            bot: *
            you: one at a time
            bot: Last time you wrote: "share notes within two days". What came of it, if anything?
            and: [Skip] [Don't show again]
            you: We did, mostly.
            bot: Saved.
            you: next
            bot: 1 of 6
            you: back
            bot: So far: We did, mostly.
            you: [Don't show again]
            bot: I will not show it again. What you wrote about it stays
            bot: 1 of 6
            you: review
            bot: Last time's plan: We did, mostly.
            """);
        Assert.Contains("p1", chat.State.Session.PlansHidden);
    }

    [Fact]
    public void Everything_said_is_plain()
    {
        var said = new List<string>();
        var chat = Chat.Asking();
        foreach (var word in Enum.GetValues<CollaboratorAction>().Concat(Enum.GetValues<CollaboratorAction>()))
        {
            chat.Take(new Typed(word));
            said.AddRange(chat.Effects.OfType<DialogEffect.Say>().Select(s => Chat.Plain(s.Message)));
            chat.Any();
        }
        Assert.All(said, s => Assert.DoesNotContain('!', s));
        Assert.All(said, s => Assert.DoesNotContain("Oops", s, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Whoever_says_who_sees_an_answer_before_the_last_question_is_asked_the_rest() => Chat.Asking().Play("""
        you: We met in the hall.
        bot: Saved.
        you: share 1 only me
        bot: 1 Description: only me.
        bot: Your reflection
        you: next
        bot: 2 of 6
        you: It was cold.
        bot: Saved.
        """);

    [Fact]
    public void The_choice_has_the_name_of_whoever_reads()
    {
        var asked = Sample.Asked();
        var chat = Chat.Asking(Sample.Context([asked with { Members = [.. asked.Members.Select(m => m with { Name = "Gil Reader" })], Project = asked.Project with { Settings = asked.Project.Settings with { Readers = "Gil Reader" } } }]));
        chat.Play("""
            you: We met in the hall.
            bot: Saved.
            you: share 1
            bot: me and Gil Reader: Gil Reader can read it once it is in
            and: [me and Gil Reader]
            not: Ana
            you: [me and Gil Reader]
            bot: 1 Description: me and Gil Reader.
            bot: Your reflection
            """);
    }

    [Fact]
    public void What_is_taken_back_is_coded_anew_once()
    {
        var chat = Chat.Asking().Play("""
            you: We met in the hall.
            bot: Saved.
            you: review
            bot: Your reflection
            you: [Submit]
            bot: Your reflection is in.
            you: withdraw 1
            bot: Taken back
            """);
        Assert.Single(chat.Effects, e => e is DialogEffect.SubmissionChanged);
        Assert.Single(chat.Effects, e => e is DialogEffect.TookBack);
    }
}
