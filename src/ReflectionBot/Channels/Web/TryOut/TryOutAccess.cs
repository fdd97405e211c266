using Microsoft.Extensions.Options;
using ReflectionBot.Channels.Shared;

namespace ReflectionBot.Channels.Web.TryOut;

/// <summary>
/// Decides whether a request may use the try-out, in which one browser can act as any person. Only a browser on this machine may, and only if nothing
/// suggests a proxy in front: behind a proxy, every client seems to be on this machine.
/// </summary>
public sealed class TryOutAccess(IOptions<TryOutOptions> tryOut, IOptions<WebOptions> web, WebAddresses addresses)
{
    /// <summary>Whether the settings allow a try-out at all.</summary>
    public bool IsOn => tryOut.Value.Enabled ?? web.Value.PublicUrl.Length == 0;

    private int _beginnings;

    /// <summary>Whether the try-out is being erased or created again: only part of its data exists then.</summary>
    public bool IsBeginningAnew => Volatile.Read(ref _beginnings) > 0;

    /// <summary>Resets the try-out; until that is done no page finds it.</summary>
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

    /// <summary>A GET has no origin; browsers then report in <c>Sec-Fetch-Site</c> whether another site makes the request.</summary>
    private bool IsFromOwnPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Origin.Count == 0
            ? request.Headers["Sec-Fetch-Site"] is [] or ["same-origin"] or ["none"]
            : addresses.IsSameOrigin(request);
}
