using System.Text.Json;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests.Reading;

/// <summary>Why a model's reply is not used. The whole reply is refused, never a part of it.</summary>
public enum ReplyRefusal
{
    /// <summary>It is used.</summary>
    None = 0,

    /// <summary>It is longer than any reply has to be.</summary>
    TooLong = 1,

    /// <summary>It is not the one JSON object that was asked for.</summary>
    NotTheForm = 2,

    /// <summary>It names a theme that the codebook does not have, or a side that there is not, or a theme twice.</summary>
    UnknownTheme = 3,

    /// <summary>It has more codes than were asked for.</summary>
    TooMany = 4,

    /// <summary>A passage is not in the text.</summary>
    PassageNotInText = 5,
}

/// <summary>A model's reply, read strictly.</summary>
/// <param name="Codes">Empty where it is refused, and where it says that the text is about none.</param>
/// <param name="Refusal">Why it is refused.</param>
public sealed record ModelReading(IReadOnlyList<Code> Codes, ReplyRefusal Refusal)
{
    /// <summary>The longest reply that is looked at, in UTF-16 units.</summary>
    public const int LongestReply = 20_000;

    /// <summary>Reads a reply.</summary>
    /// <param name="codebook">The themes it may name.</param>
    /// <param name="text">The text, as its author wrote it.</param>
    /// <param name="prompt">What was sent for it.</param>
    /// <param name="model">The model's name, kept with each code.</param>
    /// <param name="reply">What came back.</param>
    public static ModelReading Of(Codebook codebook, string text, ReadingPrompt prompt, string model, string reply)
    {
        if (reply.Length > LongestReply)
        {
            return Refused(ReplyRefusal.TooLong);
        }

        ReplyEntry? entry;
        try
        {
            entry = JsonSerializer.Deserialize(reply, ReadingJson.Default.ReplyEntry);
        }
        catch (JsonException)
        {
            return Refused(ReplyRefusal.NotTheForm);
        }

        if (entry is null || entry.Codes.Any(c => c is null))
        {
            return Refused(ReplyRefusal.NotTheForm);
        }

        return entry.Codes.Count > ReadingPrompt.MostCodes ? Refused(ReplyRefusal.TooMany)
            : entry.Codes.DistinctBy(c => c.Theme).Count() < entry.Codes.Count || !entry.Codes.All(c => codebook.Themes.Any(t => t.Id == c.Theme) && SideOf(c.Side) is not null) ? Refused(ReplyRefusal.UnknownTheme)
            : !entry.Codes.All(c => c.Passage.Length > 0 && prompt.Masked.Contains(c.Passage, StringComparison.Ordinal)) ? Refused(ReplyRefusal.PassageNotInText)
            : new([.. entry.Codes.Select(c => new Code(c.Theme, "", PassageIn(text, c.Passage), SideOf(c.Side)!.Value, $"{model} prompt {ReadingPrompt.Version}") { By = CodeSource.ReadingModel })], ReplyRefusal.None);
    }

    private static ModelReading Refused(ReplyRefusal why) => new([], why);

    private static Polarity? SideOf(string side) => side switch
    {
        "present" => Polarity.Present,
        "strained" => Polarity.Strained,
        "mixed" => Polarity.Mixed,
        _ => null,
    };

    /// <summary>Where the passage is in the author's own text; all of it where something in the passage was masked.</summary>
    private static Passage PassageIn(string text, string passage) => text.IndexOf(passage, StringComparison.Ordinal) is >= 0 and var at ? new(at, passage.Length) : new(0, text.Length);
}
