using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Stores;

/// <summary>A posted digest as stored.</summary>
/// <param name="Id">Its occurrence; sorts by time.</param>
/// <param name="Record">Its facts.</param>
/// <param name="Revision">Increases with each change of the posted messages.</param>
/// <param name="Recipients">The people whose own chats hold a copy. Taking back reaches all of them, whatever their role is by then.</param>
public sealed record StoredDigest(string Id, DigestRecord Record, long Revision, IReadOnlyList<string> Recipients)
{
    /// <summary>What the facilitators say about it before it is posted; null where it was posted without being asked about.</summary>
    public DigestPreview? Preview { get; init; }

    /// <summary>It has topics, is not posted yet, and can still be.</summary>
    public bool Waits => Record is { Unposted: true, HasThemeContent: true } && Preview is { State: PreviewState.Waiting or PreviewState.Approved };
}

/// <summary>Posted digests, in their project's partition.</summary>
public sealed class DigestStore(ITableStore store)
{
    private const string Prefix = "digest";
    private const string ReferencePrefix = "indigest";

    /// <summary>The name under which a digest's message is remembered, in the project's partition and in each collaborator's.</summary>
    public static string Remember(string digest) => $"digest {digest}";

    /// <summary>The name under which the preview of a digest is remembered in a facilitator's partition.</summary>
    public static string RememberPreview(string project, string digest) => $"{Remember($"{project} {digest}")} preview";

    /// <summary>The id of the stored file that is a digest's picture, whether or not it has one.</summary>
    public static string PictureOf(string project, string digest) => Hashes.Short(["cycle", project, digest]) + Hashes.Short(["picture", project, digest]);

    /// <summary>The id of the stored file that shows a digest beside those before it.</summary>
    public static string SeriesOf(string project, string digest) => PictureOf(project, $"{digest} and before");

    /// <summary>One digest, or null.</summary>
    public async Task<StoredDigest?> FindAsync(string project, string digest, CancellationToken cancel) =>
        await store.GetAsync(Keys.Project(project), Keys.Join(Prefix, digest), cancel) is { } row ? Read(row) : null;

    /// <summary>All digests of a project, oldest first: in the order in which they were made. One with a preview is named after the later time of its posting.</summary>
    public async Task<IReadOnlyList<StoredDigest>> ListAsync(string project, CancellationToken cancel) =>
        [.. (await store.ListAsync(Keys.Project(project), Keys.Prefix(Prefix), cancel)).Select(Read).OrderBy(d => d.Record.WindowEnd)];

    /// <summary>Writes a reference to a digest into the partition of a person it uses: before the digest's own row, so that taking back finds it.</summary>
    public Task ReferAsync(string person, string project, string digest, CancellationToken cancel) =>
        store.PutAsync(Keys.Person(person), Keys.Join(ReferencePrefix, project, digest), Columns.Empty.With("Project", project).With("Digest", digest), cancel);

    /// <summary>The digests of a project that use a person's reflections.</summary>
    public async Task<IReadOnlyList<string>> WithAsync(string person, string project, CancellationToken cancel) =>
        [.. (await store.ListAsync(Keys.Person(person), Keys.Prefix(ReferencePrefix, project), cancel)).Select(r => r.Columns.NeedText("Digest"))];

    /// <summary>The answers of a person that a digest of the project has quoted, including those whose quotes were taken back since.</summary>
    public async Task<IReadOnlySet<PrintedQuote>> PrintedAsync(string person, string project, CancellationToken cancel)
    {
        if (await WithAsync(person, project, cancel) is not [var first, ..] with)
        {
            return new HashSet<PrintedQuote>();
        }

        // One query for all digests, however many there are, because a user waits for the result.
        var rows = await store.ListAsync(new RowRange(Keys.Project(project), Keys.Prefix(Prefix), From: Keys.Join(Prefix, first)), cancel);
        return rows.Where(r => with.Contains(r.Columns.NeedText("Digest"), StringComparer.Ordinal)).SelectMany(r => Printed(r.Columns)).Where(p => p.PersonId == person).ToHashSet();
    }

    /// <summary>A digest's row.</summary>
    public static PutRow ToRow(StoredDigest digest)
    {
        var r = digest.Record;
        return new PutRow(Keys.Join(Prefix, digest.Id), Columns.Empty
            .With("Digest", digest.Id).With("Revision", digest.Revision).With("Recipients", string.Join(' ', digest.Recipients)).With("WindowEnd", r.WindowEnd).With("HasThemeContent", r.HasThemeContent)
            .With("Contributors", (long)r.Contributors).With("Codebook", r.Codebook).With("Coder", r.Coder).With("Waited", r.Waited).With("Unposted", r.Unposted).With("Running", string.Join(' ', r.Running))
            .With("Used", JsonSerializer.Serialize(r.Used, DigestJson.Rows.IReadOnlyListUsedReflection))
            .With("Printed", JsonSerializer.Serialize(r.Printed, DigestJson.Rows.IReadOnlyListPrintedQuote))
            .With("Quotes", JsonSerializer.Serialize(r.Quotes, DigestJson.Rows.IReadOnlyListReleasedQuote))
            .With("Message", JsonSerializer.Serialize(r.Message, DigestJson.Rows.DigestMessage))
            .With("Preview", digest.Preview is { } preview ? JsonSerializer.Serialize(preview, DigestJson.Rows.DigestPreview) : null));
    }

    private static StoredDigest Read(Row row)
    {
        var c = row.Columns;
        var record = new DigestRecord
        {
            WindowEnd = c.NeedTime("WindowEnd"),
            HasThemeContent = c.Flag("HasThemeContent"),
            Contributors = (int)(c.Number("Contributors") ?? DigestSettings.FewestContributors),
            Codebook = c.NeedText("Codebook"),
            Coder = c.NeedText("Coder"),
            Waited = c.Flag("Waited"),
            Unposted = c.Flag("Unposted"),
            Running = Ids(c.Text("Running")),
            Used = JsonSerializer.Deserialize(c.NeedText("Used"), DigestJson.Rows.IReadOnlyListUsedReflection) ?? [],
            Quotes = Quotes(c),
            Printed = Printed(c),
            Message = JsonSerializer.Deserialize(c.NeedText("Message"), DigestJson.Rows.DigestMessage) ?? throw new InvalidDataException("a digest's row holds no message"),
        };
        return new StoredDigest(c.NeedText("Digest"), record, c.Number("Revision") ?? 0, Ids(c.Text("Recipients")))
        {
            Preview = c.Text("Preview") is { } preview ? JsonSerializer.Deserialize(preview, DigestJson.Rows.DigestPreview) : null,
        };
    }

    private static IReadOnlyList<ReleasedQuote> Quotes(Columns c) => JsonSerializer.Deserialize(c.NeedText("Quotes"), DigestJson.Rows.IReadOnlyListReleasedQuote) ?? [];

    private static IReadOnlyList<PrintedQuote> Printed(Columns c) =>
        c.Text("Printed") is { } printed ? JsonSerializer.Deserialize(printed, DigestJson.Rows.IReadOnlyListPrintedQuote) ?? [] : [.. Quotes(c).Select(PrintedQuote.Of)];

    private static string[] Ids(string? text) => (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

[JsonSerializable(typeof(IReadOnlyList<UsedReflection>))]
[JsonSerializable(typeof(IReadOnlyList<ReleasedQuote>))]
[JsonSerializable(typeof(IReadOnlyList<PrintedQuote>))]
[JsonSerializable(typeof(DigestMessage))]
[JsonSerializable(typeof(DigestPreview))]
internal sealed partial class DigestJson : JsonSerializerContext
{
    /// <summary>Letters of every script are written unescaped: six characters per letter would not fit in a row.</summary>
    public static DigestJson Rows => _rows ??= new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    // Created at first use: the generated Default may not exist yet while statics are initialised.
    private static DigestJson? _rows;
}
