using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Commands.Rounds;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Digests;
using ReflectionBot.Application.Digests.Review;
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
using ReflectionBot.Checks;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Themes;
using ReflectionBot.Core.Wording;
using ReflectionBot.Operations.Coding;
using ReflectionBot.Work;

namespace ReflectionBot.Operations;

/// <summary>Registers the parts of the bot: stores, turns, jobs, and background workers.</summary>
internal static class WorkSetup
{
    // It is the same for every host, and loading it takes a large part of the start, so the hosts of one process share it.
    private static readonly Lazy<Codebook> Book = new(() => Codebook.Load());

    /// <summary>Registers everything of the application, and the workers.</summary>
    public static IServiceCollection AddWork(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<CodebookOptions, CodebookOptionsCheck>(configuration.GetSection(CodebookOptions.Section));
        services.AddSettings<WorkOptions, WorkOptionsCheck>(configuration.GetSection(WorkOptions.Section));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new DefaultLanguage());
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
        services.AddSingleton<ReflectionStore>();
        services.AddSingleton<CodedStore>();
        services.AddSingleton<DigestStore>();
        services.AddSingleton<DigestSources>();
        services.AddSingleton<PassagesInReview>();
        services.AddSingleton<DigestPictures>();
        services.AddSingleton<ReflectionSources>();
        services.AddSingleton(sp => new Codings(sp.GetRequiredService<ICoder>(), [Book.Value, .. sp.GetRequiredService<IOptions<CodebookOptions>>().Value.Read()]));
        services.AddSingleton<DueRows>();
        services.AddSingleton<ICoder, IndicatorCoder>();
        services.AddSingleton<OutboxQueue>();
        services.AddSingleton(sp => new UnitOfWork(
            sp.GetRequiredService<ITableStore>(), sp.GetRequiredService<DueRows>(), sp.GetRequiredService<OutboxQueue>(), sp.GetRequiredService<TimeProvider>(), Options(sp).SweepAfter, Options(sp).Lease));
    }

    private static void AddTurns(IServiceCollection services)
    {
        services.AddSingleton<DialogContexts>();
        services.AddSingleton<ConversationRunner>();
        services.AddSingleton<PersonProjectsReader>();
        services.AddSingleton<ProjectSetup>();
        services.AddSingleton<FormPreview>();
        services.AddSingleton<PersonOverview>();
        services.AddSingleton<SettingChecks>();
        services.AddSingleton<ChannelRoster>();
        services.AddSingleton<MailAnswers>();
        services.AddSingleton<OwnMail>();
        services.AddSingleton<SettingsSaving>();
        services.AddSingleton<HandOvers>();
        services.AddSingleton<Facilitators>();
        services.AddSingleton<MailAsking>();
        services.AddSingleton<OpenAnswersHandler>();
        var handlers = CommandHandlers.Find(typeof(Command).Assembly).ToList();
        handlers.ForEach(services.TryAddSingleton);
        services.AddSingleton(sp => new CommandHandlers(handlers.Select(sp.GetRequiredService)));
        services.AddSingleton<CommandRunner>();
        services.AddSingleton<DirectCommands>();
        services.AddSingleton<DirectMessageHandler>();
        services.AddSingleton<ChannelMessageHandler>();
        services.AddSingleton<ITurnHandler, TurnHandler>();
    }

    private static void AddJobs(IServiceCollection services)
    {
        services.AddSingleton<MessageSender>();
        services.AddSingleton<OutboxPump>();
        services.AddSingleton<Sweeps>();
        services.AddSingleton<ProjectTraces>().AddSingleton<PersonErasure>();
        services.AddSingleton<ChatLinks>().AddSingleton<RoundNews>().AddSingleton<FileStore>();
        services.AddSingleton<MailWorth>().AddSingleton<LetterSending>().AddSingleton<RoundPlans>().AddSingleton<ContactRequests>().AddSingleton<Reachability>().AddSingleton<DigestRevising>();
        services.AddSingleton(sp => new Outbox(
            sp.GetRequiredService<ITableStore>(), sp.GetRequiredService<MessageSender>(), sp.GetRequiredService<JobRunner>(), sp.GetRequiredService<DueRows>(), sp.GetRequiredService<TimeProvider>(),
            Options(sp).Lease, sp.GetRequiredService<ILogger<Outbox>>()));
        services.AddSingleton(sp => new DueRunner(
            sp.GetRequiredService<DueRows>(), sp.GetRequiredService<JobRunner>(), sp.GetRequiredService<Sweeps>(), sp.GetRequiredService<TimeProvider>(), Options(sp).Lease, sp.GetRequiredService<ILogger<DueRunner>>()));
        // Every class that handles jobs is found and registered here.
        var handlers = new[] { typeof(Job).Assembly, typeof(WorkSetup).Assembly }.SelectMany(JobRunner.Find).ToList();
        handlers.ForEach(services.TryAddSingleton);
        services.AddSingleton(sp => new JobRunner(handlers.Select(sp.GetRequiredService), sp.GetRequiredService<DefaultLanguage>()));
    }

    private static WorkOptions Options(IServiceProvider sp) => sp.GetRequiredService<IOptions<WorkOptions>>().Value;
}
