using ReflectionBot.Checks;

namespace ReflectionBot.Work;

/// <summary>Section <c>Work</c>: timing of background work. The defaults suit one process; no value loses any work.</summary>
public sealed class WorkOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Work";

    /// <summary>How often to look for due work; 0.1 seconds to 5 minutes.</summary>
    public TimeSpan Tick { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after a turn its sweep runs; the sweep sends what the turn itself could not. 1 second to 10 minutes.</summary>
    public TimeSpan SweepAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a sender owns a message, and a runner a job, before another may take over. 1 second to 10 minutes.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Refuses to start with times that cannot work, and names the key and what was expected.</summary>
public sealed class WorkOptionsCheck : OptionsCheck<WorkOptions>
{
    /// <inheritdoc/>
    public override IEnumerable<string> Mistakes(WorkOptions options)
    {
        (string Key, TimeSpan Value, TimeSpan Least, TimeSpan Most, string Words)[] times =
        [
            (nameof(WorkOptions.Tick), options.Tick, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(5), "0.1 seconds to 5 minutes"),
            (nameof(WorkOptions.SweepAfter), options.SweepAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), "1 second to 10 minutes"),
            (nameof(WorkOptions.Lease), options.Lease, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), "1 second to 10 minutes"),
        ];
        return times.Where(t => t.Value < t.Least || t.Value > t.Most).Select(t => $"{WorkOptions.Section}:{t.Key} must be a time of {t.Words}, written as hours:minutes:seconds, e.g. 00:00:20.");
    }
}
