using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Core.Dialogs;

/// <summary>Where help is. The bot neither judges nor consoles nor watches; it can pass on a name.</summary>
internal static class HelpDialog
{
    /// <summary>Says where help is, and offers to ask somebody.</summary>
    public static void Show(DialogTurn turn, string? round)
    {
        var asked = AwayDialog.About(turn, round);
        var can = asked is not null && Names(asked).Count > 0;
        turn.Say(new NoticeMessage(
            [$"Nobody is watching this chat. {Emergency(asked)}", .. can ? new[] { "I can ask somebody to contact you. I give them your name, nothing you wrote." } : []],
            [.. can ? new[] { turn.Standing("Ask someone to contact me", DialogWord.ContactMe, asked!.Round.Id) } : [],
                .. asked is not null && turn.State.Reflections.GetValueOrDefault(asked.Round.Id) is { Held: true } ? new[] { CarryOnButton(turn, asked.Round.Id) } : [], turn.Standing("Resume", DialogWord.Resume)],
            "Get help"));
    }

    /// <summary>Lets the person pick who is asked, and asks them.</summary>
    public static void Contact(DialogTurn turn, string? who, string? round)
    {
        if (AwayDialog.About(turn, round) is not { } asked || Names(asked) is not { Count: > 0 } names)
        {
            turn.Say($"I know nobody I could ask here. {Emergency(null)}");
            return;
        }
        var picked = names.FirstOrDefault(n => who == $"{n.Index}" || string.Equals(who, n.Name, StringComparison.OrdinalIgnoreCase));
        if (picked.Name is null)
        {
            turn.Say(new NoticeMessage([$"Who should contact you? They get your name, nothing you wrote. {Emergency(asked)}"],
                [.. names.Select(n => turn.Standing(n.Name, DialogWord.ContactMe, asked.Round.Id, $"{n.Index}"))]));
            return;
        }
        var reflection = turn.State.Reflections.GetValueOrDefault(asked.Round.Id);
        if (reflection is { Held: false })
        {
            turn.Put(reflection with { Held = true, Version = reflection.Version + 1 });
        }
        turn.Do(new DialogEffect.ContactRequested(asked.Project.Id, picked.Index));
        turn.Say($"I am giving {picked.Name} your name, nothing else. I cannot say when they will write. {Emergency(asked)}{(reflection is null ? "" : " I send no reminders, and what you wrote here is held back until you write `carry on`.")}",
            reflection is null ? null : CarryOnButton(turn, asked.Round.Id), turn.Standing("Resume", DialogWord.Resume), turn.Standing("Get help", DialogWord.GetHelp));
    }

    /// <summary>Whether somebody who says this means one of the two people.</summary>
    public static bool Knows(AskedRound asked, string who) => Names(asked).Any(n => string.Equals(who, n.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The author goes on as before: nobody else need clear what they asked to be held.</summary>
    public static void CarryOn(DialogTurn turn, string? round)
    {
        var held = turn.State.Reflections.Values.Where(r => r.Held && (round is null || r.Round == round)).ToList();
        foreach (var reflection in held)
        {
            Clear(turn, reflection);
        }
        turn.Say(held.Count == 0 ? "Nothing you wrote is held back." : "You go on as before. What you wrote is no longer held back, and reminders come again.",
            turn.Standing("Resume", DialogWord.Resume, round), turn.Standing("Get help", DialogWord.GetHelp, round));
    }

    /// <summary>A person has cleared a reflection that was held. Nothing is said.</summary>
    public static void Cleared(DialogTurn turn, string round)
    {
        turn.Pending = turn.Was;
        if (turn.State.Reflections.GetValueOrDefault(round) is { Held: true } reflection)
        {
            Clear(turn, reflection);
        }
    }

    private static void Clear(DialogTurn turn, Reflection reflection) => turn.Put(reflection with { Held = false, Version = reflection.Version + 1 });

    private static Button CarryOnButton(DialogTurn turn, string round) => turn.Standing("Carry on as before", DialogWord.CarryOn, round);

    private static string Emergency(AskedRound? asked) =>
        string.IsNullOrWhiteSpace(asked?.Project.Settings.Emergency) ? "In danger, call your local emergency number." : $"In danger, call {asked.Project.Settings.Emergency}.";

    private static IReadOnlyList<(int Index, string Name)> Names(AskedRound asked) =>
        [.. new[] { (1, asked.Project.Settings.Helper1 ?? ""), (2, asked.Project.Settings.Helper2 ?? "") }.Where(n => !string.IsNullOrWhiteSpace(n.Item2))];
}
