using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Storage;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests;

/// <summary>Gathers what a digest is made from. It reads the rows since the last digest with theme content, and the kept digests; never the history.</summary>
public sealed class DigestSources
{
    private readonly ITableStore _store;
    private readonly ProjectStore _projects;
    private readonly ReflectionStore _reflections;
    private readonly CodedStore _coded;
    private readonly DigestStore _digests;

    /// <summary>Sources in these stores.</summary>
    public DigestSources(ITableStore store, ProjectStore projects, ReflectionStore reflections, CodedStore coded, DigestStore digests)
    {
        _store = store;
        _projects = projects;
        _reflections = reflections;
        _coded = coded;
        _digests = digests;
    }

    /// <summary>The window that ends now, its waiting quotes, and what frames it.</summary>
    public async Task<(DigestMaterial Material, DigestFrame Frame)> GatherAsync(Project project, DateTimeOffset now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(project);
        var previous = (await _digests.ListAsync(project.Id, cancel).ConfigureAwait(false)).Select(d => d.Record).ToList();
        var rounds = await _projects.RoundsAsync(project.Id, cancel).ConfigureAwait(false);
        var from = previous.Where(d => d.HasThemeContent).Select(d => (DateTimeOffset?)d.WindowEnd).Max() ?? rounds.Select(r => (DateTimeOffset?)r.OpenedAt).Min() ?? now;
        var rows = await _coded.SinceAsync(project.Id, from - Window.LateCoding, now, cancel).ConfigureAwait(false);
        var members = (await _projects.MembersAsync(project.Id, cancel).ConfigureAwait(false)).ToDictionary(m => m.Person, StringComparer.Ordinal);

        // Whoever is lead or facilitator now, or no longer on the project, is not counted, whatever they were when they wrote.
        var coded = rows.Select(r => r.Reflection with { Counted = r.Reflection.Counted && members.GetValueOrDefault(r.Reflection.PersonId)?.Counted == true }).ToList();
        var (quotes, heldBack) = await QuotesAsync(coded, members, cancel).ConfigureAwait(false);
        var open = rounds.Where(r => r.OpenedAt < now && (r.ClosedAt ?? r.ClosesAt) > from).Select(r => r.Name).ToList();
        var agreed = (await Agreement.ListAsync(_store, project.Id, cancel).ConfigureAwait(false)).Where(a => a.DoneAt is null).ToList();
        var next = (await _projects.MilestonesAsync(project.Id, cancel).ConfigureAwait(false)).Where(m => m.ReachedAt is null)
            .OrderBy(m => m.PlannedFor is null).ThenBy(m => m.PlannedFor).Select(m => new NextMilestone(m.Name, m.PlannedFor)).FirstOrDefault();
        return (new DigestMaterial(Window.Of(coded, previous, now), quotes, heldBack), new DigestFrame(project.Name, open, agreed, next, false, []));
    }

    /// <summary>Quotes are read where their authors keep them, at this moment: what was taken back a second ago is not there.</summary>
    private async Task<(IReadOnlyList<ReleasedQuote> Quotes, bool HeldBack)> QuotesAsync(IReadOnlyList<CodedReflection> coded, Dictionary<string, Member> members, CancellationToken cancel)
    {
        var quotes = new List<ReleasedQuote>();
        var heldBack = false;
        foreach (var row in coded)
        {
            if (await _reflections.FindAsync(row.PersonId, row.RoundId, cancel).ConfigureAwait(false) is not { } reflection)
            {
                continue;
            }

            heldBack |= reflection.Released().Any(a => a.Quote is { State: QuoteState.Dropped });
            foreach (var answer in reflection.Released().Where(a => a.ApprovedQuote is not null))
            {
                var themes = row.Answers.Where(a => a.Stage == (int)answer.Stage).SelectMany(a => a.Codes).Select(c => c.ThemeId).Distinct();
                var name = answer.Choice == SharingChoice.QuoteWithName ? members.GetValueOrDefault(row.PersonId)?.Name : null;
                if (name is not null || answer.Choice == SharingChoice.QuoteNoName)
                {
                    quotes.Add(new ReleasedQuote(row.PersonId, row.RoundId, (int)answer.Stage, answer.ApprovedQuote!, name, [.. themes], answer.Stage == Stage.ActionPlan));
                }
            }
        }

        return (quotes, heldBack);
    }
}
