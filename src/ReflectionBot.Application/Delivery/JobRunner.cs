namespace ReflectionBot.Application.Delivery;

/// <summary>Which code runs which job. Filled once, where the bot is put together.</summary>
public sealed class JobRunner
{
    private readonly Dictionary<Type, Func<Job, CancellationToken, Task<TimeSpan?>>> _handlers = [];

    /// <summary>Names the code for one kind of job. It returns null when done, or after how long to run it again.</summary>
    public void On<T>(Func<T, CancellationToken, Task<TimeSpan?>> run)
        where T : Job => _handlers.Add(typeof(T), (job, cancel) => run((T)job, cancel));

    /// <summary>Names the code for one kind of job that is done when it returns.</summary>
    public void On<T>(Func<T, CancellationToken, Task> run)
        where T : Job => On<T>(async (job, cancel) =>
        {
            await run(job, cancel);
            return null;
        });

    /// <summary>Runs a job.</summary>
    /// <returns>Null when done, or after how long to run it again.</returns>
    public Task<TimeSpan?> RunAsync(Job job, CancellationToken cancel)
    {
        return _handlers.TryGetValue(job.GetType(), out var run)
            ? run(job, cancel)
            : throw new InvalidOperationException($"no code is named for {job.GetType().Name}");
    }
}
