using System.Text.Json.Serialization;

namespace ReflectionBot.Core.Chat;

/// <summary>A user as a channel knows them. Only the address directory maps this to a person.</summary>
/// <param name="Channel">The channel's name, e.g. <c>web</c>.</param>
/// <param name="Workspace">The boundary around it: a tenant, a team, or the local web chat's workspace.</param>
/// <param name="User">The channel's own user id; opaque.</param>
public sealed record ChatAddress(string Channel, string Workspace, string User);

/// <summary>A place where messages can be posted.</summary>
/// <param name="Channel">The channel's name, e.g. <c>web</c>.</param>
/// <param name="Workspace">The boundary around it, as in <see cref="ChatAddress"/>.</param>
/// <param name="Id">The channel's own id of the conversation; opaque.</param>
/// <param name="Shared">False: one person's direct chat with the bot. True: a channel that several people read.</param>
/// <param name="Thread">The thread that the message was in, on channels with threads: replies go there. Two threads are still the same conversation.</param>
public sealed record ConversationAddress(string Channel, string Workspace, string Id, bool Shared, string? Thread = null)
{
    /// <summary>The conversation without its thread. A project's home is stored this way, and comparisons use it.</summary>
    [JsonIgnore]
    public ConversationAddress Whole => this with { Thread = null };

    /// <summary>A short text form. Written by hand because a record prints its properties, and <see cref="Whole"/> would print itself again.</summary>
    public override string ToString() => $"{Channel} {Workspace} {Id}{(Thread is null ? "" : $" {Thread}")}";
}

/// <summary>A member of a conversation, as the channel lists them.</summary>
/// <param name="Address">Their address.</param>
/// <param name="Name">The name the channel shows.</param>
/// <param name="TimeZone">The time zone that they set in the channel; null where the channel gives none.</param>
public sealed record ChatMember(ChatAddress Address, string Name, string? TimeZone = null)
{
    /// <summary>What is shown beside the name to tell two people of the same name apart: a handle or an e-mail address; null where the channel has none.</summary>
    public string? Detail { get; init; }
}
