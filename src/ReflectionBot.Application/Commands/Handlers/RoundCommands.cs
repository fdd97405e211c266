using NodaTime;
using ReflectionBot.Application.Commands.Handlers.People;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Rounds;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Handlers;

/// <summary>Carries out what is typed about rounds.</summary>
public sealed class RoundCommands
{
    internal const string NoOpenRound = "No round is open. `start \"<milestone>\"` opens one; `milestone list` shows the milestones.";

    private readonly ProjectStore _projects;
    private readonly RoundPeople _people;
    private readonly RoundNews _news;

    /// <summary>Handlers over these stores.</summary>
    public RoundCommands(ProjectStore projects, RoundPeople people, RoundNews news)
    {
        _projects = projects;
        _people = people;
        _news = news;
    }

    /// <summary>`start` and `milestone reached`: opens the milestone's round.</summary>
    /// <param name="context">Who, where, which project.</param>
    /// <param name="milestone">The name as typed.</param>
    /// <param name="word">Which of the two was typed.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<CommandResult> StartAsync(CommandContext context, string milestone, string word, CancellationToken cancel)
    {
        var project = context.Project;
        var milestones = await _projects.MilestonesAsync(project.Id, cancel);
        var (found, near) = NameMatch.FindClose(milestones, m => m.Name, milestone);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"{word} {Quotes.Around(n)}", MilestoneCommands.Unknown(milestone, near));
        }

        var members = await _projects.MembersAsync(project.Id, cancel);
        var rounds = await _projects.RoundsAsync(project.Id, cancel);
        return RoundOpening.Decide(project, members, rounds, found, context.Now, context.NewId) switch
        {
            RoundOpening.Refused refused => context.Say(refused.Sentence),
            RoundOpening.Opened opened when context.Place.Whole == project.Home => new(opened.Writes, opened.Effects),
            RoundOpening.Opened opened => new(opened.Writes, [context.Reply(NoticeMessage.Of($"The round on {found.Name} is opening.")), .. opened.Effects]),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no outcome"),
        };
    }

    /// <summary>`status`: numbers to a facilitator privately; open or closed to everybody else, and in a channel (trust rule 9).</summary>
    public async Task<CommandResult> StatusAsync(CommandContext context, CancellationToken cancel)
    {
        var rounds = await _projects.RoundsAsync(context.Project.Id, cancel);
        if (rounds.Count == 0)
        {
            return context.Say(NoOpenRound);
        }

        var round = rounds[^1];
        var announcement = RoundOpening.Announcement(context.Project, round, context.Now);
        if (!context.Roles.HasFlag(Roles.Facilitator))
        {
            // Whoever asks for it in their own chat has come already, and needs no word on when they are written to.
            return new([], [context.Reply(context.Place.Shared || !round.IsOpenAt(context.Now) ? announcement : announcement with { Lines = context.Roles.HasFlag(Roles.Collaborator) ? ["`open` shows where you are with it."] : [] })]);
        }

        var letter = context.Privately(await _news.StatusAsync(context.Project, round, cancel), RoundStatus.Remember(round.Id, context.Person.Id));
        return context.Place.Shared ? new([], [letter, context.Reply(announcement)]) : new([], [letter]);
    }

    /// <summary>`who handed in`: the names on the open round, or the last one, to a facilitator privately.</summary>
    public async Task<CommandResult> WhoAsync(CommandContext context, CancellationToken cancel)
    {
        return await _projects.RoundsAsync(context.Project.Id, cancel) is [.., var round]
            ? context.SayPrivately(RoundStatus.Names(context.Project, round, await _people.OfAsync(context.Project, round, cancel)))
            : context.Say(NoOpenRound);
    }

    /// <summary>`extend`: moves the closing of the open round, and with it the reminders that are still to come.</summary>
    public async Task<CommandResult> ExtendAsync(CommandContext context, LocalDate? to, int days, CancellationToken cancel)
    {
        if (await OpenAsync(context, cancel) is not { } round)
        {
            return context.Say(NoOpenRound);
        }

        var day = to ?? Dates.Local(round.ClosesAt, context.Zone).Date.PlusDays(days);
        var closes = RoundCalendar.ClosingOn(context.Project, day);
        if (closes <= round.ClosesAt)
        {
            return context.Say($"The round is open until {English.Day(round.ClosesAt, context.Zone)} already. `extend` takes a later day; `close` ends it now.");
        }

        if (KeepingLimit.AtExtending(context.Project, round, closes) is { } late)
        {
            return context.Say(late);
        }

        var told = round.ToldUntil is not null;
        var moved = RoundCalendar.Moved(context.Project, round with { ClosesAt = round.ToldUntil ?? round.ClosesAt }, closes, context.Now) with { Version = round.Version + 1 };
        moved = told ? moved with { ToldUntil = null, AgainAs = moved.Version } : moved;
        var result = RoundClosing.Changed(context, moved, NoticeMessage.Of($"The round on {round.Name} is now open until {English.DayAndTime(closes, context.Zone)}.{RoundClosing.Reminders(context, moved)}{(told ? " I tell those who were told the earlier day, in their own hours." : "")}"));
        Job next = told ? new TellMoved(context.Project.Id, moved.Id, moved.Version) : new OfferLastCall(context.Project.Id, moved.Id, moved.Version);
        return result with { Effects = [.. result.Effects, new RunJob(context.NewId(), next)] };
    }

    /// <summary>`remind`: one more reminder than planned to those who have not submitted, in their working hours. The answer is private: it tells whether anybody is left.</summary>
    public async Task<CommandResult> RemindAsync(CommandContext context, CancellationToken cancel)
    {
        if (await OpenAsync(context, cancel) is not { } round)
        {
            return context.Say(NoOpenRound);
        }

        if (round.RemindedAt is { } before)
        {
            return context.SayPrivately(NoticeMessage.Of($"One reminder by hand a round: this one's was asked for on {English.DayAndTime(before, context.Zone)}."));
        }

        var people = await _people.OfAsync(context.Project, round, cancel);
        if (!people.Any(p => p.State is RosterState.Invited or RosterState.Started))
        {
            return context.SayPrivately(NoticeMessage.Of("Nobody is left to remind: everyone who was asked has handed in or said no. The reminder by hand is still there for later."));
        }

        var at = RoundCalendar.PromptAt(context.Project.Settings, context.Zone, context.Now);
        var when = at > context.Now ? $"on {AskingWords.Moment(context.Project, at)}, or in their own working hours where they are elsewhere" : "in their working hours";
        var byHand = await _news.ByHandAsync(context.Project, round, people, cancel);
        var result = context.SayPrivately(
            NoticeMessage.Of([$"I remind those who have not handed in, {when}. Nobody who said no, paused or asked for fewer messages hears from me. It is the one reminder by hand a round.", .. byHand]),
            ProjectRows.Put(round with { RemindedAt = context.Now }));
        return result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new RemindEveryone(context.Project.Id, round.Id))] };
    }

    /// <summary>`add`: brings a late joiner into the open round.</summary>
    public async Task<CommandResult> AddAsync(CommandContext context, string name, CancellationToken cancel)
    {
        if (await OpenAsync(context, cancel) is not { } round)
        {
            return context.Say(NoOpenRound);
        }

        var members = await _projects.MembersAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.FindClose(members, m => m.Name, name);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"add {Quotes.Around(n)}", PeopleCommands.Unknown(name, near));
        }

        if (!found.Roles.HasFlag(Roles.Collaborator))
        {
            return context.Say($"{found.Name} is not a collaborator. `person role \"{found.Name}\" collaborator` makes them one.");
        }

        var result = context.SayPrivately(NoticeMessage.Of(await AddedAsync(context, round, found, cancel)));
        return result with { Effects = [.. result.Effects, new RunJob(context.NewId(), new InvitePerson(context.Project.Id, round.Id, found.Person))] };
    }

    private async Task<string> AddedAsync(CommandContext context, Round round, Member found, CancellationToken cancel)
    {
        var on = (await _people.OfAsync(context.Project, round, cancel)).FirstOrDefault(p => p.Person == found.Person);
        if (on is not null && on.State != RosterState.ToBeAsked)
        {
            return $"{found.Name} was asked on {round.Name} before, and is not asked again. They can come any time by writing `open` to me.";
        }

        var person = await _people.PersonAsync(found.Person, cancel);
        var at = RoundCalendar.AskAt(context.Project, round, person is null ? context.Zone : Zones.Of(person, context.Project), context.Now);
        var when = at > context.Now ? $"I ask them on {AskingWords.Moment(context.Project, at)}, or at once if they write to me before." : "I ask them in their own chat.";
        var reach = await _people.ReachAsync(found, cancel) switch
        {
            Reach.LinkNotOpened => " They have not opened their link yet: the questions are there when they do.",
            Reach.NotReachable => " But I could not reach them last time.",
            _ => "",
        };
        return $"{found.Name} joins the round on {round.Name}. {when}{reach}";
    }

    private async Task<Round?> OpenAsync(CommandContext context, CancellationToken cancel) =>
        (await _projects.RoundsAsync(context.Project.Id, cancel)).LastOrDefault(r => r.IsOpenAt(context.Now));
}
