using Microsoft.Extensions.Options;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Web.TryOut;

/// <summary>
/// Decides whether a request may use the try-out, in which one browser can be anybody. Only a browser on this very machine may, and only
/// where nothing suggests a proxy in front: behind one, everybody seems to come from this machine.
/// </summary>
public sealed class TryOutAccess(IOptions<TryOutOptions> tryOut, IOptions<WebOptions> web, WebAddresses addresses)
{
    /// <summary>Whether the settings allow a try-out at all.</summary>
    public bool IsOn => tryOut.Value.Enabled ?? web.Value.PublicUrl.Length == 0;

    private int _beginnings;

    /// <summary>It is being erased, or planted again: some of it is there and some is not.</summary>
    public bool IsBeginningAnew => Volatile.Read(ref _beginnings) > 0;

    /// <summary>Begins it anew; until that is over no page finds it.</summary>
    public async Task BeginAnewAsync(Func<CancellationToken, Task> reset, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reset);
        Interlocked.Increment(ref _beginnings);
        try
        {
            await reset(cancel);
        }
        finally
        {
            Interlocked.Decrement(ref _beginnings);
        }
    }

    /// <summary>Whether this request may use it.</summary>
    public bool Allows(HttpContext context)
    {
        var request = context.Request;
        return IsOn
            && LocalHosts.IsAddress(context.Connection.RemoteIpAddress)
            && LocalHosts.IsName(request.Host.Host)
            && !ProxySigns.On(request)
            && IsFromOwnPage(request);
    }

    /// <summary>A GET carries no origin; browsers then say by <c>Sec-Fetch-Site</c> whether another site asks.</summary>
    private bool IsFromOwnPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Origin.Count == 0
            ? request.Headers["Sec-Fetch-Site"] is [] or ["same-origin"] or ["none"]
            : addresses.IsSameOrigin(request);
}
