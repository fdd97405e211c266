using ReflectionBot.Core.Digests;

namespace ReflectionBot.Application.Ports;

/// <summary>Draws the picture of a digest.</summary>
public interface ICycleDrawing
{
    /// <summary>The picture as a PNG with a background of its own, in twice the size it is shown in. The same bytes for the same picture.</summary>
    /// <returns>Null where the program was built without the letters for it.</returns>
    ReadOnlyMemory<byte>? Draw(CyclePicture picture);

    /// <summary>Several rings side by side, with numbers in place of names and one key for all; as above.</summary>
    ReadOnlyMemory<byte>? Draw(CycleSeries series);
}
