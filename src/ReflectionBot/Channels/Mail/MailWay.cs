namespace ReflectionBot.Channels.Mail;

/// <summary>
/// The state of the connection to the mail server: whether something is wrong with it, and when the next letter may be sent. There is one server for
/// all letters, so one rate limit for all, kept in this process.
/// </summary>
internal sealed class MailWay(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstHold = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private DateTimeOffset _heldUntil;
    private TimeSpan _hold;
    private long _window;
    private int _sent;

    /// <summary>What is wrong with the settings or the server; null while mail can be sent, or before the first attempt.</summary>
    public SmtpFault? Trouble { get; private set; }

    /// <summary>Counts a letter that is about to be sent.</summary>
    /// <returns>Null where it may be sent; else how long it has to wait.</returns>
    public TimeSpan? Take(int perMinute)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (Held(now) is { } held)
            {
                return held;
            }

            var window = now.Ticks / Window.Ticks;
            (_window, _sent) = window == _window ? (window, _sent + 1) : (window, 1);
            return _sent <= perMinute ? null : TimeSpan.FromTicks(((window + 1) * Window.Ticks) - now.Ticks);
        }
    }

    /// <summary>How long every letter has to wait; null where none has to.</summary>
    public TimeSpan? Held()
    {
        lock (_gate)
        {
            return Held(time.GetUtcNow());
        }
    }

    /// <summary>A letter was accepted, or refused because of its recipient: the server works.</summary>
    /// <returns>Whether it did not work before.</returns>
    public bool Well()
    {
        lock (_gate)
        {
            var was = Trouble is not null;
            (Trouble, _hold, _heldUntil) = (null, TimeSpan.Zero, default);
            return was;
        }
    }

    /// <summary>No letter can be sent: all wait, longer each time.</summary>
    /// <returns>How long, and whether this fault is new.</returns>
    public (TimeSpan Wait, bool IsNews) Hold(SmtpFault fault)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var news = Trouble != fault;
            Trouble = fault;
            if (Held(now) is { } already)
            {
                return (already, news);
            }

            _hold = _hold == TimeSpan.Zero ? FirstHold : _hold * 2 < LongestHold ? _hold * 2 : LongestHold;
            _heldUntil = now + _hold;
            return (_hold, news);
        }
    }

    private TimeSpan? Held(DateTimeOffset now) => _heldUntil > now ? _heldUntil - now : null;
}
