using Microsoft.Extensions.Logging;

namespace ReflectionBot.Tests.Slack;

/// <summary>Keeps every logged line with its level.</summary>
public sealed class SlackLog : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<(LogLevel Level, string Line)> _lines = new();

    public string Lines => string.Join('\n', _lines.Select(l => $"{l.Level}: {l.Line}"));

    public int Count(LogLevel level) => _lines.Count(l => l.Level == level);

    public int Count(string words) => _lines.Count(l => l.Line.Contains(words, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        _lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));
    }

    public void Dispose()
    {
    }
}
