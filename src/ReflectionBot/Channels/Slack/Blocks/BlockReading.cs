using System.Text.Json;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Slack.Blocks;

/// <summary>
/// Reads back what the renderers wrote into buttons and modals. It comes from the client, so reading is strict and bounded, and nothing throws. The
/// content is only a claim.
/// </summary>
internal static class BlockReading
{
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 4 };

    /// <summary>What a pressed button does, from its <c>value</c>; null if that is not one of ours.</summary>
    public static ButtonAction? ReadButton(string? value) => Read(value, SlackLimits.ButtonValue);

    /// <summary>The [Save] of a form's modal, from its <c>private_metadata</c>; null if that is not one of ours.</summary>
    public static ButtonAction? ReadSave(string? privateMetadata) => Read(privateMetadata, SlackLimits.Metadata);

    /// <summary>
    /// The texts that were submitted in a form's modal, by field. An emptied field is "" (Slack sends null). A missing field had no box, or does not
    /// look like one of ours: its value must be kept.
    /// </summary>
    /// <param name="viewState">The <c>state</c> of the view of a <c>view_submission</c>: <c>{"values": {block id: {action id: {"value": ...}}}}</c>.</param>
    public static IReadOnlyDictionary<string, string> ReadFields(JsonElement viewState)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (viewState.Part("values") is not { ValueKind: JsonValueKind.Object } values)
        {
            return fields;
        }

        foreach (var block in values.EnumerateObject().Take(SlackLimits.ViewBlocks))
        {
            if (Name(block) is { Length: > 0 and <= SlackLimits.Id } id && block.Value.Part(id) is { } input && Value(input) is { } value)
            {
                fields[id] = value;
            }
        }

        return fields;
    }

    /// <summary>A box takes 3,000 characters, as Slack counts them. The dialog itself reports a text that is too long for an answer.</summary>
    private const int LongestValue = 100_000;

    private static string? Value(JsonElement input)
    {
        if (input.Word("type") != "plain_text_input")
        {
            return null;
        }

        return input.Part("value") is not { } value ? "" : value.Word() is { Length: <= LongestValue } text ? text : null;
    }

    private static string? Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null; // Not valid Unicode.
        }
    }

    private static ButtonAction? Read(string? json, int longest)
    {
        if (json is null || json.Length is 0 || json.Length > longest)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json, Shallow);
            return ActionData.Read(document.RootElement);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or ArgumentException)
        {
            return null; // Not JSON, or a text in it is not valid Unicode.
        }
    }
}
