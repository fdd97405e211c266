using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.People;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Handlers.People;

/// <summary>
/// `hand over to "Name"`: one facilitator hands a project over to another. Nothing changes before the new one has a working chat and has said
/// yes; then roles and consent text change in one step, so that the text never names somebody who is not there any more.
/// </summary>
public sealed class HandingOver
{
    private readonly ITableStore _store;
    private readonly ProjectStore _projects;
    private readonly PersonRemoval _removal;
    private readonly ChannelRoster _roster;
    private readonly PeopleStore _people;

    /// <summary>Handlers over these stores.</summary>
    public HandingOver(ITableStore store, ProjectStore projects, PeopleStore people, PersonRemoval removal, ChannelRoster roster)
    {
        _store = store;
        _projects = projects;
        _people = people;
        _removal = removal;
        _roster = roster;
    }

    /// <summary>What is asked once nothing is missing; null before.</summary>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, HandOver command, CancellationToken cancel)
    {
        if (await PlanAsync(context, command.Name, cancel) is not { Missing.Count: 0, HasAgreed: true } plan)
        {
            return null;
        }

        string[] paragraphs =
        [
            $"Everything is ready to hand {context.Project.Name} over to {plan.To.Name}:", .. plan.Done,
            $"Then {plan.To.Name} runs it. You are {(plan.Rest == Roles.None ? "off the project, since you have no other role in it" : PeopleCommands.Words(plan.Rest) + " only")}, and answers you opened are closed to you. {plan.To.Name} opens only what is answered from then on, under the new text.",
            .. plan.Changes, .. plan.Look,
            $"I tell the channel, the leads and the other facilitators. For a day {plan.To.Name} can undo your part: `put back \"{plan.From.Name}\"`.",
        ];
        return new(paragraphs, $"Yes, hand over to {Names.Shown(plan.To.Name)}", $"hand over to {Quotes.Around(plan.To.Name)}");
    }

    /// <summary>The checklist, and a question to the new facilitator where it has not been put yet; or the last step, where nothing is missing.</summary>
    public async Task<CommandResult> HandOverAsync(CommandContext context, HandOver command, CancellationToken cancel)
    {
        var members = await _projects.MembersAsync(context.Project.Id, cancel);
        var (to, near) = NameMatch.FindClose(members, m => m.Name, command.Name);
        if (to is null)
        {
            return context.DidYouMean(near, n => $"hand over to {Quotes.Around(n)}", near.Count > 0 ? PeopleCommands.Unknown(command.Name, near)
                : $"Nobody on the project is called \"{Names.Shown(command.Name)}\". Add them first: `person add \"{Names.Shown(command.Name)}\" as facilitator`. Then `hand over to \"{Names.Shown(command.Name)}\"`.");
        }

        if (await PlanAsync(context, command.Name, cancel) is not { } plan)
        {
            return context.Say($"{to.Name} is you. Name the person who is to run {context.Project.Name} after you.");
        }

        return plan is { Missing.Count: 0, HasAgreed: true } ? Carry(context, plan, members) : Show(context, plan);
    }

    /// <summary>`take over`: the new facilitator says yes or no.</summary>
    public async Task<CommandResult> AnswerAsync(CommandContext context, bool yes, CancellationToken cancel)
    {
        if (await AskedAsync(context.Project.Id, cancel) is not { } asked || asked.To != context.Person.Id)
        {
            return context.Say($"Nobody is handing {context.Project.Name} over to you just now.");
        }

        var members = await _projects.MembersAsync(context.Project.Id, cancel);
        if (members.FirstOrDefault(m => m.Person == asked.By && m.Roles.HasFlag(Roles.Facilitator)) is not { Name: var from })
        {
            return new([new DeleteRow(ProjectRows.HandOver)], [context.Privately(NoticeMessage.Of($"Whoever asked you to run {context.Project.Name} does not run it any more, so nobody is handing it over to you. Nothing has changed."))]);
        }

        var me = members.FirstOrDefault(m => m.Person == context.Person.Id)?.Name ?? context.Person.Name;
        return yes
            ? new(
                [Put(asked with { AgreedAt = context.Now })],
                [
                    context.Privately(NoticeMessage.Of($"I tell {from} now, who takes the last step. Nothing has changed yet; I write to you when it has.")),
                    new WriteToPerson(context.NewId(), asked.By, new NoticeMessage([$"{me} says yes to running {context.Project.Name}."], [CommandButton.In(context.Project.Id, "Go on", $"hand over to {Quotes.Around(me)}", primary: true)])),
                ])
            : new(
                [new DeleteRow(ProjectRows.HandOver)],
                [context.Privately(NoticeMessage.Of($"All right: nothing changes. I tell {from} now.")), new WriteToPerson(context.NewId(), asked.By, NoticeMessage.Of($"{me} says no to running {context.Project.Name}. Nothing has changed."))]);
    }

    /// <summary>Whether a project is being handed over to somebody.</summary>
    internal async Task<bool> IsAskedAsync(string project, string person, CancellationToken cancel) =>
        (await AskedAsync(project, cancel))?.To == person;

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
            ask ? [Put(new Asked(plan.To.Person, plan.From.Person, null))] : []);
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
                ProjectRows.Put(project with { Settings = plan.Changes.Count > 0 ? plan.Settings : plan.Settings with { TextEdition = plan.Settings.TextEdition + 1 } }), ProjectRows.Put(plan.To.As((plan.To.Roles & ~Roles.Lead) | Roles.Facilitator, now)),
                ProjectRows.Put(from), PersonRemoval.Remember(plan.From, now), new DeleteRow(ProjectRows.HandOver),
            ],
            [
                context.Privately(NoticeMessage.Of($"{plan.To.Name} runs {name} now. You are {(plan.Rest == Roles.None ? "off the project" : PeopleCommands.Words(plan.Rest) + " only")}.{text}")),
                new WriteToPerson(context.NewId(), plan.To.Person, NoticeMessage.Of($"{plan.From.Name} has handed {name} over: you are its facilitator now.{text} `help` shows what you can do.")),
                .. others.Select(m => new WriteToPerson(context.NewId(), m.Person, NoticeMessage.Of($"{plan.From.Name} has handed {name} over to {plan.To.Name}, who runs it now."))),
                new PostMessage(context.NewId(), project.Home, NoticeMessage.Of($"{plan.To.Name} runs the reflection of {name} now; {plan.From.Name} has handed it over.{text}")),
                new RunJob(context.NewId(), new CloseOpened(project.Id, plan.From.Person)),
            ]);
    }

    /// <summary>Where the handing over stands; null where somebody would hand over to themselves, or to nobody on the project.</summary>
    private async Task<Plan?> PlanAsync(CommandContext context, string name, CancellationToken cancel)
    {
        var members = await _projects.MembersAsync(context.Project.Id, cancel);
        var from = members.FirstOrDefault(m => m.Person == context.Person.Id);
        if (from is null || NameMatch.FindClose(members, m => m.Name, name).Found is not { } to || to.Person == from.Person)
        {
            return null;
        }

        var asked = await AskedAsync(context.Project.Id, cancel);
        var mine = asked is not null && asked.To == to.Person && asked.By == from.Person;
        var hasChat = await _removal.HasChatAsync(to, cancel);
        // In the web chat whoever has the role sees the channel.
        var inChannel = context.Project.Home.Channel == "web" ? null : await _people.GetAsync(to.Person, cancel) is { Address: { } address } ? await _roster.HasAsync(context.Project.Home, address, cancel) : null;
        return HandOverPlan.Of(context.Project, members, from, to, new(hasChat, inChannel, mine, mine && asked!.AgreedAt is not null));
    }

    private async Task<Asked?> AskedAsync(string project, CancellationToken cancel) =>
        await _store.GetAsync(Keys.Project(project), ProjectRows.HandOver, cancel) is { } row
            ? new Asked(row.Columns.NeedText("To"), row.Columns.NeedText("By"), row.Columns.Time("AgreedAt")) : null;

    private static PutRow Put(Asked asked) => new(ProjectRows.HandOver, Columns.Empty.With("To", asked.To).With("By", asked.By).With("AgreedAt", asked.AgreedAt));

    /// <summary>Who was asked by whom, and when they said yes.</summary>
    private sealed record Asked(string To, string By, DateTimeOffset? AgreedAt);
}
