using ReflectionBot.Application.Mail;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Rounds;

/// <summary>
/// The people who hear of a round only from the facilitator: their only chat is the web page, which cannot notify them while it is closed, and
/// they have not agreed to e-mail.
/// </summary>
public sealed class ByHand
{
    private const int MostNames = 12;

    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly MailBook _book;
    private readonly IMail _mail;

    /// <summary>Looks in these stores.</summary>
    public ByHand(ProjectStore projects, PeopleStore people, MailBook book, IMail mail)
    {
        _projects = projects;
        _people = people;
        _book = book;
        _mail = mail;
    }

    /// <summary>
    /// The names of the people to tell; for facilitators only. Everyone in the round is listed, whether they have answered or not, because who has
    /// not answered is confidential.
    /// </summary>
    public async Task<IReadOnlyList<string>> NamesAsync(Project project, IReadOnlyList<RoundPerson> people, CancellationToken cancel)
    {
        if (project.Settings.AnyHour && _mail.Page is null)
        {
            return []; // A try-out: one person plays all of these people.
        }

        var on = people.Select(p => p.Person).ToHashSet(StringComparer.Ordinal);
        var members = (await _projects.MembersAsync(project.Id, cancel)).Where(m => on.Contains(m.Person) && m.Roles.HasFlag(Roles.Collaborator)).ToList();
        var isByHand = await Task.WhenAll(members.Select(m => IsByHandAsync(m.Person, cancel)));
        return [.. members.Zip(isByHand).Where(m => m.Second).Select(m => m.First.Name)];
    }

    /// <summary>The people to tell, and a text to copy; empty if there is nobody.</summary>
    public IReadOnlyList<string> Lines(Project project, Round round, IReadOnlyList<string> names) => Lines(project, round, names, _mail.Page, _mail.IsOn);

    /// <summary>The lines; a pure function.</summary>
    /// <param name="project">The project.</param>
    /// <param name="round">Its round.</param>
    /// <param name="names">The people to tell.</param>
    /// <param name="page">The page where people open their chat; null if others cannot reach it.</param>
    /// <param name="canMail">Whether e-mail addresses can be given.</param>
    internal static IReadOnlyList<string> Lines(Project project, Round round, IReadOnlyList<string> names, Uri? page, bool canMail)
    {
        if (names.Count == 0)
        {
            return [];
        }

        string[] shown = names.Count <= MostNames ? [.. names] : [.. names.Take(MostNames), NewsWording.FormatMore(names.Count - MostNames)];
        var instead = canMail ? NewsWording.FormatOrGiveMeAnEMail(ReflectionBot.Core.Typing.Quotes.Around(names[0])) : "";
        var where = page is null ? NewsWording.InYourOwnChatWithReflectionBot : NewsWording.FormatInYourOwnChatAt(page.AbsoluteUri);
        return
        [
            NewsWording.FormatPleaseTellByHandTheyHave(Spoken.List(shown), instead),
            NewsWording.FormatATextToCopyQuestionsAbout(project.Name, Spoken.Day(round.ClosesAt, Zones.Of(project)), where),
        ];
    }

    private async Task<bool> IsByHandAsync(string person, CancellationToken cancel) =>
        await _people.GetAsync(person, cancel) is { HasOnlyPage: true } && !(_mail.IsOn && await _book.HasConfirmedAsync(person, cancel));
}
