using Microsoft.Extensions.Options;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Web.DirectLine;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Web;

/// <summary>A user whose token was checked, and the conversation they may use with it.</summary>
/// <param name="User">The user.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="Session">The session the token was created from; null in the try-out.</param>
public sealed record Admission(WebUser User, WebConversation Conversation, string? Session)
{
    /// <summary>The way by which the session's browser came in, as in <see cref="InboundEvent.Browser"/>.</summary>
    public string? Browser { get; init; }

    /// <summary>The conversation's id.</summary>
    public string Id => Conversation.Address.Id;

    /// <summary>The conversation's address.</summary>
    public ConversationAddress Place => Conversation.Address;
}

/// <summary>Checks and creates Direct Line tokens. Each opens one conversation.</summary>
public sealed class WebGate(WebTokens tokens, WebDirectory directory, WebSessions sessions, IOptions<WebOptions> options, TimeProvider time)
{
    private static readonly TimeSpan StreamLasts = TimeSpan.FromMinutes(5);

    /// <summary>How long a token lasts, in seconds.</summary>
    public int Seconds => options.Value.TokenMinutes * 60;

    /// <summary>A user's token for a conversation.</summary>
    public string Token(Admission who) => Write(who, TokenPurpose.DirectLine, TimeSpan.FromSeconds(Seconds));

    /// <summary>A token that opens the conversation's WebSocket; valid for a few minutes.</summary>
    public string StreamToken(Admission who) => Write(who, TokenPurpose.Stream, StreamLasts);

    /// <summary>Checks the bearer token of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="conversation">The conversation in the address; null where only the token names it.</param>
    /// <param name="cancel">Cancels the check.</param>
    internal Task<Admission> AdmitAsync(HttpRequest request, string? conversation, CancellationToken cancel) =>
        AdmitAsync(Bearer(request), TokenPurpose.DirectLine, conversation, cancel);

    /// <summary>Checks a token: signed by this bot, for this purpose, not expired, for a user who still has access, and for a conversation they are still in.</summary>
    internal async Task<Admission> AdmitAsync(string? text, TokenPurpose purpose, string? conversation, CancellationToken cancel)
    {
        var token = tokens.Read(text, purpose) switch
        {
            TokenReading.Good good => good.Token,
            TokenReading.Expired => throw DirectLineException.TokenExpired(),
            _ => throw DirectLineException.BadToken(),
        };
        if (conversation is not null && !token.Conversations.Contains(conversation))
        {
            throw DirectLineException.NotYours();
        }

        var session = token.Session is null ? null : await sessions.ReadAsync(token.User, token.Session, cancel);
        if (await directory.FindUserAsync(token.User, cancel) is not { } user || user.Generation != token.Generation || (token.Session is not null && session is null))
        {
            throw DirectLineException.BadToken();
        }

        var who = await PlaceAsync(user, token.Session, conversation ?? (token.Conversations.Count > 0 ? token.Conversations[0] : ""), cancel);
        return who with { Browser = session?.Text("Browser") };
    }

    /// <summary>Admits a known user to a conversation they are in.</summary>
    internal async Task<Admission> PlaceAsync(WebUser user, string? session, string conversation, CancellationToken cancel)
    {
        var place = await directory.FindConversationAsync(conversation, cancel);
        if (place is null)
        {
            throw DirectLineException.NoConversation();
        }

        return place.Address.Workspace == user.Workspace && await directory.IsInAsync(conversation, user.Id, cancel)
            ? new(user, place, session)
            : throw DirectLineException.NotYours();
    }

    /// <summary>Whether an admitted user still has access.</summary>
    public async Task<bool> StillAsync(Admission who, CancellationToken cancel)
    {
        return await directory.FindUserAsync(who.User.Id, cancel) is { } user && user.Generation == who.User.Generation
            && await directory.IsInAsync(who.Id, user.Id, cancel)
            && (who.Session is null || await sessions.ExistsAsync(user.Id, who.Session, cancel));
    }

    /// <summary>The text after <c>Authorization: Bearer</c>, or null.</summary>
    internal static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;

    private string Write(Admission who, TokenPurpose purpose, TimeSpan lasts)
    {
        return tokens.Write(new(purpose, who.User.Id, [who.Id], (time.GetUtcNow() + lasts).ToUnixTimeSeconds(), WebTokens.NewId(), who.User.Generation, who.Session));
    }
}
