using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Mail;

/// <summary>An address that one person gives for a person.</summary>
/// <param name="Person">The person the address is for.</param>
/// <param name="Address">The address as returned by <see cref="MailAddress.Read"/>.</param>
/// <param name="By">The person who gives it; null if its owner gives it in their own chat.</param>
/// <param name="ByName">Their name in the project.</param>
public sealed record MailOffer(string Person, string Address, string? By = null, string? ByName = null);

/// <summary>The outcome of an offered address.</summary>
public enum OfferOutcome
{
    /// <summary>The owner is asked.</summary>
    Asked,

    /// <summary>The address is already confirmed.</summary>
    Same,

    /// <summary>Only the owner may change this: they have confirmed an address, or stopped mail.</summary>
    Theirs,

    /// <summary>The address is not asked for now: its reader said no, or was asked too often today.</summary>
    LeftAlone,

    /// <summary>The person who gives addresses has given too many today.</summary>
    TooMany,
}

/// <summary>
/// People's e-mail addresses. An address counts once its owner has said yes. A person who has a confirmed address, or has stopped mail, decides
/// alone. How often an address is asked, and how many addresses a person can give, is limited, so that the bot cannot be used to flood mailboxes.
/// </summary>
public sealed class MailBook(ITableStore store, UnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>Key prefix of the address, in a person's partition.</summary>
    public const string Mail = "mail";

    /// <summary>Key prefix of the note that an address was asked: in the address's partition, and in the partition of the person who gave it.</summary>
    public const string AskedNote = "asked";

    /// <summary>Key prefix, in an address's partition, of the note that its owner said no.</summary>
    public const string NoMail = "nomail";

    /// <summary>How often one address is asked in a day.</summary>
    public const int MostAsked = 3;

    /// <summary>How many addresses one person can give in a day.</summary>
    public const int MostGiven = 30;

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan LeftAlone = TimeSpan.FromDays(30);
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(2);

    /// <summary>What is stored about a person's address; null if none was ever given.</summary>
    public async Task<MailEntry?> FindAsync(string person, CancellationToken cancel) =>
        await store.GetAsync(Keys.Person(person), MailEntry.Key, cancel) is { } row ? MailEntry.Read(row) : null;

    /// <summary>Whether letters to a person are sent: their address is confirmed, and no server has refused it since.</summary>
    public async Task<bool> HasConfirmedAsync(string person, CancellationToken cancel) =>
        await FindAsync(person, cancel) is { State: MailState.Confirmed };

    /// <summary>Stores an address, and asks its owner by mail. Offering the same address again within two minutes asks only once.</summary>
    public async Task<OfferOutcome> OfferAsync(MailOffer offer, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (Decided(await FindAsync(offer.Person, cancel), offer, now) is { } decided)
        {
            return decided;
        }

        var letter = Ids.New(time);
        if (await RefusedAsync(offer, letter, cancel) is { } refused)
        {
            return refused;
        }

        var outcome = OfferOutcome.Asked;
        await unitOfWork.CommitOnceAsync(Keys.Person(offer.Person), null, async () =>
        {
            var before = await FindAsync(offer.Person, cancel);
            if (Decided(before, offer, now) is { } first)
            {
                outcome = first;
                return null;
            }

            var entry = new MailEntry(offer.Address, MailState.Asked, MailEntry.NewKey(), MailEntry.NewKey(), now, offer.By, offer.ByName, letter);
            return new PartitionChange([entry.ToRow()], [new RunJob(Ids.New(time), new AskByMail(offer.Person, letter))]);
        }, cancel);
        return outcome;
    }

    /// <summary>Changes what is stored about a person's address, and adds effects, in one step.</summary>
    /// <param name="person">The person's id.</param>
    /// <param name="change">From the current entry to the new entry and the effects; null for no change.</param>
    /// <param name="cancel">Cancels between two tries.</param>
    /// <returns>False if nothing was changed.</returns>
    internal Task<bool> ChangeAsync(string person, Func<MailEntry, (MailEntry Entry, IReadOnlyList<Effect> Effects)?> change, CancellationToken cancel) =>
        unitOfWork.CommitOnceAsync(Keys.Person(person), null, async () =>
            await FindAsync(person, cancel) is { } before && change(before) is var (after, effects) ? new PartitionChange([after.ToRow()], effects) : null, cancel);

    /// <summary>Notes that the reader of an address said no, so that it is not asked again soon. Stores a fingerprint, not the address.</summary>
    internal Task LeaveAloneAsync(string address, CancellationToken cancel) =>
        store.PutAsync(Partition(address), Keys.Join(NoMail, "until"), Columns.Empty.With("Until", time.GetUtcNow() + LeftAlone), cancel);

    private static OfferOutcome? Decided(MailEntry? entry, MailOffer offer, DateTimeOffset now) => entry switch
    {
        { State: MailState.Confirmed } when MailAddress.Same(entry.Address, offer.Address) && (offer.By is null || offer.By == entry.GivenBy) => OfferOutcome.Same,
        { State: MailState.Confirmed or MailState.Stopped } when offer.By is not null => OfferOutcome.Theirs,
        { State: MailState.Asked } when MailAddress.Same(entry.Address, offer.Address) && entry.GivenBy == offer.By && entry.AskedAt > now - AtOnce => OfferOutcome.Asked,
        _ => null,
    };

    /// <summary>Checks the limits and notes the request in advance; null if the owner may be asked.</summary>
    private async Task<OfferOutcome?> RefusedAsync(MailOffer offer, string letter, CancellationToken cancel)
    {
        var (box, giver) = (Partition(offer.Address), Keys.Person(offer.By ?? offer.Person));
        var no = await store.GetAsync(box, Keys.Join(NoMail, "until"), cancel);
        if (no?.Columns.Time("Until") > time.GetUtcNow() || await CountAsync(box, cancel) >= MostAsked)
        {
            return OfferOutcome.LeftAlone;
        }

        if (await CountAsync(giver, cancel) >= MostGiven)
        {
            return OfferOutcome.TooMany;
        }

        foreach (var partition in (string[])[box, giver])
        {
            await store.TryInsertAsync(partition, Keys.Join(AskedNote, letter), Columns.Empty.With("At", time.GetUtcNow()), cancel);
        }

        return null;
    }

    /// <summary>The number of notes from the last day; deletes older ones.</summary>
    private async Task<int> CountAsync(string partition, CancellationToken cancel)
    {
        var count = 0;
        foreach (var row in await store.ListAsync(partition, Keys.Prefix(AskedNote), cancel))
        {
            if (row.Columns.Time("At") > time.GetUtcNow() - Day)
            {
                count++;
            }
            else
            {
                await store.DeleteAsync(partition, row.Key, cancel);
            }
        }

        return count;
    }

    /// <summary>The partition of an address, named by its fingerprint.</summary>
    private static string Partition(string address) =>
        Keys.Address(new("mail", "", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(address.ToLowerInvariant())))));
}
