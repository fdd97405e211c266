using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>A whole round in personal chats, from `setup` in the channel to a quote that is taken back from the digest.</summary>
[Collection(PlaygroundTests.Name)]
public sealed class PlaygroundRoundTests
{
    private const string Quote = "The agenda was decided without us and then we changed it together.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_round_from_setup_to_its_digest_and_a_quote_taken_back()
    {
        await using var round = await PlaygroundRound.StartAsync();
        await round.SetUpAsync(["amir", "bea", "carys", "dele", "lena"]);
        await OpenAsync(round);
        await OneAtATimeAsync(round);
        await FormsAsync(round);
        await ByTypingAsync(round);
        await StoredAsync(round);
        await DigestAsync(round);
        await TakenBackAsync(round);
    }

    /// <summary>Nobody but Ana has ever written to the bot.</summary>
    private static async Task OpenAsync(PlaygroundRound round)
    {
        await round.Script.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< Reflection on Focus groups complete is open until
            ana< Round open: Focus groups complete
            & 5 people, all can be reached.
            & Invited 5, started 0, submitted 0, not this round 0.
            amir< Before you start
            & Ana Silva asked me, a bot, to ask you about working on Housing priorities.
            amir< -
            """);
        Assert.DoesNotContain(round.Playground.Recording.Read(), e => e.ToBot && (string?)e.Body["from"]?["id"] != "29:ana");
    }

    private static Task OneAtATimeAsync(PlaygroundRound round) => round.Script.PlayAsync($"""
        amir> [Read first]
        amir< I ask nothing until you agree
        amir> [I agree]
        amir< Six questions
        & [One at a time]
        amir> [One at a time]
        amir< 1 of 6
        & What happened in this part of the project?
        amir> We met the council and the tenants.
        amir< Saved.
        & [Undo] [Next]
        ana<~ Round open: Focus groups complete
        & Invited 5, started 1, submitted 0, not this round 0.
        amir> They came late.
        amir< Saved. 2 parts so far.
        amir> [Next]
        amir< 2 of 6
        amir> [Skip]
        amir< 3 of 6
        amir> {Quote}
        amir< Saved.
        amir> next
        amir< 4 of 6
        amir> [Skip]
        amir< 5 of 6
        amir> We trusted each other more once the roles were clear.
        amir< Saved.
        amir> [Next]
        amir< 6 of 6
        amir> Next time I would agree dates before inviting people.
        amir< Saved.
        amir> [Next]
        amir< Your reflection
        & 4 answered, 2 skipped
        # Changing and deleting one's own messages changes the answer.
        amir> edits "We met the council and the tenants." to "We met the council, and then the tenants."
        amir< Changed in your answer to question 1.
        amir<~ Your reflection
        & We met the council, and then the tenants.
        amir> deletes "They came late."
        amir< That message is out of your answer to question 1.
        amir< ...
        amir> review
        amir< We met the council, and then the tenants.
        ! They came late.
        # The ladder by its buttons, and the quote exactly as others would see it.
        amir> [Change who sees it] 2
        amir< Who may see 3 Evaluation
        amir> [quote, no name]
        amir< 3 Evaluation: quote, no name.
        amir< Others would see exactly
        & {Quote}
        amir> [Quote exactly this]
        amir< It will be quoted exactly so, or not at all.
        amir< ...
        amir> share 6 only me
        amir< only me
        amir< ...
        amir> [Submit]
        amir< Your reflection is in.
        ana<~ Round open: Focus groups complete
        & submitted 1
        """);

    private static Task FormsAsync(PlaygroundRound round) => round.Script.PlayAsync("""
        bea< Before you start
        bea> [I agree]
        bea< Six questions
        bea> [All on one form]
        bea< What happened in this part of the project?
        bea> fills Description = We ran three workshops.; Feelings = I felt respected by everybody.; Evaluation = Decisions were made together, and everybody had a say in the agenda.; Analysis = The hall is warm.; Conclusion = I learned to trust the tenants' experience.; ActionPlan = Share the notes within two days.
        bea< Saved: 6 answers.
        bea< Your reflection
        & 6 answered
        bea> [Submit]
        bea< Your reflection is in.
        dele< Before you start
        dele> [I agree]
        dele< Six questions
        dele> [All on one form]
        dele< What happened
        dele> fills Description = The tenants had a say in decisions and set the agenda with us.; Evaluation = Everybody was respected and trusted.
        dele< Saved: 2 answers.
        dele< Your reflection
        dele> [Submit]
        dele< Your reflection is in.
        lena< Before you start
        lena> [I agree]
        lena< Six questions
        lena> [All on one form]
        lena< What happened
        lena> fills Description = We had an equal say in the decisions.; Evaluation = I felt respected and trusted by the researchers.
        lena< Saved: 2 answers.
        lena< Your reflection
        lena> [Submit]
        lena< Your reflection is in.
        """);

    private static Task ByTypingAsync(PlaygroundRound round) => round.Script.PlayAsync("""
        carys< Before you start
        carys> I agree
        carys< Six questions
        carys> three questions
        carys< 1 of 3
        carys> Decisions were made together and people had an equal say in the agenda.
        carys< Saved.
        carys> next
        carys< 2 of 3
        carys> We respected each other's experience.
        carys< Saved.
        carys> next
        carys< 3 of 3
        carys> skip
        carys< Your reflection
        carys> submit
        carys< Your reflection is in.
        channel< -
        """);

    private static async Task StoredAsync(PlaygroundRound round)
    {
        Assert.Equal(
            new Dictionary<QuestionId, string>
            {
                [QuestionId.Description] = "We met the council, and then the tenants.", [QuestionId.Evaluation] = Quote,
                [QuestionId.Conclusion] = "We trusted each other more once the roles were clear.", [QuestionId.ActionPlan] = "Next time I would agree dates before inviting people.",
            },
            await AnswersAsync(round, "amir"));
        Assert.Equal(
            new Dictionary<QuestionId, string>
            {
                [QuestionId.Description] = "We ran three workshops.", [QuestionId.Feelings] = "I felt respected by everybody.",
                [QuestionId.Evaluation] = "Decisions were made together, and everybody had a say in the agenda.", [QuestionId.Analysis] = "The hall is warm.",
                [QuestionId.Conclusion] = "I learned to trust the tenants' experience.", [QuestionId.ActionPlan] = "Share the notes within two days.",
            },
            await AnswersAsync(round, "bea"));
        Assert.Equal(["Decisions were made together and people had an equal say in the agenda.", "We respected each other's experience."], (await AnswersAsync(round, "carys")).Values.Order(StringComparer.Ordinal));
        Assert.Equal(["The tenants had a say in decisions and set the agenda with us.", "Everybody was respected and trusted."], (await AnswersAsync(round, "dele")).Values);
        Assert.Equal(["We had an equal say in the decisions.", "I felt respected and trusted by the researchers."], (await AnswersAsync(round, "lena")).Values);
    }

    private static async Task DigestAsync(PlaygroundRound round)
    {
        var text = $"""
            < Reflections on Focus groups complete
            & {Quote}
            & Themes that fewer than three people wrote about, or nobody did, are not shown.
            ! three workshops
            ! agree dates
            """;
        await round.Script.PlayAsync($"""
            channel> ana: close
            channel< The answer comes in your own chat with me.
            ana< Close the round on Focus groups complete now?
            ana> yes
            ana< The round on Focus groups complete is closed.
            channel<~ Reflection on Focus groups complete is closed
            ana< The round on Focus groups complete has closed
            & Invited 5, started 5, submitted 5
            amir< have closed, earlier than on
            bea< have closed, earlier than on
            carys< have closed, earlier than on
            dele< have closed, earlier than on
            lena< have closed, earlier than on
            channel> ana: digest now
            channel{text}
            amir{text}
            bea{text}
            carys{text}
            dele{text}
            lena{text}
            ana{text}
            """);
        var project = await ProjectAsync(round);
        var digest = Assert.Single(await round.Bot.Get<DigestStore>().ListAsync(project.Id, Cancel)).Record;
        Assert.Equal((5, true, Quote), (digest.Contributors, digest.HasThemeContent, Assert.Single(digest.Quotes).Exact));
    }

    private static async Task TakenBackAsync(PlaygroundRound round)
    {
        const string changed = """
            <~ Reflections on Focus groups complete
            ! The agenda was decided without us
            """;
        await round.Script.PlayAsync($"""
            amir> withdraw 3
            amir< Taken back: your answer to question 3.
            channel{changed}
            bea{changed}
            carys{changed}
            dele{changed}
            lena{changed}
            ana{changed}
            amir< ...
            """);
        Assert.DoesNotContain(QuestionId.Evaluation, (await AnswersAsync(round, "amir")).Keys);
        var standing = (await round.Script.HistoryAsync("amir")).Where(m => m.FromBot).GroupBy(m => m.Id).Select(m => m.Last()); // Of a message that was changed, what it says now.
        Assert.All(standing, m => Assert.DoesNotContain("decided without us", m.Text, StringComparison.Ordinal));
    }

    private static async Task<Project> ProjectAsync(PlaygroundRound round) =>
        (await round.Bot.Get<ProjectStore>().AtAsync(new ConversationAddress("teams", PlaygroundTeam.TenantId, PlaygroundTeam.General, true), Cancel))!;

    private static async Task<IReadOnlyDictionary<QuestionId, string>> AnswersAsync(PlaygroundRound round, string person)
    {
        var address = new ChatAddress("teams", PlaygroundTeam.TenantId, round.Playground.Team.Person(person).AadObjectId);
        var known = await round.Bot.Get<PeopleStore>().FindAsync(address, Cancel);
        var rounds = await round.Bot.Get<ProjectStore>().RoundsAsync((await ProjectAsync(round)).Id, Cancel);
        var reflection = await round.Bot.Get<ReflectionStore>().FindAsync(known!.Id, Assert.Single(rounds).Id, Cancel);
        return reflection!.Answered.ToDictionary(a => a.Stage, a => a.Text);
    }
}
