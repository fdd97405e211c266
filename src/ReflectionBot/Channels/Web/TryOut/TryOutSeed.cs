using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Channels.Web.TryOut;

/// <summary>
/// The try-out project: seven collaborators, a facilitator and a lead, in a workspace of its own. Its settings have values that are marked as
/// samples. Created once; manual changes stay.
/// </summary>
internal sealed class TryOutSeed(TryOutAccess access, WebDirectory directory, ITableStore store, PeopleStore people, DueRows due, TimeProvider time)
{
    private const string Workspace = TryOutOptions.Workspace;
    /// <summary>The sample project.</summary>
    public const string ProjectId = "tryouthousing";

    private static readonly ConversationAddress Home = new(WebKeys.Channel, Workspace, "tryout-housing", true);
    private static readonly ConversationAddress Empty = new(WebKeys.Channel, Workspace, "tryout-new", true);

    /// <summary>The project's channel, and the one to try `setup` in.</summary>
    public static IReadOnlyList<ConversationAddress> Channels { get; } = [Home, Empty];

    private static readonly (string Id, string Name, Roles Roles, string About)[] People =
    [
        ("tryout-ana", "Ana Silva", Roles.Facilitator, "runs the reflection"),
        ("tryout-lena", "Lena Park", Roles.Lead, "leads the project, reads the digest"),
        ("tryout-amir", "Amir Khan", Roles.Collaborator, "public advisor"),
        ("tryout-bea", "Bea Novak", Roles.Collaborator, "public advisor"),
        ("tryout-carys", "Carys Jones", Roles.Collaborator, "practitioner, housing office"),
        ("tryout-dele", "Dele Okoro", Roles.Collaborator, "researcher"),
        ("tryout-ewa", "Ewa Lis", Roles.Collaborator, "public advisor"),
        ("tryout-finn", "Finn Murray", Roles.Collaborator, "practitioner, tenants' group"),
        ("tryout-grace", "Grace Adu", Roles.Collaborator, "researcher"),
    ];

    /// <summary>Creates it where the try-out is on and it does not exist yet.</summary>
    public async Task PlantAsync(CancellationToken cancel)
    {
        if (!access.IsOn || await store.GetAsync(Keys.Conversation(Home), Keys.Self, cancel) is not null)
        {
            return;
        }

        var now = time.GetUtcNow();
        var project = new Project(ProjectId, Workspace, "Housing priorities", Home, Samples(now), new DigestSchedule(IsoDayOfWeek.Monday, new LocalTime(9, 0), 1));
        await directory.NameWorkspaceAsync(Workspace, project.Name, cancel);
        await directory.AddChannelAsync(Workspace, Home.Id, project.Name, cancel);
        await directory.AddChannelAsync(Workspace, Empty.Id, "An empty channel, to try setup", cancel);
        foreach (var (id, name, roles, about) in People)
        {
            await directory.AddUserAsync(Workspace, id, name, PeopleWords(roles), about, cancel);
            await directory.AddMemberAsync(Home.Id, id, cancel);
            await directory.AddMemberAsync(Empty.Id, id, cancel);
            await people.AddAsync(new Person(id, Workspace, name, new ChatAddress(WebKeys.Channel, Workspace, id)), cancel);
            await people.ReferToAsync(id, ProjectId, cancel);
        }

        await store.CommitAsync(Keys.Project(ProjectId), [.. Rows(project, now)], cancel);
        var first = RoundCalendar.NextDigest(project, project.Digest!, now);
        await due.PlanAsync(new PublishDigest(ProjectId, Keys.Time(first), project.Digest!.Version), first, $"digest {ProjectId}", cancel);

        var erased = DateTimeZoneProviders.Tzdb[project.Settings.TimeZone].AtStartOfDay(project.Settings.KeepUntil!.Value).ToDateTimeOffset();
        await due.PlanAsync(new PurgeProject(ProjectId), erased, $"purge {ProjectId}", cancel);

        // This row is written last: while it is missing, an interrupted start begins again.
        await store.PutAsync(Keys.Conversation(Home), Keys.Self, Columns.Empty.With("Project", ProjectId), cancel);
    }

    private static IEnumerable<TableWrite> Rows(Project project, DateTimeOffset now) =>
    [
        ProjectRows.Put(project),
        ProjectRows.Put(new Milestone("tryout1", "Focus groups complete", null)),
        ProjectRows.Put(new Milestone("tryout2", "Analysis workshop", null)),
        .. People.Select(p => ProjectRows.Put(new Member(ProjectId, p.Id, p.Name, Roles.None, now).As(p.Roles, now))),
    ];

    private static ProjectSettings Samples(DateTimeOffset now) => new()
    {
        Facilitator = "Ana Silva",
        Readers = "Ana Silva",
        ItTeam = "Whoever runs this computer (sample)",
        Lead = "Lena Park",
        Emergency = "999 (sample)",
        Controller = "Sample University (sample)",
        KeepUntil = Dates.Local(now, DateTimeZone.Utc).Date.PlusYears(1),
        Purpose = "trying out ReflectionBot (sample)",
        LegalBasis = "public task (sample)",
        ChatOwner = "Sample University (sample)",
        Contact = "ana@example.org (sample)",
        DataContact = "data@example.org (sample)",
        Notice = "https://example.org/notice (sample)",
        Helper1 = "Ana Silva",
        Helper2 = "Carys Jones",
        AnyHour = true,
    };

    private static string PeopleWords(Roles roles) => roles.ToString().ToLowerInvariant();
}

/// <summary>Registers the try-out project.</summary>
internal static class TryOutSetup
{
    public static IServiceCollection AddTryOut(this IServiceCollection services) => services.AddSingleton<TryOutSeed>().AddSingleton<TryOutProject>();
}
