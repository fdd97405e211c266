using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Conversation.Phases;

/// <summary>
/// Says where help is. The bot does not judge, console or watch; it can pass on the person's name. A button carries the id of the contact person,
/// because the list of contact people may change after it was shown.
/// </summary>
internal static class HelpDialog
{
    private const string Picked = "id:";
    private const int MostQuotes = 5;

    /// <summary>Says where help is, and offers to ask a contact person.</summary>
    public static void Show(DialogTurn turn, string? round)
    {
        var (asked, contacts) = Here(turn, round);
        var can = contacts?.People.Any(p => p.Works) == true;
        turn.Say(NoticeMessage.Linked(
            [LinkedText.Of(ConversationWording.NobodyIsWatchingThisChat, ("emergency", Emergency(contacts?.Project))), .. can ? new[] { ConversationWording.ICanAskSomebodyToContact } : []],
            [.. can ? new[] { turn.Standing(ConversationWording.AskSomeoneToContactMe, CollaboratorAction.ContactMe, asked?.Round.Id) } : [],
                .. turn.State.Reflections.Values.LastOrDefault(r => r.Held && r.Project == contacts?.Project.Id) is { } held ? new[] { CarryOnButton(turn, held.Round) } : [], turn.Standing(ConversationWording.Resume, CollaboratorAction.Resume)]) with { Title = ConversationWording.GetHelp });
    }

    /// <summary>Lets the person choose a contact person, and asks that one to get in touch.</summary>
    /// <param name="turn">The step.</param>
    /// <param name="who">The item of a button, or a name as typed; null to ask which.</param>
    /// <param name="round">The round that the button named.</param>
    public static void Contact(DialogTurn turn, string? who, string? round)
    {
        var (asked, contacts) = Here(turn, round);
        if (contacts is null || contacts.People.Count == 0)
        {
            turn.Say(NoticeMessage.Linked([LinkedText.Of(ConversationWording.IKnowNobodyICouldAsk, ("emergency", Emergency(contacts?.Project)))], turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp, round)));
            return;
        }
        if (who is null)
        {
            turn.Waits(CollaboratorAction.ContactMe);
            Ask(turn, contacts, asked, ConversationWording.WhoShouldContactYouTheyGet);
        }
        else if (who.StartsWith(Picked, StringComparison.Ordinal) && who[Picked.Length..].Split(':', 2) is [var id, var name])
        {
            var person = contacts.People.FirstOrDefault(p => p.Id == id);
            Take(turn, contacts, asked, person?.Name == name ? person : null,
                person is null ? ConversationWording.FormatIsNoLongerAContactHere(name) : ConversationWording.FormatIsCalledHereNowSoI(name, person.Name));
        }
        else
        {
            // Buttons in old messages carry a position on the list, and the list may have changed since.
            var old = who is "1" or "2";
            Take(turn, contacts, asked, old ? null : contacts.People.FirstOrDefault(p => NameMatch.Same(p.Name, who)),
                old ? ConversationWording.ICannotTellAnyMoreWhom : ConversationWording.IKnowNobodyOfExactlyThat);
        }
    }

    /// <summary>Whether a name means one of the contact people.</summary>
    public static bool Knows(DialogTurn turn, string who) =>
        Here(turn, null).Contacts?.People.Any(p => NameMatch.Same(p.Name, who) || NameMatch.Same(p.Name.Split(' ')[0], who)) == true;

    /// <summary>
    /// The author goes on as before: only they can release what was held back at their request. A button means the project it was shown for; a typed
    /// word means the active round's project, or else all.
    /// </summary>
    public static void CarryOn(DialogTurn turn, string? round)
    {
        var all = turn.State.Reflections.Values.Where(r => r.Held).ToList();
        var named = turn.Find(round)?.Project.Id ?? (all.Exists(r => r.Project == turn.Asked?.Project.Id) ? turn.Asked!.Project.Id : null);
        var held = all.Where(r => named is null ? turn.IsMeant(r.Project) : r.Project == named).ToList();
        if (held.Count > 0)
        {
            turn.Fixed(ConversationWording.ToHaveYourWordsHeldBack);
        }
        foreach (var reflection in held)
        {
            turn.Session = turn.Session with { Picked = turn.Session.Picked.Remove(reflection.Project) };
            turn.Put(reflection with { Held = false, StaysQuoted = null, Version = reflection.Version + 1 });
        }
        var rest = Projects(turn, all.Except(held));
        var where = rest.Length == 0 || Projects(turn, held) is not { Length: > 0 } names ? "" : ConversationWording.FormatIn(names);
        var still = rest.Length == 0 ? "" : ConversationWording.FormatWhatYouWroteInStaysHeld(rest);
        turn.Say(held.Count == 0 ? (rest.Length == 0 ? ConversationWording.FormatNothingYouWroteIsHeldBack(still) : ConversationWording.FormatNothingYouWroteIsHeldBackHere(still)) : $"{GoesOn(turn, held, where)}{still}",
            turn.Standing(ConversationWording.Resume, CollaboratorAction.Resume, round), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp, round));
    }

    private static string Projects(DialogTurn turn, IEnumerable<Reflection> reflections) =>
        Spoken.List([.. reflections.Select(r => turn.Find(r.Round)).OfType<AskedRound>().Select(r => turn.NameOf(r.Project)).Distinct()]);

    /// <summary>A contact person who was asked may no longer be on the list: the person who waits for them must be told.</summary>
    public static void Changed(DialogTurn turn, string project)
    {
        turn.Pending = turn.Was;
        if (!turn.Session.Picked.TryGetValue(project, out var picked) || turn.Context.Contacts.FirstOrDefault(c => c.Project.Id == project) is not { } contacts
            || picked.Split(':', 2) is not [var id, var name] || contacts.People.Any(p => p.Id == id))
        {
            return;
        }
        turn.Session = turn.Session with { Picked = turn.Session.Picked.Remove(project) };
        var held = turn.State.Reflections.Values.LastOrDefault(r => r.Held && r.Project == project);
        var other = contacts.People.FirstOrDefault(p => NameMatch.Same(p.Name, name) && p.Reach is not null);
        var can = contacts.People.Any(p => p.Works && p != other);
        LinkedText way = other is null ? "" : LinkedText.Of(ConversationWording.YouReachThemAt, ("to", Reference.To(other.Reach)));
        turn.Say(NoticeMessage.Linked(
            [
                LinkedText.Of(ConversationWording.YouAskedToGetInTouch, ("project", turn.NameOf(contacts.Project)), ("name", name), ("way", way), ("emergency", Emergency(contacts.Project))),
                .. held is null ? Array.Empty<LinkedText>() : [ConversationWording.WhatYouWroteStaysHeldBack],
            ],
            [.. can ? new[] { turn.Standing(ConversationWording.AskSomeoneElse, CollaboratorAction.ContactMe, held?.Round) } : [], .. held is null ? [] : new[] { CarryOnButton(turn, held.Round) }, turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp, held?.Round)]));
    }

    private static string GoesOn(DialogTurn turn, IReadOnlyList<Reflection> held, string where)
    {
        var reminded = held.Any(r => turn.Find(r.Round) is { Project.ClosedAt: null } asked && turn.IsOpen(asked) && !turn.Session.Quiet.Contains(r.Project) && (r with { Held = false }).Remindable);
        var drafts = held.Where(r => r.SubmittedAt is null && r.Answered.Any()).ToList();
        var draft = drafts.Count == 0 ? "" : drafts.Exists(r => turn.Find(r.Round) is { Project.ClosedAt: null } asked && turn.IsOpen(asked))
            ? ConversationWording.WhatYouHaveNotSentIn : ConversationWording.WhatYouHaveNotSentInStays;
        return reminded ? ConversationWording.FormatYouGoOnAsBeforeWhat(where, draft) : ConversationWording.FormatYouGoOnAsBeforeWhatYou(where, draft);
    }

    /// <summary>Whom to call in an emergency.</summary>
    public static LinkedText Emergency(Project? project)
    {
        if (string.IsNullOrWhiteSpace(project?.Settings.Emergency))
        {
            return ConversationWording.InDangerCallYourLocalEmergency;
        }
        return LinkedText.Of(ConversationWording.InDangerCall, ("toCall", Reference.ToCall(project.Settings.Emergency)));
    }

    private static void Take(DialogTurn turn, ProjectContacts contacts, AskedRound? asked, ContactPerson? person, string otherwise)
    {
        if (person is null)
        {
            var can = contacts.People.Where(p => p.Works).Select(p => p.Name).ToList();
            Ask(turn, contacts, asked, can.Count == 0 ? otherwise : ConversationWording.FormatYouCanAsk(otherwise, string.Join(ConversationWording.Or, can)));
            return;
        }
        // Everything of the project, older rounds too: a request for help is not about one round.
        var held = turn.State.Reflections.Values.Where(r => r.Project == contacts.Project.Id && (r.Round == asked?.Round.Id || r.Answered.Any())).ToList();
        foreach (var reflection in held.Where(r => !r.Held))
        {
            turn.Put(reflection with { Held = true, StaysQuoted = [.. turn.Context.Printed.Where(p => p.Round == reflection.Round).Select(p => p.Stage)], Version = reflection.Version + 1 });
        }
        if (person.Writable)
        {
            turn.Fixed(ConversationWording.WhoHasYourNameHasIt);
            turn.Session = turn.Session with { Picked = turn.Session.Picked.SetItem(contacts.Project.Id, $"{person.Id}:{person.Name}") };
            turn.Do(new DialogEffect.ContactRequested(contacts.Project.Id, asked?.Round.Id, person.Id, person.Name));
        }
        Button?[] buttons =
        [
            held.Count == 0 ? null : CarryOnButton(turn, held[^1].Round), person.Works ? null : turn.Standing(ConversationWording.AskSomeoneElse, CollaboratorAction.ContactMe, asked?.Round.Id),
            turn.Standing(ConversationWording.Resume, CollaboratorAction.Resume), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp),
        ];
        var printed = held.SelectMany(r => r.IsRead ? r.Answered.Where(a => a.ApprovedQuote is not null && turn.Context.Printed.Contains((r.Round, a.Stage))).Select(a => (r.Round, a.Stage)) : []).ToList();
        var stays = printed.Count == 0 ? "" : ConversationWording.WhatADigestHasQuotedFrom;
        turn.Say(NoticeMessage.Linked(
            [$"{Asked(person)} {Emergency(contacts.Project)}{(held.Count == 0 ? "" : Held(turn, contacts.Project))}{stays}"],
            [.. buttons.OfType<Button>(), .. printed.TakeLast(MostQuotes).Select(p => turn.Standing(ConversationWording.FormatDontQuote3(DontQuoteWhat(turn, p)), CollaboratorAction.DontQuote, p.Round, $"{p.Stage}"))]));
    }

    private static string DontQuoteWhat(DialogTurn turn, (string Round, QuestionId Stage) printed) =>
        turn.Find(printed.Round) is { } asked ? $": {turn.Placed(asked, Questions.Heading(asked, turn.State.Reflections[printed.Round], printed.Stage))}" : "";

    /// <summary>Says what is held back, and that other projects are not.</summary>
    private static string Held(DialogTurn turn, Project project)
    {
        var open = Projects(turn, turn.State.Reflections.Values.Where(r => r.Project != project.Id && !r.Held && r.Answered.Any()));
        return open.Length == 0 ? ConversationWording.ISendNoRemindersNobodyCan
            : ConversationWording.FormatInISendNoRemindersNobody(turn.NameOf(project), open);
    }

    private static LinkedText Asked(ContactPerson person)
    {
        if (person.Writable)
        {
            return ConversationWording.FormatIGiveYourNameNowNothing(person.Name);
        }
        if (person.Reach is { } reach)
        {
            return LinkedText.Of(ConversationWording.IDoNotWriteToMyself, ("person", person.Name), ("to", Reference.To(reach)));
        }
        return ConversationWording.FormatICannotReachJustNowSo(person.Name);
    }

    private static void Ask(DialogTurn turn, ProjectContacts contacts, AskedRound? asked, string sentence)
    {
        var away = contacts.People.Where(p => !p.Works).Select(p => ConversationWording.FormatICannotReachJustNow(p.Name));
        var missing = contacts.IsOneMissing ? ConversationWording.TwoPeopleShouldBeNamedHere : "";
        turn.Say(NoticeMessage.Linked([$"{sentence}{missing}{string.Concat(away)} {Emergency(contacts.Project)}"],
            [.. contacts.People.Where(p => p.Works).Select(p => turn.Standing(p.Name, CollaboratorAction.ContactMe, asked?.Round.Id, $"{Picked}{p.Id}:{p.Name}")), turn.Standing(ConversationWording.GetHelp, CollaboratorAction.GetHelp)]));
    }

    /// <summary>The round a word is about, and its project's contact people; without a round, those of the project that the person joined last.</summary>
    private static (AskedRound? Asked, ProjectContacts? Contacts) Here(DialogTurn turn, string? round)
    {
        var asked = ParticipationDialog.About(turn, round);
        return (asked, asked is null
            ? turn.Context.Contacts.LastOrDefault(c => turn.IsMeant(c.Project.Id) && !turn.Session.Left.Contains(c.Project.Id))
                ?? turn.Context.Contacts.LastOrDefault(c => turn.State.Reflections.Values.Any(r => r.Project == c.Project.Id)) // People who have left can still need help with what happened there.
            : turn.Context.Contacts.FirstOrDefault(c => c.Project.Id == asked.Project.Id));
    }

    private static Button CarryOnButton(DialogTurn turn, string round) => turn.Standing(ConversationWording.CarryOnAsBefore, CollaboratorAction.CarryOn, round);
}
