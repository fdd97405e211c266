using System.Text.Json.Serialization;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Delivery;

/// <summary>
/// An action of a step outside its own partition: a closed set. Effects are stored as outbox rows in the same batch as the step, and are
/// carried out in order afterwards, at least once.
/// </summary>
/// <param name="Id">The bot's own id of the effect (sorts by time). A message is posted under it, so that a channel which detects duplicates never posts it twice.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(PostMessage), "post")]
[JsonDerivedType(typeof(WriteToPerson), "write")]
[JsonDerivedType(typeof(WriteToChat), "write-chat")]
[JsonDerivedType(typeof(WriteAside), "aside")]
[JsonDerivedType(typeof(UpdateMessage), "update")]
[JsonDerivedType(typeof(DeleteMessage), "delete")]
[JsonDerivedType(typeof(RunJob), "job")]
public abstract record Effect(string Id);

/// <summary>Posts a message to a known conversation.</summary>
/// <param name="To">The conversation.</param>
/// <param name="Message">The message.</param>
/// <param name="Remember">Stores the posted message's id under this name in the partition, so that it can be updated later; null to store nothing.</param>
public sealed record PostMessage(string Id, ConversationAddress To, OutboundMessage Message, string? Remember = null) : Effect(Id);

/// <summary>Writes to a person in their own direct chat, wherever that is at the time of sending.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Message">The message.</param>
/// <param name="Remember">As in <see cref="PostMessage"/>.</param>
/// <param name="Contact">The contact request that this message passes on; the person who asked is told whether it was delivered. Null for other messages.</param>
public sealed record WriteToPerson(string Id, string Person, OutboundMessage Message, string? Remember = null, AskForContact? Contact = null) : Effect(Id)
{
    /// <summary>It is a step of the person's own conversation, so the conversation knows its question.</summary>
    public bool IsStep { get; init; }
}

/// <summary>Writes into one particular chat of a person, whichever chat they currently use. For messages that must appear in all their chats.</summary>
/// <param name="To">The address of the direct chat.</param>
/// <param name="Message">The message.</param>
public sealed record WriteToChat(string Id, ChatAddress To, OutboundMessage Message) : Effect(Id);

/// <summary>
/// Replies to one person about what they wrote in a channel, when the others need not read it. If the channel can show a message to one person
/// only, it is shown there; otherwise it goes to their own chat. If they have none, it is posted in the channel, because they wait for an answer.
/// </summary>
/// <param name="Near">The conversation in which they wrote.</param>
/// <param name="To">The person it is for.</param>
/// <param name="Message">The message.</param>
public sealed record WriteAside(string Id, ConversationAddress Near, ChatAddress To, OutboundMessage Message) : Effect(Id);

/// <summary>Replaces a message. Does nothing if the message no longer exists.</summary>
/// <param name="To">The conversation it is in; null with <paramref name="Remembered"/>.</param>
/// <param name="MessageId">The channel's id of the message; null with <paramref name="Remembered"/>.</param>
/// <param name="Remembered">The name it was remembered under in this partition; null with an id.</param>
/// <param name="Message">The new content.</param>
/// <param name="Forget">The message need not be changed again: its remembered name is deleted.</param>
public sealed record UpdateMessage(string Id, ConversationAddress? To, string? MessageId, string? Remembered, OutboundMessage Message, bool Forget = false) : Effect(Id);

/// <summary>Deletes a message.</summary>
public sealed record DeleteMessage(string Id, ConversationAddress To, string MessageId) : Effect(Id);

/// <summary>Runs a job at once; a job that must wait is a due row instead.</summary>
public sealed record RunJob(string Id, Job Job) : Effect(Id);
