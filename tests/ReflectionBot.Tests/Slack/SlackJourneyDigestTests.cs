using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>From the review to the digest: who may see what is chosen answer by answer, and what is taken back is gone everywhere.</summary>
public sealed class SlackJourneyDigestTests
{
    private static readonly string[] Writers = ["amir", "bea", "carys", "dele", "ewa", "finn", "grace"];

    private static readonly string[] Questions = ["Description", "Feelings", "Evaluation", "Analysis", "Conclusion", "ActionPlan"];

    [Fact]
    public async Task Reviewed_shared_quoted_and_handed_in_by_buttons()
    {
        await using var round = await SlackRound.StartAsync();
        await round.Script.PlayAsync(SlackRound.AmirIsAsked);
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        await round.PressAsync(amir, "All on one form");
        await round.SubmitAsync(amir, ("Description", "We met <the> council & tenants."), ("Feelings", "I was cross."));
        await round.SayAsync(amir, "share 1 quote, no name");
        Assert.Contains("Others would see exactly: \"We met <the> council & tenants.\"", amir.All().Replace("exactly:\"", "exactly: \"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("People may know you from the story, wording or spelling.", amir.All(), StringComparison.Ordinal);
        await round.PressAsync(amir, "Quote exactly this");
        await round.SayAsync(amir, "share 2 only me");
        await round.PressAsync(amir, "Submit");
        Assert.Contains("Your reflection is in.", amir.Last(), StringComparison.Ordinal);
        var kept = await round.ReflectionAsync(amir);
        Assert.Equal("We met <the> council & tenants.", kept.Of(QuestionId.Description)!.ApprovedQuote);
        Assert.Equal((SharingChoice.OnlyMe, RosterState.Submitted), (kept.Of(QuestionId.Feelings)!.Choice, kept.State));

        // Her card has moved on by itself; what he kept to himself is not among what she can open.
        Assert.Contains("Invited 7, started 1, submitted 1", ana.All(), StringComparison.Ordinal);
        Assert.Single(ana.Hears(), m => m.Read().Contains("Round open:", StringComparison.Ordinal));
        await round.SayAsync(ana, "answers \"Amir Khan\"");
        Assert.Contains("We met <the> council & tenants.", ana.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain("cross", ana.All(), StringComparison.Ordinal);
        await round.PressAsync(amir, "Who opened my answers");
        Assert.Contains("Ana Silva", amir.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain("council", round.People["bea"].All() + round.People["bea"].All(round.Home), StringComparison.Ordinal);
        Assert.Empty(round.Stub.Problems);
    }

    /// <summary>Seven people quote all they wrote: the digest goes on in the thread.</summary>
    [Fact]
    public async Task Quotes_that_are_taken_back_leave_the_channel_and_every_chat_the_threads_too()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, amir) = (round.People["ana"], round.People["amir"]);
        await round.CommandAsync(ana, "start \"Focus groups complete\"", round.Home);
        foreach (var name in Writers)
        {
            await QuotedAsync(round, round.People[name], $"We set the agenda together and had a say in the decisions in the {name}library, which is {string.Join(' ', Enumerable.Repeat("quiet", 30))}.");
        }

        await round.CommandAsync(ana, "close", round.Home);
        await round.SayAsync(ana, "yes");
        await round.CommandAsync(ana, "digest now", round.Home);
        var digest = round.Home.Messages.Last(m => m.Read().Contains("Reflections on Focus groups complete", StringComparison.Ordinal) && m.Thread is null);
        Assert.Contains(round.Home.Messages, m => m.Thread == digest.Ts);
        Assert.DoesNotContain("library", digest.Text, StringComparison.Ordinal);
        foreach (var name in Writers)
        {
            Assert.Contains("amirlibrary", round.People[name].All(), StringComparison.Ordinal);
            Assert.Contains($"{name}library", amir.All(round.Home), StringComparison.Ordinal);
        }

        await round.SayAsync(amir, "withdraw all");
        await round.SayAsync(amir, "yes");
        await round.Bot.PassAsync("1 minute");
        await round.SettleAsync();
        foreach (var name in Writers)
        {
            var read = round.People[name].All() + round.People[name].All(round.Home);
            Assert.DoesNotContain("amirlibrary", read, StringComparison.Ordinal);
            Assert.Contains("bealibrary", read, StringComparison.Ordinal);
        }

        Assert.Empty(round.Stub.Problems);
    }

    private static async Task QuotedAsync(SlackRound round, StubPerson person, string text)
    {
        await round.PressAsync(person, "I agree");
        await round.PressAsync(person, "All on one form");
        await round.SubmitAsync(person, [.. Questions.Select(q => (q, $"{q}: {text}"))]);
        for (var i = 1; i <= Questions.Length; i++)
        {
            await round.SayAsync(person, $"share {i} quote, no name");
            await round.PressAsync(person, "Quote exactly this");
        }

        await round.SayAsync(person, "submit");
        Assert.Contains("Your reflection is in.", person.Last(), StringComparison.Ordinal);
    }
}
