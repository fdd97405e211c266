using System.Collections.Immutable;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Reflections;

/// <summary>
/// What a facilitator says an answer is about. It replaces what the coder finds in the same text, not what its author says, and is dropped when
/// the text changes.
/// </summary>
/// <param name="Themes">Empty where they said that it is about none of them.</param>
/// <param name="By">The facilitator's id.</param>
/// <param name="At">When they last said so (UTC).</param>
/// <param name="IsBlind">They said so before they saw what the coder finds. Only such answers show how far the two agree.</param>
public sealed record ReviewedThemes(ImmutableList<SidedTheme> Themes, string By, DateTimeOffset At, bool IsBlind);
