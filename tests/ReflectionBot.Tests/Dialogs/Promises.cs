using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>What must hold of every single step, whatever came before it.</summary>
internal static class Promises
{
    /// <summary>What is written at a question is in exactly one answer, and stays until its author does something about it.</summary>
    public static void Texts(PersonState before, DialogInput input, PersonState after, DialogContext context)
    {
        var now = Parts(after);
        Assert.Equal(now.Count, now.Select(p => p.MessageId).Distinct().Count());
        if (input is TextReceived said && Takes(before, said, context))
        {
            // What others could read at once, and may be a wish for less, is in no answer until its author says so.
            Assert.True(now.Any(p => p.MessageId == said.MessageId && p.Text == said.Text)
                || (after.Session.Pending is { Kind: PendingKind.NotKept } held && held.Message == said.MessageId && held.Item.EndsWith($"|{said.Text}", StringComparison.Ordinal)), $"\"{said.Text}\" is nowhere");
        }
        if (Message(input) is { } message && before.Session.ChangeAhead(message.MessageId, context.Now) is { } change)
        {
            Assert.DoesNotContain(now, p => p.MessageId == message.MessageId && p.Text != change.Text);
            Assert.Null(after.Session.ChangeAhead(message.MessageId, context.Now));
        }
        Assert.All(after.Session.Early, e => Assert.Equal(e, e.At(context.Now)));
        Assert.Equal(after.Session.Early.Count, after.Session.Early.Select(e => e.MessageId).Distinct().Count());
        Assert.DoesNotContain(after.Session.Early, e => e.Text is not null && Parts(before).Any(p => p.MessageId == e.MessageId));
        Assert.True(after.Session.Early.Count <= 20 && after.Session.Early.Sum(e => e.Text?.Length ?? 0) <= 40_000 && after.Session.QuestionHistory.Left.Count <= 6);
        if (!MayRemove(input) && before.Session.Pending is not { Kind: PendingKind.DidYouMean or PendingKind.MyAnswer })
        {
            Assert.Empty(Parts(before).Except(now));
        }
        Assert.True(after.Session.Revision >= before.Session.Revision);
        Assert.True(after.Session.LastUndo >= before.Session.LastUndo);
        Assert.True(after.Session.Undo.Count <= 20 && after.Session.Undo.Sum(e => e.Size) <= 100_000);
        Assert.Equal(before.Consents, after.Consents.Take(before.Consents.Count));
    }

    /// <summary>Nothing is submitted, and nothing new is written, without a yes to the text as it is now.</summary>
    public static void Consent(PersonState before, DialogStep step, DialogContext context)
    {
        foreach (var round in step.State.Reflections.Values)
        {
            var asked = context.Rounds.First(r => r.Round.Id == round.Round);
            var version = ConsentText.VersionFor(asked.Project)!;
            var isNew = round.SubmittedAt is not null && before.Reflections.GetValueOrDefault(round.Round)?.SubmittedAt is null;
            Assert.Equal(isNew, step.Effects.Contains(new DialogEffect.Submitted(round.Round)));
            if (isNew)
            {
                Assert.True(before.AgreedTo(asked.Project.Id, version));
                Assert.True(asked.Round.IsOpenAt(context.Now));
                Assert.NotEmpty(round.Answered);
            }
            if (!before.AgreedTo(asked.Project.Id, version))
            {
                var old = before.Reflections.GetValueOrDefault(round.Round)?.Version ?? 0;
                Assert.True(round.Version == old || !round.Answers.Values.Any(a => a.ConsentVersion == version && before.Reflections[round.Round].Of(a.Stage)?.ConsentVersion != version && !WasThere(before, round.Round, a)));
            }
        }
    }

    /// <summary>An approved quote is a string that was shown, was offered for this very version, and was then approved by word.</summary>
    public static void Quotes(PersonState before, DialogInput input, PersonState after, IReadOnlySet<string> shown, DialogContext context)
    {
        foreach (var (was, now) in Pairs(before, after).Where(p => p.Now.ApprovedQuote is not null))
        {
            Assert.Contains(now.ApprovedQuote!, shown);
            Assert.True(now.Choice >= SharingChoice.QuoteNoName);
            if (was?.ApprovedQuote is null)
            {
                Assert.True(Is(input, CollaboratorAction.Quote));
                Assert.DoesNotContain((after.Session.Round!, now.Stage), context.Printed);
                Assert.Equal(QuoteState.Offered, was!.Quote!.State);
                Assert.Equal(now.ApprovedQuote, was.Quote.Exact);
            }
            Assert.Equal(was.Text, now.Text);
        }
    }

    /// <summary>A word that shows an answer to fewer people is carried out wherever the person is, or the bot asks which answer was meant.</summary>
    public static void Tightened(PersonState before, DialogInput input, DialogStep step, DialogContext context)
    {
        var (word, item, round) = input switch
        {
            Typed { Message: null } typed => (typed.Word.Verb(), typed.Argument, null),
            Pressed pressed => (pressed.Action.Verb, pressed.Action.Item, pressed.Action.Round),
            _ => ("", null, null),
        };
        if (item?.Split(' ') is not [var said, .. var rung] || !(word == "share" && rung is ["only-me"]) && !(word == "dont-quote" && rung is []))
        {
            return;
        }
        var isQuote = word == "dont-quote";
        var had = before.Reflections.Values.Where(r => round is null || r.Round == round).SelectMany(r => Meant(r, said, context).Select(a => (r.Round, Answer: a))).Where(h => !isQuote || h.Answer.Choice >= SharingChoice.QuoteNoName).ToList();
        var replies = step.Effects.OfType<DialogEffect.Say>().Select(s => Chat.Plain(s.Message)).ToList();
        var asks = replies.Exists(r => r.Contains("Which quote? Write", StringComparison.Ordinal) || r.Contains("which round?", StringComparison.Ordinal) || r.Contains("one of these?", StringComparison.Ordinal) || r.Contains("Which answer?", StringComparison.Ordinal) || r.Contains("Which of these answers?", StringComparison.Ordinal) || r.Contains("Do you mean this answer?", StringComparison.Ordinal));
        bool Narrow((string Round, Answer Answer) h) => step.State.Reflections[h.Round].Of(h.Answer.Stage)!.Choice <= (isQuote ? SharingChoice.Topics : SharingChoice.OnlyMe);
        var spoken = had.FindAll(h => h.Round == before.Session.SpokenOf);
        var active = spoken.Count > 0 ? spoken : had.FindAll(h => h.Round == before.Session.Round);
        var meant = active.Count > 0 && (input as Typed)?.In is null ? active : had;
        Assert.True(meant.Count == 0 || asks || (said == "all" ? meant.GroupBy(h => h.Round).Any(g => g.All(Narrow)) : meant.Exists(Narrow)), $"{input}: {string.Join('\n', replies)}");
        Assert.True(meant.Count == 0 || before.Reflections.Count == 1 || asks || context.Rounds.Any(r => replies.Exists(p => p.Contains(r.Round.Name, StringComparison.Ordinal))), $"no round named: {string.Join('\n', replies)}");
    }

    private static IEnumerable<Answer> Meant(Reflection reflection, string said, DialogContext context)
    {
        if (said == "all")
        {
            return reflection.Answered;
        }
        // An answer is found by its number in either form.
        var questions = context.Rounds.First(r => r.Round.Id == reflection.Round).Questions;
        var numbered = new[] { ReflectionForm.OneAtATime, ReflectionForm.ThreeQuestions }.Select(f => questions.Of(f).ToList()).ToList();
        return reflection.Answered.Where(a => $"{a.Stage}" == said || numbered.Exists(n => $"{n.FindIndex(q => q.Stage == a.Stage) + 1}" == said));
    }

    /// <summary>Only what its author releases to the team is released, and whoever keeps a copy hears of each change.</summary>
    public static void Released(PersonState before, DialogStep step)
    {
        foreach (var (round, now) in step.State.Reflections)
        {
            Assert.All(now.Released(), a => Assert.True(a.Choice >= SharingChoice.Topics && a.Answered && !now.Held && now.SubmittedAt is not null));
            if (before.Reflections.GetValueOrDefault(round) is not { } was)
            {
                continue;
            }
            // What was chosen for all holds for words that come later, or come back.
            Assert.All(now.Answered.Where(a => was.Of(a.Stage) is not { Answered: true }), a => Assert.True(a.Choice <= was.Widest, $"{a.Stage} is {a.Choice}"));
            Assert.Equal(was.State != now.State, step.Effects.Contains(new DialogEffect.RosterChanged(round)));
            var changed = Seen(was) != Seen(now);
            Assert.True(!changed || step.Effects.Any(e => e is DialogEffect.SubmissionChanged c && c.Round == round || e is DialogEffect.Submitted s && s.Round == round));
            Assert.True(now.Version >= was.Version && (!changed || now.Version > was.Version));
            Assert.All(now.Answers.Values, a => Assert.True(a.Version >= (was.Of(a.Stage)?.Version ?? 0)));
        }
    }

    /// <summary>Only a yes of its author to these very words, after they were asked, lets a digest of a project with a quote check print them.</summary>
    public static void Confirmed(PersonState before, DialogInput input, PersonState after)
    {
        foreach (var (was, now) in Pairs(before, after).Where(p => p.Now.Quote is { IsConfirmed: true }))
        {
            Assert.Equal(now.Quote!.Exact, was?.Quote?.Exact);
            Assert.NotNull(now.Quote.CheckedWithAuthor);
            Assert.True(was!.Quote!.IsConfirmed || (Is(input, CollaboratorAction.Quote) && was.Quote.CheckedWithAuthor is not null && now.ApprovedQuote is not null), $"{input}");
        }
    }

    /// <summary>What an answer is about only its author says, of these very words: nothing else sets it, and with other words it falls.</summary>
    public static void About(PersonState before, DialogInput input, PersonState after)
    {
        foreach (var (was, now) in Pairs(before, after).Where(p => p.Now.About is not null && p.Now.About != p.Was?.About))
        {
            Assert.True(Is(input, CollaboratorAction.About) || Is(input, CollaboratorAction.Skip) || IsUndo(input), $"{input}");
            Assert.True(IsUndo(input) || (was!.Text == now.Text && now.Choice >= SharingChoice.Topics));
            Assert.True(now.Answered && now.IsAboutAsked && now.About!.Themes.Count <= AuthorThemes.Most);
        }
        Assert.All(Pairs(before, after).Where(p => p.Was is not null && p.Was.Text != p.Now.Text && !IsUndo(input)), p => Assert.Null(p.Now.About));
    }

    /// <summary>Undo right after a message, next, skip or back puts the answers back as they were.</summary>
    public static void Undo(PersonState before, DialogInput input, PersonState after, DialogContext context)
    {
        if (after.Session.Pending is { Kind: PendingKind.WithdrawAll or PendingKind.Leave or PendingKind.TeamText or PendingKind.TeamPreview or PendingKind.QuoteWords or PendingKind.QuoteHeld })
        {
            // A question is open: undo says no to it, and changes no answer.
            var kept = ReflectionDialog.Step(after, new Typed(CollaboratorAction.Undo), context).State;
            Assert.All(after.Reflections, r => Assert.Equal(r.Value.Answers.Values.Select(Words), kept.Reflections[r.Key].Answers.Values.Select(Words)));
            return;
        }
        if (after.Session.LeftNothing)
        {
            var same = ReflectionDialog.Step(after, new Typed(CollaboratorAction.Undo), context).State;
            Assert.All(after.Reflections, r => Assert.Equal(r.Value.Answers.Values.Select(Words), same.Reflections[r.Key].Answers.Values.Select(Words)));
            return;
        }
        var single = input is TextReceived || Is(input, CollaboratorAction.Next) || Is(input, CollaboratorAction.Skip) || Is(input, CollaboratorAction.Back);
        if (!single || before.Session.Pending is { Kind: PendingKind.DidYouMean or PendingKind.MyAnswer } || after.Session.LastUndo == before.Session.LastUndo || after.Session.Undo.IsEmpty)
        {
            return;
        }
        var undone = ReflectionDialog.Step(after, new Typed(CollaboratorAction.Undo), context).State;
        foreach (var (round, was) in before.Reflections)
        {
            var now = undone.Reflections[round];
            Assert.Equal(was.Answers.Values.Where(a => a.Answered).Select(Words), now.Answers.Values.Where(a => a.Answered).Select(Words));
            Assert.Equal(was.Skipped, now.Skipped);
            Assert.Equal(was.Current, now.Current);
        }
    }

    /// <summary>A card that is over holds nobody's words: of those that were taken back none comes back by it.</summary>
    public static void Over(DialogStep step, IEnumerable<string> texts) => Assert.All(step.Effects.OfType<DialogEffect.CardOver>(), over =>
    {
        Assert.Empty(over.Message.Buttons);
        Assert.DoesNotContain(texts.Where(t => t.Length > 8), t => Chat.Plain(over.Message).Contains(t, StringComparison.Ordinal));
    });

    /// <summary>"Undone" is said only where something is not as it was.</summary>
    public static void Undone(PersonState before, DialogStep step)
    {
        if (step.Effects.OfType<DialogEffect.Say>().Any(s => Chat.Plain(s.Message).Contains("Undone", StringComparison.Ordinal)))
        {
            Assert.All(step.Effects.OfType<DialogEffect.Say>().Select(s => Chat.Plain(s.Message).Trim()).Where(s => s.Contains("Undone", StringComparison.Ordinal)), s => Assert.Matches(@"^Undone( on [^.]+)?\. [A-Z1-9""].{15,}", s));
            Assert.True(Stands(before) != Stands(step.State), $"{before.Session.Undo.Except(step.State.Session.Undo).LastOrDefault()} left all as it was: {Stands(before)}");
        }
    }

    private static string Stands(PersonState state) => $"{state.Session.Round} {state.Session.Phase} {string.Join('\n', state.Reflections.Values.Select(r =>
        $"{r.Current} {string.Join(',', r.Skipped)} {r.SubmittedAt} {string.Join('\n', r.Answers.Values.Select(a => $"{Content(a)} {a.Quote?.Exact} {a.Quote?.State}"))}"))}";

    /// <summary>"Is in" is said only of what is in.</summary>
    public static void IsIn(DialogStep step)
    {
        var said = step.Effects.OfType<DialogEffect.Say>().Select(s => Chat.Plain(s.Message)).Where(s => s.Contains("reflection is in", StringComparison.Ordinal)).ToList();
        Assert.True(said.Count == 0 || step.State.Reflections.Values.Any(r => r.State == RosterState.Submitted && r.SubmittedAt is not null && r.Answered.Any()), string.Join('\n', said));
    }

    /// <summary>After a submission undo takes the submission back, and then nothing.</summary>
    public static void Submission(DialogStep step, DialogContext context)
    {
        if (step.Effects.OfType<DialogEffect.Submitted>().FirstOrDefault() is not { } submitted)
        {
            return;
        }
        var undone = ReflectionDialog.Step(step.State, new Typed(CollaboratorAction.Undo), context);
        Assert.Null(undone.State.Reflections[submitted.Round].SubmittedAt);
        Assert.Contains(undone.Effects, e => e is DialogEffect.RosterChanged r && r.Round == submitted.Round);
        Assert.Equal(AllOf(step.State), AllOf(undone.State));
        Assert.Equal(AllOf(step.State), AllOf(ReflectionDialog.Step(undone.State, new Typed(CollaboratorAction.Undo), context).State));
        var later = ReflectionDialog.Step(step.State, new Typed(CollaboratorAction.MyChoices), context).State;
        var none = ReflectionDialog.Step(later, new Typed(CollaboratorAction.Undo), context).State;
        Assert.Equal(AllOf(step.State), AllOf(none));
        Assert.NotNull(none.Reflections[submitted.Round].SubmittedAt);
    }

    private static string AllOf(PersonState state) => string.Join('\n', state.Reflections.Values.SelectMany(r => r.Answers.Values.Select(Content)));

    /// <summary>Everything comes back from its rows as it was.</summary>
    public static void Rows(PersonState state)
    {
        var columns = SessionRows.ToColumns(state.Session);
        Assert.Equal(columns, SessionRows.ToColumns(SessionRows.ToSession(columns)));
        foreach (var reflection in state.Reflections.Values)
        {
            Assert.Equal(ReflectionRows.ToColumns(reflection), ReflectionRows.ToColumns(ReflectionRows.ToReflection(ReflectionRows.ToColumns(reflection))));
            Assert.All(reflection.Answers.Values, a => Assert.Equal(Content(a), Content(ReflectionRows.ToAnswer(ReflectionRows.ToColumns(a)))));
        }
    }

    private static TextReceived? Message(DialogInput input) => input as TextReceived ?? (input as Typed)?.Message;

    private static bool Takes(PersonState state, TextReceived said, DialogContext context)
    {
        var session = state.Session;
        return session.Phase == Phase.Asking && session.Pending is not { Kind: PendingKind.TeamText or PendingKind.QuoteWords } && !string.IsNullOrWhiteSpace(said.Text) && said.Text.Length <= ReflectionLimits.Message
            && context.Rounds.FirstOrDefault(r => r.Round.Id == session.Round) is { } asked && asked.Round.IsOpenAt(context.Now) && state.AgreedTo(asked.Project.Id, ConsentText.VersionFor(asked.Project)!)
            && (state.Reflections[session.Round!].Of(state.Reflections[session.Round!].Current)?.Text.Length ?? 0) + said.Text.Length < ReflectionLimits.Answer
            && session.ChangeAhead(said.MessageId, context.Now) is null
            && !(said.Text.Trim().TrimEnd('?', '.', '!').ToUpperInvariant() is "YES" or "NO" or "OK" or "SURE" && (session.QuestionAgo is not null || state.Reflections[session.Round!].SubmittedAt is not null)) // Nobody can tell what it answers.
            && !session.QuestionHistory.Left.Any(a => state.Reflections[a.Round].Of(a.Stage) is { } left && (left.Withdrawn || left.Text.Length + said.Text.Length >= ReflectionLimits.Answer))
            && !session.QuestionHistory.Left.Any(a => a.Round != session.Round && !MayAdd(state, a.Round, context));
    }

    private static bool MayAdd(PersonState state, string round, DialogContext context) =>
        context.Rounds.FirstOrDefault(r => r.Round.Id == round) is { } asked && asked.Round.IsOpenAt(context.Now) && state.AgreedTo(asked.Project.Id, ConsentText.VersionFor(asked.Project)!)
        && !state.Session.Left.Contains(asked.Project.Id) && state.Reflections[round].State != RosterState.Declined;

    private static bool MayRemove(DialogInput input) => input is FilledForm or Edited or Deleted || IsUndo(input) || Is(input, CollaboratorAction.Yes) || Is(input, CollaboratorAction.Withdraw);

    internal static bool IsUndo(DialogInput input) => Is(input, CollaboratorAction.Undo);

    internal static bool Is(DialogInput input, CollaboratorAction word) => input is Typed typed && typed.Word == word || input is Pressed pressed && pressed.Action.Verb == word.Verb();

    private static bool WasThere(PersonState before, string round, Answer answer) =>
        before.Session.Undo.Any(e => e.Round == round && e.Before.Any(b => b.Stage == answer.Stage && b.ConsentVersion == answer.ConsentVersion));

    private static List<AnswerPart> Parts(PersonState state) => [.. state.Reflections.Values.SelectMany(r => r.Answers.Values).SelectMany(a => a.Parts)];

    private static IEnumerable<(Answer? Was, Answer Now)> Pairs(PersonState before, PersonState after) =>
        after.Reflections.Values.SelectMany(r => r.Answers.Values.Select(a => (before.Reflections.GetValueOrDefault(r.Round)?.Of(a.Stage), a)));

    private static string Seen(Reflection reflection) => string.Join('|', reflection.Released().Select(Content));

    private static string Content(Answer answer) => $"{Words(answer)} {answer.ApprovedQuote}";

    // An approval does not come back by undo.
    private static string Words(Answer answer) =>
        $"{answer.Stage} {string.Join(' ', answer.Parts.Select(p => $"{p.MessageId}@{p.At:O}={p.Text}"))} {answer.Choice} {answer.ConsentVersion} {answer.Withdrawn}";
}
