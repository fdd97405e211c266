using System.Globalization;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Undo;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>A form with all questions, and a form for one answer. Both come prefilled; clearing a field removes the answer.</summary>
internal static class FormDialog
{
    /// <summary>What the form with every question is about.</summary>
    public const string All = "all";

    /// <summary>Shows the form with every question.</summary>
    public static void Show(DialogTurn turn, AskedRound asked)
    {
        turn.Show(Phase.OnForm);
        var reflection = turn.Reflection!;
        var stages = turn.Stages(asked, ReflectionForm.OneForm);
        turn.SayWords(Form(
            $"{turn.NameOf(asked.Project)}: {asked.Round.Name}",
            ConversationWording.FormatAnswerWhatYouLikeAndLeave(asked.Questions.Typing, reflection is { SubmittedAt: null, Held: false } ? ConversationWording.NothingIsSentInYetWhen : WhoSees.Change(reflection, ConversationWording.WhatYouSaveHere)),
            [.. stages.Select(s => Field(asked, reflection, s))],
            turn.Standing(ConversationWording.Save, CollaboratorAction.Save, item: Item(reflection, All, stages), primary: true),
            [turn.Button(ConversationWording.OneAtATime, CollaboratorAction.OneAtATime), turn.Standing(ConversationWording.Pause, CollaboratorAction.Pause), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp), turn.Standing(ConversationWording.More, CollaboratorAction.More)]), asked.Round.Id);
    }

    /// <summary>Shows a form to change one answer. Text typed in the chat instead is added to the answer.</summary>
    public static void ShowOne(DialogTurn turn, AskedRound asked, QuestionId stage)
    {
        var reflection = turn.Reflection!;
        turn.SayWords(Form(
            Questions.Heading(asked, reflection, stage),
            reflection is { SubmittedAt: null, Held: false } ? ConversationWording.ChangeItHereAndSaveWhat : ConversationWording.FormatChangeItHereAndSaveWhatYou(WhoSees.Change(reflection, ConversationWording.WhatYouSave)),
            [Field(asked, reflection, stage)],
            turn.Standing(ConversationWording.Save, CollaboratorAction.Save, item: Item(reflection, $"{stage}", [stage]), primary: true),
            [turn.Button(ConversationWording.Done, CollaboratorAction.Next), turn.Standing(ConversationWording.TakeBack, CollaboratorAction.Withdraw, item: $"{stage}"), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp)]), asked.Round.Id);
    }

    /// <summary>The form's item: its version, what it asks, and a mark of each field's value, so that unchanged fields are not taken for new text.</summary>
    private static string Item(Reflection reflection, string about, IReadOnlyList<QuestionId> stages) =>
        string.Join(':', [reflection.Version.ToString(CultureInfo.InvariantCulture), about, .. stages.Select(s => $"{s}={FieldMark.Of(reflection.Of(s)?.Text ?? "")}")]);

    /// <summary>What a form's item says it is about: <see cref="All"/> or a question; empty where it says nothing.</summary>
    public static string About(string? item) => item?.Split(':') is [_, var about, ..] ? about : "";

    /// <summary>Processes a sent form. Keeps what fits, and tells the person about the rest.</summary>
    public static void Filled(DialogTurn turn, FilledForm form)
    {
        if (Ready(turn, form) is var (asked, _) && Read(turn, asked, form.Fields, form.Action.Item, emptied: true) is { } sheet)
        {
            sheet.Store();
            turn.Say(sheet.Report(), turn.UndoButton());
            ReviewDialog.Show(turn, asked);
        }
    }

    /// <summary>
    /// Saves the text typed into a form when another of its buttons is pressed. Says nothing where nothing was typed. Only [Save] removes an
    /// answer whose field is empty.
    /// </summary>
    /// <returns>Whether the button's action runs now: help always does, the others only once the text is saved.</returns>
    public static bool Keep(DialogTurn turn, FilledForm form)
    {
        var word = CollaboratorActions.OfVerb(form.Action.Verb);
        if (Ready(turn, form) is not var (asked, _) || Read(turn, asked, form.Fields, form.Action.Form, emptied: false) is not { } sheet)
        {
            return word is CollaboratorAction.GetHelp or CollaboratorAction.More or CollaboratorAction.Withdraw;
        }
        if (sheet.HasNews)
        {
            sheet.Store();
            turn.Say(sheet.Report()); // No [Undo] here: the button's action may become the latest one in a moment.
        }
        turn.IsCut = sheet.IsCut;
        return true;
    }

    private static FormMessage Form(string title, string intro, IReadOnlyList<FormField> fields, Button save, IReadOnlyList<Button> buttons) =>
        new(title, intro, fields, save, [.. buttons.Select(b => b with { Action = b.Action with { Form = save.Action.Item } })]);

    /// <summary>Makes the form's round the active one, if answers can be given there now; otherwise says why not.</summary>
    private static (AskedRound Asked, Reflection Reflection)? Ready(DialogTurn turn, FilledForm form)
    {
        if (turn.Find(form.Action.Round) is { } named && turn.IsOpen(named) && turn.State.Reflections.ContainsKey(named.Round.Id) && turn.Session.Round != named.Round.Id)
        {
            turn.MoveTo(named);
        }
        if (turn.Session.Round == form.Action.Round || form.Action.Round is null)
        {
            return turn.Ready(ConversationWording.IHaveNotSavedTheForm);
        }
        turn.Say(ConversationWording.FormatSoTheFormIsNotSaved(PlaceWords.WhyNotOpen(turn, turn.Find(form.Action.Round))));
        return null;
    }

    private static Sheet? Read(DialogTurn turn, AskedRound asked, IReadOnlyDictionary<string, string> fields, string? item, bool emptied)
    {
        var (version, about, marks) = (item ?? "").Split(':') is [var number, var what, .. var rest] ? (number, what, rest) : ("", "", []);
        var reflection = turn.Reflection!;
        var one = QuestionId.Of(about) is { } named && (Questions.Asks(asked, named) || reflection.Of(named) is not null) ? named : (QuestionId?)null;
        if (about != All && one is null)
        {
            turn.Say(ConversationWording.IDoNotKnowThatForm);
            StartDialog.Again(turn);
            return null;
        }
        var sheet = new Sheet(turn, asked, version == reflection.Version.ToString(CultureInfo.InvariantCulture), IsOfDraft(reflection, version), one is null, emptied);
        foreach (var stage in one is { } single ? [single] : turn.Stages(asked, ReflectionForm.OneForm))
        {
            sheet.Take(stage, fields.GetValueOrDefault($"{stage}") ?? "", marks.Select(m => m.Split('=')).FirstOrDefault(m => m.Length == 2 && QuestionId.OfRow(m[0]) == stage)?[1]);
        }
        return sheet;
    }

    /// <summary>Whether a form of that version was shown before its reflection was submitted, which it is now.</summary>
    private static bool IsOfDraft(Reflection reflection, string version) =>
        reflection.SubmittedVersion is { } submitted && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var shown) && shown < submitted;

    private static FormField Field(AskedRound asked, Reflection reflection, QuestionId stage)
    {
        var text = reflection.Of(stage)?.Text ?? "";
        if (stage == QuestionId.LastPlan)
        {
            return new($"{stage}", AskingDialog.PlanQuestion(asked), "", "", "", text, true, ReflectionLimits.Answer);
        }
        var question = asked.Questions.About(stage);
        return new($"{stage}", question?.Label ?? $"{stage}", question?.Name ?? "", question?.Help ?? "", question?.Opening ?? "", text, true, ReflectionLimits.Answer);
    }

    /// <summary>One form being processed: what changes, and what to report.</summary>
    private sealed class Sheet(DialogTurn turn, AskedRound asked, bool fresh, bool since, bool all, bool emptied)
    {
        private readonly string _consent = ConsentText.VersionFor(asked.Project)!;
        private readonly List<Answer> _before = [];
        private readonly List<Answer> _after = [];
        private readonly List<QuestionId> _emptied = [];
        private readonly List<QuestionId> _tooLong = [];
        private readonly List<QuestionId> _joined = [];
        private readonly List<QuestionId> _taken = [];
        private readonly List<QuestionId> _since = [];

        /// <summary>Something has changed, or could not be saved.</summary>
        public bool HasNews => _before.Count > 0 || IsCut;

        /// <summary>Some text was too long to be saved.</summary>
        public bool IsCut => _tooLong.Count > 0;

        /// <summary>Processes one field. Clients change line ends and trailing spaces, so these do not count as a change.</summary>
        /// <param name="stage">The question.</param>
        /// <param name="field">Its current value.</param>
        /// <param name="mark">The mark of its value when the form was shown; null in forms from before there were marks.</param>
        public void Take(QuestionId stage, string field, string? mark)
        {
            var text = FieldMark.Plain(field);
            var answer = turn.Reflection!.ToWrite(stage, _consent);
            var old = FieldMark.Plain(answer.Text);
            if (text == old || (text.Length == 0 && (!fresh || !emptied || !answer.Answered)) || (!fresh && mark == FieldMark.Of(text)))
            {
                return; // Nothing was typed here. The stored answer may have been changed or taken back since the form was shown.
            }
            if (since)
            {
                // The form said that nothing was submitted yet, but the reflection has been submitted since.
                answer = answer with { Choice = SharingChoice.OnlyMe };
                _since.Add(stage);
            }
            else if (!fresh && answer.Withdrawn)
            {
                // The form may restore, together with the new text, text that was taken back after it was shown.
                answer = answer with { Choice = SharingChoice.OnlyMe };
                _taken.Add(stage);
            }
            var join = !fresh && old.Length > 0 && mark != FieldMark.Of(old); // If the text is as the form showed it, only the sharing choice has changed since.
            if (text.Length + (join ? answer.Text.Length + 1 : 0) > ReflectionLimits.Answer)
            {
                _tooLong.Add(stage);
            }
            else if (text.Length == 0)
            {
                _emptied.Add(stage);
                Change(answer, answer.TakenBack());
            }
            else if (!join || !old.Contains(text, StringComparison.Ordinal))
            {
                // Platform clocks differ from the bot's. The text sent last goes last.
                var at = turn.Context.Now.ToUniversalTime();
                var part = new AnswerPart($"form:{asked.Round.Id}:{stage}:{answer.Version}", join && answer.Parts[^1].At > at ? answer.Parts[^1].At : at, text);
                _joined.AddRange(join ? [stage] : []);
                Change(answer, answer.WithParts(join ? answer.Parts.Add(part) : [part]) with { ConsentVersion = _consent });
            }
        }

        public void Store()
        {
            if (_before.Count > 0)
            {
                turn.Remember(turn.Reflection!, _emptied.Count > 0 ? UndoKind.Gone : UndoKind.Change, e => e with { Before = [.. _before] });
            }
            var reflection = _after.Aggregate(turn.Reflection!, (r, a) => r.With(a));
            turn.Put((all ? reflection.In(ReflectionForm.OneForm) : reflection).GoneOn());
        }

        public string Report()
        {
            var saved = _after.Count - _emptied.Count;
            IEnumerable<string> sentences =
            [
                .. saved > 0 ? new[] { ConversationWording.FormatSaved2(Spoken.Answers(saved)) } : _emptied.Count == 0 ? [ConversationWording.NothingNewWasSaved] : [],
                .. Told(_emptied, s => ConversationWording.FormatTakenOutBecauseTheFieldWas(s)),
                .. _emptied.Count > 0 ? new[] { UndoDialog.Brief } : [],
                .. Told(_joined, s => ConversationWording.FormatYouHadWrittenMoreSinceYou(s)),
                .. Told([.. _taken.Except(_tooLong)], s => ConversationWording.FormatYouHadTakenBackWhatThis(s)),
                .. Told([.. _since.Except(_tooLong)], s => ConversationWording.FormatYouHaveSentItInSinceThisForm(s)),
                .. _before.Where(b => !_taken.Contains(b.Stage) && !_since.Contains(b.Stage)).Select(b => WhoSees.Begun(turn, asked, b, isTold: true).TrimStart()).Where(s => s.Length > 0).Distinct(),
                .. Told(_tooLong, s => ConversationWording.FormatTooLongAndNotChangedI($"{ReflectionLimits.Answer:N0}", s)),
                .. _before.Any(a => a.ApprovedQuote is not null) ? new[] { ConversationWording.AQuoteYouApprovedIsOff } : [],
            ];
            return string.Join(' ', sentences);
        }

        private void Change(Answer before, Answer after)
        {
            _before.Add(before);
            _after.Add(after);
        }

        private IEnumerable<string> Told(List<QuestionId> stages, Func<string, string> sentence) =>
            stages.Count == 0 ? [] : [sentence(string.Join(", ", stages.Select(s => Questions.Called(asked, turn.Reflection!, s))))];
    }
}
