using System.Diagnostics;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Web.DirectLine;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Wording;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Web.Links;

/// <summary>Endpoints to confirm an empty room with recovery words, and to get new ones. The words are not sent through a chat, so they are in no transcript.</summary>
internal static class RecoveryEndpoints
{
    private const int Longest = 300;

    private static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder web)
    {
        web.MapPost("/recover", RecoverAsync);
        web.MapPost("/words", RenewAsync);
    }

    private static async Task<IResult> RecoverAsync(
        HttpContext context, WebSessions sessions, WebPersons persons, Recovery recovery, SessionAnswers answers, ITurnHandler turns, TimeProvider time, CancellationToken cancel)
    {
        var body = await PostedJson.ReadAsync(context.Request, DirectLineJson.Default.RecoverRequest, cancel);
        if (await sessions.FindAsync(context.Request.Cookies[sessions.Cookie], cancel) is not { } session || await persons.RoomAsync(session.User, cancel) is not { } room)
        {
            return DirectLineErrors.Error(StatusCodes.Status403Forbidden, "NoRoom", WebWording.ThereIsNothingToConfirmHere);
        }

        switch (await recovery.TryAsync(room.Person, room.Code, body.Words is { Length: <= Longest } words ? words : "", cancel))
        {
            case RecoveryAnswer.Locked locked:
                return DirectLineErrors.Error(StatusCodes.Status403Forbidden, "TooManyTries", Plurals.Of(WebWording.ResourceManager, "TooManyTriesWereWrong", Hours(locked.Until - time.GetUtcNow())));
            case RecoveryAnswer.Wrong wrong:
                await TakeAsync(turns, new WordsTried($"tried {WebTokens.NewId()}", session.User.Address, session.User.Direct, time.GetUtcNow(), wrong.Left), time);
                return DirectLineErrors.Error(StatusCodes.Status403Forbidden, "WrongWords", Plurals.Of(WebWording.ResourceManager, "TheseAreNotTheWords", wrong.Left));
            case RecoveryAnswer.Right right:
                await TakeAsync(turns, new RoomProved($"proved {session.User.Id}", session.User.Address, session.User.Direct, time.GetUtcNow(), right.MadeIn, right.Hash), time);
                return await answers.WelcomeAsync(context, session, cancel);
            default:
                throw new UnreachableException();
        }
    }

    private static async Task<IResult> RenewAsync(HttpContext context, WebSessions sessions, WebPersons persons, Recovery recovery, ITurnHandler turns, TimeProvider time, CancellationToken cancel)
    {
        if (await sessions.FindAsync(context.Request.Cookies[sessions.Cookie], cancel) is not { } session || await persons.FindAsync(session.User, cancel) is not { } person)
        {
            return NotIn();
        }

        // The person is told first: otherwise new words would be a way in that they do not know about.
        await TellAsync(session, turns, time);
        var words = await recovery.MakeAnewAsync(person.Id, session.Browser, cancel);
        if (session.Browser is { } browser && !await sessions.ExistsAsync(session.User.Id, session.Id, cancel))
        {
            await recovery.UndoAsync(person.Id, LinkCodes.Own(browser), cancel); // The browser was shut in the meantime, and that did not undo these words.
            return NotIn();
        }

        return Results.Json(new WordsBody(words), DirectLineJson.Default.WordsBody);
    }

    /// <summary>Tells a person in all their chats that a browser is about to show new recovery words.</summary>
    /// <exception cref="DirectLineException">The notice could not be stored, so no words may be created.</exception>
    public static Task TellAsync(WebSession session, ITurnHandler turns, TimeProvider time) =>
        TakeAsync(turns, new WordsRenewed($"words {WebTokens.NewId()}", session.User.Address, session.User.Direct, time.GetUtcNow()) { Browser = session.Browser }, time);

    private static IResult NotIn() => DirectLineErrors.Error(StatusCodes.Status403Forbidden, "NoSession", WebWording.OpenYourPersonalLinkAndConfirm);

    private static async Task TakeAsync(ITurnHandler turns, InboundEvent inbound, TimeProvider time)
    {
        if (await Soon.DoAsync(TurnLimit, time, enough => turns.HandleAsync(inbound, [], enough), CancellationToken.None) is TurnOutcome.NotStored { Sentence: var sentence })
        {
            throw DirectLineException.NotSaved(sentence);
        }
    }

    private static int Hours(TimeSpan left) => Math.Max((int)Math.Ceiling(left.TotalHours), 1);
}
