using System.Globalization;
using NodaTime;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Turns.Direct;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using DirectText = ReflectionBot.Application.Turns.Direct.DirectText;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>
/// Plays a conversation written as a chat. Every message of the bot must be expected, in order.
/// <code>
/// you: text            says it (words are read as words; `(carries out ...)` stands for a command); messages are m1, m2, ...
/// you: [Label]         presses the button of that label shown last
/// file: text           says it with a file
/// edits: m1 = text     deletes: m1
/// fills: Evaluation = text; ActionPlan =   (and [Save]; or another button, named at the end: ; [Pause])
/// round: opens r1 | reminds r1 | closing r1 | closed r1
/// clock: +3            days
/// bot: words           the next message has these words, or what a message is changed to; * for any; - for no message left
/// changes: words       the last step changed a message to these words
/// and: words           so has the same message
/// not: words           and not these
/// does: Submitted      the last step had this effect
/// over: words          a card has these words from now on, and no buttons
/// </code>
/// </summary>
internal sealed class Chat
{
    private readonly List<string> _log = [];
    private readonly Queue<OutboundMessage> _waiting = new();
    private readonly List<OutboundMessage> _shown = [];
    private IReadOnlyList<DialogEffect> _effects = [];
    private string _last = "";
    private int _messages;

    public PersonState State { get; set; } = PersonState.New;

    public DialogContext Context { get; set; } = Sample.Context([Sample.Asked()]);

    public IReadOnlyList<OutboundMessage> Shown => _shown;

    public Reflection Reflection => State.Reflections["r1"];

    public IReadOnlyList<DialogEffect> Effects => _effects;

    /// <summary>A chat in which the consent is given and the first of six questions is asked.</summary>
    public static Chat Asking(DialogContext? context = null)
    {
        var chat = new Chat();
        chat.Context = context ?? chat.Context;
        return chat.Play("""
            round: opens r1
            bot: Before you start
            you: [I agree]
            bot: Six questions
            you: [One at a time]
            bot: *
            """);
    }

    /// <summary>The same chat going another way, some days later.</summary>
    public Chat Fork(int days) => new() { State = State, Context = Context with { Now = Context.Now.AddDays(days) }, _messages = _messages };

    /// <param name="script">As above.</param>
    /// <param name="more">The bot may say more than the script expects.</param>
    public Chat Play(string script, bool more = false)
    {
        foreach (var line in script.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0))
        {
            _log.Add(line);
            var (who, what) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            switch (who)
            {
                case "bot" when what == "-": Assert.True(_waiting.Count == 0, Told("expected nothing more")); break;
                case "bot": Expect(what); break;
                case "and": Assert.True(_last.Contains(what, StringComparison.Ordinal), Told($"no \"{what}\" in: {_last}")); break;
                case "not": Assert.False(_last.Contains(what, StringComparison.Ordinal), Told($"\"{what}\" in: {_last}")); break;
                case "over": Assert.True(_effects.OfType<DialogEffect.CardOver>().Any(e => Plain(e.Message).Contains(what, StringComparison.Ordinal)), Told($"no card over with {what} among {string.Join(", ", _effects.OfType<DialogEffect.CardOver>().Select(e => Plain(e.Message)))}")); break;
                case "changes": Assert.Contains(_effects.OfType<DialogEffect.Changed>(), e => Plain(e.Message).Contains(what, StringComparison.Ordinal)); break;
                case "does": Assert.True(_effects.Any(e => e.ToString()!.StartsWith(what, StringComparison.Ordinal)), Told($"no {what} among {string.Join(", ", _effects.Where(e => e is not DialogEffect.Say))}")); break;
                case "clock": Context = Context with { Now = Context.Now.AddDays(int.Parse(what, CultureInfo.InvariantCulture)) }; break;
                case "you" when !what.StartsWith('['): Hear(Message(what)); break;
                default: Take(Input(who, what)); break;
            }
        }
        Assert.True(more || _waiting.Count == 0, Told("the bot said more than expected"));
        return this;
    }

    public Chat Take(DialogInput input)
    {
        Assert.True(_waiting.Count == 0, Told($"the bot said more than expected: {(_waiting.Count > 0 ? Plain(_waiting.Peek()) : "")}"));
        var step = ReflectionDialog.Step(State, input, Context);
        (State, _effects) = (step.State, step.Effects);
        foreach (var message in step.Effects.Select(e => e switch { DialogEffect.Say s => s.Message, DialogEffect.Changed c => c.Message, _ => null }).OfType<OutboundMessage>())
        {
            _waiting.Enqueue(message);
            _shown.Add(message);
        }
        return this;
    }

    public Button Button(string label) => _shown.AsEnumerable().Reverse().SelectMany(m => Buttons(m).Reverse()).FirstOrDefault(b => b.Label == label) ?? throw new InvalidOperationException(Told($"no button [{label}]"));

    public TextReceived Message(string text, int files = 0) => new($"m{++_messages}", text, Context.Now.AddSeconds(_messages), files);

    public Chat Any()
    {
        _waiting.Clear();
        return this;
    }

    public static IEnumerable<Button> Buttons(OutboundMessage message) => message switch
    {
        NoticeMessage m => m.Buttons,
        ConsentMessage m => m.Buttons,
        QuestionMessage m => m.Buttons,
        FormMessage m => [.. m.Buttons, m.Submit],
        ReviewMessage m => [.. m.Items.SelectMany(i => i.Buttons), .. m.Buttons],
        _ => [],
    };

    public static string Plain(OutboundMessage message)
    {
        var text = message switch
        {
            NoticeMessage m => $"{m.Title} {string.Join(' ', m.Paragraphs)}",
            ConsentMessage m => $"{m.Title} {string.Join(' ', m.Paragraphs.Select(p => $"{p.Heading} {p.Text}"))}",
            QuestionMessage m => $"{m.Before} {m.Number} of {m.Total} {m.Label} ({m.StageName}) {m.Help} {m.Opening} draft<{m.Draft}>",
            FormMessage m => $"{m.Title} {m.Intro} {string.Join(' ', m.Fields.Select(f => $"{f.Id}<{f.Value}>"))}",
            ReviewMessage m => $"{m.Title} {string.Join(' ', m.Items.Select(i => $"{i.Heading}: {i.Text} ({i.WhoSees}) quote<{i.Quote}> {i.QuoteNote}"))} {m.Footer}",
            _ => message.Summary,
        };
        return $"{text} {string.Join(' ', Buttons(message).Select(b => $"[{b.Label}]"))}";
    }

    private DialogInput Input(string who, string what) => (who, what.Split(' ')) switch
    {
        ("you", _) => new Pressed(Button(what.Trim('[', ']')).Action) { Card = "card", When = new("chat", Context.Now.AddSeconds(_messages)) },
        ("file", _) => Message(what, 1),
        ("edits", [var id, ..]) => new Edited(id, what[(what.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim(), Context.Now) { When = new("chat", Context.Now.AddSeconds(_messages)) },
        ("deletes", [var id]) => new Deleted(id) { When = new("chat", Context.Now.AddSeconds(_messages)) },
        ("fills", _) => Fill(what),
        ("round", ["opens", var id]) => new Invited(id),
        ("round", ["reminds", var id]) => new Reminded(id),
        ("round", ["closing", var id]) => new ClosingSoon(id),
        ("round", ["closed", var id]) => new RoundClosed(id),
        _ => throw new InvalidOperationException(Told($"I cannot play \"{who}\"")),
    };

    /// <summary>Takes a text as a direct chat does.</summary>
    public void Hear(TextReceived said)
    {
        switch (DirectText.Read(said.Text, said, State.Session, Roles.Collaborator, LocalDate.FromDateTime(Context.Now.UtcDateTime), new("chat", said.At)))
        {
            case DirectText.ForDialog dialog: Take(dialog.Input with { When = new("chat", said.At) }); break;
            case DirectText.Greeting: Take(new Typed(CollaboratorAction.Open)); break;
            case DirectText.Reply reply: Reply(reply.Message); break;
            case DirectText.Help help: Reply(HelpText.For(new HelpNow(Roles.Collaborator) { Phase = State.Session.Phase }, shared: false, help.About)); break;
            case DirectText.ForCommand desk: Reply(NoticeMessage.Of($"(carries out `{desk.Spec.Name}`)")); break;
        }
    }

    private void Reply(NoticeMessage message)
    {
        Assert.True(_waiting.Count == 0, Told("the bot said more than expected"));
        _effects = [];
        _waiting.Enqueue(message);
        _shown.Add(message);
    }

    private FilledForm Fill(string what)
    {
        var form = _shown.OfType<FormMessage>().Last();
        var fields = form.Fields.ToDictionary(f => f.Id, f => f.Value);
        var parts = what.Split(';', StringSplitOptions.TrimEntries);
        foreach (var pair in parts.Where(p => !p.StartsWith('[')).Select(p => p.Split('=', 2)))
        {
            fields[pair[0].Trim()] = pair[1].Trim();
        }
        return new(parts[^1].StartsWith('[') ? form.Buttons.First(b => b.Label == parts[^1].Trim('[', ']')).Action : form.Submit.Action, fields);
    }

    private void Expect(string words)
    {
        Assert.True(_waiting.Count > 0, Told("the bot said nothing"));
        _last = Plain(_waiting.Dequeue());
        Assert.True(words == "*" || _last.Contains(words, StringComparison.Ordinal), Told($"it said: {_last}"));
    }

    private string Told(string what) => $"{what}\nafter:\n  {string.Join("\n  ", _log.TakeLast(12))}";
}
