using System.Collections.Concurrent;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Turns;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Web;

/// <summary>Records events and carries the channel's own effects out at once, as the outbox does a moment later. Knows duplicates by their key.</summary>
public sealed class RecordingTurns(Func<IChatChannel> channel) : ITurnHandler
{
    private readonly ConcurrentDictionary<string, bool> _keys = new();

    public ConcurrentQueue<InboundEvent> Events { get; } = new();

    /// <summary>What the bot answers to a stored event; nothing unless a test sets it.</summary>
    public Func<InboundEvent, Task<TurnOutcome>>? Instead { get; set; }

    public CancellationToken LastCancel { get; private set; }

    public async Task<TurnOutcome> HandleAsync(InboundEvent inbound, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        LastCancel = cancel;
        if (Instead is { } instead)
        {
            return await instead(inbound);
        }

        if (!_keys.TryAdd(inbound.Key, true))
        {
            return new TurnOutcome.Duplicate();
        }

        Events.Enqueue(inbound);
        foreach (var effect in alongside)
        {
            Assert.IsType<SendOutcome.Sent>(effect switch
            {
                PostMessage post => await channel().SendAsync(post.To, post.Id, post.Message, CancellationToken.None),
                UpdateMessage update => await channel().UpdateAsync(update.To!, update.MessageId!, update.Id, update.Message, CancellationToken.None),
                DeleteMessage delete => await channel().DeleteAsync(delete.To, delete.MessageId, delete.Id, CancellationToken.None),
                _ => throw new InvalidOperationException("not an effect of a channel"),
            });
        }

        return new TurnOutcome.Stored();
    }
}
