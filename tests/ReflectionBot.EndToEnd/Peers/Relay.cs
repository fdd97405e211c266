using System.Net;
using System.Net.Sockets;

namespace ReflectionBot.EndToEnd.Peers;

/// <summary>A TCP relay to a port of this machine that counts what is sent and can lose a response on its way back.</summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private long _sent;
    private int _toLose;
    private int _lost;

    /// <summary>A relay to this port of the loopback address.</summary>
    public Relay(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Bytes sent to the target so far.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Responses lost so far.</summary>
    public int Lost => Volatile.Read(ref _lost);

    /// <summary>Breaks the connection instead of handing over the next response.</summary>
    public void LoseNextResponse() => Volatile.Write(ref _toLose, 1);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task RelayAsync(TcpClient near)
    {
        using (near)
        using (var far = new TcpClient())
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token))
        {
            await far.ConnectAsync(IPAddress.Loopback, _target, end.Token);
            await Task.WhenAny(
                CopyAsync(near.GetStream(), far.GetStream(), count => { Interlocked.Add(ref _sent, count); return true; }, end.Token),
                CopyAsync(far.GetStream(), near.GetStream(), _ => !Loses(), end.Token));
            await end.CancelAsync();
        }
    }

    private bool Loses()
    {
        var loses = Interlocked.Exchange(ref _toLose, 0) == 1;
        if (loses)
        {
            Interlocked.Increment(ref _lost);
        }
        return loses;
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to, Func<int, bool> goesOn, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (var count = await from.ReadAsync(buffer, cancel); count > 0 && goesOn(count); count = await from.ReadAsync(buffer, cancel))
            {
                await to.WriteAsync(buffer.AsMemory(0, count), cancel);
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side left.
        }
    }
}
