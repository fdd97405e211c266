using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands;

/// <summary>
/// What somebody asked the bot to do: a closed set, made by <see cref="CommandParser"/> only. A command says what was asked, not that it is
/// allowed: ask <see cref="Permissions"/>. Names in it are as typed; whoever carries it out finds the person or milestone.
/// </summary>
public abstract record Command;

/// <summary>Makes a channel the home of a project. <paramref name="Name"/> is null where none was given.</summary>
public sealed record SetUp(string? Name) : Command;

/// <summary>Shows the settings form.</summary>
public sealed record ShowSettings : Command;

/// <summary>Shows the consent text as people would read it now.</summary>
public sealed record PreviewConsent : Command;

/// <summary>Changes one setting.</summary>
/// <param name="Setting">Which.</param>
/// <param name="Value">Checked and in one form: text on one line; a date as 2026-12-14; dates the same, joined by commas (empty for none); an IANA zone id; a country's code; a number; empty for none.</param>
public sealed record SetSetting(Setting Setting, string Value) : Command;

/// <summary>Lists the people of the project.</summary>
public sealed record ListPeople : Command;

/// <summary>Adds a person in these roles (a collaborator where none were said).</summary>
/// <param name="Name">As typed, or a mark of <see cref="MentionMarks"/> where somebody was mentioned.</param>
/// <param name="ByLink">With a personal link, whoever else has that name in the channel.</param>
/// <param name="Mail">Their e-mail address, to which their link goes instead of through anybody's hands; null for none.</param>
public sealed record AddPerson(string Name, Roles Roles, bool ByLink = false, string? Mail = null) : Command;

/// <summary>Gives the e-mail address of somebody of the project; its owner is asked.</summary>
/// <param name="Address">As <see cref="ReflectionBot.Core.Chat.MailAddress.Read"/> gives it.</param>
public sealed record GiveMail(string Name, string Address) : Command;

/// <summary>Gives one's own e-mail address.</summary>
/// <param name="Address">As <see cref="ReflectionBot.Core.Chat.MailAddress.Read"/> gives it.</param>
public sealed record MailMe(string Address) : Command;

/// <summary>Asks for no more e-mail.</summary>
public sealed record StopMail : Command;

/// <summary>Asks where one is written to by e-mail.</summary>
public sealed record ShowMail : Command;

/// <summary>Adds several people in the same roles.</summary>
/// <param name="Names">Each as in <see cref="AddPerson"/>.</param>
/// <param name="Whole">What the names were split from, where it may be one name after all, e.g. "Smith, John"; null otherwise.</param>
public sealed record AddPeople(IReadOnlyList<string> Names, string? Whole, Roles Roles, bool ByLink) : Command;

/// <summary>Says no to a private link that was offered.</summary>
public sealed record DeclineLink : Command;

/// <summary>Comes back to a project that one has left.</summary>
/// <param name="Project">Its name as typed; null where none was.</param>
public sealed record ComeBack(string? Project) : Command;

/// <summary>Takes a person off the project.</summary>
public sealed record RemovePerson(string Name) : Command;

/// <summary>Replaces a person's roles.</summary>
public sealed record ChangeRole(string Name, Roles Roles) : Command;

/// <summary>Makes a personal link to a person's own web chat, or asks them in the chat they have.</summary>
/// <param name="Lost">They have lost the web chat they had: a link to an empty room is made.</param>
public sealed record Invite(string Name, bool Lost = false) : Command;

/// <summary>Adds a milestone; with a date it is reached by itself on that day.</summary>
public sealed record AddMilestone(string Name, LocalDate? On) : Command;

/// <summary>Lists the milestones.</summary>
public sealed record ListMilestones : Command;

/// <summary>Marks a milestone as reached, which opens its round.</summary>
public sealed record ReachMilestone(string Name) : Command;

/// <summary>Moves a milestone to another day.</summary>
public sealed record MoveMilestone(string Name, LocalDate To) : Command;

/// <summary>Gives a milestone another name.</summary>
public sealed record RenameMilestone(string Name, string To) : Command;

/// <summary>Removes a milestone.</summary>
public sealed record RemoveMilestone(string Name) : Command;

/// <summary>Opens a round on a milestone.</summary>
public sealed record StartRound(string Milestone) : Command;

/// <summary>Says where the round stands: numbers only to a facilitator in private (trust rule 9).</summary>
public sealed record ShowStatus : Command;

/// <summary>Says who is on the round and who has handed in: names, only to a facilitator in private (trust rule 9).</summary>
public sealed record ShowWho : Command;

/// <summary>Moves the open round's closing date to this day.</summary>
public sealed record ExtendTo(LocalDate Date) : Command;

/// <summary>Moves the open round's closing date by days, 1 to <see cref="ArgumentReaders.MaxExtension"/>.</summary>
public sealed record ExtendBy(int Days) : Command;

/// <summary>Closes the open round.</summary>
public sealed record CloseRound : Command;

/// <summary>Opens the last closed round again.</summary>
public sealed record ReopenRound : Command;

/// <summary>Sends the one reminder a facilitator may send by hand.</summary>
public sealed record Remind : Command;

/// <summary>Adds a late joiner to the open round.</summary>
public sealed record AddToRound(string Name) : Command;

/// <summary>Sets when the weekly digest is posted, in the project's time zone.</summary>
public sealed record ScheduleDigest(IsoDayOfWeek Day, LocalTime Time) : Command;

/// <summary>Posts a digest now.</summary>
public sealed record DigestNow : Command;

/// <summary>Stops the weekly digest.</summary>
public sealed record DigestOff : Command;

/// <summary>Records what the team agreed.</summary>
public sealed record RecordAgreed(string Text) : Command;

/// <summary>Marks something agreed as done.</summary>
public sealed record FinishAgreed(string Text) : Command;

/// <summary>Lists what was agreed and is still open.</summary>
public sealed record ListAgreed : Command;

/// <summary>Opens one person's raw answers; leaves an audit entry that the author can see (trust rule 8).</summary>
public sealed record OpenAnswers(string Name) : Command;

/// <summary>Ends the project. <paramref name="Name"/> is null where it was not typed: then it is asked first.</summary>
public sealed record CloseProject(string? Name) : Command;

/// <summary>Takes back that the project is to be closed.</summary>
public sealed record ReopenProject(string? Name) : Command;

/// <summary>Puts somebody back as they were before they were taken off the project, or out of a role.</summary>
public sealed record RestorePerson(string Name) : Command;

/// <summary>Hands the project over to another facilitator: its checklist, and the last step once nothing is missing.</summary>
public sealed record HandOver(string Name) : Command;

/// <summary>The answer of whoever is asked to take a project over.</summary>
public sealed record TakeOver(bool Yes) : Command;

/// <summary>One command for one project of several.</summary>
/// <param name="Name">The project, as typed.</param>
/// <param name="Line">The command, as typed.</param>
public sealed record InProject(string Name, string Line) : Command;

/// <summary>Stops the private links to one's own chat that nobody has used yet.</summary>
public sealed record StopLink : Command;

/// <summary>Asks for a private link to one's own chat, for another browser.</summary>
public sealed record AskForLink : Command;

/// <summary>Says whether it was oneself who opened a link.</summary>
/// <param name="Code">Which opening, as <c>LinkCodes</c> has it.</param>
/// <param name="Mine">It was.</param>
public sealed record AnswerLink(string Code, bool Mine) : Command;

/// <summary>Asks for help: on everything, or on one command. <paramref name="About"/> is a command's name where it is known, else as typed.</summary>
public sealed record ShowHelp(string? About) : Command;

/// <summary>Says hello, which starts a direct chat.</summary>
public sealed record SayHello : Command;

/// <summary>A word for the dialog in a person's own chat; the dialog decides what it means just now.</summary>
/// <param name="Word">Which.</param>
/// <param name="Argument">
/// What followed, as the dialog's own buttons carry it. An answer is its number as the person sees it, or the name of its stage:
/// <c>edit</c>, <c>quote</c> and the like have that alone, <c>withdraw</c> also <c>all</c>, <c>share</c> may go on with the word of a rung
/// (<c>3 quote-no-name</c>; <c>3 facilitator ana</c> where the facilitator was named). <c>say to team</c> has the text with its line breaks;
/// <c>open</c>, <c>switch</c> and <c>contact me</c> a name. Null where nothing followed.
/// </param>
public sealed record DialogCommand(DialogWord Word, string? Argument = null) : Command;
