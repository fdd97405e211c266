namespace ReflectionBot.Operations.Coding.Reading;

/// <summary>A reading model to be measured, as it is named on the command line.</summary>
/// <param name="Endpoint">The address of an interface that speaks OpenAI's chat completions: https, or http on this machine.</param>
/// <param name="Model">The model's name there.</param>
/// <param name="KeyFrom">The environment variable that holds the key; null for an endpoint of this machine that needs none.</param>
/// <param name="MostTexts">How many texts are sent at most.</param>
/// <param name="MostCharacters">How many characters of texts are sent at most, in all.</param>
/// <param name="Names">Names that are masked besides contacts.</param>
internal sealed record ReaderRequest(string Endpoint, string Model, string? KeyFrom, int MostTexts, int MostCharacters, IReadOnlyList<string> Names)
{
    /// <summary>What is wrong with it, in a sentence; null for nothing. The key is never repeated.</summary>
    public string? Mistake(Func<string, string?> environment) =>
        !Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) ? "--reader needs an address that begins with https://, or with http:// on this machine: what people wrote is not sent in the open."
        : uri.UserInfo.Length > 0 ? "--reader takes no name or password in the address. Put the key into an environment variable and name it with --key-from."
        : string.IsNullOrWhiteSpace(Model) ? "--reader needs --model: the model's name at that address."
        : KeyFrom is null && !uri.IsLoopback ? "--reader needs --key-from: the name of the environment variable that holds the key."
        : KeyFrom is not null && string.IsNullOrWhiteSpace(environment(KeyFrom)) ? $"The environment variable {KeyFrom} is empty. It has to hold the key."
        : MostTexts < 1 || MostCharacters < 1 ? "--most-texts and --most-characters have to be at least 1."
        : null;
}
