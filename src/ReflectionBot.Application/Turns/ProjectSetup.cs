using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;

namespace ReflectionBot.Application.Turns;

/// <summary>
/// `setup`: makes a channel the home of a new project. The project's rows are written first, under a new id that nothing points to; the
/// channel's own row, inserted last, decides who was first.
/// </summary>
public sealed class ProjectSetup(ITableStore store, PeopleStore people, ProjectStore projects, ConversationRunner turns, TimeProvider time)
{
    /// <summary>Sets a channel up.</summary>
    /// <returns>False where the event was taken before.</returns>
    public async Task<bool> SetUpAsync(InboundEvent inbound, Person? person, string? name, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var partition = Keys.Conversation(inbound.Conversation);
        if (name is null or { Length: 0 or > NameLimits.Project } || NameRules.TitleMistake(name, typedAlone: true) is not null)
        {
            var sentence = name is { Length: > 0 and <= NameLimits.Project } ? NameRules.TitleMistake(name, typedAlone: true)! : name is { Length: > 0 } ? TurnWording.FormatAProjectsNameCanHaveUp(NameLimits.Project) : TurnWording.WhatIsTheProjectCalledType;
            return await turns.CommitEffectsAsync(partition, inbound.Key, [], [.. alongside, new PostMessage(Ids.New(time), inbound.Conversation, NoticeMessage.Of(sentence))], cancel);
        }

        if ((person?.Name ?? inbound.Sender?.Name) is { } own && NameRules.IsMixed(own))
        {
            var notice = NoticeMessage.Of(TurnWording.FormatItIsYourOwnNameAs(NameRules.Mistake(own)));
            return await turns.CommitEffectsAsync(partition, inbound.Key, [], [.. alongside, new PostMessage(Ids.New(time), inbound.Conversation, notice)], cancel);
        }

        if (person is not null && await projects.RunAlikeAsync(await people.ProjectsOfAsync(person.Id, cancel), person.Id, name, p => p.Home == inbound.Conversation.Whole, cancel) is { } other)
        {
            var notice = NoticeMessage.Of(TurnWording.FormatYouRunAProjectCalledAlready(other.Name));
            return await turns.CommitEffectsAsync(partition, inbound.Key, [], [.. alongside, new PostMessage(Ids.New(time), inbound.Conversation, notice)], cancel);
        }

        if (await store.GetAsync(partition, Keys.Self, cancel) is not null)
        {
            return await TooLateAsync(inbound, alongside, cancel);
        }

        var now = time.GetUtcNow();
        person ??= await people.AddAsync(new Person(Ids.New(time), inbound.From.Workspace, inbound.Sender?.Name ?? TurnWording.Facilitator, inbound.From), cancel);
        var project = new Project(Ids.New(time), inbound.Conversation.Workspace, name, inbound.Conversation.Whole, new ProjectSettings { Facilitator = person.Name, Readers = person.Name }, null);
        await people.ReferToAsync(person.Id, project.Id, cancel);
        await store.CommitAsync(Keys.Project(project.Id), [ProjectRows.Put(project), ProjectRows.Put(new Member(project.Id, person.Id, person.Name, Roles.None, now).As(Roles.Facilitator, now))], cancel);
        return await ClaimAsync(inbound, person, project, alongside, cancel);
    }

    /// <summary>Whether this very event was taken while the channel had no project: the same delivery again is no second `setup`.</summary>
    public async Task<bool> HasTakenAsync(InboundEvent inbound, CancellationToken cancel)
    {
        return await store.GetAsync(Keys.Conversation(inbound.Conversation), Keys.Inbox(inbound.Key), cancel) is not null;
    }

    private async Task<bool> ClaimAsync(InboundEvent inbound, Person person, Project project, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var partition = Keys.Conversation(inbound.Conversation);
        var taken = true;
        var late = false;
        try
        {
            taken = await turns.CommitEffectsAsync(
                partition, inbound.Key,
                [new InsertRow(Keys.Self, Columns.Empty.With("Project", project.Id))],
                [.. alongside, new PostMessage(Ids.New(time), inbound.Conversation, SetUp.Welcome(project))], cancel);
        }
        catch (TableConflictException)
        {
            late = true;
        }

        if ((await store.GetAsync(partition, Keys.Self, cancel))?.Columns.Text("Project") == project.Id)
        {
            return taken;
        }

        // Somebody else was first, or this very event was: nobody is facilitator of a project that no channel is the home of.
        await store.DeleteAsync(Keys.Project(project.Id), Keys.Join(ProjectRows.Member, person.Id), cancel);
        await store.DeleteAsync(Keys.Project(project.Id), Keys.Self, cancel);
        await store.DeleteAsync(Keys.Person(person.Id), Keys.Join(PeopleStore.On, project.Id), cancel);
        return late ? await TooLateAsync(inbound, alongside, cancel) : taken;
    }

    private Task<bool> TooLateAsync(InboundEvent inbound, IReadOnlyList<Effect> alongside, CancellationToken cancel) => turns.CommitEffectsAsync(
        Keys.Conversation(inbound.Conversation), inbound.Key, [],
        [.. alongside, new PostMessage(Ids.New(time), inbound.Conversation, NoticeMessage.Of(TurnWording.ThisChannelHasJustBeenSet))], cancel);
}
