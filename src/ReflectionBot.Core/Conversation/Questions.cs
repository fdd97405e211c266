using System.Globalization;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>Which stages one person is asked in one round, in which order, and what they are called there.</summary>
internal static class Questions
{
    /// <summary>The stages in order; last time's plan first, where there is one to show.</summary>
    public static IReadOnlyList<QuestionId> Stages(this DialogTurn turn, AskedRound asked, ReflectionForm form)
    {
        var stages = asked.Questions.Of(form, asked.AskOthers).Select(q => q.Stage);
        return HasPlan(turn, asked) ? [QuestionId.LastPlan, .. stages] : [.. stages];
    }

    /// <summary>The number of a stage in the chosen form, from 1; 0 where the form does not ask it.</summary>
    public static int Number(AskedRound asked, ReflectionForm form, QuestionId stage) =>
        asked.Questions.Of(form, asked.AskOthers).Select((q, i) => (q.Stage, Number: i + 1)).FirstOrDefault(q => q.Stage == stage).Number;

    /// <summary>What a stage is called in a sentence, e.g. "question 3".</summary>
    public static string Called(AskedRound asked, Reflection reflection, QuestionId stage) =>
        Number(asked, reflection.Form, stage) is not (> 0 and var number) ? $"\"{Name(asked, stage)}\"" : HasOtherNumbers(asked, reflection) ? ConversationWording.FormatQuestion(number, Name(asked, stage)) : ConversationWording.FormatQuestion2(number);

    /// <summary>What a stage is called above its answer, e.g. "3 Evaluation".</summary>
    public static string Heading(AskedRound asked, Reflection reflection, QuestionId stage) =>
        Number(asked, reflection.Form, stage) is > 0 and var number ? $"{number} {Name(asked, stage)}" : Name(asked, stage);

    /// <summary>The stage an item names: a number as the person sees it in the chosen form, or a stage's own name; null where there is none.</summary>
    public static QuestionId? Parse(AskedRound asked, Reflection reflection, string item)
    {
        if (int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var questions = asked.Questions.Of(reflection.Form, asked.AskOthers);
            return number >= 1 && number <= questions.Count ? questions[number - 1].Stage : AnswerOf(asked, reflection, item)?.Stage;
        }
        return QuestionId.Of(item) is { } stage && (Asks(asked, stage) || reflection.Of(stage) is not null) ? stage : null;
    }

    /// <summary>
    /// The answer an item names: that of its number in the chosen form, else, where it may have been shown with a number of the other one, of that;
    /// null where there is none. The number of a question without an answer names nothing.
    /// </summary>
    public static Answer? AnswerOf(AskedRound asked, Reflection reflection, string item) =>
        int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Numbered(asked, reflection, number).Select(reflection.Of).FirstOrDefault(a => a is { Answered: true })
        : Parse(asked, reflection, item) is { } stage && reflection.Of(stage) is { Answered: true } answer ? answer : null;

    /// <summary>
    /// The answers of a number that may mean another than its author thinks of: it was shown for one of them in one form and for the other in the
    /// other, or is a question without an answer in the chosen form. Else empty.
    /// </summary>
    public static IReadOnlyList<Answer> Ambiguous(AskedRound asked, Reflection reflection, string item)
    {
        if (!int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !HasOtherNumbers(asked, reflection))
        {
            return [];
        }
        var meant = Numbered(asked, reflection, number).Select(reflection.Of).OfType<Answer>().Where(a => a.Answered).ToList();
        return meant is [var only] && (number > asked.Questions.Of(reflection.Form, asked.AskOthers).Count || Number(asked, reflection.Form, only.Stage) == number) ? [] : meant;
    }

    /// <summary>The stages that a number means: in the chosen form, then in the other, where that was seen.</summary>
    private static IEnumerable<QuestionId> Numbered(AskedRound asked, Reflection reflection, int number) =>
        (HasOtherNumbers(asked, reflection) ? new[] { reflection.Form, Other(reflection.Form) } : [reflection.Form]).Select(f => asked.Questions.Of(f, asked.AskOthers)).Where(q => number >= 1 && number <= q.Count).Select(q => q[number - 1].Stage).Distinct();

    private static ReflectionForm Other(ReflectionForm form) => form == ReflectionForm.ThreeQuestions ? ReflectionForm.OneAtATime : ReflectionForm.ThreeQuestions;

    /// <summary>Whether an answer may have been shown with a number of the other form.</summary>
    private static bool HasOtherNumbers(AskedRound asked, Reflection reflection) =>
        reflection.Renumbered || reflection.Answered.Any(a => Number(asked, reflection.Form, a.Stage) == 0 && Number(asked, Other(reflection.Form), a.Stage) > 0);

    /// <summary>Whether a round asks this in any of its forms.</summary>
    public static bool Asks(AskedRound asked, QuestionId stage) =>
        stage == QuestionId.LastPlan ? !string.IsNullOrWhiteSpace(asked.LastPlan)
        : asked.Questions.IsOptional(stage) ? asked.AskOthers
        : asked.Questions.About(stage) is not null;

    /// <summary>A reflection's answers as they are shown: last time's plan first, then as the set asks.</summary>
    public static IReadOnlyList<Answer> Ordered(AskedRound asked, Reflection reflection) =>
        [.. reflection.Answered.OrderBy(a => a.Stage == QuestionId.LastPlan ? -1 : asked.Questions.Place(a.Stage))];

    /// <summary>What the short form is called where it is offered.</summary>
    public static string ShortForm(AskedRound asked) => asked.Questions.Of(ReflectionForm.ThreeQuestions).Count == 3 ? ConversationWording.ThreeQuestions : ConversationWording.ShortForm;

    /// <summary>How many questions a form has, in words: "six questions", "one question".</summary>
    public static string Count(AskedRound asked, ReflectionForm form) =>
        asked.Questions.Of(form, asked.AskOthers).Count is var count ? Plurals.Of(ConversationWording.ResourceManager, "QuestionsInWords", count, ("number", Spoken.Number(count))) : "";

    /// <summary>Whether an answer to this may be quoted at all.</summary>
    public static bool Quotable(AskedRound asked, QuestionId stage) => stage != QuestionId.LastPlan && asked.Questions.About(stage) is { NeverQuoted: false };

    private static bool HasPlan(DialogTurn turn, AskedRound asked) =>
        !string.IsNullOrWhiteSpace(asked.LastPlan) && !turn.Session.PlansHidden.Contains(asked.Project.Id);

    private static string Name(AskedRound asked, QuestionId stage) => stage == QuestionId.LastPlan ? ConversationWording.LastTimesPlan : asked.Questions.About(stage)?.Name ?? $"{stage}";
}
