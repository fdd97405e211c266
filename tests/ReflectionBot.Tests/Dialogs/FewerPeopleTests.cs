using CsCheck;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>Showing an answer to fewer people works at any time: away from a project, back on it, taken off, closed, on another one (trust rule 7).</summary>
public sealed class FewerPeopleTests
{
    private static readonly Gen<(int Kind, int Pick)[]> Steps = Gen.Select(Gen.Int[0, 99], Gen.Int[0, 10_000]).Array[1, 50];
    private static readonly string[] Wider = ["topics", "quote-no-name", "quote-with-name", "facilitator"];
    private static readonly string[] Projects = ["p1", "p2"];

    [Fact]
    public void Words_that_show_an_answer_to_fewer_people_are_carried_out_anywhere() => Steps.Sample(steps => new World().Run(steps), iter: 2_000);

    [Fact]
    public void After_leaving_and_coming_back_an_answer_becomes_only_me() => InTheirProject().Play("""
        you: leave project
        bot: Leave Housing priorities?
        you: yes
        bot: You have left Housing priorities
        you: don't quote 1
        bot: Housing priorities, Focus groups complete, 1 Description: topics to the team.
        you: share 1 quote no name
        bot: Housing priorities, Focus groups complete, 1 Description stays as it is: topics to the team. You have left Housing priorities, so nothing you wrote there is shown to more people. To be on it again, write `come back`.
        you: share 1
        bot: Who may see Housing priorities, Focus groups complete, 1 Description
        not: [quote, no name]
        you: [me and Ana]
        bot: Housing priorities, Focus groups complete, 1 Description: me and Ana.
        """).Take(new CameBack("p1", "Housing priorities")).Play("""
        bot: You are on Housing priorities again
        you: share 1 only me
        bot: Housing priorities, Focus groups complete, 1 Description: only me. Nobody else sees it here
        bot: Your reflection - 1 answered
        you: share 1 topics
        bot: 1 Description: topics to the team.
        bot: Your reflection
        """);

    [Fact]
    public void After_coming_back_the_words_about_ones_reflection_find_it()
    {
        foreach (var (word, reply) in new[] { ("review", "Your reflection - 1 answered"), ("edit 1", "1 Description Change it here and save."), ("don't quote", "1 Description: topics"), ("share all only me", "All your answers on Focus groups complete (Housing priorities): only me."), ("share only me", "1 Description: only me."), ("only me", "1 Description: only me."), ("withdraw 1", "Taken back: your answer to question 1 on Focus groups complete") })
        {
            InTheirProject().Play("""
                you: leave project
                bot: Leave
                you: yes
                bot: You have left
                """).Take(new CameBack("p1", "Housing priorities")).Any().Play($"""
                you: {word}
                bot: {reply}
                """, more: true);
        }
    }

    [Fact]
    public void Off_a_project_and_where_it_has_closed_the_reply_says_why_nothing_is_shown_to_more_people()
    {
        var off = InTheirProject();
        off.Context = off.Context with { Rounds = [.. off.Context.Rounds.Select(r => r with { IsMember = false, IsCollaborator = false })] };
        off.Play("""
            you: share 1 only me
            bot: 1 Description: only me.
            you: share 1 topics
            bot: 1 Description stays as it is: only me. You are not asked on Housing priorities any more
            """);
        var closed = InTheirProject();
        closed.Context = closed.Context with { Rounds = [.. closed.Context.Rounds.Select(r => r with { Project = r.Project with { ClosedAt = closed.Context.Now } })] };
        closed.Play("""
            you: share 1 quote with my name
            bot: 1 Description stays as it is: quote, no name. Housing priorities is closed, so nothing there is shown to more people.
            """);
        InTheirProject().Play("""
            clock: +20
            you: share all topics
            bot: All your answers here: topics to the team.
            you: share 1 quote no name
            bot: 1 Description stays as it is: topics to the team. The questions on Focus groups complete closed on
            """);
    }

    [Fact]
    public void Where_nobody_can_tell_which_project_is_meant_it_is_asked()
    {
        var chat = InTwoProjects();
        chat.Play("""
            you: share 1 only me
            bot: In which round? Nothing has changed yet.
            and: [Housing priorities: Focus groups complete] [Stroke: Interviews]
            you: [Housing priorities: Focus groups complete]
            bot: Housing priorities, Focus groups complete, 1 Description: only me.
            you: withdraw 1
            bot: In which round? Nothing has changed yet.
            """);
        Assert.Equal(SharingChoice.QuoteNoName, chat.State.Reflections["r3"].Of(QuestionId.Description)!.Choice);
    }

    [Fact]
    public void A_quote_by_a_number_that_is_nowhere_is_looked_for_where_there_are_quotes() => InTwoProjects().Play("""
        you: don't quote 3
        bot: In which round? Nothing has changed yet.
        you: [Stroke: Interviews]
        bot: Which quote? Write
        and: [1 Description]
        """);

    /// <summary>The same answer with the same quote in two projects, and on neither now.</summary>
    private static Chat InTwoProjects()
    {
        var chat = InTheirProject();
        chat.State = chat.State with { Session = chat.State.Session with { Round = null, Phase = Phase.Idle, Left = ["p1"] }, Reflections = chat.State.Reflections.SetItem("r3", chat.Reflection with { Project = "p2", Round = "r3" }) };
        chat.Context = chat.Context with { Rounds = [.. chat.Context.Rounds, Sample.Asked("r3", "Interviews", project: Sample.Project(id: "p2", name: "Stroke"))] };
        return chat;
    }

    /// <summary>One answer, handed in, with a quote that its author has approved.</summary>
    private static Chat InTheirProject() => Chat.Asking().Play("""
        you: We agreed the agenda together.
        bot: Saved.
        you: share 1 quote no name
        bot: quote, no name
        bot: Your reflection
        you: quote 1
        bot: It will be quoted exactly so
        bot: Your reflection
        you: submit
        bot: Your reflection is in.
        """);

    private sealed class World
    {
        private readonly List<Button> _shown = [];
        private PersonState _state = PersonState.New;
        private DialogContext _context = Sample.Context([Sample.Asked(), Sample.Asked("r2", "Interviews"), Sample.Asked("r3", "Kick-off", project: Sample.Project(id: "p2", name: "Stroke"))]) with { IsSeveral = true };
        private int _messages;

        public void Run((int Kind, int Pick)[] steps)
        {
            foreach (var round in new[] { "r1", "r2", "r3" })
            {
                Step(new Invited(round));
                Step(new Typed(CollaboratorAction.Open, null) { In = _context.Rounds.First(r => r.Round.Id == round).Project.Id });
                Step(new Pressed(new(CollaboratorAction.Open.Verb(), round)));
                Step(new Typed(CollaboratorAction.Agree));
                Step(new Typed(CollaboratorAction.OneAtATime));
                Say();
            }
            foreach (var (kind, pick) in steps)
            {
                Do(kind, pick);
            }
        }

        private void Do(int kind, int pick)
        {
            var project = Projects[pick % 2];
            switch (kind)
            {
                case < 20: Step(new Typed(CollaboratorAction.Share, $"{1 + (pick % 3)} only-me") { In = pick % 7 == 0 ? project : null }); break;
                case < 28: Step(new Typed(CollaboratorAction.DontQuote, $"{1 + (pick % 2)}")); break;
                case < 32: Step(new Typed(CollaboratorAction.Share, "all only-me")); break;
                case < 42: Step(new Typed(CollaboratorAction.Share, $"{1 + (pick % 3)} {Wider[pick % Wider.Length]}")); break;
                case < 46: Step(new Typed(CollaboratorAction.Quote, "1")); break;
                case < 52: Step(new Typed(CollaboratorAction.LeaveProject)); Step(new Typed(CollaboratorAction.Yes)); break;
                case < 58: Step(new CameBack(project, project)); break;
                case < 63: Step(new WentTo(project, project)); break;
                case < 66: Change(project, r => r with { Project = r.Project with { ClosedAt = r.Project.ClosedAt is null ? _context.Now : null } }); break;
                case < 70: Change(project, r => r with { IsMember = !r.IsMember, IsCollaborator = !r.IsMember }); break;
                case < 72: _context = _context with { Now = _context.Now.AddDays(4) }; break;
                case < 75: _context = _context with { IsSeveral = !_context.IsSeveral, Chosen = pick % 3 == 0 ? project : null }; break;
                case < 80: Step(new Typed(CollaboratorAction.Submit)); Step(new Typed(CollaboratorAction.Submit)); break;
                case < 84: Say(); break;
                case < 87: Step(new Typed(CollaboratorAction.Next)); break;
                case < 90: Step(new Typed(CollaboratorAction.Undo)); break;
                case < 92: Step(new Typed(CollaboratorAction.Withdraw, "1")); break;
                default: Step(new Pressed(_shown[^(1 + (pick % Math.Min(_shown.Count, 40)))].Action)); break;
            }
        }

        private void Change(string project, Func<AskedRound, AskedRound> change) =>
            _context = _context with { Rounds = [.. _context.Rounds.Select(r => r.Project.Id == project ? change(r) : r)] };

        private void Say() => Step(new TextReceived($"m{++_messages}", "We agreed the agenda.", _context.Now.AddSeconds(_messages)));

        private void Step(DialogInput input)
        {
            var before = _state;
            var step = ReflectionDialog.Step(before, input, _context);
            _state = step.State;
            _shown.AddRange(step.Effects.OfType<DialogEffect.Say>().SelectMany(s => Chat.Buttons(s.Message)));
            Promises.Tightened(before, input, step, _context);
        }
    }
}
