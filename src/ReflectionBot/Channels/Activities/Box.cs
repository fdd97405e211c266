namespace ReflectionBot.Channels.Activities;

/// <summary>How a group of elements is set apart from the rest of the card.</summary>
internal enum Box
{
    /// <summary>A separator line above.</summary>
    Line,

    /// <summary>More space above.</summary>
    Room,

    /// <summary>A background of its own.</summary>
    Emphasis,
}
