using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>
/// Keeps, beside a conversation, what the author chose last for each of their texts, and holds the dialog to it: nobody else ever sees words
/// beyond that, whatever is undone. Words that others could see and that were taken back are their author's alone from then on.
/// </summary>
internal sealed class Choices
{
    private readonly Dictionary<(string Round, QuestionId Stage, string Message, string Text), SharingChoice> _chosen = [];

    public void Follow(PersonState before, DialogInput input, PersonState after)
    {
        foreach (var now in after.Reflections.Values)
        {
            var was = before.Reflections.GetValueOrDefault(now.Round);
            foreach (var answer in now.Answers.Values)
            {
                Follow(now, was?.Of(answer.Stage), input, answer, IsChoosing(before, input));
            }
            if (was is not { SubmittedAt: not null })
            {
                continue;
            }
            foreach (var (answer, part) in was.Answered.SelectMany(a => a.Parts.Select(p => (a, p))).Where(p => !Has(now.Of(p.a.Stage), p.p) && IsTakingBack(input, now.Of(p.a.Stage)!)))
            {
                _chosen[(now.Round, answer.Stage, part.MessageId, part.Text)] = SharingChoice.OnlyMe;
            }
        }
    }

    private void Follow(Reflection reflection, Answer? was, DialogInput input, Answer now, bool isChoosing)
    {
        if (!now.Answered)
        {
            return;
        }
        if (Promises.IsUndo(input) && was is { Answered: true })
        {
            Assert.True(now.Choice <= was.Choice, $"undo went from {was.Choice} to {now.Choice}");
        }
        var isChosen = was is not null && was.Choice != now.Choice && !Promises.IsUndo(input);
        var isForFewer = now.Choice < was?.Choice && (was is { Answered: false } || input is FilledForm); // New words after a taking back, those of a form of before it or before the handing in, or what was chosen for all meanwhile.
        Assert.True(!isChosen || isChoosing || isForFewer, $"{input} changed a choice");
        foreach (var part in now.Parts)
        {
            var key = (reflection.Round, now.Stage, part.MessageId, part.Text);
            var isWritten = !Has(was, part) && !Promises.IsUndo(input);
            if (isChosen || isWritten)
            {
                _chosen[key] = now.Choice;
            }

            // Written on a form and taken back by the form's own button, all in one step.
            _chosen.TryAdd(key, reflection.SubmittedAt is null ? was?.Choice ?? SharingChoice.Topics : SharingChoice.OnlyMe);
            Assert.True(now.Choice <= _chosen[key], $"{part.Text}: chosen {_chosen[key]}, now {now.Choice} after {input}");
        }
    }

    // "Did you mean `share 1 only me`?" - "Yes."
    private static bool IsChoosing(PersonState before, DialogInput input) => Promises.Is(input, CollaboratorAction.Share) || Promises.Is(input, CollaboratorAction.DontQuote)
        || (Promises.Is(input, CollaboratorAction.Yes) && before.Session.Pending is { Kind: PendingKind.DidYouMean, Item: var item } && item.StartsWith("share ", StringComparison.Ordinal));

    private static bool Has(Answer? answer, AnswerPart part) => answer?.Parts.Any(p => p.MessageId == part.MessageId && p.Text == part.Text) == true;

    private static bool IsTakingBack(DialogInput input, Answer now) =>
        input is Deleted || (input is Edited edited && string.IsNullOrWhiteSpace(edited.Text)) || Promises.Is(input, CollaboratorAction.Withdraw) || Promises.Is(input, CollaboratorAction.Yes) && now.Withdrawn || (input is FilledForm && !now.Answered);
}
