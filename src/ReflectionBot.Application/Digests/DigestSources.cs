using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Digests.Emerging;
using ReflectionBot.Core.Digests.Quotes;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Digests;

/// <summary>Gathers what a digest is made from. It reads the rows since the last digest with theme content, and the kept digests; never the history.</summary>
public sealed class DigestSources
{
    private readonly ITableStore _store;
    private readonly ReflectionSources _reading;
    private readonly CodedStore _coded;
    private readonly Codings _codings;

    /// <summary>Sources in these stores.</summary>
    public DigestSources(ITableStore store, ReflectionSources reading, CodedStore coded, Codings codings)
    {
        _store = store;
        _reading = reading;
        _coded = coded;
        _codings = codings;
    }

    /// <summary>The window that ends now, its waiting quotes, and what frames it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="previous">Its digests so far.</param>
    /// <param name="now">When the window ends.</param>
    /// <param name="cancel">Cancels the reading.</param>
    public async Task<(DigestMaterial Material, DigestFrame Frame)> GatherAsync(Project project, IReadOnlyList<DigestRecord> previous, DateTimeOffset now, CancellationToken cancel)
    {
        var (window, coded, members, rounds, from) = await WindowAsync(project, previous, now, cancel);
        var (quotes, heldBack) = await QuotesAsync(_codings.Of(project), coded, window, members, cancel);
        var released = quotes.Where(q => !project.Settings.ChecksQuotes || q.Kept.IsConfirmed).Select(q => q.Released);
        string[] running = [.. members.Values.Where(m => m.Runs).Select(m => m.Person)];
        return (new DigestMaterial(window, [.. released], heldBack, running), await FrameAsync(project, Covered(rounds, from, now), previous.LastOrDefault(d => !d.Unposted)?.WindowEnd ?? DateTimeOffset.MinValue, now, cancel));
    }

    /// <summary>
    /// What may still be shown of a digest that was made earlier: what its authors took back since counts no more. Only they can change it: roles count
    /// as they were when it was made. Otherwise a facilitator could change a person's role and see what their words had made of the digest.
    /// </summary>
    public async Task<IReadOnlyList<DisclosedTheme>> StillShownAsync(Project project, DigestRecord made, CancellationToken cancel)
    {
        var used = made.Used.ToHashSet();
        var rows = await _coded.SinceAsync(project.Id, await EarliestAsync(project, made, cancel), made.WindowEnd + Window.LateCoding, cancel);
        var themes = made.Message.Sections.SelectMany(s => s.Themes).ToList();
        return DisclosureControl.StillShown(themes, rows.Select(r => r.Reflection with { Counted = true }).Where(r => used.Contains(UsedReflection.Of(r))), _codings.Of(project).Codebook, new DigestSettings(project.Settings.Minimum));
    }

    /// <summary>How far back texts are compared with, and how many at most: a preview costs the same in the tenth year.</summary>
    private static readonly TimeSpan Compared = TimeSpan.FromDays(84);
    private const int MostCompared = 100;

    /// <summary>A preview with the phrases outside the codebook that may be a topic, and the project's own topics that people wrote about.</summary>
    public async Task<DigestPreview> WithTopicsAsync(Project project, DigestRecord record, DigestPreview preview, IReadOnlyList<DigestRecord> previous, CancellationToken cancel)
    {
        var earlier = previous.Where(d => d.HasThemeContent && d.WindowEnd > record.WindowEnd - Compared).OrderByDescending(d => d.WindowEnd).SelectMany(d => d.Used).Distinct().Take(MostCompared);
        var (now, before) = (await WrittenAsync(record.Used, cancel), await WrittenAsync(earlier, cancel));
        string[] names = [.. (await _reading.Projects.EverMembersAsync(project.Id, cancel)).Select(m => m.Name)];
        var (topics, settings) = (await TopicRows.ListAsync(_store, project.Id, cancel), new DigestSettings(project.Settings.Minimum));
        var coding = _codings.Of(project);
        var told = EmergingTopics.Among(now, coding, [.. topics.Where(t => t.Name is not null).Select(t => t.Phrase)], names, settings);
        return preview with
        {
            PossibleTopics = EmergingTopics.Find(now, before, coding, names, [.. topics.Select(t => t.Phrase)], settings),
            OwnTopics = [.. topics.Where(t => told.Contains(t.Phrase)).Select(t => t.Name!).Distinct()],
        };
    }

    private async Task<IReadOnlyList<WrittenText>> WrittenAsync(IEnumerable<UsedReflection> reflections, CancellationToken cancel)
    {
        var texts = new List<WrittenText>();
        foreach (var used in reflections)
        {
            if (await _reading.Reflections.FindAsync(used.PersonId, used.RoundId, cancel) is { } reflection)
            {
                texts.Add(new(used.PersonId, string.Join('\n', reflection.Released().Select(a => a.Text))));
            }
        }

        return texts;
    }

    /// <summary>What the next digest would count if it was made now.</summary>
    public async Task<Window> NextAsync(Project project, IReadOnlyList<DigestRecord> previous, DateTimeOffset now, CancellationToken cancel) => (await WindowAsync(project, previous, now, cancel)).Window;

    /// <summary>The quotes that a digest could print and whose authors were not asked once more.</summary>
    public async Task<IReadOnlyList<ReleasedQuote>> UncheckedQuotesAsync(Project project, IReadOnlyList<DigestRecord> previous, DateTimeOffset now, CancellationToken cancel)
    {
        var (window, coded, members, _, _) = await WindowAsync(project, previous, now, cancel);
        var printed = previous.SelectMany(d => d.Printed).ToHashSet();
        var (quotes, _) = await QuotesAsync(_codings.Of(project), coded, window, members, cancel);
        return [.. quotes.Where(q => q.Kept.CheckedWithAuthor is null && !printed.Contains(PrintedQuote.Of(q.Released)) && QuoteCheck.IsPrintable(q.Released)).Select(q => q.Released)];
    }

    private async Task<(Window Window, IReadOnlyList<CodedReflection> Coded, Dictionary<string, Member> Members, IReadOnlyList<Round> Rounds, DateTimeOffset From)> WindowAsync(
        Project project, IReadOnlyList<DigestRecord> previous, DateTimeOffset now, CancellationToken cancel)
    {
        var rounds = await _reading.Projects.RoundsAsync(project.Id, cancel);
        var from = previous.Where(d => d.HasThemeContent).Select(d => (DateTimeOffset?)d.WindowEnd).Max() ?? rounds.Select(r => (DateTimeOffset?)r.OpenedAt).Min() ?? now;
        var members = await EverMembersAsync(project, cancel);
        var coded = await CodedAsync(project, from - Window.LateCoding, now, members, cancel);
        var teams = await TeamsAsync(project, rounds.Where(r => r.OpenedAt < now && !((r.ClosedAt ?? r.ClosesAt) <= from)), members, cancel);
        return (Window.Of(coded, teams, previous, now), coded, members, rounds, from);
    }

    /// <summary>Also those who are off the project: what they submitted counts, whoever took them off.</summary>
    private async Task<Dictionary<string, Member>> EverMembersAsync(Project project, CancellationToken cancel) =>
        (await _reading.Projects.EverMembersAsync(project.Id, cancel)).ToDictionary(m => m.Person, StringComparer.Ordinal);

    /// <summary>Coded reflections as they count now: nobody counts who is lead or facilitator.</summary>
    private async Task<IReadOnlyList<CodedReflection>> CodedAsync(Project project, DateTimeOffset from, DateTimeOffset to, Dictionary<string, Member> members, CancellationToken cancel) =>
        [.. (await _coded.SinceAsync(project.Id, from, to, cancel)).Select(r => r.Reflection with { Counted = r.Reflection.Counted && members.GetValueOrDefault(r.Reflection.PersonId)?.Counted == true })];

    private async Task<DateTimeOffset> EarliestAsync(Project project, DigestRecord made, CancellationToken cancel)
    {
        var rounds = made.Used.Select(u => u.RoundId).ToHashSet(StringComparer.Ordinal);
        return (await _reading.Projects.RoundsAsync(project.Id, cancel)).Where(r => rounds.Contains(r.Id)).Select(r => (DateTimeOffset?)r.OpenedAt).Min() ?? made.WindowEnd;
    }

    /// <summary>What may be told of what people answered about the last digest with topics; each digest's answers are told once.</summary>
    public async Task<ReflectsTold> LastOneAsync(Project project, IReadOnlyList<StoredDigest> previous, CancellationToken cancel)
    {
        var answers = new List<Reflects>();
        if (previous.LastOrDefault(d => !d.Record.Unposted) is { Record.HasThemeContent: true } last)
        {
            foreach (var member in (await _reading.Projects.MembersAsync(project.Id, cancel)).Where(m => m.Counted && last.Recipients.Contains(m.Person, StringComparer.Ordinal)))
            {
                if (await _store.GetAsync(Keys.Person(member.Person), Keys.Join(KeepReflectsJob.Prefix, project.Id), cancel) is { } row && row.Columns.NeedText("Digest") == last.Id)
                {
                    answers.Add(Enum.Parse<Reflects>(row.Columns.NeedText("Answer")));
                }
            }
        }

        return ReflectsTold.Of(answers, new DigestSettings(project.Settings.Minimum));
    }

    /// <summary>Names of the rounds in which people could hand in at some time of a window, whether or not anybody did: a name tells of nobody.</summary>
    internal static IReadOnlyList<string> Covered(IEnumerable<Round> rounds, DateTimeOffset from, DateTimeOffset now) =>
        [.. rounds.Where(r => r.OpenedAt < now && (r.ClosedAt ?? r.ClosesAt) > from).Select(r => r.Name)];

    private async Task<DigestFrame> FrameAsync(Project project, IReadOnlyList<string> open, DateTimeOffset last, DateTimeOffset now, CancellationToken cancel)
    {
        var agreed = await AgreementRows.ListAsync(_store, project.Id, cancel);
        var today = Dates.Local(now, Zones.Of(project)).Date;
        var next = (await _reading.Projects.MilestonesAsync(project.Id, cancel)).Where(m => m.ReachedAt is null && !(m.PlannedFor < today) && MilestonePlans.Comes(project, m))
            .OrderBy(m => m.PlannedFor is null).ThenBy(m => m.PlannedFor).Select(m => new NextMilestone(m.Name, m.PlannedFor)).FirstOrDefault();
        return new DigestFrame(project.Name, today, open, [.. agreed.Where(a => a.DoneAt is null)], next, false, []) { Done = [.. agreed.Where(a => a.DoneAt > last)] };
    }

    private async Task<IReadOnlyList<RoundTeam>> TeamsAsync(Project project, IEnumerable<Round> rounds, Dictionary<string, Member> members, CancellationToken cancel)
    {
        var teams = new List<RoundTeam>();
        foreach (var round in rounds)
        {
            var roster = await _reading.Roster.ListAsync(round.Id, cancel);
            // Who could never be reached, and was asked anew in a chat made for them, would else be two of those who could have written.
            var counted = roster.Select(e => members.GetValueOrDefault(e.Person)).OfType<Member>().Where(m => m.Counted && !(m.Unreachable && m.RemovedAt is not null));
            var few = round.FewAreTold ?? project.Settings.FewPeople;
            teams.Add(new(round.Id, round.OpenedAt, round.ClosedAt ?? round.ClosesAt, few, [.. counted.Select(m => new TeamPlace(m.Person, m.RemovedAt, m.RanUntil))]));
        }

        return teams;
    }

    /// <summary>Quotes are read where their authors keep them, at this moment: what was taken back a second ago is not there.</summary>
    private async Task<(IReadOnlyList<(ReleasedQuote Released, Quote Kept)> Quotes, bool HeldBack)> QuotesAsync(
        DigestCoding coding, IReadOnlyList<CodedReflection> coded, Window window, Dictionary<string, Member> members, CancellationToken cancel)
    {
        var quotes = new List<(ReleasedQuote, Quote)>();
        var heldBack = false;
        var inWindow = window.Reflections.Select(UsedReflection.Of).ToHashSet();
        foreach (var row in coded)
        {
            if (await _reading.Reflections.FindAsync(row.PersonId, row.RoundId, cancel) is not { } reflection)
            {
                continue;
            }

            heldBack |= inWindow.Contains(UsedReflection.Of(row)) && reflection.Released().Any(a => a.Quote is { State: QuoteState.Dropped });
            foreach (var answer in reflection.Released())
            {
                var name = answer.Choice == SharingChoice.QuoteWithName ? members.GetValueOrDefault(row.PersonId)?.Name : null;
                if (answer.ApprovedQuote is { } exact && (name is not null || answer.Choice == SharingChoice.QuoteNoName))
                {
                    quotes.Add((new ReleasedQuote(row.PersonId, row.RoundId, answer.Stage, exact, name, QuotePlace.Of(coding, exact), answer.Stage == QuestionId.ActionPlan), answer.Quote!));
                }
            }
        }

        return (quotes, heldBack);
    }
}
