using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Handlers.People;

/// <summary>`person role`: what somebody is on a project, and what that does to the text which names readers.</summary>
internal sealed class RoleChanging
{
    private readonly ProjectStore _projects;
    private readonly PersonRemoval _removal;

    /// <summary>Over these.</summary>
    public RoleChanging(ProjectStore projects, PersonRemoval removal)
    {
        _projects = projects;
        _removal = removal;
    }

    /// <summary>`person role`.</summary>
    public async Task<CommandResult> ChangeAsync(CommandContext context, string name, Roles roles, CancellationToken cancel)
    {
        var members = await _projects.MembersAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.FindClose(members, m => m.Name, name);
        if (PeopleCommands.IsBoth(roles))
        {
            return context.Say(PeopleCommands.BothSentence);
        }

        if (found is null)
        {
            return context.DidYouMean(near, n => $"person role {Quotes.Around(n)} {PeopleCommands.RolesAsTyped(roles)}", PeopleCommands.Unknown(name, near));
        }

        if (found.LeftAt is not null && roles.HasFlag(Roles.Collaborator) && !found.Roles.HasFlag(Roles.Collaborator))
        {
            return context.Say(PersonAdding.LeftSentence(found.Name));
        }

        if (PersonRemoval.Loses(found, roles) && await _removal.StaysAsync(context, members, found, cancel) is { } stays)
        {
            return context.Say(stays);
        }

        var changed = found.As(roles, context.Now);
        if (ContactPeople.Mistake(context.Project.Settings, [.. members.Where(m => m != found), changed]) is { } mistake && ContactPeople.Mistake(context.Project.Settings, members) is null)
        {
            return context.Say($"{mistake} Name another person first: `set helper2 \"...\"`.");
        }

        return await WithReadersAsync(context, found.Name, found.Roles, roles, sentence =>
        {
            var notice = sentence.Length > 0 ? sentence : PeopleCommands.ReaderNotice(changed, found);
            IReadOnlyList<TableWrite> writes = roles == found.Roles ? [] : [ProjectRows.Put(changed), PersonRemoval.Remember(found, context.Now)];
            string[] paragraphs =
            [
                $"{found.Name} is {(roles == found.Roles ? $"{PeopleCommands.Words(roles)} already" : $"now {PeopleCommands.Words(roles)}")}.{notice}{(roles == found.Roles ? "" : $" For a day `put back {Quotes.Around(found.Name)}` undoes it.")}",
                .. RoleNews.Counts(found.Roles, roles, found.Name, "their"), .. NamedRoles.News(context.Project.Settings, members, [.. members.Where(m => m != found), changed]),
            ];
            var result = context.SayPrivately(NoticeMessage.Of(paragraphs), writes);
            return PersonRemoval.WithOpenedClosed(context, result with { Effects = [.. result.Effects, .. RoleNews.Letters(context, members, found, found.Roles, roles)] }, found, roles);
        }, cancel);
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
                var open = (await _projects.RoundsAsync(context.Project.Id, cancel)).Any(r => r.IsOpenAt(context.Now));
                var result = change($" {text.Sentence}{(open ? $" {ProjectCommands.AskedAgain}" : "")}");
                return result with { Writes = [.. result.Writes, ProjectRows.Put(context.Project with { Settings = text.Settings })] };
            default:
                return change("");
        }
    }
}
