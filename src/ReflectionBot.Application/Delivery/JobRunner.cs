using System.Reflection;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Delivery;

/// <summary>Runs jobs with the handler registered for each kind: see <see cref="IJobHandler{T}"/>.</summary>
public sealed class JobRunner
{
    private static readonly MethodInfo Done = typeof(JobRunner).GetMethod(nameof(OnDone), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo Waiting = typeof(JobRunner).GetMethod(nameof(OnWaiting), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly DefaultLanguage _language;
    private readonly Dictionary<Type, Func<Job, CancellationToken, Task<TimeSpan?>>> _handlers = [];

    /// <summary>A runner without handlers.</summary>
    public JobRunner()
        : this([], new())
    {
    }

    /// <summary>A runner with all jobs of these handlers.</summary>
    /// <exception cref="ArgumentException">Two handlers are registered for one kind of job.</exception>
    public JobRunner(IEnumerable<object> handlers, DefaultLanguage language)
    {
        _language = language;
        foreach (var (handler, kind) in handlers.SelectMany(h => Kinds(h.GetType()).Select(k => (h, k))))
        {
            (kind.GetGenericTypeDefinition() == typeof(IJobHandler<>) ? Done : Waiting).MakeGenericMethod(kind.GenericTypeArguments).Invoke(this, [handler]);
        }
    }

    /// <summary>The types of an assembly that handle jobs.</summary>
    public static IEnumerable<Type> Find(Assembly assembly) => assembly.GetTypes().Where(t => t.IsClass && !t.IsAbstract && Kinds(t).Any());

    /// <summary>Registers the code for one kind of job. It returns null when done, or how long to wait before it runs again.</summary>
    public void On<T>(Func<T, CancellationToken, Task<TimeSpan?>> run)
        where T : Job => _handlers.Add(typeof(T), (job, cancel) => run((T)job, cancel));

    /// <summary>Registers the code for one kind of job that is done when it returns.</summary>
    public void On<T>(Func<T, CancellationToken, Task> run)
        where T : Job => On<T>(async (job, cancel) =>
        {
            await run(job, cancel);
            return null;
        });

    /// <summary>Runs a job.</summary>
    /// <returns>Null when done, or how long to wait before it runs again.</returns>
    public async Task<TimeSpan?> RunAsync(Job job, CancellationToken cancel)
    {
        using var language = Language.In(_language.Name);
        return _handlers.TryGetValue(job.GetType(), out var run)
            ? await run(job, cancel)
            : throw new InvalidOperationException($"no code is there for {job.GetType().Name}");
    }

    private static IEnumerable<Type> Kinds(Type type) =>
        type.GetInterfaces().Where(i => i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(IJobHandler<>) || i.GetGenericTypeDefinition() == typeof(IWaitingJobHandler<>)));

    private void OnDone<T>(IJobHandler<T> handler)
        where T : Job => On<T>(handler.RunAsync);

    private void OnWaiting<T>(IWaitingJobHandler<T> handler)
        where T : Job => On<T>(handler.RunAsync);
}
