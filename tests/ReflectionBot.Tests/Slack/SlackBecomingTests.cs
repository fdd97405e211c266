using System.Text.RegularExpressions;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>
/// Nobody becomes somebody else: whoever sets up a project of their own, adds a person to it and asks for links gets none that opens what the
/// person wrote elsewhere.
/// </summary>
public sealed partial class SlackBecomingTests
{
    private const string Secret = "I felt talked over.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_who_adds_somebody_to_a_project_of_her_own_gets_no_link_to_what_they_wrote()
    {
        await using var round = await SlackRound.StartAsync();
        var (lena, amir) = (round.People["lena"], round.People["amir"]);
        await round.Script.PlayAsync(SlackRound.AmirIsAsked);
        await round.SayAsync(amir, "one at a time");
        await round.SayAsync(amir, Secret);
        await round.SayAsync(amir, "share 1 only me");
        var place = round.Team.AddChannel("notes", [lena, amir], withBot: false);
        await round.ActAsync(() => lena.InviteBotAsync(place, Cancel));
        await round.CommandAsync(lena, "setup \"Lena notes\"", place);

        // By a link first: that is somebody new, who has nothing.
        await round.CommandAsync(lena, "person add \"Amir Khan\" with a link", place);
        var web = new Script(round.Chat, round.Bot);
        await round.Chat.JoinAsync("fake", new Uri(Link().Match(lena.All()).Value), Cancel);
        await web.PlayAsync("""
            fake> review
            fake< ...
            fake> withdraw all
            fake< ...
            fake> yes
            fake< ...
            fake> who opened
            fake< Somebody opened the first link to your chat
            """);
        Assert.DoesNotContain(Secret, string.Join('\n', (await web.HistoryAsync("fake")).Select(s => s.Text)), StringComparison.Ordinal);
        await round.TakeOffAsync(lena, "\"Amir Khan\"", "Amir Khan", place);
        await web.PlayAsync("fake< Lena Park took you off Lena notes.");

        // By his account: he is asked, and she gets nothing, however often he is taken off and put back.
        var links = Link().Count(lena.All());
        for (var times = 0; times < 2; times++)
        {
            await round.WriteAsync(lena, $"person add <@{amir.Id}>", place);
            await round.CommandAsync(lena, "invite \"Amir Khan\"");
            await round.CommandAsync(lena, $"invite <@{amir.Id}>");
            await round.CommandAsync(lena, "person add \"Amir Khan\" with a link", place);
            Assert.Contains("Lena Park offers you a private link", amir.All(), StringComparison.Ordinal);
            await round.TakeOffAsync(lena, "\"Amir Khan\"", "Amir Khan", place);
        }

        Assert.Equal(links, Link().Count(lena.All()));
        Assert.DoesNotContain("#invite=", amir.All(), StringComparison.Ordinal);
        Assert.Equal(Secret, await round.AnswerAsync(amir, QuestionId.Description));

        // He alone can ask for one, in his own chat.
        await round.PressAsync(amir, "Make me a link");
        await round.Chat.JoinAsync("phone", new Uri(Link().Match(amir.All()).Value), Cancel);
        await round.SettleAsync();
        Assert.Contains("Your chat was opened in another browser", amir.Last(), StringComparison.Ordinal);
        await web.PlayAsync("phone> review\nphone< I felt talked over.");
        await round.PressAsync(amir, "It was not me");
        Assert.Contains("It is shut", amir.Last(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<Xunit.Sdk.FailException>(() => web.PlayAsync("phone> review"));
    }

    [GeneratedRegex(@"http://[^\s""]+#invite=[\w\-]+\.[\w\-]{22}")]
    private static partial Regex Link();
}
