using ReflectionBot.Application.Stores;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Channels.Web;

/// <summary>Finds the person behind a user of the web chat, as far as links and sessions need it.</summary>
public sealed class WebPersons(WebPeople people, PeopleStore persons, RoomStore rooms)
{
    /// <summary>
    /// Whether the person behind this user was seen before, here or in another chat that leads to the same person, or such a chat is known. Then a
    /// link that another person created must not open their data.
    /// </summary>
    public async Task<bool> IsKnownAsync(WebUser user, CancellationToken cancel)
    {
        if (await people.HasBeenInAsync(user, cancel))
        {
            return true;
        }

        if (await FindAsync(user, cancel) is not { } person)
        {
            return false;
        }

        var known = person.SeenAt is not null;
        foreach (var address in await persons.AddressesAsync(person, cancel))
        {
            known |= address.Channel != WebKeys.Channel
                || (await people.Directory.FindUserAsync(address.User, cancel) is { } other && await people.HasBeenInAsync(other, cancel));
        }

        return known;
    }

    /// <summary>Whether the bot has met the person: they have been in one of their chats. Also true for a user without a person, such as a room.</summary>
    public async Task<bool> IsMetAsync(WebUser user, CancellationToken cancel) =>
        await FindAsync(user, cancel) is not { SeenAt: null };

    /// <summary>Whether two users of the web chat are the same, or lead to the same person.</summary>
    public async Task<bool> AreOneAsync(WebUser one, WebUser other, CancellationToken cancel)
    {
        return one.Id == other.Id
            || (await FindAsync(one, cancel) is { } person && person.Id == (await FindAsync(other, cancel))?.Id);
    }

    /// <summary>The person behind a user; null for an empty room, and where there is none.</summary>
    public Task<Person?> FindAsync(WebUser user, CancellationToken cancel)
    {
        return persons.FindAsync(user.Address, cancel);
    }

    /// <summary>The empty room that a user is; null for all other users.</summary>
    public Task<Room?> RoomAsync(WebUser user, CancellationToken cancel)
    {
        return rooms.FindAsync(user.Address, cancel);
    }
}
