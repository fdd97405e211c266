using NodaTime;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Digests.Quotes;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>One project, two rounds, and a person called Maya.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 17, 0, 0, TimeSpan.Zero);

    public static readonly ProjectSettings Settings = new()
    {
        Facilitator = "Ana",
        Readers = "Ana Silva",
        ItTeam = "The university's IT team",
        Lead = "Jo Field",
        Emergency = "999",
        Controller = "Sample University",
        KeepUntil = new LocalDate(2028, 12, 31),
        Purpose = "learning how we work together",
        LegalBasis = "public task",
        ChatOwner = "Sample University",
        Contact = "Ana Silva, 01234 567890",
        DataContact = "data@sample.example",
        Notice = "https://sample.example/notice",
        Helper1 = "Ana Silva",
        Helper2 = "Sam Okoro",
    };

    /// <summary>The two people to ask, both of whom the bot can write to.</summary>
    public static readonly IReadOnlyList<ContactPerson> Helpers = [new("ana", "Ana Silva", "ana", null) { Writable = true }, new("sam", "Sam Okoro", "sam", null) { Writable = true }];

    public static Project Project(ProjectSettings? settings = null, string id = "p1", string name = "Housing priorities") =>
        new(id, "w", name, new ConversationAddress("web", "w", "c", true), settings ?? Settings, null);

    public static Round Round(string id, string name, string project = "p1") =>
        new(id, project, "m-" + id, name, Start, Start.AddDays(14), null, "gibbs-en", QuestionSet.Default.Hash, 1);

    public static AskedRound Asked(string id = "r1", string name = "Focus groups complete", string? lastPlan = null, Project? project = null) =>
        new(Round(id, name, project?.Id ?? "p1"), project ?? Project(), QuestionSet.Default, lastPlan is null ? null : Planned(lastPlan, project?.Id ?? "p1")) { Members = [Facilitator(project?.Id ?? "p1")] };

    /// <summary>Ana Silva, who runs it, and whom the consent text names as its reader.</summary>
    public static Member Facilitator(string project = "p1") => new(project, "ana", "Ana Silva", Roles.Facilitator, Start.AddDays(-30), Start.AddDays(-30));

    private static Reflection Planned(string plan, string project) =>
        new Reflection(project, "r0").With(new Answer(QuestionId.ActionPlan, [new("m0", Start, plan)], 1, "v1"));

    private static readonly DigestCoding Coding = new(Codebook.Load(), new IndicatorCoder());

    /// <summary>With the real quote check, of a project of Ana Silva, Sam Okoro and Maya.</summary>
    public static DialogContext Context(IReadOnlyList<AskedRound> rounds, DateTimeOffset? now = null) => new()
    {
        Now = now ?? Start,
        Chat = "chat",
        PersonName = "Maya",
        Rounds = rounds,
        Places = [.. rounds.DistinctBy(r => r.Project.Id).Select(r => new ProjectPlace(r.Project, new Member(r.Project.Id, "maya", "Maya", Roles.Collaborator, Start.AddDays(-30))))],
        Contacts = [.. rounds.Select(r => r.Project).DistinctBy(p => p.Id).Select(p => new ProjectContacts(p, Helpers))],
        Redact = text => QuoteCheck.Prepare(text, ["Ana Silva", "Sam Okoro", "Maya"]) ?? "",
        Place = (_, words) => QuotePlace.Of(Coding, words) is { } place ? Coding.Codebook.Themes.First(t => t.Id == place.ThemeId).Name : null,
        Themes = _ => Coding.Codebook.Themes,
        LikeliestFirst = (_, text) => Coding.Coder.Order(Coding.Codebook, text),
        Finds = (_, text) => [.. Coding.Coder.Code(Coding.Codebook, text).Select(c => c.ThemeId).Distinct()],
        Tidy = QuoteCheck.Tidy,
    };
}
