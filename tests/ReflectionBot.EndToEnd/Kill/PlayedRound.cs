using System.Text.RegularExpressions;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.EndToEnd.Kill;

/// <summary>One round of seven collaborators, played through clients that send again until acknowledged, on a bot that is killed meanwhile.</summary>
public sealed partial class PlayedRound : IAsyncDisposable
{
    /// <summary>Who answers.</summary>
    public static readonly string[] People = ["amir", "bea", "carys", "dele", "ewa", "finn", "grace"];

    private readonly Gate _gate = new();
    private readonly Random _random;
    private readonly string _folder;
    private readonly Dictionary<string, StubbornClient> _own;
    private readonly StubbornClient _channel;
    private readonly StubbornClient _facilitator;

    public PlayedRound(string folder, int seed)
    {
        Server = new(folder);
        _folder = folder;
        _random = new(seed);
        _own = People.ToDictionary(p => p, p => new StubbornClient(p, null, Server, _gate));
        _channel = new("ana", "tryout-housing", Server, _gate);
        _facilitator = new("ana", null, Server, _gate);
    }

    public BotProcess Server { get; }

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>How many posts had to be sent again.</summary>
    public int Again => _own.Values.Append(_channel).Sum(c => c.Again);

    /// <summary>The client ids acknowledged to each.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Acknowledged =>
        _own.Select(p => (p.Key, p.Value)).Append(("channel", _channel)).ToDictionary(p => p.Item1, p => (IReadOnlyList<string>)p.Item2.Acknowledged);

    /// <summary>What somebody writes to a question.</summary>
    public static string[] Words(string person, QuestionId stage) => [$"{person} on {stage}: we set the agenda together.", $"{person} on {stage}, more: everyone was respected."];

    /// <summary>Plays the round; with kills while people write, and again while it is closed and its digest posted.</summary>
    public async Task PlayAsync(int kills, CancellationToken cancel)
    {
        var writing = Task.WhenAll(People.Select(p => Task.Run(() => ReflectAsync(p, _own[p], cancel), cancel)).Append(Task.Run(() => OpenAsync(cancel), cancel)));
        var late = kills / 6;
        for (var i = 0; i < kills - late; i++)
        {
            await LiveAsync(_random.Next(1, 10), writing, cancel);
        }

        await Server.StartAsync(cancel);
        _gate.Free();
        await writing;
        await CarriedOutAsync(cancel);
        if (late > 0)
        {
            await KillAsync();
        }

        var ending = Task.Run(() => EndAsync(cancel), cancel);
        for (var i = 0; i < late; i++)
        {
            await LiveAsync(0, ending, cancel);
        }

        if (late > 0)
        {
            await Server.StartAsync(cancel);
        }

        await ending;
        await _channel.SeeAsync("Themes that fewer than three people wrote about", cancel);
    }

    /// <summary>Every chat as it stands: who wrote, and what can be read, days and passing numbers left out.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ChatsAsync(CancellationToken cancel)
    {
        var chats = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, client) in _own.Select(p => (p.Key, p.Value)).Append(("channel", _channel)).Append(("ana", _facilitator)))
        {
            var activities = await client.ReadAsync(cancel);
            Assert.Equal(activities.Count, activities.Select(a => (string)a["id"]!).Distinct().Count());
            var lines = activities.Select(a => $"{a["type"]} {a["from"]?["role"]} {a["channelData"]?["clientActivityID"]} {Varying().Replace((string?)a["text"] ?? "", "<...>")}".Trim()).ToLookup(l => l.StartsWith("message ", StringComparison.Ordinal));

            // What stands in the chat in the end, changes included, and in which order. A person's own changes keep their order too; when the
            // bot's jobs change an old message beside them is promised to nobody.
            chats[name] = [.. lines[true]];
            chats[$"{name}, changes"] = [.. lines[false].Where(l => !l.StartsWith("messageUpdate bot", StringComparison.Ordinal))];
        }

        return chats;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        foreach (var client in _own.Values.Append(_channel).Append(_facilitator))
        {
            client.Dispose();
        }

        _gate.Dispose();
    }

    /// <summary>Waits until what people wrote is coded: a digest tells of what is coded when it is made.</summary>
    private async Task CarriedOutAsync(CancellationToken cancel)
    {
        await using var stored = await Stored.OpenAsync(_folder, cancel);
        while (await stored.WaitingAsync(cancel) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancel); // A poll, of another process.
        }
    }

    /// <summary>One life: starts, lets some posts through, and is killed at some instant of them.</summary>
    private async Task LiveAsync(int posts, Task playing, CancellationToken cancel)
    {
        await Server.StartAsync(cancel);
        if (posts > 0)
        {
            _gate.Open(posts);
            await Task.WhenAny(_gate.PassedAsync(_random.Next(1, posts + 1), TimeSpan.FromSeconds(2), cancel), playing);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(posts > 0 ? 60 : 600)), TimeProvider.System, cancel); // The random instant.
        await KillAsync();
        if (playing.IsFaulted)
        {
            await playing;
        }
    }

    private async Task KillAsync()
    {
        await Server.KillAsync();
        Kills++;
        if (!_gate.IsFree)
        {
            _gate.Close();
        }
    }

    private async Task OpenAsync(CancellationToken cancel)
    {
        await _channel.SayAsync("start \"Focus groups complete\"", cancel);
        for (var i = 1; i <= 12; i++)
        {
            await _channel.SayAsync($"milestone add \"Milestone {i}\"", cancel);
        }
    }

    private async Task EndAsync(CancellationToken cancel)
    {
        await _channel.SayAsync("close", cancel);
        await _facilitator.SeeAsync("Close the round on Focus groups complete now?", cancel);
        await _facilitator.SayAsync("yes", cancel);
        await _channel.SayAsync("digest now", cancel);
    }

    private static async Task ReflectAsync(string person, StubbornClient me, CancellationToken cancel)
    {
        await me.SeeAsync("Before you start", cancel);
        await me.SayAsync("i agree", cancel);
        await me.SayAsync("one at a time", cancel);
        var feelings = "";
        foreach (var stage in Stages)
        {
            var words = Words(person, stage);
            var first = await me.SayAsync(words[0], cancel);
            feelings = stage == QuestionId.Feelings ? first : feelings;
            await me.SayAsync(words[1], cancel);
            await me.SayAsync("next", cancel);
        }

        await me.SayAsync("share 3 quote, no name", cancel);
        await me.SayAsync("my choices", cancel);
        await me.EditAsync(feelings, $"{person} changed this.", cancel);
        await me.SayAsync("withdraw 1", cancel);
        await me.SayAsync("submit", cancel);
        await me.SayAsync("withdraw 5", cancel);
        await me.SayAsync("review", cancel);
    }

    /// <summary>The six, in order.</summary>
    public static IReadOnlyList<QuestionId> Stages => [QuestionId.Description, QuestionId.Feelings, QuestionId.Evaluation, QuestionId.Analysis, QuestionId.Conclusion, QuestionId.ActionPlan];

    // Days, so that midnight does not matter; and how many had written when the facilitator's numbers were made, which is a matter of speed.
    [GeneratedRegex(@"(started|submitted) \d|((Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day )?\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December)|(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} \w{3}", RegexOptions.None, 1000)]
    private static partial Regex Varying();
}
