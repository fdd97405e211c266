using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Digests;

/// <summary>Brings a digest to the chats of its recipients, or the copies there up to date.</summary>
public sealed class ShareDigestJob(DigestStore digests, ReflectionSources reading, PeopleStore people, UnitOfWork unitOfWork) : IJobHandler<ShareDigest>
{
    /// <inheritdoc/>
    public async Task RunAsync(ShareDigest job, CancellationToken cancel)
    {
        if (await digests.FindAsync(job.Project, job.Digest, cancel) is not { } digest || await reading.Projects.FindAsync(job.Project, cancel) is not { } project)
        {
            return;
        }

        var key = job.Revised ? $"digest {job.Project} {job.Digest} {digest.Revision}" : $"digest {job.Project} {job.Digest}";
        var name = DigestStore.Remember($"{job.Project} {job.Digest}");
        var roles = (await reading.Projects.MembersAsync(job.Project, cancel)).ToDictionary(m => m.Person, m => m.Roles, StringComparer.Ordinal);
        foreach (var person in digest.Recipients)
        {
            var id = Ids.New(reading.Time);
            var message = await reading.Projects.ForReaderAsync(people, project, person, () => DigestActions.Under(digest.Record.Message, job.Project, roles.GetValueOrDefault(person)), cancel);
            Effect[] effects = job.Revised ? [new UpdateMessage(id, null, null, name, message)] : [new WriteToPerson(id, person, message, name), .. Letter(job, digest.Record.Message, person)];
            await unitOfWork.CommitOnceAsync(Keys.Person(person), key, () => Task.FromResult<PartitionChange?>(new([], effects)), cancel);
        }
    }

    /// <summary>A digest that shows something is worth a letter; "nothing new" every week is not.</summary>
    private RunJob[] Letter(ShareDigest job, DigestMessage message, string person) => message is { Sections.Count: 0, Said.Count: 0 } ? []
        : [new RunJob(Ids.New(reading.Time), new TellByMail(person, LetterKind.Digest, Ids.New(reading.Time), reading.Time.GetUtcNow(), job.Project))];
}
