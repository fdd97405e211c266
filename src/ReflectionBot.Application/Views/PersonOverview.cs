using NodaTime;
using ReflectionBot.Application.Rounds;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Views;

/// <summary>
/// Makes somebody's overview, for a channel that has a place for one: what is open for them, their reflections and choices, and the projects
/// they run. Nothing changes by it. It shows nobody else's words, and numbers of a round to its facilitators only (trust rule 9).
/// </summary>
public sealed class PersonOverview
{
    private const int MostRounds = 10;
    private const int MostMilestones = 8;

    private readonly PeopleStore _people;
    private readonly ProjectStore _projects;
    private readonly ReflectionStore _reflections;
    private readonly RoundPeople _round;
    private readonly RoundNews _news;
    private readonly DefaultLanguage _language;
    private readonly TimeProvider _time;

    /// <summary>Overviews from these stores.</summary>
    public PersonOverview(PeopleStore people, ProjectStore projects, ReflectionStore reflections, RoundPeople round, RoundNews news, DefaultLanguage language, TimeProvider time)
    {
        _language = language;
        _people = people;
        _projects = projects;
        _reflections = reflections;
        _round = round;
        _news = news;
        _time = time;
    }

    /// <summary>The overview as it is now; for somebody nobody knows, who the bot is.</summary>
    public async Task<HomePage> OfAsync(ChatAddress who, CancellationToken cancel)
    {
        var known = await _people.FindAsync(who, cancel);
        using var language = Language.In(known?.Language ?? _language.Name);
        return await PageAsync(known, cancel) with { Language = Language.Tag };
    }

    private async Task<HomePage> PageAsync(Person? known, CancellationToken cancel)
    {
        if (known is not { } person)
        {
            return new("ReflectionBot", [new("", [ViewWording.IAskThePeopleOfA, ViewWording.IDontKnowYouYetAsk], [])]);
        }

        var state = await _reflections.LoadAsync(person.Id, cancel);
        var (open, past, run) = (new List<HomePart>(), new List<string>(), new List<HomePart>());
        var ids = await _people.ProjectsOfAsync(person.Id, cancel);
        var theirs = (await Task.WhenAll(ids.Select(id => _projects.FindAsync(id, cancel)))).OfType<Project>().ToList();
        var names = ProjectNames.Apart(theirs);
        foreach (var (id, project) in theirs.Select(p => (p.Id, p with { Name = names[p.Id] })))
        {
            if (await _projects.MemberAsync(id, person.Id, cancel) is not { } member)
            {
                continue;
            }

            foreach (var round in (await _projects.RoundsAsync(id, cancel)).OrderByDescending(r => r.Id, StringComparer.Ordinal))
            {
                var reflection = state.Reflections.GetValueOrDefault(round.Id);
                if (round.IsOpenAt(_time.GetUtcNow()) && member.Roles.HasFlag(Roles.Collaborator) && (reflection is not null || await WaitsAsync(round, person, cancel)))
                {
                    open.Add(Open(project, round, reflection ?? new(id, round.Id)));
                }
                else if (reflection is not null)
                {
                    past.Add($"{project.Name}: {round.Name} - {Stands(reflection, false)}");
                }
            }

            if (member.Roles.HasFlag(Roles.Facilitator) && project.ClosedAt is null)
            {
                run.AddRange(await RunAsync(project, cancel));
            }
        }

        return Page(open, past, run);
    }

    // Whoever comes before they are asked finds the questions here too.
    private async Task<bool> WaitsAsync(Round round, Person person, CancellationToken cancel) =>
        (await _round.Roster.ListAsync(round.Id, cancel)).Any(e => e.Person == person.Id);

    private static HomePage Page(List<HomePart> open, List<string> past, List<HomePart> run) => new(ViewWording.YourReflections,
    [
        .. open.Count > 0 ? open : [new("", [ViewWording.NothingToAnswerNowIWrite], [])],
        .. past.Count == 0 ? Array.Empty<HomePart>() : [new(ViewWording.Before, [.. past.Take(MostRounds)], [])],
        new(ViewWording.YourChoices, [ViewWording.OnlyYouSeeThisPageWhat, ViewWording.YouCanStopOrTakeAn],
        [
            CommandButton.Typing(ViewWording.MyChoices, "my choices"), CommandButton.Typing(ViewWording.WhoOpenedMyAnswers, "who opened"), CommandButton.Typing(ViewWording.TakeAnswersBack, "withdraw"), CommandButton.Typing(ViewWording.FewerMessages, "fewer messages"), CommandButton.Typing(ViewWording.GetHelp, "get help"),
        ]),
        .. run,
    ]);

    private static HomePart Open(Project project, Round round, Reflection reflection)
    {
        var go = CommandButton.Typing(reflection.State == RosterState.Invited ? ViewWording.Begin : reflection.SubmittedAt is null ? ViewWording.GoOn : ViewWording.Show, $"open {Quotes.Around(project.Name)}") with { Primary = reflection.SubmittedAt is null };
        return new($"{project.Name}: {round.Name}", [Stands(reflection, true), ViewWording.FormatOpenUntil(Spoken.DayAndTime(round.ClosesAt, Zones.Of(project)))], [go]);
    }

    private static string Stands(Reflection reflection, bool open) => reflection.State switch
    {
        RosterState.Submitted => ViewWording.FormatHandedIn(Count(reflection)),
        RosterState.Withdrawn => ViewWording.TakenBack,
        RosterState.Declined => ViewWording.NotThisRound,
        RosterState.Started => open ? ViewWording.FormatBegun(Count(reflection)) : ViewWording.FormatNotHandedInCountedNowhere(Count(reflection)),
        _ => open ? ViewWording.NothingWrittenYet : ViewWording.NothingWritten,
    };

    private static string Count(Reflection reflection) => Spoken.Answers(reflection.Answered.Count());

    /// <summary>A project that somebody runs: where its round stands, its milestones, and what can be done.</summary>
    private async Task<IReadOnlyList<HomePart>> RunAsync(Project project, CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        var rounds = await _projects.RoundsAsync(project.Id, cancel);
        var members = await _projects.MembersAsync(project.Id, cancel);
        var parts = new List<HomePart>();

        // Closing and extending are not here: a page that was left open for a month would close another round. [Status] brings them into the chat.
        foreach (var round in rounds.Where(r => r.IsOpenAt(now)))
        {
            var status = await _news.StatusAsync(project, round, cancel);
            parts.Add(new(status.Title, status.Lines, round.RemindedAt is null ? [In(project, ViewWording.RemindOnceMore, "remind")] : []));
        }

        var milestones = await _projects.MilestonesAsync(project.Id, cancel);
        var next = milestones.Where(m => m.ReachedAt is null && MilestonePlans.Comes(project, m)).OrderBy(m => m.PlannedFor ?? LocalDate.MaxIsoValue).Take(MostMilestones).ToList();
        Button[] start = rounds.Any(r => r.IsOpenAt(now)) || next is not [var first, ..] ? [] : [In(project, ViewWording.StartTheNextRound, $"start {Quotes.Around(first.Name)}")];
        return
        [
            new(ViewWording.FormatYouRun(project.Name), Lines(project, members, next, milestones),
            [
                .. start, In(project, ViewWording.Status, "status"), In(project, ViewWording.People, "people"), In(project, ViewWording.Milestones, "milestone list"), In(project, ViewWording.Settings, "settings"),
            ]),
            .. parts,
        ];
    }

    private static IReadOnlyList<string> Lines(Project project, IReadOnlyList<Member> members, List<Milestone> next, IReadOnlyList<Milestone> all) =>
    [
        ViewWording.FormatOnIt(Spoken.People(members.Count), project.Settings.Gaps.Count == 0 ? ViewWording.TheConsentTextIsComplete : ViewWording.TheConsentTextStillHasGaps),
        next.Count == 0 ? ViewWording.NoMilestoneIsAhead : ViewWording.MilestonesAhead,
        .. next.Select(m => m.PlannedFor is { } day ? $"{m.Name} - {Spoken.DayAndYear(day)}" : ViewWording.FormatWhenYouSaySo(m.Name)),
        .. all.Count(m => m.ReachedAt is not null) is > 0 and var reached ? new[] { ViewWording.FormatReachedSoFar(reached) } : [],
    ];

    /// <summary>About this project, whatever others somebody is on.</summary>
    private static Button In(Project project, string label, string command) => CommandButton.In(project.Id, label, command);
}
