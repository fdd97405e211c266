using System.Reflection;
using ReflectionBot.Application.Ports;
using ReflectionBot.Core.Digests;
using SkiaSharp;

namespace ReflectionBot.Pictures;

/// <summary>
/// The ring of themes as a PNG. What a segment says is said by pattern as well as by colour: plain for present, stripes for strained, half of each for both,
/// dots for no side, a dashed outline for not shown. Blue and orange are told apart by people who do not see red or green. The
/// letters come with the program, so that it needs no font of the machine.
/// </summary>
internal sealed class CycleDrawing : ICycleDrawing
{
    private const int Width = 720;
    private const int RingHeight = 716;
    private const int KeyLine = 50;
    private const float Outer = 345;
    private const float Inner = 85;
    private const float Largest = 34;
    private const int SmallRow = 380;
    private const float Gap = 1.6f; // Degrees between two segments.

    private static readonly SKPoint Middle = new(Width / 2f, RingHeight / 2f);
    private static readonly SKColor Paper = new(0xFF, 0xFF, 0xFF);
    private static readonly SKColor Ink = new(0x1B, 0x1F, 0x24);
    private static readonly SKColor Blue = new(0x9C, 0xC7, 0xEE);
    private static readonly SKColor DeepBlue = new(0x0B, 0x4F, 0x8A);
    private static readonly SKColor Orange = new(0xFF, 0xD3, 0xA6);
    private static readonly SKColor DeepOrange = new(0x9A, 0x44, 0x06);
    private static readonly SKColor Grey = new(0xE4, 0xE7, 0xEB);
    private static readonly SKColor DeepGrey = new(0x5F, 0x67, 0x70);

    // Null where npm was not there when the program was built.
    private static readonly Lazy<SKTypeface?> Face = new(() =>
    {
        using var font = Assembly.GetExecutingAssembly().GetManifestResourceStream("ReflectionBot.Pictures.letters.woff");
        return font is null ? null : SKTypeface.FromStream(font);
    });

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Draw(CyclePicture picture)
    {
        if (Face.Value is null)
        {
            return null;
        }

        var key = KeyOf([picture]);
        using var surface = Blank(RingHeight + (key.Length * KeyLine) + 20);
        Ring(surface.Canvas, picture, Middle, 1, segment => picture.Segments[segment].About);
        Key(surface.Canvas, key, RingHeight);
        return Png(surface);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Draw(CycleSeries series)
    {
        if (Face.Value is null || series.Rings.Count == 0)
        {
            return null;
        }

        var key = KeyOf(series.Rings.Select(r => r.Ring));
        var names = series.Rings[^1].Ring.Segments;
        var rows = (series.Rings.Count + 1) / 2;
        var (rings, half) = (rows * SmallRow, Width / 2f);
        using var surface = Blank(rings + (key.Length * KeyLine) + (names.Count * KeyLine) + 40);
        foreach (var (at, (label, ring)) in series.Rings.Index())
        {
            var middle = new SKPoint((at % 2 * half) + (half / 2), (at / 2 * SmallRow) + (SmallRow - 50) / 2f);
            Ring(surface.Canvas, ring, middle, 0.46f, segment => $"{segment + 1}");
            Text(surface.Canvas, label, middle.X, (at / 2 * SmallRow) + SmallRow - 14, 28, SKTextAlign.Center);
        }

        Key(surface.Canvas, key, rings + 10);
        for (var i = 0; i < names.Count; i++)
        {
            Text(surface.Canvas, $"{i + 1}", 133, rings + 30 + ((key.Length + i) * KeyLine) + 35, 30, SKTextAlign.Center);
            Text(surface.Canvas, names[i].About, 184, rings + 30 + ((key.Length + i) * KeyLine) + 35, 30, SKTextAlign.Left);
        }

        return Png(surface);
    }

    private static CycleLook[] KeyOf(IEnumerable<CyclePicture> rings) => [.. rings.SelectMany(r => r.Segments).Select(s => s.Look).Distinct().OrderBy(l => l == CycleLook.NotShown).ThenBy(l => l)];

    private static SKSurface Blank(int height)
    {
        var surface = SKSurface.Create(new SKImageInfo(Width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(Paper);
        return surface;
    }

    private static ReadOnlyMemory<byte> Png(SKSurface surface)
    {
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static void Ring(SKCanvas canvas, CyclePicture picture, SKPoint middle, float scale, Func<int, string> label)
    {
        canvas.Save();
        canvas.Translate(middle.X - (Middle.X * scale), middle.Y - (Middle.Y * scale));
        canvas.Scale(scale);
        var sweep = 360f / picture.Segments.Count;
        for (var i = 0; i < picture.Segments.Count; i++)
        {
            Segment(canvas, picture.Segments[i].Look, label(i), -90 - (sweep / 2) + (i * sweep), sweep, scale < 1 ? Largest / scale * 0.9f : Largest);
        }

        canvas.Restore();
    }

    private static void Key(SKCanvas canvas, CycleLook[] key, float top)
    {
        for (var i = 0; i < key.Length; i++)
        {
            var y = top + (i * KeyLine) + (KeyLine / 2f);
            using var outline = new SKPathBuilder();
            outline.AddRoundRect(new SKRoundRect(SKRect.Create(100, y - 17, 66, 34), 6));
            using var box = outline.Detach();
            Fill(canvas, box, key[i]);
            Text(canvas, CyclePicture.Meaning(key[i]), 184, y + 10, 30, SKTextAlign.Left);
        }
    }

    private static void Segment(SKCanvas canvas, CycleLook look, string label, float start, float sweep, float largest)
    {
        using var outline = new SKPathBuilder();
        outline.ArcTo(SKRect.Create(Middle.X - Outer, Middle.Y - Outer, 2 * Outer, 2 * Outer), start + Gap, sweep - (2 * Gap), true);
        outline.ArcTo(SKRect.Create(Middle.X - Inner, Middle.Y - Inner, 2 * Inner, 2 * Inner), start + sweep - (2 * Gap), -(sweep - (4 * Gap)), false);
        outline.Close();
        using var path = outline.Detach();
        Fill(canvas, path, look);

        var angle = (start + (sweep / 2)) * MathF.PI / 180;
        var at = new SKPoint(Middle.X + ((Outer + Inner) / 2 * MathF.Cos(angle)), Middle.Y + ((Outer + Inner) / 2 * MathF.Sin(angle)));
        var size = FittingSize(label, sweep, largest);
        using var font = new SKFont(Face.Value, size);
        var width = font.MeasureText(label);
        using var back = new SKPaint { Color = Paper, IsAntialias = true };
        canvas.DrawRoundRect(SKRect.Create(at.X - (width / 2) - 8, at.Y - (size * 0.8f), width + 16, size * 1.6f), 10, 10, back);
        Text(canvas, label, at.X, at.Y + (size * 0.32f), size, SKTextAlign.Center);
    }

    // A long word gets smaller letters, down to what can still be read at half the size.
    private static float FittingSize(string text, float sweep, float largest)
    {
        var room = Math.Min(Outer - Inner, (Outer + Inner) * MathF.Sin(Math.Min(sweep, 180) / 2 * MathF.PI / 180)) - 30;
        using var font = new SKFont(Face.Value, largest);
        var width = font.MeasureText(text);
        return Math.Clamp(largest * room / width, 20, largest);
    }

    private static void Fill(SKCanvas canvas, SKPath shape, CycleLook look)
    {
        using var fill = new SKPaint { IsAntialias = true, Color = look switch { CycleLook.Present or CycleLook.Both => Blue, CycleLook.Strained => Orange, CycleLook.Shown => Grey, _ => Paper } };
        canvas.DrawPath(shape, fill);
        canvas.Save();
        canvas.ClipPath(shape, antialias: true);
        var bounds = shape.Bounds;
        if (look is CycleLook.Strained or CycleLook.Both)
        {
            // Both: the lower right half, as seen.
            if (look == CycleLook.Both)
            {
                using var corner = new SKPathBuilder();
                corner.MoveTo(bounds.Right, bounds.Top);
                corner.LineTo(bounds.Right, bounds.Bottom);
                corner.LineTo(bounds.Left, bounds.Bottom);
                corner.Close();
                using var half = corner.Detach();
                canvas.ClipPath(half, antialias: true);
            }

            using var under = new SKPaint { Color = Orange };
            canvas.DrawRect(bounds, under);
            using var stripe = new SKPaint { Color = DeepOrange, StrokeWidth = 4, IsAntialias = true, Style = SKPaintStyle.Stroke };
            for (var x = bounds.Left - bounds.Height; x < bounds.Right; x += 16)
            {
                canvas.DrawLine(x, bounds.Bottom, x + bounds.Height, bounds.Top, stripe);
            }
        }

        if (look == CycleLook.Shown)
        {
            using var dot = new SKPaint { Color = DeepGrey, IsAntialias = true };
            for (var y = bounds.Top + 6; y < bounds.Bottom; y += 18)
            {
                for (var x = bounds.Left + 6; x < bounds.Right; x += 18)
                {
                    canvas.DrawCircle(x, y, 2.2f, dot);
                }
            }
        }

        canvas.Restore();
        using var dashes = look == CycleLook.NotShown ? SKPathEffect.CreateDash([10, 8], 0) : null;
        using var line = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 4, PathEffect = dashes, Color = look switch { CycleLook.Present => DeepBlue, CycleLook.Strained => DeepOrange, CycleLook.Both => Ink, _ => DeepGrey } };
        canvas.DrawPath(shape, line);
    }

    private static void Text(SKCanvas canvas, string text, float x, float y, float size, SKTextAlign align)
    {
        using var font = new SKFont(Face.Value, size) { Subpixel = true };
        using var ink = new SKPaint { Color = Ink, IsAntialias = true };
        canvas.DrawText(text, x, y, align, font, ink);
    }
}
