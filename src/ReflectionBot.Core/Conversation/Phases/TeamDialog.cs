using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>Saying something to the team on purpose (trust rule 12), and who opened the answers (trust rule 8).</summary>
internal static class TeamDialog
{
    /// <summary>Asks for the text, or shows the one that came along.</summary>
    public static void Begin(DialogTurn turn, string? text, string? round)
    {
        if (AwayDialog.About(turn, round) is not { } asked)
        {
            if (turn.Context.Places.FirstOrDefault(p => turn.IsMeant(p.Project.Id) && PlaceWords.IsUnasked(turn, p)) is { } place)
            {
                turn.Say($"I post such words for those who answer on {turn.NameOf(place.Project)}, without their names. You are not asked there; in its channel you can write to the team yourself. Nothing was posted.", turn.Standing("Get help", DialogWord.GetHelp));
                return;
            }
            StartDialog.NothingActive(turn, null);
            return;
        }
        if (!asked.IsMember)
        {
            turn.Say($"You are not on {turn.NameOf(asked.Project)} any more, so I post nothing there.");
            return;
        }
        if (asked.Project.ClosedAt is not null)
        {
            turn.Say($"{turn.NameOf(asked.Project)} is closed, so I post nothing there. Nothing was posted.");
            return;
        }
        var pending = new Pending(PendingKind.TeamText, asked.Project.Id);
        if (text is not null)
        {
            Preview(turn, pending, text);
            return;
        }
        turn.Pending = pending;
        turn.Say($"Please write what the team of {turn.NameOf(asked.Project)} should read. I show it to you before I send it. Everyone on the project gets it, and it stands in the project's channel, in your words and without your name; it is counted nowhere. {QuoteDialog.Warning} Once read, it cannot be unread. `no` leaves it.");
    }

    /// <summary>Shows the text exactly as it would be posted.</summary>
    public static void Preview(DialogTurn turn, Pending pending, string text)
    {
        if (text.Length > ReflectionLimits.SayToTeam)
        {
            turn.Pending = pending;
            turn.Say($"That is too long to post: {text.Length:N0} characters, and I can post {ReflectionLimits.SayToTeam:N0}. It was not kept. Please send a shorter one, or `no` to leave it.");
            return;
        }
        Show(turn, pending.Item, text, "The team would see exactly this, without your name:", turn.From);
    }

    /// <summary>The message was edited while its words waited for a yes: what could be posted is what it says now.</summary>
    public static void Changed(DialogTurn turn, Pending shown, string text)
    {
        turn.Pending = null;
        var project = shown.Item[..shown.Item.IndexOf(' ', StringComparison.Ordinal)];
        if (text.Length > ReflectionLimits.SayToTeam)
        {
            StartDialog.Slip(turn, $"You changed that message, and it is too long to post now: {text.Length:N0} characters, and I can post {ReflectionLimits.SayToTeam:N0}. Nothing was posted.");
            return;
        }
        Show(turn, project, text, "You changed your message, so I ask once more. Nothing was posted. The team would see exactly this, without your name:", shown.Message);
    }

    /// <summary>Posts what was shown, to those who were shown to read it; where others would read it by now, it is shown once more.</summary>
    public static void Post(DialogTurn turn, Pending shown)
    {
        var space = shown.Item.IndexOf(' ', StringComparison.Ordinal);
        var (project, text) = (shown.Item[..space], shown.Item[(space + 1)..]);
        if (About(turn, project) is not { IsMember: true } asked)
        {
            turn.Say("You are not on that project any more, so nothing was posted.");
            return;
        }
        if (asked.Project.ClosedAt is not null)
        {
            turn.Say($"{turn.NameOf(asked.Project)} was closed meanwhile, so nothing was posted.");
            return;
        }
        if (shown.Shown != Readers(asked))
        {
            Show(turn, project, text, "Who would read it has changed since I showed it to you, so I ask once more. Nothing was posted. The team would see exactly this, without your name:", shown.Message);
            return;
        }
        turn.Fixed("What is said to the team stays said.");
        turn.Do(new DialogEffect.SayToTeam(project, text, [.. asked.Members.Select(m => m.Person)]));
        turn.Say("I send it now, in exactly those words. You get it too, as everyone does.");
        if (turn.Session.Phase == Phase.Asking)
        {
            StartDialog.Again(turn);
        }
    }

    private static void Show(DialogTurn turn, string project, string text, string first, string? message)
    {
        if (About(turn, project) is not { IsMember: true } asked)
        {
            turn.Say("You are not on that project any more, so nothing was posted.");
            return;
        }
        var preview = new Pending(PendingKind.TeamPreview, $"{project} {text}") { Shown = Readers(asked), Message = message };
        turn.Pending = preview;
        turn.SayWords(new NoticeMessage(
            [first, text, $"Who will read it: {English.List([.. asked.Members.Select(m => m.Name)])}, each in their own chat with me, and whoever reads the channel of {turn.NameOf(asked.Project)}.", $"{QuoteDialog.Warning} To change it, choose No and begin again."],
            YesNoDialog.Buttons(turn, preview, "Post exactly this", "No")), asked.Round.Id);
    }

    private static AskedRound? About(DialogTurn turn, string project) => turn.Context.Rounds.LastOrDefault(r => r.Project.Id == project);

    // Where it is read, and by whom, as they are called.
    private static string Readers(AskedRound asked) =>
        Hashes.Short([asked.Project.Name, asked.Project.Home.Channel, asked.Project.Home.Workspace, asked.Project.Home.Id, .. asked.Members.OrderBy(m => m.Person, StringComparer.Ordinal).SelectMany(m => new[] { m.Person, m.Name })]);

    /// <summary>Who opened this person's answers.</summary>
    public static void WhoOpened(DialogTurn turn)
    {
        var zone = turn.Zone(turn.Asked);
        turn.Say(new NoticeMessage(
            turn.Context.Openings.Count == 0 ? ["Nobody has opened your answers."] : [.. turn.Context.Openings.Select(o => $"{zone.DayAndTime(o.At)}: {o.By}{(o.Did is { } did ? $" {did}" : o.NewLink ? " made a new private link to this chat" : o.Nothing ? " looked, and could open nothing" : o.Exported ? ", in a file" : "")}")],
            [], "Who opened my answers"));
    }
}
