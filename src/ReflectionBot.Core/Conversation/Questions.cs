using System.Globalization;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>The stages that one person is asked in one round, their order, and their names there.</summary>
internal static class Questions
{
    /// <summary>The stages in order; last time's plan first, if there is one to show.</summary>
    public static IReadOnlyList<QuestionId> Stages(this DialogTurn turn, AskedRound asked, ReflectionForm form)
    {
        var stages = asked.Questions.Of(form, asked.AskOthers).Select(q => q.Stage);
        return HasPlan(turn, asked) ? [QuestionId.LastPlan, .. stages] : [.. stages];
    }

    /// <summary>The number of a stage in the chosen form, from 1; 0 where the form does not ask it.</summary>
    public static int Number(AskedRound asked, ReflectionForm form, QuestionId stage) =>
        asked.Questions.Of(form, asked.AskOthers).Select((q, i) => (q.Stage, Number: i + 1)).FirstOrDefault(q => q.Stage == stage).Number;

    /// <summary>The name of a stage in a sentence, e.g. "question 3".</summary>
    public static string Called(AskedRound asked, Reflection reflection, QuestionId stage) =>
        Number(asked, reflection.Form, stage) is not (> 0 and var number) ? $"\"{Name(asked, stage)}\"" : HasOtherNumbers(asked, reflection) ? ConversationWording.FormatQuestion(number, Name(asked, stage)) : ConversationWording.FormatQuestion2(number);

    /// <summary>The heading of a stage's answer, e.g. "3 Evaluation".</summary>
    public static string Heading(AskedRound asked, Reflection reflection, QuestionId stage) =>
        Number(asked, reflection.Form, stage) is > 0 and var number ? $"{number} {Name(asked, stage)}" : Name(asked, stage);

    /// <summary>The stage that an item names: by its number in the chosen form, or by the stage's own name; null for none.</summary>
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
    /// The answer that an item names: by its number in the chosen form, else by its number in the other form, if the answer may have been shown with
    /// that one; null for none. The number of a question without an answer does not count.
    /// </summary>
    public static Answer? AnswerOf(AskedRound asked, Reflection reflection, string item) =>
        int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Numbered(asked, reflection, number).Select(reflection.Of).FirstOrDefault(a => a is { Answered: true })
        : Parse(asked, reflection, item) is { } stage && reflection.Of(stage) is { Answered: true } answer ? answer : null;

    /// <summary>
    /// The answers that an ambiguous number may mean: it means different answers in the two forms, or in the chosen form it is a question without
    /// an answer. Empty for a number that is not ambiguous.
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

    /// <summary>The stages that a number means: in the chosen form, then in the other one if the person has seen it.</summary>
    private static IEnumerable<QuestionId> Numbered(AskedRound asked, Reflection reflection, int number) =>
        (HasOtherNumbers(asked, reflection) ? new[] { reflection.Form, Other(reflection.Form) } : [reflection.Form]).Select(f => asked.Questions.Of(f, asked.AskOthers)).Where(q => number >= 1 && number <= q.Count).Select(q => q[number - 1].Stage).Distinct();

    private static ReflectionForm Other(ReflectionForm form) => form == ReflectionForm.ThreeQuestions ? ReflectionForm.OneAtATime : ReflectionForm.ThreeQuestions;

    /// <summary>Whether an answer may have been shown with its number in the other form.</summary>
    private static bool HasOtherNumbers(AskedRound asked, Reflection reflection) =>
        reflection.Renumbered || reflection.Answered.Any(a => Number(asked, reflection.Form, a.Stage) == 0 && Number(asked, Other(reflection.Form), a.Stage) > 0);

    /// <summary>Whether a round asks this question in any of its forms.</summary>
    public static bool Asks(AskedRound asked, QuestionId stage) =>
        stage == QuestionId.LastPlan ? !string.IsNullOrWhiteSpace(asked.LastPlan)
        : asked.Questions.IsOptional(stage) ? asked.AskOthers
        : asked.Questions.About(stage) is not null;

    /// <summary>A reflection's answers in display order: last time's plan first, then in the order of the question set.</summary>
    public static IReadOnlyList<Answer> Ordered(AskedRound asked, Reflection reflection) =>
        [.. reflection.Answered.OrderBy(a => a.Stage == QuestionId.LastPlan ? -1 : asked.Questions.Place(a.Stage))];

    /// <summary>The name of the short form where it is offered.</summary>
    public static string ShortForm(AskedRound asked) => asked.Questions.Of(ReflectionForm.ThreeQuestions).Count == 3 ? ConversationWording.ThreeQuestions : ConversationWording.ShortForm;

    /// <summary>The number of questions in a form, as text: "six questions", "one question".</summary>
    public static string Count(AskedRound asked, ReflectionForm form) =>
        asked.Questions.Of(form, asked.AskOthers).Count is var count ? Plurals.Of(ConversationWording.ResourceManager, "QuestionsInWords", count, ("number", Spoken.Number(count))) : "";

    /// <summary>Whether an answer to this may be quoted at all.</summary>
    public static bool Quotable(AskedRound asked, QuestionId stage) => stage != QuestionId.LastPlan && asked.Questions.About(stage) is { NeverQuoted: false };

    private static bool HasPlan(DialogTurn turn, AskedRound asked) =>
        !string.IsNullOrWhiteSpace(asked.LastPlan) && !turn.Session.PlansHidden.Contains(asked.Project.Id);

    private static string Name(AskedRound asked, QuestionId stage) => stage == QuestionId.LastPlan ? ConversationWording.LastTimesPlan : asked.Questions.About(stage)?.Name ?? $"{stage}";
}
