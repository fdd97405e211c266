using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Core.Dialogs;

/// <summary>Plain text: at a question it is the answer, or more of it; elsewhere the person is told that it was not kept.</summary>
internal static class TextDialog
{
    private const string NotKept = "I have not kept what you just wrote.";
    private const int LongestQuestion = 120;
    private const int WordsOfNoName = 3;
    private const char Between = '|';

    /// <summary>
    /// Whether a typed word is rather an answer, or words for a quote or the team: "yes" and "no" are unless the bot has just asked
    /// something, and so is "open the meeting with lunch", which begins like a word but goes on like a sentence.
    /// </summary>
    public static bool IsAnswer(DialogTurn turn, Typed typed)
    {
        var waits = turn.Was is { Kind: PendingKind.TeamText or PendingKind.QuoteWords };
        var late = typed.Message is { } message && LateText.Find(turn, message) is not null; // They were asked when they wrote it.
        var taken = waits || late || (turn.Session.Phase == Phase.Asking && turn.Asked is not null && turn.Reflection is not null);
        return (typed.Word, typed.Argument) switch
        {
            (DialogWord.Open, { } name) when !taken => !StartDialog.Knows(turn, name) && name.Count(c => c == ' ') >= WordsOfNoName,
            (_, { } argument) => taken && !MakesSense(turn, typed.Word, argument),
            (DialogWord.Yes or DialogWord.Decline, null) => taken && turn.Was is null,
            (DialogWord.Agree or DialogWord.Open, null) => waits || late,
            _ => false,
        };
    }

    public static void Said(DialogTurn turn, Said said)
    {
        var waits = turn.Was is { Kind: PendingKind.TeamText or PendingKind.QuoteWords } pending ? pending : null;
        if (said.Attachments > 0)
        {
            turn.Say("I cannot take pictures, voice clips or files. Please type it, or use your keyboard's microphone. What you wrote before is still here.");
        }
        if (said.Forwards)
        {
            turn.Say("I take only what you write yourself, so I have not kept the message you forwarded. What you want to say about it, please type here.");
        }
        if (string.IsNullOrWhiteSpace(said.Text))
        {
            turn.Pending = waits;
            if (said.Attachments == 0 && !said.Forwards)
            {
                turn.Say("That message was empty. Nothing was saved, and nothing was lost.");
            }
        }
        else if (said.Text.Length > ReflectionLimits.Message)
        {
            turn.Pending = waits;
            turn.Say($"That message is too long for me: {said.Text.Length:N0} characters, and I can take {ReflectionLimits.Message:N0}. Nothing of it was saved. Please send it in smaller pieces. What you wrote before is still here.");
        }
        else if (LateText.Find(turn, said) is { } then)
        {
            turn.Pending = turn.Was;
            LateText.Take(turn, then, said);
        }
        else if (waits is { Kind: PendingKind.TeamText })
        {
            TeamDialog.Preview(turn, waits, said.Text);
        }
        else if (waits is not null)
        {
            QuoteDialog.Words(turn, waits, said.Text);
        }
        else
        {
            Answer(turn, said);
        }
    }

    /// <summary>Whether somebody types the very word that the bot has just asked about.</summary>
    public static bool IsMeant(DialogTurn turn, Typed typed) =>
        turn.Was is { Kind: PendingKind.DidYouMean, Item: var item } && typed.Argument is null && item.StartsWith($"{typed.Word.Typed()}{Between}", StringComparison.Ordinal);

    /// <summary>Says that a word was not taken as an answer, where it might have been one: nothing is lost without a word.</summary>
    public static void TakenAsWord(DialogTurn turn, Typed typed)
    {
        if (typed is { Word: DialogWord.Open or DialogWord.Agree, Argument: null, Message: { } message } && turn.Session.Phase == Phase.Asking)
        {
            turn.Say($"I took \"{Texts.Short(message.Text.Trim(), 40)}\" as a word for me and have not kept it. If it is your answer, please write a few words more.");
        }
    }

    /// <summary>It was meant as a command: takes it out of the answer, as if it had never been there, and does its word.</summary>
    public static void Meant(DialogTurn turn, string item)
    {
        var (word, messageId) = item.Split(Between, 2) is [var name, var id] ? (name, id) : ("", "");
        if (turn.Session.Undo.LastOrDefault() is { Kind: UndoKind.Part } part && part.MessageId == messageId)
        {
            UndoDialog.TakeOut(turn, part);
        }
        if (DialogWords.OfVerb(word) is { } said)
        {
            WordDialog.Take(turn, said, null, null);
        }
        else if (word == "hello")
        {
            StartDialog.Again(turn);
        }
        else
        {
            turn.Say($"I have taken it out of your answer. For the command, write `/reflect {word}`.");
        }
    }

    /// <summary>It was a question for the bot: takes it out of the answer and says who reads what.</summary>
    public static void ForMe(DialogTurn turn, string messageId)
    {
        if (turn.Asked is not { } asked || turn.Reflection is not { } reflection)
        {
            StartDialog.NothingActive(turn, null);
            return;
        }
        if (reflection.Answers.Values.FirstOrDefault(a => a.Parts.Any(p => p.MessageId == messageId)) is { } answer)
        {
            turn.Remember(reflection, UndoKind.Change, e => e with { Before = [answer] });
            turn.Put(reflection.With(answer.WithParts(answer.Parts.Where(p => p.MessageId != messageId))));
        }
        var s = asked.Project.Settings;
        turn.Say(new NoticeMessage(
            [
                "I have taken it out of your answer. I am a bot and know only a few things.",
                $"Who sees it: {s.Readers} can read your answers, with your name. {s.ItTeam} could too. {s.Lead} and the team see topics only. You choose for each answer before you send it in, and can take it back any time.",
                $"The questions close on {turn.Zone(asked).DayAndTime(asked.Round.ClosesAt)}. For anything else ask {s.Contact}.",
            ],
            [.. new[] { turn.UndoButton() }.OfType<Button>(), turn.Button("Next", DialogWord.Next, primary: true), turn.Standing("Get help", DialogWord.GetHelp), turn.Standing("More", DialogWord.More)]));
    }

    private static void Answer(DialogTurn turn, Said said)
    {
        if (OwnMessages.Find(turn.State, said.MessageId) is not null)
        {
            OwnMessages.Edited(turn, new Edited(said.MessageId, said.Text, said.At));
        }
        else if (turn.Ready(NotKept) is var (asked, reflection))
        {
            if (turn.Session.Phase == Phase.Asking)
            {
                Keep(turn, asked, reflection, said);
            }
            else
            {
                StartDialog.Slip(turn, $"{NotKept} {Instead(turn, reflection)}");
            }
        }
    }

    private static string Instead(DialogTurn turn, Reflection reflection) => turn.Session.Phase switch
    {
        Phase.Choosing => "Choose first how you want to answer.",
        Phase.OnForm => "Please write on the form, or write `one at a time` to answer here.",
        Phase.Review => "To add to an answer, choose Change words beside it.",
        _ when reflection.State == RosterState.Submitted => "Your reflection is in. To change an answer, write `review`.",
        _ => "No question is being asked right now.",
    };

    /// <summary>Makes a message part of an answer, so that it can be undone; says so where there is no room.</summary>
    /// <returns>The answer as it was before; null where nothing was added.</returns>
    public static Answer? Add(DialogTurn turn, AskedRound asked, Reflection reflection, Stage stage, Said said)
    {
        var consent = ConsentText.Build(asked.Project)!.Version;
        var answer = reflection.Of(stage) ?? Reflections.Answer.Empty(stage, consent);
        if (answer.Text.Length + said.Text.Length + 1 > ReflectionLimits.Answer || answer.Parts.Count >= ReflectionLimits.Parts)
        {
            turn.Say($"This answer is full: I can keep {ReflectionLimits.Answer:N0} characters in {ReflectionLimits.Parts} messages. {NotKept} What you wrote before is still here.", turn.Button("Next", DialogWord.Next, primary: true));
            return null;
        }
        turn.Remember(reflection, UndoKind.Part, e => e with { MessageId = said.MessageId, Stage = stage == reflection.Current ? null : stage, Quote = answer.Quote?.Version == answer.Version ? answer.Quote : null, ConsentVersion = answer.ConsentVersion, WasWithdrawn = answer.Withdrawn });
        turn.Put(reflection.With(answer.WithParts(answer.Parts.Add(new(said.MessageId, said.At.ToUniversalTime(), said.Text, said.ChangedAt))) with { ConsentVersion = consent }));
        return answer;
    }

    private static void Keep(DialogTurn turn, AskedRound asked, Reflection reflection, Said said)
    {
        if (Add(turn, asked, reflection, reflection.Current, said) is not { } before)
        {
            return;
        }
        turn.Put(turn.Reflection! with { Paused = false });
        var doubt = said.Resembles is { } word ? new Pending(PendingKind.DidYouMean, $"{word}{Between}{said.MessageId}") : LooksLikeAQuestion(said.Text) ? new Pending(PendingKind.ForMe, said.MessageId) : null;
        if (doubt is not null)
        {
            turn.Pending = doubt;
            var asks = said.Resembles is null ? "Is that a question for me?" : $"Did you mean `{said.Resembles}`?";
            turn.Say(new NoticeMessage([$"{asks} Until you say so, I keep it as your answer."], YesNoDialog.Buttons(turn, doubt, "Yes", "No, my answer")));
            return;
        }
        var parts = before.Parts.IsEmpty ? "" : $" {before.Parts.Count + 1} parts so far.";
        var quote = before.ApprovedQuote is not null ? " The quote you approved is off, since the words changed." : "";
        turn.Say($"Saved.{parts}{quote}", turn.UndoButton(), turn.Button(turn.Session.FromReview ? "Done" : "Next", DialogWord.Next, primary: true));
    }

    // Whoever read the word has seen to the rest; what things and people are called is known here.
    private static bool MakesSense(DialogTurn turn, DialogWord word, string argument) => word switch
    {
        DialogWord.Open or DialogWord.Switch => StartDialog.Knows(turn, argument),
        DialogWord.ContactMe => HelpDialog.Knows(turn, argument),
        DialogWord.Share => turn.Asked is { } asked && SharingDialog.MakesSense(asked, argument),
        _ => true,
    };

    private static bool LooksLikeAQuestion(string text) => text.Trim() is { Length: <= LongestQuestion } trimmed && trimmed.EndsWith('?');
}
