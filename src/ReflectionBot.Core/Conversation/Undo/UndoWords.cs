using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Undo;

/// <summary>Describes what an undo has done or would do. It always says which answers it is about.</summary>
internal static class UndoWords
{
    /// <summary>What the undo has restored, in sentences.</summary>
    /// <param name="turn">The step, after the undo.</param>
    /// <param name="asked">The round.</param>
    /// <param name="entry">What was undone.</param>
    /// <param name="was">The reflection before the undo.</param>
    /// <param name="keeps">Text that the undo took out can be restored.</param>
    public static IEnumerable<string> What(DialogTurn turn, AskedRound asked, UndoEntry entry, Reflection was, bool keeps)
    {
        var now = turn.State.Reflections[entry.Round];
        return entry.Kind switch
        {
            UndoKind.Part => Part(asked, entry, now),
            UndoKind.Move => [entry.Round == turn.Session.Round ? ConversationWording.YouAreBackWhereYouWere : ConversationWording.FormatThereYouAreBackAt(Questions.Called(asked, now, now.Current))],
            _ => Answers(asked, entry, was, now, keeps),
        };
    }

    /// <summary>What a typed `undo` would do.</summary>
    public static string Latest(DialogTurn turn, UndoEntry top)
    {
        var reflection = turn.State.Reflections[top.Round];
        List<QuestionId> stages = top.Kind switch
        {
            UndoKind.Part => [top.Stage ?? top.Current],
            UndoKind.Change or UndoKind.Gone => [.. top.Before.Select(b => b.Stage)],
            _ => [],
        };
        var asked = turn.Find(top.Round);
        var what = asked is not null && stages.Count > 0 ? ConversationWording.FormatWhatYouDidTo(Called(asked, reflection, stages)) : top.Kind == UndoKind.Submission ? ConversationWording.ThatYouSentItIn : ConversationWording.WhereYouWent;
        return asked is null || top.Round == turn.Session.Round ? ConversationWording.FormatTheLatestThingThatCanBe(what) : ConversationWording.FormatTheLatestThingThatCanBeUndone(what, turn.Called(asked));
    }

    private static IEnumerable<string> Part(AskedRound asked, UndoEntry entry, Reflection now)
    {
        var stage = entry.Stage ?? entry.Current;
        var left = now.Of(stage)?.Parts.Count ?? 0;
        return [ConversationWording.FormatYourMessageIsOutOf(Questions.Called(asked, now, stage)), left > 0 ? ConversationWording.FormatLeft(Spoken.Parts(left)) : ConversationWording.NothingIsWrittenHereNow];
    }

    private static IEnumerable<string> Answers(AskedRound asked, UndoEntry entry, Reflection was, Reflection now, bool keeps)
    {
        var pairs = entry.Before.Select(b => (Was: was.Of(b.Stage), Now: now.Of(b.Stage))).Where(p => p.Now is not null).ToList();
        var words = pairs.Where(p => !Same(p.Was, p.Now!) && !UndoDialog.IsAsked(was, entry, entry.Before.First(b => b.Stage == p.Now!.Stage))).Select(p => p.Now!.Stage).ToList();
        if (words.Count > 0)
        {
            var called = Called(asked, now, words);
            yield return entry.IsUndone ? ConversationWording.FormatTheNewerWordsForAreBack(called) : (keeps ? ConversationWording.FormatYourWordsForAreAsThey(called) : ConversationWording.FormatYourWordsForAreAsTheyWere(called));
        }
        foreach (var group in pairs.Where(p => p.Was is not null && p.Was.Choice != p.Now!.Choice && !words.Contains(p.Now.Stage) && p.Now.Choice == entry.Before.First(b => b.Stage == p.Now.Stage).Choice).GroupBy(p => p.Now!.Choice))
        {
            yield return Texts.Sentence(ConversationWording.FormatAsBefore(Called(asked, now, group.Select(p => p.Now!.Stage)), group.Key.Name(asked.ChoiceReader)));
        }
        var quotes = pairs.Where(p => p.Was is not null && Same(p.Was, p.Now!) && p.Was.Choice == p.Now!.Choice && (p.Was.Quote?.Exact, p.Was.Quote?.State) != (p.Now.Quote?.Exact, p.Now.Quote?.State)).Select(p => p.Now!.Stage).ToList();
        if (quotes.Count > 0)
        {
            yield return ConversationWording.FormatTheWordsToBeQuotedFrom(Called(asked, now, quotes));
        }
    }

    private static bool Same(Answer? was, Answer now) => (was?.Parts ?? []).Select(p => (p.MessageId, p.Text)).SequenceEqual(now.Parts.Select(p => (p.MessageId, p.Text)));

    private static string Called(AskedRound asked, Reflection reflection, IEnumerable<QuestionId> stages) => Spoken.List([.. stages.Select(s => Questions.Called(asked, reflection, s))]);
}
