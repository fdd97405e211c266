using ReflectionBot.Checks;

namespace ReflectionBot.Operations;

/// <summary>Runs a doctor over a bot that is put together and not started.</summary>
internal static class DoctorRun
{
    /// <summary>Builds the bot without starting it, with a client for questions, and looks.</summary>
    /// <param name="args">Settings as the bot itself takes them.</param>
    /// <param name="errors">Takes the sentence where other settings keep the bot from starting.</param>
    /// <param name="look">Looks; says whether nothing is wrong.</param>
    /// <returns>0 where nothing is wrong, else 1.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter errors, Func<IServiceProvider, HttpClient, Task<bool>> look)
    {
        var isWell = false;
        var failed = await StartFailures.SayAsync(errors, async () =>
        {
            await using var app = Bot.Build(["--Logging:LogLevel:Default", "None", .. args]);
            using var http = Connections.Open();
            isWell = await look(app.Services, http);
        });
        return failed == 0 && isWell ? 0 : 1;
    }
}
