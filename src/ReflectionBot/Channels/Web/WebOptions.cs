using System.Globalization;
using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Web;

/// <summary>Settings of the web chat, section <c>Web</c>; <see cref="PublicUrl"/> is the host's own key beside it.</summary>
public sealed class WebOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Web";

    /// <summary>The key that signs links, cookies and tokens: base64 of at least 32 random bytes. Empty: a key file in the data folder is used.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>The folder of the key file, relative to the working folder.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>The folder of the page's files; empty for <c>wwwroot</c> beside the program.</summary>
    public string AssetsFolder { get; set; } = "";

    /// <summary>How many days an invitation can be used.</summary>
    public int InvitationDays { get; set; } = 14;

    /// <summary>How many days a browser stays signed in after its last visit: longer than between two milestones, so that people can come back by themselves.</summary>
    public int SessionDays { get; set; } = 180;

    /// <summary>How many minutes a Direct Line token lasts; clients refresh it every 15.</summary>
    public int TokenMinutes { get; set; } = 30;

    /// <summary>How many days the web chat keeps messages, so that a page can show them again.</summary>
    public int TranscriptDays { get; set; } = 30;

    /// <summary>The address at which people reach the bot, e.g. <c>https://reflect.example.org</c>; empty while it runs on one machine only.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary><see cref="PublicUrl"/> parsed; null where it is not set.</summary>
    internal Uri? PublicAddress => PublicUrl.Length == 0 ? null : new Uri(PublicUrl, UriKind.Absolute);
}

/// <summary>Settings of the try-out, section <c>TryOut</c>.</summary>
public sealed class TryOutOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "TryOut";

    /// <summary>The workspace whose people a browser on this machine may act as. No other workspace can be tried out.</summary>
    public const string Workspace = "tryout";

    /// <summary>Whether the try-out can be used. If not set: only while <see cref="WebOptions.PublicUrl"/> is not set.</summary>
    public bool? Enabled { get; set; }
}

/// <summary>Refuses to start with settings that cannot work, and says which key is wrong and what was expected.</summary>
public sealed class WebOptionsCheck : OptionsCheck<WebOptions>
{
    /// <inheritdoc/>
    public override IEnumerable<string> Mistakes(WebOptions options)
    {
        if (options.SigningKey.Length > 0 && Security.SigningKey.Decode(options.SigningKey) is not { Length: >= Security.SigningKey.Bytes })
        {
            yield return "Web:SigningKey must be base64 of at least 32 random bytes, e.g. from `openssl rand -base64 32`. Leave it out to use a key file.";
        }

        if (options.PublicUrl.Length > 0 && !IsOrigin(options.PublicUrl))
        {
            yield return "PublicUrl must be the http or https address of the bot without a path, e.g. https://reflect.example.org.";
        }

        (string Key, int Value, int Least, int Most)[] numbers =
        [
            ("Web:InvitationDays", options.InvitationDays, 1, 365), ("Web:SessionDays", options.SessionDays, 1, 365),
            ("Web:TokenMinutes", options.TokenMinutes, 20, 24 * 60), ("Web:TranscriptDays", options.TranscriptDays, 1, 365),
        ];
        foreach (var (key, _, least, most) in numbers.Where(n => n.Value < n.Least || n.Value > n.Most))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{key} must be a whole number from {least} to {most}.");
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.PathAndQuery == "/" && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0;
}
