using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>From the review to the digest: who may see what is chosen answer by answer, and what is taken back is gone everywhere.</summary>
public sealed class SlackJourneyDigestTests
{
    private static readonly string[] Writers = ["amir", "bea", "carys", "dele", "ewa", "finn"];

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
        Assert.Equal("We met <the> council & tenants.", kept.Of(Stage.Description)!.ApprovedQuote);
        Assert.Equal((SharingChoice.OnlyMe, RosterState.Submitted), (kept.Of(Stage.Feelings)!.Choice, kept.State));

        // Her card has moved on by itself; what he kept to himself is not among what she can open.
        Assert.Contains("Invited 7, started 0, submitted 1", ana.All(), StringComparison.Ordinal);
        Assert.Single(ana.Hears(), m => m.Read().Contains("Round open:", StringComparison.Ordinal));
        await round.SayAsync(ana, "answers \"Amir Khan\"");
        Assert.Contains("We met <the> council & tenants.", ana.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain("cross", ana.All(), StringComparison.Ordinal);
        await round.PressAsync(amir, "Who opened my answers");
        Assert.Contains("Ana Silva", amir.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain("council", round.People["bea"].All() + round.People["bea"].All(round.Home), StringComparison.Ordinal);
        Assert.Empty(round.Stub.Problems);
    }

    [Fact]
    public async Task A_quote_that_is_taken_back_leaves_the_channel_and_every_chat_the_threads_too()
    {
        await using var round = await SlackRound.StartAsync();
        var (ana, amir, grace) = (round.People["ana"], round.People["amir"], round.People["grace"]);
        await round.CommandAsync(ana, "start \"Focus groups complete\"", round.Home);
        foreach (var name in Writers)
        {
            await QuotedAsync(round, round.People[name], $"We set the agenda together, and everybody had a say in the decisions. {string.Join(' ', Enumerable.Repeat($"{name}library", 180))}.");
        }

        await round.CommandAsync(ana, "close", round.Home);
        await round.CommandAsync(ana, "digest now", round.Home);
        var digest = round.Home.Messages.Last(m => m.Read().Contains("Reflections on Focus groups complete", StringComparison.Ordinal) && m.Thread is null);
        Assert.Contains(round.Home.Messages, m => m.Thread == digest.Ts);
        foreach (var name in Writers)
        {
            Assert.Contains($"{name}library", grace.All(round.Home), StringComparison.Ordinal);
            Assert.Contains($"{name}library", grace.All(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("library", digest.Text, StringComparison.Ordinal);
        await round.SayAsync(amir, "withdraw 3");
        await round.Bot.PassAsync("1 minute");
        await round.SettleAsync();
        foreach (var name in Writers.Prepend("grace"))
        {
            Assert.DoesNotContain("amirlibrary", round.People[name].All(round.Home), StringComparison.Ordinal);
            Assert.True(name == "amir" || !round.People[name].All().Contains("amirlibrary", StringComparison.Ordinal), name);
            Assert.Contains("bealibrary", round.People[name].All(), StringComparison.Ordinal);
        }

        Assert.Contains("bealibrary", grace.All(round.Home), StringComparison.Ordinal);
        Assert.DoesNotContain("amirlibrary", amir.All(), StringComparison.Ordinal);
        Assert.Empty(round.Stub.Problems);
    }

    private static async Task QuotedAsync(SlackRound round, StubPerson person, string text)
    {
        await round.PressAsync(person, "I agree");
        await round.PressAsync(person, "All on one form");
        await round.SubmitAsync(person, ("Evaluation", text));
        await round.SayAsync(person, "share 3 quote, no name");
        await round.PressAsync(person, "Quote exactly this");
        await round.SayAsync(person, "submit");
        Assert.Contains("Your reflection is in.", person.Last(), StringComparison.Ordinal);
    }
}
