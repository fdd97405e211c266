using CsCheck;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>What holds whatever people press and write, in any order.</summary>
public sealed class DialogModelTests
{
    private static readonly Gen<(int Kind, int Pick)[]> Steps = Gen.Select(Gen.Int[0, 99], Gen.Int[0, 10_000]).Array[1, 60];
    private static readonly string[] Texts = ["We met three times.", "teh dates moved", "who reads this?", "no", "   ", "", "\U0001F600", new('z', 650), new('x', 19_990), new('y', 20_001), "yes?", "next time we meet"];
    private static readonly string[] Arguments = ["1", "2", "3", "6", "9", "1 only-me", "1 topics", "1 quote-no-name", "2 quote-with-name", "3 quote-no-name", "2 facilitator ana", "all", "Evaluation", "nonsense", "", "1 only-me", "3 only-me", "2 facilitator", "1 quote-with-name", "all only-me", "all topics", "all quote-no-name"];

    private static readonly string?[] Abouts = [null, "1", "1 power hard", "1 shared-values present", "Evaluation both", "3 none", "2 skip", "all skip", "1 outcomes well"];

    [Fact]
    public void Nothing_throws_and_the_promises_hold() => Steps.Sample(steps => new World().Run(steps), iter: 1_500);

    /// <summary>A person, two rounds, and a hand that presses anything shown.</summary>
    private sealed class World
    {
        private readonly List<Button> _shown = [];
        private readonly List<FormMessage> _forms = [];
        private readonly HashSet<string> _quotesShown = [];
        private PersonState _state = PersonState.New;
        private DialogContext _context = Sample.Context([Sample.Asked(lastPlan: "share notes"), Sample.Asked("r2", "Interviews", project: Sample.Project(id: "p2", name: "Stroke"))]);
        private readonly Choices _choices = new();
        private int _messages;

        public void Run((int Kind, int Pick)[] steps)
        {
            Step(new Invited("r1"));
            Step(new Pressed(_shown.First(b => b.Label == "I agree").Action));
            Step(new Pressed(_shown.First(b => b.Label == "One at a time").Action));
            foreach (var (kind, pick) in steps)
            {
                Change(kind, pick);
                Step(Timed(Input(kind, pick), pick));
            }
        }

        private void Change(int kind, int pick)
        {
            _context = _context with { Now = _context.Now.AddSeconds(pick % 20) };
            if (kind == 97)
            {
                _context = _context with { Now = _context.Now.AddDays(pick % 5) };
            }
            if (kind == 98)
            {
                _context = _context with { Rounds = [.. _context.Rounds.Select(r => r with { Project = r.Project with { Settings = Sample.Settings with { Readers = $"Reader {pick % 3}" } } })], Printed = pick % 2 == 0 ? new HashSet<(string, QuestionId)> { ("r1", QuestionId.Description), ("r1", QuestionId.Evaluation), ("r2", QuestionId.Evaluation) } : new HashSet<(string, QuestionId)>() };
            }
        }

        private DialogInput Input(int kind, int pick) => kind switch
        {
            < 25 => Say(pick),
            < 60 => new Pressed(_shown[^(1 + (pick % Math.Min(_shown.Count, 30)))].Action) { Card = pick % 3 == 0 ? null : $"c{pick % 7}" },
            < 65 => new Typed((CollaboratorAction)(pick % Enum.GetValues<CollaboratorAction>().Length), null, Say(pick)),
            < 72 => new Typed((CollaboratorAction)(pick % Enum.GetValues<CollaboratorAction>().Length), Arguments[pick % Arguments.Length]),
            < 78 => new Typed(CollaboratorAction.Undo),
            < 82 => new Edited($"m{pick % (_messages + 3)}", Texts[pick % Texts.Length], _context.Now),
            < 85 => new Deleted($"m{pick % (_messages + 3)}", _context.Now),
            < 91 when _forms.Count > 0 => new FilledForm(Of(_forms[^(1 + (pick % Math.Min(3, _forms.Count)))], pick), _forms[^1].Fields.ToDictionary(f => f.Id, f => (pick + f.Id.Length) % 3 == 0 ? f.Value : Texts[(pick + f.Id.Length) % Texts.Length])),
            91 => new Invited(pick % 2 == 0 ? "r1" : "r2"),
            92 when pick % 2 == 0 && Approved() is { } quoted => new QuoteDropped(quoted.Round, quoted.Answer.Stage, quoted.Answer.ApprovedQuote!),
            92 => new Reminded("r1"),
            98 when Approved() is { } quoted => new QuoteCheckDue(quoted.Round, quoted.Answer.Stage, pick % 5 == 0 ? "Other words." : quoted.Answer.ApprovedQuote!, _context.Now.AddDays(3), _context.Now.AddDays(4)),
            93 when pick % 2 == 0 => new Typed(CollaboratorAction.About, Abouts[pick / 2 % Abouts.Length]),
            93 => new ClosingSoon("r1"),
            94 => new Typed(CollaboratorAction.ContactMe, pick % 2 == 0 ? "Sam Okoro" : null),
            95 when !_context.Rounds[0].Round.IsOpenAt(_context.Now) => new RoundClosed("r1"),
            96 => new Pressed(new("nonsense", "r9", "x", pick)),
            97 => new DidElse(pick % 2 == 0),
            _ => new Typed(pick % 2 == 0 ? CollaboratorAction.Review : CollaboratorAction.Submit),
        };

        private (string Round, Answer Answer)? Approved() =>
            _state.Reflections.Values.SelectMany(r => r.Answers.Values.Select(a => (r.Round, Answer: a))).LastOrDefault(a => a.Answer.ApprovedQuote is not null) is { Answer: not null } quoted ? quoted : null;

        private static ButtonAction Of(FormMessage form, int pick) => pick % 2 == 0 ? form.Submit.Action : form.Buttons[pick % form.Buttons.Count].Action;

        /// <summary>Most of what people do has a time; now and then another chat's, or none.</summary>
        private DialogInput Timed(DialogInput input, int pick) => input is Invited or Reminded or ClosingSoon or RoundClosed or QuoteDropped or QuoteCheckDue || pick % 17 == 0 ? input
            : input with { When = new(pick % 23 == 0 ? "elsewhere" : "chat", (input as TextReceived ?? (input as Typed)?.Message)?.At ?? _context.Now) };

        private TextReceived Say(int pick) => new($"m{++_messages}", Texts[pick % Texts.Length], _context.Now.AddSeconds(pick % 5 == 0 ? -30 : (pick % 7) - 3), pick % 50 == 0 ? 1 : 0) { Resembles = pick % 11 == 0 ? "next" : pick % 29 == 0 ? "status" : pick % 31 == 0 ? "" : pick % 37 == 0 ? "share 1 only-me" : null };

        private void Step(DialogInput input)
        {
            var before = _state;
            var step = ReflectionDialog.Step(before, input, _context);
            _state = step.State;
            Promises.Texts(before, input, _state, _context);
            Promises.Consent(before, step, _context);
            Promises.Quotes(before, input, _state, _quotesShown, _context);
            Promises.Undone(before, step);
            Promises.Tightened(before, input, step, _context);
            Promises.Over(step, DialogModelTests.Texts);
            _choices.Follow(before, input, _state);
            Promises.IsIn(step);
            Promises.Submission(step, _context);
            Promises.Released(before, step);
            Promises.About(before, input, _state);
            Promises.Confirmed(before, input, _state);
            Promises.Undo(before, input, _state, _context);
            Promises.Rows(_state);
            Show(step);
        }

        private void Show(DialogStep step)
        {
            var messages = step.Effects.Select(e => e switch { DialogEffect.Say s => s.Message, DialogEffect.Changed c => c.Message, _ => null }).OfType<OutboundMessage>().ToList();
            foreach (var message in messages)
            {
                Assert.All(Chat.Buttons(message), Leads);
                Assert.All(Chat.Buttons(message), b => Assert.InRange(b.Label.Length, 1, 75));
                _shown.AddRange(Chat.Buttons(message));
                _quotesShown.UnionWith(message is ReviewMessage review ? review.Items.Select(i => i.Quote).OfType<string>() : []);
            }
            _forms.AddRange(messages.OfType<FormMessage>());
        }

        private void Leads(Button button)
        {
            DialogInput press = button.Action.Verb == "save" || button.Action.Form is not null ? new FilledForm(button.Action, new Dictionary<string, string>()) : new Pressed(button.Action);
            var said = ReflectionDialog.Step(_state, press, _context).Effects.OfType<DialogEffect.Say>().Select(s => Chat.Plain(s.Message)).ToList();
            Assert.NotEmpty(said);
            Assert.DoesNotContain(said, s => s.Contains("belongs to something earlier", StringComparison.Ordinal) || s.Contains("do not know that button", StringComparison.Ordinal)
                || s.Contains("no longer waiting", StringComparison.Ordinal) || s.Contains("done something else since", StringComparison.Ordinal));
        }
    }
}
