using System.Net;
using System.Text.Json;
using ReflectionBot.Channels.Activities;

namespace ReflectionBot.Channels.Teams;

/// <summary>A message's text as somebody meant it.</summary>
/// <param name="Text">Without markup; a mention of the bot stands in front as <c>@ReflectionBot</c>, other mentions as plain names.</param>
/// <param name="Mentions">The ids (<c>29:</c>) and names of the people mentioned.</param>
internal sealed record TeamsText(string Text, IReadOnlyList<(string Id, string Name)> Mentions)
{
    private const string Bot = "@ReflectionBot ";

    /// <summary>
    /// Reads an activity's text. Mentions stand in it as <c>&lt;at&gt;Name&lt;/at&gt;</c>, each with an entity that repeats it: only what an entity
    /// repeats is a mention, everything else is what somebody typed. (Source: "Channel and group chat conversations with a bot", mentions.)
    /// </summary>
    /// <param name="activity">A message or an update of one.</param>
    public static TeamsText Of(Activity activity)
    {
        var text = activity.TextFormat == "xml" ? WebUtility.HtmlDecode(activity.Text ?? "") : activity.Text ?? "";
        var (addressed, mentions) = (false, new List<(string, string)>());
        foreach (var (id, name, mark) in (activity.Entities ?? []).Take(MostEntities).Select(Mention).OfType<(string, string, string)>())
        {
            var at = text.IndexOf(mark, StringComparison.Ordinal);
            var isBot = id == activity.Recipient?.Id;
            addressed |= isBot;
            if (!isBot && name.Length > 0)
            {
                mentions.Add((id, name));
            }

            if (at >= 0)
            {
                // Teams writes this for the space after a mention.
                var rest = text[(at + mark.Length)..];
                text = text[..at] + (isBot ? " " : name) + (rest.StartsWith("&nbsp;", StringComparison.Ordinal) ? " " + rest[6..] : rest);
            }
        }

        return new(addressed ? Bot + text.Trim() : text, mentions);
    }

    private const int MostEntities = 50;

    private static (string Id, string Name, string Mark)? Mention(JsonElement entity)
    {
        if (entity.ValueKind != JsonValueKind.Object || Word(entity, "type") != "mention" || Word(entity, "text") is not { Length: > 0 and <= 300 } mark
            || !entity.TryGetProperty("mentioned", out var mentioned) || mentioned.ValueKind != JsonValueKind.Object || Word(mentioned, "id") is not { Length: > 0 and <= 200 } id)
        {
            return null;
        }

        return (id, Word(mentioned, "name") is { Length: <= 200 } name ? name : "", mark);
    }

    private static string? Word(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
