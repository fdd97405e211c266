using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation.Sharing;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>Posting a message to the team on purpose (trust rule 12), and the list of who opened the answers (trust rule 8).</summary>
internal static class TeamDialog
{
    /// <summary>Asks for the text, or previews the text given with the command.</summary>
    public static void Begin(DialogTurn turn, string? text, string? round)
    {
        if (ParticipationDialog.About(turn, round) is not { } asked)
        {
            if (turn.Context.Places.FirstOrDefault(p => turn.IsMeant(p.Project.Id) && PlaceWords.IsUnasked(turn, p)) is { } place)
            {
                turn.Say(ConversationWording.FormatIPostSuchWordsForThose(turn.NameOf(place.Project)), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp));
                return;
            }
            StartDialog.NothingActive(turn, null);
            return;
        }
        if (!asked.IsMember)
        {
            turn.Say(ConversationWording.FormatYouAreNotOnAnyMoreSo(turn.NameOf(asked.Project)));
            return;
        }
        if (asked.Project.ClosedAt is not null)
        {
            turn.Say(ConversationWording.FormatIsClosedSoIPostNothing(turn.NameOf(asked.Project)));
            return;
        }
        var pending = new Pending(PendingKind.TeamText, asked.Project.Id);
        if (text is not null)
        {
            Preview(turn, pending, text);
            return;
        }
        turn.Pending = pending;
        turn.Say(ConversationWording.FormatPleaseWriteWhatTheTeamOf(turn.NameOf(asked.Project), QuoteDialog.Warning));
    }

    /// <summary>Shows the text exactly as it would be posted.</summary>
    public static void Preview(DialogTurn turn, Pending pending, string text)
    {
        if (text.Length > ReflectionLimits.SayToTeam)
        {
            turn.Pending = pending;
            turn.Say(ConversationWording.FormatThatIsTooLongToPost($"{text.Length:N0}", $"{ReflectionLimits.SayToTeam:N0}"));
            return;
        }
        Show(turn, pending.Item, text, ConversationWording.TheTeamWouldSeeExactlyThis, turn.From);
    }

    /// <summary>The message was edited while its text waited for a yes: the preview now uses the new text.</summary>
    public static void Changed(DialogTurn turn, Pending shown, string text)
    {
        turn.Pending = null;
        var project = shown.Item[..shown.Item.IndexOf(' ', StringComparison.Ordinal)];
        if (text.Length > ReflectionLimits.SayToTeam)
        {
            StartDialog.Slip(turn, ConversationWording.FormatYouChangedThatMessageAndIt($"{text.Length:N0}", $"{ReflectionLimits.SayToTeam:N0}"));
            return;
        }
        Show(turn, project, text, ConversationWording.YouChangedYourMessageSoI, shown.Message);
    }

    /// <summary>Posts the previewed text to the readers named in the preview; if the readers have changed since, previews it once more.</summary>
    public static void Post(DialogTurn turn, Pending shown)
    {
        var space = shown.Item.IndexOf(' ', StringComparison.Ordinal);
        var (project, text) = (shown.Item[..space], shown.Item[(space + 1)..]);
        if (About(turn, project) is not { IsMember: true } asked)
        {
            turn.Say(ConversationWording.YouAreNotOnThatProject);
            return;
        }
        if (asked.Project.ClosedAt is not null)
        {
            turn.Say(ConversationWording.FormatWasClosedMeanwhileSoNothingWas(turn.NameOf(asked.Project)));
            return;
        }
        if (shown.Shown != Readers(asked))
        {
            Show(turn, project, text, ConversationWording.WhoWouldReadItHasChanged, shown.Message);
            return;
        }
        turn.Fixed(ConversationWording.WhatIsSaidToTheTeam);
        turn.Do(new DialogEffect.SayToTeam(project, text, [.. asked.Members.Select(m => m.Person)]));
        turn.Say(ConversationWording.ISendItNowInExactly);
        if (turn.Session.Phase == Phase.Asking)
        {
            StartDialog.Again(turn);
        }
    }

    private static void Show(DialogTurn turn, string project, string text, string first, string? message)
    {
        if (About(turn, project) is not { IsMember: true } asked)
        {
            turn.Say(ConversationWording.YouAreNotOnThatProject);
            return;
        }
        var preview = new Pending(PendingKind.TeamPreview, $"{project} {text}") { Shown = Readers(asked), Message = message };
        turn.Pending = preview;
        turn.SayWords(new NoticeMessage(
            [first, text, ConversationWording.FormatWhoWillReadItEachIn(Spoken.List([.. asked.Members.Select(m => m.Name)]), turn.NameOf(asked.Project)), ConversationWording.FormatToChangeItChooseNoAnd(QuoteDialog.Warning)],
            YesNoDialog.Buttons(turn, preview, ConversationWording.PostExactlyThis, ConversationWording.No)), asked.Round.Id);
    }

    private static AskedRound? About(DialogTurn turn, string project) => turn.Context.Rounds.LastOrDefault(r => r.Project.Id == project);

    // Where it is posted, and its readers with their names.
    private static string Readers(AskedRound asked) =>
        Hashes.Short([asked.Project.Name, asked.Project.Home.Channel, asked.Project.Home.Workspace, asked.Project.Home.Id, .. asked.Members.OrderBy(m => m.Person, StringComparer.Ordinal).SelectMany(m => new[] { m.Person, m.Name })]);

    /// <summary>Shows who opened this person's answers.</summary>
    public static void WhoOpened(DialogTurn turn)
    {
        var zone = turn.Zone(turn.Asked);
        turn.Say(new NoticeMessage(
            turn.Context.Openings.Count == 0 ? [ConversationWording.NobodyHasOpenedYourAnswers] : [.. turn.Context.Openings.Select(o => (o.Did is { } did ? $"{zone.DayAndTime(o.At)}: {o.By} {did}" : o.NewLink ? ConversationWording.FormatMadeANewPrivateLinkTo(zone.DayAndTime(o.At), o.By) : o.Nothing ? ConversationWording.FormatLookedAndCouldOpenNothing(zone.DayAndTime(o.At), o.By) : o.Exported ? ConversationWording.FormatInAFile(zone.DayAndTime(o.At), o.By) : $"{zone.DayAndTime(o.At)}: {o.By}"))],
            [], ConversationWording.WhoOpenedMyAnswers));
    }
}
