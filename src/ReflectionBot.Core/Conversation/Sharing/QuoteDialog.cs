using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Sharing;

/// <summary>The words to be quoted: shown exactly as others would see them, and quoted only if their author says so (trust rule 6).</summary>
internal static class QuoteDialog
{
    /// <summary>Shown with every preview.</summary>
    public static string Warning => ConversationWording.PeopleMayKnowYouFromThe;

    /// <summary>Shown wherever a person could choose to quote an answer that a digest has already quoted.</summary>
    public static string Once => ConversationWording.ADigestHasQuotedThisAnswer;

    /// <summary>Whether a digest has quoted an answer, even if that quote was taken back since.</summary>
    public static bool WasPrinted(DialogTurn turn, AskedRound asked, QuestionId stage) => turn.Context.Printed.Contains((asked.Round.Id, stage));

    /// <summary>A facilitator dropped a quote: it is no longer printed, and its author is told. What the person was doing continues.</summary>
    public static void Dropped(DialogTurn turn, QuoteDropped dropped)
    {
        turn.Pending = turn.Was;
        if (turn.State.Reflections.GetValueOrDefault(dropped.Round) is not { } reflection || reflection.Of(dropped.Stage) is not { Quote: { } quote } answer || answer.ApprovedQuote != dropped.Exact)
        {
            return;
        }
        turn.Put(reflection.With(answer with { Quote = quote with { State = QuoteState.Dropped } }));
        if (turn.Find(dropped.Round) is { } asked)
        {
            turn.Say(ConversationWording.FormatTheFacilitatorDroppedTheQuoteFrom($"{turn.NameOf(asked.Project)}, {asked.Round.Name}, {Questions.Heading(asked, reflection, dropped.Stage)}"));
        }
    }

    /// <summary>What others would see of a text; null where nothing is left, or it is too long for a quote.</summary>
    public static string? Preview(DialogTurn turn, string text)
    {
        var words = turn.Context.Redact(text);
        return string.IsNullOrWhiteSpace(words) || words.Length > ReflectionLimits.Quote ? null : words;
    }

    /// <summary>The reflection with a preview for each answer with a quote choice that has none for its current version.</summary>
    public static Reflection Offered(DialogTurn turn, AskedRound asked, Reflection reflection)
    {
        foreach (var answer in reflection.Answered.Where(a => !WasPrinted(turn, asked, a.Stage) && a.Choice >= SharingChoice.QuoteNoName && a.Quote?.Version != a.Version && Questions.Quotable(asked, a.Stage)).ToList())
        {
            if (Preview(turn, answer.Text) is { } words)
            {
                reflection = reflection with { Answers = reflection.Answers.SetItem(answer.Stage, answer.Offering(words)) };
            }
        }
        return reflection;
    }

    /// <summary>An answer's quote in the review: its words, a note about them, and the buttons.</summary>
    public static (string? Quote, string? Note, IReadOnlyList<Button> Buttons) InReview(DialogTurn turn, AskedRound asked, Answer answer)
    {
        if (answer.Choice < SharingChoice.QuoteNoName)
        {
            return (null, null, []);
        }
        var item = $"{answer.Stage}";
        var reword = turn.Button(ConversationWording.ChangeWording, CollaboratorAction.Reword, item);
        var drop = turn.Standing(ConversationWording.DontQuote2, CollaboratorAction.DontQuote, asked.Round.Id, item);
        var named = answer.Choice == SharingChoice.QuoteWithName ? ConversationWording.FormatWithYourName(asked.MemberName ?? turn.Context.PersonName) : ConversationWording.WithoutYourName;
        return answer.Quote switch
        {
            var quote when WasPrinted(turn, asked, answer.Stage) => (answer.ApprovedQuote, answer.ApprovedQuote is null || quote is null ? Once : ConversationWording.FormatItStandsThereUntilYouChoose(Once), [drop]),
            null => (null, ConversationWording.FormatThisCannotBeQuotedWholeA(ReflectionLimits.Quote), [reword, drop]),
            { State: QuoteState.Dropped } => (null, ConversationWording.TheFacilitatorDroppedThisQuoteYour, [reword, drop]),
            { State: QuoteState.Approved, CheckedWithAuthor: not null, IsConfirmed: false } quote => (quote.Exact, ConversationWording.FormatYouWereAskedOnceMore(Place(turn, asked, answer.Stage, quote.Exact)), [turn.Button(ConversationWording.YesQuoteThis, CollaboratorAction.Quote, item), reword, drop]),
            { State: QuoteState.Approved } quote => (quote.Exact, $"{ConversationWording.FormatYouApprovedExactlyTheseWords(named, Place(turn, asked, answer.Stage, quote.Exact))}{AskedOnceMore(asked, quote)}", [reword, drop]),
            { } quote => (quote.Exact, ConversationWording.FormatYourTeamWouldSeeExactlyThis(named, Place(turn, asked, answer.Stage, quote.Exact), Warning),
                [turn.Button(ConversationWording.QuoteExactlyThis, CollaboratorAction.Quote, item), turn.Button(ConversationWording.TidySpelling, CollaboratorAction.Tidy, item), reword, drop]),
        };
    }

    // Before it is printed, where the project has a quote check.
    private static string AskedOnceMore(AskedRound asked, Quote quote) => asked.Project.Settings.ChecksQuotes && !quote.IsConfirmed ? $" {ConversationWording.IAskYouOnceMoreBefore}" : "";

    /// <summary>Says where a digest would list the words.</summary>
    public static string Place(DialogTurn turn, AskedRound asked, QuestionId stage, string words) =>
        stage == QuestionId.ActionPlan ? ConversationWording.ItWouldStandUnderNextTime
        : turn.Context.Place(asked.Project, words) is { } theme ? ConversationWording.FormatItWouldStandUnderIfThe(theme)
        : ConversationWording.ItWouldStandUnderInTheir;

    /// <summary>Approve, tidy, reword, or do not quote.</summary>
    public static void Take(DialogTurn turn, CollaboratorAction word, string? item, string? round)
    {
        if (word == CollaboratorAction.DontQuote && item == SharingDialog.All)
        {
            None(turn, round);
            return;
        }
        (item, var version) = QuoteCheckDialog.Read(item);
        var (one, several) = MeantRound.Find(turn, round, m => Quoted(m, item) is not null);
        if (one is null)
        {
            NoQuote(turn, word, item, round, several);
            return;
        }
        var (asked, answer) = (one.Asked, Quoted(one, item)!);
        if (word == CollaboratorAction.DontQuote)
        {
            SharingDialog.Choose(turn, one, answer, SharingChoice.Topics, typed: round is null ? item : null);
        }
        else if (WasPrinted(turn, asked, answer.Stage))
        {
            StartDialog.Slip(turn, Once);
        }
        else if (word == CollaboratorAction.Quote && QuoteCheckDialog.Confirm(turn, asked, answer, version))
        {
            return;
        }
        else if (SharingDialog.MayWiden(turn, one, ConversationWording.FormatStaysAsItIs(turn.Placed(asked, Questions.Heading(asked, one.Reflection, answer.Stage)))))
        {
            Change(turn, asked, answer, word);
        }
    }

    /// <summary>Turns off all quotes of a round.</summary>
    private static void None(DialogTurn turn, string? round)
    {
        var (one, several) = MeantRound.Find(turn, round, m => m.Reflection.Answered.Any(a => a.Choice >= SharingChoice.QuoteNoName));
        if (one is null)
        {
            NoQuote(turn, CollaboratorAction.DontQuote, several.Count > 0 ? SharingDialog.All : null, round, several);
            return;
        }
        var (asked, reflection) = (one.Asked, one.Reflection);
        List<Answer> quoted = [.. reflection.Answered.Where(a => a.Choice >= SharingChoice.QuoteNoName)];
        turn.Remember(reflection, UndoKind.Change, e => e with { Before = [.. quoted] });
        turn.Put(quoted.Aggregate(reflection, (r, a) => r.With(a.WithChoice(SharingChoice.Topics))));
        turn.Say($"{turn.Placed(asked, "")}{ConversationWording.FormatNothingYouWroteIsToBeQuoted(Spoken.List([.. quoted.Select(a => Questions.Called(asked, reflection, a.Stage))]))}", turn.Standing(ConversationWording.Review, CollaboratorAction.Review));
    }

    /// <summary>The answer with a quote choice that is meant: by its number, or the only one.</summary>
    private static Answer? Quoted(MeantRound meant, string? item) =>
        item is not null ? meant.Of(item) is { Choice: >= SharingChoice.QuoteNoName } answer ? answer : null
        : meant.Reflection.Answered.Where(a => a.Choice >= SharingChoice.QuoteNoName).ToList() is [var only] ? only : null;

    private static void NoQuote(DialogTurn turn, CollaboratorAction word, string? item, string? round, IReadOnlyList<MeantRound> several)
    {
        if (several.Count > 0)
        {
            MeantRound.Which(turn, word, item, several);
        }
        else if (item is not null && MeantRound.Find(turn, round, m => m.Of(item) is not null).One is { } meant && meant.Of(item) is { } answer)
        {
            var called = turn.Placed(meant.Asked, Questions.Heading(meant.Asked, meant.Reflection, answer.Stage));
            turn.Say(ConversationWording.FormatIsNotQuoted(called, answer.Choice.Name(meant.Asked.ChoiceReader), word == CollaboratorAction.DontQuote ? "" : ConversationWording.FormatToHaveWordsOfItQuoted(item)), turn.Standing(ConversationWording.Review, CollaboratorAction.Review));
        }
        else
        {
            WhichQuote(turn, word, item, round);
        }
    }

    /// <summary>Asks which answer with a quote choice is meant; first asks for the round, where several have some.</summary>
    private static void WhichQuote(DialogTurn turn, CollaboratorAction word, string? item, string? round)
    {
        var (quoting, several) = MeantRound.Find(turn, round, m => m.Reflection.Answered.Any(a => a.Choice >= SharingChoice.QuoteNoName));
        if (quoting is not null)
        {
            turn.Waits(word);
            turn.Speaks(quoting.Asked.Round.Id);
            turn.Say(ConversationWording.FormatWhichQuoteWriteWithItsNumber(word.Typed()), quoting.Reflection.Answered.Where(a => a.Choice >= SharingChoice.QuoteNoName)
                .Select(a => turn.Standing(Questions.Heading(quoting.Asked, quoting.Reflection, a.Stage), word, quoting.Asked.Round.Id, $"{a.Stage}")));
        }
        else if (several.Count > 0)
        {
            MeantRound.Which(turn, word, item, several);
        }
        else if (turn.Asked is null || turn.Reflection is null)
        {
            StartDialog.NothingActive(turn, null);
        }
        else
        {
            turn.Say(word == CollaboratorAction.DontQuote ? ConversationWording.WhichQuoteNoAnswerOfYours : ConversationWording.FormatWhichQuoteNoAnswerOfYoursHere(word.Typed()), turn.Standing(ConversationWording.Review, CollaboratorAction.Review));
        }
    }

    /// <summary>Accepts the words that a person wants quoted, and shows them as others would see them.</summary>
    public static void AcceptWording(DialogTurn turn, Pending pending, TextReceived said)
    {
        if (turn.Ready(ConversationWording.IHaveNotKeptWhatYou) is not var (asked, reflection))
        {
            return;
        }
        if (QuestionId.Of(pending.Item) is not { } stage || reflection.Of(stage) is not { Answered: true, Choice: >= SharingChoice.QuoteNoName } answer)
        {
            StartDialog.Slip(turn, ConversationWording.ThatAnswerIsNotToBe);
        }
        else if (WasPrinted(turn, asked, stage))
        {
            StartDialog.Slip(turn, ConversationWording.FormatIHaveNotKeptTheWords(Once));
        }
        else if (Preview(turn, said.Text.Trim()) is not { } words)
        {
            turn.Pending = pending;
            turn.Say(ConversationWording.FormatAQuoteHasAtMostCharacters(ReflectionLimits.Quote));
        }
        else
        {
            Offer(turn, asked, answer, words, said.MessageId);
        }
    }

    private static void Change(DialogTurn turn, AskedRound asked, Answer answer, CollaboratorAction word)
    {
        var quote = answer.Quote is { } q && q.Version == answer.Version && q.State != QuoteState.Dropped ? q : null;
        if (word == CollaboratorAction.Reword)
        {
            turn.Pending = new(PendingKind.QuoteWords, $"{answer.Stage}");
            turn.Say(ConversationWording.PleaseWriteTheWordsYouWant);
        }
        else if (quote is null)
        {
            turn.Say(ConversationWording.ThereAreNoWordsToQuote);
            ReviewDialog.Show(turn, asked);
        }
        else if (word == CollaboratorAction.Tidy)
        {
            var tidy = turn.Context.Tidy(quote.Exact);
            turn.Say(tidy == quote.Exact ? ConversationWording.ThereWasNoSpellingToTidy : ConversationWording.TidiedPleaseLookAtItOnce);
            Offer(turn, asked, answer, string.IsNullOrWhiteSpace(tidy) || tidy.Length > ReflectionLimits.Quote ? quote.Exact : tidy, quote.Message);
        }
        else
        {
            Approve(turn, asked, answer);
        }
    }

    private static void Offer(DialogTurn turn, AskedRound asked, Answer answer, string words, string? message)
    {
        if (answer.Quote is { State: QuoteState.Offered } stands && stands.Version == answer.Version && stands.Exact == words)
        {
            // Sending the same words again changes nothing that an undo could take back.
            turn.Put(stands.Message == message ? turn.Reflection! : turn.Reflection!.With(answer with { Quote = stands with { Message = message } }));
        }
        else if (answer.ApprovedQuote != words)
        {
            turn.Remember(turn.Reflection!, UndoKind.Change, e => e with { Before = [answer] });
            turn.Put(turn.Reflection!.With(answer.Offering(words, message)));
        }
        ReviewDialog.Show(turn, asked);
    }

    private static void Approve(DialogTurn turn, AskedRound asked, Answer answer)
    {
        if (turn.Session.Phase != Phase.Review)
        {
            turn.Say(ConversationWording.PleaseLookAtTheWordsFirst);
        }
        else if (answer.ApprovedQuote is null)
        {
            turn.Remember(turn.Reflection!, UndoKind.Change, e => e with { Before = [answer] });
            turn.Put(turn.Reflection!.With(answer.Approving()));
            turn.Say($"{ConversationWording.ItWillBeQuotedExactlySo}{AskedOnceMore(asked, answer.Quote!)}", turn.UndoButton());
            ReviewDialog.LookOver(turn, asked);
            return;
        }
        ReviewDialog.Show(turn, asked);
    }
}
