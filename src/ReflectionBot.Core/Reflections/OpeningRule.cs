using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;

namespace ReflectionBot.Core.Reflections;

/// <summary>
/// Who may open an answer: pure, and the only place with this rule. It decides what a facilitator can open and what its author is told about
/// readers, so the two cannot differ.
/// </summary>
public static class OpeningRule
{
    /// <summary>Whether the current consent text lets a member read: a facilitator whom it names.</summary>
    public static bool IsReader(Member member, ProjectSettings settings)
    {
        return ReaderRule.Since(member, settings) is not null;
    }

    /// <summary>Whether a member may open a submitted answer.</summary>
    /// <param name="reader">The member who wants to read.</param>
    /// <param name="project">The current project.</param>
    /// <param name="reflection">The reflection with the answer.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="consents">All of its author's decisions on consent texts.</param>
    public static bool MayOpen(Member reader, Project project, Reflection reflection, Answer answer, IEnumerable<ConsentRecord> consents)
    {
        return reflection is { SubmittedAt: not null, Held: false } && answer is { Answered: true, Choice: >= SharingChoice.Facilitator } && IsGivenTo(reader, project, answer, consents);
    }

    /// <summary>Whether an answer was given to this reader among others, by the texts that its author agreed to. Its sharing choice plays no part.</summary>
    /// <inheritdoc cref="MayOpen"/>
    public static bool IsGivenTo(Member reader, Project project, Answer answer, IEnumerable<ConsentRecord> consents) =>
        ReaderRule.Since(reader, project.Settings) is { } since && IsGivenTo(reader, since, answer, [.. consents.Where(c => c.Project == project.Id && c.Agreed)]);

    // Consent never applies backwards: the text under which each part was written must name the reader, who must have been a reader without a break since then.
    private static bool IsGivenTo(Member reader, DateTimeOffset since, Answer answer, IReadOnlyList<ConsentRecord> agreed)
    {
        return Names(agreed.LastOrDefault(c => c.TextVersion == answer.ConsentVersion))
            && answer.Parts.All(p => p.At >= since && (agreed.LastOrDefault(c => c.At <= p.At) is not { } then || Names(then)));

        bool Names(ConsentRecord? consent) => ReaderNames.Names(consent?.Readers, reader.Name);
    }
}
