using System.ComponentModel.DataAnnotations;

namespace ReflectionBot.Work;

/// <summary>Section <c>Work</c>: how soon things are looked at. The defaults suit one process; nothing is lost with any of them.</summary>
public sealed class WorkOptions
{
    /// <summary>How often due work is looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Tick { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after a turn its sweep runs: it sends what the turn itself could not.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SweepAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a sender owns a message, and a runner a job, before another may take over.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);
}
