using ReflectionBot.Checks;

namespace ReflectionBot.Channels.Slack;

/// <summary>Refuses to start if the Slack settings cannot work. Names the key and what was expected, and never repeats a value.</summary>
/// <param name="configuration">For <c>PublicUrl</c>, <c>Storage</c> and <c>Web:SigningKey</c>, which are settings of the host.</param>
internal sealed class SlackOptionsCheck(IConfiguration configuration) : OptionsCheck<SlackOptions>
{
    /// <summary>Slack's signing secrets have 32 hexadecimal digits; this limit only catches an obvious mistake.</summary>
    private const int LeastSecret = 16;

    /// <inheritdoc/>
    public override IEnumerable<string> Mistakes(SlackOptions options) => [.. Shapes(options), .. Transport(options), .. Installation(options), .. Several(options)];

    /// <summary>Whether this can be the address of the Web API: https, or this machine for testing; only a folder, without query or fragment.</summary>
    internal static bool IsApiUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0 && url.AbsolutePath.EndsWith('/') && text.EndsWith('/');

    private static IEnumerable<string> Shapes(SlackOptions options)
    {
        if (options.AppToken.Length > 0 && !IsToken(options.AppToken, "xapp-"))
        {
            yield return "Slack:AppToken must be an \"App-Level Token\" with the scope connections:write, which begins with xapp- (the app's page \"Basic Information\").";
        }

        if (options.BotToken.Length > 0 && !IsToken(options.BotToken, "xoxb-"))
        {
            yield return "Slack:BotToken must be the \"Bot User OAuth Token\", which begins with xoxb- (the app's page \"OAuth & Permissions\"). One that begins with xoxe. is of an app with token rotation, which is not served.";
        }

        if (options.SigningSecret.Length > 0 && !IsSecret(options.SigningSecret))
        {
            yield return "Slack:SigningSecret must be the \"Signing Secret\" of the app's page \"Basic Information\": usually 32 digits and letters from a to f.";
        }

        if (!IsApiUrl(options.ApiUrl))
        {
            yield return "Slack:ApiUrl must be an https address that ends with a slash, e.g. https://slack.com/api/; leave it out unless a stand-in for Slack runs on this machine.";
        }
    }

    private static IEnumerable<string> Transport(SlackOptions options)
    {
        if (!Enum.IsDefined(options.Transport))
        {
            yield return "Slack:Transport must be Socket or Http.";
        }

        if (!options.IsOn)
        {
            yield break;
        }

        if (options is { Transport: SlackTransport.Socket, AppToken.Length: 0 })
        {
            yield return "Slack:AppToken is missing: with Slack:Transport at Socket, the bot opens its connection with the \"App-Level Token\" of the app's page \"Basic Information\". Set it, or set Slack:Transport to Http.";
        }

        if (options is { Transport: SlackTransport.Http, SigningSecret.Length: 0 })
        {
            yield return "Slack:SigningSecret is missing: with Slack:Transport at Http, every request is proved with the \"Signing Secret\" of the app's page \"Basic Information\".";
        }
    }

    private static IEnumerable<string> Installation(SlackOptions options)
    {
        var (byToken, byClient) = (options.BotToken.Length > 0, options.ClientId.Length > 0 || options.ClientSecret.Length > 0);
        if (byToken && byClient)
        {
            yield return $"Slack:BotToken and Slack:{(options.ClientId.Length > 0 ? nameof(options.ClientId) : nameof(options.ClientSecret))} are both set. Expected Slack:BotToken for one workspace, or Slack:ClientId and Slack:ClientSecret for installing the app in several.";
        }
        else if (options.IsOn && !byToken && !byClient)
        {
            yield return "Slack:BotToken is missing: set it to the \"Bot User OAuth Token\" of the app's page \"OAuth & Permissions\"; or, for several workspaces, set Slack:ClientId and Slack:ClientSecret.";
        }

        if (options.ClientId.Length > 0 && options.ClientSecret.Length == 0)
        {
            yield return "Slack:ClientSecret is missing: it goes with Slack:ClientId (the app's page \"Basic Information\").";
        }

        if (options.ClientSecret.Length > 0 && options.ClientId.Length == 0)
        {
            yield return "Slack:ClientId is missing: it goes with Slack:ClientSecret (the app's page \"Basic Information\").";
        }
    }

    /// <summary>Checks the host's settings that installing in several workspaces needs.</summary>
    private IEnumerable<string> Several(SlackOptions options)
    {
        if (options.ClientId.Length == 0)
        {
            yield break;
        }

        if (!Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || url.IsLoopback))
        {
            yield return "PublicUrl is missing or no https address: with Slack:ClientId, Slack sends whoever installs the app back to it. Set it to the address at which people reach the bot, e.g. https://reflect.example.org.";
        }

        if ((IsSet("Storage:ConnectionString") || IsSet("Storage:Endpoint")) && !IsSet("Web:SigningKey"))
        {
            yield return "Web:SigningKey is missing: with Slack:ClientId and a storage account, it protects the workspaces' tokens, and every instance needs the same. Expected base64 of at least 32 random bytes, e.g. from `openssl rand -base64 32`.";
        }
    }

    private bool IsSet(string key) => !string.IsNullOrWhiteSpace(configuration[key]);

    private static bool IsToken(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length && IsPlain(text);

    private static bool IsSecret(string text) => text.Length >= LeastSecret && IsPlain(text);

    /// <summary>Whether the text can be sent in a header. A line break that was copied by accident cannot.</summary>
    private static bool IsPlain(string text) => text.All(c => c is > ' ' and < (char)127);
}
