using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.People;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Projects;

/// <summary>Hands the project over to another facilitator: its checklist, and the last step once nothing is missing.</summary>
public sealed record HandOver(string Name) : PersonCommand(Name), ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        CommandSpec.Named("hand over to", "hand over to \"<name>\"", () => ProjectCommandWording.HandsTheProjectOverToAnother, Roles.Facilitator, CommandGroup.Project,
            "hand over to \"Bea Novak\"", n => new HandOver(n), ["hand over", "handover", "handover to"]) with { ListedAt = 70 },
    ];
}

/// <summary>
/// `hand over to "Name"`: one facilitator hands a project over to another. Nothing changes before the new one has a working chat and has said
/// yes; then roles and consent text change in one step, so that the text never names somebody who is not there any more.
/// </summary>
public sealed class HandOverHandler(ProjectStore projects, PeopleStore people, Facilitators facilitators, ChannelRoster roster, LinkChannel links, HandOvers asked) : IAsksFirst<HandOver>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, HandOver command, CancellationToken cancel)
    {
        var members = await projects.MembersAsync(context.Project.Id, cancel);
        var (to, near) = NameMatch.FindClose(members, m => m.Name, command.Name);
        if (to is null)
        {
            return context.DidYouMean(near, n => $"hand over to {Quotes.Around(n)}", near.Count > 0 ? PeopleWords.Unknown(command.Name, near)
                : ProjectCommandWording.FormatNobodyOnTheProjectIsCalled(Names.Shown(command.Name)));
        }

        if (await PlanAsync(context, command.Name, cancel) is not { } plan)
        {
            return context.Say(ProjectCommandWording.FormatIsYouNameThePersonWho(to.Name, context.Project.Name));
        }

        return plan is { Missing.Count: 0, HasAgreed: true } ? Carry(context, plan, members) : Show(context, plan, await MineAsync(context, cancel));
    }

    /// <inheritdoc/>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, HandOver command, CancellationToken cancel)
    {
        if (await PlanAsync(context, command.Name, cancel) is not { Missing.Count: 0, HasAgreed: true } plan)
        {
            return null;
        }

        string[] paragraphs =
        [
            ProjectCommandWording.FormatEverythingIsReadyToHandOver(context.Project.Name, plan.To.Name), .. plan.Done,
            ProjectCommandWording.FormatThenRunsItYouAreAnd(plan.To.Name, plan.Rest == Roles.None ? ProjectCommandWording.OffTheProjectSinceYouHave : PeopleWords.OfRoles(plan.Rest) + ProjectCommandWording.Only),
            .. plan.Changes, .. plan.Look,
            ProjectCommandWording.FormatITellTheChannelTheLeads(plan.To.Name, plan.From.Name),
        ];
        return new(paragraphs, ProjectCommandWording.FormatYesHandOverTo(Names.Shown(plan.To.Name)), $"hand over to {Quotes.Around(plan.To.Name)}");
    }

    private static CommandResult Show(CommandContext context, Plan plan, AskedSuccessor? before)
    {
        var ask = plan.CanBeAsked && !plan.IsAsked;
        var waits = !plan.CanBeAsked ? "" : plan.HasAgreed ? "" : ask ? ProjectCommandWording.FormatIAskNowWhetherTheyWant(plan.To.Name) : ProjectCommandWording.FormatIHaveAskedWhetherTheyWant(plan.To.Name);
        string[] paragraphs =
        [
            .. plan.Done, .. plan.Missing.Select(m => ProjectCommandWording.FormatMissing(m.Sentence)), .. waits.Length > 0 ? (string[])[waits] : [], .. plan.Changes, .. plan.Look,
            ProjectCommandWording.FormatNothingHasChangedYetHandOver(plan.To.Name),
        ];
        var result = context.SayPrivately(
            new NoticeMessage(paragraphs, [.. plan.Missing.Where(m => m.Mend is not null).Select(m => m.Mend!)], ProjectCommandWording.FormatHandingOverTo(context.Project.Name, plan.To.Name)),
            ask ? [new AskedSuccessor(plan.To.Person, plan.From.Person, null).Put()] : []);
        Effect[] former = before is not null && before.To != plan.To.Person
            ? [context.Letter(before.To, () => NoticeMessage.Of(ProjectCommandWording.FormatAsksSomebodyElseToRun(plan.From.Name, context.Project.Name)))] : [];
        return ask ? result with { Effects = [.. result.Effects, .. former, context.Letter(plan.To.Person, () => Request(context, plan))] } : result;
    }

    private static NoticeMessage Request(CommandContext context, Plan plan) => new(
        [
            ProjectCommandWording.FormatAsksYouToRunTheReflection(plan.From.Name, context.Project.Name),
            ProjectCommandWording.AFacilitatorAddsPeopleOpensRounds,
        ],
        [CommandButton.In(context.Project.Id, ProjectCommandWording.YesIWill, "take over", primary: true), CommandButton.In(context.Project.Id, ProjectCommandWording.No, "take over no")]);

    private static CommandResult Carry(CommandContext context, Plan plan, IReadOnlyList<Member> members)
    {
        var (project, now) = (context.Project, context.Now);
        var name = project.Name;
        var from = plan.Rest == Roles.None ? plan.From.Removed(now) : plan.From.As(plan.Rest, now);
        string Text() => plan.Changes.Count > 0 ? ProjectCommandWording.BeforeTheirNextAnswerEveryoneIs : "";
        var others = members.Where(m => (m.Roles & (Roles.Facilitator | Roles.Lead)) != 0 && m.Person != plan.From.Person && m.Person != plan.To.Person);
        return new(
            [
                ProjectRows.Put(project with { Settings = ReaderRule.Renewed(project.Settings, plan.Changes.Count > 0 ? plan.Settings : plan.Settings with { TextEdition = plan.Settings.TextEdition + 1 }, now) }), ProjectRows.Put(plan.To.As((plan.To.Roles & ~Roles.Lead) | Roles.Facilitator, now)),
                ProjectRows.Put(from), RoleChanges.Remember(plan.From, now), new AskedSuccessor(plan.To.Person, plan.From.Person, null).Delete(),
            ],
            [
                context.Privately(NoticeMessage.Of(ProjectCommandWording.FormatRunsNowYouAre(plan.To.Name, name, plan.Rest == Roles.None ? ProjectCommandWording.OffTheProject : PeopleWords.OfRoles(plan.Rest) + ProjectCommandWording.Only, Text()))),
                context.Letter(plan.To.Person, () => NoticeMessage.Of(ProjectCommandWording.FormatHasHandedOverYouAreIts(plan.From.Name, name, Text()))),
                .. others.Select(m => context.Letter(m.Person, () => NoticeMessage.Of(ProjectCommandWording.FormatHasHandedOverToWhoRuns(plan.From.Name, name, plan.To.Name)))),
                new PostMessage(context.NewId(), project.Home, NoticeMessage.Of(ProjectCommandWording.FormatRunsTheReflectionOfNowHas(plan.To.Name, name, plan.From.Name, Text()))),
                new RunJob(context.NewId(), new CloseOpened(project.Id, plan.From.Person)),
            ]);
    }

    /// <summary>Whom the facilitator has asked; null for nobody.</summary>
    private async Task<AskedSuccessor?> MineAsync(CommandContext context, CancellationToken cancel) =>
        (await asked.ListAsync(context.Project.Id, cancel)).FirstOrDefault(a => a.By == context.Person.Id);

    /// <summary>Where the handing over stands; null where somebody would hand over to themselves, or to nobody on the project.</summary>
    private async Task<Plan?> PlanAsync(CommandContext context, string name, CancellationToken cancel)
    {
        var members = await projects.MembersAsync(context.Project.Id, cancel);
        var from = members.FirstOrDefault(m => m.Person == context.Person.Id);
        if (from is null || NameMatch.FindClose(members, m => m.Name, name).Found is not { } to || to.Person == from.Person)
        {
            return null;
        }

        var known = await MineAsync(context, cancel);
        var mine = known?.To == to.Person;
        var hasChat = await facilitators.HasChatAsync(to, cancel);
        // In the web chat whoever has the role sees the channel.
        var inChannel = context.Project.Home.Channel == links.Name ? null : await people.GetAsync(to.Person, cancel) is { Address: { } address } ? await roster.HasAsync(context.Project.Home, address, cancel) : null;
        return HandOverPlan.Of(context.Project, members, from, to, new(hasChat, inChannel, roster.HowToAdd(context.Project.Home), mine, mine && known!.AgreedAt is not null));
    }
}
