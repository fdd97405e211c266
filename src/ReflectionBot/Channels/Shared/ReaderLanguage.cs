using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Channels.Shared;

/// <summary>
/// The language of one person, for the channel's own messages to them: that something was not kept, or a window that it opens. Messages that many
/// people read use the installation's language.
/// </summary>
internal sealed class ReaderLanguage(PeopleStore people, DefaultLanguage installation)
{
    /// <summary>The language that their chat program reports.</summary>
    public string Of(string? locale) => Language.Read(locale) ?? installation.Name;

    /// <summary>The language that is stored for them.</summary>
    public async Task<string> OfAsync(ChatAddress who, CancellationToken cancel)
    {
        try
        {
            return (await people.FindAsync(who, cancel))?.Language ?? installation.Name;
        }
        catch (StoreUnavailableException)
        {
            return installation.Name; // The message is still sent, in the installation's language.
        }
    }
}
