using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Preview;

/// <summary>Says of a phrase that recurs outside the codebook that it is a topic of the project's own, or none.</summary>
/// <param name="Phrase">As the preview shows it.</param>
/// <param name="Name">What the topic is called; null where the phrase is none.</param>
public sealed record DecideTopic(string Phrase, string? Name) : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("topic keep", "topic keep \"<phrase>\" [as \"<name>\"]", () => DigestCommandWording.KeepsATopicOfYourOwn, Roles.Facilitator, Where.DirectOnly, CommandGroup.Digests,
            Takes.Something, ["keep topic"], ["topic keep \"bus fares\"", "topic keep \"bus fares\" as \"travel\""]) { Read = Keep, ListedAt = 43 },
        new("topic drop", "topic drop \"<phrase>\"", () => DigestCommandWording.SaysThatAPhraseIsNoTopic, Roles.Facilitator, Where.DirectOnly, CommandGroup.Digests,
            Takes.Something, ["drop topic"], ["topic drop \"bus fares\""]) { Read = (rest, _) => Reading.Of(new DecideTopic(PhraseOf(rest), null)), ListedAt = 44 },
    ];

    private static Reading Keep(string rest, LocalDate today)
    {
        var (phrase, then, _) = ArgumentReaders.NameThen(rest, " as ");
        var name = then.StartsWith("as ", StringComparison.OrdinalIgnoreCase) ? then[3..] : then.Length > 0 ? then : phrase;
        var (key, called) = (PhraseOf(phrase), TypedText.OneLine(Quotes.Whole(name).Text));
        return called.Length is 0 or > NameLimits.Longest ? Reading.Wrong(DigestCommandWording.FormatATopicsNameHasUpTo(NameLimits.Longest)) : Reading.Of(new DecideTopic(key, called));
    }

    private static string PhraseOf(string typed) => TypedText.OneLine(Quotes.Whole(typed).Text).ToLowerInvariant();
}

/// <summary>Lists the topics of the project's own.</summary>
public sealed record ListTopics : Command, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Alone("topic list", () => DigestCommandWording.ListsYourOwnTopics, Roles.Facilitator, CommandGroup.Digests, new ListTopics(), ["list topics", "own topics"], Where.DirectOnly) with { ListedAt = 45 },
    ];
}

/// <summary>`topic keep`, `topic drop`: only of what a preview asked about, so that nobody can look for words of their choice in what people wrote.</summary>
public sealed class DecideTopicHandler(ITableStore store, ProjectStore projects, DigestStore digests) : ICommandHandler<DecideTopic>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, DecideTopic command, CancellationToken cancel)
    {
        if (!await ListTopicsHandler.ReadsAsync(projects, context, cancel))
        {
            return context.Say(DigestCommandWording.FormatOnlyReadersSeeTopics(context.Person.Name));
        }

        var waiting = await ShowPreviewAgainHandler.WaitingAsync(digests, context.Project.Id, cancel);
        var known = (await TopicRows.ListAsync(store, context.Project.Id, cancel)).Any(t => t.Phrase == command.Phrase);
        if (!known && waiting?.Preview?.PossibleTopics.Contains(command.Phrase) != true)
        {
            return context.Say(DigestCommandWording.NoPreviewAskedAboutThat);
        }

        var row = TopicRows.Put(new OwnTopic(command.Phrase, command.Name, context.Now));
        var said = context.Reply(NoticeMessage.Of(command.Name is { } name ? DigestCommandWording.FormatIsATopicNow(name) : DigestCommandWording.IsNoTopicNow));
        if (waiting is not { Preview: { } preview } || !preview.PossibleTopics.Contains(command.Phrase))
        {
            return new([row], [said]);
        }

        var changed = waiting with { Preview = preview with { PossibleTopics = [.. preview.PossibleTopics.Where(t => t != command.Phrase)], OwnTopics = command.Name is { } own ? [.. preview.OwnTopics.Union([own])] : preview.OwnTopics }, Revision = waiting.Revision + 1 };
        return new([row, DigestStore.ToRow(changed)], [said, new RunJob(context.NewId(), new ShowPreview(context.Project.Id, waiting.Id, $"topic {changed.Revision}"))]);
    }
}

/// <summary>`topic list`.</summary>
public sealed class ListTopicsHandler(ITableStore store, ProjectStore projects) : ICommandHandler<ListTopics>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ListTopics command, CancellationToken cancel)
    {
        if (!await ReadsAsync(projects, context, cancel))
        {
            return context.Say(DigestCommandWording.FormatOnlyReadersSeeTopics(context.Person.Name));
        }

        string[] kept = [.. (await TopicRows.ListAsync(store, context.Project.Id, cancel)).Where(t => t.Name is not null).Select(t => t.Name == t.Phrase ? $"\u2022 {t.Name}" : $"\u2022 {t.Name} (\"{t.Phrase}\")")];
        return context.Say(kept.Length == 0 ? [DigestCommandWording.ThereAreNoOwnTopics] : [DigestCommandWording.YourOwnTopicsAre, .. kept]);
    }

    internal static async Task<bool> ReadsAsync(ProjectStore projects, CommandContext context, CancellationToken cancel) =>
        await projects.MemberAsync(context.Project.Id, context.Person.Id, cancel) is { } member && OpeningRule.IsReader(member, context.Project.Settings);
}
