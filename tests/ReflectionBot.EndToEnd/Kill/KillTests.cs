using System.Diagnostics;
using System.Globalization;

namespace ReflectionBot.EndToEnd.Kill;

/// <summary>
/// The promise: kill the process at any instant, start it again, and no acknowledged answer and no reply is missing, and in the web chat
/// nothing is there twice. What must be there is known from the same round on a bot that is left alone.
/// </summary>
public sealed class KillTests
{
    private const int Kills = 54;

    [Fact]
    public async Task Whenever_it_is_killed_nothing_acknowledged_is_lost_and_nothing_comes_twice()
    {
        var cancel = TestContext.Current.CancellationToken;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("KILL_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        var began = Stopwatch.GetTimestamp();
        var (undisturbed, _) = await RunAsync(0, seed, cancel);
        var calm = Stopwatch.GetElapsedTime(began);
        var (killed, round) = await RunAsync(Kills, seed, cancel);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {seed} (KILL_SEED): {round.Kills} kills, {round.Again} posts sent again, {round.Server.Starts} starts of {round.Server.Starting.TotalSeconds / round.Server.Starts:0.00} s, {killed.Values.Sum(c => c.Count)} activities; {calm.TotalSeconds:0} s undisturbed, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s in all"));
        Assert.True(round.Kills >= 50);
        Assert.True(round.Again > 0, "no post was ever cut off: the kills missed the round");
        Assert.Single(undisturbed["channel"], line => line.Contains("About power (who decides, who has a say): three or more of you wrote that it was shared. (Others may have seen it another way.)", StringComparison.Ordinal));
        foreach (var (chat, lines) in undisturbed)
        {
            Assert.True(lines.SequenceEqual(killed[chat], SaysTheSame), Differ(chat, lines, killed[chat], seed));
        }
    }

    // A change that takes the buttons off a card that is over is tried once and promised to nobody: the card may stand as it was first sent.
    private static readonly EqualityComparer<string> SaysTheSame = EqualityComparer<string>.Create(
        (calm, killed) => calm == killed || (calm?.Contains("\nYou chose: ", StringComparison.Ordinal) == true && killed?.Split('\n')[0] == calm.Split('\n')[0]));

    private static async Task<(IReadOnlyDictionary<string, IReadOnlyList<string>> Chats, PlayedRound Round)> RunAsync(int kills, int seed, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("reflectionbot-kill-").FullName;
        try
        {
            await using var round = new PlayedRound(folder, seed);
            await round.PlayAsync(kills, cancel);
            await QuietAsync(round, cancel);
            var chats = await round.ChatsAsync(cancel);
            await round.Server.DisposeAsync();
            await using var stored = await Stored.OpenAsync(folder, cancel);
            await stored.CheckAsync(cancel);
            foreach (var (who, ids) in round.Acknowledged)
            {
                Assert.All(ids, id => Assert.Single(chats[who], line => line.StartsWith($"message user {id} ", StringComparison.Ordinal)));
            }

            return (chats, round);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Waits until the chats stand still for longer than sweeps and leases take; what is missing then is missing.</summary>
    private static async Task QuietAsync(PlayedRound round, CancellationToken cancel)
    {
        var last = -1;
        for (var still = 0; still < 4;)
        {
            var now = (await round.ChatsAsync(cancel)).Values.Sum(c => c.Count);
            still = now == last ? still + 1 : 0;
            last = now;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancel);
        }
    }

    private static string Differ(string chat, IReadOnlyList<string> expected, IReadOnlyList<string> actual, int seed)
    {
        var at = expected.Zip(actual).TakeWhile(p => SaysTheSame.Equals(p.First, p.Second)).Count();
        return $"seed {seed}: the chat of {chat} differs at {at} of {expected.Count}/{actual.Count}:\n{expected.ElementAtOrDefault(at)}\n--- but with kills:\n{actual.ElementAtOrDefault(at)}\n(before: {expected.ElementAtOrDefault(at - 1)})\n(after: {actual.ElementAtOrDefault(at + 1)})";
    }
}
