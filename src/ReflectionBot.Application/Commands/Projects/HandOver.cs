using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.People;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
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
        CommandSpec.Named("hand over to", "hand over to \"<name>\"", "Hands the project over to another facilitator: shows what is done and what is missing, and asks you before the last step.", Roles.Facilitator, CommandGroup.Project,
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
                : $"Nobody on the project is called \"{Names.Shown(command.Name)}\". Add them first: `person add \"{Names.Shown(command.Name)}\" as facilitator`. Then `hand over to \"{Names.Shown(command.Name)}\"`.");
        }

        if (await PlanAsync(context, command.Name, cancel) is not { } plan)
        {
            return context.Say($"{to.Name} is you. Name the person who is to run {context.Project.Name} after you.");
        }

        return plan is { Missing.Count: 0, HasAgreed: true } ? Carry(context, plan, members) : Show(context, plan);
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
            $"Everything is ready to hand {context.Project.Name} over to {plan.To.Name}:", .. plan.Done,
            $"Then {plan.To.Name} runs it. You are {(plan.Rest == Roles.None ? "off the project, since you have no other role in it" : PeopleWords.OfRoles(plan.Rest) + " only")}, and answers you opened are closed to you. {plan.To.Name} opens only what is answered from then on, under the new text.",
            .. plan.Changes, .. plan.Look,
            $"I tell the channel, the leads and the other facilitators. For a day {plan.To.Name} can undo your part: `put back \"{plan.From.Name}\"`.",
        ];
        return new(paragraphs, $"Yes, hand over to {Names.Shown(plan.To.Name)}", $"hand over to {Quotes.Around(plan.To.Name)}");
    }

    private static CommandResult Show(CommandContext context, Plan plan)
    {
        var ask = plan.CanBeAsked && !plan.IsAsked;
        var waits = !plan.CanBeAsked ? "" : plan.HasAgreed ? "" : ask ? $"I ask {plan.To.Name} now whether they want to, and write to you when they have said so, or if I cannot reach them." : $"I have asked {plan.To.Name} whether they want to, and wait for an answer.";
        string[] paragraphs =
        [
            .. plan.Done, .. plan.Missing.Select(m => $"Missing: {m.Sentence}"), .. waits.Length > 0 ? (string[])[waits] : [], .. plan.Changes, .. plan.Look,
            $"Nothing has changed yet. `hand over to \"{plan.To.Name}\"` shows this again.",
        ];
        var result = context.SayPrivately(
            new NoticeMessage(paragraphs, [.. plan.Missing.Where(m => m.Mend is not null).Select(m => m.Mend!)], $"Handing {context.Project.Name} over to {plan.To.Name}"),
            ask ? [HandOvers.Put(new AskedSuccessor(plan.To.Person, plan.From.Person, null))] : []);
        return ask ? result with { Effects = [.. result.Effects, new WriteToPerson(context.NewId(), plan.To.Person, Request(context, plan))] } : result;
    }

    private static NoticeMessage Request(CommandContext context, Plan plan) => new(
        [
            $"{plan.From.Name} asks you to run the reflection of {context.Project.Name} after them, as its facilitator.",
            "A facilitator adds people, opens rounds, and can open the answers that people give from then on, with their names; people see who looked. You could then not be its lead, and your own answers there would not count in themes. You can say no.",
        ],
        [CommandButton.In(context.Project.Id, "Yes, I will", "take over", primary: true), CommandButton.In(context.Project.Id, "No", "take over no")]);

    private static CommandResult Carry(CommandContext context, Plan plan, IReadOnlyList<Member> members)
    {
        var (project, now) = (context.Project, context.Now);
        var name = project.Name;
        var from = plan.Rest == Roles.None ? plan.From.Removed(now) : plan.From.As(plan.Rest, now);
        var text = plan.Changes.Count > 0 ? " Before their next answer, everyone is asked to agree to the text that says so." : "";
        var others = members.Where(m => (m.Roles & (Roles.Facilitator | Roles.Lead)) != 0 && m.Person != plan.From.Person && m.Person != plan.To.Person);
        return new(
            [
                ProjectRows.Put(project with { Settings = ReaderRule.Renewed(project.Settings, plan.Changes.Count > 0 ? plan.Settings : plan.Settings with { TextEdition = plan.Settings.TextEdition + 1 }, now) }), ProjectRows.Put(plan.To.As((plan.To.Roles & ~Roles.Lead) | Roles.Facilitator, now)),
                ProjectRows.Put(from), RoleChanges.Remember(plan.From, now), new DeleteRow(ProjectRows.HandOver),
            ],
            [
                context.Privately(NoticeMessage.Of($"{plan.To.Name} runs {name} now. You are {(plan.Rest == Roles.None ? "off the project" : PeopleWords.OfRoles(plan.Rest) + " only")}.{text}")),
                new WriteToPerson(context.NewId(), plan.To.Person, NoticeMessage.Of($"{plan.From.Name} has handed {name} over: you are its facilitator now.{text} `help` shows what you can do.")),
                .. others.Select(m => new WriteToPerson(context.NewId(), m.Person, NoticeMessage.Of($"{plan.From.Name} has handed {name} over to {plan.To.Name}, who runs it now."))),
                new PostMessage(context.NewId(), project.Home, NoticeMessage.Of($"{plan.To.Name} runs the reflection of {name} now; {plan.From.Name} has handed it over.{text}")),
                new RunJob(context.NewId(), new CloseOpened(project.Id, plan.From.Person)),
            ]);
    }

    /// <summary>Where the handing over stands; null where somebody would hand over to themselves, or to nobody on the project.</summary>
    private async Task<Plan?> PlanAsync(CommandContext context, string name, CancellationToken cancel)
    {
        var members = await projects.MembersAsync(context.Project.Id, cancel);
        var from = members.FirstOrDefault(m => m.Person == context.Person.Id);
        if (from is null || NameMatch.FindClose(members, m => m.Name, name).Found is not { } to || to.Person == from.Person)
        {
            return null;
        }

        var known = await asked.FindAsync(context.Project.Id, cancel);
        var mine = known is not null && known.To == to.Person && known.By == from.Person;
        var hasChat = await facilitators.HasChatAsync(to, cancel);
        // In the web chat whoever has the role sees the channel.
        var inChannel = context.Project.Home.Channel == links.Name ? null : await people.GetAsync(to.Person, cancel) is { Address: { } address } ? await roster.HasAsync(context.Project.Home, address, cancel) : null;
        return HandOverPlan.Of(context.Project, members, from, to, new(hasChat, inChannel, roster.HowToAdd(context.Project.Home), mine, mine && known!.AgreedAt is not null));
    }
}
