using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Core.Conversation;

/// <summary>What is so where nobody is asked anything: it depends on what the person is on their projects, or was.</summary>
internal static class PlaceWords
{
    private const int Most = 5;

    /// <summary>Why nothing is asked, and what comes.</summary>
    public static string Idle(DialogTurn turn)
    {
        var places = turn.Context.Places.Where(p => turn.IsMeant(p.Project.Id)).ToList();
        return places.Count == 0 && turn.Context.Places.Count == 0 ? "You are on no project now, so I ask you nothing."
            : places.Exists(p => p.IsAsked && !HasLeft(turn, p)) ? "No questions are open for you. I will write when there are some."
            : string.Join(' ', places.Take(Most).Select(p => Of(turn, p)));
    }

    /// <summary>For whoever is on a project that asks them nothing.</summary>
    public static IEnumerable<Button> WaysOut(DialogTurn turn) => turn.Context.Places.Any(p => turn.IsMeant(p.Project.Id) && IsUnasked(turn, p))
        ? [turn.Standing("Fewer messages", DialogWord.FewerMessages), turn.Standing("Leave project", DialogWord.LeaveProject)] : [];

    /// <summary>Whether somebody is on a project that goes on, and is asked nothing there.</summary>
    public static bool IsUnasked(DialogTurn turn, ProjectPlace place) => place is { IsOn: true, IsAsked: false, Project.ClosedAt: null } && !HasLeft(turn, place);

    /// <summary>Why nothing is asked on one project.</summary>
    public static string Nothing(DialogTurn turn, ProjectPlace place) =>
        place.IsAsked && !HasLeft(turn, place) ? $"No questions are open for you on {turn.NameOf(place.Project)}. I will write when there are some." : Of(turn, place);

    /// <summary>For whoever is off a project and wants other messages of it: none come.</summary>
    public static string NoMessages(DialogTurn turn, ProjectPlace place)
    {
        var name = turn.NameOf(place.Project);
        return !HasLeft(turn, place) ? $"You are not on {name} any more, so no messages about it come to you."
            : $"You have left {name}, so no messages about it come to you.{(place.Project.ClosedAt is null ? " To be asked again, write `come back`." : "")}";
    }

    /// <summary>Somebody has left a project by their own choice.</summary>
    public static string Left(DialogTurn turn, Project project) => project.ClosedAt is not null ? $"You have left {turn.NameOf(project)}, and it is closed: I ask nothing there."
        : $"You have left {turn.NameOf(project)}, so I ask nothing there. To be asked again, write `come back`.";

    private static string Of(DialogTurn turn, ProjectPlace place)
    {
        var (project, roles) = (place.Project, place.IsOn ? place.Member.Roles : Roles.None);
        var name = turn.NameOf(project);
        var left = HasLeft(turn, place) ? $"{Left(turn, project)} " : "";
        var closed = project.ClosedAt is not null;
        return roles switch
        {
            _ when left.Length > 0 && !roles.HasFlag(Roles.Facilitator) => left.Trim(),
            Roles.None => $"You are not on {name} any more, so I ask nothing there.",
            _ when closed => $"{name} is closed: I ask nothing more there.",
            _ when roles.HasFlag(Roles.Facilitator) => $"{left}You run {name}, and are asked nothing there yourself: `status` shows where it stands, `help` what you can do.",
            _ => $"You are a lead of {name}: I ask you no questions there. {(place.Member.Quiet ? "You have chosen fewer messages, so its digests stand in its channel only." : "Its digests come to you here.")}",
        };
    }

    private static bool HasLeft(DialogTurn turn, ProjectPlace place) =>
        turn.Session.Left.Contains(place.Project.Id) || (place.Member.LeftAt is not null && !place.Member.Roles.HasFlag(Roles.Collaborator));
}
