using System.Globalization;
using NodaTime;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Application.Stores;

/// <summary>A coded reflection as stored, with what it was coded from.</summary>
/// <param name="Reflection">Its codes; without answers it only records a version.</param>
/// <param name="Version">The reflection's version; a lower one never replaces a higher one.</param>
/// <param name="Coder">The coder's version.</param>
public sealed record CodedRow(CodedReflection Reflection, long Version, string Coder);

/// <summary>
/// Coded reflections: one row each, in the project's partition of the week in which it was first coded. Rows hold spans and codes, never text;
/// one line per code, readable in a table browser.
/// </summary>
public sealed class CodedStore(ITableStore store)
{
    /// <summary>How many weeks back a digest looks at most.</summary>
    private const int MostWeeks = 60;

    /// <summary>The reference row, in a person's partition, to their coded row.</summary>
    public static string Reference(string round) => Keys.Join("coded", round);

    /// <summary>Writes a coded reflection, unless a newer one is stored.</summary>
    /// <param name="partition">The week's partition, from the person's reference row.</param>
    /// <param name="row">The coded reflection.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task WriteAsync(string partition, CodedRow row, CancellationToken cancel)
    {
        var key = Keys.Join("coded", row.Reflection.RoundId, row.Reflection.PersonId);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var old = await store.GetAsync(partition, key, cancel);
            if (old is not null && Read(old).Version > row.Version)
            {
                return;
            }

            // A reflection submitted or reworded by a lead or facilitator never counts, even after they leave the project or lose the role.
            var kept = old is null || Read(old).Reflection.Counted ? row : row with { Reflection = row.Reflection with { Counted = false } };
            try
            {
                TableWrite write = old is null ? new InsertRow(key, ToColumns(kept)) : new ReplaceRow(key, ToColumns(kept), old.ETag);
                await store.CommitAsync(partition, [write], cancel);
                return;
            }
            catch (TableConflictException)
            {
                // Another job wrote it meanwhile: check which of the two has read the newer reflection.
            }
        }
    }

    /// <summary>Reflections first coded between two times, in whole weeks.</summary>
    public async Task<IReadOnlyList<CodedRow>> SinceAsync(string project, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var last = RoundCalendar.Monday(to);
        var first = LocalDate.Max(RoundCalendar.Monday(from), last.PlusWeeks(1 - MostWeeks));
        var rows = new List<CodedRow>();
        for (var monday = first; monday <= last; monday = monday.PlusWeeks(1))
        {
            rows.AddRange((await store.ListAsync(Keys.Coded(project, monday), Keys.Prefix("coded"), cancel)).Select(Read));
        }

        return rows;
    }

    private static Columns ToColumns(CodedRow row)
    {
        var r = row.Reflection;
        var columns = Columns.Empty.With("Person", r.PersonId).With("Round", r.RoundId).With("CodedAt", r.SubmittedAt).With("Counted", r.Counted).With("Version", row.Version).With("Coder", row.Coder);
        foreach (var answer in r.Answers)
        {
            columns = columns.With($"Version{answer.Stage}", answer.Version).With($"Codes{answer.Stage}", string.Join('\n', answer.Codes.Select(Line)));
        }

        return columns;
    }

    private static CodedRow Read(Row row)
    {
        var c = row.Columns;
        var answers = c.Values.Keys.Where(k => k.StartsWith("Version", StringComparison.Ordinal)).Select(k => k["Version".Length..])
            .Select(stored => (Stored: stored, Stage: QuestionId.OfRow(stored))).Where(q => q.Stage is not null).OrderBy(q => q.Stage)
            .Select(q => new CodedAnswer(q.Stage!.Value, (int)c.Number($"Version{q.Stored}")!.Value, [.. (c.Text($"Codes{q.Stored}") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)]));
        return new(new CodedReflection(c.NeedText("Person"), c.NeedText("Round"), c.Flag("Counted"), c.NeedTime("CodedAt"), [.. answers]), c.Number("Version") ?? 0, c.NeedText("Coder"));
    }

    private static string Line(Code code) =>
        string.Create(CultureInfo.InvariantCulture, $"{code.ThemeId} {code.TopicId} {code.Passage.Start} {code.Passage.Length} {code.Polarity} {code.Indicator}{(code.SetAt is { } at ? $"\t{code.By}\t{at:O}" : "")}");

    private static Code Parse(string line)
    {
        var parts = line.Split(' ', 6);
        var passage = new Passage(int.Parse(parts[2], CultureInfo.InvariantCulture), int.Parse(parts[3], CultureInfo.InvariantCulture));
        var set = parts[5].Split('\t');
        return new Code(parts[0], parts[1], passage, Enum.Parse<Polarity>(parts[4]), set[0])
        {
            By = set.Length > 1 ? Enum.Parse<CodeSource>(set[1]) : CodeSource.Codebook,
            SetAt = set.Length > 2 ? DateTimeOffset.Parse(set[2], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) : null,
        };
    }
}
