using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation;

/// <summary>Explains why a person is asked nothing. It depends on their present or former roles on their projects.</summary>
internal static class PlaceWords
{
    private const int Most = 5;

    /// <summary>Why nothing is asked, and what will come.</summary>
    public static string Idle(DialogTurn turn)
    {
        var places = turn.Context.Places.Where(p => turn.IsMeant(p.Project.Id)).ToList();
        return places.Count == 0 && turn.Context.Places.Count == 0 ? ConversationWording.YouAreOnNoProjectNow
            : places.Exists(p => p.IsAsked && !HasLeft(turn, p)) ? ConversationWording.NoQuestionsAreOpenForYou
            : string.Join(' ', places.Take(Most).Select(p => Of(turn, p)));
    }

    /// <summary>Buttons for a person on a project that asks them nothing.</summary>
    public static IEnumerable<Button> WaysOut(DialogTurn turn) => turn.Context.Places.Any(p => turn.IsMeant(p.Project.Id) && IsUnasked(turn, p))
        ? [turn.Standing(ConversationWording.FewerMessages, CollaboratorAction.FewerMessages), turn.Standing(ConversationWording.LeaveProject, CollaboratorAction.LeaveProject)] : [];

    /// <summary>Whether the person is on a running project that asks them nothing.</summary>
    public static bool IsUnasked(DialogTurn turn, ProjectPlace place) => place is { IsOn: true, IsAsked: false, Project.ClosedAt: null } && !HasLeft(turn, place);

    /// <summary>Why nothing is asked on one project.</summary>
    public static string Nothing(DialogTurn turn, ProjectPlace place) =>
        place.IsAsked && !HasLeft(turn, place) ? ConversationWording.FormatNoQuestionsAreOpenForYouOn(turn.NameOf(place.Project)) : Of(turn, place);

    /// <summary>For a person who is off a project and wants to change its messages: none are sent.</summary>
    public static string NoMessages(DialogTurn turn, ProjectPlace place)
    {
        var name = turn.NameOf(place.Project);
        return !HasLeft(turn, place) ? ConversationWording.FormatYouAreNotOnAnyMoreSoNo(name)
            : ConversationWording.FormatYouHaveLeftSoNoMessages(name, place.Project.ClosedAt is null ? ConversationWording.ToBeAskedAgainWriteComeBack : "");
    }

    /// <summary>Why nothing can be added or changed in a round, as the beginning of a sentence. Not valid for a round that is open to the person.</summary>
    public static string WhyNotOpen(DialogTurn turn, AskedRound? asked) => asked is null ? ConversationWording.ThoseQuestionsHaveClosed
        : asked.Project.ClosedAt is not null ? ConversationWording.FormatIsClosed(turn.NameOf(asked.Project))
        : turn.Session.Left.Contains(asked.Project.Id) ? ConversationWording.FormatYouHaveLeft(turn.NameOf(asked.Project))
        : !asked.IsCollaborator ? ConversationWording.FormatYouAreNotAskedOnAny(turn.NameOf(asked.Project))
        : ConversationWording.ThoseQuestionsHaveClosed;

    /// <summary>The person has left a project by their own choice.</summary>
    public static string Left(DialogTurn turn, Project project) => project.ClosedAt is not null ? ConversationWording.FormatYouHaveLeftAndItIsClosed(turn.NameOf(project))
        : ConversationWording.FormatYouHaveLeftSoIAsk(turn.NameOf(project));

    private static string Of(DialogTurn turn, ProjectPlace place)
    {
        var (project, roles) = (place.Project, place.IsOn ? place.Member.Roles : Roles.None);
        var name = turn.NameOf(project);
        var left = HasLeft(turn, place) ? $"{Left(turn, project)} " : "";
        var closed = project.ClosedAt is not null;
        return roles switch
        {
            _ when left.Length > 0 && !roles.HasFlag(Roles.Facilitator) => left.Trim(),
            Roles.None => ConversationWording.FormatYouAreNotOnAnyMoreSoI(name),
            _ when closed => ConversationWording.FormatIsClosedIAskNothingMore(name),
            _ when roles.HasFlag(Roles.Facilitator) => ConversationWording.FormatYouRunAndAreAskedNothing(left, name),
            _ => ConversationWording.FormatYouAreALeadOfI(name, place.Member.Quiet ? ConversationWording.YouHaveChosenFewerMessagesSo : ConversationWording.ItsDigestsComeToYouHere),
        };
    }

    private static bool HasLeft(DialogTurn turn, ProjectPlace place) =>
        turn.Session.Left.Contains(place.Project.Id) || (place.Member.LeftAt is not null && !place.Member.Roles.HasFlag(Roles.Collaborator));
}
