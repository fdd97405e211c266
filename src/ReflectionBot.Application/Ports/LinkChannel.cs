using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Ports;

/// <summary>The channel that people without an account come into, by a personal link alone. Its page tells nobody of anything while it is closed.</summary>
/// <param name="Name">Its name in addresses.</param>
public sealed record LinkChannel(string Name)
{
    /// <summary>Whether an address is in it.</summary>
    public bool Has(ChatAddress address) => address.Channel == Name;

    /// <summary>The address there of somebody who has none elsewhere.</summary>
    public ChatAddress AddressOf(string workspace, string person) => new(Name, workspace, person);
}
