namespace ReflectionBot.EndToEnd.Newcomer;

/// <summary>One line or file that is written to add something.</summary>
/// <param name="File">From the project's root.</param>
/// <param name="Text">A whole new file; or what is put into one that is there.</param>
/// <param name="After">The line behind which it is put; null for a new file.</param>
public sealed record Writing(string File, string Text, string? After = null);

/// <summary>Something that is added to the bot as CONTRIBUTING says: a made-up tea break, of which nothing is known anywhere else.</summary>
/// <param name="Row">The row of CONTRIBUTING's table that is followed.</param>
/// <param name="Written">All that is written for it.</param>
public sealed record Addition(string Row, IReadOnlyList<Writing> Written)
{
    private const string Outbound = "src/ReflectionBot.Core/Chat/OutboundMessage.cs";

    /// <summary>A command, work for later, a message and a question set.</summary>
    public static IReadOnlyList<Addition> All { get; } =
    [
        new("a sentence",
        [
            new("src/ReflectionBot.Application/Wording/RoundCommandWording.resx", """
                  <data name="PutsTheKettleOn" xml:space="preserve"><value>Puts the kettle on.</value></data>
                """, "</resheader>"),
        ]),
        new("a command",
        [
            new("src/ReflectionBot.Application/Commands/Rounds/DrinkTea.cs", """
                using ReflectionBot.Application.Delivery;
                using ReflectionBot.Application.Wording;
                using ReflectionBot.Core.Projects;

                namespace ReflectionBot.Application.Commands.Rounds;

                public sealed record DrinkTea : Command, ITypedCommand
                {
                    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
                    [
                        CommandSpec.Alone("tea", () => RoundCommandWording.PutsTheKettleOn, Roles.Facilitator, CommandGroup.Rounds, new DrinkTea(), []),
                    ];
                }

                public sealed class DrinkTeaHandler : ICommandHandler<DrinkTea>
                {
                    public Task<CommandResult> HandleAsync(CommandContext context, DrinkTea command, CancellationToken cancel) =>
                        Task.FromResult(new CommandResult([], [new RunJob(context.NewId(), new BrewTea(context.Project.Id))]));
                }
                """),
        ]),
        new("work for later",
        [
            new("src/ReflectionBot.Application/Delivery/Job.cs", """
                [JsonDerivedType(typeof(BrewTea), "tea")]
                """, "[JsonDerivedType(typeof(GreetPlace), \"greet\")]"),
            new("src/ReflectionBot.Application/Rounds/BrewTeaJob.cs", """
                using ReflectionBot.Application.Delivery;
                using ReflectionBot.Application.Stores;
                using ReflectionBot.Application.Tables;
                using ReflectionBot.Core.Chat;

                namespace ReflectionBot.Application.Delivery
                {
                    public sealed record BrewTea(string Project) : Job;
                }

                namespace ReflectionBot.Application.Rounds
                {
                    public sealed class BrewTeaJob(ProjectStore projects, UnitOfWork unitOfWork, TimeProvider time) : IJobHandler<BrewTea>
                    {
                        public async Task RunAsync(BrewTea job, CancellationToken cancel)
                        {
                            if (await projects.FindAsync(job.Project, cancel) is { } project)
                            {
                                var post = new PostMessage(Ids.New(time), project.Home, new TeaMessage("The tea is ready", ["with milk", "without"]));
                                await unitOfWork.CommitOnceAsync(Keys.Project(project.Id), "tea", () => Task.FromResult<PartitionChange?>(new([], [post])), cancel);
                            }
                        }
                    }
                }
                """),
        ]),
        new("a kind of message",
        [
            new(Outbound, """
                [JsonDerivedType(typeof(TeaMessage), "tea")]
                """, "[JsonDerivedType(typeof(PersonMessage), \"person\")]"),
            new("src/ReflectionBot.Core/Chat/TeaMessage.cs", """
                namespace ReflectionBot.Core.Chat;

                public sealed record TeaMessage(string Title, IReadOnlyList<string> Cups) : OutboundMessage
                {
                    public override string Summary => "Tea";
                }
                """),
            new("src/ReflectionBot/Channels/Activities/PlainTextRenderer.cs", """
                            TeaMessage m => [m.Title, .. m.Cups],
                """, "RoundStatusMessage m => [m.Title, .. m.Lines, Row(m.Buttons)],"),
            new("src/ReflectionBot/Channels/Activities/AdaptiveCardRenderer.cs", """
                            case TeaMessage m: card.FixedHeading(m.Title); foreach (var cup in m.Cups) { card.Sentence(cup); } break;
                """, "case RoundStatusMessage m: Status(card, m); break;"),
            new("src/ReflectionBot/Channels/Slack/Blocks/Pieces/MessagePieces.cs", """
                            case TeaMessage m: Lines(to, m.Title, m.Cups, []); break;
                """, "case RoundStatusMessage m: Lines(to, m.Title, m.Lines, m.Buttons); break;"),
        ]),
        new("a question set",
        [
            new("src/ReflectionBot.Core/Reflections/QuestionSets/tea-en.json", """
                {
                  "id": "tea-en",
                  "language": "en",
                  "typing": "Type, or use your keyboard's microphone.",
                  "questions": [
                    { "stage": "Leaves", "name": "Leaves", "label": "Which tea did you drink?", "help": "Any is fine.", "opening": "I drank ..." },
                    { "stage": "ActionPlan", "name": "Next cup", "label": "Which one would you try next?", "help": "One is enough.", "opening": "Next I would try ..." }
                  ],
                  "full": ["Leaves", "ActionPlan"],
                  "short": ["ActionPlan"],
                  "optional": []
                }
                """),
        ]),
    ];

    /// <summary>Writes it into a copy of the sources.</summary>
    public void WriteInto(string root)
    {
        foreach (var writing in Written)
        {
            var path = Path.Combine(root, writing.File);
            if (writing.After is not { } after)
            {
                Assert.False(File.Exists(path), $"{writing.File} is there already");
                File.WriteAllText(path, writing.Text);
                continue;
            }

            var lines = File.ReadAllLines(path).ToList();
            var at = lines.FindLastIndex(l => l.Contains(after, StringComparison.Ordinal));
            Assert.True(at >= 0, $"{writing.File} has no line with {after}");
            lines.Insert(at + 1, writing.Text);
            File.WriteAllLines(path, lines);
        }
    }
}
