using System.Globalization;
using Microsoft.Extensions.Options;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Checks;

/// <summary>Shared steps of the doctors of all chat platforms.</summary>
internal static class DoctorVisit
{
    /// <summary>The current settings, and, if they are wrong, the sentences that would stop the bot from starting.</summary>
    /// <param name="services">The bot's services.</param>
    /// <param name="section">The section of the settings.</param>
    public static (T Options, IReadOnlyList<Finding> Wrong) Settings<T>(IServiceProvider services, string section)
        where T : class, new()
    {
        try
        {
            return (services.GetRequiredService<IOptions<T>>().Value, []);
        }
        catch (OptionsValidationException e)
        {
            var settings = services.GetRequiredService<IConfiguration>().GetSection(section).Get<T>() ?? new();
            return (settings, [.. e.Failures.Select(f => Finding.Wrong("Settings", f))]);
        }
    }

    /// <summary>Whether the store can store what people write.</summary>
    public static async Task<Finding> StoreAsync(IServiceProvider services, CancellationToken cancel)
    {
        const string subject = "Store";
        try
        {
            var store = services.GetRequiredService<ITableStore>();
            await store.PrepareAsync(cancel);
            var due = services.GetRequiredService<DueRows>();
            var wrong = new List<string>();
            if (await due.UnreadableAsync(cancel) is > 0 and var aside)
            {
                wrong.Add(Unreadable(aside));
            }

            if (await due.LateAsync(cancel) is { Count: > 0 } late)
            {
                wrong.Add(Late(late));
            }

            return wrong is [] ? Finding.Ok(subject, "What people write can be stored.") : Finding.Wrong(subject, $"What people write can be stored, but {string.Join(" Also, ", wrong)}");
        }
        catch (StoreUnavailableException e)
        {
            return Finding.Wrong(subject, e.Message);
        }
    }

    private static string Unreadable(int aside) =>
        $"this version cannot read {(aside == 1 ? "1 job that is" : $"{aside} jobs that are")} due. Nothing is lost: start the newer version that wrote {(aside == 1 ? "it" : "them")}, and it does {(aside == 1 ? "it" : "them")}.";

    private static string Late(IReadOnlyList<LateWork> late)
    {
        var kinds = Spoken.List([.. late.Select(l => l.Kind == nameof(SweepOutbox) ? $"sending what waits for {(l.Count == 1 ? "1 person or project" : $"{l.Count} people or projects")}" : $"{l.Kind} ({l.Count})")]);
        return $"this has failed again and again since {late.Min(l => l.Since).UtcDateTime.ToString("d MMMM yyyy HH:mm", CultureInfo.InvariantCulture)} UTC: {kinds}. The bot goes on trying; its log says why it fails.";
    }

    /// <summary>Prints each finding as it is made, and then the closing lines.</summary>
    /// <param name="output">Receives a line for each.</param>
    /// <param name="findings">In the order in which they are made.</param>
    /// <param name="last">Makes the closing lines; gets whether nothing is wrong.</param>
    /// <returns>Whether nothing is wrong.</returns>
    public static async Task<bool> SayAsync(TextWriter output, IAsyncEnumerable<Finding> findings, Func<bool, IEnumerable<string>> last)
    {
        var isWell = true;
        await foreach (var finding in findings)
        {
            isWell &= finding.Outcome != Outcome.Wrong;
            await SayAsync(output, [finding.ToString()]);
        }

        await SayAsync(output, last(isWell));
        return isWell;
    }

    /// <summary>Prints some lines.</summary>
    public static async Task SayAsync(TextWriter output, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line);
        }
    }
}
