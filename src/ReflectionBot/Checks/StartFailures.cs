using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Checks;

/// <summary>What the operator is told when the bot cannot start: a sentence that says what to do, not a stack trace.</summary>
internal static class StartFailures
{
    private const string Wrong = "The configuration is wrong.";

    /// <summary>Runs a start. Prints a failure that has a sentence; throws any other.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> SayAsync(TextWriter errors, Func<Task> start)
    {
        try
        {
            await start();
            return 0;
        }
        catch (Exception e) when (Sentences(e) is { Count: > 0 } sentences)
        {
            foreach (var sentence in sentences)
            {
                await errors.WriteLineAsync(sentence);
            }

            return 1;
        }
    }

    /// <summary>The sentences to print; empty for a failure that is a bug.</summary>
    private static IReadOnlyList<string> Sentences(Exception failure) => failure switch
    {
        OptionsValidationException options => [.. options.Failures.Select(f => $"{Wrong} {f}")],
        // Several sections are wrong.
        AggregateException all when all.InnerExceptions.All(e => Sentences(e).Count > 0) => [.. all.InnerExceptions.SelectMany(Sentences)],
        StoreUnavailableException or CannotStartException => [failure.Message],
        IOException { InnerException: AddressInUseException } =>
            [$"{failure.Message} Another program (or another ReflectionBot) listens there. Stop it, or choose another address: --Urls http://localhost:3979"],
        SocketException or IOException { InnerException: SocketException } =>
            [$"{Wrong} Urls names an address that this machine cannot listen on: {failure.Message}. Expected e.g. {Listening.DefaultUrl}; ports under 1024 need special rights."],
        InvalidOperationException { InnerException: { } inner } when inner is FormatException or ArgumentException or OverflowException && IsBinding(failure) => [$"{Wrong} {failure.Message}"],
        InvalidDataException { InnerException: FormatException { InnerException: System.Text.Json.JsonException json } } =>
            [$"{Wrong} {failure.Message} It is no JSON in line {json.LineNumber + 1}: a comma or a quote is missing, or one too many. appsettings.sample.json shows how it should look."],
        InvalidOperationException when failure.Message.Contains("HTTPS endpoint", StringComparison.OrdinalIgnoreCase) =>
            [$"{Wrong} Urls names an https address, and there is no certificate for it. Use an http address such as {Listening.DefaultUrl} with a proxy in front that has the certificate, and set PublicUrl."],
        _ => [],
    };

    /// <summary>The binder's own message names the key and the expected type.</summary>
    private static bool IsBinding(Exception failure) => failure.Message.Contains("configuration value", StringComparison.OrdinalIgnoreCase);
}
