using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ReflectionBot.Application.Tables;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Teams;

/// <summary>What tests of failures share: the requests for one place, and time that passes until something is so.</summary>
internal static class FailureRound
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What was posted to a conversation, answered well or not.</summary>
    public static IReadOnlyList<ConnectorRequest> PostsTo(this TeamsRound round, string conversation) => [.. round.Stub.Requests.Where(Posts(conversation))];

    /// <summary>Whether a request posts to a conversation.</summary>
    public static Func<ConnectorRequest, bool> Posts(string conversation) => r => r.Method == "POST" && r.Path.EndsWith($"/{Uri.EscapeDataString(conversation)}/activities", StringComparison.Ordinal);

    /// <summary>Whether a request opens a chat with somebody.</summary>
    public static Func<ConnectorRequest, bool> Opens(string person) =>
        r => r.Path.EndsWith("/v3/conversations", StringComparison.Ordinal) && r.Json["members"]!.ToJsonString().Contains(TeamsChatDriver.UserId(person), StringComparison.Ordinal);

    /// <summary>Somebody writes in their own chat, and what follows is done.</summary>
    public static async Task SayAsync(this TeamsRound round, string person, string text)
    {
        await round.Chat.SayAsync(new Seat(person), text, 0, Cancel);
        await round.Bot.SettleAsync();
    }

    /// <summary>Minutes pass until it is so, at most so many.</summary>
    public static async Task UntilAsync(this TeamsRound round, Func<bool> so, int minutes = 30)
    {
        for (var i = 0; i < minutes * 4 && !so(); i++)
        {
            await round.Bot.PassAsync("15 seconds");
        }

        Assert.True(so());
    }

    /// <summary>All that stands in a conversation, as JSON.</summary>
    public static string Standing(this TeamsRound round, string conversation) => string.Join('\n', round.Stub.Activities(conversation).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Value.ToJsonString(Relaxed)));

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the bot log into this.</summary>
    public static void LogInto(IServiceCollection services, ILoggerProvider log) => services.AddSingleton(log);

    /// <summary>Puts a store that can be told to fail in front of the real one.</summary>
    public static FailingTables Fail(IServiceCollection services)
    {
        var failing = new FailingTables();
        var real = services.Single(s => s.ServiceType == typeof(ITableStore));
        services.RemoveAll<ITableStore>();
        services.AddSingleton<ITableStore>(s =>
        {
            failing.Store = (ITableStore)(real.ImplementationInstance ?? real.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, real.ImplementationType!));
            return failing;
        });
        return failing;
    }
}

/// <summary>A store that fails when it is told to.</summary>
internal sealed class FailingTables : ITableStore
{
    public ITableStore Store { get; set; } = null!;

    /// <summary>Nothing can be written.</summary>
    public bool Full { get; set; }

    /// <summary>Nothing can be read either.</summary>
    public bool Away { get; set; }

    public Task<Row?> GetAsync(string partition, string key, CancellationToken cancel) => Away ? throw Gone : Store.GetAsync(partition, key, cancel);

    public async IAsyncEnumerable<Row> RangeAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (Away)
        {
            throw Gone;
        }

        await foreach (var row in Store.RangeAsync(range, cancel))
        {
            yield return row;
        }
    }

    public Task<IReadOnlyList<string?>> CommitAsync(string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancel) =>
        Full || Away ? throw Gone : Store.CommitAsync(partition, writes, cancel);

    public Task PrepareAsync(CancellationToken cancel) => Store.PrepareAsync(cancel);

    private static StoreUnavailableException Gone => new("The disk is full.");
}
