using System.Text.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Web.DirectLine;

/// <summary>Writes outbound messages as the activities of a transcript.</summary>
public static class WebActivities
{
    private static readonly ChannelAccount Bot = new(WebKeys.Bot, "ReflectionBot", "bot");

    /// <summary>A message: a person's own words as text, all other messages as text and card.</summary>
    /// <param name="to">The conversation.</param>
    /// <param name="id">The bot's own id of the message.</param>
    /// <param name="message">The message.</param>
    /// <param name="link">The address of its picture or file, if it has one.</param>
    /// <param name="now">The time of the activity.</param>
    public static Activity Message(ConversationAddress to, string id, OutboundMessage message, Uri? link, DateTimeOffset now)
    {
        return message is PersonMessage own ? OfPerson(to, id, own, now) : OfBot(to, id, message, link, now);
    }

    /// <summary>A change of a message. The change has its own id; <c>replyToId</c> names the message.</summary>
    public static Activity Update(ConversationAddress to, string messageId, string id, OutboundMessage message, Uri? link, DateTimeOffset now) =>
        Message(to, id, message, link, now) with { Type = "messageUpdate", ReplyToId = messageId };

    /// <summary>The deletion of a message.</summary>
    public static Activity Deletion(ConversationAddress to, string messageId, string id, DateTimeOffset now) =>
        Blank(to, id, now) with { Type = "messageDelete", ReplyToId = messageId, From = Bot };

    private static Activity OfBot(ConversationAddress to, string id, OutboundMessage message, Uri? link, DateTimeOffset now)
    {
        var card = AdaptiveCardRenderer.Render(message, link)!;
        return Blank(to, id, now) with
        {
            From = Bot,
            Text = PlainTextRenderer.Render(message, link),
            TextFormat = "plain",
            Summary = message.Summary,
            Attachments = [new(ActivityAttachment.AdaptiveCard, LinkCodePictures.Added(card.Json))],
        };
    }

    private static Activity OfPerson(ConversationAddress to, string id, PersonMessage message, DateTimeOffset now)
    {
        var data = new JsonObject { ["clientActivityID"] = message.ClientId };
        if (message.Pressed)
        {
            // "pressed" is for the bot's own page. Microsoft's Web Chat shows nothing for a postBack, as for the buttons it sends itself.
            data["pressed"] = message.Text;
            data["postBack"] = true;
        }

        return Blank(to, id, now) with
        {
            From = new(message.From.User, message.Name, "user"),
            Text = message.Pressed ? null : message.Text,
            TextFormat = message.Pressed ? null : "plain",
            Value = message.Pressed ? Element([]) : null,
            Summary = message.Summary,
            ChannelData = Element(data),
        };
    }

    private static Activity Blank(ConversationAddress to, string id, DateTimeOffset now) => new()
    {
        Type = "message",
        Id = id,
        Timestamp = now,
        ChannelId = "directline",
        Conversation = new(to.Id),
    };

    private static JsonElement Element(JsonObject json) => JsonSerializer.SerializeToElement(json, ActivityJson.Wire.JsonObject);
}
