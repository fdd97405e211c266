using System.Text.Json.Serialization;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Delivery;

/// <summary>
/// What a step wants done outside its own partition: a closed set. Effects are stored as outbox rows in the same batch as the step, and are
/// carried out in order afterwards, at least once.
/// </summary>
/// <param name="Id">The bot's own id of the effect (sorts by time). A message is posted under it, so that it is never posted twice where the channel can tell.</param>
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
/// <param name="To">Where.</param>
/// <param name="Message">What.</param>
/// <param name="Remember">Keeps the posted message's id under this name in the partition, so that it can be updated later; null to forget it.</param>
public sealed record PostMessage(string Id, ConversationAddress To, OutboundMessage Message, string? Remember = null) : Effect(Id);

/// <summary>Writes to a person in their own direct chat, wherever that is at the time of sending.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Message">What.</param>
/// <param name="Remember">As in <see cref="PostMessage"/>.</param>
/// <param name="Contact">Somebody waits to hear whether it was delivered: the request it passes on; null for other messages.</param>
public sealed record WriteToPerson(string Id, string Person, OutboundMessage Message, string? Remember = null, AskForContact? Contact = null) : Effect(Id)
{
    /// <summary>It is a step of the person's own conversation, which knows what it asks.</summary>
    public bool IsStep { get; init; }
}

/// <summary>Writes into one particular chat of a person, whichever they use at the time: what must be told in all of them.</summary>
/// <param name="To">The address whose direct chat it is.</param>
/// <param name="Message">What.</param>
public sealed record WriteToChat(string Id, ChatAddress To, OutboundMessage Message) : Effect(Id);

/// <summary>
/// Says something to one person about what they wrote in a channel, where the others need not read it: beside it where the channel can show a
/// message to one person only, else in their own chat. Whoever has none reads it in the channel: they would wait for an answer.
/// </summary>
/// <param name="Near">Where they wrote.</param>
/// <param name="To">Whom it is for.</param>
/// <param name="Message">What.</param>
public sealed record WriteAside(string Id, ConversationAddress Near, ChatAddress To, OutboundMessage Message) : Effect(Id);

/// <summary>Replaces a message. Nothing happens if it is not there any more.</summary>
/// <param name="To">Where it stands; null with <paramref name="Remembered"/>.</param>
/// <param name="MessageId">The channel's id of the message; null with <paramref name="Remembered"/>.</param>
/// <param name="Remembered">The name it was remembered under in this partition; null with an id.</param>
/// <param name="Message">What stands there from now on.</param>
/// <param name="Forget">The message need not be changed again: its name is forgotten.</param>
public sealed record UpdateMessage(string Id, ConversationAddress? To, string? MessageId, string? Remembered, OutboundMessage Message, bool Forget = false) : Effect(Id);

/// <summary>Deletes a message.</summary>
public sealed record DeleteMessage(string Id, ConversationAddress To, string MessageId) : Effect(Id);

/// <summary>Runs a job at once; one that must wait is a due row instead.</summary>
public sealed record RunJob(string Id, Job Job) : Effect(Id);
