using Microsoft.Extensions.Options;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Handlers;
using ReflectionBot.Application.Commands.Handlers.People;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Digests;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Mail;
using ReflectionBot.Application.People;
using ReflectionBot.Application.Rounds;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.TakingBack;
using ReflectionBot.Application.Turns;
using ReflectionBot.Application.Turns.Direct;
using ReflectionBot.Application.Views;
using ReflectionBot.Channels.Teams.People;
using ReflectionBot.Checks;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Themes;
using ReflectionBot.Work;

namespace ReflectionBot.Operations;

/// <summary>Puts the bot together: stores, turns, jobs, and what runs in the background.</summary>
internal static class WorkSetup
{
    /// <summary>Registers everything of Core, and the workers.</summary>
    public static IServiceCollection AddWork(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(WorkOptions.Section);
        services.AddOptions<WorkOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WorkOptions>, WorkOptionsCheck>();
        services.AddSingleton<IValidateOptions<WorkOptions>>(new KnownKeys<WorkOptions>(section));
        services.AddSingleton(TimeProvider.System);
        AddStores(services);
        AddTurns(services);
        AddJobs(services);
        services.AddHostedService<OutboxWorker>();
        services.AddHostedService<DueWorker>();
        services.AddHealthChecks().AddCheck<UnreadableWorkHealth>("work");
        return services;
    }

    private static void AddStores(IServiceCollection services)
    {
        services.AddSingleton<ProjectStore>();
        services.AddSingleton<PeopleStore>();
        services.AddSingleton<RoomStore>();
        services.AddSingleton<Recovery>();
        services.AddSingleton<MailBook>();
        services.AddSingleton<ByHand>();
        services.AddSingleton<RosterStore>();
        services.AddSingleton<RoundPeople>();
        services.AddSingleton<RoundNews>();
        services.AddSingleton<ReflectionStore>();
        services.AddSingleton<CodedStore>();
        services.AddSingleton<DigestStore>();
        services.AddSingleton<DigestSources>();
        services.AddSingleton<ReflectionSources>();
        services.AddSingleton<DigestCoding>();
        services.AddSingleton<DueRows>();
        services.AddSingleton<FileStore>();
        services.AddSingleton<ICoder, IndicatorCoder>();
        services.AddSingleton(Codebook.Load());
        services.AddSingleton(sp =>
        {
            var ledger = new Ledger(sp.GetRequiredService<ITableStore>(), sp.GetRequiredService<DueRows>(), sp.GetRequiredService<TimeProvider>(), Options(sp).SweepAfter, Options(sp).Lease);
            ledger.Committed += (partition, rows) => sp.GetRequiredService<Dispatcher>().Kick(partition, rows);
            return ledger;
        });
    }

    private static void AddTurns(IServiceCollection services)
    {
        services.AddSingleton<DialogContexts>();
        services.AddSingleton<PersonTurns>();
        services.AddSingleton<ProjectChoice>();
        services.AddSingleton<ProjectSetup>();
        services.AddSingleton<FormPreview>();
        services.AddSingleton<HomePages>();
        services.AddSingleton<SettingChecks>();
        services.AddSingleton<ProjectCommands>();
        services.AddSingleton<ChannelRoster>();
        services.AddSingleton<PersonRemoval>();
        services.AddSingleton<PeopleCommands>();
        services.AddSingleton<ProjectClosing>();
        services.AddSingleton<HandingOver>();
        services.AddSingleton<AskedFirst>();
        services.AddSingleton<PersonAdding>();
        services.AddSingleton<MailGiving>();
        services.AddSingleton<MailAnswers>();
        services.AddSingleton<OwnMail>();
        services.AddSingleton<MilestoneCommands>();
        services.AddSingleton<RoundClosing>();
        services.AddSingleton<RoundCommands>();
        services.AddSingleton<DigestCommands>();
        services.AddSingleton<AnswerCommands>();
        services.AddSingleton<CommandDesk>();
        services.AddSingleton<CommandTurns>();
        services.AddSingleton<ChatLinks>();
        services.AddSingleton<DirectCommands>();
        services.AddSingleton<DirectTurns>();
        services.AddSingleton<ChannelTurns>();
        services.AddSingleton<ITurnHandler, TurnHandler>();
    }

    private static void AddJobs(IServiceCollection services)
    {
        services.AddSingleton<Postman>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<Sweeps>();
        services.AddSingleton<RoundJobs>();
        services.AddSingleton<ProjectJobs>();
        services.AddSingleton<OpenAtMilestoneJob>();
        services.AddSingleton<CloseOpenedJob>();
        services.AddSingleton<ContactJobs>();
        services.AddSingleton<ReflectionJobs>();
        services.AddSingleton<TakenBackJobs>();
        services.AddSingleton<TeamWords>();
        services.AddSingleton<DigestJobs>();
        services.AddSingleton<ProjectEnding>();
        services.AddSingleton<ProjectTraces>().AddSingleton<PersonErasure>().AddSingleton<ProjectPurge>();
        services.AddSingleton<MailWorth>();
        services.AddSingleton<MailJobs>();
        services.AddSingleton(sp => new Outbox(
            sp.GetRequiredService<ITableStore>(), sp.GetRequiredService<Postman>(), sp.GetRequiredService<JobRunner>(), sp.GetRequiredService<DueRows>(), sp.GetRequiredService<TimeProvider>(),
            Options(sp).Lease, sp.GetRequiredService<ILogger<Outbox>>()));
        services.AddSingleton(sp => new DueRunner(
            sp.GetRequiredService<DueRows>(), sp.GetRequiredService<JobRunner>(), sp.GetRequiredService<TimeProvider>(), Options(sp).Lease, sp.GetRequiredService<ILogger<DueRunner>>()));
        services.AddSingleton(NameJobs);
    }

    /// <summary>Which code runs which job. Looked up when a job runs: a sweep needs the outbox, which needs this.</summary>
    private static JobRunner NameJobs(IServiceProvider sp)
    {
        var jobs = new JobRunner();
        T The<T>()
            where T : notnull => sp.GetRequiredService<T>();
        jobs.On<SweepOutbox>((job, cancel) => The<Sweeps>().RunAsync(job, cancel));
        jobs.On<ForgetEvents>((job, cancel) => The<Ledger>().ForgetEventsAsync(job, cancel));
        jobs.On<OpenRound>((job, cancel) => The<RoundJobs>().OpenAsync(job, cancel));
        jobs.On<InvitePerson>((job, cancel) => The<RoundJobs>().InviteAsync(job, cancel));
        jobs.On<RemindPerson>((job, cancel) => The<RoundJobs>().RemindAsync(job, cancel));
        jobs.On<OfferLastCall>((job, cancel) => The<RoundJobs>().LastCallAsync(job, cancel));
        jobs.On<EndRound>((job, cancel) => The<RoundJobs>().CloseAsync(job, cancel));
        jobs.On<TellMoved>((job, cancel) => The<RoundJobs>().TellMovedAsync(job, cancel));
        jobs.On<OpenAtMilestone>((job, cancel) => The<OpenAtMilestoneJob>().ReachAsync(job, cancel));
        jobs.On<NotReachable>((job, cancel) => The<ProjectJobs>().NotReachableAsync(job, cancel));
        jobs.On<ReachableAgain>((job, cancel) => The<ProjectJobs>().ReachableAgainAsync(job, cancel));
        jobs.On<LeaveProject>((job, cancel) => The<ProjectJobs>().LeaveAsync(job, cancel));
        jobs.On<SetQuiet>((job, cancel) => The<ProjectJobs>().SetQuietAsync(job, cancel));
        jobs.On<AskForContact>((job, cancel) => The<ContactJobs>().AskAsync(job, cancel));
        jobs.On<TellContact>((job, cancel) => The<ContactJobs>().TellAsync(job, cancel));
        jobs.On<TellContacts>((job, cancel) => The<ContactJobs>().TellChangedAsync(job, cancel));
        jobs.On<UpdateRoster>(async (job, cancel) =>
        {
            await The<ReflectionJobs>().UpdateRosterAsync(job, cancel);
            await The<RoundNews>().UpdateStatusAsync(new UpdateStatus(job.Project, job.Round), cancel);
        });
        jobs.On<UpdateStatus>((job, cancel) => The<RoundNews>().UpdateStatusAsync(job, cancel));
        jobs.On<CodeReflection>((job, cancel) => The<ReflectionJobs>().CodeAsync(job, cancel));
        jobs.On<TellTeam>((job, cancel) => The<TeamWords>().TellAsync(job, cancel));
        jobs.On<HideOpened>((job, cancel) => The<ReflectionJobs>().HideOpenedAsync(job, cancel));
        jobs.On<HideWords>((job, cancel) => The<TakenBackJobs>().HideWordsAsync(job, cancel));
        jobs.On<ForgetUndo>((job, cancel) => The<TakenBackJobs>().ForgetUndoAsync(job, cancel));
        jobs.On<CloseOpened>((job, cancel) => The<CloseOpenedJob>().CloseOpenedAsync(job, cancel));
        jobs.On<AskByMail>((job, cancel) => The<MailJobs>().AskAsync(job, cancel));
        jobs.On<TellByMail>((job, cancel) => The<MailJobs>().TellAsync(job, cancel));
        jobs.On<PublishDigest>((job, cancel) => The<DigestJobs>().PublishAsync(job, cancel));
        jobs.On<ShareDigest>((job, cancel) => The<DigestJobs>().ShareAsync(job, cancel));
        jobs.On<CheckDigest>((job, cancel) => The<DigestJobs>().CheckAsync(job, cancel));
        jobs.On<RemindEveryone>((job, cancel) => The<RoundJobs>().RemindEveryoneAsync(job, cancel));
        jobs.On<ReviseDigests>((job, cancel) => The<DigestJobs>().ReviseAsync(job, cancel));
        jobs.On<TellClosing>((job, cancel) => The<ProjectEnding>().TellAsync(job, cancel));
        jobs.On<EndProject>((job, cancel) => The<ProjectEnding>().EndAsync(job, cancel));
        jobs.On<PurgeProject>((job, cancel) => The<ProjectPurge>().RunAsync(job, cancel));
        jobs.On<GreetPlace>((job, cancel) => The<TeamsGreetings>().GreetAsync(job, cancel));
        jobs.On<ForgetRoom>((job, cancel) => The<ChatLinks>().ForgetRoomAsync(job, cancel));
        jobs.On<ForgetFile>((job, cancel) => The<FileStore>().ForgetAsync(job, cancel));
        return jobs;
    }

    private static WorkOptions Options(IServiceProvider sp) => sp.GetRequiredService<IOptions<WorkOptions>>().Value;
}
