using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.People;

/// <summary>Replaces a person's roles.</summary>
public sealed record ChangeRole(string Name, Roles Roles) : PersonCommand(Name), ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("person role", "person role \"<name>\" <roles>", () => PeopleWording.ChangesWhatAPersonIsIn, Roles.Facilitator, Where.Anywhere,
            CommandGroup.People, Takes.Something, ["people role"], ["person role \"Maya Brooks\" lead"]) { Read = Read, ListedAt = 60 },
    ];

    private static Reading Read(string rest, LocalDate today)
    {
        const string Example = "person role \"Maya Brooks\" lead";
        var mark = MentionMarks.AtStart(rest);
        var (name, typed, quoted) = mark.Length > 0 ? (mark, rest[mark.Length..].Trim(), true) : ArgumentReaders.NameThen(rest, PeopleWording.As);
        if (!quoted && typed.Length == 0)
        {
            (name, typed) = RoleWords.CutOff(TypedText.OneLine(name));
        }

        return typed.Length == 0 && name.Length > 0
            ? Reading.Wrong(PeopleWording.FormatWhichRoleShouldItBeCollaborator(Example))
            : ArgumentReaders.Name(name, Example, n => ArgumentReaders.WithRoles(typed, Example, roles => Reading.Of(new ChangeRole(n, roles), !quoted)));
    }
}

/// <summary>`person role`: what somebody is on a project, and what that does to the text which names readers. That a facilitator stops being one is asked first.</summary>
public sealed class ChangeRoleHandler(ProjectStore projects, Facilitators facilitators) : IAsksFirst<ChangeRole>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, ChangeRole command, CancellationToken cancel)
    {
        var members = await projects.MembersAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.FindClose(members, m => m.Name, command.Name);
        if (PeopleWords.IsBoth(command.Roles))
        {
            return context.Say(PeopleWords.BothSentence);
        }

        if (found is null)
        {
            return context.DidYouMean(near, n => $"person role {Quotes.Around(n)} {PeopleWords.RolesAsTyped(command.Roles)}", PeopleWords.Unknown(command.Name, near));
        }

        if (found.LeftAt is not null && command.Roles.HasFlag(Roles.Collaborator) && !found.Roles.HasFlag(Roles.Collaborator))
        {
            return context.Say(PeopleWords.LeftSentence(found.Name));
        }

        if (RoleChanges.Loses(found, command.Roles) && await facilitators.StaysAsync(context, members, found, cancel) is { } stays)
        {
            return context.Say(stays);
        }

        var changed = found.As(command.Roles, context.Now);
        if (ContactPeople.Mistake(context.Project.Settings, [.. members.Where(m => m != found), changed]) is { } mistake && ContactPeople.Mistake(context.Project.Settings, members) is null)
        {
            return context.Say(PeopleWording.FormatNameAnotherPersonFirstSetHelper2(mistake));
        }

        return await WithReadersAsync(context, found.Name, found.Roles, command.Roles, sentence =>
        {
            var notice = sentence.Length > 0 ? sentence : PeopleWords.ReaderNotice(changed, found);
            IReadOnlyList<TableWrite> writes = command.Roles == found.Roles ? [] : [ProjectRows.Put(changed), RoleChanges.Remember(found, context.Now)];
            string[] paragraphs =
            [
                command.Roles == found.Roles ? PeopleWording.FormatIsAlready(found.Name, PeopleWords.OfRoles(command.Roles), notice, command.Roles == found.Roles ? "" : PeopleWording.FormatForADayPutBackUndoes(Quotes.Around(found.Name))) : PeopleWording.FormatIsNow(found.Name, PeopleWords.OfRoles(command.Roles), notice, command.Roles == found.Roles ? "" : PeopleWording.FormatForADayPutBackUndoes(Quotes.Around(found.Name))),
                .. RoleNews.Counts(found.Roles, command.Roles, found.Name), .. NamedRoles.News(context.Project.Settings, members, [.. members.Where(m => m != found), changed]),
            ];
            var result = context.SayPrivately(NoticeMessage.Of(paragraphs), writes);
            return RoleChanges.WithOpenedClosed(context, result with { Effects = [.. result.Effects, .. RoleNews.Letters(context, members, found, found.Roles, command.Roles)] }, found, command.Roles);
        }, cancel);
    }

    /// <inheritdoc/>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, ChangeRole command, CancellationToken cancel)
    {
        var (members, found, _) = await projects.FindMemberAsync(context, command.Name, cancel);
        if (found is null || !RoleChanges.Loses(found, command.Roles) || PeopleWords.IsBoth(command.Roles) || RoleChanges.IsRefused(context, found, command.Roles) || await facilitators.StaysAsync(context, members, found, cancel) is not null)
        {
            return null;
        }

        var itself = found.Person == context.Person.Id;
        var named = ReaderNames.Names(context.Project.Settings.Readers, found.Name) || NameMatch.Same(context.Project.Settings.Facilitator ?? "", found.Name);
        string[] paragraphs =
        [
            itself ? (itself ? PeopleWording.FormatStopBeingAFacilitatorOfAnd(context.Project.Name, PeopleWords.OfRoles(command.Roles)) : PeopleWording.FormatStopBeingAFacilitatorOfAndBe(context.Project.Name, PeopleWords.OfRoles(command.Roles))) : itself ? PeopleWording.FormatStopBeingAFacilitatorOfAndBeOnly(found.Name, context.Project.Name, PeopleWords.OfRoles(command.Roles)) : PeopleWording.FormatStopBeingAFacilitatorOfAndBeOnlyThey(found.Name, context.Project.Name, PeopleWords.OfRoles(command.Roles)),
            .. named ? (string[])[PeopleWording.FormatTheConsentTextStillNamesHand(found.Name)] : [],
            RoleChanges.Undo(found, itself),
        ];
        return new(paragraphs, itself ? PeopleWording.YesStopBeingAFacilitator : PeopleWording.FormatYesChange(Names.Shown(found.Name)), $"person role {Quotes.Around(found.Name)} {PeopleWords.RolesAsTyped(command.Roles)}");
    }

    /// <summary>Carries out a change of roles together with what it does to the text that names readers.</summary>
    /// <param name="context">The command.</param>
    /// <param name="name">Whose roles change.</param>
    /// <param name="before">Their roles until now.</param>
    /// <param name="now">Their roles from now on.</param>
    /// <param name="change">The change, given what to say about the text; empty for nothing.</param>
    /// <param name="cancel">Cancels the reading.</param>
    internal async Task<CommandResult> WithReadersAsync(CommandContext context, string name, Roles before, Roles now, Func<string, CommandResult> change, CancellationToken cancel)
    {
        switch (ReaderRule.After(context.Project.Settings, name, before, now))
        {
            case ReaderChange.Refused refused:
                return context.Say(refused.Sentence);
            case ReaderChange.Text text:
                var open = (await projects.RoundsAsync(context.Project.Id, cancel)).Any(r => r.IsOpenAt(context.Now));
                var result = change($" {text.Sentence}{(open ? $" {SettingsSaving.AskedAgain}" : "")}");
                return result with { Writes = [.. result.Writes, ProjectRows.Put(context.Project with { Settings = text.Settings })] };
            default:
                return change("");
        }
    }
}
