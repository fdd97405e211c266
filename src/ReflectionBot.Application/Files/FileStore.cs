using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Application.Files;

/// <summary>
/// Files that the bot made, each in its own partition: the bytes in parts, then one row that describes the file. That row is written last, and
/// without it there is no file, so a half-written file is never read. Every file expires; a due row, written before anything else, erases it
/// then. Another due row soon erases a file that was never finished.
/// </summary>
public sealed class FileStore(ITableStore store, DueRows due, TimeProvider time)
{
    /// <summary>The largest file: 5 MiB.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>Bytes in a part: as base64 in UTF-16, as Azure counts it, this is half of the 1 MiB of a row.</summary>
    internal const int PartBytes = 192 * 1024;

    /// <summary>Ten parts are 2.5 MiB on the wire, of the 4 MiB that a batch may have.</summary>
    private const int PartsInBatch = 10;

    private const string Part = "part";
    private const string Reference = "file";

    private static readonly TimeSpan Unfinished = TimeSpan.FromHours(1);

    /// <summary>Stores a file.</summary>
    /// <returns>The stored file's data.</returns>
    /// <exception cref="FileRefusedException">It is too large; a sentence for people.</exception>
    /// <exception cref="ArgumentException">Its media type cannot be stored, or its expiry is not in the future.</exception>
    public async Task<StoredFile> StoreAsync(NewFile file, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (file.Bytes.Length > MaxBytes)
        {
            throw new FileRefusedException($"This file is too large: at most {FileWords.Size(MaxBytes)} can be kept, and it has {FileWords.Size(file.Bytes.Length)}.");
        }

        if (file.ExpiresAt <= now)
        {
            throw new ArgumentException("a file's end is to come", nameof(file));
        }

        var stored = new StoredFile(file.Id ?? Ids.New(time), FileNames.Clean(file.Name, file.MediaType), file.MediaType, file.Bytes.Length, file.Person, now, file.ExpiresAt);
        await PlanEndAsync(stored, now, cancel);
        if (stored.Person is { } person)
        {
            await store.PutAsync(Keys.Person(person), Keys.Join(Reference, stored.Id), Columns.Empty.With("File", stored.Id), cancel);
        }

        await WritePartsAsync(stored.Id, file.Bytes, cancel);
        await store.PutAsync(Keys.File(stored.Id), Keys.Self, ToColumns(stored), cancel);
        await UndoIfForgottenAsync(stored, cancel);
        return stored;
    }

    /// <summary>A file's data; null if there is no such file, or it has expired.</summary>
    public async Task<StoredFile?> FindAsync(string id, CancellationToken cancel)
    {
        var row = await store.GetAsync(Keys.File(id), Keys.Self, cancel);
        return row is not null && FromColumns(id, row.Columns) is { } file && file.ExpiresAt > time.GetUtcNow() ? file : null;
    }

    /// <summary>A file with its bytes; null if there is no such file, it has expired, or a part of it is missing.</summary>
    public async Task<FileContent?> ReadAsync(string id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } file)
        {
            return null;
        }

        var bytes = new byte[file.Bytes];
        var at = 0;
        await foreach (var row in store.RangeAsync(new RowRange(Keys.File(id), Keys.Prefix(Part)), cancel))
        {
            if (Base64Url.DecodeFromChars(row.Columns.Text("Bytes"), bytes.AsSpan(at), out _, out var length) != OperationStatus.Done)
            {
                return null;
            }

            at += length;
        }

        return at == bytes.Length ? new(file, bytes) : null;
    }

    /// <summary>Erases a file; its addresses stop working. Does nothing if the file is gone.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancel)
    {
        var row = await store.GetAsync(Keys.File(id), Keys.Self, cancel);
        await EraseAsync(id, row?.Columns.Text("Person"), cancel);
    }

    /// <summary>Erases every file about a person, using the references in their own partition.</summary>
    public async Task DeleteAboutAsync(string person, CancellationToken cancel)
    {
        foreach (var row in await store.ListAsync(Keys.Person(person), Keys.Prefix(Reference), cancel))
        {
            await EraseAsync(row.Columns.NeedText("File"), person, cancel);
        }
    }

    /// <summary>Erases a file that has expired or was never finished; leaves any other file alone.</summary>
    internal async Task ForgetAsync(ForgetFile job, CancellationToken cancel)
    {
        if (await FindAsync(job.File, cancel) is null)
        {
            await EraseAsync(job.File, job.Person, cancel);
        }
    }

    private async Task PlanEndAsync(StoredFile file, DateTimeOffset now, CancellationToken cancel)
    {
        var job = new ForgetFile(file.Id, file.Person);
        await due.PlanAsync(job, file.ExpiresAt, $"file {file.Id}", cancel);
        if (file.ExpiresAt > now + Unfinished)
        {
            await due.PlanAsync(job, now + Unfinished, $"file {file.Id}", cancel);
        }
    }

    /// <summary>Uses base64url: JSON writes its characters unescaped, but writes <c>+</c> with six characters.</summary>
    private async Task WritePartsAsync(string id, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var parts = Enumerable.Range(0, (bytes.Length + PartBytes - 1) / PartBytes).Chunk(PartsInBatch);
        foreach (var batch in parts)
        {
            TableWrite[] writes =
            [
                .. batch.Select(number => new PutRow(
                    Keys.Join(Part, number.ToString("D4", CultureInfo.InvariantCulture)),
                    Columns.Empty.With("Bytes", Base64Url.EncodeToString(bytes.Span[(number * PartBytes)..Math.Min((number + 1) * PartBytes, bytes.Length)])))),
            ];
            await store.CommitAsync(Keys.File(id), writes, cancel);
        }
    }

    /// <summary>If the person was erased while their file was being written, their reference is gone; erase the file, too.</summary>
    private async Task UndoIfForgottenAsync(StoredFile file, CancellationToken cancel)
    {
        if (file.Person is { } person && await store.GetAsync(Keys.Person(person), Keys.Join(Reference, file.Id), cancel) is null)
        {
            await EraseAsync(file.Id, person, cancel);
        }
    }

    /// <summary>The person's reference is deleted last, so that an interrupted erasure can find the rest.</summary>
    private async Task EraseAsync(string id, string? person, CancellationToken cancel)
    {
        var partition = Keys.File(id);
        await store.DeleteAsync(partition, Keys.Self, cancel);
        foreach (var row in await store.ListAsync(partition, Keys.Prefix(Part), cancel))
        {
            await store.DeleteAsync(partition, row.Key, cancel);
        }

        if (person is not null)
        {
            await store.DeleteAsync(Keys.Person(person), Keys.Join(Reference, id), cancel);
        }
    }

    private static Columns ToColumns(StoredFile file) => Columns.Empty
        .With("Name", file.Name).With("MediaType", file.MediaType).With("Bytes", file.Bytes).With("Person", file.Person)
        .With("CreatedAt", file.CreatedAt).With("ExpiresAt", file.ExpiresAt);

    /// <summary>Null if this code did not write the row: a file of an unknown type is not a file.</summary>
    private static StoredFile? FromColumns(string id, Columns row) =>
        row.Text("MediaType") is { } kind && MediaTypes.IsKnown(kind) && row.Number("Bytes") is >= 0 and <= MaxBytes and var bytes
            ? new(id, row.NeedText("Name"), kind, bytes, row.Text("Person"), row.NeedTime("CreatedAt"), row.NeedTime("ExpiresAt"))
            : null;
}
