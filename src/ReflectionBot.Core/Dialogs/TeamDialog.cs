using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Dialogs;

/// <summary>Saying something to the team on purpose (trust rule 12), and who opened the answers (trust rule 8).</summary>
internal static class TeamDialog
{
    /// <summary>Asks for the text, or shows the one that came along.</summary>
    public static void Begin(DialogTurn turn, string? text, string? round)
    {
        if (AwayDialog.About(turn, round) is not { } asked)
        {
            StartDialog.NothingActive(turn, null);
            return;
        }
        if (!asked.IsMember)
        {
            turn.Say($"You are not on {asked.Project.Name} any more, so I post nothing there.");
            return;
        }
        var pending = new Pending(PendingKind.TeamText, asked.Project.Id);
        if (text is not null)
        {
            Preview(turn, pending, text);
            return;
        }
        turn.Pending = pending;
        turn.Say($"Please write what the team of {asked.Project.Name} should read. I show it to you before I send it. Everyone on the project gets it, and it stands in the project's channel, in your words and without your name; it is counted nowhere. {QuoteDialog.Warning} Once read, it cannot be unread. `no` leaves it.");
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
        var preview = new Pending(PendingKind.TeamPreview, $"{pending.Item} {text}");
        turn.Pending = preview;
        turn.Say(new NoticeMessage(["The team would see exactly this, without your name:", text, Readers(turn, pending.Item), $"{QuoteDialog.Warning} To change it, choose No and begin again."], YesNoDialog.Buttons(turn, preview, "Post exactly this", "No")));
    }

    private static string Readers(DialogTurn turn, string? project) =>
        turn.Context.Rounds.FirstOrDefault(r => r.Project.Id == project && r.Team.Count > 0) is { } asked
            ? $"Who will read it: {English.List(asked.Team)}, each in their own chat with me, and whoever reads the channel of {asked.Project.Name}."
            : "Who will read it: everyone on the project, each in their own chat with me, and whoever reads its channel.";

    /// <summary>Posts what was shown.</summary>
    public static void Post(DialogTurn turn, string item)
    {
        var space = item.IndexOf(' ', StringComparison.Ordinal);
        if (!turn.Context.Rounds.Any(r => r.Project.Id == item[..space] && r.IsMember))
        {
            turn.Say("You are not on that project any more, so nothing was posted.");
            return;
        }
        turn.Do(new DialogEffect.SayToTeam(item[..space], item[(space + 1)..]));
        turn.Say("I send it now, in exactly those words. You get it too, as everyone does.");
        if (turn.Session.Phase == Phase.Asking)
        {
            StartDialog.Again(turn);
        }
    }

    /// <summary>Who opened this person's answers.</summary>
    public static void WhoOpened(DialogTurn turn)
    {
        var zone = turn.Zone(turn.Asked);
        turn.Say(new NoticeMessage(
            turn.Context.Openings.Count == 0 ? ["Nobody has opened your answers."] : [.. turn.Context.Openings.Select(o => $"{zone.DayAndTime(o.At)}: {o.By}{(o.Did is { } did ? $" {did}" : o.NewLink ? " made a new private link to this chat" : o.Nothing ? " looked, and could open nothing" : o.Exported ? ", in a file" : "")}")],
            [], "Who opened my answers"));
    }
}
