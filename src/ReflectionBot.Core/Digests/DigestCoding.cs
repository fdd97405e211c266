using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests;

/// <summary>The codebook and coder used for digests.</summary>
/// <param name="Codebook">The themes.</param>
/// <param name="Coder">The coder of the answers.</param>
public sealed record DigestCoding(Codebook Codebook, ICoder Coder);
