using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;

namespace ReflectionBot.Core.Reflections;

/// <summary>
/// Who may open an answer: pure, and the one place that says so. What a facilitator opens and what its author is told about readers both come
/// from here, so they cannot differ.
/// </summary>
public static class OpeningRule
{
    /// <summary>Whether the consent text as it is now gives somebody reading: a facilitator whom it names.</summary>
    public static bool IsReader(Member member, ProjectSettings settings)
    {
        return ReaderRule.Since(member, settings) is not null;
    }

    /// <summary>Whether somebody may open an answer that was handed in.</summary>
    /// <param name="reader">Who wants to.</param>
    /// <param name="project">The project as it is now.</param>
    /// <param name="reflection">What the answer stands in.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="consents">All that its author said to consent texts.</param>
    public static bool MayOpen(Member reader, Project project, Reflection reflection, Answer answer, IEnumerable<ConsentRecord> consents)
    {
        return reflection is { SubmittedAt: not null, Held: false } && answer is { Answered: true, Choice: >= SharingChoice.Facilitator }
            && ReaderRule.Since(reader, project.Settings) is { } since && IsGivenTo(reader, since, answer, [.. consents.Where(c => c.Project == project.Id && c.Agreed)]);
    }

    // Consent never applies backwards: the reader is named in the text each part was written under, and has read since then without a break.
    private static bool IsGivenTo(Member reader, DateTimeOffset since, Answer answer, IReadOnlyList<ConsentRecord> agreed)
    {
        return Names(agreed.LastOrDefault(c => c.TextVersion == answer.ConsentVersion))
            && answer.Parts.All(p => p.At >= since && (agreed.LastOrDefault(c => c.At <= p.At) is not { } then || Names(then)));

        bool Names(ConsentRecord? consent) => ReaderNames.Names(consent?.Readers, reader.Name);
    }
}
