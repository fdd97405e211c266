using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Rounds.Play;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>
/// Slack as its clients use it: what people do reaches the bot by the transport the stub is set to, and buttons are those of the blocks that
/// stand there. A form's fields are filled in in its window. The words of a message are those that the renderer for plain text gives it, so
/// that a script reads the same on every channel.
/// </summary>
public sealed class SlackChatDriver(SlackStub stub, StubWorkspace team, IReadOnlyDictionary<string, StubPerson> people, WebChatDriver web, SlackChatDriver.Said said) : IChatDriver
{
    private const string Window = "window ";

    private readonly Dictionary<Seat, int> _read = [];

    /// <summary>What was posted and changed, and what people wrote, in order, by conversation.</summary>
    public sealed class Said
    {
        private readonly ConcurrentDictionary<string, ConcurrentQueue<Entry>> _all = new();

        internal void Add(string conversation, Entry entry) => _all.GetOrAdd(conversation, _ => new()).Enqueue(entry);

        internal IReadOnlyList<Entry> In(string conversation) => _all.TryGetValue(conversation, out var all) ? [.. all] : [];
    }

    /// <summary>One of them.</summary>
    internal sealed record Entry(string Id, bool FromBot, string? Changes, string Text, OutboundMessage? Message, JsonArray? Blocks);

    /// <summary>People whose seat is in the web chat.</summary>
    public ISet<string> Elsewhere { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Makes the bot's services record what is posted.</summary>
    public static void Record(IServiceCollection services, Said said)
    {
        services.RemoveAll<IChatChannel>();
        services.AddSingleton<IChatChannel>(s => s.GetRequiredService<WebChannel>());
        services.AddSingleton<IChatChannel>(s => new Recorder(s.GetRequiredService<SlackChannel>(), said));
    }

    public async Task SayAsync(Seat seat, string text, int files, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(seat);
        if (IsElsewhere(seat))
        {
            await web.SayAsync(seat, text, files, cancel);
            return;
        }

        var person = people[seat.Person];
        if (seat.Channel is { } name && CommandParser.Parse(text, new(Roles.Facilitator, ReflectionBot.Application.Commands.Place.Channel, new(2026, 1, 1))) is ParseResult.NotACommand { IsAddressed: false })
        {
            await person.SayInAsync(Channel(name), text, cancel);
            return; // In a channel the bot is told only what mentions it, and people who talk to each other do not.
        }

        (string, byte[])[] clips = [.. Enumerable.Range(1, files).Select(i => ($"{i}.m4a", new byte[] { 1, 2, 3 }))];
        var sent = seat.Channel is null ? await person.SayAsync(text, cancel, null, clips) : await person.MentionAsync(Channel(seat.Channel), text, cancel);
        Taken(sent);
        said.Add(sent.Message!.Channel, new(sent.Message.Ts, false, null, text, null, null));
    }

    public async Task PressAsync(Seat seat, Seen message, SeenButton button, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(seat);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(button);
        if (IsElsewhere(seat))
        {
            await web.PressAsync(seat, message, button, fields, cancel);
            return;
        }

        var person = people[seat.Person];
        var action = button.Data.StartsWith(Window, StringComparison.Ordinal) ? button.Data[Window.Length..] : button.Data;
        var there = said.In(Place(seat).Id).Last(e => (e.Id == message.Id || e.Changes == message.Id) && e.Blocks is not null && Elements(e.Blocks).Any(b => (string?)b["action_id"] == action)); // Perhaps what it showed before.
        var stands = new StubMessage(Place(seat).Id, message.Id, team.BotUser) { Blocks = there.Blocks, BotId = team.BotId };
        if (!button.Data.StartsWith(Window, StringComparison.Ordinal))
        {
            Taken(await person.PressAsync(stands, button.Data, cancel, stale: true));
            return;
        }

        if (person.Modal is null)
        {
            Taken(await person.PressAsync(stands, button.Data[Window.Length..], cancel, stale: true));
        }

        // A window has boxes for what is in it; what a script fills in elsewhere is not there.
        var boxes = person.Modal!.Json["blocks"]!.AsArray().Where(b => (string?)b!["type"] == "input").Select(b => (string)b!["block_id"]!).ToHashSet(StringComparer.Ordinal);
        Taken(await person.SubmitAsync(fields.Where(f => boxes.Contains(f.Key)).ToDictionary(), cancel));
    }

    public async Task EditAsync(Seat seat, string messageId, string text, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(seat);
        if (IsElsewhere(seat))
        {
            await web.EditAsync(seat, messageId, text, cancel);
            return;
        }

        Taken(await people[seat.Person].EditAsync(new(Place(seat).Id, messageId, people[seat.Person].Id), text, cancel));
        said.Add(Place(seat).Id, new(messageId, false, messageId, text, null, null));
    }

    public async Task DeleteAsync(Seat seat, string messageId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(seat);
        if (IsElsewhere(seat))
        {
            await web.DeleteAsync(seat, messageId, cancel);
            return;
        }

        Taken(await people[seat.Person].DeleteAsync(new StubMessage(Place(seat).Id, messageId, people[seat.Person].Id), cancel));
        said.Add(Place(seat).Id, new(messageId, false, messageId, "", null, null));
    }

    public Task JoinAsync(string person, Uri link, CancellationToken cancel)
    {
        Elsewhere.Add(person);
        return web.JoinAsync(person, link, cancel);
    }

    public async Task<IReadOnlyList<Seen>> ReadAsync(Seat seat, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(seat);
        if (IsElsewhere(seat))
        {
            return await web.ReadAsync(seat, cancel);
        }

        await stub.Deliveries.SettleAsync(cancel);
        var key = seat with { Person = seat.Channel is null ? seat.Person : "" };
        var all = said.In(Place(seat).Id);
        var seen = all.Skip(_read.GetValueOrDefault(key)).Select(Shown).ToList();
        _read[key] = all.Count;
        return seen;
    }

    private StubChannel Place(Seat seat) => seat.Channel is null ? people[seat.Person].Direct : Channel(seat.Channel);

    private StubChannel Channel(string name) => team.Channels.Find(c => c.Name == name) ?? team.AddChannel(name, people.Values);

    private bool IsElsewhere(Seat seat) => seat.Channel is null && (Elsewhere.Contains(seat.Person) || !people.ContainsKey(seat.Person));

    private static void Taken(StubDelivery sent)
    {
        if (!sent.IsAcknowledged || sent.Answer is not null)
        {
            throw new DriverRefusedException(sent.Status ?? 0, sent.Body.Length > 0 ? sent.Body : "not acknowledged");
        }
    }

    private static Seen Shown(Entry entry)
    {
        var buttons = entry.Blocks is null ? [] : Elements(entry.Blocks).Where(e => (string?)e["type"] == "button").Select(Button).ToList();
        var fields = entry.Message is FormMessage form ? form.Fields.ToDictionary(f => f.Id, f => f.Value) : [];
        return new(entry.Id, entry.FromBot, entry.Changes, entry.Text, buttons, fields);

        SeenButton Button(JsonObject button) => (string)button["action_id"]! is var id && id.StartsWith(BlockRenderer.OpenPrefix, StringComparison.Ordinal)
            ? new(((FormMessage)entry.Message!).Submit.Label, Window + id, true)
            : new((string)button["text"]!["text"]!, id, false);
    }

    private static IEnumerable<JsonObject> Elements(JsonNode node) => node switch
    {
        JsonObject o => o.Where(p => p.Value is JsonObject or JsonArray).SelectMany(p => Elements(p.Value!)).Prepend(o),
        JsonArray list => list.Where(n => n is not null).SelectMany(n => Elements(n!)),
        _ => [],
    };

    private sealed class Recorder(SlackChannel to, Said said) : IChatChannel
    {
        public string Name => to.Name;

        public bool IsByLinkOnly => to.IsByLinkOnly;

        public string? HowToAdd => to.HowToAdd;

        public async Task<SendOutcome> SendAsync(ConversationAddress where, string id, OutboundMessage message, CancellationToken cancel)
        {
            var delivery = await to.SendAsync(where, id, message, cancel);
            if (delivery is SendOutcome.Sent sent)
            {
                said.Add(where.Id, new(sent.MessageId, true, null, PlainTextRenderer.Render(message), message, Blocks(message)));
            }

            return delivery;
        }

        public async Task<SendOutcome> UpdateAsync(ConversationAddress where, string messageId, string id, OutboundMessage message, CancellationToken cancel)
        {
            var delivery = await to.UpdateAsync(where, messageId, id, message, cancel);
            if (delivery is SendOutcome.Sent && said.In(where.Id).LastOrDefault(e => e.Id == messageId || e.Changes == messageId)?.Text != PlainTextRenderer.Render(message))
            {
                said.Add(where.Id, new(messageId, true, messageId, PlainTextRenderer.Render(message), message, Blocks(message))); // A change to what stands there already is none.
            }

            return delivery;
        }

        public Task<SendOutcome> DeleteAsync(ConversationAddress where, string messageId, string id, CancellationToken cancel) => to.DeleteAsync(where, messageId, id, cancel);

        public Task<ConversationAddress?> OpenDirectAsync(ChatAddress who, CancellationToken cancel) => to.OpenDirectAsync(who, cancel);

        // A slash command's answer stays beside it; else in somebody's own chat, where every channel's script looks for it.
        public ConversationAddress? Aside(ConversationAddress place, ChatAddress who) => SlackNames.OnlyOne(place) is null ? null : to.Aside(place, who);

        public IAsyncEnumerable<ChatMember> MembersAsync(ConversationAddress conversation, CancellationToken cancel) => to.MembersAsync(conversation, cancel);

        public Task<ChatMember?> FindAsync(ChatAddress who, CancellationToken cancel) => to.FindAsync(who, cancel);

        /// <summary>With block ids, as the stub fills them in.</summary>
        private static JsonArray Blocks(OutboundMessage message)
        {
            var blocks = BlockRenderer.Render(message).Parts[0].Blocks;
            for (var i = 0; i < blocks.Count; i++)
            {
                blocks[i]!["block_id"] ??= $"block{i}";
            }

            return blocks;
        }
    }
}
