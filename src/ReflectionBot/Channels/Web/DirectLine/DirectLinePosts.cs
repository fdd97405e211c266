using System.Text.Json;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Typing;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Web.DirectLine;

/// <summary>Handles a person's post: turns it into an event, passes it to the turn handler, and only then answers.</summary>
public sealed class DirectLinePosts(ITurnHandler turns, PostLimit limit, TimeProvider time)
{
    /// <summary>
    /// The time limit of a turn. It is not tied to the request: a client that disconnects must not stop a turn halfway, and will send again.
    /// </summary>
    private static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(10);

    private const int MaxClientId = 128;
    private const int MaxMessageId = 256;
    private const int MaxLabel = 75;

    // Posts are ordered by arrival, before a token is looked up or a body is read. The turn handler keeps the order across several windows of one person.
    private readonly TurnOrder _order = new();

    /// <summary>Runs an action after all earlier posts with the same token.</summary>
    internal async Task<IResult> InOrderAsync(HttpRequest request, Func<Task<IResult>> post, CancellationToken cancel)
    {
        if (WebGate.Bearer(request) is not { } token)
        {
            return await post();
        }

        try
        {
            return await _order.AfterAsync(token, post, cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw DirectLineException.NotSaved(TurnOutcome.NotStored.Now.Sentence);
        }
    }

    /// <summary>Handles one activity.</summary>
    /// <returns>The id of the message, the same for the same activity sent again.</returns>
    internal async Task<string> PostAsync(Admission who, Activity activity)
    {
        CheckLimit(who);
        var client = ClientId(activity);
        var target = activity.Type is "messageUpdate" or "messageDelete" ? Target(who, activity) : "";
        var repeat = client.Length > 0 ? client : target.Length > 0 && activity.Timestamp is { } at ? at.ToString("O") : WebTokens.NewId();
        var key = WebKeys.Event(who.Id, who.User.Id, $"{(target.Length > 0 ? activity.Type : "message")}:{target}", repeat);
        var id = WebKeys.Message(who.Id, who.User.Id, key);
        var source = new ActivitySource(who.User.Address, who.Place, time.GetUtcNow(), key, target.Length > 0 ? target : id);
        switch (ActivityReader.Read(activity, source))
        {
            case ActivityReading.Event { Inbound: var inbound }:
                await HandleAsync(inbound with { Sender = new(null, activity.LocalTimezone, activity.Locale), Browser = who.Browser }, Echo(who, id, client, activity, inbound));
                return id;
            case ActivityReading.Malformed { Sentence: var sentence }:
                throw DirectLineException.Malformed(sentence);
            default:
                return id;
        }
    }

    /// <summary>Tells the bot that a person opened their own chat for the first time. If this cannot be stored, it is repeated next time.</summary>
    internal async Task JoinedAsync(Admission who, bool isGreeted)
    {
        var key = WebKeys.Event(who.Id, who.User.Id, "joined", who.Session ?? "");
        await HandleAsync(new MemberJoined(key, who.User.Address, who.Place, time.GetUtcNow(), who.User.Address, who.User.Name) { IsGreeted = isGreeted }, []);
    }

    private static string ClientId(Activity activity)
    {
        if (activity.ChannelData is not { ValueKind: JsonValueKind.Object } data || !data.TryGetProperty("clientActivityID", out var id) || id.ValueKind == JsonValueKind.Null)
        {
            return "";
        }

        var text = Text(id);
        return text is { Length: > 0 and <= MaxClientId } ? text : throw DirectLineException.Malformed($"channelData.clientActivityID must be 1 to {MaxClientId} characters.");
    }

    /// <summary>The message that a change is about. People can only change their own messages, which the id shows.</summary>
    private static string Target(Admission who, Activity activity)
    {
        var target = activity.ReplyToId ?? activity.Id;
        return target is not { Length: > 0 and <= MaxMessageId } ? throw DirectLineException.Malformed("Name the message in replyToId (or id).")
            : WebKeys.IsOwnMessage(who.Id, who.User.Id, target) ? target
            : throw new DirectLineException(400, "NotYourMessage", WebWording.YouCanChangeOnlyYourOwn);
    }

    /// <summary>What the transcript shows for the post. It is stored in the same batch as the answer, so that every acknowledged post is also shown.</summary>
    private static Effect[] Echo(Admission who, string id, string client, Activity activity, InboundEvent inbound)
    {
        PersonMessage Own(string text, bool pressed = false) => new(who.User.Address, who.User.Name, text, client, pressed);
        return inbound switch
        {
            MessagePosted posted => [new PostMessage(id, who.Place, Own(posted.Text))],
            ActionInvoked => [new PostMessage(id, who.Place, Own(Label(activity), pressed: true))],
            MessageEdited edited => [new UpdateMessage(id, who.Place, edited.MessageId, null, Own(edited.Text))],
            MessageDeleted deleted => [new DeleteMessage(id, who.Place, deleted.MessageId)],
            _ => [],
        };
    }

    /// <summary>The text on the button, as the client showed it.</summary>
    private static string Label(Activity activity)
    {
        var label = activity.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("pressed", out var pressed) ? Text(pressed) : activity.Text;
        return string.IsNullOrWhiteSpace(label) ? "" : Texts.Shorten(label, MaxLabel);
    }

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            throw DirectLineException.Malformed("The activity holds text that is not valid Unicode.");
        }
    }

    private void CheckLimit(Admission who)
    {
        if (!limit.Allows(who.Id, who.User.Id))
        {
            throw new DirectLineException(429, "TooManyRequests", WebWording.ThatIsALotAtOnce);
        }
    }

    private async Task HandleAsync(InboundEvent inbound, IReadOnlyList<Effect> alongside)
    {
        try
        {
            if (await Soon.DoAsync(TurnLimit, time, ends => turns.HandleAsync(inbound, alongside, ends), CancellationToken.None) is TurnOutcome.NotStored { Sentence: var sentence })
            {
                throw DirectLineException.NotSaved(sentence);
            }
        }
        catch (TableLimitException)
        {
            throw DirectLineException.TooLarge(WebWording.ThisIsTooLongToBe);
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException)
        {
            throw DirectLineException.NotSaved(TurnOutcome.NotStored.Now.Sentence);
        }
    }
}
