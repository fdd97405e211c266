using System.Diagnostics;
using ReflectionBot.Core.Work;
using ReflectionBot.Diagnostics;

namespace ReflectionBot.Demonstration;

/// <summary>
/// Plays one whole round through the real bot: its web chat over HTTP, dialogs, store, coder and digest, in a folder that is gone afterwards.
/// Each stage is checked; one that did not happen ends it with exit code 1.
/// </summary>
internal static class Demo
{
    private const string Channel = "tryout-housing";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Plays it.</summary>
    /// <returns>0 if all of it happened.</returns>
    public static async Task<int> RunAsync(TextWriter output, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("reflectionbot-demo-");
        try
        {
            var code = 0;
            var failed = await StartFailures.SayAsync(output, async () => code = await PlayAsync(folder.FullName, output, cancel).ConfigureAwait(false)).ConfigureAwait(false);
            return failed != 0 ? failed : code;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> PlayAsync(string folder, TextWriter output, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        await using var app = Bot.Build(["--Urls", "http://127.0.0.1:0", "--Storage:Folder", folder, "--Web:DataFolder", folder, "--TryOut:Enabled", "true", "--Logging:LogLevel:Default", "Error"]);
        await Bot.PrepareAsync(app, limit.Token).ConfigureAwait(false);
        await app.StartAsync(limit.Token).ConfigureAwait(false);
        using var chat = new DemoChat(new Uri(app.Urls.First()), app.Services.GetRequiredService<Dispatcher>());
        try
        {
            await new DemoRound(chat, output).PlayAsync(limit.Token).ConfigureAwait(false);
            await output.WriteLineAsync($"{Environment.NewLine}All of it happened, in {clock.Elapsed.TotalSeconds:F1} s. Nothing is left behind.").ConfigureAwait(false);
            return 0;
        }
        catch (DemoException e)
        {
            await output.WriteLineAsync($"This did not happen: {e.Message}").ConfigureAwait(false);
            return 1;
        }
        finally
        {
            await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>One round, stage by stage.</summary>
    private sealed class DemoRound(DemoChat chat, TextWriter output)
    {
        private int _stage;

        public async Task PlayAsync(CancellationToken cancel)
        {
            await OpenAsync(cancel).ConfigureAwait(false);
            await AnswerAsync(cancel).ConfigureAwait(false);
            await QuoteAsync(cancel).ConfigureAwait(false);
            await StatusAsync(cancel).ConfigureAwait(false);
            await DigestAsync(cancel).ConfigureAwait(false);
            await TakeBackAsync(cancel).ConfigureAwait(false);
        }

        private async Task OpenAsync(CancellationToken cancel)
        {
            await StageAsync("The facilitator opens a round in the project's channel").ConfigureAwait(false);
            await chat.SayAsync("tryout-ana", "agreed \"share notes within two days\"", cancel, Channel).ConfigureAwait(false);
            await chat.SayAsync("tryout-ana", "start \"Focus groups complete\"", cancel, Channel).ConfigureAwait(false);
            await ShowAsync(await chat.ExpectAsync("tryout-ana", "is open until", cancel, Channel).ConfigureAwait(false)).ConfigureAwait(false);
        }

        private async Task AnswerAsync(CancellationToken cancel)
        {
            await StageAsync("Seven collaborators agree to who sees what, and answer").ConfigureAwait(false);
            foreach (var (person, answers) in DemoAnswers.All)
            {
                await chat.ExpectAsync(person, "Before you start", cancel).ConfigureAwait(false);
                await chat.PressAsync(person, "agree", cancel).ConfigureAwait(false);
                await (person == DemoAnswers.OneAtATime ? AskAsync(person, answers, cancel) : FillAsync(person, answers, cancel)).ConfigureAwait(false);
            }
        }

        private async Task AskAsync(string person, IReadOnlyList<string> answers, CancellationToken cancel)
        {
            await chat.PressAsync(person, "one-at-a-time", cancel).ConfigureAwait(false);
            await ShowAsync(await chat.ExpectAsync(person, "1 of 6", cancel).ConfigureAwait(false)).ConfigureAwait(false);
            foreach (var answer in answers)
            {
                await chat.SayAsync(person, answer.Length == 0 ? "skip" : answer, cancel).ConfigureAwait(false);
                if (answer.Length > 0)
                {
                    await chat.SayAsync(person, "next", cancel).ConfigureAwait(false);
                }
            }
        }

        private async Task FillAsync(string person, IReadOnlyList<string> answers, CancellationToken cancel)
        {
            await chat.PressAsync(person, "form", cancel).ConfigureAwait(false);
            await chat.FillAsync(person, "save", answers, cancel).ConfigureAwait(false);
        }

        private async Task QuoteAsync(CancellationToken cancel)
        {
            await StageAsync("Two of them let their words be quoted, after seeing them exactly as others would; then all submit").ConfigureAwait(false);
            foreach (var (person, share) in DemoAnswers.Quotes)
            {
                await chat.SayAsync(person, share, cancel).ConfigureAwait(false);
                await chat.PressAsync(person, "quote", cancel).ConfigureAwait(false);
            }

            foreach (var (person, _) in DemoAnswers.All)
            {
                await chat.SayAsync(person, "submit", cancel).ConfigureAwait(false);
                await chat.ExpectAsync(person, "Your reflection is in.", cancel).ConfigureAwait(false);
            }
        }

        private async Task StatusAsync(CancellationToken cancel)
        {
            await StageAsync("The facilitator sees numbers, in private").ConfigureAwait(false);
            await chat.SayAsync("tryout-ana", "status", cancel).ConfigureAwait(false);
            await ShowAsync(await chat.ExpectAsync("tryout-ana", "submitted 7", cancel).ConfigureAwait(false)).ConfigureAwait(false);
        }

        private async Task DigestAsync(CancellationToken cancel)
        {
            await StageAsync("The digest, in the channel and in each collaborator's own chat").ConfigureAwait(false);
            await chat.SayAsync("tryout-ana", "digest now", cancel, Channel).ConfigureAwait(false);
            await ShowAsync(await chat.ExpectAsync("tryout-ana", DemoAnswers.Quoted, cancel, Channel).ConfigureAwait(false)).ConfigureAwait(false);
            foreach (var (person, _) in DemoAnswers.All)
            {
                await chat.ExpectAsync(person, "are not shown", cancel).ConfigureAwait(false);
            }
        }

        private async Task TakeBackAsync(CancellationToken cancel)
        {
            await StageAsync("Somebody takes their answer back: the quote leaves the digest that was posted").ConfigureAwait(false);
            await chat.SayAsync(DemoAnswers.Quotes[0].Person, "withdraw 3", cancel).ConfigureAwait(false);
            await chat.ExpectGoneAsync("tryout-ana", DemoAnswers.Quoted, cancel, Channel).ConfigureAwait(false);
            await output.WriteLineAsync("   It is gone.").ConfigureAwait(false);
        }

        private Task StageAsync(string what) => output.WriteLineAsync($"{Environment.NewLine}{++_stage}. {what}.");

        private async Task ShowAsync(string text)
        {
            foreach (var line in text.Split('\n'))
            {
                await output.WriteLineAsync($"   | {line}").ConfigureAwait(false);
            }
        }
    }
}
