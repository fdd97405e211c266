using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ReflectionBot.Tests.Teams;

/// <summary>Reads PNG files of 8 bits with an alpha channel and no interlacing, as the app's icons are.</summary>
internal sealed record Png(int Width, int Height, byte[] Pixels)
{
    private const int Channels = 4;

    public IEnumerable<(byte Red, byte Green, byte Blue, byte Alpha)> Colours => Pixels.Chunk(Channels).Select(p => (p[0], p[1], p[2], p[3]));

    public static Png Read(byte[] file)
    {
        var (width, height, data) = (0, 0, new MemoryStream());
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var kind = Encoding.ASCII.GetString(file, at + 4, 4);
            var body = file.AsSpan(at + 8, length);
            if (kind == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]));
                Assert.Equal([8, 6, 0, 0, 0], body[8..13].ToArray());
            }
            else if (kind == "IDAT")
            {
                data.Write(body);
            }

            at += 12 + length;
        }

        data.Position = 0;
        using var plain = new ZLibStream(data, CompressionMode.Decompress);
        return new(width, height, Unfilter(plain, width * Channels, height));
    }

    private static byte[] Unfilter(Stream plain, int stride, int height)
    {
        var all = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            var filter = plain.ReadByte();
            var row = all.AsSpan(y * stride, stride);
            plain.ReadExactly(row);
            for (var x = 0; x < stride; x++)
            {
                var left = x < Channels ? 0 : row[x - Channels];
                var up = y == 0 ? 0 : all[((y - 1) * stride) + x];
                var corner = x < Channels || y == 0 ? 0 : all[((y - 1) * stride) + x - Channels];
                row[x] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
            }
        }

        return all;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - corner - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
