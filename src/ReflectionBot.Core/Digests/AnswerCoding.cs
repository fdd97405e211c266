using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests;

/// <summary>The codes under which an answer is counted: its author's choice, else what a facilitator reads in it, else what the coder finds.</summary>
public static class AnswerCoding
{
    /// <summary>The codes of an answer.</summary>
    /// <param name="coding">The codebook and the coder.</param>
    /// <param name="answer">The answer, shared as topics at least.</param>
    public static CodedAnswer Of(DigestCoding coding, Answer answer)
    {
        var found = coding.Coder.Code(coding.Codebook, answer.Text);
        return new(answer.Stage, (int)answer.Version, answer switch
        {
            { About: { } about } => Said(about.Themes, CodeSource.Author, about.At),
            { Reviewed: { } read } => Said(read.Themes, CodeSource.Facilitator, read.At),
            _ => found,
        });

        IReadOnlyList<Code> Said(IEnumerable<SidedTheme> themes, CodeSource by, DateTimeOffset at) =>
            [.. themes.Where(t => coding.Codebook.Themes.Any(c => c.Id == t.Theme)).SelectMany(t => Codes(t, answer, found)).Select(c => c with { By = by, SetAt = at })];
    }

    /// <summary>
    /// A person chooses a theme for the whole answer. Topics are the codebook's finer divisions, so the topics that the coder finds under the same
    /// theme are kept; the side is the person's.
    /// </summary>
    private static IEnumerable<Code> Codes(SidedTheme theme, Answer answer, IReadOnlyList<Code> found)
    {
        var topics = found.Where(c => c.ThemeId == theme.Theme).ToList();
        return (topics.Count > 0 ? topics : [new Code(theme.Theme, "", new Passage(0, answer.Text.Length), theme.Side, "")]).Select(c => c with { Polarity = theme.Side });
    }
}
