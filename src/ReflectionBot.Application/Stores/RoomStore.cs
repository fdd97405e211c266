using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Stores;

/// <summary>
/// A chat opened by a link that another person made. It is not connected to its person until they confirm it: none of their data is shown,
/// changed or erased there.
/// </summary>
/// <param name="Address">The room's own address.</param>
/// <param name="Person">The person it is for.</param>
/// <param name="Code">The code that people use to refer to it.</param>
/// <param name="MadeBy">The name of the person who requested the link; null if it is not known.</param>
public sealed record Room(ChatAddress Address, string Person, string Code, string? MadeBy);

/// <summary>What is still stored about a room after it was confirmed.</summary>
/// <param name="Code">The code that people use to refer to it.</param>
/// <param name="Words">The hash of the recovery words that confirmed it, as in <see cref="RecoveryAnswer.Right.Hash"/>; null if another chat of the person confirmed it.</param>
public sealed record FormerRoom(string Code, string? Words);

/// <summary>The empty rooms. A room's row is in the address directory, in place of a person's; a reference in the person's partition finds it by its code.</summary>
public sealed class RoomStore(ITableStore store)
{
    /// <summary>Key prefix, in a person's partition, of the rooms that wait to be confirmed.</summary>
    public const string Waiting = "room";

    private const string For = "RoomFor";

    /// <summary>The room at an address; null if there is none, or it has been confirmed.</summary>
    public async Task<Room?> FindAsync(ChatAddress address, CancellationToken cancel) =>
        (await store.GetAsync(Keys.Address(address), Keys.Self, cancel))?.Columns is { } c && c.Text(For) is { } person
            ? new Room(address, person, c.NeedText("Code"), c.Text("MadeBy"))
            : null;

    /// <summary>The room of a person with this code, or null.</summary>
    public async Task<Room?> FindAsync(string person, string code, CancellationToken cancel) =>
        await store.GetAsync(Keys.Person(person), Keys.Join(Waiting, code), cancel) is { } row
            ? await FindAsync(AddressOf(row), cancel)
            : null;

    /// <summary>The address of a waiting room, from its reference row.</summary>
    public static ChatAddress AddressOf(Row row)
    {
        return new ChatAddress(row.Columns.NeedText("Channel"), row.Columns.NeedText("ChannelWorkspace"), row.Columns.NeedText("User"));
    }

    /// <summary>Stores a room; storing it again changes nothing, and a confirmed room stays confirmed.</summary>
    /// <returns>The write of the reference by code, for the batch that announces the room.</returns>
    public async Task<TableWrite> OpenAsync(Room room, CancellationToken cancel)
    {
        var row = Columns.Empty.With(For, room.Person).With("Code", room.Code).With("MadeBy", room.MadeBy);
        await store.TryInsertAsync(Keys.Address(room.Address), Keys.Self, row, cancel);
        return new PutRow(Keys.Join(Waiting, room.Code), Columns.Empty.With("Channel", room.Address.Channel).With("ChannelWorkspace", room.Address.Workspace).With("User", room.Address.User));
    }

    /// <summary>The write that deletes a room's reference, for the batch that announces the outcome.</summary>
    public static TableWrite Forget(string code) => new DeleteRow(Keys.Join(Waiting, code));

    /// <summary>Confirms the room: it belongs to its person from now on.</summary>
    /// <param name="room">The room.</param>
    /// <param name="words">As <see cref="FormerRoom.Words"/>.</param>
    /// <param name="cancel">Cancels the write.</param>
    public Task ConfirmAsync(Room room, string? words, CancellationToken cancel)
    {
        return store.PutAsync(Keys.Address(room.Address), Keys.Self, Columns.Empty.With("Person", room.Person).With("Code", room.Code).With("Words", words), cancel);
    }

    /// <summary>The former room at a confirmed address; null for an address that was never a room.</summary>
    public async Task<FormerRoom?> FormerAsync(ChatAddress address, CancellationToken cancel) =>
        (await store.GetAsync(Keys.Address(address), Keys.Self, cancel))?.Columns is { } c && c.Text(For) is null && c.Text("Code") is { } code
            ? new FormerRoom(code, c.Text("Words"))
            : null;

    /// <summary>Deletes the room.</summary>
    public Task CloseAsync(Room room, CancellationToken cancel)
    {
        return store.DeleteAsync(Keys.Address(room.Address), Keys.Self, cancel);
    }
}
