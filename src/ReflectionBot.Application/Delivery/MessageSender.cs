using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Delivery;

/// <summary>Where a message goes, as of the lookup.</summary>
/// <param name="Effect">The message.</param>
/// <param name="Channel">The channel's name; null if the message goes nowhere.</param>
/// <param name="Who">The recipient, if the message is for one person rather than a known conversation.</param>
/// <param name="To">The conversation it is in or will be posted to.</param>
/// <param name="MessageId">The channel's id of the message to change.</param>
/// <param name="Forget">Deletes the remembered name; null to keep it.</param>
/// <param name="Language">The recipient's language, if it was looked up.</param>
internal sealed record Route(Effect Effect, string? Channel, ChatAddress? Who = null, ConversationAddress? To = null, string? MessageId = null, TableWrite? Forget = null, string? Language = null);

/// <summary>Sends a message effect to its channel.</summary>
public sealed partial class MessageSender
{
    private readonly ITableStore _store;
    private readonly PeopleStore _people;
    private readonly DefaultLanguage _language;
    private readonly ILogger _log;
    private readonly Dictionary<string, IChatChannel> _channels;
    private readonly ConcurrentDictionary<string, bool> _missing = new(StringComparer.Ordinal); // Logged once per channel, not once per message.

    /// <summary>A sender for these channels.</summary>
    public MessageSender(ITableStore store, PeopleStore people, IEnumerable<IChatChannel> channels, DefaultLanguage language, ILogger<MessageSender> log)
    {
        _language = language;
        _store = store;
        _people = people;
        _log = log;
        _channels = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
    }

    /// <summary>Looks up where a message effect of a partition goes.</summary>
    internal async Task<Route> RouteAsync(string partition, Effect effect, CancellationToken cancel)
    {
        switch (effect)
        {
            case PostMessage post:
                return new(post, post.To.Channel, To: post.To);
            case WriteToPerson write:
                var person = await _people.GetAsync(write.Person, cancel);
                return new(write, person?.Address?.Channel, person?.Address, Language: person?.Language);
            case WriteToChat write:
                return new(write, write.To.Channel, write.To);
            case WriteAside aside:
                return new(aside, aside.Near.Channel, aside.To, aside.Near);
            case UpdateMessage { Remembered: { } name } update:
                var row = await _store.GetAsync(partition, Keys.Posted(name), cancel);
                var place = row is null ? null : ProjectRows.ReadPlace(row.Columns);
                return new(update, place?.Channel, null, place, row?.Columns.Text("MessageId"), update.Forget && row is not null ? new DeleteRow(row.Key, row.ETag) : null);
            case UpdateMessage update:
                return new(update, update.To?.Channel, null, update.To, update.MessageId);
            case DeleteMessage delete:
                return new(delete, delete.To.Channel, null, delete.To, delete.MessageId);
            default:
                throw new InvalidOperationException($"{effect.GetType().Name} is no message");
        }
    }

    /// <summary>Carries out a message effect. Text that the channel adds is in the reader's language; in a shared conversation, in the installation's language.</summary>
    /// <param name="route">Where it goes.</param>
    /// <param name="made">The language in which the effect was created.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <returns>The outcome, and the write that stores or deletes the remembered name, if any.</returns>
    internal async Task<(SendOutcome Delivery, TableWrite? Remember)> CarryAsync(Route route, string made, CancellationToken cancel)
    {
        using var language = Language.In(route.To?.Shared == true ? _language.Name : route.Language ?? made);
        if (route.Channel is not { } name)
        {
            return route.Effect is WriteToPerson ? (new SendOutcome.Unreachable(), null) : (new SendOutcome.Sent(""), route.Forget);
        }

        if (!_channels.TryGetValue(name, out var channel))
        {
            if (_missing.TryAdd(name, true))
            {
                LogMissing(name);
            }

            return (new SendOutcome.Later(null), null);
        }

        return route.Effect switch
        {
            PostMessage post => await SendAsync(channel, post.To, post.Id, post.Message, post.Remember, cancel),
            WriteToPerson write => await WriteAsync(channel, route.Who!, write.Id, write.Message, write.Remember, cancel),
            WriteToChat write => await WriteAsync(channel, write.To, write.Id, write.Message, null, cancel),
            WriteAside aside => await AsideAsync(channel, aside, cancel),
            UpdateMessage update => route.MessageId is { } id ? (await channel.UpdateAsync(route.To!, id, update.Id, ShownText.Of(update.Message), cancel), route.Forget) : (new SendOutcome.Sent(""), route.Forget),
            _ => (await channel.DeleteAsync(route.To!, route.MessageId!, route.Effect.Id, cancel), null),
        };
    }

    private static async Task<(SendOutcome, TableWrite?)> SendAsync(IChatChannel channel, ConversationAddress to, string id, OutboundMessage message, string? remember, CancellationToken cancel)
    {
        if (message is FileMessage && to.Shared)
        {
            return (new SendOutcome.Refused("a file is for one person"), null);
        }

        var delivery = await channel.SendAsync(to, id, ShownText.Of(message), cancel);
        var row = remember is not null && delivery is SendOutcome.Sent sent
            ? new PutRow(Keys.Posted(remember), ProjectRows.Place(Columns.Empty, to).With("MessageId", sent.MessageId))
            : null;
        return (delivery, row);
    }

    private static async Task<(SendOutcome, TableWrite?)> WriteAsync(IChatChannel channel, ChatAddress who, string id, OutboundMessage message, string? remember, CancellationToken cancel)
    {
        try
        {
            var place = await channel.OpenDirectAsync(who, cancel);
            return place is null ? (new SendOutcome.Unreachable(), null) : await SendAsync(channel, place, id, message, remember, cancel);
        }
        catch (ChannelBusyException e)
        {
            return (new SendOutcome.Later(e.After), null);
        }
    }

    private static async Task<(SendOutcome, TableWrite?)> AsideAsync(IChatChannel channel, WriteAside aside, CancellationToken cancel)
    {
        try
        {
            if ((channel.Aside(aside.Near, aside.To) ?? await channel.OpenDirectAsync(aside.To, cancel)) is { } place
                && await SendAsync(channel, place, aside.Id, aside.Message, null, cancel) is ({ } delivery and not (SendOutcome.Unreachable or SendOutcome.Refused), _))
            {
                return (delivery, null);
            }
        }
        catch (ChannelBusyException e)
        {
            return (new SendOutcome.Later(e.After), null);
        }

        return await SendAsync(channel, aside.Near, aside.Id, aside.Message, null, cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The channel {Channel} is not connected; messages to it wait until it is connected in the configuration")]
    private partial void LogMissing(string channel);
}
