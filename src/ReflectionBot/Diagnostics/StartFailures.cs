using Microsoft.Extensions.Options;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Diagnostics;

/// <summary>What whoever starts the bot is told when it cannot start: a sentence that says what to do, not a stack trace.</summary>
internal static class StartFailures
{
    /// <summary>Runs a start; a failure that has a sentence is said, any other is thrown.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> SayAsync(TextWriter errors, Func<Task> start)
    {
        try
        {
            await start().ConfigureAwait(false);
            return 0;
        }
        catch (OptionsValidationException e)
        {
            foreach (var failure in e.Failures)
            {
                await errors.WriteLineAsync($"The configuration is wrong. {failure}").ConfigureAwait(false);
            }
        }
        catch (StoreUnavailableException e)
        {
            await errors.WriteLineAsync(e.Message).ConfigureAwait(false);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await errors.WriteLineAsync($"{e.Message} Another program (or another ReflectionBot) listens there. Stop it, or choose another address: --urls http://localhost:3979").ConfigureAwait(false);
        }
        catch (InvalidOperationException e) when (e.InnerException is FormatException or ArgumentException && e.Message.Contains("configuration value", StringComparison.OrdinalIgnoreCase))
        {
            // The binder's own words name the key and the expected type.
            await errors.WriteLineAsync($"The configuration is wrong. {e.Message}").ConfigureAwait(false);
        }

        return 1;
    }
}

/// <summary>The words on the command line.</summary>
internal static class Usage
{
    /// <summary>Says what can be typed.</summary>
    /// <returns>The exit code for a command line that was not understood.</returns>
    public static int Unknown(string word, TextWriter errors)
    {
        errors.WriteLine($"I don't know \"{word}\".");
        errors.WriteLine("  (nothing)                                       start the bot");
        errors.WriteLine("  demo                                            play one whole round and print the digest");
        errors.WriteLine("  web-project \"<channel>\" \"<your name>\"           make a web channel and a personal link for its facilitator");
        return 2;
    }
}
