using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests;

/// <summary>Puts a digest together: the message from what is disclosed, the record from what was decided.</summary>
public static class DigestBuilder
{
    /// <summary>The digest to post and the facts to store, in one record: <see cref="DigestRecord.Message"/> is what to send.</summary>
    /// <param name="material">The window, the waiting quotes and whether the facilitator held back any of it.</param>
    /// <param name="frame">What comes from no reflection.</param>
    /// <param name="codebook">The codebook the codes were made with.</param>
    /// <param name="coder">The coder's version.</param>
    /// <param name="settings">The minima.</param>
    public static DigestRecord Build(DigestMaterial material, DigestFrame frame, Codebook codebook, string coder, DigestSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(codebook);
        var decision = DisclosureControl.Decide(material, codebook, settings);
        return new DigestRecord
        {
            WindowEnd = material.Window.End,
            HasThemeContent = decision.Disclosed.HasThemeContent,
            Used = decision.Used,
            Quotes = decision.Quotes,
            Contributors = settings.Contributors,
            Codebook = $"{codebook.Version} {codebook.Hash}",
            Coder = coder,
            Message = DigestText.Write(decision.Disclosed, frame),
        };
    }
}
