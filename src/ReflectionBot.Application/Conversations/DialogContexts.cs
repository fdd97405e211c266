using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Digests.Quotes;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;

namespace ReflectionBot.Application.Conversations;

/// <summary>Gathers what a step of a person's dialog may look at.</summary>
public sealed class DialogContexts(ReflectionSources sources, PeopleStore people, DigestStore digests, Codings codings)
{
    /// <summary>The context of one input.</summary>
    public async Task<DialogContext> BuildAsync(Person person, PersonState state, DialogInput input, CancellationToken cancel)
    {
        var rounds = new List<AskedRound>();
        var names = new List<string>();
        var notAsked = new List<NotAskedProject>();
        var contacts = new List<ProjectContacts>();
        var on = new List<string>();
        var places = new List<ProjectPlace>();
        foreach (var id in await people.ProjectsOfAsync(person.Id, cancel))
        {
            var (found, asked, ever) = (sources.Projects.FindAsync(id, cancel), sources.Projects.RoundsAsync(id, cancel), sources.Projects.EverMembersAsync(id, cancel));
            await Task.WhenAll(found, asked, ever); // A chat platform waits for the turn.
            if (await found is not { } project)
            {
                continue;
            }

            var (all, everyone) = (await asked, await ever);
            var member = everyone.FirstOrDefault(m => m.Person == person.Id && m.RemovedAt is null);
            on.AddRange(member is null ? [] : [id]);
            places.AddRange(everyone.Where(m => m.Person == person.Id).Take(1).Select(m => new ProjectPlace(project, m)));
            var collaborates = member?.Roles.HasFlag(Roles.Collaborator) == true;
            var known = everyone.FirstOrDefault(m => m.Person == person.Id)?.Name;
            foreach (var round in all)
            {
                if (state.Reflections.ContainsKey(round.Id) || (input is Invited invited && invited.Round == round.Id) || (collaborates && await WaitsAsync(person, round, notAsked, project, everyone, cancel)))
                {
                    var questions = await sources.Projects.QuestionsAsync(round, cancel);
                    rounds.Add(new AskedRound(round, project, questions, Before(state, id, round.Id)) { IsMember = member is not null, IsCollaborator = collaborates, MemberName = known, Members = [.. everyone.Where(m => m.RemovedAt is null)] });
                }
            }

            names.AddRange(everyone.Select(m => m.Name));
            contacts.Add(new(project, await ContactsAsync(project, [.. everyone.Where(m => m.RemovedAt is null)], person, input, cancel)) { IsOneMissing = ContactPeople.Lost(project.Settings, [.. everyone.Where(m => m.RemovedAt is null)]) is not null });
        }

        var chosen = on.Count > 1 ? await sources.Reflections.ChosenAsync(person.Id, cancel) : null;
        return new DialogContext
        {
            IsSeveral = on.Count > 1,
            Names = contacts.Count > 1 ? ProjectNames.Apart([.. contacts.Select(c => c.Project)]) : new Dictionary<string, string>(),
            Chosen = chosen is not null && on.Contains(chosen) ? chosen : null,
            Now = sources.Time.GetUtcNow(),
            PersonName = person.Name,
            Rounds = [.. rounds.OrderBy(r => r.Round.Id, StringComparer.Ordinal)],
            Redact = text => QuoteCheck.Prepare(text, names) ?? "",
            Place = (project, words) => codings.Find(project) is { } coding && QuotePlace.Of(coding, words) is { } quote ? coding.Codebook.Themes.First(t => t.Id == quote.ThemeId).Words.Heading : null,
            Themes = project => codings.Find(project)?.Codebook.Themes ?? [],
            LikeliestFirst = (project, text) => codings.Find(project) is { } coding ? coding.Coder.Order(coding.Codebook, text) : [],
            Finds = (project, text) => codings.Find(project) is { } coding ? [.. coding.Coder.Code(coding.Codebook, text).Select(c => c.ThemeId).Distinct()] : [],
            Tidy = QuoteCheck.Tidy,
            Zone = Zones.Find(person.TimeZone),
            NotAsked = notAsked,
            Places = places,
            Contacts = contacts,
            Openings = await sources.Reflections.OpeningsAsync(person.Id, cancel),
            Printed = await PrintedAsync(person, state, input, cancel),
        };
    }

    /// <summary>Looked up only where a digest can have quoted something: most steps are those of a draft.</summary>
    private async Task<IReadOnlySet<(string Round, QuestionId Stage)>> PrintedAsync(Person person, PersonState state, DialogInput input, CancellationToken cancel)
    {
        var projects = state.Reflections.Values.Where(r => r.SubmittedAt is not null && (r.Round == state.Session.Round || IsAboutQuotes(input))).Select(r => r.Project).Distinct();
        var printed = new HashSet<(string, QuestionId)>();
        foreach (var project in projects.ToList())
        {
            printed.UnionWith((await digests.PrintedAsync(person.Id, project, cancel)).Select(p => (p.RoundId, p.Stage)));
        }

        return printed;
    }

    /// <summary>Whether an input may be about an answer of a round that the conversation is not about.</summary>
    private static bool IsAboutQuotes(DialogInput input) => WordOf(input)
        is CollaboratorAction.Share or CollaboratorAction.Quote or CollaboratorAction.Tidy or CollaboratorAction.Reword or CollaboratorAction.DontQuote or CollaboratorAction.Undo or CollaboratorAction.Review or CollaboratorAction.Open or CollaboratorAction.Submit or CollaboratorAction.Yes or CollaboratorAction.ContactMe;

    private static CollaboratorAction? WordOf(DialogInput input) => input switch
    {
        Typed typed => typed.Word,
        Pressed pressed => CollaboratorActions.OfVerb(pressed.Action.Verb),
        FilledForm form => CollaboratorActions.OfVerb(form.Action.Verb),
        _ => null,
    };

    /// <summary>Whom somebody can ask to get in touch. Whether they can be reached is looked up only where somebody asks.</summary>
    private async Task<IReadOnlyList<ContactPerson>> ContactsAsync(Project project, IReadOnlyList<Member> members, Person person, DialogInput input, CancellationToken cancel)
    {
        IReadOnlyList<ContactPerson> others = [.. ContactPeople.Of(project.Settings, members).Where(c => c.Person != person.Id)];
        return WordOf(input) is CollaboratorAction.GetHelp or CollaboratorAction.ContactMe ? await people.WithReachAsync(project, others, cancel) : others;
    }

    /// <summary>
    /// Whether a collaborator is on an open round and was not asked yet: working hours hold back what the bot begins, not who comes. One who is not
    /// on it joined later; while nobody is, it is just opening.
    /// </summary>
    private async Task<bool> WaitsAsync(Person person, Round round, List<NotAskedProject> notAsked, Project project, IReadOnlyList<Member> everyone, CancellationToken cancel)
    {
        if (!round.IsOpenAt(sources.Time.GetUtcNow()))
        {
            return false;
        }

        var roster = await sources.Roster.ListAsync(round.Id, cancel);
        var waits = roster.Count == 0 || roster.Any(e => e.Person == person.Id);
        if (!waits)
        {
            var self = everyone.First(m => m.Person == person.Id);
            notAsked.Add(new(project, self.Name, self.Roles.HasFlag(Roles.Facilitator), await FacilitatorAsync(project, everyone, person, cancel)));
        }

        return waits;
    }

    /// <summary>A facilitator who has been in a chat that works, rather the one whom the consent text names; never the person themselves.</summary>
    private async Task<string?> FacilitatorAsync(Project project, IReadOnlyList<Member> everyone, Person person, CancellationToken cancel)
    {
        var others = everyone.Where(m => m is { RemovedAt: null, Unreachable: false } && m.Roles.HasFlag(Roles.Facilitator) && m.Person != person.Id);
        foreach (var other in others.OrderBy(m => !ReaderNames.Names(project.Settings.Facilitator, m.Name)))
        {
            if (await people.GetAsync(other.Person, cancel) is { SeenAt: not null, Address: not null })
            {
                return other.Name;
            }
        }

        return null;
    }

    private static Reflection? Before(PersonState state, string project, string round) =>
        state.Reflections.Values.LastOrDefault(r => r.Project == project && string.CompareOrdinal(r.Round, round) < 0 && r.SubmittedAt is not null);
}
