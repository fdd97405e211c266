namespace ReflectionBot.Application.Tables;

/// <summary>Ids issued by the bot: 32 hex digits that sort by time of issue (UUID version 7, RFC 9562).</summary>
public static class Ids
{
    /// <summary>A new id.</summary>
    public static string New(TimeProvider time)
    {
        return Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
    }
}
