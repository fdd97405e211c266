namespace ReflectionBot.Tests.Rounds.Play;

/// <summary>
/// Plays a round written as a chat. Every new message of the bot in a chat that the script reads must be expected there, in order.
/// <code>
/// channel> ana: start "Focus groups complete"     somebody writes in a channel (channel, empty)
/// amir> I agree                                   somebody writes in their own chat
/// amir> [Next]                                    presses the newest button of that label; [Edit] 2 the second one on that message;
///                                                 old [Next] the oldest one
/// amir> fills Description = We met; Feelings =    sends the newest form
/// amir> edits "We met" to "We met twice"          amir> deletes "We met"     amir> sends a file "listen"     amir> writes 20000 characters
/// maya> joins                                     opens the newest link that anybody was shown
/// amir&lt; Six questions                              the next message of the bot has these words
/// amir&lt;~ words                                     the next thing is a change of an earlier message, to these words
/// amir&lt;= words                                     the newest message there with these words, as it stands now: read or not, in whatever order
/// amir&lt; ...                                        lets pass whatever is new        amir&lt; -     nothing is new
/// amir&lt; shut                                       the chat does not open any more
///   &amp; words     ! words                             and so has the same message; and it has not these
/// mail maya&lt; Questions are open                    the next letter to maya@example.org has these words; mail maya&lt; - there is none
/// mail maya> [Yes, write to me]                   presses on the page that the newest letter leads to; [Stop] is the mail program's own button
/// time> 6 days                                    lets time pass
/// </code>
/// </summary>
public sealed partial class Script(IChatDriver chat, TestBot bot)
{
    private static readonly string[] Channels = ["housing", "empty"];

    private readonly Dictionary<string, Queue<Seen>> _new = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Seen>> _shown = new(StringComparer.Ordinal);
    private readonly List<string> _log = [];
    private readonly List<string> _links = [];
    private readonly HashSet<string> _bare = new(StringComparer.Ordinal); // Changes that took the buttons away and nothing else.
    private Seen? _last;

    /// <summary>People's boxes, for scripts that speak of mail.</summary>
    public IMailDriver? Mail { get; set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Plays lines; can be called again to go on.</summary>
    public async Task PlayAsync(string script)
    {
        foreach (var line in script.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            _log.Add(line);
            try
            {
                await LineAsync(line);
            }
            catch (DriverRefusedException e)
            {
                Assert.Fail(Told(e.Message));
            }
        }

        foreach (var place in _new.Keys)
        {
            await NothingLeftAsync(place);
        }
    }

    /// <summary>Everything of the bot that stands in a chat, read to its end.</summary>
    public async Task<IReadOnlyList<Seen>> HistoryAsync(string place)
    {
        await ReadAsync(place);
        return _shown[place];
    }

    private async Task LineAsync(string line)
    {
        if (line[0] is '&' or '!')
        {
            var words = line[1..].Trim();
            Assert.True(_last is not null && _last.Text.Contains(words, StringComparison.Ordinal) == (line[0] == '&'), Told($"it said: {_last?.Text}"));
        }
        else if (line.StartsWith("time>", StringComparison.Ordinal))
        {
            await bot.PassAsync(line[5..].Trim());
        }
        else if (Letter().Match(line) is { Success: true } letter && Mail is { } mail)
        {
            await LetterAsync(mail, letter.Groups["who"].Value, letter.Groups["way"].Value == ">", letter.Groups["what"].Value.Trim());
        }
        else if (Step().Match(line) is { Success: true } step)
        {
            var (place, what) = (step.Groups["place"].Value == "channel" ? "housing" : step.Groups["place"].Value, step.Groups["what"].Value.Trim());
            await (step.Groups["way"].Value switch { ">" => ActAsync(place, what), "<=" => StandsAsync(place, what), var way => ExpectAsync(place, way == "<~", what) });
        }
        else
        {
            Assert.Fail(Told("I cannot play this line"));
        }
    }

    private async Task LetterAsync(IMailDriver mail, string who, bool press, string what)
    {
        await bot.SettleAsync();
        if (press)
        {
            var page = await mail.PressAsync(who, what.Trim('[', ']'), Cancel);
            _links.AddRange(LinkIn().Matches(page).Select(l => l.Value));
            _last = new Seen("", true, null, page, [], new Dictionary<string, string>());
            await bot.SettleAsync();
            return;
        }

        var letter = mail.Next(who);
        if (what == "-")
        {
            Assert.True(letter is null, Told($"a letter to {who}: {letter}"));
            return;
        }

        Assert.True(letter?.Contains(what, StringComparison.Ordinal) == true, Told($"the letter to {who}: {letter ?? "none"}"));
        _last = new Seen("", true, null, letter!, [], new Dictionary<string, string>());
    }

    private async Task ActAsync(string place, string what)
    {
        if (_new.ContainsKey(place))
        {
            await NothingLeftAsync(place);
        }

        var seat = new Seat(place);
        if (Channels.Contains(place))
        {
            var colon = what.IndexOf(':', StringComparison.Ordinal);
            (seat, what) = (new Seat(what[..colon].Trim(), place), what[(colon + 1)..].Trim());
        }

        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        await DoAsync(seat, place, what);
        await bot.SettleAsync();
    }

    private async Task DoAsync(Seat seat, string place, string what)
    {
        if (Press().Match(what) is { Success: true } press)
        {
            await PressAsync(seat, place, press.Groups["label"].Value, press.Groups["old"].Success, press.Groups["nth"].Success ? int.Parse(press.Groups["nth"].Value, null) : 1);
        }
        else if (what.StartsWith("fills ", StringComparison.Ordinal))
        {
            await FillAsync(seat, place, what[6..]);
        }
        else if (Edit().Match(what) is { Success: true } edit)
        {
            await chat.EditAsync(seat, await OwnAsync(place, edit.Groups["from"].Value), edit.Groups["to"].Value, Cancel);
        }
        else if (what.StartsWith("deletes \"", StringComparison.Ordinal))
        {
            await chat.DeleteAsync(seat, await OwnAsync(place, what["deletes ".Length..].Trim('"')), Cancel);
        }
        else if (Long().Match(what) is { Success: true } much)
        {
            await chat.SayAsync(seat, string.Concat(Enumerable.Repeat("We met. ", int.Parse(much.Groups["n"].Value, null) / 8)), 0, Cancel);
        }
        else if (what == "joins")
        {
            await chat.JoinAsync(place, Link(), Cancel);
        }
        else
        {
            var file = what.StartsWith("sends a file", StringComparison.Ordinal);
            await chat.SayAsync(seat, file ? what["sends a file".Length..].Trim().Trim('"') : what.Replace("\\n", "\n", StringComparison.Ordinal), file ? 1 : 0, Cancel);
        }
    }

    private async Task PressAsync(Seat seat, string place, string label, bool old, int nth)
    {
        await ReadAsync(place);
        var having = _shown[place].Where(m => m.FromBot && m.Buttons.Any(b => b.Label == label)).ToList();
        Assert.True(having.Count > 0, Told($"no button [{label}]"));
        var message = old ? having[0] : having[^1];
        var button = message.Buttons.Where(b => b.Label == label).ElementAtOrDefault(nth - 1);
        Assert.True(button is not null, Told($"no {nth}th button [{label}]"));
        await chat.PressAsync(seat, message, button, button.SendsFields ? message.Fields : new Dictionary<string, string>(), Cancel);
    }

    private async Task FillAsync(Seat seat, string place, string what)
    {
        await ReadAsync(place);
        var form = _shown[place].LastOrDefault(m => m.Fields.Count > 0);
        Assert.True(form is not null, Told("no form"));
        var fields = form.Fields.ToDictionary();
        var parts = what.Split(';', StringSplitOptions.TrimEntries);
        var label = parts[^1].StartsWith('[') ? parts[^1].Trim('[', ']') : null;
        foreach (var pair in parts.Take(parts.Length - (label is null ? 0 : 1)).Select(p => p.Split('=', 2)))
        {
            Assert.True(fields.ContainsKey(pair[0].Trim()), Told($"no field {pair[0].Trim()} among {string.Join(", ", fields.Keys)}"));
            fields[pair[0].Trim()] = pair[1].Trim();
        }

        await chat.PressAsync(seat, form, form.Buttons.First(b => b.SendsFields && (label is null || b.Label == label)), fields, Cancel);
    }

    private async Task ExpectAsync(string place, bool change, string words)
    {
        if (words == "shut")
        {
            await Assert.ThrowsAsync<DriverRefusedException>(() => chat.ReadAsync(new Seat(place), Cancel));
            _new.Remove(place);
            return;
        }

        await ReadAsync(place);
        var waiting = _new[place];
        switch (words)
        {
            case "...":
                waiting.Clear();
                break;
            case "-":
                await NothingLeftAsync(place);
                break;
            default:
                DropPassing(waiting, change ? words : null);
                Assert.True(waiting.Count > 0, Told($"the bot said nothing to {place}"));
                _last = waiting.Dequeue();
                Assert.True(change == _last.Changes is not null, Told($"{(change ? "no change of a message" : "a change of a message")}: {_last.Text}"));
                Assert.True(_last.Text.Contains(words, StringComparison.Ordinal), Told($"it said: {_last.Text}"));
                break;
        }
    }

    private async Task StandsAsync(string place, string words)
    {
        await ReadAsync(place);
        _last = _shown[place].LastOrDefault(m => m.FromBot && m.Changes is null && m.Text.Contains(words, StringComparison.Ordinal));
        Assert.True(_last is not null, Told($"nothing there says: {words}"));
    }

    private async Task NothingLeftAsync(string place)
    {
        await ReadAsync(place);
        DropPassing(_new[place], null);
        Assert.True(_new[place].Count == 0, Told($"the bot said more than expected to {place}: {string.Join("\n--\n", _new[place].Select(m => m.Text))}"));
    }

    // The numbers in a facilitator's chat move with everything anybody does, and so do cards whose buttons are over: a script speaks of them only where it wants to.
    private void DropPassing(Queue<Seen> waiting, string? words)
    {
        while (waiting.TryPeek(out var next) && next.Changes is not null
            && ((Numbers().IsMatch(next.Text) && (words is null || !Numbers().IsMatch(words))) || (IsOver(next) && (words is null || !next.Text.Contains(words, StringComparison.Ordinal)))))
        {
            waiting.Dequeue();
        }
    }

    private bool IsOver(Seen seen) => seen.FromBot && seen.Changes is not null
        && (seen.Text.Contains("You chose: ", StringComparison.Ordinal) || seen.Text.Contains("This card is over.", StringComparison.Ordinal) || _bare.Contains(seen.Id));

    private static bool HasLostButtons(Seen was, Seen now) => was.Buttons.Count > 0 && now.Buttons.Count == 0 && now.Text.Length > 0 && was.Text.StartsWith(now.Text, StringComparison.Ordinal);

    private async Task ReadAsync(string place)
    {
        if (_new.TryAdd(place, new()))
        {
            _shown[place] = [];
        }

        foreach (var seen in await chat.ReadAsync(Channels.Contains(place) ? new Seat("ana", place) : new Seat(place), Cancel))
        {
            var changed = _shown[place].FindIndex(m => m.Id == seen.Changes);
            if (changed >= 0 && seen.Text.Length > 0)
            {
                if (HasLostButtons(_shown[place][changed], seen))
                {
                    _bare.Add(seen.Id);
                }

                // Somebody may press what their client showed them before.
                _shown[place][changed] = _shown[place][changed] with { Text = seen.Text, Buttons = IsOver(seen) ? _shown[place][changed].Buttons : seen.Buttons };
            }

            _shown[place].Add(seen);
            _links.AddRange(LinkIn().Matches(seen.Text).Select(l => l.Value));
            if (seen.FromBot && (seen.Changes is null || seen.Text.Length > 0)) // A deletion is the echo of a person's own.
            {
                _new[place].Enqueue(seen);
            }
        }
    }

    private async Task<string> OwnAsync(string place, string text)
    {
        await ReadAsync(place);
        var own = _shown[place].LastOrDefault(m => !m.FromBot && m.Changes is null && m.Text == text);
        Assert.True(own is not null, Told($"no own message \"{text}\""));
        return own.Id;
    }

    private Uri Link() => new(_links[^1]);

    private string Told(string what) => $"{what}\nafter:\n  {string.Join("\n  ", _log.TakeLast(14))}";
}
