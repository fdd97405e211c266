namespace ReflectionBot.Tests.Slack.Stub;

/// <content>What is told for some requests only.</content>
public sealed partial class SlackStub
{
    private readonly List<(string Method, Func<StubRequest, bool> Which, StubSlackAnswer Answer)> _toldWhere = [];

    /// <summary>What the next request to this method is answered for which this is so; several are taken in order. It is asked once for each request.</summary>
    public void NextWhere(string method, Func<StubRequest, bool> which, params IEnumerable<StubSlackAnswer> answers)
    {
        lock (Gate)
        {
            _toldWhere.AddRange(answers.Select(answer => (method, which, answer)));
        }
    }

    /// <summary>What was told for this request; null for nothing. The gate is held.</summary>
    private StubSlackAnswer? Told(StubRequest request)
    {
        if (_toldWhere.FindIndex(t => t.Method == request.Method && t.Which(request)) is var at and >= 0)
        {
            var answer = _toldWhere[at].Answer;
            _toldWhere.RemoveAt(at);
            return answer;
        }
        return _told.TryGetValue(request.Method, out var queue) && queue.TryDequeue(out var next) ? next : null;
    }
}
