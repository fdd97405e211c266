using ReflectionBot.Checks;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Operations.Coding;

/// <summary>The configuration section <c>Codebooks</c>: codebooks beside the bot's own, which a project chooses with <c>set codebook</c>.</summary>
public sealed class CodebookOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Codebooks";

    /// <summary>A folder with one codebook in each file that ends in <c>.json</c>, absolute or relative to where the bot is started; empty for none.</summary>
    public string Folder { get; set; } = "";

    /// <summary>The codebooks of the folder.</summary>
    /// <exception cref="FormatException">One cannot be used; the message names its file and says why.</exception>
    internal IReadOnlyList<Codebook> Read()
    {
        if (Folder.Length == 0)
        {
            return [];
        }

        try
        {
            return [.. Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(Read)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException($"Codebooks:Folder cannot be read ({e.GetType().Name}). Expected a folder with codebooks, or nothing.", e);
        }
    }

    private static Codebook Read(string file)
    {
        try
        {
            return Codebook.Parse(File.ReadAllText(file));
        }
        catch (FormatException e)
        {
            throw new FormatException($"Codebooks:Folder: {Path.GetFileName(file)}: {e.Message}", e);
        }
    }
}

/// <summary>Checks the folder of codebooks, so that the bot does not start with one that it cannot use.</summary>
public sealed class CodebookOptionsCheck : OptionsCheck<CodebookOptions>
{
    /// <inheritdoc/>
    public override IEnumerable<string> Mistakes(CodebookOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (codebooks, mistake) = ReadOf(options);
        if (mistake is not null)
        {
            yield return mistake;
        }

        foreach (var codebook in codebooks)
        {
            // A question that counts itself would lead people to write what is counted.
            foreach (var question in QuestionSet.All.SelectMany(s => s.Questions).Where(q => codebook.Indicates($"{q.Label} {q.Help} {q.Opening}")).Select(q => q.Name).Distinct())
            {
                yield return $"Codebooks:Folder: the codebook '{codebook.Id}' finds its themes in the bot's own question \"{question}\", so it would count what the question says. Change that indicator or cue.";
            }
        }

        foreach (var id in codebooks.Select(c => c.Id).Append(Codebook.OfTheBot).GroupBy(i => i, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            yield return $"Codebooks:Folder has two codebooks with the id '{id}', or one with that of the bot's own. Give each an id of its own.";
        }
    }

    private static (IReadOnlyList<Codebook> Codebooks, string? Mistake) ReadOf(CodebookOptions options)
    {
        try
        {
            return (options.Read(), null);
        }
        catch (FormatException e)
        {
            return ([], e.Message);
        }
    }
}
