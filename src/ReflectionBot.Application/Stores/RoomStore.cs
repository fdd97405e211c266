using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Stores;

/// <summary>
/// A chat that was opened by a link somebody else made for a person. It leads to nobody until the person confirms it: nothing of theirs is
/// shown, changed or erased there.
/// </summary>
/// <param name="Address">The room's own address.</param>
/// <param name="Person">Whom it is for.</param>
/// <param name="Code">What people call it by.</param>
/// <param name="MadeBy">The name of whoever had the link made; null where it is not known.</param>
public sealed record Room(ChatAddress Address, string Person, string Code, string? MadeBy);

/// <summary>What a confirmed room keeps of the time before.</summary>
/// <param name="Code">What people call it by.</param>
/// <param name="Words">The recovery words that confirmed it, as <see cref="RecoveryAnswer.Right.Hash"/> said them; null where a chat of the person's did.</param>
public sealed record FormerRoom(string Code, string? Words);

/// <summary>The empty rooms. A room's row stands where a chat address is looked up; a reference in the person's partition finds it by its code.</summary>
public sealed class RoomStore
{
    /// <summary>Key prefix, in a person's partition, of the rooms that wait to be confirmed.</summary>
    public const string Waiting = "room";

    private const string For = "RoomFor";

    private readonly ITableStore _store;

    /// <summary>Rooms in this table.</summary>
    public RoomStore(ITableStore store) => _store = store;

    /// <summary>The room at an address; null where there is none, or it has been confirmed.</summary>
    public async Task<Room?> FindAsync(ChatAddress address, CancellationToken cancel) =>
        (await _store.GetAsync(Keys.Address(address), Keys.Self, cancel))?.Columns is { } c && c.Text(For) is { } person
            ? new Room(address, person, c.NeedText("Code"), c.Text("MadeBy"))
            : null;

    /// <summary>The room of a person with this code, or null.</summary>
    public async Task<Room?> FindAsync(string person, string code, CancellationToken cancel) =>
        await _store.GetAsync(Keys.Person(person), Keys.Join(Waiting, code), cancel) is { } row
            ? await FindAsync(AddressOf(row), cancel)
            : null;

    /// <summary>The address of a room that waits, from the row that finds it.</summary>
    public static ChatAddress AddressOf(Row row)
    {
        return new ChatAddress(row.Columns.NeedText("Channel"), row.Columns.NeedText("ChannelWorkspace"), row.Columns.NeedText("User"));
    }

    /// <summary>Makes a room known; the same again changes nothing, and one that was confirmed stays so.</summary>
    /// <returns>The write that makes it found by its code, for the batch that tells of it.</returns>
    public async Task<TableWrite> OpenAsync(Room room, CancellationToken cancel)
    {
        var row = Columns.Empty.With(For, room.Person).With("Code", room.Code).With("MadeBy", room.MadeBy);
        await _store.TryInsertAsync(Keys.Address(room.Address), Keys.Self, row, cancel);
        return new PutRow(Keys.Join(Waiting, room.Code), Columns.Empty.With("Channel", room.Address.Channel).With("ChannelWorkspace", room.Address.Workspace).With("User", room.Address.User));
    }

    /// <summary>The write that forgets a room's code, for the batch that tells what became of it.</summary>
    public static TableWrite Forget(string code) => new DeleteRow(Keys.Join(Waiting, code));

    /// <summary>The room leads to its person from now on.</summary>
    /// <param name="room">The room.</param>
    /// <param name="words">As <see cref="FormerRoom.Words"/>.</param>
    /// <param name="cancel">Cancels the write.</param>
    public Task ConfirmAsync(Room room, string? words, CancellationToken cancel)
    {
        return _store.PutAsync(Keys.Address(room.Address), Keys.Self, Columns.Empty.With("Person", room.Person).With("Code", room.Code).With("Words", words), cancel);
    }

    /// <summary>The room that this address was before it was confirmed; null for an address that never was one.</summary>
    public async Task<FormerRoom?> FormerAsync(ChatAddress address, CancellationToken cancel) =>
        (await _store.GetAsync(Keys.Address(address), Keys.Self, cancel))?.Columns is { } c && c.Text(For) is null && c.Text("Code") is { } code
            ? new FormerRoom(code, c.Text("Words"))
            : null;

    /// <summary>The room is no more.</summary>
    public Task CloseAsync(Room room, CancellationToken cancel)
    {
        return _store.DeleteAsync(Keys.Address(room.Address), Keys.Self, cancel);
    }
}
