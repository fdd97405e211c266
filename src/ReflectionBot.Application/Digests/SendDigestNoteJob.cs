using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Digests;

/// <summary>
/// Sends a note on a digest to the facilitators. The messages are remembered in its author's partition, as opened answers are: what takes those out
/// of a facilitator's chat takes the note out too, and the author sees under "Who opened my answers" to whom it went.
/// </summary>
public sealed class SendDigestNoteJob(ReflectionSources reading, PeopleStore people, UnitOfWork unitOfWork) : IJobHandler<SendDigestNote>
{
    /// <inheritdoc/>
    public async Task RunAsync(SendDigestNote job, CancellationToken cancel)
    {
        if (await reading.Projects.FindAsync(job.Project, cancel) is not { } project || await reading.Projects.MemberAsync(job.Project, job.Person, cancel) is not { } author)
        {
            return;
        }

        var (writes, effects) = (new List<TableWrite>(), new List<Effect>());
        foreach (var reader in (await reading.Projects.MembersAsync(job.Project, cancel)).Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != author.Person))
        {
            var message = await reading.Projects.ForReaderAsync(people, project, reader.Person, () => NoticeMessage.Of(NewsWording.FormatWritesOnTheDigest(author.Name), job.Text), cancel);
            using var language = Language.In(await people.LanguageAsync(author.Person, cancel));
            var opening = Ids.New(reading.Time);
            writes.Add(ReflectionStore.Opened(opening, reader.Name, reader.Person, project.Id, reading.Time.GetUtcNow(), did: DigestCommandWording.IsAReaderOfYourNote));
            effects.Add(new WriteToPerson(Ids.New(reading.Time), reader.Person, message, ReflectionStore.Opened(opening)));
        }

        await unitOfWork.CommitOnceAsync(Keys.Person(author.Person), $"digest note {job.Occasion}", () => Task.FromResult<PartitionChange?>(new(writes, effects)), cancel);
    }
}
