using ReflectionBot.Channels.Slack.Api;

namespace ReflectionBot.Channels.Slack.Inbound.SocketMode;

/// <summary>What prevents a connection.</summary>
/// <param name="Word">For the state and the log: our own fixed word, an exception's type, or Slack's code.</param>
/// <param name="Advice">What a person must do about it; null if it passes by itself.</param>
/// <param name="Asked">Slack asks to wait at least this long.</param>
internal sealed record SlackSocketFailure(string Word, string? Advice = null, TimeSpan? Asked = null)
{
    /// <summary>429, or Slack is failing.</summary>
    public static SlackSocketFailure Busy(TimeSpan? after) => new("busy", Asked: after);

    /// <summary>No hello came.</summary>
    public static SlackSocketFailure NoHello { get; } = new("no_hello");

    /// <summary>A connection broke after its hello.</summary>
    public static SlackSocketFailure Broken { get; } = new("broken");

    /// <summary>A failure without an answer from Slack.</summary>
    public static SlackSocketFailure Of(Exception failure) => new(failure.GetType().Name);

    /// <summary>Slack refused, or the bot does not accept its answer. (Source of the codes: the errors of Slack's pages "apps.connections.open" and "auth.test".)</summary>
    public static SlackSocketFailure Refused(SlackFailure failure, string code) => new(code, code switch
    {
        SlackSocketUrlCheck.WrongAddress => "What answers at Slack:ApiUrl gave an address that is not Slack's. Check Slack:ApiUrl.",
        "not_allowed_token_type" => "Slack:AppToken is a token of another kind. It must be the App-Level Token, which begins with xapp-.",
        _ when failure == SlackFailure.MissingScope => "Slack:AppToken lacks the scope connections:write. Make a new App-Level Token with it on the app's page Basic Information.",
        _ => "Check that Slack:AppToken is an App-Level Token of this app (it begins with xapp-), that nobody has revoked it on the app's page Basic Information, and that Socket Mode is on.",
    });

    /// <summary>The failure if Slack ends the connection and a new one at once would not help; null if it would.</summary>
    public static SlackSocketFailure? Of(SlackParting parting) => parting switch
    {
        SlackParting.Disabled => new("link_disabled", "Socket Mode was switched off on the app's page Socket Mode. Switch it on, or set Slack:Transport to Http."),
        SlackParting.TooMany => new("too_many_websockets", "The app has more connections than the ten that Slack allows. Look whether other copies of the bot run with the same Slack:AppToken."),
        SlackParting.Broken => Broken,
        _ => null,
    };
}
