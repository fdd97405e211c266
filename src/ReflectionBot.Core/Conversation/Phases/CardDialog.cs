using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>
/// What becomes of a card when its buttons are over, because one of them was pressed or a newer card has taken its place: it says so, and has
/// no buttons any more. Nobody's own words stand in it, so that none comes back by it that was taken back.
/// </summary>
internal static class CardDialog
{
    private const string Passed = "This card is over.";

    /// <summary>What the card says from now on; null where it stands as it is, because its buttons still mean what they say.</summary>
    /// <param name="turn">The step, before the button does anything.</param>
    /// <param name="action">The button's action.</param>
    /// <param name="word">Its word.</param>
    /// <param name="stale">It belongs to something earlier.</param>
    public static NoticeMessage? Over(DialogTurn turn, ButtonAction action, DialogWord word, bool stale)
    {
        var consent = word is DialogWord.Agree or DialogWord.ReadFirst || (turn.Session.Phase == Phase.Consent && word == DialogWord.Decline);
        if (stale)
        {
            return consent ? null : Notice(null, Passed); // That text is worth reading again.
        }
        return word switch
        {
            DialogWord.Agree or DialogWord.Decline when consent && action.Item == turn.Session.ConsentShown => Consent(turn, word),
            DialogWord.Yes or DialogWord.Decline => turn.Was is { TakesYesOrNo: true } was && action.Item == YesNoDialog.Item(was) ? Chosen(YesNoDialog.About(turn, was), word == DialogWord.Yes ? "yes" : "no") : Notice(null, Passed),
            DialogWord.Share => Rung(turn, action),
            _ when action.Revision == 0 => null,
            DialogWord.OneAtATime or DialogWord.Form or DialogWord.ThreeQuestions => turn.Session.Phase == Phase.Choosing && turn.Asked is { } asked ? Chosen($"{asked.Project.Name}: {asked.Round.Name}", word.Typed()) : null,
            DialogWord.Next or DialogWord.Skip or DialogWord.Back or DialogWord.Submit => Chosen(action.Item == DialogTurn.Note ? null : Heading(turn), word.Typed()),
            _ => null,
        };
    }

    /// <summary>Puts away the review that is over: another one was shown since, or the person has gone on from it.</summary>
    public static void PutAway(DialogTurn turn, PersonState before)
    {
        if (turn.Session.Phase != Phase.Review)
        {
            turn.Session = turn.Session with { Review = null };
        }
        if (before.Session.Review is { } old && old != turn.Session.Review)
        {
            var now = turn.Session.Review is null ? "`my answers` shows what you wrote." : "Your reflection stands below as it is now.";
            turn.Do(new DialogEffect.CardOver(null, old, Notice("Your reflection", $"{Passed} {now}")));
        }
    }

    private static string? Heading(DialogTurn turn)
    {
        if (turn.Asked is not { } asked || turn.Reflection is not { } reflection || turn.Session.Phase != Phase.Asking)
        {
            return turn.Session.Phase == Phase.Review ? "Your reflection" : null;
        }
        var number = Questions.Number(asked, reflection.Form, reflection.Current);
        return number > 0 ? $"{number} of {asked.Questions.Of(reflection.Form, asked.AskOthers).Count} {asked.Questions.About(reflection.Current)?.Label}" : Questions.Heading(asked, reflection, reflection.Current);
    }

    private static NoticeMessage? Consent(DialogTurn turn, DialogWord word)
    {
        var text = turn.Asked is { } asked ? ConsentText.Build(asked.Project) : null;
        return text is null || text.Version != turn.Session.ConsentShown ? null
            : text.Message([]) is var message ? Notice(message.Title, [.. message.Paragraphs.Select(p => $"{p.Heading} {p.Text}".Trim()), $"You chose: {(word == DialogWord.Agree ? "I agree" : "no")}."]) : null;
    }

    /// <summary>A rung of the ladder was chosen; the question for it is over, whatever comes of it.</summary>
    private static NoticeMessage? Rung(DialogTurn turn, ButtonAction action)
    {
        var round = action.Round ?? turn.Session.Round;
        if (turn.Find(round) is not { } asked || turn.State.Reflections.GetValueOrDefault(asked.Round.Id) is not { } reflection || action.Item?.Split(' ', 2) is not [var about, var rung] || SharingChoices.OfWord(rung) is not { } choice)
        {
            return null;
        }
        var whose = about == SharingDialog.All ? "all your answers" : Questions.Parse(asked, reflection, about) is { } stage ? Questions.Heading(asked, reflection, stage) : null;
        return whose is null ? null : Chosen($"Who may see {whose}", choice.Name(asked.Facilitator));
    }

    private static NoticeMessage Chosen(string? title, string what) => Notice(title, $"You chose: {what}.");

    private static NoticeMessage Notice(string? title, params string[] paragraphs) => new(paragraphs, [], title) { IsOver = true };
}
