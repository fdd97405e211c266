using System.Globalization;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Web.TryOut;

namespace ReflectionBot.Operations.Demonstration;

/// <summary>One round, stage by stage. Each stage is checked against the messages in the chats, and the last ones against the rows in the table.</summary>
internal sealed class DemoRound(DemoChat chat, ITableStore store, DemoScreen screen)
{
    private const string Channel = "tryout-housing";
    private const string Facilitator = "tryout-ana";
    private const int Longest = 40;

    private static readonly string[] Told = ["answer:", "refl:", "consent:", "self"];

    /// <summary>Plays the round.</summary>
    /// <exception cref="DemoException">Something did not happen.</exception>
    public async Task PlayAsync(CancellationToken cancel)
    {
        await OpenAsync(cancel);
        await AskAsync(cancel);
        await screen.WhileAsync("Six more collaborators agree and fill in the form", () => FillAsync(cancel));
        await QuoteAsync(cancel);
        await StoredAsync(cancel);
        await StatusAsync(cancel);
        await DigestAsync(cancel);
        await TakeBackAsync(cancel);
    }

    private async Task OpenAsync(CancellationToken cancel)
    {
        screen.Stage("The facilitator opens a round in the project's channel");
        await chat.SayAsync(Facilitator, "agreed \"share notes within two days\"", cancel, Channel);
        screen.Person("Ana Silva", "start \"Focus groups complete\"");
        await chat.SayAsync(Facilitator, "start \"Focus groups complete\"", cancel, Channel);
        screen.Bot(await chat.ExpectAsync(Facilitator, "is open until", cancel, Channel));
    }

    private async Task AskAsync(CancellationToken cancel)
    {
        screen.Stage("Amir Khan reads who sees what, agrees, and is asked six questions, one at a time");
        var (person, answers) = TryOutAnswers.All.Single(a => a.Person == TryOutAnswers.OneAtATime);
        screen.Bot(await chat.ExpectAsync(person, "Before you start", cancel));
        await chat.PressAsync(person, "agree", cancel);
        await chat.PressAsync(person, "one-at-a-time", cancel);
        foreach (var (number, answer) in answers.Index())
        {
            screen.Bot(await chat.ExpectAsync(person, $"{number + 1} of {answers.Count}", cancel));
            screen.Person("Amir Khan", answer.Length == 0 ? "skip" : answer);
            await chat.SayAsync(person, answer.Length == 0 ? "skip" : answer, cancel);
            if (answer.Length > 0)
            {
                await chat.SayAsync(person, "next", cancel);
            }
        }
    }

    private async Task FillAsync(CancellationToken cancel)
    {
        foreach (var (person, answers) in TryOutAnswers.All.Where(a => a.Person != TryOutAnswers.OneAtATime))
        {
            await chat.ExpectAsync(person, "Before you start", cancel);
            await chat.PressAsync(person, "agree", cancel);
            await chat.PressAsync(person, "form", cancel);
            await chat.FillAsync(person, "save", answers, cancel);
        }
    }

    private async Task QuoteAsync(CancellationToken cancel)
    {
        screen.Stage("Six more answer on a form; two let their words be quoted, after seeing them exactly as others would; then all submit");
        foreach (var (person, share) in TryOutAnswers.Quotes)
        {
            await chat.SayAsync(person, share, cancel);
            if (person == TryOutAnswers.Quotes[0].Person)
            {
                screen.Bot(await chat.ExpectAsync(person, "Others would see exactly", cancel));
            }

            await chat.PressAsync(person, "quote", cancel);
        }

        foreach (var (person, _) in TryOutAnswers.All)
        {
            await chat.SayAsync(person, "submit", cancel);
            await chat.ExpectAsync(person, "Your reflection is in.", cancel);
        }
    }

    private async Task StoredAsync(CancellationToken cancel)
    {
        screen.Stage("What is stored of Amir Khan, row by row; docs/what-we-store.md says what each is");
        await ShowRowsAsync(TryOutAnswers.OneAtATime, _ => true, cancel);
    }

    private async Task StatusAsync(CancellationToken cancel)
    {
        screen.Stage("The facilitator sees numbers, in private");
        await chat.SayAsync(Facilitator, "status", cancel);
        screen.Bot(await chat.ExpectAsync(Facilitator, "submitted 7", cancel));
    }

    private async Task DigestAsync(CancellationToken cancel)
    {
        screen.Stage("The digest, in the channel and in everybody's own chat");
        await chat.SayAsync(Facilitator, "digest now", cancel, Channel);
        screen.Bot(await chat.ExpectAsync(Facilitator, TryOutAnswers.Quoted, cancel, Channel));
        foreach (var (person, _) in TryOutAnswers.All)
        {
            await chat.ExpectAsync(person, "are not shown", cancel);
        }
    }

    private async Task TakeBackAsync(CancellationToken cancel)
    {
        var person = TryOutAnswers.Quotes[0].Person;
        screen.Stage("Bea Novak takes her answer back: the quote leaves the digest that was posted, and the words leave the table");
        screen.Person("Bea Novak", "withdraw 3");
        await chat.SayAsync(person, "withdraw 3", cancel);
        await chat.ExpectGoneAsync(Facilitator, TryOutAnswers.Quoted, cancel, Channel);
        screen.Line("   The quote is gone from the channel.");
        await chat.SayAsync(person, "hello", cancel); // The next message ends the ten minutes in which it could be undone.
        var rows = await ShowRowsAsync(person, key => key.StartsWith("answer:", StringComparison.Ordinal), cancel);
        if (rows.Any(r => r.Columns.Values.Values.OfType<string>().Any(v => v.Contains(TryOutAnswers.Quoted, StringComparison.Ordinal))))
        {
            throw new DemoException("the words that were taken back still stand in the table");
        }
    }

    // The texts printed here are answers, never secrets: secrets are stored in files and in partitions of their own.
    private async Task<IReadOnlyList<Row>> ShowRowsAsync(string person, Func<string, bool> which, CancellationToken cancel)
    {
        var rows = (await store.ListAsync(Keys.Person(person), "", cancel)).Where(r => which(r.Key)).ToList();
        foreach (var row in rows.Where(IsTold))
        {
            screen.Row(row.Partition, row.Key, string.Join(", ", row.Columns.Values.OrderByDescending(c => c.Key == "Text").Select(c => $"{c.Key} {Short(c.Value)}")));
        }

        foreach (var kind in rows.Where(r => !IsTold(r)).GroupBy(r => r.Key.Split(':')[0]))
        {
            screen.Row(kind.First().Partition, kind.Count() == 1 ? kind.Key : $"{kind.Key}: {kind.Count()} rows", string.Join(", ", kind.SelectMany(r => r.Columns.Values.Keys).Distinct()));
        }

        return rows;
    }

    // For rows that are not about answers, the column names are enough; docs/what-we-store.md explains the rows.
    private static bool IsTold(Row row) => Told.Any(t => row.Key.StartsWith(t, StringComparison.Ordinal));

    private static string Short(object value)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{value}").ReplaceLineEndings(" ");
        return text.Length <= Longest ? text : $"{text[..Longest]}...";
    }
}
