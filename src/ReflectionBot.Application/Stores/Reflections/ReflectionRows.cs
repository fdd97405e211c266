using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Stores.Reflections;

/// <summary>
/// Reflections, answers and consents as rows: one row per reflection, answer and consent, with columns that read well in a table browser.
/// An answer's text is stored once; its parts are stored beside it as lengths, times and message ids.
/// </summary>
public static class ReflectionRows
{
    /// <summary>A reflection without its answers, which are rows of their own.</summary>
    public static Columns ToColumns(Reflection reflection)
    {
        return Columns.Empty
            .With("Project", reflection.Project)
            .With("Round", reflection.Round)
            .With("State", reflection.State.ToString())
            .With("Form", reflection.Form.ToString())
            .With("Current", reflection.Current.ToString())
            .With("Skipped", reflection.Skipped.IsEmpty ? null : string.Join(' ', reflection.Skipped))
            .With("Version", reflection.Version)
            .With("SubmittedAt", reflection.SubmittedAt)
            .With("SubmittedVersion", reflection.SubmittedVersion)
            .With("Paused", reflection.Paused)
            .With("Renumbered", reflection.Renumbered)
            .With("Widest", reflection.Widest == SharingChoice.Topics ? null : reflection.Widest.Word())
            .With("StaysQuoted", reflection.StaysQuoted is null ? null : string.Join(' ', reflection.StaysQuoted))
            .With("Held", reflection.Held);
    }

    /// <summary>The reflection of a row, without answers: add them with <see cref="Reflection.With(IEnumerable{Answer})"/>.</summary>
    /// <exception cref="InvalidDataException">The row is damaged.</exception>
    public static Reflection ToReflection(Columns columns)
    {
        return new(columns.NeedText("Project"), columns.NeedText("Round"))
        {
            State = Name<RosterState>(columns, "State"),
            Form = Name<ReflectionForm>(columns, "Form"),
            Current = Question(columns.NeedText("Current"), "Current"),
            Skipped = [.. (columns.Text("Skipped") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => Question(s, "Skipped"))],
            Version = columns.Number("Version") ?? 0,
            SubmittedAt = columns.Time("SubmittedAt"),
            SubmittedVersion = columns.Number("SubmittedVersion"),
            Paused = columns.Flag("Paused"),
            Renumbered = columns.Flag("Renumbered"),
            Widest = columns.Text("Widest") is { } widest ? Choice(widest, "Widest") : SharingChoice.Topics,
            StaysQuoted = columns.Text("StaysQuoted") is { } stays ? [.. stays.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => Question(s, "StaysQuoted"))] : null,
            Held = columns.Flag("Held"),
        };
    }

    /// <summary>An answer.</summary>
    public static Columns ToColumns(Answer answer)
    {
        var parts = answer.Parts;
        return Columns.Empty
            .With("Stage", answer.Stage.ToString())
            .With("Text", answer.Text)
            .With("PartLengths", parts.IsEmpty ? null : string.Join(' ', parts.Select(p => p.Text.Length.ToString(CultureInfo.InvariantCulture))))
            .With("PartTimes", parts.IsEmpty ? null : string.Join(' ', parts.Select(p => p.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture))))
            .With("PartChanges", parts.All(p => p.ChangedAt is null) ? null : string.Join(' ', parts.Select(p => p.ChangedAt?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture) ?? Never)))
            .With("PartMessages", parts.IsEmpty ? null : JsonSerializer.Serialize([.. parts.Select(p => p.MessageId)], RowJson.Default.StringArray))
            .With("Version", answer.Version)
            .With("ConsentVersion", answer.ConsentVersion)
            .With("Choice", answer.Choice.Word())
            .With("Quote", answer.Quote?.Exact)
            .With("QuoteVersion", answer.Quote?.Version)
            .With("QuoteState", answer.Quote?.State.ToString())
            .With("QuoteMessage", answer.Quote?.Message)
            .With("QuoteCheckedAt", answer.Quote?.CheckedWithAuthor)
            .With("QuoteConfirmed", answer.Quote?.IsConfirmed == true)
            .With("About", Lines(answer.About?.Themes))
            .With("AboutAt", answer.About?.At)
            .With("AboutAsked", answer.IsAboutAsked)
            .With("Reviewed", Lines(answer.Reviewed?.Themes))
            .With("ReviewedBy", answer.Reviewed?.By)
            .With("ReviewedAt", answer.Reviewed?.At)
            .With("ReviewedBlind", answer.Reviewed?.IsBlind == true)
            .With("Withdrawn", answer.Withdrawn);
    }

    /// <summary>The answer of a row.</summary>
    /// <exception cref="InvalidDataException">The row is damaged.</exception>
    public static Answer ToAnswer(Columns columns)
    {
        return new(Question(columns.NeedText("Stage"), "Stage"), Parts(columns), columns.Number("Version") ?? 0, columns.NeedText("ConsentVersion"),
            Choice(columns.NeedText("Choice"), "Choice"))
        {
            Quote = columns.Text("Quote") is { } exact ? new(exact, columns.Number("QuoteVersion") ?? 0, Name<QuoteState>(columns, "QuoteState")) { Message = columns.Text("QuoteMessage"), CheckedWithAuthor = columns.Time("QuoteCheckedAt"), IsConfirmed = columns.Flag("QuoteConfirmed") } : null,
            About = columns.Text("About") is { } about ? new(Themes(about), columns.NeedTime("AboutAt")) : null,
            Reviewed = columns.Text("Reviewed") is { } read ? new(Themes(read), columns.NeedText("ReviewedBy"), columns.NeedTime("ReviewedAt"), columns.Flag("ReviewedBlind")) : null,
            IsAboutAsked = columns.Flag("AboutAsked"),
            Withdrawn = columns.Flag("Withdrawn"),
        };
    }

    /// <summary>A consent.</summary>
    public static Columns ToColumns(ConsentRecord consent)
    {
        return Columns.Empty.With("Project", consent.Project).With("TextVersion", consent.TextVersion).With("Agreed", consent.Agreed).With("At", consent.At)
            .With("Readers", consent.Readers).With("Text", consent.Text);
    }

    /// <summary>The consent of a row.</summary>
    /// <exception cref="InvalidDataException">The row is damaged.</exception>
    public static ConsentRecord ToConsent(Columns columns)
    {
        return new(columns.NeedText("Project"), columns.NeedText("TextVersion"), columns.Flag("Agreed"), columns.NeedTime("At"), columns.Text("Readers")) { Text = columns.Text("Text") };
    }

    private const string Never = "-";
    private const string None = "-";

    private static string? Lines(ImmutableList<SidedTheme>? themes) => themes is null ? null : themes.Count == 0 ? None : string.Join('\n', themes.Select(t => $"{t.Theme} {t.Side}"));

    private static ImmutableList<SidedTheme> Themes(string lines) => [.. lines.Split('\n').Where(l => l != None).Select(Theme)];

    private static SidedTheme Theme(string line) =>
        line.Split(' ') is [var theme, var side] && Enum.TryParse<Polarity>(side, out var known) ? new(theme, known) : throw new InvalidDataException("a column of themes holds none");

    private static SharingChoice Choice(string word, string column) => SharingChoices.OfWord(word) ?? throw new InvalidDataException($"column {column} holds no sharing choice");

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static ImmutableList<AnswerPart> Parts(Columns columns)
    {
        if (columns.Text("PartLengths") is not { } lengths)
        {
            return [];
        }
        var text = columns.NeedText("Text");
        var times = columns.NeedText("PartTimes").Split(' ');
        var messages = JsonSerializer.Deserialize(columns.NeedText("PartMessages"), RowJson.Default.StringArray) ?? [];
        var sizes = lengths.Split(' ').Select(l => int.Parse(l, CultureInfo.InvariantCulture)).ToList();
        var changes = columns.Text("PartChanges")?.Split(' ') ?? [.. times.Select(_ => Never)];
        if (times.Length != sizes.Count || changes.Length != sizes.Count || messages.Length != sizes.Count || sizes.Sum() + sizes.Count - 1 != text.Length)
        {
            throw new InvalidDataException("the parts of an answer do not fit its text");
        }
        var parts = ImmutableList.CreateBuilder<AnswerPart>();
        var start = 0;
        for (var i = 0; i < sizes.Count; i++)
        {
            parts.Add(new(messages[i], Time(times[i]), text.Substring(start, sizes[i]), changes[i] == Never ? null : Time(changes[i])));
            start += sizes[i] + 1;
        }
        return parts.ToImmutable();
    }

    private static QuestionId Question(string name, string column) => QuestionId.Of(name) ?? throw new InvalidDataException($"column {column} holds no question");

    private static T Name<T>(Columns columns, string column)
        where T : struct, Enum => Name<T>(columns.NeedText(column), column);

    private static T Name<T>(string name, string column)
        where T : struct, Enum =>
        Enum.TryParse<T>(name, out var value) && Enum.IsDefined(value) ? value : throw new InvalidDataException($"column {column} holds no {typeof(T).Name}");
}

[JsonSerializable(typeof(string[]))]
internal sealed partial class RowJson : JsonSerializerContext;
