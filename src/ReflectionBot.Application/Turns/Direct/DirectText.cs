using NodaTime;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Conversation.LateDelivery;
using ReflectionBot.Core.Conversation.Phases;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Application.Turns.Direct;

/// <summary>What a text in somebody's own chat turned out to be; a closed set.</summary>
public abstract record DirectText
{
    private static string NotSaved => TurnWording.IHaveNotSavedItAs;

    /// <summary>Something for the person's dialog: an answer, or one of its words.</summary>
    public sealed record ForDialog(DialogInput Input) : DirectText;

    /// <summary>Answered on the spot: a near miss, a mistake.</summary>
    public sealed record Reply(NoticeMessage Message) : DirectText;

    /// <summary>A wish for help: on everything, a topic or a command.</summary>
    public sealed record Help(string? About) : DirectText;

    /// <summary>A greeting.</summary>
    public sealed record Greeting : DirectText;

    /// <summary>A command to be carried out.</summary>
    public sealed record ForCommand(CommandSpec Spec, Command Command) : DirectText;

    /// <summary>Whether plain text is somebody's answer, or words of theirs for another purpose.</summary>
    public static bool IsAnswering(Session session, PlatformTime? when)
    {
        return session.Phase == Phase.Asking || LateMessage.At(session, when) is not null || session.Pending?.Kind is PendingKind.TeamText or PendingKind.QuoteWords;
    }

    // "me" alone may be anything.
    private static bool IsOnlyMe(string text) => text.Trim().Contains(' ', StringComparison.Ordinal) && SharingWords.Match(text) == SharingChoice.OnlyMe;

    /// <summary>Reads a text: pure.</summary>
    /// <param name="text">As typed, or a button's command line.</param>
    /// <param name="said">The message it came in; null for a button.</param>
    /// <param name="session">Where the person's conversation is.</param>
    /// <param name="roles">What the person is, on any project.</param>
    /// <param name="today">Today, where the person's first project is.</param>
    /// <param name="when">When they wrote it; null where nobody knows.</param>
    /// <param name="marked">The text with the marks of who is mentioned; null where nobody is.</param>
    public static DirectText Read(string text, TextReceived? said, Session session, Roles roles, LocalDate today, PlatformTime? when = null, string? marked = null)
    {
        var answering = IsAnswering(session, when);
        var parsed = CommandParser.Parse(text, marked, new ParseContext(roles, Place.Direct, today, answering));
        // What is addressed to the bot is never an answer, so the dialog gets the word without the message.
        var message = parsed.IsAddressed ? null : said;
        var waits = said is not null && session.Pending is { Kind: PendingKind.Argument, Item: var words } ? words : null;
        return parsed switch
        {
            not (ParseResult.Parsed or ParseResult.NotACommand { Perhaps: not null }) when waits is not null && CommandParser.Following(waits, text, answering) is { } follows => new ForDialog(new Typed(follows.Word, follows.Argument, message)),
            ParseResult.Parsed { Command: DialogCommand word } => new ForDialog(new Typed(word.Word, word.Argument, message)),
            ParseResult.Parsed { Command: SayHello } => new Greeting(),
            ParseResult.Parsed { Command: ShowHelp help } => new Help(help.About),
            ParseResult.Parsed found => new ForCommand(found.Spec, found.Command),
            ParseResult.NearMiss near => Refused(near.Sentence),
            ParseResult.Mistake mistake => Refused(mistake.Sentence),
            ParseResult.NotACommand when message is not null && !answering && IsOnlyMe(text) => new ForDialog(new Typed(CollaboratorAction.Share, SharingDialog.UnsaidOnlyMe, message)),
            ParseResult.NotACommand { Perhaps: { } word } when message is not null => new ForDialog(new Typed(word.Word, word.Argument, message)),
            ParseResult.NotACommand talk when message is not null => new ForDialog(message with { Resembles = talk.Resembles ?? (waits is null ? null : CommandParser.Like(waits, text)) }),
            ParseResult.NotACommand other => Refused(other.Sentence),
            _ => throw new InvalidOperationException($"{parsed.GetType().Name} is no result"),
        };

        Reply Refused(string sentence) => new(NoticeMessage.Of(answering && said is not null ? $"{sentence} {NotSaved}" : sentence));
    }
}
