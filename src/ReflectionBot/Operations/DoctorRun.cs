using ReflectionBot.Checks;

namespace ReflectionBot.Operations;

/// <summary>Runs a doctor on a bot that is composed but not started.</summary>
internal static class DoctorRun
{
    /// <summary>Builds the bot without starting it, with an HTTP client, and runs the checks.</summary>
    /// <param name="args">Settings, as for the bot itself.</param>
    /// <param name="errors">Receives the sentence if other settings keep the bot from starting.</param>
    /// <param name="look">Runs the checks; returns whether nothing is wrong.</param>
    /// <returns>0 if nothing is wrong, otherwise 1.</returns>
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
