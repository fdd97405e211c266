using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Channels.Shared;

/// <summary>The language of one person, for what a channel itself says to them: that something was not kept, or a window that it opens. What many read is said in the installation's.</summary>
internal sealed class ReaderLanguage(PeopleStore people, DefaultLanguage installation)
{
    /// <summary>As their chat program says it.</summary>
    public string Of(string? locale) => Language.Read(locale) ?? installation.Name;

    /// <summary>As it is known of them.</summary>
    public async Task<string> OfAsync(ChatAddress who, CancellationToken cancel)
    {
        try
        {
            return (await people.FindAsync(who, cancel))?.Language ?? installation.Name;
        }
        catch (StoreUnavailableException)
        {
            return installation.Name; // No reason to say nothing.
        }
    }
}
