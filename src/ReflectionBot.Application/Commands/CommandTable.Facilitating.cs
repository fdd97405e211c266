using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands;

/// <content>The commands that run a project.</content>
public static partial class CommandTable
{
    private static CommandSpec[] ProjectCommands() =>
    [
        new("setup", "setup [\"<project>\"]", "Makes this channel the home of a project, with you as its facilitator.", Anybody, Where.ChannelOnly,
            CommandGroup.Project, Takes.Maybe, ["set up"], ["setup \"Housing priorities\"", "setup"]) { Read = ArgumentReaders.SetUp },
        Alone("settings", "Shows the project's settings to fill in.", Roles.Facilitator, CommandGroup.Project, new ShowSettings(), ["show settings"]),
        Alone("consent preview", "Shows the text about who sees what, as people would read it now.", Roles.Facilitator, CommandGroup.Project, new PreviewConsent(), ["preview consent", "preview the consent text", "consent text preview"]),
        new("set", "set <setting> \"<value>\"", "Changes one setting of the project.", Roles.Facilitator, Where.Anywhere, CommandGroup.Project, Takes.Something,
            [], ["set keep-until 31 July 2030", "set purpose \"learning how we work together\"", "set time-zone Europe/London"]) { Read = ArgumentReaders.Set },
        new("project close", "project close [\"<project>\"]", "Ends the project a day later, after asking you where its name is not typed; everyone on it is told, and answers are deleted on the date people were told.", Roles.Facilitator, Where.Anywhere,
            CommandGroup.Project, Takes.Maybe, ["close project"], ["project close \"Housing priorities\"", "project close"]) { Read = ArgumentReaders.MayName("project close \"Housing priorities\"", n => new CloseProject(n)), Destructive = true },
        new("reopen project", "reopen project [\"<project>\"]", "Keeps a project open after all, within the day before it closes.", Roles.Facilitator, Where.Anywhere,
            CommandGroup.Project, Takes.Maybe, ["project reopen", "keep project open"], ["reopen project", "reopen project \"Housing priorities\""]) { Read = ArgumentReaders.MayName("reopen project \"Housing priorities\"", n => new ReopenProject(n)) },
        Named("hand over to", "hand over to \"<name>\"", "Hands the project over to another facilitator: shows what is done and what is missing, and asks you before the last step.", Roles.Facilitator, CommandGroup.Project,
            "hand over to \"Bea Novak\"", n => new HandOver(n), ["hand over", "handover", "handover to"]),
        new("take over", "take over [no]", "Says yes, or no, to running a project that its facilitator wants to hand over to you.", Members, Where.DirectOnly,
            CommandGroup.Project, Takes.Maybe, [], ["take over", "take over no"]) { Read = ArgumentReaders.TakeOver },
    ];

    private static CommandSpec[] PeopleCommands() =>
    [
        Alone("people", "Lists the people of the project.", Roles.Facilitator, CommandGroup.People, new ListPeople(), ["person list", "people list", "list people"]),
        new("person add", "person add \"<name>\" [and \"<name>\"] [as <roles>] [with a link]", "Adds collaborators, facilitators or leads: who is mentioned, somebody of the channel by that name, or anybody else with a private link or by e-mail.", Roles.Facilitator, Where.Anywhere,
            CommandGroup.People, Takes.Something, ["people add", "add person", "add people"],
            ["person add \"Maya Brooks\" as collaborator", "person add Sam as lead and collaborator", "person add \"Maya Brooks\" and \"Sam Lee\"", "person add \"Maya Brooks\" with a link", "person add \"Bea Novak\" bea@example.org"]) { Read = ArgumentReaders.AddPerson },
        Alone("no link", "Says no to a private link that I offered to make.", Roles.Facilitator, CommandGroup.People, new DeclineLink()),
        Named("person remove", "person remove \"<name>\"", "Takes a person off the project, after asking you; they are told, and for a day it can be undone.", Roles.Facilitator, CommandGroup.People,
            "person remove \"Maya Brooks\"", n => new RemovePerson(n), ["people remove", "remove person"]) with { Destructive = true },
        Named("put back", "put back \"<name>\"", "Puts a person back as they were, within a day of taking them off the project or changing their role.", Roles.Facilitator, CommandGroup.People,
            "put back \"Maya Brooks\"", n => new RestorePerson(n), ["person put back", "person restore", "person undo"]),
        new("person role", "person role \"<name>\" <roles>", "Changes what a person is in the project.", Roles.Facilitator, Where.Anywhere,
            CommandGroup.People, Takes.Something, ["people role"], ["person role \"Maya Brooks\" lead"]) { Read = ArgumentReaders.ChangeRole },
        // In a channel everybody would read the address.
        new("mail", "mail \"<name>\" <e-mail address>", "Gives the e-mail address of somebody who has only the web chat; its owner is asked before anything else is sent there.", Roles.Facilitator, Where.DirectOnly,
            CommandGroup.People, Takes.Something, ["email", "e-mail"], ["mail \"Bea Novak\" bea@example.org"]) { Read = ArgumentReaders.GiveMail },
        // In a channel anybody could follow the link and be taken for that person.
        Named("invite", "invite \"<name>\"", "Makes a personal link for somebody who has no chat with me yet; asks whoever has one there.", Roles.Facilitator, CommandGroup.People,
            "invite \"Maya Brooks\"", n => new Invite(n), ["link"], Where.DirectOnly),
        Named("invite lost", "invite lost \"<name>\"", "Makes a link for somebody who has lost their web chat: an empty room, until they confirm that it is theirs.", Roles.Facilitator, CommandGroup.People,
            "invite lost \"Maya Brooks\"", n => new Invite(n, true), [], Where.DirectOnly),
    ];

    private static CommandSpec[] RoundCommands() =>
    [
        new("milestone add", "milestone add \"<name>\" [on <date>]", "Adds a milestone; with a date, its round opens by itself on that day.", Roles.Facilitator,
            Where.Anywhere, CommandGroup.Milestones, Takes.Something, ["milestones add", "add milestone"],
            ["milestone add \"Analysis workshop\" on 14 December", "milestone add Analysis workshop"]) { Read = ArgumentReaders.AddMilestone },
        Alone("milestone list", "Lists the milestones.", Members, CommandGroup.Milestones, new ListMilestones(), ["milestones", "milestones list", "list milestones"]),
        Named("milestone reached", "milestone reached \"<name>\"", "Marks a milestone as reached and opens its round.", Roles.Facilitator, CommandGroup.Milestones,
            "milestone reached \"Analysis workshop\"", n => new ReachMilestone(n), ["milestones reached", "reached"]),
        new("milestone move", "milestone move \"<name>\" to <date>", "Moves a milestone to another day; its round opens by itself then.", Roles.Facilitator,
            Where.Anywhere, CommandGroup.Milestones, Takes.Something, ["milestones move", "move milestone"], ["milestone move \"Analysis workshop\" to 14 December"]) { Read = ArgumentReaders.MoveMilestone },
        new("milestone rename", "milestone rename \"<name>\" to \"<new name>\"", "Gives a milestone that has had no round another name.", Roles.Facilitator,
            Where.Anywhere, CommandGroup.Milestones, Takes.Something, ["milestones rename", "rename milestone"], ["milestone rename \"Analysis workshop\" to \"Analysis day\""]) { Read = ArgumentReaders.RenameMilestone },
        Named("milestone remove", "milestone remove \"<name>\"", "Removes a milestone that has had no round.", Roles.Facilitator, CommandGroup.Milestones,
            "milestone remove \"Analysis workshop\"", n => new RemoveMilestone(n), ["milestones remove", "remove milestone"]) with { Destructive = true },
        Named("start", "start \"<milestone>\"", "Opens a round of reflection on a milestone.", Roles.Facilitator, CommandGroup.Rounds,
            "start \"Focus groups complete\"", n => new StartRound(n), ["begin"]),
        Alone("status", "Says where the round stands.", Members, CommandGroup.Rounds, new ShowStatus()),
        Alone("who handed in", "Names who is on the round and who has handed in; only you see it.", Roles.Facilitator, CommandGroup.Rounds, new ShowWho(),
            ["who has handed in", "who submitted", "who is on it", "who is on the round"]),
        new("extend", "extend to <date> | extend by <n> days", "Moves the day the round closes.", Roles.Facilitator, Where.Anywhere, CommandGroup.Rounds,
            Takes.Something, [], ["extend to 14 December", "extend by 3 days", "extend 3 days"]) { Read = ArgumentReaders.Extend },
        Alone("close", "Closes the round early, after asking you: at once, or with a working day's notice where somebody has begun and not handed in.", Roles.Facilitator, CommandGroup.Rounds, new CloseRound(), ["close early", "close round", "close the round"]) with { Destructive = true },
        Alone("reopen", "Opens the last round again, or keeps one open that was to close early.", Roles.Facilitator, CommandGroup.Rounds, new ReopenRound(), ["reopen round", "reopen the round"]),
        Alone("remind", "Sends one more reminder to those who have not handed in yet.", Roles.Facilitator, CommandGroup.Rounds, new Remind(), ["remind everyone", "send reminder"]),
        Named("add", "add \"<name>\"", "Adds a person of the project to the open round.", Roles.Facilitator, CommandGroup.Rounds, "add \"Maya Brooks\"", n => new AddToRound(n)),
        Named("answers", "answers \"<name>\"", "Opens one person's answers; they can see that you did.", Roles.Facilitator, CommandGroup.Rounds,
            "answers \"Maya Brooks\"", n => new OpenAnswers(n), ["open answers"], Where.DirectOnly),
    ];

    private static CommandSpec[] DigestCommands() =>
    [
        new("digest schedule", "digest schedule <weekday> <time>", "Sets when the weekly digest is posted, in the project's time zone.", Roles.Facilitator,
            Where.Anywhere, CommandGroup.Digests, Takes.Something, ["schedule digest"], ["digest schedule Monday 09:00", "digest schedule mon 9am"]) { Read = ArgumentReaders.Schedule },
        Alone("digest now", "Posts a digest now.", Roles.Facilitator, CommandGroup.Digests, new DigestNow()),
        Alone("digest off", "Stops the weekly digest.", Roles.Facilitator, CommandGroup.Digests, new DigestOff(), ["digest stop"]),
        new("agreed", "agreed \"<what>\"", "Records what the team agreed.", Roles.Facilitator | Roles.Lead, Where.Anywhere, CommandGroup.Digests,
            Takes.Something, [], ["agreed \"share notes within two days\""]) { Read = ArgumentReaders.Texted("agreed \"share notes within two days\"", t => new RecordAgreed(t)) },
        new("agreed done", "agreed done \"<what>\"", "Marks something agreed as done.", Roles.Facilitator | Roles.Lead, Where.Anywhere, CommandGroup.Digests,
            Takes.Something, [], ["agreed done \"share notes within two days\""]) { Read = ArgumentReaders.Texted("agreed done \"share notes within two days\"", t => new FinishAgreed(t)) },
        Alone("agreed list", "Lists what was agreed and is still open.", Members, CommandGroup.Digests, new ListAgreed(), ["list agreed"]),
    ];
}
