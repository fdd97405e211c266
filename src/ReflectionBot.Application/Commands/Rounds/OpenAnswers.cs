using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Rounds;

/// <summary>Opens one person's raw answers; leaves an audit entry that the author can see (trust rule 8).</summary>
public sealed record OpenAnswers(string Name) : PersonCommand(Name), ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Named("answers", "answers \"<name>\"", () => RoundCommandWording.OpensOnePersonsAnswersTheyCan, Roles.Facilitator, CommandGroup.Rounds,
            "answers \"Maya Brooks\"", n => new OpenAnswers(n), ["open answers"], Where.DirectOnly) with { ListedAt = 90 },
    ];

    /// <inheritdoc/>
    internal override bool WorksWhenClosed => true;
}

/// <summary>
/// `answers "Name"`: a facilitator opens one person's raw answers (trust rule 8). The batch is in the author's partition: the audit row, which
/// the author sees under "Who opened my answers", and the messages to the facilitator stand or fall together.
/// </summary>
public sealed class OpenAnswersHandler(UnitOfWork unitOfWork, ProjectStore projects, ReflectionStore reflections, TimeProvider time)
{
    /// <summary>Opens somebody's answers.</summary>
    /// <returns>False where the event was taken before.</returns>
    public async Task<bool> OpenAsync(CommandRequest request, string project, string name, CancellationToken cancel)
    {
        var reader = await projects.MemberAsync(project, request.Person.Id, cancel);
        var ever = await projects.EverMembersAsync(project, cancel);
        var (author, near) = NameMatch.FindClose([.. ever.Where(m => m.RemovedAt is null)], m => m.Name, name);
        author ??= ever.Where(m => m.RemovedAt is not null && NameMatch.Same(m.Name, name)).MaxBy(m => m.RemovedAt); // Off the project: nothing of theirs is opened, and they see that somebody looked.
        var refusal = reader?.Roles.HasFlag(Roles.Facilitator) != true ? NoticeMessage.Of(RoundCommandWording.OnlyAFacilitatorOfTheProject)
            : request.Place.Shared ? NoticeMessage.Of(RoundCommandWording.ThatWorksInYourOwnChat)
            : author is not null ? null
            : near is [var only] ? CommandContext.MeantMessage(project, only, $"answers {Quotes.Around(only)}") : NoticeMessage.Of(PeopleWords.Unknown(name, near));
        var partition = Keys.Person(refusal is null ? author!.Person : request.Person.Id);

        // Where the author writes meanwhile it is read again, so that only what stands now is opened.
        return await unitOfWork.CommitOnceAsync(partition, request.Key, async () =>
        {
            if (refusal is null)
            {
                var (writes, effects) = await ReadAsync(request, project, reader!, author!, cancel);
                return new PartitionChange(writes, [.. request.Alongside, .. effects]);
            }

            var reply = new PostMessage(Ids.New(time), request.Place, refusal);
            var asked = WaitingAnswers.AskedBy([reply], request, project, time.GetUtcNow(), () => Ids.New(time));
            return new PartitionChange(asked is null ? [] : [asked.Put()], [.. request.Alongside, reply]);
        }, cancel);
    }

    private async Task<(IReadOnlyList<TableWrite>, IReadOnlyList<Effect>)> ReadAsync(CommandRequest request, string project, Member reader, Member author, CancellationToken cancel)
    {
        var state = await reflections.LoadAsync(author.Person, cancel);
        var rounds = await projects.RoundsAsync(project, cancel);
        var items = new List<ReviewItem>();
        var questions = new Dictionary<string, QuestionSet>(StringComparer.Ordinal);
        foreach (var one in rounds)
        {
            questions[one.Id] = await projects.QuestionsAsync(one, cancel);
        }

        var found = await projects.FindAsync(project, cancel);
        foreach (var reflection in state.Reflections.Values.Where(r => author.RemovedAt is null && r.Project == project))
        {
            var round = rounds.FirstOrDefault(r => r.Id == reflection.Round);
            items.AddRange(reflection.Answered.Where(a => found is not null && OpeningRule.MayOpen(reader, found, reflection, a, state.Consents))
                .Select(a => new ReviewItem($"{round?.Name} - {questions.GetValueOrDefault(reflection.Round, QuestionSet.Default).About(a.Stage)?.Name}", a.Text, a.Choice.Name("facilitator"), null, null, [])));
        }

        // The same work, and the same trace, whether there is something or not: nobody learns from either what is hidden.
        var opening = Ids.New(time);
        IReadOnlyList<OutboundMessage> messages = items.Count > 0 ? OpenedMessages.Of(author.Name, items) : [Nothing(reader, author, found?.Settings.Readers)];
        return (
            [ReflectionStore.Opened(opening, reader.Name, reader.Person, project, time.GetUtcNow(), items.Count > 0 ? messages.Count : 0)],
            [.. messages.Select((m, i) => new PostMessage(Ids.New(time), request.Place, request.IsOfSeveral && found is not null ? ProjectTitle.On(m, request.NameOf(found)) : m, ReflectionStore.Opened(ReflectionStore.OpeningId(opening, i + 1))))]);
    }

    // The same for everybody, whatever there is: it must not tell that somebody keeps something to themselves.
    private static NoticeMessage Nothing(Member reader, Member author, string? readers)
    {
        var nothing = RoundCommandWording.FormatThereIsNothingOfThatYou(author.Name);
        return ReaderNames.Names(readers, reader.Name)
            ? NoticeMessage.Of(nothing, RoundCommandWording.FormatSoDoAnswersGivenUnderAn(reader.Name))
            : NoticeMessage.Of(nothing, RoundCommandWording.FormatTheTextAboutWhoSeesWhat(reader.Name, string.IsNullOrWhiteSpace(readers) ? "" : readers + ", "));
    }
}
