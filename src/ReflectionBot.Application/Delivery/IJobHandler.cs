namespace ReflectionBot.Application.Delivery;

/// <summary>The code of one kind of job, found by its interface where the bot is put together. It rereads what the job is about, and may run twice.</summary>
public interface IJobHandler<in T>
    where T : Job
{
    /// <summary>Runs a job. It is done when this returns; where it throws, it runs again later.</summary>
    Task RunAsync(T job, CancellationToken cancel);
}

/// <summary>The code of one kind of job that may have to wait for somebody outside.</summary>
public interface IWaitingJobHandler<in T>
    where T : Job
{
    /// <summary>Runs a job.</summary>
    /// <returns>Null when done, or after how long to run it again.</returns>
    Task<TimeSpan?> RunAsync(T job, CancellationToken cancel);
}
