using Microsoft.Extensions.Options;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Api;

namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>Opens one WebSocket: asks Slack for an address, checks that it is Slack's, and connects.</summary>
internal sealed class SlackSocketUrlCheck(SlackOpenConnection open, SlackConnect connect, IOptions<SlackOptions> options, TimeProvider time)
{
    /// <summary>The code for an address that the bot does not accept.</summary>
    public const string WrongAddress = "wrong_address";

    /// <summary>The limit for each of the two steps.</summary>
    public static readonly TimeSpan StepWithin = TimeSpan.FromSeconds(20);

    /// <summary>Opens one.</summary>
    /// <exception cref="TimeoutException">No answer.</exception>
    /// <exception cref="HttpRequestException">Slack was not reached.</exception>
    /// <exception cref="IOException">Not connected.</exception>
    public async Task<SlackResult<ISlackSocket>> OpenAsync(CancellationToken cancel)
    {
        switch (await Soon.DoAsync(StepWithin, time, open.Invoke, cancel))
        {
            case SlackResult<Uri>.Done done when !SlackSocketAddress.IsGood(done.Value, options.Value.ApiUrl):
                return new SlackResult<ISlackSocket>.Failed(SlackFailure.Other, WrongAddress);
            case SlackResult<Uri>.Done done:
                return new SlackResult<ISlackSocket>.Done(await Soon.DoAsync(StepWithin, time, inner => connect(done.Value, inner), cancel));
            case SlackResult<Uri>.Busy busy:
                return new SlackResult<ISlackSocket>.Busy(busy.After);
            case SlackResult<Uri>.Failed failed:
                return new SlackResult<ISlackSocket>.Failed(failed.Failure, failed.Code);
            case var other:
                throw new NotSupportedException(other.GetType().Name);
        }
    }
}
