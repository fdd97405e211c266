using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Core.Reflections;

/// <summary>A set of questions in one language: one JSON file in <c>Reflections/QuestionSets</c>, checked when it is loaded.</summary>
public sealed class QuestionSet
{
    /// <summary>The maximum number of questions on a form: more than anybody answers in one sitting, and what a chat's form can hold.</summary>
    public const int Most = 20;

    private static readonly Lazy<IReadOnlyList<QuestionSet>> Loaded = new(LoadEmbedded);
    private readonly Dictionary<QuestionId, Question> _questions;
    private readonly IReadOnlyList<Question> _full;
    private readonly IReadOnlyList<Question> _short;
    private readonly IReadOnlyList<Question> _optional;
    private readonly List<QuestionId> _order;

    private QuestionSet(QuestionFile file, string json)
    {
        Json = json;
        Id = file.Id;
        Language = file.Language;
        Typing = file.Typing;
        _questions = file.Questions.ToDictionary(q => q.Stage);
        _full = Pick(file.Full);
        _short = Pick(file.Short);
        _optional = Pick(file.Optional);
        _order = [.. file.Short.Except(file.Full), .. file.Full, .. file.Optional];
        Hash = HashOf(file);
    }

    /// <summary>The id that rounds store, e.g. <c>gibbs-en</c>.</summary>
    public string Id { get; }

    /// <summary>Language tag, e.g. <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>Shown with every question: how to answer.</summary>
    public string Typing { get; }

    /// <summary>The content of the file.</summary>
    public string Json { get; }

    /// <summary>Hash of all text in it that people read (first 16 hex digits of SHA-256); a running round pins it.</summary>
    public string Hash { get; }

    /// <summary>Every question set of this build.</summary>
    /// <exception cref="InvalidDataException">One of the files is not a valid question set; the message names it and what is wrong.</exception>
    public static IReadOnlyList<QuestionSet> All => Loaded.Value;

    /// <summary>The default set: six questions after Gibbs, in English.</summary>
    public static QuestionSet Default => Find("gibbs-en")!;

    /// <summary>The set of this id, or null.</summary>
    public static QuestionSet? Find(string id) => All.FirstOrDefault(s => s.Id == id);

    /// <summary>The set of this id if its text still has this hash, or null.</summary>
    public static QuestionSet? Find(string id, string hash) => Find(id) is { } set && set.Hash == hash ? set : null;

    /// <summary>The questions of a form in order; the six where no form is chosen yet.</summary>
    /// <param name="form">The form.</param>
    /// <param name="optional">Adds the optional question at the end.</param>
    public IReadOnlyList<Question> Of(ReflectionForm form, bool optional = false)
    {
        var questions = form == ReflectionForm.ThreeQuestions ? _short : _full;
        return optional && form != ReflectionForm.ThreeQuestions ? [.. questions, .. _optional] : questions;
    }

    /// <summary>Every question of the set, in file order.</summary>
    public IReadOnlyCollection<Question> Questions => _questions.Values;

    /// <summary>Whether this question is asked only if the project chooses it.</summary>
    public bool IsOptional(QuestionId stage) => _optional.Any(q => q.Stage == stage);

    /// <summary>An answer's position when all are shown: questions of the short form only, then the full form in order, then optional questions and questions not in the set.</summary>
    public int Place(QuestionId stage) => _order.IndexOf(stage) is >= 0 and var place ? place : _order.Count;

    /// <summary>The question about a stage, or null where the set has none.</summary>
    public Question? About(QuestionId stage) => _questions.GetValueOrDefault(stage);

    /// <summary>Parses and validates a question set.</summary>
    /// <exception cref="InvalidDataException">It is not valid; the message says what is wrong.</exception>
    public static QuestionSet Parse(string json)
    {
        try
        {
            var file = JsonSerializer.Deserialize(json, QuestionJson.Default.QuestionFile) ?? throw new InvalidDataException("The question set is empty.");
            Check(file);
            return new(file, json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The question set cannot be read: {e.Message}", e);
        }
    }

    private IReadOnlyList<Question> Pick(IReadOnlyList<QuestionId> stages) => [.. stages.Select(s => _questions[s])];

    private static void Check(QuestionFile file)
    {
        Require(!string.IsNullOrWhiteSpace(file.Id) && !string.IsNullOrWhiteSpace(file.Language) && !string.IsNullOrWhiteSpace(file.Typing), "id, language and typing are needed");
        Require(file.Questions.All(q => new[] { q.Name, q.Label, q.Help, q.Opening }.All(t => !string.IsNullOrWhiteSpace(t))), "a question lacks its name, label, help or opening");
        var known = file.Questions.Select(q => q.Stage).ToHashSet();
        Require(known.Count == file.Questions.Count, "two questions have the same name");
        Require(!known.Contains(QuestionId.LastPlan), "LastPlan is the bot's own question");
        Require(file.Full.Count is >= 1 and <= Most && file.Short.Count is >= 1 and <= Most && file.Optional.Count <= Most, $"full and short need a question each, and no list more than {Most}");
        Require(new[] { file.Full.Concat(file.Optional), file.Short }.All(l => l.Distinct().Count() == l.Count()), "a question is listed twice");
        var listed = file.Full.Concat(file.Short).Concat(file.Optional).ToHashSet();
        Require(listed.SetEquals(known), "each listed question is needed, and each question in a list");

        void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                throw new InvalidDataException($"Question set \"{file.Id}\": {otherwise}.");
            }
        }
    }

    private static string HashOf(QuestionFile file)
    {
        IEnumerable<string> read = [file.Id, file.Language, file.Typing, .. file.Full.Select(s => $"{s}"), .. file.Short.Select(s => $"{s}"), .. file.Optional.Select(s => $"{s}"),
            .. file.Questions.SelectMany(q => new[] { $"{q.Stage}", q.Name, q.Label, q.Help, q.Opening, $"{q.NeverQuoted}" })];
        return Hashes.Short(read);
    }

    private static IReadOnlyList<QuestionSet> LoadEmbedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(n => n.Contains(".QuestionSets.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

        QuestionSet Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            return Parse(reader.ReadToEnd());
        }
    }
}

/// <summary>The file as stored on disk.</summary>
internal sealed record QuestionFile(string Id, string Language, string Typing, IReadOnlyList<Question> Questions, IReadOnlyList<QuestionId> Full, IReadOnlyList<QuestionId> Short, IReadOnlyList<QuestionId> Optional);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(QuestionFile))]
internal sealed partial class QuestionJson : JsonSerializerContext;
