using System.Text.RegularExpressions;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Tests.Docs;

namespace ReflectionBot.Tests.Wording;

/// <summary>Words without an accent in what was said in the pseudo-language: they came from nowhere but code.</summary>
internal static partial class Unaccented
{
    private const string Calendar = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr Jun Jul Aug Sept Oct Nov Dec Europe London";

    /// <summary>The first twenty, each with what it stands in.</summary>
    /// <param name="said">What was said.</param>
    /// <param name="others">What people wrote or are called, or type: no sentences of the bot's.</param>
    public static string In(IEnumerable<string> said, string others)
    {
        // The sample project's settings and names, the questions and the themes are none either.
        var files = typeof(QuestionSet).Assembly.GetManifestResourceNames().Where(n => n.EndsWith(".json", StringComparison.Ordinal)).Select(Read);
        var known = Word().Matches(string.Join(' ', [others, Calendar, Repository.Read("src/ReflectionBot/Channels/Web/TryOut/TryOutSeed.cs"), .. files])).Select(w => w.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return string.Join('\n', said.Select(s => Typed().Replace(s, " ")).SelectMany(s => Word().Matches(s).Select(w => w.Value).Where(w => !known.Contains(w)).Select(w => (Word: w, In: s))).DistinctBy(w => w.Word).Select(w => $"{w.Word}: {w.In}").Take(20));
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(QuestionSet).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("(?<![A-Za-z])[A-Za-z]{3,}(?![A-Za-z])")]
    private static partial Regex Word();

    [GeneratedRegex("`[^`]*`|https?://\\S+")]
    private static partial Regex Typed();
}
