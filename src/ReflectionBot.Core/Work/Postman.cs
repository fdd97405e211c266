using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Storage;

namespace ReflectionBot.Core.Work;

/// <summary>Carries a message effect to its channel.</summary>
public sealed class Postman
{
    private readonly ITableStore _store;
    private readonly PeopleStore _people;
    private readonly Dictionary<string, IChatChannel> _channels;

    /// <summary>A postman for these channels.</summary>
    public Postman(ITableStore store, PeopleStore people, IEnumerable<IChatChannel> channels)
    {
        _store = store;
        _people = people;
        _channels = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
    }

    /// <summary>Carries out a message effect of a partition.</summary>
    /// <returns>What became of it, and the row that remembers where it stands, if it asked for one, or goes.</returns>
    internal async Task<(Delivery Delivery, TableWrite? Remember)> CarryAsync(string partition, Effect effect, CancellationToken cancel) => effect switch
    {
        PostMessage post => await SendAsync(post.To, post.Id, post.Message, post.Remember, cancel).ConfigureAwait(false),
        WriteToPerson write => await WriteAsync(write, cancel).ConfigureAwait(false),
        UpdateMessage update => await UpdateAsync(partition, update, cancel).ConfigureAwait(false),
        DeleteMessage delete => (await Channel(delete.To).DeleteAsync(delete.To, delete.MessageId, delete.Id, cancel).ConfigureAwait(false), null),
        _ => throw new InvalidOperationException($"{effect.GetType().Name} is no message"),
    };

    private IChatChannel Channel(ConversationAddress place) => Channel(place.Channel);

    private IChatChannel Channel(string name) =>
        _channels.GetValueOrDefault(name) ?? throw new InvalidOperationException($"the channel {name} is not connected; connect it in the configuration, or messages to it wait");

    private async Task<(Delivery, TableWrite?)> SendAsync(ConversationAddress to, string id, OutboundMessage message, string? remember, CancellationToken cancel)
    {
        if (message is FileMessage && to.Shared)
        {
            return (new Delivery.Refused("a file is for one person"), null);
        }

        var delivery = await Channel(to).SendAsync(to, id, message, cancel).ConfigureAwait(false);
        var row = remember is not null && delivery is Delivery.Sent sent
            ? new PutRow(Keys.Posted(remember), ProjectRows.Place(Columns.Empty, to).With("MessageId", sent.MessageId))
            : null;
        return (delivery, row);
    }

    private async Task<(Delivery, TableWrite?)> WriteAsync(WriteToPerson write, CancellationToken cancel)
    {
        var person = await _people.GetAsync(write.Person, cancel).ConfigureAwait(false);
        if (person?.Address is not { } address)
        {
            return (new Delivery.Unreachable(), null);
        }

        try
        {
            var place = await Channel(address.Channel).OpenDirectAsync(address, cancel).ConfigureAwait(false);
            return place is null ? (new Delivery.Unreachable(), null) : await SendAsync(place, write.Id, write.Message, write.Remember, cancel).ConfigureAwait(false);
        }
        catch (ChannelBusyException e)
        {
            return (new Delivery.Later(e.After), null);
        }
    }

    private async Task<(Delivery, TableWrite?)> UpdateAsync(string partition, UpdateMessage update, CancellationToken cancel)
    {
        var (to, messageId) = (update.To, update.MessageId);
        TableWrite? forget = null;
        if (update.Remembered is { } name)
        {
            var row = await _store.GetAsync(partition, Keys.Posted(name), cancel).ConfigureAwait(false);
            (to, messageId) = row is null ? (null, null) : (ProjectRows.ReadPlace(row.Columns), row.Columns.Text("MessageId"));
            forget = update.Forget && row is not null ? new DeleteRow(row.Key, row.ETag) : null;
        }

        return to is null || messageId is null
            ? (new Delivery.Sent(""), forget)
            : (await Channel(to).UpdateAsync(to, messageId, update.Id, update.Message, cancel).ConfigureAwait(false), forget);
    }
}
