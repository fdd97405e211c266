using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Digests;

/// <summary>What posting a digest writes and does: pure.</summary>
internal static class DigestPosting
{
    /// <summary>The digest goes to the project's channel, and to the own chat of everybody on the project who wants more than invitations.</summary>
    public static PartitionChange Of(Project project, StoredDigest digest, IReadOnlyList<Member> members, Func<string> newId)
    {
        string[] recipients = [.. members.Where(m => m.Roles != Roles.None && !m.Quiet && !m.Unreachable).Select(m => m.Person)];
        return new PartitionChange([DigestStore.ToRow(digest with { Recipients = recipients })],
        [
            new PostMessage(newId(), project.Home, digest.Record.Message, DigestStore.Remember(digest.Id)),
            new RunJob(newId(), new ShareDigest(project.Id, digest.Id, false)),
            new RunJob(newId(), new CheckDigest(project.Id, digest.Id)),
        ]);
    }
}
