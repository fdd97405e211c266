using NodaTime;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Work;

namespace ReflectionBot.Core.Commands.Handlers;

/// <summary>Carries out what is typed about rounds.</summary>
public sealed class RoundCommands
{
    private const string NoOpenRound = "No round is open. `start \"<milestone>\"` opens one; `milestone list` shows the milestones.";

    private readonly ProjectStore _projects;
    private readonly RosterStore _roster;

    /// <summary>Handlers over these stores.</summary>
    public RoundCommands(ProjectStore projects, RosterStore roster)
    {
        _projects = projects;
        _roster = roster;
    }

    /// <summary>`start` and `milestone reached`: opens the milestone's round.</summary>
    /// <param name="context">Who, where, which project.</param>
    /// <param name="milestone">The name as typed.</param>
    /// <param name="word">Which of the two was typed.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<CommandResult> StartAsync(CommandContext context, string milestone, string word, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var project = context.Project;
        var milestones = await _projects.MilestonesAsync(project.Id, cancel).ConfigureAwait(false);
        var (found, near) = NameMatch.Find(milestones, m => m.Name, milestone);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"{word} {Quotes.Around(n)}", MilestoneCommands.Unknown(milestone, near));
        }

        var members = await _projects.MembersAsync(project.Id, cancel).ConfigureAwait(false);
        var rounds = await _projects.RoundsAsync(project.Id, cancel).ConfigureAwait(false);
        return RoundOpening.Decide(project, members, rounds, found, context.Now, context.NewId) switch
        {
            RoundOpening.Refused refused => context.Say(refused.Sentence),
            RoundOpening.Opened opened when context.Place.Whole == project.Home => new(opened.Writes, opened.Effects),
            RoundOpening.Opened opened => new(opened.Writes, [context.Reply(NoticeMessage.Of($"The round on {found.Name} is opening. I am writing to everyone.")), .. opened.Effects]),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no outcome"),
        };
    }

    /// <summary>`status`: numbers to a facilitator privately; open or closed to everybody else, and in a channel (trust rule 9).</summary>
    public async Task<CommandResult> StatusAsync(CommandContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rounds = await _projects.RoundsAsync(context.Project.Id, cancel).ConfigureAwait(false);
        if (rounds.Count == 0)
        {
            return context.Say(NoOpenRound);
        }

        var round = rounds[^1];
        var announcement = RoundOpening.Announcement(context.Project, round, context.Now);
        if (!context.Roles.HasFlag(Roles.Facilitator))
        {
            return new([], [context.Reply(announcement)]);
        }

        var roster = await _roster.ListAsync(round.Id, cancel).ConfigureAwait(false);
        var members = await _projects.MembersAsync(context.Project.Id, cancel).ConfigureAwait(false);
        var letter = context.Privately(RoundStatus.ForFacilitator(context.Project, round, roster, members, context.Now), RoundStatus.Remember(round.Id, context.Person.Id));
        return context.Place.Shared ? new([], [letter, context.Reply(announcement)]) : new([], [letter]);
    }

    /// <summary>`extend`: moves the closing of the open round.</summary>
    public async Task<CommandResult> ExtendAsync(CommandContext context, LocalDate? to, int days, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await OpenAsync(context, cancel).ConfigureAwait(false) is not { } round)
        {
            return context.Say(NoOpenRound);
        }

        var day = to ?? RoundCalendar.Local(round.ClosesAt, context.Zone).Date.PlusDays(days);
        var closes = RoundCalendar.ClosingOn(context.Project, day);
        if (closes <= round.ClosesAt)
        {
            return context.Say($"The round is open until {English.Day(round.ClosesAt, context.Zone)} already. `extend` takes a later day; `close` ends it now.");
        }

        return Changed(context, round with { ClosesAt = closes, Version = round.Version + 1 }, $"The round on {round.Name} is now open until {English.DayAndTime(closes, context.Zone)}.");
    }

    /// <summary>`close`: ends the open round now.</summary>
    public async Task<CommandResult> CloseAsync(CommandContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await OpenAsync(context, cancel).ConfigureAwait(false) is { } round
            ? Changed(context, round with { ClosedAt = context.Now, Version = round.Version + 1 }, $"The round on {round.Name} is closed. `reopen` opens it again.")
            : context.Say(NoOpenRound);
    }

    /// <summary>`reopen`: opens the last round again, for its project's days from now where its time has passed.</summary>
    public async Task<CommandResult> ReopenAsync(CommandContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rounds = await _projects.RoundsAsync(context.Project.Id, cancel).ConfigureAwait(false);
        if (rounds.Count == 0 || rounds[^1].IsOpenAt(context.Now))
        {
            return context.Say(rounds.Count == 0 ? NoOpenRound : $"The round on {rounds[^1].Name} is open already.");
        }

        var last = rounds[^1];
        var closes = last.ClosesAt > context.Now ? last.ClosesAt : RoundCalendar.Closing(context.Project, context.Now);
        return Changed(context, last with { ClosedAt = null, ClosesAt = closes, Version = last.Version + 1 }, $"The round on {last.Name} is open again until {English.DayAndTime(closes, context.Zone)}.");
    }

    /// <summary>`remind`: one more reminder than planned to those who have not submitted.</summary>
    public async Task<CommandResult> RemindAsync(CommandContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await OpenAsync(context, cancel).ConfigureAwait(false) is not { } round)
        {
            return context.Say(NoOpenRound);
        }

        return new([], [context.Reply(NoticeMessage.Of("I am reminding those who may want it, once a round. Nobody who said no, paused or asked for fewer messages hears from me.")), new RunJob(context.NewId(), new RemindEveryone(context.Project.Id, round.Id))]);
    }

    /// <summary>`add`: brings a late joiner into the open round.</summary>
    public async Task<CommandResult> AddAsync(CommandContext context, string name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await OpenAsync(context, cancel).ConfigureAwait(false) is not { } round)
        {
            return context.Say(NoOpenRound);
        }

        var members = await _projects.MembersAsync(context.Project.Id, cancel).ConfigureAwait(false);
        var (found, near) = NameMatch.Find(members, m => m.Name, name);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"add {Quotes.Around(n)}", PeopleCommands.Unknown(name, near));
        }

        if (!found.Roles.HasFlag(Roles.Collaborator))
        {
            return context.Say($"{found.Name} is not a collaborator. `person role \"{found.Name}\" collaborator` makes them one.");
        }

        var message = NoticeMessage.Of($"I am asking {found.Name} to join the round on {round.Name}. Somebody who was asked before is not asked again.");
        var result = context.SayPrivately(message);
        return result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new InvitePerson(context.Project.Id, round.Id, found.Person))] };
    }

    private async Task<Round?> OpenAsync(CommandContext context, CancellationToken cancel) =>
        (await _projects.RoundsAsync(context.Project.Id, cancel).ConfigureAwait(false)).LastOrDefault(r => r.IsOpenAt(context.Now));

    private static CommandResult Changed(CommandContext context, Round round, string sentence) => new(
        [ProjectRows.Put(round)],
        [
            context.Reply(NoticeMessage.Of(sentence)),
            new UpdateMessage(context.NewId(), null, null, RoundOpening.Remember(round), RoundOpening.Announcement(context.Project, round, context.Now)),
            new RunJob(context.NewId(), new Work.CloseRound(context.Project.Id, round.Id, round.Version)),
            new RunJob(context.NewId(), new ClosingSoon(context.Project.Id, round.Id, round.Version)),
        ]);
}
