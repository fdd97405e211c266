using System.Text.Json.Serialization;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Digests.Review;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Delivery;

/// <summary>
/// Work to be done now or later: a closed set. A job holds keys only: its handler reads the rows again. Jobs are idempotent: running one
/// twice changes nothing.
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
[JsonDerivedType(typeof(ReviewPassages), "review")]
[JsonDerivedType(typeof(SendDigestNote), "note")]
public abstract record Job
{
    /// <summary>The lane for a job that waits for an external service; null for work on our own rows.</summary>
    internal virtual string? Lane => null;
}

/// <summary>Sends what is left in a partition's outbox.</summary>
/// <param name="Partition">The partition that owns the outbox.</param>
/// <param name="Name">The sweep's name as stored in the partition's session row, or <see cref="Visit"/>.</param>
public sealed record SweepOutbox(string Partition, string Name) : Job
{
    /// <summary>The name of a sweep that no commit has armed: it retries rows after hours, or rows that could not be read.</summary>
    public const string Visit = "visit";
}

/// <summary>Deletes the record of events a partition has seen, once no more duplicates of them can arrive.</summary>
public sealed record ForgetEvents(string Partition) : Job;

/// <summary>Writes the roster of a round that has opened, invites everyone on it, and schedules its reminders and closing.</summary>
public sealed record OpenRound(string Project, string Round) : Job;

/// <summary>Invites one person.</summary>
public sealed record InvitePerson(string Project, string Round, string Person) : Job;

/// <summary>Reminds one person.</summary>
/// <param name="Number">1 or 2 for the scheduled reminders. From 3 on, sent at once: 3 is the facilitator's own reminder. Higher numbers are only in older rows, one for each time the round was opened again.</param>
public sealed record RemindPerson(string Project, string Round, string Person, int Number) : Job;

/// <summary>Offers "submit what I have" to those with drafts before a round closes.</summary>
/// <param name="Version">The round version this job was scheduled for; if the round has a later version, the job does nothing.</param>
/// <param name="Person">One person, whose working hours come later; null for everyone.</param>
public sealed record OfferLastCall(string Project, string Round, long Version, string? Person = null) : Job;

/// <summary>Closes a round at its closing time, and tells the people with drafts.</summary>
/// <param name="Version">As in <see cref="OfferLastCall"/>.</param>
public sealed record EndRound(string Project, string Round, long Version) : Job;

/// <summary>Tells people, in their own working hours, that a round closes or closed earlier than they were told, or is open again.</summary>
/// <param name="Version">The round version this job is about; if the round was closed, brought forward or reopened since, newer news replaces this.</param>
/// <param name="Person">As in <see cref="OfferLastCall"/>.</param>
public sealed record TellMoved(string Project, string Round, long Version, string? Person = null) : Job;

/// <summary>Marks a milestone as reached on its planned day, which opens its round.</summary>
/// <param name="PlannedFor">The day (yyyyMMdd) it was planned for; if the milestone has another day now, the job does nothing.</param>
public sealed record OpenAtMilestone(string Project, string Milestone, string PlannedFor) : Job;

/// <summary>Updates a person's roster row from their own partition.</summary>
public sealed record UpdateRoster(string Project, string Round, string Person) : Job;

/// <summary>Codes a submitted reflection, or removes its coded row when no part of it may be coded any more.</summary>
public sealed record CodeReflection(string Project, string Round, string Person) : Job;

/// <summary>Removes quotes that a person no longer releases from posted digests.</summary>
public sealed record ReviseDigests(string Project, string Person, string Round) : Job;

/// <summary>Builds and posts the digest of one scheduled occurrence, and schedules the next.</summary>
/// <param name="Occurrence">The occurrence's time (UTC, as in keys); it identifies the digest.</param>
/// <param name="Schedule">The schedule's version; if the schedule has another version now, the job does nothing. -1 for `digest now`, which schedules no next one.</param>
public sealed record PublishDigest(string Project, string Occurrence, long Schedule) : Job
{
    /// <summary>The person who asked for it with `digest now`, and is told if there is nothing to share; null for a scheduled one.</summary>
    public string? AskedBy { get; init; }

    /// <summary>The channel in which they asked; null if they asked in their own chat.</summary>
    public ConversationAddress? AskedIn { get; init; }
}

/// <summary>Sends a digest to each project member's own chat, or updates the copies there. One job for everyone, so that a batch never grows with the team.</summary>
public sealed record ShareDigest(string Project, string Digest, bool Revised) : Job;

/// <summary>Asks authors once more before a weekly digest quotes them, or plans that.</summary>
/// <param name="Occurrence">When that digest is posted, as of <see cref="PublishDigest"/>.</param>
/// <param name="Schedule">The schedule's version; another one makes it void.</param>
/// <param name="Person">One of them, whose working hours come later; null for all.</param>
public sealed record AskAboutQuotes(string Project, string Occurrence, long Schedule, string? Person = null) : Job;

/// <summary>Keeps what a person answers to whether the last digest reflects the team.</summary>
/// <param name="Digest">The digest that was the last one when they answered.</param>
public sealed record KeepReflects(string Project, string Digest, string Person, Reflects Answer) : Job;

/// <summary>Sends what a person writes on a digest to the facilitators.</summary>
/// <param name="Person">Its author.</param>
/// <param name="Occasion">Names the note, so that it is sent once.</param>
public sealed record SendDigestNote(string Project, string Person, string Text, string Occasion) : Job;

/// <summary>Shows a facilitator the next answer whose topics they check, or keeps what they say of one.</summary>
/// <param name="Reviewer">The facilitator.</param>
/// <param name="In">Their own chat, where they asked.</param>
/// <param name="IsBlind">The coder's reading is shown only afterwards.</param>
/// <param name="Occasion">Names the request, so that it is done once.</param>
public sealed record ReviewPassages(string Project, string Reviewer, ConversationAddress In, bool IsBlind, string Occasion) : Job
{
    /// <summary>The id of the answer they said something of; null to show the next one.</summary>
    public string? Passage { get; init; }

    /// <summary>What they said of it.</summary>
    public string? Said { get; init; }

    /// <summary>What they said is kept already: what to show now. Null while it is not.</summary>
    public ReviewShows? Then { get; init; }
}

/// <summary>Shows a digest to the facilitators before it is posted, or brings what they see up to date.</summary>
/// <param name="Occasion">Names why, so that it is done once.</param>
/// <param name="Person">One facilitator, who asked to see it again; null for everybody who sees it.</param>
/// <param name="Anew">As a new message; else the one that they have is changed.</param>
public sealed record ShowPreview(string Project, string Digest, string Occasion, string? Person = null, bool Anew = false) : Job;

/// <summary>Posts a digest that facilitators saw first, when its time has come, or says that there is none because nobody released it.</summary>
public sealed record PostPreviewed(string Project, string Digest) : Job;

/// <summary>Compares the quotes of a digest that was just posted with what their authors currently release.</summary>
public sealed record CheckDigest(string Project, string Digest) : Job;

/// <summary>A reminder that the facilitator sends to everyone in a round who may want it.</summary>
/// <param name="Project">The project.</param>
/// <param name="Round">The round.</param>
/// <param name="Number">As in <see cref="RemindPerson"/>.</param>
public sealed record RemindEveryone(string Project, string Round, int Number = RemindEveryone.ByHand) : Job
{
    /// <summary>The number of the facilitator's own reminder.</summary>
    public const int ByHand = 3;
}

/// <summary>Marks a person as not reachable and tells the facilitators once.</summary>
public sealed record NotReachable(string Person) : Job;

/// <summary>Removes the mark from a person who can be reached again.</summary>
public sealed record ReachableAgain(string Person) : Job;

/// <summary>Updates the numbers shown in the facilitators' own chats from the roster.</summary>
public sealed record UpdateStatus(string Project, string Round) : Job;

/// <summary>Removes a person from a project, at their own request.</summary>
public sealed record LeaveProject(string Project, string Person) : Job;

/// <summary>[Fewer messages]: invitations only.</summary>
public sealed record SetQuiet(string Project, string Person, bool Quiet) : Job;

/// <summary>Asks a named contact person to get in touch with a collaborator: only the collaborator's name is sent.</summary>
/// <param name="Person">The person who asks.</param>
/// <param name="Request">The request's id, so that it is passed on once.</param>
/// <param name="Who">The contact person they picked (<see cref="ContactPerson.Id"/>); null in rows from before this was stored, and then nobody is asked.</param>
/// <param name="Name">The name that was on the button.</param>
/// <param name="Round">The round it was asked in; null for none.</param>
public sealed record AskForContact(string Project, string Person, string Request, string? Who = null, string? Name = null, string? Round = null) : Job;

/// <summary>Tells the person who asked to be contacted what happened to the request.</summary>
/// <param name="Asked">The request.</param>
/// <param name="Outcome">The outcome of the message to the person they picked.</param>
public sealed record TellContact(AskForContact Asked, ContactOutcome Outcome) : Job;

/// <summary>The outcome of a message that asks a contact person to get in touch.</summary>
public enum ContactOutcome
{
    /// <summary>It is in their chat.</summary>
    Delivered,

    /// <summary>It could not be delivered, and is not retried.</summary>
    NotDelivered,

    /// <summary>It could not be delivered yet; the bot keeps retrying.</summary>
    NotYet,
}

/// <summary>Tells the people who had asked a contact person to get in touch that this person can no longer be asked.</summary>
/// <param name="Change">The id of the change to the list of contact persons.</param>
public sealed record TellContacts(string Project, string Change) : Job;

/// <summary>Posts a person's own text to the project's channel, and sends it to everyone on the project.</summary>
/// <param name="Words">The id of the row, in the person's partition, that holds the text until then.</param>
public sealed record TellTeam(string Project, string Person, string Words) : Job;

/// <summary>Replaces the messages in which a person's answers were opened, after they took something back.</summary>
/// <param name="Project">The project they left, so answers opened there are hidden; null if they took something back.</param>
public sealed record HideOpened(string Person, string? Project = null) : Job;

/// <summary>Replaces the bot's own messages, in the author's chat, that may contain text which was taken back.</summary>
/// <param name="UpTo">The number of the last message shown before the text was taken back.</param>
/// <param name="Erased">The project's data is erased, so there is nothing left to link back to.</param>
/// <param name="Kept">The number of a message that was already changed and shows what is left; null for none.</param>
public sealed record RedactOwnText(string Person, string Round, long UpTo, bool Erased = false, long? Kept = null) : Job;

/// <summary>Deletes text that was taken back and could still be restored, once the time for undo is over.</summary>
/// <param name="Number">The undo entry's number; if the entry is gone, so is its text. 0 for text of messages whose edit arrived before the message itself.</param>
/// <param name="At">When that time is over.</param>
public sealed record ForgetUndo(string Person, long Number, DateTimeOffset At) : Job;

/// <summary>Replaces the messages in which a reader opened answers, after they stopped being a facilitator of the project or a named reader.</summary>
public sealed record CloseOpened(string Project, string Reader) : Job;

/// <summary>Asks the owner of an address whether the bot may write to it.</summary>
/// <param name="Person">The person the address is for.</param>
/// <param name="Letter">The letter's id; the row holds another id once the owner was asked again.</param>
public sealed record AskByMail(string Person, string Letter) : Job
{
    /// <inheritdoc/>
    internal override string Lane => TellByMail.Mail;
}

/// <summary>Tells a person by mail that something waits in their chat, if they can hear of it in no other way.</summary>
/// <param name="Kind">What waits.</param>
/// <param name="Letter">The letter's id: the same for every attempt to send it.</param>
/// <param name="At">When it started to wait.</param>
/// <param name="Project">The project it is about; null for none.</param>
/// <param name="Round">The round it is about; null for none.</param>
public sealed record TellByMail(string Person, LetterKind Kind, string Letter, DateTimeOffset At, string? Project = null, string? Round = null) : Job
{
    /// <summary>The lane of all letters.</summary>
    internal const string Mail = "mail";

    /// <inheritdoc/>
    internal override string Lane => Mail;
}

/// <summary>Tells everyone on a project, each in their own chat, and the channel that the project will close, or stays open after all.</summary>
/// <param name="At">When it was to close; if that has changed, the closing is not announced.</param>
/// <param name="By">The person who asked for it; they already know.</param>
/// <param name="Kept">It stays open.</param>
public sealed record TellClosing(string Project, DateTimeOffset At, string By, bool Kept) : Job;

/// <summary>Closes a project at its closing time, or schedules that.</summary>
/// <param name="At">The closing time; if the project has another one now, or none, the job does nothing.</param>
public sealed record EndProject(string Project, DateTimeOffset At) : Job;

/// <summary>Closes and erases a project at its retention date, or schedules that.</summary>
/// <param name="Turns">How often the bot's messages about it have been replaced again.</param>
/// <param name="TurnedAt">When they were last replaced; null for not yet.</param>
public sealed record PurgeProject(string Project, int Turns = 0, DateTimeOffset? TurnedAt = null) : Job;

/// <summary>Erases a stored file that has expired, or the parts of one that was never completely written.</summary>
/// <param name="Person">The person it is about, so that their reference is deleted too; null for nobody.</param>
public sealed record ForgetFile(string File, string? Person) : Job;

/// <summary>Closes an empty room that nobody has confirmed, and deletes everything written in it.</summary>
/// <param name="Person">The person it is for.</param>
/// <param name="Code">The room's code.</param>
/// <param name="At">When to close it.</param>
public sealed record ForgetRoom(string Person, string Code, DateTimeOffset At) : Job;

/// <summary>Posts a greeting in a channel the bot was added to, unless it has greeted in another channel of that team meanwhile.</summary>
/// <param name="Place">The channel in the event.</param>
/// <param name="From">The person who added the bot.</param>
/// <param name="At">When they added it.</param>
public sealed record GreetPlace(ConversationAddress Place, ChatAddress From, DateTimeOffset At) : Job;

/// <summary>Takes back a printed quote on behalf of a facilitator, if it is still the one that was printed.</summary>
/// <param name="Digest">The digest that contains it.</param>
/// <param name="Person">Its author.</param>
/// <param name="Stage">The answer's stage, as named in its row.</param>
public sealed record DropPrintedQuote(string Project, string Digest, string Person, string Round, string Stage) : Job;

/// <summary>A message with buttons from outside a person's conversation is about to reach them: a plain yes or no that they type next may be meant for it.</summary>
/// <param name="Message">The id of that message.</param>
/// <param name="Person">The person it is for; null if only their chat is known.</param>
/// <param name="Chat">Their chat.</param>
public sealed record ComesBetween(string Message, string? Person, ChatAddress? Chat) : Job
{
    /// <summary>The job to run before a message is sent; null for a message without choices.</summary>
    internal static ComesBetween? Before(Effect effect) => effect switch
    {
        WriteToPerson { IsStep: false, Message: NoticeMessage { Buttons.Count: > 0 } } write => new(write.Id, write.Person, null),
        WriteToChat { Message: NoticeMessage { Buttons.Count: > 0 } } write => new(write.Id, null, write.To),
        _ => null,
    };
}
