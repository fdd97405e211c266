using System.Text.Json;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Activities;

/// <summary>What the channel itself knows about an inbound activity. None of this is taken from the activity.</summary>
/// <param name="From">The verified sender.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="At">The platform's time.</param>
/// <param name="Key">The event's key.</param>
/// <param name="MessageId">The id of the message: a new one for a message, the target's for a change.</param>
public sealed record ActivitySource(ChatAddress From, ConversationAddress Conversation, DateTimeOffset At, string Key, string MessageId);

/// <summary>The result of reading an activity; a closed set.</summary>
public abstract record ActivityReading
{
    /// <summary>An event for the bot.</summary>
    public sealed record Event(InboundEvent Inbound) : ActivityReading;

    /// <summary>A type the bot does not know or need (typing, reactions, future types): acknowledge it.</summary>
    public sealed record Ignored : ActivityReading;

    /// <summary>Refuse it, with this sentence.</summary>
    public sealed record Malformed(string Sentence) : ActivityReading;
}

/// <summary>Maps activities to the closed set of inbound events.</summary>
public static class ActivityReader
{
    /// <summary>The most fields a form may send.</summary>
    public const int MaxFields = 60;

    /// <summary>How much of a field's value is read, in UTF-16 characters: one more than any field may have, so that the dialog sees that the value is too long.</summary>
    public const int MaxFieldCharacters = ReflectionLimits.Answer + 1;

    private const int MaxFieldName = 64;
    private const int MaxCardId = 256;

    /// <summary>Reads one activity.</summary>
    public static ActivityReading Read(Activity activity, ActivitySource source)
    {
        try
        {
            return Known(activity, source);
        }
        catch (InvalidOperationException)
        {
            // JsonElement only throws this when a text is read that holds half a surrogate pair.
            return new ActivityReading.Malformed("The activity holds text that is not valid Unicode.");
        }
    }

    private static ActivityReading Known(Activity activity, ActivitySource source)
    {
        var (from, place, at, key, id) = source;
        return activity.Type switch
        {
            "message" => Message(activity, source),
            "messageUpdate" => activity.Text is null
                ? new ActivityReading.Malformed("A messageUpdate needs the new text.")
                : new ActivityReading.Event(new MessageEdited(key, from, place, at, id, activity.Text)),
            "messageDelete" => new ActivityReading.Event(new MessageDeleted(key, from, place, at, id)),
            null or "" => new ActivityReading.Malformed("The activity has no type."),
            _ => new ActivityReading.Ignored(),
        };
    }

    private static ActivityReading Message(Activity activity, ActivitySource source)
    {
        var (from, place, at, key, id) = source;
        if (activity.Value is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(ActionData.Key, out var data))
        {
            return ActionData.Read(data) is not { } action ? new ActivityReading.Malformed(CardWording.ThisButtonsDataIsNotOne)
                : Fields(value) is not { } fields ? new ActivityReading.Malformed($"A form can send at most {MaxFields} fields.")
                : new ActivityReading.Event(new ActionInvoked(key, from, place, at, action, fields) { Card = activity.ReplyToId is { Length: > 0 and <= MaxCardId } card ? card : null });
        }

        return new ActivityReading.Event(new MessagePosted(key, from, place, at, id, activity.Text ?? "", activity.Attachments?.Count ?? 0));
    }

    /// <summary>The form's fields; null where there are too many. A toggle arrives as the text <c>false</c>.</summary>
    private static Dictionary<string, string>? Fields(JsonElement value)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject().Where(p => p.Name != ActionData.Key))
        {
            var text = property.Value.ValueKind switch
            {
                JsonValueKind.String => property.Value.GetString(),
                JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => property.Value.GetRawText(),
                _ => null,
            };
            if (text is null)
            {
                continue;
            }

            if (property.Name.Length > MaxFieldName || fields.Count >= MaxFields)
            {
                return null;
            }

            // The dialog that takes the form refuses a field of this length politely and keeps the others.
            fields[property.Name] = text.Length > MaxFieldCharacters ? text[..MaxFieldCharacters] : text;
        }

        return fields;
    }
}
