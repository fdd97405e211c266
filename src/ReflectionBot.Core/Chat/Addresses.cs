using System.Text.Json.Serialization;

namespace ReflectionBot.Core.Chat;

/// <summary>Somebody as a channel knows them. Only the address directory turns this into a person.</summary>
/// <param name="Channel">The channel's name, e.g. <c>web</c>.</param>
/// <param name="Workspace">The wall around it: a tenant, a team, or the local web chat's workspace.</param>
/// <param name="User">The channel's own id of the user; opaque.</param>
public sealed record ChatAddress(string Channel, string Workspace, string User);

/// <summary>A place where messages can be posted.</summary>
/// <param name="Channel">The channel's name, e.g. <c>web</c>.</param>
/// <param name="Workspace">The wall around it.</param>
/// <param name="Id">The channel's own id of the conversation; opaque.</param>
/// <param name="Shared">False: one person's direct chat with the bot. True: a channel that several people read.</param>
/// <param name="Thread">The thread inside it in which something was said, where the channel has threads: a reply goes there. It never tells two conversations apart.</param>
public sealed record ConversationAddress(string Channel, string Workspace, string Id, bool Shared, string? Thread = null)
{
    /// <summary>The conversation itself, without a thread: what a project's home is, and what comparisons are about.</summary>
    [JsonIgnore]
    public ConversationAddress Whole => this with { Thread = null };

    /// <summary>Where it is. A record prints its properties, and this one has itself among them.</summary>
    public override string ToString() => $"{Channel} {Workspace} {Id}{(Thread is null ? "" : $" {Thread}")}";
}

/// <summary>A member of a conversation, as the channel names them.</summary>
/// <param name="Address">Where they are.</param>
/// <param name="Name">The name the channel shows.</param>
/// <param name="TimeZone">The time zone they have set there, as the channel says it; null where it says none.</param>
public sealed record ChatMember(ChatAddress Address, string Name, string? TimeZone = null)
{
    /// <summary>What people see beside the name and what tells two of the same name apart: a handle or an address of mail; null where the channel has none.</summary>
    public string? Detail { get; init; }
}
