namespace ReflectionBot.Channels.Activities;

/// <summary>How the parts that stand together are set off.</summary>
internal enum Box
{
    /// <summary>A line above.</summary>
    Line,

    /// <summary>More room above.</summary>
    Room,

    /// <summary>A ground of its own.</summary>
    Emphasis,
}
