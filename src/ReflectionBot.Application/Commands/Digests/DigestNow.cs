using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Digests;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Posts a digest now.</summary>
public sealed record DigestNow : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("digest now", () => DigestCommandWording.PostsADigestNow, Roles.Facilitator, CommandGroup.Digests, new DigestNow()) with { ListedAt = 20 },
    ];
}

/// <summary>`digest now`, once a day: somebody who asked after every submission would learn whose was the fifth. A try-out may ask any time.</summary>
public sealed class DigestNowHandler(ITableStore store, ReflectionSources reading) : ICommandHandler<DigestNow>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, DigestNow command, CancellationToken cancel)
    {
        var posted = await new DigestStore(store).ListAsync(context.Project.Id, cancel);
        if (posted is [.., { Waits: true }])
        {
            return context.SayPrivately(new NoticeMessage([DigestCommandWording.ADigestWaitsForYourYes], [CommandButton.In(context.Project.Id, DigestCommandWording.ShowThePreview, "digest preview", primary: true)]));
        }

        if (DigestTimes.TooSoon(context.Project, posted, context.Now) is not null)
        {
            return context.Say(DigestCommandWording.FormatILastLookedForTopicsOn(Spoken.DayAndTime(posted[^1].Record.WindowEnd, context.Zone), DigestText.OneADay));
        }

        if (context.Project is { Digest: { } schedule, Settings.AnyHour: false } && DigestTimes.Next(context.Project, schedule, posted, context.Now) is var next && next < context.Now + DigestTimes.OncePer && MilestonePlans.Comes(context.Project, next))
        {
            return context.Say(DigestCommandWording.FormatTheWeeklyDigestComesOn(Spoken.DayAndTime(next, context.Zone), DigestText.OneADay));
        }

        var submitted = await SubmittedAsync(context, posted, cancel);
        if (submitted < context.Project.Settings.Minimum)
        {
            var who = submitted == 0 ? DigestCommandWording.NobodyHasHandedInAnything : Plurals.Of(DigestCommandWording.ResourceManager, "HandedIn", submitted);
            return context.SayPrivately(NoticeMessage.Of(DigestCommandWording.FormatSinceTheLastDigestWithTopics(who), DigestCommandWording.FormatADigestShowsTopicsFromPeople(Spoken.Number(context.Project.Settings.Minimum))));
        }

        Effect job = new RunJob(context.NewId(), new PublishDigest(context.Project.Id, Keys.Time(context.Now), -1) { AskedBy = context.Person.Id, AskedIn = context.Place.Shared ? context.Place : null });
        return context.Place.Whole == context.Project.Home && !context.Project.Settings.PreviewsDigests
            ? new([], [job])
            : new([], [context.Reply(NoticeMessage.Of(context.Project.Settings.PreviewsDigests ? DigestCommandWording.ILookNowAndShowYouFirst : DigestCommandWording.ILookNowWhatThereIs)), job]);
    }

    /// <summary>
    /// People who count and have handed in: what the facilitator can see in the round's numbers and in the roles too, and nothing more. Whether
    /// somebody kept everything to themselves does not show here.
    /// </summary>
    private async Task<int> SubmittedAsync(CommandContext context, IReadOnlyList<StoredDigest> posted, CancellationToken cancel)
    {
        var from = posted.Where(d => d.Record.HasThemeContent).Select(d => (DateTimeOffset?)d.Record.WindowEnd).Max();
        var members = (await reading.Projects.EverMembersAsync(context.Project.Id, cancel)).Where(m => m.Counted).Select(m => m.Person).ToHashSet(StringComparer.Ordinal);
        var submitted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var round in (await reading.Projects.RoundsAsync(context.Project.Id, cancel)).Where(r => !((r.ClosedAt ?? r.ClosesAt) <= from)))
        {
            foreach (var entry in (await reading.Roster.ListAsync(round.Id, cancel)).Where(e => members.Contains(e.Person)))
            {
                var reflection = await reading.Reflections.FindAsync(entry.Person, round.Id, cancel);
                if (reflection is { State: RosterState.Submitted } && !(reflection.SubmittedAt <= from))
                {
                    submitted.Add(entry.Person);
                }
            }
        }

        return submitted.Count;
    }
}
