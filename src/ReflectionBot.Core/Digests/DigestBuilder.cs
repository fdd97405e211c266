namespace ReflectionBot.Core.Digests;

/// <summary>Builds a digest: the message from what is disclosed, the record from what was decided.</summary>
public static class DigestBuilder
{
    /// <summary>The digest to post and the facts to store, in one record: <see cref="DigestRecord.Message"/> is the message to send.</summary>
    /// <param name="material">The window, the waiting quotes and whether the facilitator held back any of it.</param>
    /// <param name="frame">The content that comes from no reflection.</param>
    /// <param name="coding">The codebook and the coder behind the codes.</param>
    /// <param name="settings">The minima.</param>
    public static DigestRecord Build(DigestMaterial material, DigestFrame frame, DigestCoding coding, DigestSettings settings)
    {
        var decision = DisclosureControl.Decide(material, coding.Codebook, settings);
        return new DigestRecord
        {
            WindowEnd = material.Window.End,
            HasThemeContent = decision.Disclosed.HasThemeContent,
            Used = decision.Used,
            Quotes = decision.Quotes,
            Printed = [.. decision.Quotes.Select(PrintedQuote.Of)],
            Contributors = decision.Contributors,
            Waited = decision.Waited,
            Running = material.Running,
            Codebook = $"{coding.Codebook.Version} {coding.Codebook.Hash}",
            Coder = coding.Coder.Version,
            Message = DigestText.Write(decision.Disclosed, frame),
        };
    }
}
