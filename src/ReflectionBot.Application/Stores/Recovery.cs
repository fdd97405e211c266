using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Stores;

/// <summary>The result of checking recovery words; a closed set.</summary>
public abstract record RecoveryAnswer
{
    /// <summary>The words are the person's.</summary>
    /// <param name="MadeIn">The browser in which they were created, as in <see cref="InboundEvent.Browser"/>.</param>
    /// <param name="Hash">The hash of the words. The room they confirmed stores it, so that closing the room invalidates these words, too.</param>
    public sealed record Right(string? MadeIn, string Hash) : RecoveryAnswer;

    /// <summary>The words are not the person's, or the person has none.</summary>
    /// <param name="Left">How many tries are left for now.</param>
    public sealed record Wrong(int Left) : RecoveryAnswer;

    /// <summary>There were too many wrong tries: the words were not checked.</summary>
    /// <param name="Until">The time until which no words are accepted.</param>
    public sealed record Locked(DateTimeOffset Until) : RecoveryAnswer;
}

/// <summary>
/// Recovery words: with them, a person who has only the web chat can confirm a new browser after losing the old one. They are shown once, only
/// in that person's browser, and only a slow salted hash is stored. A try is counted before it is checked, so that parallel tries all count.
/// Words created in a browser are invalidated when that browser is closed, so the hash of the earlier words is stored with them.
/// </summary>
public sealed class Recovery(ITableStore store, TimeProvider time)
{
    /// <summary>Key, in a person's partition, of the hash.</summary>
    public const string Key = "recovery";

    /// <summary>How many wrong tries are accepted in one room before a pause. Tries are counted per room, so that a person with another link cannot use up the owner's tries.</summary>
    public const int Tries = 5;

    /// <summary>How many tries are accepted in all rooms together: with 48 bits, a thousand tries a day will not guess the words.</summary>
    public const int TriesOfAll = 1_000;

    private const int Iterations = 300_000;
    private const int SaltBytes = 16;
    private const int MostFormer = 20;
    private const string Lost = "Lost";

    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    /// <summary>Whether a person has words.</summary>
    public async Task<bool> HasAsync(string person, CancellationToken cancel) =>
        await store.GetAsync(Keys.Person(person), Key, cancel) is { } row && AreThere(row.Columns);

    /// <summary>Whether a person's words were invalidated and not replaced yet. The person must then be told when new words are shown, because another person may see them first.</summary>
    public async Task<bool> HasLostAsync(string person, CancellationToken cancel) =>
        await store.GetAsync(Keys.Person(person), Key, cancel) is { } row && !AreThere(row.Columns);

    /// <summary>Makes words for a person who has none.</summary>
    /// <param name="person">The person's id.</param>
    /// <param name="browser">The browser that shows them, as in <see cref="InboundEvent.Browser"/>.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    /// <returns>The words, to be shown once; null if the person already has words.</returns>
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

    /// <summary>Makes new words; the old ones are invalid from then on, unless the browser that shows the new ones is closed.</summary>
    /// <param name="person">The person's id.</param>
    /// <param name="browser">The browser that shows the new words, as in <see cref="InboundEvent.Browser"/>.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    public async Task<string> MakeAnewAsync(string person, string? browser, CancellationToken cancel)
    {
        var words = RecoveryWords.New();
        var anew = Hashed(words, browser);
        await RowChange.RunAsync(store, Keys.Person(person), Key, old => old is null || browser is null || !AreThere(old) ? anew : anew.With("Former", Joined(All(old).Where(made => MadeIn(made) != browser).TakeLast(MostFormer))), cancel);
        return words;
    }

    /// <summary>Invalidates words that were created in the browser with this code, or in a browser admitted from it. The earlier words become valid again.</summary>
    /// <returns>Null if the current words are not affected; otherwise whether there are earlier words.</returns>
    public Task<bool?> UndoAsync(string person, string code, CancellationToken cancel) => UndoAsync(person, code, [], cancel);

    /// <summary>The same, and also invalidates words that another person used: those, and the ones the person had before them.</summary>
    /// <param name="person">The person's id.</param>
    /// <param name="code">The code of the browser that is closed.</param>
    /// <param name="given">The hashes of those words, as in <see cref="RecoveryAnswer.Right.Hash"/>.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    public Task<bool?> UndoAsync(string person, string code, IReadOnlyCollection<string> given, CancellationToken cancel) =>
        UndoAsync(person, madeIn => !LinkCodes.Passes(madeIn, code), given, cancel);

    /// <summary>Invalidates all words except those that were created in this browser, or in a browser admitted from it.</summary>
    /// <returns>As in <see cref="UndoAsync(string, string, CancellationToken)"/>.</returns>
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

            // If the person's own words leaked, the older words they had replaced do not become valid again.
            var left = All(row).TakeWhile(made => !(stays(MadeIn(made)) && given.Contains(HashOf(made)))).Where(made => stays(MadeIn(made))).ToList();
            former = left.Count > 0 && left[0] == Line(row) ? null : left.Count > 0;
            return left.Count == 0 ? Columns.Empty.With(Lost, true) : Put(row, left[0]).With("Former", Joined(left.Skip(1)));
        }, cancel);
        return former;
    }

    /// <summary>Checks whether these are the person's words.</summary>
    /// <param name="person">The person's id.</param>
    /// <param name="room">The code of the room in which they are tried.</param>
    /// <param name="typed">As typed.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    public async Task<RecoveryAnswer> TryAsync(string person, string room, string typed, CancellationToken cancel)
    {
        if (!await HasAsync(person, cancel))
        {
            return new RecoveryAnswer.Wrong(0);
        }

        // Count in the room first: a room that has used up its own tries does not count towards the total.
        var (left, until) = await CountAsync(person, OfRoom(room), Tries, cancel);
        until ??= (await CountAsync(person, Key, TriesOfAll, cancel)).Until;
        return until is { } then ? new RecoveryAnswer.Locked(then) : await CompareAsync(person, room, typed, left, cancel);
    }

    /// <returns>How many tries are left after this one, or the time until which none is accepted.</returns>
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

    /// <summary>The current and former words, newest first: each a line of hash, salt, iterations and the browser.</summary>
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
