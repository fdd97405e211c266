using System.Globalization;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Sharing;

/// <summary>
/// The quote check: before a digest quotes somebody, they are asked once more, with the exact words and their place. Silence means no quote (trust
/// rule 6). A yes is to these words: other words are another quote.
/// </summary>
internal static class QuoteCheckDialog
{
    private const char Version = '@';

    /// <summary>Asks. What the person was at goes on.</summary>
    public static void Ask(DialogTurn turn, QuoteCheckDue check)
    {
        turn.Pending = turn.Was;
        if (turn.Find(check.Round) is not { } asked || turn.State.Reflections.GetValueOrDefault(check.Round) is not { } reflection
            || reflection.Of(check.Stage) is not { Quote: { CheckedWithAuthor: null } quote } answer || answer.ApprovedQuote != check.Exact)
        {
            return;
        }

        turn.Put(reflection.With(answer with { Quote = quote with { CheckedWithAuthor = turn.Context.Now } }));
        var zone = Zones.Of(asked.Project);
        var named = answer.Choice == SharingChoice.QuoteWithName ? ConversationWording.FormatWithYourName(asked.MemberName ?? turn.Context.PersonName) : ConversationWording.WithoutYourName;
        var heading = $"{turn.NameOf(asked.Project)}, {asked.Round.Name}, {Questions.Heading(asked, reflection, check.Stage)}";
        turn.SayWords(new NoticeMessage(
            [
                ConversationWording.FormatMayTheDigestQuoteThis(heading, Spoken.DayAndTime(check.PostsAt, zone), named),
                quote.Exact,
                $"{QuoteDialog.Place(turn, asked, check.Stage, quote.Exact)} {QuoteDialog.Warning}",
                ConversationWording.FormatWithoutYourYesByThen(Spoken.DayAndTime(check.Until, zone)),
            ],
            [
                turn.Standing(ConversationWording.YesQuoteThis, CollaboratorAction.Quote, check.Round, Item(check.Stage, quote), primary: true),
                turn.Standing(ConversationWording.DontQuote2, CollaboratorAction.DontQuote, check.Round, $"{check.Stage}"),
            ]), check.Round);
    }

    /// <summary>The quotes whose authors were asked about them and have not said yes, as buttons: a bare yes could be to any.</summary>
    public static IReadOnlyList<Button> Waiting(DialogTurn turn) =>
    [
        .. from asked in turn.Context.Rounds
           let reflection = turn.State.Reflections.GetValueOrDefault(asked.Round.Id)
           where reflection is not null
           from answer in reflection.Answered
           where answer is { ApprovedQuote: not null, Quote: { CheckedWithAuthor: not null, IsConfirmed: false } }
           select turn.Standing(ConversationWording.FormatYesQuote(Questions.Heading(asked, reflection, answer.Stage)), CollaboratorAction.Quote, asked.Round.Id, Item(answer.Stage, answer.Quote!)),
    ];

    private static string Item(QuestionId stage, Quote quote) => $"{stage}{Version}{quote.Version.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>An item of a button, taken apart: the answer, and the version of the quote that was on the card; null where there was none.</summary>
    public static (string? Item, long? Version) Read(string? item) =>
        item?.Split(Version) is [var stage, var version] && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (stage, number) : (item, null);

    /// <summary>A yes to a quote, outside the review too.</summary>
    /// <returns>False where the quote is none that was asked about.</returns>
    public static bool Confirm(DialogTurn turn, AskedRound asked, Answer answer, long? version)
    {
        if (answer.ApprovedQuote is null || answer.Quote is not { CheckedWithAuthor: not null } quote || (version is { } shown && shown != quote.Version))
        {
            if (version is not null)
            {
                StartDialog.Slip(turn, ConversationWording.ThatCardShowedOtherWordsOfYours);
            }

            return version is not null;
        }

        if (!quote.IsConfirmed)
        {
            turn.Put(turn.State.Reflections[asked.Round.Id].With(answer with { Quote = quote with { IsConfirmed = true } }));
        }

        turn.Say(ConversationWording.ThankYouADigestMayPrintIt, turn.Standing(ConversationWording.DontQuote2, CollaboratorAction.DontQuote, asked.Round.Id, $"{answer.Stage}"));
        return true;
    }
}
