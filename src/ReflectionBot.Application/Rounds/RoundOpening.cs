using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Rounds;

/// <summary>Decides whether a milestone's round can open, and what opening it writes; pure functions.</summary>
public static class RoundOpening
{
    /// <summary>The result of a request to open a round; a closed set.</summary>
    public abstract record Outcome;

    /// <summary>It cannot open; a sentence for the facilitator.</summary>
    public sealed record Refused(string Sentence) : Outcome;

    /// <summary>It opens.</summary>
    public sealed record Opened(Round Round, IReadOnlyList<TableWrite> Writes, IReadOnlyList<Effect> Effects) : Outcome;

    /// <summary>Decides whether a round can open.</summary>
    /// <param name="project">The project.</param>
    /// <param name="members">Everyone on it.</param>
    /// <param name="rounds">Its rounds so far.</param>
    /// <param name="milestone">The milestone reached.</param>
    /// <param name="now">Now.</param>
    /// <param name="newId">Issues ids.</param>
    public static Outcome Decide(Project project, IReadOnlyList<Member> members, IReadOnlyList<Round> rounds, Milestone milestone, DateTimeOffset now, Func<string> newId)
    {
        if (Obstacle(project, members, rounds, milestone, now) is { } sentence)
        {
            return new Refused(sentence);
        }

        var few = new DigestSettings(project.Settings.Minimum).AreFew(members);
        var told = few == project.Settings.FewPeople ? [] : new[] { ProjectRows.Put(project with { Settings = project.Settings with { FewPeople = few } }) };
        var set = QuestionSet.Find(project.Settings.Questions ?? "") ?? QuestionSet.Default;
        var round = new Round(newId(), project.Id, milestone.Id, milestone.Name, now, RoundCalendar.Closing(project, now), null, set.Id, set.Hash, 1) { FewAreTold = few };
        return new Opened(
            round,
            [ProjectRows.Put(round), ProjectRows.Put(set), ProjectRows.Put(milestone with { ReachedAt = milestone.ReachedAt ?? now, Round = round.Id }), .. told],
            [new RunJob(newId(), new OpenRound(project.Id, round.Id))]);
    }

    /// <summary>The channel's message about a round: nothing in it changes when one person acts (trust rule 9).</summary>
    public static RoundStatusMessage Announcement(Project project, Round round, DateTimeOffset now)
    {
        var zone = Zones.Of(project);
        return round.IsOpenAt(now)
            ? new RoundStatusMessage(NewsWording.FormatReflectionOnIsOpenUntil(round.Name, Spoken.Day(round.ClosesAt, zone)), [AskingWords.InChannel(project, round, now)], [])
            : new RoundStatusMessage(NewsWording.FormatReflectionOnIsClosed(round.Name), [NewsWording.AnswersCanStillBeTakenBack], []);
    }

    /// <summary>The name under which the channel's message about a round is remembered.</summary>
    public static string Remember(Round round)
    {
        return $"{RoundStatus.Announced}{round.Id}";
    }

    private static string? Obstacle(Project project, IReadOnlyList<Member> members, IReadOnlyList<Round> rounds, Milestone milestone, DateTimeOffset now)
    {
        if (project.ClosedAt is not null)
        {
            return NewsWording.FormatIsClosedSoNoRoundCan(project.Name);
        }

        if (project.ClosesAt is { } closes)
        {
            return NewsWording.FormatClosesOnSoNoRoundOpens(project.Name, Spoken.DayAndTime(closes, Zones.Of(project)));
        }

        if (project.Settings.Gaps is { Count: > 0 } gaps)
        {
            return NewsWording.FormatBeforeARoundOpensTheConsent(Spoken.List([.. gaps.Select(g => $"`{g}`")]), gaps[0]);
        }

        if (ReaderRule.Mistake(project.Settings, members) is var (mistake, _, _))
        {
            return NewsWording.FormatBeforeARoundOpensTheConsentText(mistake);
        }

        if (NamedRoles.Of(project.Settings, members) is [var named, ..])
        {
            return NewsWording.FormatBeforeARoundOpensTheConsentTextNeeds(SettingNames.Of(named.Setting), named.Sentence);
        }

        if (ContactPeople.Lost(project.Settings, members) is var (setting, text))
        {
            return NewsWording.FormatBeforeARoundOpensHasTo(setting, text);
        }

        if (rounds.FirstOrDefault(r => r.IsOpenAt(now)) is { } open)
        {
            return NewsWording.FormatTheRoundOnIsOpenUntil(open.Name, Spoken.Day(open.ClosesAt, Zones.Of(project)));
        }

        if (milestone.Round is not null)
        {
            return NewsWording.FormatHasHadItsRoundReopenOpens(milestone.Name);
        }

        if (KeepingLimit.AtOpening(project, now) is { } late)
        {
            return late;
        }

        return members.Any(m => m.Roles.HasFlag(Roles.Collaborator)) ? null : NewsWording.ThereIsNobodyToAskYet;
    }
}
