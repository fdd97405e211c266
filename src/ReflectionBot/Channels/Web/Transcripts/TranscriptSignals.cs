using System.Collections.Concurrent;
using System.Threading.Channels;

namespace ReflectionBot.Channels.Web.Transcripts;

/// <summary>
/// Wakes the open connections of a conversation in this process when there may be something new. A connection reads, then waits for the next wake,
/// and a wake between the two is not lost. Other processes send no wakes to this one, so a connection also reads by itself now and then.
/// </summary>
public sealed class TranscriptSignals
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Subscription, bool>> _open = new(StringComparer.Ordinal);

    private readonly Lock _gate = new();

    /// <summary>Listens until disposed. Subscribe first, then read.</summary>
    public Subscription Subscribe(string conversation, string user)
    {
        var subscription = new Subscription(this, conversation, user);
        lock (_gate)
        {
            _open.GetOrAdd(conversation, _ => new())[subscription] = true;
        }

        return subscription;
    }

    /// <summary>Wakes all listeners of a conversation.</summary>
    public void Wake(string conversation)
    {
        if (_open.TryGetValue(conversation, out var listeners))
        {
            foreach (var listener in listeners.Keys)
            {
                listener.Ring();
            }
        }
    }

    /// <summary>How many connections listen to a conversation now.</summary>
    public int Count(string conversation) => _open.TryGetValue(conversation, out var listeners) ? listeners.Count : 0;

    /// <summary>How many connections of one person listen to a conversation now.</summary>
    public int Count(string conversation, string user) => _open.TryGetValue(conversation, out var listeners) ? listeners.Keys.Count(l => l.User == user) : 0;

    private void Remove(Subscription subscription)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(subscription.Conversation, out var listeners) && listeners.TryRemove(subscription, out _) && listeners.IsEmpty)
            {
                _open.TryRemove(subscription.Conversation, out _);
            }
        }
    }

    /// <summary>One listener.</summary>
    public sealed class Subscription : IDisposable
    {
        private readonly TranscriptSignals _signals;

        private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        internal Subscription(TranscriptSignals signals, string conversation, string user) => (_signals, Conversation, User) = (signals, conversation, user);

        internal string Conversation { get; }

        internal string User { get; }

        /// <summary>Returns on a wake, at once if there was one since the last call; or without one after this long.</summary>
        public async Task NextAsync(TimeSpan atLatest, TimeProvider time, CancellationToken cancel)
        {
            using var over = new CancellationTokenSource(atLatest, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancel);
            try
            {
                await _bell.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // No wake in time; return anyway.
            }
        }

        /// <summary>Stops listening.</summary>
        public void Dispose() => _signals.Remove(this);

        internal void Ring() => _bell.Writer.TryWrite(true);
    }
}
