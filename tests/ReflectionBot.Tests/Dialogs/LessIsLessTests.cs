using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>Whoever asks for less gets less: after taking back, in a plea at an open answer, after leaving, where a project is closed.</summary>
public sealed class LessIsLessTests
{
    [Fact]
    public void Nothing_is_said_to_be_closed_that_only_its_author_has_left()
    {
        Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: leave project
            bot: Leave
            you: [Leave]
            bot: You have left
            edits: m1 = We met twice.
            bot: You have left Housing priorities, so the change is not taken: your answer is as it was.
            """);
    }

    [Fact]
    public void What_is_handed_in_is_what_was_named_and_nothing_else()
    {
        var (stroke, housing) = (Sample.Asked("r2", "Interviews", project: Sample.Project(id: "p2", name: "Stroke")), Sample.Asked());
        var chat = Chat.Asking(Sample.Context([housing, stroke]) with { IsSeveral = true }).Play("""
            you: We met.
            bot: Saved.
            you: review
            bot: Your reflection on Focus groups complete (Housing priorities) - 1 answered
            """);
        foreach (var item in new[] { null, "as-it-is" })
        {
            // Nothing is written in the one that is named; then it is not open.
            var named = chat.Fork(0);
            named.State = named.State with { Reflections = named.State.Reflections.SetItem("r2", new Reflection("p2", "r2")) };
            named.Take(new Pressed(new ButtonAction(CollaboratorAction.Submit.Verb(), "r2", item))).Play("bot: There is nothing to send in yet.");
            Assert.Null(named.State.Reflections["r1"].SubmittedAt);
            named = chat.Fork(0);
            named.Context = named.Context with { Rounds = [housing, stroke with { Round = stroke.Round with { ClosedAt = Sample.Start } }] };
            named.State = named.State with { Reflections = named.State.Reflections.SetItem("r2", new Reflection("p2", "r2")) };
            named.Take(new Pressed(new ButtonAction(CollaboratorAction.Submit.Verb(), "r2", item))).Play("bot: Those questions have closed, so nothing is sent in there.");
            Assert.Null(named.State.Reflections["r1"].SubmittedAt);
        }
    }

    [Fact]
    public void A_form_from_before_the_handing_in_sends_nothing_in()
    {
        var chat = Chat.Asking().Play("""
            you: form
            bot: Nothing is sent in yet when you save.
            fills: Description = We met.
            bot: Saved: 1 answer.
            bot: Your reflection - 1 answered
            you: [Submit]
            bot: Your reflection is in.
            """);
        var was = chat.Reflection.Of(QuestionId.Description)!.Choice;
        chat.Play("""
            fills: Feelings = I was cross.
            bot: Saved: 1 answer. You have sent it in since this form was shown, so what you saved now is for you alone: question 2. `share` with the number changes that.
            bot: Your reflection - 2 answered
            """);
        Assert.Equal(SharingChoice.Topics, was);
    }

    [Fact]
    public void Words_for_an_empty_question_are_said_to_be_in_once_the_rest_is()
    {
        Chat.Asking().Play("""
            you: We met.
            bot: Saved.
            you: submit
            bot: Your reflection - 1 answered
            you: [Submit]
            bot: Your reflection is in.
            you: one at a time
            bot: 2 of 6
            you: I was cross.
            bot: Saved. Your reflection is in, so this is too: topics to the team (Ana Silva can read it).
            """);
    }

    [Fact]
    public void What_its_author_keeps_to_themselves_is_not_said_to_count()
    {
        var mine = new Reflection("p1", "r1") { SubmittedAt = Sample.Start, State = RosterState.Submitted, Widest = SharingChoice.OnlyMe }
            .With(Answer.Empty(QuestionId.Description, "v1").WithParts([new("m1", Sample.Start, "We met.")]).WithChoice(SharingChoice.OnlyMe));
        Assert.Equal("What you sent in is counted nowhere. You can take it back: `withdraw`.", WhoSees.OffProject([mine]));
        Assert.Equal("Your reflection is in. What you save here is in at once, for those whom you chose.", WhoSees.Change(mine, "What you save here"));
        var shared = mine.With(mine.Of(QuestionId.Description)!.WithChoice(SharingChoice.Topics));
        Assert.Equal("What you sent in still counts until you take it back: `withdraw`.", WhoSees.OffProject([mine, shared]));
        Assert.Equal("Your reflection is in. What you save here counts at once.", WhoSees.Change(shared, "What you save here"));
    }

    [Fact]
    public void New_words_after_a_taking_back_begin_at_the_default_and_it_is_said_who_sees_them()
    {
        var chat = In(SharingChoice.QuoteWithName);
        chat.Play("""
            you: withdraw 1
            bot: Taken back
            you: edit 1
            bot: *
            you: Something else.
            bot: Saved.
            and: You had taken back your answer to question 1. What you write now is a new one: topics to the team
            """);
        Assert.Equal(SharingChoice.Topics, chat.Reflection.Of(QuestionId.Description)!.Choice);
    }

    [Fact]
    public void New_words_in_a_form_too()
    {
        var chat = In(SharingChoice.QuoteNoName);
        chat.Play("""
            you: withdraw 1
            bot: Taken back
            you: edit 1
            bot: *
            fills: Description = Something else.
            bot: What you write now is a new one: topics to the team
            bot: Your reflection
            """);
        Assert.Equal(SharingChoice.Topics, chat.Reflection.Of(QuestionId.Description)!.Choice);
    }

    [Fact]
    public void What_was_for_its_author_alone_stays_so_after_a_taking_back()
    {
        var chat = In(SharingChoice.OnlyMe);
        chat.Play("you: withdraw 1\nbot: Taken back\nyou: edit 1\nbot: *\nyou: Something else.\nbot: only me");
        Assert.Equal(SharingChoice.OnlyMe, chat.Reflection.Of(QuestionId.Description)!.Choice);
    }

    /// <summary>With nothing open to be changed it is kept nowhere, and what does it is said.</summary>
    [Theory]
    [InlineData("delete everything i wrote")]
    [InlineData("please erase my data")]
    [InlineData("make 4 private")]
    [InlineData("I want out")]
    [InlineData("revoke consent")]
    public void A_plea_where_nothing_is_asked_is_told_what_does_it(string plea)
    {
        var chat = In(SharingChoice.Topics);
        chat.Play($"you: review\nbot: Your reflection\nyou: {plea}\nbot: I have not kept what you just wrote. To take answers back, write `withdraw` with a number\nand: `leave project` takes you off the project");
    }

    /// <summary>What others would read is taken from nobody who may be asking that they do not.</summary>
    [Theory]
    [InlineData("no, only me please")]
    [InlineData("please don't quote 1")]
    [InlineData("keep this private")]
    [InlineData("can you delete that answer")]
    public void A_plea_where_words_to_be_quoted_are_waited_for_is_asked_about(string plea)
    {
        var chat = In(SharingChoice.QuoteNoName);
        chat.Play($"you: review\nbot: Your reflection\nyou: reword 1\nbot: Please write the words you want quoted.\nyou: {plea}\nbot: Are these the words to be quoted, or something for me? Nothing is quoted until you say so.");
        var before = chat.Reflection.Of(QuestionId.Description)!;
        var no = chat.Fork(0);
        no.Play("you: no\nbot: They are not to be quoted, and not kept.\nand: [Don't quote]\nand: [My choices]");
        Assert.Equal(before, no.Reflection.Of(QuestionId.Description));
        Assert.Null(no.State.Session.Pending);
        chat.Fork(0).Play("you: undo\nbot: All right, not that.");
        chat.Fork(0).Play($"deletes: {chat.State.Session.Pending!.Message}\nbot: You deleted that message.\nyou: yes\nbot: Nothing is waiting for a yes");
        chat.Fork(0).Play($"edits: {chat.State.Session.Pending!.Message} = The tea helped.\nbot: Are these the words to be quoted\nyou: yes\nbot: quote<The tea helped.>");
        chat.Play($"you: [Yes, these words]\nbot: quote<{plea}>");
        Assert.Null(chat.Reflection.Of(QuestionId.Description)!.ApprovedQuote);
    }

    [Theory]
    [InlineData("Out of ten meetings we met in three.")]
    [InlineData("Get help from the library.")]
    [InlineData("I do not use the tool much.")]
    [InlineData("Disagree with the plan, but go on.")]
    [InlineData("We forgot the minutes.")]
    public void What_is_an_answer_is_kept_as_one(string words)
    {
        var chat = In(SharingChoice.Topics);
        chat.Play($"you: edit 1\nbot: *\nyou: {words}\nbot: Saved.");
    }

    [Theory]
    [InlineData("I want to withdraw this")]
    [InlineData("please don't quote 2")]
    [InlineData("don't share this with Hal")]
    [InlineData("only me for this one")]
    [InlineData("can you delete that answer")]
    [InlineData("please keep this private")]
    [InlineData("take it all back")]
    [InlineData("do not show this to anyone")]
    [InlineData("contact me please")]
    [InlineData("get me help")]
    [InlineData("forget me")]
    [InlineData("everything only me")]
    [InlineData("let me out")]
    [InlineData("I do not agree any more")]
    [InlineData("I take back my consent")]
    public void A_plea_at_an_open_answer_is_asked_about(string plea)
    {
        var chat = In(SharingChoice.Topics);
        var words = chat.Reflection.Of(QuestionId.Description)!.Text;
        chat.Play($"""
            you: edit 1
            bot: *
            you: {plea}
            bot: Is that your answer, or something for me? It is in no answer until you say so.
            """);
        Assert.Equal(words, chat.Reflection.Of(QuestionId.Description)!.Text);
        chat.Play("you: no\nbot: It is in no answer, and not kept.");
        Assert.Equal(words, chat.Reflection.Of(QuestionId.Description)!.Text);
        chat.Play($"""
            you: {plea}
            bot: It is in no answer until you say so.
            you: yes
            bot: Kept as your answer.
            """);
        Assert.Equal($"{words}\n{plea}", chat.Reflection.Of(QuestionId.Description)!.Text);
    }

    [Fact]
    public void A_plea_that_is_edited_or_deleted_waits_as_it_is_now_or_not_at_all()
    {
        var chat = In(SharingChoice.Topics);
        var words = chat.Reflection.Of(QuestionId.Description)!.Text;
        chat.Play("""
            you: edit 1
            bot: *
            you: please keep this private
            bot: It is in no answer until you say so.
            """);
        chat.Play($"""
            edits: {chat.State.Session.Pending!.Message} = please keep the rota private
            bot: It is in no answer until you say so.
            you: yes
            bot: Kept as your answer.
            """);
        Assert.Equal($"{words}\nplease keep the rota private", chat.Reflection.Of(QuestionId.Description)!.Text);
        chat.Play("""
            you: please keep that private
            bot: It is in no answer until you say so.
            """);
        chat.Play($"""
            deletes: {chat.State.Session.Pending!.Message}
            bot: You deleted that message. It is in no answer, and not kept.
            bot: *
            you: yes
            bot: No question of mine waits
            """);
        Assert.DoesNotContain("that private", chat.Reflection.Of(QuestionId.Description)!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("withdraw two", "question 2")]
    [InlineData("withdraw answer two", "question 2")]
    [InlineData("take back the second answer", "question 2")]
    [InlineData("withdraw my first answer", "question 1")]
    public void Numbers_in_words_are_numbers(string typed, string called)
    {
        In(SharingChoice.Topics).Play($"""
            you: edit 1
            bot: *
            you: {typed}
            bot: Taken back: your answer to {called}.
            """);
    }

    [Fact]
    public void Whoever_left_still_finds_the_projects_helpers_and_number()
    {
        var chat = In(SharingChoice.Topics);
        chat.Play("""
            you: leave project
            bot: Leave Housing priorities?
            you: yes
            bot: You have left Housing priorities.
            you: get help
            bot: 999
            and: I can ask somebody to contact you.
            you: contact me
            bot: Who should contact you?
            and: [Ana Silva] [Sam Okoro]
            """);
    }

    [Fact]
    public void A_form_saved_after_leaving_says_so()
    {
        var chat = In(SharingChoice.Topics);
        chat.Play("you: form", more: true).Any();
        chat.Play("""
            you: leave project
            bot: *
            you: yes
            bot: *
            fills: Feelings = Late words.
            bot: You have left Housing priorities, so the form is not saved.
            """);
    }

    [Fact]
    public void In_a_closed_project_nothing_is_posted_and_nobody_is_told_to_come_back()
    {
        var chat = In(SharingChoice.Topics);
        chat.Context = Sample.Context([Sample.Asked(project: Sample.Project() with { ClosedAt = Sample.Start })]);
        chat.Play("""
            you: say to team
            bot: Housing priorities is closed, so I post nothing there.
            you: leave project
            bot: *
            you: yes
            bot: You have left Housing priorities.
            not: come back
            """);
    }

    [Fact]
    public void Not_this_round_names_the_round_and_asks_where_another_was_opened_since()
    {
        var other = Sample.Project(id: "p2", name: "Dig");
        var chat = In(SharingChoice.Topics, Sample.Asked("r2", "Two", project: other));
        chat.Context = chat.Context with { IsSeveral = true, Chosen = "p1" };
        chat.Play("""
            round: opens r2
            bot: Dig: the questions on Two are open
            you: not this round
            bot: Which round? Nothing has changed yet.
            you: [Dig: Two]
            bot: Dig, Two: Not this round, then.
            """);
    }

    [Fact]
    public void A_draft_names_those_as_readers_who_may_by_the_text_it_was_given_under()
    {
        var project = Sample.Project(Sample.Settings with { Readers = "Ana Silva and Hob Ives" });
        var asked = Sample.Asked(project: project);
        var hob = new Member("p1", "hob", "Hob Ives", Roles.Facilitator, Sample.Start.AddDays(-30), Sample.Start.AddDays(-30));
        var chat = Chat.Asking();
        chat.Play("you: It went so.\nbot: Saved.");
        chat.Context = Sample.Context([asked with { Members = [.. asked.Members, hob] }]);
        chat.Play("you: my choices\nbot: topics to the team (Ana Silva can read it once it is in)");
    }

    [Fact]
    public void Whoever_asks_for_help_reads_that_a_printed_quote_stays_and_takes_it_out_with_a_button()
    {
        var chat = In(SharingChoice.QuoteNoName);
        var answer = chat.Reflection.Of(QuestionId.Description)!.Offering("It went so.").Approving();
        chat.State = chat.State with { Reflections = chat.State.Reflections.SetItem("r1", chat.Reflection.With(answer)) };
        chat.Context = chat.Context with { Printed = new HashSet<(string, QuestionId)> { ("r1", QuestionId.Description) } };
        chat.Play("""
            you: contact me
            bot: Who should contact you?
            you: [Sam Okoro]
            bot: What a digest has quoted from you stays there; Don't quote takes it out.
            """);
        chat.Play("you: [Don't quote: 1 Description]\ndoes: QuoteTakenBack", more: true).Any();
    }

    private static Chat In(SharingChoice choice, params AskedRound[] others)
    {
        var chat = Chat.Asking(Sample.Context([Sample.Asked(), .. others]));
        var reflection = chat.Reflection.With(new Answer(QuestionId.Description, [new("a1", Sample.Start, "It went so.")], 1, "v1", choice)).With(new Answer(QuestionId.Feelings, [new("a2", Sample.Start, "I felt so.")], 1, "v1"));
        chat.State = chat.State with { Reflections = chat.State.Reflections.SetItem("r1", reflection.Submitted(Sample.Start)) };
        return chat;
    }
}
