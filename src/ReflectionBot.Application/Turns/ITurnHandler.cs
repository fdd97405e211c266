using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Turns;

/// <summary>The chat seam, inbound: where every channel hands its verified events.</summary>
public interface ITurnHandler
{
    /// <summary>
    /// Takes one event as far as the store. When this returns <see cref="TurnOutcome.Stored"/> or <see cref="TurnOutcome.Duplicate"/> the
    /// channel may acknowledge it: everything it said and every reply to it is on disk. Sending the replies follows by itself.
    /// </summary>
    /// <param name="inbound">What happened.</param>
    /// <param name="alongside">Effects of the channel's own, stored in the same batch and carried out before the replies (the web chat's echo).</param>
    /// <param name="cancel">The turn's own limit, not the request's: a client that hangs up does not undo a turn.</param>
    Task<TurnOutcome> HandleAsync(InboundEvent inbound, IReadOnlyList<Effect> alongside, CancellationToken cancel);
}

/// <summary>What became of an event; a closed set.</summary>
public abstract record TurnOutcome
{
    /// <summary>It is stored: acknowledge it.</summary>
    public sealed record Stored : TurnOutcome;

    /// <summary>It was stored before: acknowledge it again, nothing else happens.</summary>
    public sealed record Duplicate : TurnOutcome;

    /// <summary>It is not stored: do not acknowledge, and tell the person in this sentence where a reply is possible.</summary>
    /// <param name="Sentence">What to say.</param>
    /// <param name="ForGood">It would be the same again: a channel that sends again what is not acknowledged acknowledges it, once the person is told.</param>
    public sealed record NotStored(string Sentence, bool ForGood = false) : TurnOutcome
    {
        /// <summary>Nothing of it was done, and later it may go well.</summary>
        public static NotStored Now => new(TurnWording.ICouldNotSaveThatJust);
    }
}
