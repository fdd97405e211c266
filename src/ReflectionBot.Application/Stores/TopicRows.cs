using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Stores;

/// <summary>What a facilitator said of a phrase that recurs outside the codebook.</summary>
/// <param name="Phrase">In small letters, as people wrote it.</param>
/// <param name="Name">What the topic is called; null where the phrase is none.</param>
/// <param name="At">When they said so.</param>
public sealed record OwnTopic(string Phrase, string? Name, DateTimeOffset At);

/// <summary>The rows of a project's own topics, and of phrases that are none, in the project's partition.</summary>
public static class TopicRows
{
    /// <summary>Key prefix of these rows.</summary>
    public const string Prefix = "topic";

    /// <summary>A topic's row.</summary>
    public static PutRow Put(OwnTopic topic) => new(Keys.Join(Prefix, Hashes.Short([topic.Phrase])), Columns.Empty.With("Phrase", topic.Phrase).With("Name", topic.Name).With("At", topic.At));

    /// <summary>All of a project, by their phrase.</summary>
    public static async Task<IReadOnlyList<OwnTopic>> ListAsync(ITableStore store, string project, CancellationToken cancel) =>
        [.. (await store.ListAsync(Keys.Project(project), Keys.Prefix(Prefix), cancel)).Select(r => new OwnTopic(r.Columns.NeedText("Phrase"), r.Columns.Text("Name"), r.Columns.NeedTime("At"))).OrderBy(t => t.Phrase, StringComparer.Ordinal)];
}
