using System.Text.Json.Serialization;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Delivery;

/// <summary>
/// Work to be done now or later: a closed set. Jobs carry keys only; whoever runs one rereads the rows behind it, and running one twice
/// changes nothing.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "job")]
[JsonDerivedType(typeof(SweepOutbox), "sweep")]
[JsonDerivedType(typeof(ForgetEvents), "forget-events")]
[JsonDerivedType(typeof(OpenRound), "open-round")]
[JsonDerivedType(typeof(InvitePerson), "invite")]
[JsonDerivedType(typeof(RemindPerson), "remind")]
[JsonDerivedType(typeof(OfferLastCall), "closing-soon")]
[JsonDerivedType(typeof(EndRound), "close-round")]
[JsonDerivedType(typeof(TellMoved), "moved")]
[JsonDerivedType(typeof(OpenAtMilestone), "reach-milestone")]
[JsonDerivedType(typeof(UpdateRoster), "roster")]
[JsonDerivedType(typeof(CodeReflection), "code")]
[JsonDerivedType(typeof(ReviseDigests), "revise-digests")]
[JsonDerivedType(typeof(PublishDigest), "digest")]
[JsonDerivedType(typeof(ShareDigest), "share-digest")]
[JsonDerivedType(typeof(CheckDigest), "check-digest")]
[JsonDerivedType(typeof(RemindEveryone), "remind-all")]
[JsonDerivedType(typeof(NotReachable), "not-reachable")]
[JsonDerivedType(typeof(ReachableAgain), "reachable")]
[JsonDerivedType(typeof(UpdateStatus), "status")]
[JsonDerivedType(typeof(LeaveProject), "leave")]
[JsonDerivedType(typeof(SetQuiet), "quiet")]
[JsonDerivedType(typeof(AskForContact), "contact")]
[JsonDerivedType(typeof(TellContact), "contact-outcome")]
[JsonDerivedType(typeof(TellContacts), "contacts")]
[JsonDerivedType(typeof(TellTeam), "tell-team")]
[JsonDerivedType(typeof(HideOpened), "hide-opened")]
[JsonDerivedType(typeof(RedactOwnText), "hide-words")]
[JsonDerivedType(typeof(ForgetUndo), "forget-undo")]
[JsonDerivedType(typeof(CloseOpened), "close-opened")]
[JsonDerivedType(typeof(AskByMail), "ask-mail")]
[JsonDerivedType(typeof(TellByMail), "mail")]
[JsonDerivedType(typeof(TellClosing), "tell-closing")]
[JsonDerivedType(typeof(EndProject), "end-project")]
[JsonDerivedType(typeof(PurgeProject), "purge")]
[JsonDerivedType(typeof(ForgetFile), "forget-file")]
[JsonDerivedType(typeof(GreetPlace), "greet")]
[JsonDerivedType(typeof(ForgetRoom), "forget-room")]
[JsonDerivedType(typeof(ComesBetween), "between")]
[JsonDerivedType(typeof(DropPrintedQuote), "drop-quote")]
[JsonDerivedType(typeof(ShowPreview), "preview")]
[JsonDerivedType(typeof(PostPreviewed), "post-previewed")]
[JsonDerivedType(typeof(AskAboutQuotes), "quote-check")]
[JsonDerivedType(typeof(KeepReflects), "reflects")]
public abstract record Job
{
    /// <summary>The lane that a job takes a place in which waits for somebody outside; null for work on our own rows.</summary>
    internal virtual string? Lane => null;
}

/// <summary>Sends what is left in a partition's outbox.</summary>
/// <param name="Partition">Whose outbox.</param>
/// <param name="Name">The sweep's name, as the partition's session row knows it; or <see cref="Visit"/>.</param>
public sealed record SweepOutbox(string Partition, string Name) : Job
{
    /// <summary>Names a look that no commit has armed: at what is tried again after hours, or could not be read.</summary>
    public const string Visit = "visit";
}

/// <summary>Forgets which events a partition has seen, where their duplicates come no more.</summary>
public sealed record ForgetEvents(string Partition) : Job;

/// <summary>Writes the roster of a round that has opened, invites everyone on it, and plans its reminders and closing.</summary>
public sealed record OpenRound(string Project, string Round) : Job;

/// <summary>Asks one person.</summary>
public sealed record InvitePerson(string Project, string Round, string Person) : Job;

/// <summary>Reminds one person.</summary>
/// <param name="Number">1 or 2 for the planned ones; from 3 on at once: 3 for the facilitator's own. Higher ones stand in older rows only, for each time the round was opened again.</param>
public sealed record RemindPerson(string Project, string Round, string Person, int Number) : Job;

/// <summary>Offers "submit what I have" to those with drafts before a round closes.</summary>
/// <param name="Version">The round's version it was planned for; a later one makes it void.</param>
/// <param name="Person">One of them, whose working hours come later; null for all.</param>
public sealed record OfferLastCall(string Project, string Round, long Version, string? Person = null) : Job;

/// <summary>Closes a round whose time has come, and tells those with drafts.</summary>
/// <param name="Version">As in <see cref="OfferLastCall"/>.</param>
public sealed record EndRound(string Project, string Round, long Version) : Job;

/// <summary>Tells people, in their own hours, that a round closes or closed earlier than they were told, or is open again.</summary>
/// <param name="Version">The round's version it is about; where it was closed, brought forward or opened anew since, there is other news.</param>
/// <param name="Person">As in <see cref="OfferLastCall"/>.</param>
public sealed record TellMoved(string Project, string Round, long Version, string? Person = null) : Job;

/// <summary>Reaches a milestone on its day, which opens its round.</summary>
/// <param name="PlannedFor">The day (yyyyMMdd) it was planned for; another one makes it void.</param>
public sealed record OpenAtMilestone(string Project, string Milestone, string PlannedFor) : Job;

/// <summary>Brings a person's roster row up to what their own partition says.</summary>
public sealed record UpdateRoster(string Project, string Round, string Person) : Job;

/// <summary>Codes a submitted reflection, or removes its coded row where nothing of it may be coded any more.</summary>
public sealed record CodeReflection(string Project, string Round, string Person) : Job;

/// <summary>Takes the quotes that a person does not release any more out of posted digests.</summary>
public sealed record ReviseDigests(string Project, string Person, string Round) : Job;

/// <summary>Builds and posts the digest of one occurrence, and plans the next.</summary>
/// <param name="Occurrence">Its time (UTC, as in keys); names the digest.</param>
/// <param name="Schedule">The schedule's version; another one makes it void. -1 for `digest now`, which plans no next one.</param>
public sealed record PublishDigest(string Project, string Occurrence, long Schedule) : Job
{
    /// <summary>Who asked for it with `digest now`, and is told where there is nothing to share; null for a scheduled one.</summary>
    public string? AskedBy { get; init; }

    /// <summary>The channel in which they asked; null where that was their own chat.</summary>
    public ConversationAddress? AskedIn { get; init; }
}

/// <summary>Brings a digest to the own chat of everyone on the project, or the copies there up to date. One job for all, so that a batch never grows with the team.</summary>
public sealed record ShareDigest(string Project, string Digest, bool Revised) : Job;

/// <summary>Asks authors once more before a weekly digest quotes them, or plans that.</summary>
/// <param name="Occurrence">When that digest is posted, as of <see cref="PublishDigest"/>.</param>
/// <param name="Schedule">The schedule's version; another one makes it void.</param>
/// <param name="Person">One of them, whose working hours come later; null for all.</param>
public sealed record AskAboutQuotes(string Project, string Occurrence, long Schedule, string? Person = null) : Job;

/// <summary>Keeps what a person answers to whether the last digest reflects the team.</summary>
/// <param name="Digest">The digest that was the last one when they answered.</param>
public sealed record KeepReflects(string Project, string Digest, string Person, Reflects Answer) : Job;

/// <summary>Shows a digest to the facilitators before it is posted, or brings what they see up to date.</summary>
/// <param name="Occasion">Names why, so that it is done once.</param>
/// <param name="Person">One facilitator, who asked to see it again; null for everybody who sees it.</param>
/// <param name="Anew">As a new message; else the one that they have is changed.</param>
public sealed record ShowPreview(string Project, string Digest, string Occasion, string? Person = null, bool Anew = false) : Job;

/// <summary>Posts a digest that facilitators saw first, when its time has come, or says that there is none because nobody released it.</summary>
public sealed record PostPreviewed(string Project, string Digest) : Job;

/// <summary>Compares the quotes of a digest that was just posted with what their authors release now.</summary>
public sealed record CheckDigest(string Project, string Digest) : Job;

/// <summary>A reminder to everyone in a round who may want it, by the facilitator's own hand.</summary>
/// <param name="Project">The project.</param>
/// <param name="Round">The round.</param>
/// <param name="Number">As of <see cref="RemindPerson"/>.</param>
public sealed record RemindEveryone(string Project, string Round, int Number = RemindEveryone.ByHand) : Job
{
    /// <summary>The number of the facilitator's own reminder.</summary>
    public const int ByHand = 3;
}

/// <summary>Marks a person as not reachable and tells the facilitators once.</summary>
public sealed record NotReachable(string Person) : Job;

/// <summary>Takes the mark off somebody who can be reached again.</summary>
public sealed record ReachableAgain(string Person) : Job;

/// <summary>Brings the numbers that facilitators have in their own chats up to what the roster says.</summary>
public sealed record UpdateStatus(string Project, string Round) : Job;

/// <summary>Takes a person off a project, at their own wish.</summary>
public sealed record LeaveProject(string Project, string Person) : Job;

/// <summary>[Fewer messages]: invitations only.</summary>
public sealed record SetQuiet(string Project, string Person, bool Quiet) : Job;

/// <summary>Asks a named person to contact somebody: only the name is sent.</summary>
/// <param name="Person">Who asks.</param>
/// <param name="Request">Names the request, so that it is passed on once.</param>
/// <param name="Who">Whom they picked (<see cref="ContactPerson.Id"/>); null in rows from before this was kept, and then nobody is asked.</param>
/// <param name="Name">The name that was on the button.</param>
/// <param name="Round">The round it was asked in; null for none.</param>
public sealed record AskForContact(string Project, string Person, string Request, string? Who = null, string? Name = null, string? Round = null) : Job;

/// <summary>Tells whoever asked to be contacted what became of it.</summary>
/// <param name="Asked">What they asked for.</param>
/// <param name="Outcome">What became of the message to the person they picked.</param>
public sealed record TellContact(AskForContact Asked, ContactOutcome Outcome) : Job;

/// <summary>What became of a message that asks somebody to get in touch.</summary>
public enum ContactOutcome
{
    /// <summary>It stands in their chat.</summary>
    Delivered,

    /// <summary>It could not be delivered, and is not tried again.</summary>
    NotDelivered,

    /// <summary>It could not be delivered yet; the bot goes on trying.</summary>
    NotYet,
}

/// <summary>Tells those who had asked somebody to get in touch that this person cannot be asked any more.</summary>
/// <param name="Change">Names the change of who can be asked.</param>
public sealed record TellContacts(string Project, string Change) : Job;

/// <summary>Posts somebody's own words to the channel of a project, and brings them to everyone on it.</summary>
/// <param name="Words">Names the row, in the person's partition, that has them until then.</param>
public sealed record TellTeam(string Project, string Person, string Words) : Job;

/// <summary>Replaces the messages in which a person's answers were opened, after they took something back.</summary>
/// <param name="Project">They have gone off this project, so what was opened there is closed; null where they took something back.</param>
public sealed record HideOpened(string Person, string? Project = null) : Job;

/// <summary>Replaces the bot's own messages, in their author's chat, that may hold words which were taken back.</summary>
/// <param name="UpTo">The number of the last message that was shown before.</param>
/// <param name="Erased">The project's data is erased, so nothing is left to lead back to.</param>
/// <param name="Kept">The number of one that was changed already, and shows what is left; null for none.</param>
public sealed record RedactOwnText(string Person, string Round, long UpTo, bool Erased = false, long? Kept = null) : Job;

/// <summary>Lets go of what was taken back and could still be undone, once its time is over.</summary>
/// <param name="Number">The undo entry's number; where it is gone, so are its words. 0 for words of messages that were edited before they came.</param>
/// <param name="At">When it is over.</param>
public sealed record ForgetUndo(string Person, long Number, DateTimeOffset At) : Job;

/// <summary>Replaces the messages in which somebody opened answers, after they stopped being a facilitator of the project, or being named as a reader.</summary>
public sealed record CloseOpened(string Project, string Reader) : Job;

/// <summary>Asks the owner of an address whether the bot may write to it.</summary>
/// <param name="Person">Whose address it is to be.</param>
/// <param name="Letter">The letter's id; another one stands in the row once it was asked anew.</param>
public sealed record AskByMail(string Person, string Letter) : Job
{
    /// <inheritdoc/>
    internal override string Lane => TellByMail.Mail;
}

/// <summary>Tells somebody by mail that something waits in their chat, where that is the only way they hear of it.</summary>
/// <param name="Kind">What waits.</param>
/// <param name="Letter">The letter's id: the same however often it is sent.</param>
/// <param name="At">When it came to wait.</param>
/// <param name="Project">The project it is about; null for none.</param>
/// <param name="Round">The round it is about; null for none.</param>
public sealed record TellByMail(string Person, LetterKind Kind, string Letter, DateTimeOffset At, string? Project = null, string? Round = null) : Job
{
    /// <summary>The lane of all letters.</summary>
    internal const string Mail = "mail";

    /// <inheritdoc/>
    internal override string Lane => Mail;
}

/// <summary>Tells everyone on a project, each in their own chat, and the channel that it is to close, or stays open after all.</summary>
/// <param name="At">When it was to close; where that has changed, nothing is said of a closing.</param>
/// <param name="By">Who asked for it: they know.</param>
/// <param name="Kept">It stays open.</param>
public sealed record TellClosing(string Project, DateTimeOffset At, string By, bool Kept) : Job;

/// <summary>Closes a project when its day is over, or plans that.</summary>
/// <param name="At">When; another time, or none, makes it void.</param>
public sealed record EndProject(string Project, DateTimeOffset At) : Job;

/// <summary>Closes and erases a project at its retention date, or plans that.</summary>
/// <param name="Turns">How often the bot's messages about it have been replaced anew.</param>
/// <param name="TurnedAt">When last; null for not yet.</param>
public sealed record PurgeProject(string Project, int Turns = 0, DateTimeOffset? TurnedAt = null) : Job;

/// <summary>Erases a stored file whose time is over, or what was written of one that was never finished.</summary>
/// <param name="Person">Whom it is about, so that their reference goes too; null for nobody.</param>
public sealed record ForgetFile(string File, string? Person) : Job;

/// <summary>Shuts an empty room that nobody has confirmed, with all that was written in it.</summary>
/// <param name="Person">Whom it is for.</param>
/// <param name="Code">What it is called by.</param>
/// <param name="At">When.</param>
public sealed record ForgetRoom(string Person, string Code, DateTimeOffset At) : Job;

/// <summary>Says hello in a channel the bot was added to, unless it has done so in another one of that team meanwhile.</summary>
/// <param name="Place">The channel that was told of.</param>
/// <param name="From">Who added the bot.</param>
/// <param name="At">When.</param>
public sealed record GreetPlace(ConversationAddress Place, ChatAddress From, DateTimeOffset At) : Job;

/// <summary>Takes a printed quote back in a facilitator's place, where it still is the one that was printed.</summary>
/// <param name="Digest">The digest that has it.</param>
/// <param name="Person">Its author.</param>
/// <param name="Stage">The answer, as its row names it.</param>
public sealed record DropPrintedQuote(string Project, string Digest, string Person, string Round, string Stage) : Job;

/// <summary>Something with buttons is about to reach somebody from outside their conversation: a bare yes or no that they type next may be meant for it.</summary>
/// <param name="Message">The id of that message.</param>
/// <param name="Person">Whom it is for; null where only their chat is known.</param>
/// <param name="Chat">Their chat.</param>
public sealed record ComesBetween(string Message, string? Person, ChatAddress? Chat) : Job
{
    /// <summary>The job that goes before a message; null for one that has nothing to choose.</summary>
    internal static ComesBetween? Before(Effect effect) => effect switch
    {
        WriteToPerson { IsStep: false, Message: NoticeMessage { Buttons.Count: > 0 } } write => new(write.Id, write.Person, null),
        WriteToChat { Message: NoticeMessage { Buttons.Count: > 0 } } write => new(write.Id, null, write.To),
        _ => null,
    };
}
