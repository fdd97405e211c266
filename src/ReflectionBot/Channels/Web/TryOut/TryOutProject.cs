using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.TakingBack;
using ReflectionBot.Channels.Web.DirectLine;
using ReflectionBot.Channels.Web.Transcripts;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Channels.Web.TryOut;

/// <summary>Reads the progress of the try-out's round, for the ticks of the guide, and resets the try-out.</summary>
internal sealed class TryOutProject(ProjectStore projects, RosterStore roster, ReflectionStore reflections, DigestStore digests, ProjectPurge purge, IServiceProvider services)
{
    /// <summary>The progress so far, read from the stored rows: it is correct no matter who did a step or how.</summary>
    public async Task<IResult> ProgressAsync(CancellationToken cancel)
    {
        var rounds = await projects.RoundsAsync(TryOutSeed.ProjectId, cancel);
        var submitted = 0;
        var begun = new List<string>();
        var (quoted, takenBack) = (false, false);
        foreach (var round in rounds)
        {
            var entries = await roster.ListAsync(round.Id, cancel);
            begun.AddRange(entries.Where(e => e.State is not (RosterState.ToBeAsked or RosterState.Invited)).Select(e => e.Person));
            submitted = Math.Max(submitted, entries.Count(e => e.State is RosterState.Submitted or RosterState.Withdrawn));
            foreach (var entry in entries)
            {
                var answers = (await reflections.FindAsync(entry.Person, round.Id, cancel))?.Answers.Values.ToList() ?? [];
                quoted |= answers.Any(a => a.ApprovedQuote is not null);
                takenBack |= answers.Any(a => a.Withdrawn);
            }
        }

        var posted = await digests.ListAsync(TryOutSeed.ProjectId, cancel);
        return Results.Json(new ProgressBody(rounds.Count > 0, submitted, quoted || takenBack, posted.Any(d => d.Record is { HasThemeContent: true, Unposted: false }), takenBack, begun), DirectLineJson.Default.ProgressBody);
    }

    /// <summary>Erases the try-out's projects, people and chats, and creates them again.</summary>
    public async Task ResetAsync(CancellationToken cancel)
    {
        foreach (var place in TryOutSeed.Channels)
        {
            if (await projects.AtAsync(place, cancel) is { } project)
            {
                await purge.EraseNowAsync(project, cancel);
            }

            await services.GetRequiredService<WebTranscript>().EraseAsync(place.Id, cancel);
        }

        // Pages that are open elsewhere would still show the erased data, so their connections are ended.
        var people = services.GetRequiredService<WebPeople>();
        await foreach (var user in people.Directory.UsersAsync(TryOutOptions.Workspace, cancel))
        {
            await people.RevokeAsync(user, cancel);
        }

        await services.GetRequiredService<TryOutSeed>().PlantAsync(cancel);
    }
}
