using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Stores;

/// <summary>What became of recovery words that somebody gave; a closed set.</summary>
public abstract record RecoveryAnswer
{
    /// <summary>They are the person's.</summary>
    /// <param name="MadeIn">The browser in which they were made, as <see cref="InboundEvent.Browser"/> says it.</param>
    /// <param name="Hash">Which words they are, as their hash: what they opened keeps it, so that shutting it ends these words too.</param>
    public sealed record Right(string? MadeIn, string Hash) : RecoveryAnswer;

    /// <summary>They are not, or the person has none.</summary>
    /// <param name="Left">How many tries are left for now.</param>
    public sealed record Wrong(int Left) : RecoveryAnswer;

    /// <summary>Too many were wrong: nothing was looked at.</summary>
    /// <param name="Until">Until when none are taken.</param>
    public sealed record Locked(DateTimeOffset Until) : RecoveryAnswer;
}

/// <summary>
/// Words by which somebody who has only the web chat can confirm a new browser after they have lost the old one. They are shown once, to the
/// browser of that person alone; only a slow salted hash is kept. A try is counted before it is looked at, so that many at once are many.
/// Words made in a browser that can be shut go with it, so the hash of those before them is kept along.
/// </summary>
public sealed class Recovery(ITableStore store, TimeProvider time)
{
    /// <summary>Key, in a person's partition, of the hash.</summary>
    public const string Key = "recovery";

    /// <summary>How many wrong tries are taken in one room before a pause: whoever holds another link to it uses up none of its owner's.</summary>
    public const int Tries = 5;

    /// <summary>How many are taken in all rooms together: out of 48 bits a thousand a day find nothing.</summary>
    public const int TriesOfAll = 1_000;

    private const int Iterations = 300_000;
    private const int SaltBytes = 16;
    private const int MostFormer = 20;
    private const string Lost = "Lost";

    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    /// <summary>Whether a person has words.</summary>
    public async Task<bool> HasAsync(string person, CancellationToken cancel) =>
        await store.GetAsync(Keys.Person(person), Key, cancel) is { } row && AreThere(row.Columns);

    /// <summary>Whether a person had words that were made worthless, and has none since: whoever is shown the next ones, it has to be told.</summary>
    public async Task<bool> HasLostAsync(string person, CancellationToken cancel) =>
        await store.GetAsync(Keys.Person(person), Key, cancel) is { } row && !AreThere(row.Columns);

    /// <summary>Makes words for somebody who has none.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="browser">The browser that shows them, as <see cref="InboundEvent.Browser"/> says it.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    /// <returns>The words, to be shown once; null where there are some already.</returns>
    public async Task<string?> MakeFirstAsync(string person, string? browser, CancellationToken cancel)
    {
        if (await HasAsync(person, cancel))
        {
            return null;
        }

        var (words, first) = (RecoveryWords.New(), true);
        await RowChange.RunAsync(store, Keys.Person(person), Key, old => (first = old is null || !AreThere(old)) ? Hashed(words, browser) : old, cancel);
        return first ? words : null;
    }

    /// <summary>Makes new words; the old ones are worth nothing from then on, unless the browser that shows the new ones is shut.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="browser">That browser, as <see cref="InboundEvent.Browser"/> says it.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    public async Task<string> MakeAnewAsync(string person, string? browser, CancellationToken cancel)
    {
        var words = RecoveryWords.New();
        var anew = Hashed(words, browser);
        await RowChange.RunAsync(store, Keys.Person(person), Key, old => old is null || browser is null || !AreThere(old) ? anew : anew.With("Former", Joined(All(old).Where(made => MadeIn(made) != browser).TakeLast(MostFormer))), cancel);
        return words;
    }

    /// <summary>Makes words worthless that were made in the browser with this code, or in one that came in from there. Those from before are good again.</summary>
    /// <returns>Null where the words in force are others; else whether there are words from before.</returns>
    public Task<bool?> UndoAsync(string person, string code, CancellationToken cancel) => UndoAsync(person, code, [], cancel);

    /// <summary>The same, and makes words worthless that somebody else gave: those, and the ones the person had before them.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="code">The code of the browser that is shut.</param>
    /// <param name="given">The hashes of those words, as <see cref="RecoveryAnswer.Right.Hash"/> said them.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    public Task<bool?> UndoAsync(string person, string code, IReadOnlyCollection<string> given, CancellationToken cancel) =>
        UndoAsync(person, madeIn => !LinkCodes.Passes(madeIn, code), given, cancel);

    /// <summary>Makes all words worthless but those that were made in this browser, or in one that came in from there.</summary>
    /// <returns>As the other.</returns>
    public Task<bool?> UndoOthersAsync(string person, string? browser, IReadOnlyCollection<string> given, CancellationToken cancel) =>
        UndoAsync(person, madeIn => browser is not null && LinkCodes.Passes(madeIn, LinkCodes.Own(browser)), given, cancel);

    private async Task<bool?> UndoAsync(string person, Func<string?, bool> stays, IReadOnlyCollection<string> given, CancellationToken cancel)
    {
        bool? former = null;
        await RowChange.RunAsync(store, Keys.Person(person), Key, row =>
        {
            former = null;
            if (row is null || !AreThere(row))
            {
                return row;
            }

            // Words that leaked from the person themselves do not bring back the ones that they had replaced by them.
            var left = All(row).TakeWhile(made => !(stays(MadeIn(made)) && given.Contains(HashOf(made)))).Where(made => stays(MadeIn(made))).ToList();
            former = left.Count > 0 && left[0] == Line(row) ? null : left.Count > 0;
            return left.Count == 0 ? Columns.Empty.With(Lost, true) : Put(row, left[0]).With("Former", Joined(left.Skip(1)));
        }, cancel);
        return former;
    }

    /// <summary>Looks whether these are a person's words.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="room">The code of the room in which they are tried.</param>
    /// <param name="typed">As typed.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    public async Task<RecoveryAnswer> TryAsync(string person, string room, string typed, CancellationToken cancel)
    {
        if (!await HasAsync(person, cancel))
        {
            return new RecoveryAnswer.Wrong(0);
        }

        // The room first: one that has used up its own adds nothing to those of all.
        var (left, until) = await CountAsync(person, OfRoom(room), Tries, cancel);
        until ??= (await CountAsync(person, Key, TriesOfAll, cancel)).Until;
        return until is { } then ? new RecoveryAnswer.Locked(then) : await CompareAsync(person, room, typed, left, cancel);
    }

    /// <returns>How many tries are left after this one, or until when none is taken.</returns>
    private async Task<(int Left, DateTimeOffset? Until)> CountAsync(string person, string key, int most, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        (int Left, DateTimeOffset? Until) counted = default;
        await RowChange.RunAsync(store, Keys.Person(person), key, row =>
        {
            var since = row?.Time("FailedSince") is { } began && began + Pause > now ? began : (DateTimeOffset?)null;
            var failed = since is null ? 0 : row!.Number("Failed") ?? 0;
            counted = failed >= most ? (0, since + Pause) : (most - (int)failed - 1, null);
            return failed >= most || (row is null && key == Key) ? row : (row ?? Columns.Empty).With("Failed", failed + 1).With("FailedSince", since ?? now);
        }, cancel);
        return counted;
    }

    private async Task<RecoveryAnswer> CompareAsync(string person, string room, string typed, int left, CancellationToken cancel)
    {
        if ((await store.GetAsync(Keys.Person(person), Key, cancel))?.Columns is not { } row || !AreThere(row))
        {
            return new RecoveryAnswer.Wrong(0);
        }

        var (hash, salt) = (Convert.FromBase64String(row.NeedText("Hash")), Convert.FromBase64String(row.NeedText("Salt")));
        if (!CryptographicOperations.FixedTimeEquals(hash, Hash(typed, salt, (int)(row.Number("Iterations") ?? Iterations))))
        {
            return new RecoveryAnswer.Wrong(left);
        }

        await RowChange.RunAsync(store, Keys.Person(person), Key, now => now?.With("Failed", (long?)null).With("FailedSince", (DateTimeOffset?)null), cancel);
        await RowChange.RunAsync(store, Keys.Person(person), OfRoom(room), _ => null, cancel);
        return new RecoveryAnswer.Right(row.Text("MadeIn"), row.NeedText("Hash"));
    }

    private static bool AreThere(Columns row) => row.Text("Hash") is not null;

    private static string OfRoom(string room) => Keys.Join(Key, room);

    /// <summary>The words in force and the former ones, the newest first: each a line of hash, salt, rounds and the browser.</summary>
    private static IEnumerable<string> All(Columns row) => [Line(row), .. row.Text("Former")?.Split('\n') ?? []];

    private static string Line(Columns row) => $"{row.NeedText("Hash")}\t{row.NeedText("Salt")}\t{row.Number("Iterations") ?? Iterations}\t{row.Text("MadeIn")}";

    private static string? MadeIn(string line) => line.Split('\t')[3] is { Length: > 0 } browser ? browser : null;

    private static string HashOf(string line) => line.Split('\t')[0];

    private static string? Joined(IEnumerable<string> lines) => string.Join('\n', lines) is { Length: > 0 } text ? text : null;

    private static Columns Put(Columns row, string line) =>
        line.Split('\t') is var parts ? row.With("Hash", parts[0]).With("Salt", parts[1]).With("Iterations", long.Parse(parts[2], CultureInfo.InvariantCulture)).With("MadeIn", MadeIn(line)) : row;

    private static Columns Hashed(string words, string? browser)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Columns.Empty.With("Hash", Convert.ToBase64String(Hash(words, salt, Iterations))).With("Salt", Convert.ToBase64String(salt)).With("Iterations", Iterations).With("MadeIn", browser);
    }

    private static byte[] Hash(string words, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(RecoveryWords.Plain(words)), salt, iterations, HashAlgorithmName.SHA256, 32);
}
