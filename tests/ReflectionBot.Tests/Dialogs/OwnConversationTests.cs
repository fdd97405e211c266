using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>What is the person's own to read, to share at once, and what is not said over and over.</summary>
public sealed class OwnConversationTests
{
    [Fact]
    public void A_changed_text_says_what_has_changed_and_can_be_read_again()
    {
        var chat = Chat.Asking();
        chat.Context = chat.Context with { Rounds = [chat.Context.Rounds[0] with { Project = Sample.Project(Sample.Settings with { Readers = "Ana Silva and Bea Novak" }) }] };
        chat.Play("""
            you: We met.
            bot: has changed since you agreed. Please read it again.
            and: Before: Ana Silva can read your answers, with your name.
            and: Now: Ana Silva and Bea Novak can read your answers, with your name.
            not: Legal basis
            bot: Before you start
            you: consent
            bot: Housing priorities: you agreed to this on Tuesday 24 November 17:00
            and: Ana Silva can read your answers, with your name.
            not: Bea Novak
            """);
    }

    [Fact]
    public void Answers_can_be_read_whole_after_closing()
    {
        var chat = Chat.Asking();
        var text = string.Join('\n', Enumerable.Range(1, 900).Select(i => $"Sentence {i}."));
        chat.Take(chat.Message(text)).Any();
        chat.Play("""
            clock: +20
            round: closed r1
            bot: *
            """);
        chat.Hear(chat.Message("my answers"));
        var shown = chat.Effects.OfType<DialogEffect.Say>().ToList();
        Assert.Equal(text, string.Join('\n', shown.SkipLast(1).Select(s => Assert.Single(Assert.IsType<Core.Chat.NoticeMessage>(s.Message).Paragraphs))));
        Assert.All(shown.SkipLast(1), s => Assert.StartsWith(OwnTextMessages.Prefix("r1"), s.Remember, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_me_for_all_at_once()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: next
            bot: 2 of 6
            you: Fine.
            bot: Saved.
            you: review
            bot: What happened in this part of the project? 1 Description
            and: [Change words] [Change who sees it]
            and: [Only me for all]
            you: [Only me for all]
            bot: All your answers here: only me. Nobody else sees it here
            not: [Undo]
            bot: Your reflection - 2 answered
            not: [Only me for all]
            you: undo
            bot: stays as it is: only me
            bot: *
            you: share all quote no name
            bot: Quotes are chosen one by one.
            you: share all topics
            bot: All your answers here: topics to the team.
            bot: *
            """);
        Assert.All(chat.Reflection.Answered, a => Assert.Equal(SharingChoice.Topics, a.Choice));
    }

    [Fact]
    public void What_was_chosen_for_all_holds_for_what_is_written_later()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: share all only me
            bot: All your answers here: only me. Nobody else sees it here, not even Ana Silva. It is counted nowhere. In this round the same goes for what you write from now on; the next one begins with topics to the team.
            bot: Your reflection - 1 answered
            you: one at a time
            bot: 2 of 6
            you: I was cross.
            bot: Saved. Who sees it, as you chose for all: only me.
            you: And tired.
            bot: Saved. 2 parts so far.
            not: as you chose
            you: share 2 topics
            bot: 2 Feelings: topics to the team.
            bot: Your reflection - 2 answered
            you: one at a time
            bot: 3 of 6
            you: Good things too.
            bot: Who sees it, as you chose for all: only me.
            you: share all topics
            bot: All your answers here: topics to the team.
            and: In this round the same goes for what you write from now on.
            not: the next one
            bot: Your reflection - 3 answered
            you: undo
            bot: only me, as before. What you write there from now on: only me, as before.
            bot: 3 of 6
            you: one at a time
            bot: 4 of 6
            you: I do not know.
            bot: Who sees it, as you chose for all: only me.
            """);
        Assert.Equal([SharingChoice.OnlyMe, SharingChoice.Topics, SharingChoice.OnlyMe, SharingChoice.OnlyMe], chat.Reflection.Answered.Select(a => a.Choice));
    }

    [Fact]
    public void It_holds_where_one_is_though_only_an_earlier_round_has_answers()
    {
        var chat = Chat.Asking(Sample.Context([Sample.Asked(), Sample.Asked("r2", "Interviews")])).Play("""
            you: We met.
            bot: Saved.
            you: submit
            bot: Your reflection - 1 answered
            you: [Submit]
            bot: Your reflection is in.
            round: closed r1
            round: opens r2
            bot: Six questions
            you: [One at a time]
            bot: 1 of 6
            you: share all only me
            bot: All your answers on Focus groups complete (Housing priorities): only me.
            and: The same goes for what you write on Interviews from now on.
            you: I was cross.
            bot: Saved. Who sees it, as you chose for all: only me.
            """);
        Assert.All(chat.State.Reflections.Values.SelectMany(r => r.Answered), a => Assert.Equal(SharingChoice.OnlyMe, a.Choice));
    }

    [Fact]
    public void Nothing_is_quoted_where_somebody_says_so_of_all()
    {
        var chat = Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: next
            bot: 2 of 6
            you: Fine.
            bot: Saved.
            you: share 1 quote no name
            bot: 1 Description: quote, no name.
            bot: Your reflection - 2 answered
            you: share 2 quote with my name
            bot: 2 Feelings: quote with my name.
            bot: Your reflection - 2 answered
            you: don't quote all
            bot: Nothing you wrote here is to be quoted now. The team may still see topics of question 1 and question 2; `share` with the number changes that.
            """, more: true);
        Assert.All(chat.Reflection.Answered, a => Assert.Equal(SharingChoice.Topics, a.Choice));
    }

    [Fact]
    public void All_can_be_for_oneself_before_anything_is_written()
    {
        var chat = Chat.Asking().Play("""
            you: share all only me
            bot: All your answers here: only me.
            you: We met.
            bot: Saved. Who sees it, as you chose for all: only me.
            """);
        Assert.Equal(SharingChoice.OnlyMe, Assert.Single(chat.Reflection.Answered).Choice);
    }

    [Fact]
    public void A_slip_does_not_repeat_what_stands_above()
    {
        new Chat().Play("""
            round: opens r1
            bot: Before you start
            you: who reads this
            bot: I have not kept what you just wrote. I ask nothing until you agree to the text above. [I agree] [Show the text again] [No] [Get help]
            you: [I agree]
            bot: Six questions
            you: one at a time
            bot: 1 of 6
            you: We met.
            bot: Saved.
            you: review
            bot: *
            you: open minded people are rare
            bot: I have not kept what you just wrote. To add to an answer, choose Change words beside it. [Review]
            you: next
            bot: 2 of 6
            you: review
            bot: *
            you: [Submit]
            bot: Your reflection is in.
            """);
    }
}
