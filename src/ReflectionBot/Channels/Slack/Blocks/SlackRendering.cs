using System.Text.Json.Nodes;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>A message as Slack shows it: the message itself and, if it does not fit into one, the rest in its thread.</summary>
/// <param name="Parts">At least one. The first is the message with all its buttons; the others go to its thread, in order.</param>
internal sealed record SlackRendering(IReadOnlyList<SlackPart> Parts);

/// <summary>One message of Slack within all its limits.</summary>
/// <param name="Text">For notifications: fixed words, never a person's own text.</param>
/// <param name="Blocks">What is shown; at most 50, at most 12,000 characters in all.</param>
internal sealed record SlackPart(string Text, JsonArray Blocks);
