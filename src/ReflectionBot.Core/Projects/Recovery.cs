using System.Security.Cryptography;
using System.Text;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Core.Projects;

/// <summary>What became of recovery words that somebody gave; a closed set.</summary>
public abstract record RecoveryAnswer
{
    /// <summary>They are the person's.</summary>
    public sealed record Right : RecoveryAnswer;

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
/// </summary>
public sealed class Recovery
{
    /// <summary>Key, in a person's partition, of the hash.</summary>
    public const string Key = "recovery";

    /// <summary>How many wrong tries are taken before a pause.</summary>
    public const int Tries = 5;

    private const int Iterations = 300_000;
    private const int SaltBytes = 16;

    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    private readonly ITableStore _store;
    private readonly TimeProvider _time;

    /// <summary>Recovery words in this table.</summary>
    public Recovery(ITableStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
    }

    /// <summary>Whether a person has words.</summary>
    public async Task<bool> HasAsync(string person, CancellationToken cancel) =>
        await _store.GetAsync(Keys.Person(person), Key, cancel).ConfigureAwait(false) is not null;

    /// <summary>Makes words for somebody who has none.</summary>
    /// <returns>The words, to be shown once; null where there are some already.</returns>
    public async Task<string?> MakeFirstAsync(string person, CancellationToken cancel)
    {
        if (await HasAsync(person, cancel).ConfigureAwait(false))
        {
            return null;
        }

        var words = RecoveryWords.New();
        return await _store.TryInsertAsync(Keys.Person(person), Key, Hashed(words), cancel).ConfigureAwait(false) ? words : null;
    }

    /// <summary>Makes new words; the old ones are worth nothing from then on.</summary>
    public async Task<string> MakeAnewAsync(string person, CancellationToken cancel)
    {
        var words = RecoveryWords.New();
        await _store.PutAsync(Keys.Person(person), Key, Hashed(words), cancel).ConfigureAwait(false);
        return words;
    }

    /// <summary>Looks whether these are a person's words.</summary>
    public async Task<RecoveryAnswer> TryAsync(string person, string typed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(typed);
        while (await _store.GetAsync(Keys.Person(person), Key, cancel).ConfigureAwait(false) is { } row)
        {
            var now = _time.GetUtcNow();
            var since = row.Columns.Time("FailedSince") is { } began && began + Pause > now ? began : (DateTimeOffset?)null;
            var failed = since is null ? 0 : row.Columns.Number("Failed") ?? 0;
            if (failed >= Tries)
            {
                return new RecoveryAnswer.Locked(since!.Value + Pause);
            }

            var counted = row.Columns.With("Failed", failed + 1).With("FailedSince", since ?? now);
            if (await CountAsync(row, counted, cancel).ConfigureAwait(false))
            {
                return await CompareAsync(person, counted, typed, Tries - (int)failed - 1, cancel).ConfigureAwait(false);
            }
        }

        return new RecoveryAnswer.Wrong(0);
    }

    private async Task<RecoveryAnswer> CompareAsync(string person, Columns row, string typed, int left, CancellationToken cancel)
    {
        var (hash, salt) = (Convert.FromBase64String(row.NeedText("Hash")), Convert.FromBase64String(row.NeedText("Salt")));
        if (!CryptographicOperations.FixedTimeEquals(hash, Hash(typed, salt, (int)(row.Number("Iterations") ?? Iterations))))
        {
            return new RecoveryAnswer.Wrong(left);
        }

        await _store.PutAsync(Keys.Person(person), Key, row.With("Failed", (long?)null).With("FailedSince", (DateTimeOffset?)null), cancel).ConfigureAwait(false);
        return new RecoveryAnswer.Right();
    }

    private async Task<bool> CountAsync(Row row, Columns counted, CancellationToken cancel)
    {
        try
        {
            await _store.CommitAsync(row.Partition, [new ReplaceRow(row.Key, counted, row.ETag)], cancel).ConfigureAwait(false);
            return true;
        }
        catch (TableConflictException)
        {
            return false; // Another try was counted meanwhile.
        }
    }

    private static Columns Hashed(string words)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Columns.Empty.With("Hash", Convert.ToBase64String(Hash(words, salt, Iterations))).With("Salt", Convert.ToBase64String(salt)).With("Iterations", Iterations);
    }

    private static byte[] Hash(string words, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(RecoveryWords.Plain(words)), salt, iterations, HashAlgorithmName.SHA256, 32);
}
