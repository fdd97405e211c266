using Microsoft.AspNetCore.Http;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Channels.Web;
using ReflectionBot.Channels.Web.DirectLine;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Rounds;

/// <summary>What one person sends without waiting for an answer is taken in the order in which it was sent.</summary>
public sealed class OrderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>An answer whose token is looked up, or whose body arrives, slowly is not overtaken by "next".</summary>
    [Fact]
    public async Task A_post_waits_for_what_was_posted_before_it_and_others_do_not()
    {
        await using var bot = await TestBot.StartAsync();
        var posts = bot.Get<DirectLinePosts>();
        var (gate, done) = (new TaskCompletionSource(), new List<string>());
        var answer = posts.InOrderAsync(Request("amir"), () => After(gate.Task, "answer"), Cancel);
        var next = posts.InOrderAsync(Request("amir"), () => After(Task.CompletedTask, "next"), Cancel);
        await posts.InOrderAsync(Request("bea"), () => After(Task.CompletedTask, "bea"), Cancel);
        gate.SetResult();
        await Task.WhenAll(answer, next);
        Assert.Equal(["bea", "answer", "next"], done);

        async Task<IResult> After(Task what, string name)
        {
            await what;
            done.Add(name);
            return Results.Ok();
        }
    }

    [Fact]
    public async Task Sixteen_at_once_are_all_taken()
    {
        await using var bot = await AskedAsync();
        await Task.WhenAll(Enumerable.Range(1, 16).Select(i => bot.Chat.SayAsync(new("amir"), $"Part {i}.", 0, Cancel)));
        await bot.SettleAsync();
        Assert.Equal(Enumerable.Range(1, 16).Select(i => $"Part {i}.").Order(), (await ReflectionAsync(bot)).Of(QuestionId.Description)!.Parts.Select(p => p.Text).Order());
    }

    private static async Task<TestBot> AskedAsync()
    {
        var bot = await TestBot.StartAsync([], inProcess: false);
        await bot.Script.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            amir< Before you start
            amir> agree
            amir< Six questions
            amir> one at a time
            amir< 1 of 6
            """);
        return bot;
    }

    private static async Task<Reflection> ReflectionAsync(TestBot bot)
    {
        var amir = (await bot.Get<ReflectionBot.Application.Stores.PeopleStore>().FindAsync((await bot.Get<WebDirectory>().FindUserAsync("tryout-amir", Cancel))!.Address, Cancel))!;
        return (await bot.Get<ReflectionStore>().LoadAsync(amir.Id, Cancel)).Reflections.Values.Single();
    }

    private static HttpRequest Request(string token)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = $"Bearer {token}";
        return context.Request;
    }
}
