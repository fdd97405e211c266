using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Core.Conversation;

/// <summary>The effects outside the person's rows that follow from a state change. Found by comparing the two states, so that no phase can forget one.</summary>
internal static class Consequences
{
    /// <param name="before">The state before the step.</param>
    /// <param name="after">The state after it.</param>
    /// <param name="changed">The name of a message with the person's text that the step has already changed itself; null for none.</param>
    public static IEnumerable<DialogEffect> Between(PersonState before, PersonState after, string? changed) =>
        [.. RosterAndDigests(before, after), .. MessagesToRedact(before, after, changed), .. UndoTimers(before.Session, after.Session)];

    private static IEnumerable<DialogEffect> RosterAndDigests(PersonState before, PersonState after)
    {
        foreach (var (round, now) in after.Reflections)
        {
            var was = before.Reflections.GetValueOrDefault(round);
            if ((was?.State ?? RosterState.Invited) != now.State)
            {
                yield return new DialogEffect.RosterChanged(round);
            }
            if (now.SubmittedAt is not null && was?.SubmittedAt is null)
            {
                yield return new DialogEffect.Submitted(round);
            }
            else if (was is not null && was.Version != now.Version && (now.SubmittedAt ?? was.SubmittedAt) is not null)
            {
                foreach (var effect in OfSubmitted(was, now))
                {
                    yield return effect;
                }
            }
        }
    }

    /// <summary>A plan is also shown in later rounds of its project.</summary>
    private static IEnumerable<DialogEffect> MessagesToRedact(PersonState before, PersonState after, string? changed)
    {
        var rounds = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var was in before.Reflections.Values.Where(r => !ReferenceEquals(r, after.Reflections[r.Round])))
        {
            var gone = was.Answered.Where(a => IsTakenBack(a, after.Reflections[was.Round].Of(a.Stage))).Select(a => a.Stage).ToList();
            rounds.UnionWith(gone.Count > 0 ? [was.Round] : []);
            rounds.UnionWith(gone.Contains(QuestionId.ActionPlan) ? after.Reflections.Values.Where(r => r.Project == was.Project && string.CompareOrdinal(r.Round, was.Round) > 0).Select(r => r.Round) : []);
        }
        return before.Session.WordsShown == 0 ? [] : rounds.Select(r => new DialogEffect.OwnTextWithdrawn(r, before.Session.WordsShown, changed?.StartsWith(OwnTextMessages.Prefix(r), StringComparison.Ordinal) == true ? OwnTextMessages.Number(changed) : null));
    }

    // Text that was replaced by other text counts as changed, not as taken back.
    private static bool IsTakenBack(Answer was, Answer? now) =>
        now is not { Answered: true } || (was.Parts.Except(now.Parts).Any() && !now.Parts.Except(was.Parts).Any());

    private static IEnumerable<DialogEffect> UndoTimers(Session before, Session after) =>
        after.Undo.Where(e => e.IsBrief && e.Number > before.LastUndo).Select(e => new DialogEffect.UndoWaits(e.Number))
            .Concat(after.Early.Except(before.Early).Any(e => e.Text is not null) ? [new DialogEffect.UndoWaits(0)] : []);

    private static IEnumerable<DialogEffect> OfSubmitted(Reflection was, Reflection now)
    {
        var gone = Shared(was).Except(Shared(now)).ToList();
        if (gone.Count > 0)
        {
            yield return new DialogEffect.TookBack(now.Round, gone);
        }
        foreach (var answer in was.Answered.Where(a => a.ApprovedQuote is not null && !gone.Contains(a.Stage) && (now.Of(a.Stage)?.ApprovedQuote != a.ApprovedQuote || (now.Held && !was.Held))))
        {
            yield return new DialogEffect.QuoteTakenBack(now.Round, answer.Stage);
        }
        if (was.Answered.Where(Readable).Any(a => now.SubmittedAt is null || (now.Held && !was.Held) || now.Of(a.Stage) is not { } after || !Readable(after) || a.Parts.Except(after.Parts).Any()))
        {
            yield return new DialogEffect.OpenedChanged(now.Round);
        }
        yield return new DialogEffect.SubmissionChanged(now.Round);
    }

    // Adding text to an answer does not affect what was opened before.
    private static bool Readable(Answer answer) => answer is { Answered: true, Choice: >= SharingChoice.Facilitator };

    private static IEnumerable<QuestionId> Shared(Reflection reflection) => reflection.SubmittedAt is null ? [] : reflection.Answered.Where(a => a.Choice >= SharingChoice.Topics).Select(a => a.Stage);
}
