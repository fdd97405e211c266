namespace ReflectionBot.Core.Themes;

/// <summary>
/// The interface of a coder: text and codebook in, codes out. A coder is local and deterministic, takes time linear in the text for every text,
/// and explains each code by its passage and indicator. No code at all is a normal result: most texts on dates and rooms have none.
/// </summary>
public interface ICoder
{
    /// <summary>Name and version, stored with the codes, e.g. <c>indicators-2</c>.</summary>
    string Version { get; }

    /// <summary>The codes of a text, ordered by passage; empty when it is about no theme. Never throws on any text.</summary>
    IReadOnlyList<Code> Code(Codebook codebook, string text);

    /// <summary>
    /// Ids of all themes of the codebook, the likeliest for this text first. Its author sees them in this order when asked what the text is about.
    /// Themes that <see cref="Code"/> finds come before the others.
    /// </summary>
    IReadOnlyList<string> Order(Codebook codebook, string text);
}
