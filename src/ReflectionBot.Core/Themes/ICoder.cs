namespace ReflectionBot.Core.Themes;

/// <summary>
/// The coder seam: text and codebook in, codes out. A coder is local and deterministic, takes time linear in the text whatever the text is,
/// and explains each code by its passage and indicator. No code at all is an ordinary result: most texts on dates and rooms have none.
/// </summary>
public interface ICoder
{
    /// <summary>Name and version, stored with the codes, e.g. <c>indicators-2</c>.</summary>
    string Version { get; }

    /// <summary>The codes of a text in order of their passages; empty when it speaks of no theme. Never throws on any text.</summary>
    IReadOnlyList<Code> Code(Codebook codebook, string text);

    /// <summary>
    /// Ids of all themes of the codebook, the likeliest for this text first: what its author is offered first when asked what it is about.
    /// What <see cref="Code"/> finds stands before what it does not.
    /// </summary>
    IReadOnlyList<string> Order(Codebook codebook, string text);
}
