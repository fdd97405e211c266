using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Slack.Install;

/// <summary>
/// The app's manifest, to be pasted at api.slack.com. The file in the repository is for Socket Mode; with an address, the manifest is for HTTP.
/// (Source of the fields: docs.slack.dev/reference/app-manifest.)
/// </summary>
internal static class SlackManifest
{
    /// <summary>The longest name that Slack accepts.</summary>
    public const int LongestName = 35;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file to which the build copies it, beside the program.</summary>
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "manifests", "slack", "manifest.json");

    /// <summary>Reads the manifest and completes it.</summary>
    /// <param name="name">The bot's name; null for the name in the file.</param>
    /// <param name="publicUrl">The bot's address, for requests and for installing. Null: Socket Mode.</param>
    /// <returns>JSON, indented.</returns>
    /// <exception cref="CannotStartException">The file is missing or is not JSON.</exception>
    public static string Write(string? name, Uri? publicUrl)
    {
        var manifest = Read();
        if (name is not null)
        {
            manifest["display_information"]!["name"] = name;
            manifest["features"]!["bot_user"]!["display_name"] = name;
        }

        if (publicUrl is not null)
        {
            Address(manifest, publicUrl);
        }

        return manifest.ToJsonString(Readable);
    }

    /// <summary>The three addresses that Slack posts to, and the one it sends browsers back to.</summary>
    private static void Address(JsonNode manifest, Uri publicUrl)
    {
        var settings = manifest["settings"]!;
        settings["event_subscriptions"]!["request_url"] = new Uri(publicUrl, "/slack/events").AbsoluteUri;
        settings["interactivity"]!["request_url"] = new Uri(publicUrl, "/slack/interactions").AbsoluteUri;
        foreach (var command in manifest["features"]!["slash_commands"]!.AsArray())
        {
            command!["url"] = new Uri(publicUrl, "/slack/commands").AbsoluteUri;
        }

        settings["socket_mode_enabled"] = false;
        manifest["oauth_config"]!["redirect_urls"] = new JsonArray(new Uri(publicUrl, InstallAddresses.RedirectPath).AbsoluteUri);
    }

    private static JsonNode Read()
    {
        try
        {
            return JsonNode.Parse(System.IO.File.ReadAllBytes(File)) ?? throw new CannotStartException($"{File} is empty.");
        }
        catch (JsonException e)
        {
            throw new CannotStartException($"{File} is no JSON in line {e.LineNumber + 1}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The Slack app's manifest {File} cannot be read. Build or publish the bot again; it copies the folder manifests/slack.", e);
        }
    }
}
