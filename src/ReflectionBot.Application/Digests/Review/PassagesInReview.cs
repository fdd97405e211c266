using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Digests.Review;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Application.Digests.Review;

/// <summary>Reads which answers a facilitator can check before the next digest counts them.</summary>
public sealed class PassagesInReview(DigestSources sources, DigestStore digests, ReflectionSources reading)
{
    /// <summary>
    /// The answers that the next digest would count. A facilitator who cannot open all that was handed in since the last digest can check none: else
    /// they could set codes so that the digest tells them about the others. What somebody shares, or keeps to themselves, plays no part in that.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="reader">The facilitator.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The passages; or why there are none, in the current language when called.</returns>
    public async Task<(IReadOnlyList<PassageInReview> Passages, Func<string>? Refusal)> OfAsync(Project project, Member reader, CancellationToken cancel)
    {
        if (!OpeningRule.IsReader(reader, project.Settings))
        {
            return ([], () => DigestCommandWording.FormatOnlyReadersCanReview(reader.Name));
        }

        IReadOnlyList<DigestRecord> previous = [.. (await digests.ListAsync(project.Id, cancel)).Select(d => d.Record)];
        var window = await sources.NextAsync(project, previous, reading.Time.GetUtcNow(), cancel);
        var counted = window.Reflections.Where(r => r.Counted).Select(UsedReflection.Of).ToHashSet();
        var used = previous.SelectMany(d => d.HasThemeContent ? d.Used : []).ToHashSet();
        var found = new List<PassageInReview>();
        foreach (var author in (await reading.Projects.EverMembersAsync(project.Id, cancel)).Where(m => m.Person != reader.Person))
        {
            var state = await reading.Reflections.LoadAsync(author.Person, cancel);
            foreach (var reflection in state.Reflections.Values.Where(r => r.Project == project.Id && r.SubmittedAt is { } at && !(at < window.From - Window.LateCoding)))
            {
                var id = new UsedReflection(author.Person, reflection.Round);
                if (used.Contains(id) || !author.Counted)
                {
                    continue;
                }

                if (author.RemovedAt is not null || !reflection.Answered.All(a => OpeningRule.IsGivenTo(reader, project, a, state.Consents)))
                {
                    return ([], () => DigestCommandWording.NotAllCanBeOpenedByYou);
                }

                found.AddRange(counted.Contains(id) ? reflection.Released().Select(a => new PassageInReview(author.Person, reflection.Round, a)) : []);
            }
        }

        return (found, null);
    }

    /// <summary>The answers of the project that a facilitator has read, in any round.</summary>
    public async Task<IReadOnlyList<Answer>> ReviewedAsync(Project project, CancellationToken cancel)
    {
        var reviewed = new List<Answer>();
        foreach (var author in await reading.Projects.EverMembersAsync(project.Id, cancel))
        {
            reviewed.AddRange((await reading.Reflections.LoadAsync(author.Person, cancel)).Reflections.Values.Where(r => r.Project == project.Id).SelectMany(r => r.Answered).Where(a => a.Reviewed is not null));
        }

        return reviewed;
    }
}
