namespace ReflectionBot.Application.Delivery;

/// <summary>
/// A lane for each channel, with room for a few messages at a time: a channel that is slow or hangs fills only its own lane. Kept in memory;
/// each process has its own lanes.
/// </summary>
internal sealed class SendingLanes
{
    /// <summary>How many messages may be in flight to one channel.</summary>
    public const int Width = 4;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    /// <summary>Takes a place in a channel's lane. If there is none, the partition is returned by <see cref="Next"/> once there is.</summary>
    public bool TryEnter(string channel, string partition)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(channel, out var lane))
            {
                _lanes.Add(channel, lane = new());
            }

            if (lane.OnTheirWay < Width)
            {
                lane.OnTheirWay++;
                return true;
            }

            if (lane.IsWaiting.Add(partition))
            {
                lane.Waiting.Enqueue(partition);
            }

            return false;
        }
    }

    /// <summary>Gives the place back.</summary>
    public void Leave(string channel)
    {
        lock (_gate)
        {
            _lanes[channel].OnTheirWay--;
        }
    }

    /// <summary>
    /// The partitions that may try again, as many as there are free places. Call it after each look at an outbox, even one that sent nothing: a
    /// partition that was returned here and did not use its place passes it on.
    /// </summary>
    public IReadOnlyList<string> Next()
    {
        var next = new List<string>();
        lock (_gate)
        {
            foreach (var lane in _lanes.Values)
            {
                for (var free = Width - lane.OnTheirWay; free > 0 && lane.Waiting.TryDequeue(out var partition); free--)
                {
                    lane.IsWaiting.Remove(partition);
                    next.Add(partition);
                }
            }
        }

        return next;
    }

    private sealed class Lane
    {
        public int OnTheirWay { get; set; }

        public Queue<string> Waiting { get; } = new();

        public HashSet<string> IsWaiting { get; } = new(StringComparer.Ordinal);
    }
}
