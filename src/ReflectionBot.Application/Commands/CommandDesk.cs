using ReflectionBot.Application.Commands.Handlers;
using ReflectionBot.Application.Commands.Handlers.People;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands;

/// <summary>Which handler carries out which command. Permission and project are settled before.</summary>
public sealed class CommandDesk
{
    private readonly ProjectCommands _project;
    private readonly PeopleCommands _people;
    private readonly PersonAdding _adding;
    private readonly MilestoneCommands _milestones;
    private readonly RoundCommands _rounds;
    private readonly DigestCommands _digests;

    /// <summary>A desk with these handlers.</summary>
    public CommandDesk(ProjectCommands project, PeopleCommands people, PersonAdding adding, MilestoneCommands milestones, RoundCommands rounds, DigestCommands digests)
    {
        _project = project;
        _people = people;
        _adding = adding;
        _milestones = milestones;
        _rounds = rounds;
        _digests = digests;
    }

    /// <summary>What is typed about the project itself; also where a settings form comes back.</summary>
    internal ProjectCommands Project => _project;

    /// <summary>Whether a command is about a project, and so for the desk: not a word of a person's own chat, a greeting, help, or the setting up of a channel.</summary>
    public static bool Takes(Command command) => command is not (DialogCommand or SayHello or ShowHelp or SetUp or StopLink or AskForLink or AnswerLink or ComeBack or MailMe or StopMail or ShowMail or InProject);

    /// <summary>Whether a command still works after a project has closed: looking, and letting people in who want to take answers back.</summary>
    public static bool TakesWhenClosed(Command command) => command is ReopenProject or ListPeople or PreviewConsent or ListMilestones or ShowStatus or ShowWho or ListAgreed or Invite or OpenAnswers;

    /// <summary>Whether a command can be meant for a project as it is now.</summary>
    public static bool Fits(Project project, Command command)
    {
        return command is ReopenProject ? project.ClosesAt is not null || project.ClosedAt is not null : project.ClosedAt is null || TakesWhenClosed(command);
    }

    /// <summary>Computes what a command writes in its project's partition and does afterwards.</summary>
    public async Task<CommandResult> HandleAsync(CommandContext context, Command command, CancellationToken cancel) => command switch
    {
        SetUp => ProjectCommands.AlreadySetUp(context),
        ShowSettings => await _project.SettingsAsync(context, cancel),
        PreviewConsent => await _project.PreviewConsentAsync(context, cancel),
        SetSetting c => await _project.SetAsync(context, c.Setting, c.Value, cancel),
        ListPeople => await _people.ListAsync(context, cancel),
        AddPerson c => await _adding.AddAsync(context, c, cancel),
        AddPeople c => await _adding.AddAsync(context, c, cancel),
        DeclineLink => (context ?? throw new ArgumentNullException(nameof(context))).Say("No link is made, and nobody is added."),
        GiveMail c => await _adding.Mail.GiveAsync(context, c, cancel),
        Invite c => await _people.InviteAsync(context, c, cancel),
        AddMilestone c => await _milestones.AddAsync(context, c.Name, c.On, cancel),
        ListMilestones => await _milestones.ListAsync(context, cancel),
        MoveMilestone c => await _milestones.MoveAsync(context, c.Name, c.To, cancel),
        RenameMilestone c => await _milestones.RenameAsync(context, c.Name, c.To, cancel),
        RemoveMilestone c => await _milestones.RemoveAsync(context, c.Name, cancel),
        ReachMilestone c => await _rounds.StartAsync(context, c.Name, "milestone reached", cancel),
        StartRound c => await _rounds.StartAsync(context, c.Milestone, "start", cancel),
        ShowStatus => await _rounds.StatusAsync(context, cancel),
        ShowWho => await _rounds.WhoAsync(context, cancel),
        ExtendTo c => await _rounds.ExtendAsync(context, c.Date, 0, cancel),
        ExtendBy c => await _rounds.ExtendAsync(context, null, c.Days, cancel),
        Remind => await _rounds.RemindAsync(context, cancel),
        AddToRound c => await _rounds.AddAsync(context, c.Name, cancel),
        ScheduleDigest c => await _digests.ScheduleAsync(context, c.Day, c.Time, cancel),
        DigestOff => DigestCommands.Off(context),
        DigestNow => await _digests.NowAsync(context, cancel),
        RecordAgreed c => await _digests.AgreeAsync(context, c.Text, cancel),
        FinishAgreed c => await _digests.DoneAsync(context, c.Text, cancel),
        ListAgreed => await _digests.ListAsync(context, cancel),
        // A button can bring any text that parses, so this is for a person, not for a programmer.
        _ => (context ?? throw new ArgumentNullException(nameof(context))).Say("That does not work here. `help` shows what you can do."),
    };
}
