using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests;

/// <summary>What digests are made with.</summary>
/// <param name="Codebook">The themes.</param>
/// <param name="Coder">What coded the answers.</param>
public sealed record DigestCoding(Codebook Codebook, ICoder Coder);
