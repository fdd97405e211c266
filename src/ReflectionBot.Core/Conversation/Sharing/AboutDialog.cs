using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Undo;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Sharing;

/// <summary>
/// Asks what an answer is about. Its author knows best, so their choice replaces what the coder finds. The bot asks about answers that are
/// shared as topics or wider, once for each text, and only when the author asks for it; nothing is preselected.
/// </summary>
internal static class AboutDialog
{
    /// <summary>The item that skips the answer before it, or all answers after <see cref="SharingDialog.All"/>.</summary>
    public const string Skip = "skip";

    private const string None = "none";
    private const char Words = '@';
    private const int Preview = 300;

    private static readonly string[] NoneWords = [None, "none of these", "none of them", "nothing", "no topic"];

    /// <summary>Records what an answer is about, or asks.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="item">The answer, and optionally what it is about: "3", "3 power hard", "Evaluation none", "all skip"; null for the first answer not yet asked about.</param>
    /// <param name="round">The round that the button named; null to work it out.</param>
    public static void Take(DialogTurn turn, string? item, string? round)
    {
        var (said, rest) = (item ?? "").Split(' ', 2) is [var answer, var more] ? (answer, more) : (item ?? "", "");
        (said, var words) = said.Split(Words) is [var stage, var of] ? (stage, of) : (said, null);
        var all = said.Length == 0 || said == SharingDialog.All;
        switch (MeantRound.Find(turn, round, m => all ? m.Reflection.Answered.Any() : m.Of(said) is not null))
        {
            case ({ } meant, _) when MayNot(turn, meant): break;
            case ({ } meant, _) when said == SharingDialog.All: SkipAll(turn, meant); break;
            case ({ } meant, _) when all: AskFirst(turn, meant); break;
            case ({ } meant, _): One(turn, meant, meant.Of(said)!, rest, words); break;
            case (_, [_, ..] several): MeantRound.Which(turn, CollaboratorAction.About, item, several); break;
            default: turn.Say(ConversationWording.WhichAnswerWriteAboutWithIts, turn.Standing(ConversationWording.Review, CollaboratorAction.Review), turn.Standing(ConversationWording.MyChoices, CollaboratorAction.MyChoices)); break;
        }
    }

    /// <summary>The stage of the answer that the person is being asked about; null for none.</summary>
    public static string? Asked(DialogTurn turn) =>
        turn.Was is { Kind: PendingKind.Argument, Item: var words } && words.Split(' ') is [var word, var stage, ..] && word == CollaboratorAction.About.Typed() ? stage : null;

    /// <summary>[What is this about?], while there is an answer that was not asked about.</summary>
    public static IEnumerable<Button> Offer(DialogTurn turn, Reflection reflection) =>
        turn.Context.Rounds.FirstOrDefault(r => r.Round.Id == reflection.Round) is { } asked && Themes(turn, asked).Count > 0 && Next(reflection) is not null
            ? [turn.Standing(ConversationWording.WhatIsThisAbout, CollaboratorAction.About, reflection.Round)]
            : [];

    /// <summary>A sentence on what an answer is about, by its author's choice, else as a facilitator reads it, else by the coder; null where it is not shared as a topic.</summary>
    public static string? InWords(DialogTurn turn, AskedRound asked, Answer answer)
    {
        var themes = Themes(turn, asked);
        string List(IEnumerable<SidedTheme> said) => Spoken.List([.. said.Select(t => ThemeNames.Of(themes, t))]);
        return answer.Choice < SharingChoice.Topics || themes.Count == 0 ? null
            : answer.About is { } said ? (said.Themes.IsEmpty ? ConversationWording.YouSayThatItIsAboutNone : ConversationWording.FormatYouSayThatItIsAbout(List(said.Themes)))
            : answer.Reviewed is { } read ? (read.Themes.IsEmpty ? ConversationWording.AFacilitatorReadsItAsAboutNone : ConversationWording.FormatAFacilitatorReadsItAsAbout(List(read.Themes)))
            : turn.Context.Finds(asked.Project, answer.Text) is [_, ..] found ? ConversationWording.FormatAsIReadItItIsAbout(Spoken.List([.. found.Select(t => ThemeNames.Of(themes, t))]))
            : ConversationWording.AsIReadItItIsAboutNone;
    }

    private static IReadOnlyList<Theme> Themes(DialogTurn turn, AskedRound asked) => turn.Context.Themes(asked.Project);

    /// <summary>Says why, where nothing can be chosen for a whole reflection.</summary>
    private static bool MayNot(DialogTurn turn, MeantRound meant)
    {
        var (asked, reflection) = (meant.Asked, meant.Reflection);
        if (turn.IsOpen(asked) && !turn.HasAgreed(asked))
        {
            turn.MoveTo(asked);
            ConsentDialog.Need(turn, asked, null);
            return true;
        }
        if (reflection.Answered.All(a => a.Choice < SharingChoice.Topics) || Themes(turn, asked).Count == 0)
        {
            turn.Say(ConversationWording.NoAnswerIsSharedAsTopics, turn.Standing(ConversationWording.MyChoices, CollaboratorAction.MyChoices));
            return true;
        }
        return false;
    }

    private static void SkipAll(DialogTurn turn, MeantRound meant)
    {
        Put(turn, meant.Reflection.Answered.Select(a => a with { IsAboutAsked = true }), meant);
        End(turn, meant, ConversationWording.AllRightIAskNoMoreWhat);
    }

    private static void AskFirst(DialogTurn turn, MeantRound meant)
    {
        if (Next(meant.Reflection) is { } next)
        {
            Ask(turn, meant, next, null);
            return;
        }
        var answers = meant.Reflection.Answered.Where(a => a.Choice >= SharingChoice.Topics).ToList();
        turn.Waits(CollaboratorAction.About);
        turn.Speaks(meant.Asked.Round.Id);
        turn.Say(new NoticeMessage([.. answers.Select(a => $"{Heading(turn, meant, a)}: {InWords(turn, meant.Asked, a)}"), ConversationWording.ToChangeOneChooseIt],
            [.. answers.Select(a => turn.Standing(Heading(turn, meant, a), CollaboratorAction.About, meant.Asked.Round.Id, $"{a.Stage}"))], ConversationWording.WhatIsThisAbout));
    }

    /// <param name="turn">The step.</param>
    /// <param name="meant">The round.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="rest">The text after the answer: what it is about.</param>
    /// <param name="shown">The mark of the answer's text on the card; null where it was typed.</param>
    private static void One(DialogTurn turn, MeantRound meant, Answer answer, string rest, string? shown)
    {
        var heading = Heading(turn, meant, answer);
        if (answer.Choice < SharingChoice.Topics)
        {
            turn.Say(ConversationWording.FormatIsNotSharedAsTopics(heading, answer.Choice.Name(meant.Asked.ChoiceReader)), turn.Standing(ConversationWording.ChangeWhoSeesIt, CollaboratorAction.Share, meant.Asked.Round.Id, $"{answer.Stage}"));
            return;
        }
        var words = TypedText.Plain(rest);
        if (shown is not null && shown != Mark(answer))
        {
            Ask(turn, meant, answer, ConversationWording.ThatCardShowedOtherWordsOfYours);
        }
        else if (words.Length == 0)
        {
            Ask(turn, meant, answer, null);
        }
        else if (words == Skip)
        {
            Said(turn, meant, answer, answer with { IsAboutAsked = true }, null);
        }
        else if (NoneWords.Contains(words))
        {
            Said(turn, meant, answer, answer with { IsAboutAsked = true, About = new([], turn.Context.Now.ToUniversalTime()) }, ConversationWording.FormatIsAboutNoneOfThese(heading));
        }
        else if (ThemeNames.Read(Themes(turn, meant.Asked), rest) is not var (theme, side))
        {
            Ask(turn, meant, answer, ConversationWording.FormatIDoNotKnowThatTopic(Texts.Shorten(rest, 40)));
        }
        else if (side is null)
        {
            turn.Waits(CollaboratorAction.About, $"{answer.Stage} {theme.Id}");
            turn.Speaks(meant.Asked.Round.Id);
            turn.Say(new NoticeMessage([ConversationWording.FormatHowWasIt(heading, theme.Words.About)],
            [
                .. ThemeNames.Sides.Select(s => turn.Standing(ThemeNames.Of(s.Side), CollaboratorAction.About, meant.Asked.Round.Id, $"{Marked(answer)} {theme.Id} {s.Typed[0]}")),
                turn.Standing(ConversationWording.AnotherTopic, CollaboratorAction.About, meant.Asked.Round.Id, $"{answer.Stage}"),
            ]));
        }
        else if ((answer.About ?? new([], default)).With(new(theme.Id, side.Value), turn.Context.Now) is not { } about)
        {
            turn.Say(ConversationWording.FormatIsAboutTwoTopicsAlready(heading, Spoken.List([.. answer.About!.Themes.Select(t => ThemeNames.Of(Themes(turn, meant.Asked), t))])),
                turn.Standing(ConversationWording.NoneOfThese, CollaboratorAction.About, meant.Asked.Round.Id, $"{answer.Stage} {None}"), turn.Standing(ConversationWording.MyChoices, CollaboratorAction.MyChoices));
        }
        else
        {
            Said(turn, meant, answer, answer with { IsAboutAsked = true, About = about }, ConversationWording.FormatYouSayItIsAbout(heading, Spoken.List([.. about.Themes.Select(t => ThemeNames.Of(Themes(turn, meant.Asked), t))])));
        }
    }

    /// <summary>Saves the choice for an answer, and continues with the next one if the person is being asked about all.</summary>
    private static void Said(DialogTurn turn, MeantRound meant, Answer before, Answer now, string? sentence)
    {
        if (now != before)
        {
            Put(turn, [now], meant);
        }
        var reflection = turn.State.Reflections[meant.Asked.Round.Id];
        var again = now.About is { Themes.Count: > 0 and < AuthorThemes.Most } ? turn.Standing(ConversationWording.AnotherTopicToo, CollaboratorAction.About, meant.Asked.Round.Id, $"{now.Stage}") : null;
        var isAskedAboutAll = turn.In is null && (turn.Pressed is not null || Asked(turn) is not null);
        if (isAskedAboutAll && !before.IsAboutAsked && Next(reflection) is { } next)
        {
            Ask(turn, meant with { Reflection = reflection }, next, sentence, again);
        }
        else
        {
            End(turn, meant, $"{sentence} {ConversationWording.YouCanChangeThatAnyTime}".Trim(), again);
        }
    }

    private static void Ask(DialogTurn turn, MeantRound meant, Answer answer, string? first, Button? also = null)
    {
        var round = meant.Asked.Round.Id;
        Button Choice(string label, string what) => turn.Standing(label, CollaboratorAction.About, round, $"{Marked(answer)} {what}");
        var order = turn.Context.LikeliestFirst(meant.Asked.Project, answer.Text);
        var themes = Themes(turn, meant.Asked).Select((t, i) => (Theme: t, At: order.ToList().IndexOf(t.Id) is >= 0 and var at ? at : order.Count + i)).OrderBy(t => t.At).Select(t => t.Theme);
        turn.Waits(CollaboratorAction.About, $"{answer.Stage}");
        turn.Speaks(round);
        turn.SayWords(new NoticeMessage(
            [.. first is null ? Array.Empty<string>() : [first], $"{Heading(turn, meant, answer)}: \"{Texts.Shorten(answer.Text, Preview)}\"", ConversationWording.ChooseUpToTwoWhatYouSay],
            [.. themes.Select(t => Choice(ThemeNames.Label(t), t.Id)), Choice(ConversationWording.NoneOfThese, None), Choice(ConversationWording.Skip, Skip),
                turn.Standing(ConversationWording.SkipAll, CollaboratorAction.About, round, $"{SharingDialog.All} {Skip}"), .. also is null ? Array.Empty<Button>() : [also]],
            ConversationWording.WhatIsThisAbout), round);
    }

    private static void End(DialogTurn turn, MeantRound meant, string sentence, Button? also = null)
    {
        var reflection = turn.State.Reflections[meant.Asked.Round.Id];
        turn.Fixed(ConversationWording.WhatAnAnswerIsAboutIsChanged);
        turn.Say(sentence, [also, .. ReviewDialog.Ways(turn, reflection), turn.Standing(ConversationWording.MyChoices, CollaboratorAction.MyChoices)]);
    }

    private static void Put(DialogTurn turn, IEnumerable<Answer> answers, MeantRound meant) =>
        turn.Put(answers.Aggregate(turn.State.Reflections[meant.Asked.Round.Id], (r, a) => r.With(a)));

    /// <summary>A choice on a card applies only to the answer text shown there, so its buttons carry a mark of that text.</summary>
    private static string Marked(Answer answer) => $"{answer.Stage}{Words}{Mark(answer)}";

    private static string Mark(Answer answer) => Hashes.Short([answer.Text]);

    private static Answer? Next(Reflection reflection) => reflection.Held ? null : reflection.Answered.FirstOrDefault(a => a.Choice >= SharingChoice.Topics && !a.IsAboutAsked);

    private static string Heading(DialogTurn turn, MeantRound meant, Answer answer) => turn.Placed(meant.Asked, Questions.Heading(meant.Asked, meant.Reflection, answer.Stage));
}
