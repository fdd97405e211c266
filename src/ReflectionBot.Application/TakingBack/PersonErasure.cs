using ReflectionBot.Application.Files;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.TakingBack;

/// <summary>Erases a person: files about them, what channels store about them, their addresses, and their own partition with everything in it.</summary>
public sealed class PersonErasure
{
    private readonly ITableStore _store;
    private readonly PeopleStore _people;
    private readonly FileStore _files;
    private readonly IReadOnlyList<IChatChannel> _channels;

    /// <summary>Erases in these stores and channels.</summary>
    public PersonErasure(ITableStore store, PeopleStore people, FileStore files, IEnumerable<IChatChannel> channels)
    {
        _store = store;
        _people = people;
        _files = files;
        _channels = [.. channels];
    }

    /// <summary>
    /// Erases a person if no project refers to them any more; otherwise does nothing. The row with their addresses is deleted last, so that an
    /// interrupted run can find the rest.
    /// </summary>
    public async Task IfOnNoProjectAsync(string person, CancellationToken cancel)
    {
        if ((await _people.ProjectsOfAsync(person, cancel)).Count > 0)
        {
            return;
        }

        await _files.DeleteAboutAsync(person, cancel);
        var known = await _people.GetAsync(person, cancel);
        var rooms = await _store.ListAsync(Keys.Person(person), Keys.Prefix(RoomStore.Waiting), cancel);
        var addresses = known is null ? [] : await _people.AddressesAsync(known, cancel);
        foreach (var address in addresses.Concat(rooms.Select(RoomStore.AddressOf)).Distinct())
        {
            if (_channels.FirstOrDefault(c => c.Name == address.Channel) is { } channel)
            {
                await channel.ForgetAsync(address, cancel);
            }

            await EraseAsync(Keys.Address(address), keep: null, cancel);
        }

        await EraseAsync(Keys.Person(person), Keys.Self, cancel);
        await _store.DeleteAsync(Keys.Person(person), Keys.Self, cancel);
    }

    private async Task EraseAsync(string partition, string? keep, CancellationToken cancel)
    {
        foreach (var row in (await _store.ListAsync(partition, "", cancel)).Where(r => r.Key != keep))
        {
            await _store.DeleteAsync(partition, row.Key, cancel);
        }
    }
}
