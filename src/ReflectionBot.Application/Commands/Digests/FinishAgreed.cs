using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Marks something agreed as done.</summary>
/// <param name="Text">What was agreed.</param>
/// <param name="Outcome">What came of it; null where that was not said.</param>
public sealed record FinishAgreed(string Text, string? Outcome = null) : Command, ITypedCommand
{
    /// <summary>The longest that is kept of what came of it, in UTF-16 characters.</summary>
    internal const int LongestOutcome = 300;

    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("agreed done", "agreed done \"<what>\" [\"<what came of it>\"]", () => DigestCommandWording.MarksSomethingAgreedAsDone, Roles.Facilitator | Roles.Lead, Where.Anywhere, CommandGroup.Digests,
            Takes.Something, [], ["agreed done \"share notes within two days\"", "agreed done \"share notes within two days\" \"they come each Friday\""]) { Read = Read, ListedAt = 50 },
    ];

    private static Reading Read(string rest, LocalDate today)
    {
        var (inside, after, quoted) = Quotes.Take(rest);
        var outcome = quoted ? TypedText.OneLine(Quotes.Whole(after.TrimStart(' ', ':', '-', ',', '\u2013')).Text) : "";
        return outcome.Length > LongestOutcome ? Reading.Wrong(DigestCommandWording.FormatPleasePutItInUpTo(LongestOutcome))
            : outcome.Length > 0 && inside.Trim().Length > 0 ? Reading.Of(new FinishAgreed(TypedText.OneLine(inside), outcome))
            : ArgumentReaders.Texted("agreed done \"share notes within two days\"", t => new FinishAgreed(t))(rest, today);
    }
}

/// <summary>`agreed done "..."`.</summary>
public sealed class FinishAgreedHandler(ITableStore store) : ICommandHandler<FinishAgreed>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, FinishAgreed command, CancellationToken cancel)
    {
        var all = await AgreementRows.ListAsync(store, context.Project.Id, cancel);
        var open = all.Where(a => a.DoneAt is null).ToList();
        var (found, near) = NameMatch.Find(open, a => a.Text, command.Text);

        // What came of it may be said after it was marked as done.
        found ??= command.Outcome is null ? null : NameMatch.Find([.. all.Where(a => a.DoneAt is not null)], a => a.Text, command.Text).Found;
        return found is not null
            ? new([AgreementRows.Put(found with { DoneAt = context.Now, Outcome = command.Outcome ?? found.Outcome })], [context.Reply(NoticeMessage.Of(command.Outcome is null ? DigestCommandWording.FormatMarkedAsDone(Quotes.Around(found.Text)) : DigestCommandWording.MarkedAsDoneWithWhatCameOfIt))])
            : context.DidYouMean(near, n => $"agreed done {Quotes.Around(n)}", near.Count > 0 ? DigestCommandWording.FormatWhichOne(Spoken.List([.. near.Select(n => $"\"{n}\"")])) : DigestCommandWording.NothingOpenReadsLikeThatAgreed);
    }
}
