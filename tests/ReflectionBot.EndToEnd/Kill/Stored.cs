using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Operations;

namespace ReflectionBot.EndToEnd.Kill;

/// <summary>What stands in the bot's folder, read beside it or after its end with its own registrations.</summary>
public sealed class Stored : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Stored(WebApplication app) => _app = app;

    private ITableStore Store => _app.Services.GetRequiredService<ITableStore>();

    public static async Task<Stored> OpenAsync(string folder, CancellationToken cancel)
    {
        var stored = new Stored(Bot.Build([$"--Storage:Folder={folder}", $"--Web:DataFolder={folder}", "--urls", "http://127.0.0.1:0"]));
        await stored.Store.PrepareAsync(cancel);
        return stored;
    }

    /// <summary>How much of people's and the project's outboxes is still to be carried out.</summary>
    public async Task<int> WaitingAsync(CancellationToken cancel)
    {
        var waiting = 0;
        foreach (var partition in PlayedRound.People.Select(p => Keys.Person($"tryout-{p}")).Append(Keys.Project("tryouthousing")))
        {
            await foreach (var row in Store.RangeAsync(new RowRange(partition, Keys.Prefix("out")), cancel))
            {
                waiting++;
            }
        }

        return waiting;
    }

    /// <summary>Every acknowledged answer is stored as it was written, each part once; what was taken back is gone; nothing waits to be sent.</summary>
    public async Task CheckAsync(CancellationToken cancel)
    {
        foreach (var person in PlayedRound.People)
        {
            var state = await _app.Services.GetRequiredService<ReflectionStore>().LoadAsync($"tryout-{person}", cancel);
            var reflection = Assert.Single(state.Reflections.Values);
            foreach (var stage in PlayedRound.Stages)
            {
                var words = PlayedRound.Words(person, stage);
                words[0] = stage == QuestionId.Feelings ? $"{person} changed this." : words[0];
                var expected = stage == QuestionId.Description || stage == QuestionId.Conclusion ? "" : string.Join('\n', words);
                Assert.Equal(expected, reflection.Of(stage)?.Text ?? "");
            }
        }

        Assert.Equal(0, await WaitingAsync(cancel));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
