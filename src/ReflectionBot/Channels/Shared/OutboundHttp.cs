namespace ReflectionBot.Channels.Shared;

/// <summary>What the clients of all chat platforms have in common.</summary>
internal static class OutboundHttp
{
    /// <summary>
    /// Adds a client that follows no redirect, because what it sends is meant for one address, and that logs nothing: addresses name
    /// conversations, and some are permissions. It has no limit of its own; whoever uses it has one.
    /// </summary>
    public static IHttpClientBuilder AddOutboundClient(this IServiceCollection services, string name) => services.AddHttpClient(name)
        .ConfigureHttpClient(client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.UserAgent.ParseAdd("ReflectionBot");
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // Names move.
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();

    /// <summary>The whole body; null where it is larger than this many bytes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAtMostAsync(HttpResponseMessage answer, int most, CancellationToken cancel)
    {
        using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            if (all.Length + read > most)
            {
                return null;
            }

            all.Write(buffer, 0, read);
        }

        return all.GetBuffer().AsMemory(0, (int)all.Length);
    }
}
