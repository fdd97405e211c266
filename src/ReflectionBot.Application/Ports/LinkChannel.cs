using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Ports;

/// <summary>The channel for people without an account; they enter it only by a personal link. Its page cannot notify anyone while it is closed.</summary>
/// <param name="Name">Its name in addresses.</param>
public sealed record LinkChannel(string Name)
{
    /// <summary>Whether an address is in this channel.</summary>
    public bool Has(ChatAddress address) => address.Channel == Name;

    /// <summary>The address in this channel of a person who has none elsewhere.</summary>
    public ChatAddress AddressOf(string workspace, string person) => new(Name, workspace, person);
}
