using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands;

/// <summary>Everything a handler may know about the command it carries out. Permission has been checked.</summary>
/// <param name="Place">Where it was given.</param>
/// <param name="Person">Who gave it.</param>
/// <param name="Project">The project it is about.</param>
/// <param name="Now">When.</param>
/// <param name="NewId">Issues ids.</param>
/// <param name="Roles">What the person is on the project: for answers that say more to some than to others.</param>
public sealed record CommandContext(ConversationAddress Place, Person Person, Project Project, DateTimeOffset Now, Func<string> NewId, Roles Roles)
{
    /// <summary>The people mentioned in it by the channel's own means: these are meant, whatever else bears their name.</summary>
    public IReadOnlyList<ChatMember> Mentions { get; init; } = [];

    /// <summary>The project's time zone.</summary>
    public DateTimeZone Zone => Zones.Of(Project);

    /// <summary>Today in the project's time zone.</summary>
    public LocalDate Today => Dates.Local(Now, Zone).Date;

    /// <summary>Answers where the command was given.</summary>
    public CommandResult Say(params string[] paragraphs) => new([], [Reply(NoticeMessage.Of(paragraphs))]);

    /// <summary>A name that was typed fits nothing exactly: asks whether the one that comes near is meant, else says what to do.</summary>
    /// <param name="near">What comes near.</param>
    /// <param name="command">The whole command with the right name, carried out by [Yes].</param>
    /// <param name="otherwise">What to say where not exactly one comes near.</param>
    public CommandResult DidYouMean(IReadOnlyList<string> near, Func<string, string> command, string otherwise)
    {
        return near is [var only] ? new([], [Reply(MeantMessage(Project.Id, only, command(only)))]) : Say(otherwise);
    }

    /// <summary>"Do you mean Dele Okoro?" with [Yes].</summary>
    internal static NoticeMessage MeantMessage(string project, string name, string command) =>
        new([CommandWording.FormatDoYouMean(name)], [CommandButton.In(project, CommandWording.Yes, command, primary: true)]);

    /// <summary>The same where the command takes something away: it only says which names come near, so that nobody presses too fast.</summary>
    /// <param name="near">What comes near.</param>
    /// <param name="otherwise">What to say where nothing does.</param>
    public CommandResult NameInFull(IReadOnlyList<string> near, string otherwise)
    {
        return Say(near.Count == 0 ? otherwise : CommandWording.FormatIFindNothingOfExactlyThat(Spoken.List(near)));
    }

    /// <summary>A reply where the command was given.</summary>
    public PostMessage Reply(OutboundMessage message) => new(NewId(), Place, message);

    /// <summary>A message to whoever gave the command, in their own chat.</summary>
    public Effect Privately(OutboundMessage message, string? remember = null) =>
        Place.Shared ? new WriteToPerson(NewId(), Person.Id, message, remember) : new PostMessage(NewId(), Place, message, remember);

    /// <summary>A message to somebody else.</summary>
    /// <param name="person">Their id.</param>
    /// <param name="message">Makes it, in the language that they read.</param>
    public Effect Letter(string person, Func<OutboundMessage> message) => new UnwrittenLetter(NewId(), person, message);

    /// <summary>An answer that names people or numbers: to the person's own chat, with a pointer where the command was given in a channel.</summary>
    public CommandResult SayPrivately(OutboundMessage message, params IReadOnlyList<TableWrite> writes) => SayPrivately(message, null, writes);

    /// <summary>The same; the message is remembered by a name, so that it can be changed.</summary>
    public CommandResult SayPrivately(OutboundMessage message, string? remember, params IReadOnlyList<TableWrite> writes) => Place.Shared
        ? new(writes, [Privately(message, remember), Reply(NoticeMessage.InOwnChat)])
        : new(writes, [Privately(message, remember)]);
}

/// <summary>A message to somebody else, until it is known what they read it in. The turn makes a <see cref="WriteToPerson"/> of it; itself it cannot be stored.</summary>
/// <param name="Id">As in <see cref="Effect"/>.</param>
/// <param name="Person">The person's id.</param>
/// <param name="Message">Makes it, in the language that holds then.</param>
internal sealed record UnwrittenLetter(string Id, string Person, Func<OutboundMessage> Message) : Effect(Id);

/// <summary>What a handler wants written in the project's partition, and done afterwards.</summary>
public sealed record CommandResult(IReadOnlyList<TableWrite> Writes, IReadOnlyList<Effect> Effects);
