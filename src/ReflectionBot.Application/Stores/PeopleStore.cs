using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Stores;

/// <summary>People and the address directory: each chat address is a row that points to a person.</summary>
public sealed class PeopleStore
{
    /// <summary>Key prefix, in a person's partition, of the projects they are on: these references locate the person's rows elsewhere.</summary>
    public const string On = "on";

    /// <summary>Key prefix, in a person's partition, of further chat addresses that belong to them.</summary>
    public const string At = "at";

    private const int Tries = 5;

    private readonly ITableStore _store;
    private readonly LinkChannel _links;
    private readonly DefaultLanguage _language;

    /// <summary>People in this table.</summary>
    public PeopleStore(ITableStore store, LinkChannel links, DefaultLanguage language)
    {
        _language = language;
        _store = store;
        _links = links;
    }

    /// <summary>The person behind a chat address, or null.</summary>
    public async Task<Person?> FindAsync(ChatAddress address, CancellationToken cancel)
    {
        var row = await _store.GetAsync(Keys.Address(address), Keys.Self, cancel);
        return row?.Columns.Text("Person") is { } id ? await GetAsync(id, cancel) : null;
    }

    /// <summary>The person with this id, or null.</summary>
    public async Task<Person?> GetAsync(string person, CancellationToken cancel)
    {
        var row = await _store.GetAsync(Keys.Person(person), Keys.Self, cancel);
        return row is null ? null : Read(row);
    }

    /// <summary>Adds a person and points their address at them; adding the same again changes nothing.</summary>
    /// <returns>The person the address points to: another person if another writer came first.</returns>
    public async Task<Person> AddAsync(Person person, CancellationToken cancel)
    {
        await _store.TryInsertAsync(Keys.Person(person.Id), Keys.Self, Write(person), cancel);
        if (person.Address is { } address
            && !await _store.TryInsertAsync(Keys.Address(address), Keys.Self, Columns.Empty.With("Person", person.Id), cancel))
        {
            return await FindAsync(address, cancel) ?? person;
        }

        return person with { LinkChannel = _links.Name };
    }

    /// <summary>
    /// Sets which of these people the bot can write to now. A web chat that was never opened reaches nobody. In a try-out the tester can open
    /// every chat.
    /// </summary>
    public async Task<IReadOnlyList<ContactPerson>> WithReachAsync(Project project, IReadOnlyList<ContactPerson> contacts, CancellationToken cancel)
    {
        return await Task.WhenAll(contacts.Select(async contact => contact.Person is { } id && contact.Writable
            ? contact with { Writable = await GetAsync(id, cancel) is { Address: not null } person && (person.HasChat || project.Settings.AnyHour) }
            : contact));
    }

    /// <summary>The question about a command that waits for a person's answer; null for none.</summary>
    public async Task<ReflectionBot.Application.Stores.Waiting?> WaitingAsync(string person, CancellationToken cancel) =>
        await _store.GetAsync(Keys.Person(person), ReflectionBot.Application.Stores.Waiting.Key, cancel) is { } row ? ReflectionBot.Application.Stores.Waiting.Read(row) : null;

    /// <summary>Points another chat address at a person; if it already points at one, that is kept.</summary>
    /// <returns>Whether the address points to this person.</returns>
    public async Task<bool> LinkAsync(string person, ChatAddress address, CancellationToken cancel)
    {
        await ReferToAsync(person, address, cancel);
        return await _store.TryInsertAsync(Keys.Address(address), Keys.Self, Columns.Empty.With("Person", person), cancel)
            || (await FindAsync(address, cancel))?.Id == person;
    }

    /// <summary>Removes an address that no longer exists. If it was the person's current address, another of theirs becomes the current one.</summary>
    public async Task UnlinkAsync(string person, ChatAddress address, CancellationToken cancel)
    {
        await _store.DeleteAsync(Keys.Person(person), ReferenceTo(address), cancel);
        if (await GetAsync(person, cancel) is { } now)
        {
            var other = (await AddressesAsync(now, cancel)).FirstOrDefault(a => a != address);
            await ChangeAsync(now, p => p.Address == address ? p with { Address = other, HasMoved = other is not null } : p, cancel);
        }

        await _store.DeleteAsync(Keys.Address(address), Keys.Self, cancel);
    }

    /// <summary>Every chat address that points to a person.</summary>
    public async Task<IReadOnlyList<ChatAddress>> AddressesAsync(Person person, CancellationToken cancel)
    {
        var rows = await _store.ListAsync(Keys.Person(person.Id), Keys.Prefix(At), cancel);
        var further = rows.Select(r => new ChatAddress(r.Columns.NeedText("Channel"), r.Columns.NeedText("ChannelWorkspace"), r.Columns.NeedText("User")));
        return [.. (person.Address is { } current ? further.Prepend(current) : further).Distinct()];
    }

    /// <summary>
    /// Stores what an event tells about its sender: that they were active, their time zone, and, in a direct chat, that this is their current
    /// address. Events that the person did not cause themselves change nothing.
    /// </summary>
    /// <returns>The person as they are now.</returns>
    public async Task<Person> NoteAsync(Person person, InboundEvent inbound, CancellationToken cancel)
    {
        if (!IsTheirs(inbound))
        {
            return person;
        }

        if (!inbound.Conversation.Shared && person.Address is { } before && before != inbound.From)
        {
            await ReferToAsync(person.Id, before, cancel); // The former chat still belongs to them, and is told what happens in their other chats.
        }

        return await ChangeAsync(person, known =>
        {
            var zone = Zones.Find(inbound.Sender?.TimeZone)?.Id ?? known.TimeZone;
            var address = inbound.Conversation.Shared ? known.Address : inbound.From;
            var language = inbound.Sender?.Locale is { } locale ? Language.Read(locale) : known.Language;
            return known with { TimeZone = zone, Language = language, SeenAt = known.SeenAt ?? inbound.At, Address = address, HasMoved = known.HasMoved || address != known.Address, IsNew = known.IsNew || known.SeenAt is null };
        }, cancel);
    }

    /// <summary>The tag of the language that a person reads.</summary>
    public async Task<string> LanguageAsync(string person, CancellationToken cancel) => (await GetAsync(person, cancel))?.Language ?? _language.Name;

    /// <summary>Whether the sender caused the event themselves, so that it shows which chat they use.</summary>
    internal static bool IsTheirs(InboundEvent inbound) => inbound is MessagePosted or ActionInvoked or MemberJoined or BotInstalled;

    /// <summary>Notes that an action at the person's current address was handled. Until then it counts as a move, because a turn that was not stored is retried.</summary>
    /// <param name="person">The person, as noted before the turn.</param>
    /// <param name="shared">The action was in a channel, so it says nothing about the address of their own chat.</param>
    /// <param name="cancel">Cancels between two tries.</param>
    public async Task ArrivedAsync(Person person, bool shared, CancellationToken cancel)
    {
        await ChangeAsync(person, now => now with { HasMoved = now.HasMoved && (shared || now.Address != person.Address), IsNew = false }, cancel);
    }

    /// <summary>Changes a person's row. If another write came first, applies the change to the new row.</summary>
    private async Task<Person> ChangeAsync(Person known, Func<Person, Person> change, CancellationToken cancel)
    {
        if (change(known) == known)
        {
            return known;
        }

        for (var tries = Tries; ; tries--)
        {
            var row = await _store.GetAsync(Keys.Person(known.Id), Keys.Self, cancel);
            if (row is null || Read(row) is var now && change(now) is var changed && changed == now)
            {
                return row is null ? known : Read(row);
            }

            try
            {
                await _store.CommitAsync(Keys.Person(known.Id), [new ReplaceRow(Keys.Self, Write(changed), row.ETag)], cancel);
                return changed;
            }
            catch (TableConflictException) when (tries > 1)
            {
                // Another write came first: read the new row and change that.
            }
        }
    }

    /// <summary>Stores the time zone that a channel knows for a person, if the person has not set one themselves.</summary>
    /// <returns>The person as they are now.</returns>
    public async Task<Person> KeepZoneAsync(Person person, string zone, CancellationToken cancel)
    {
        var row = await _store.GetAsync(Keys.Person(person.Id), Keys.Self, cancel);
        if (row is null || Read(row) is not { TimeZone: null } now)
        {
            return row is null ? person : Read(row);
        }

        try
        {
            var kept = now with { TimeZone = zone };
            await _store.CommitAsync(Keys.Person(person.Id), [new ReplaceRow(row.Key, Write(kept), row.ETag)], cancel);
            return kept;
        }
        catch (TableConflictException)
        {
            return now with { TimeZone = zone }; // Another write came first; the zone it stored counts from the next time on.
        }
    }

    /// <summary>The ids of the projects that a person is or was on.</summary>
    public async Task<IReadOnlyList<string>> ProjectsOfAsync(string person, CancellationToken cancel)
    {
        var rows = await _store.ListAsync(Keys.Person(person), Keys.Prefix(On), cancel);
        return [.. rows.Select(r => r.Columns.NeedText("Project"))];
    }

    /// <summary>Writes the reference to a project into the person's partition: before the member row, so that the row is always found.</summary>
    public Task ReferToAsync(string person, string project, CancellationToken cancel) =>
        _store.PutAsync(Keys.Person(person), Keys.Join(On, project), Columns.Empty.With("Project", project), cancel);

    private Task ReferToAsync(string person, ChatAddress address, CancellationToken cancel) => _store.PutAsync(
        Keys.Person(person), ReferenceTo(address),
        Columns.Empty.With("Channel", address.Channel).With("ChannelWorkspace", address.Workspace).With("User", address.User), cancel);

    private static string ReferenceTo(ChatAddress address) => Keys.Join(At, address.Channel, address.Workspace, address.User);

    private static Columns Write(Person person) => Columns.Empty
        .With("Person", person.Id).With("Workspace", person.Workspace).With("Name", person.Name).With("TimeZone", person.TimeZone)
        .With("Channel", person.Address?.Channel).With("ChannelWorkspace", person.Address?.Workspace).With("User", person.Address?.User)
        .With("SeenAt", person.SeenAt).With("HasMoved", person.HasMoved).With("IsNew", person.IsNew).With("Language", person.Language);

    private Person Read(Row row)
    {
        var c = row.Columns;
        var address = c.Text("Channel") is { } channel ? new ChatAddress(channel, c.NeedText("ChannelWorkspace"), c.NeedText("User")) : null;
        return new Person(c.NeedText("Person"), c.NeedText("Workspace"), c.NeedText("Name"), address, c.Text("TimeZone"), c.Time("SeenAt")) { HasMoved = c.Flag("HasMoved"), IsNew = c.Flag("IsNew"), Language = c.Text("Language"), LinkChannel = _links.Name };
    }

    /// <summary>A person's address in the web chat: an existing one, or a new one that points to them. Null if that address belongs to another person.</summary>
    public async Task<ChatAddress?> WebAddressAsync(Person person, CancellationToken cancel)
    {
        var known = await AddressesAsync(person, cancel);
        if (known.FirstOrDefault(_links.Has) is { } already)
        {
            return already;
        }

        var address = _links.AddressOf(person.Workspace, person.Id);
        return await LinkAsync(person.Id, address, cancel) ? address : null;
    }
}
