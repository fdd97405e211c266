namespace ReflectionBot.Application.Delivery;

/// <summary>Handles one kind of job. It is found by its interface when the bot is composed. It reads the job's rows again, and may run twice.</summary>
public interface IJobHandler<in T>
    where T : Job
{
    /// <summary>Runs a job. It is done when this returns; if it throws, it runs again later.</summary>
    Task RunAsync(T job, CancellationToken cancel);
}

/// <summary>Handles one kind of job that may have to wait for an external service.</summary>
public interface IWaitingJobHandler<in T>
    where T : Job
{
    /// <summary>Runs a job.</summary>
    /// <returns>Null when done, or how long to wait before it runs again.</returns>
    Task<TimeSpan?> RunAsync(T job, CancellationToken cancel);
}
