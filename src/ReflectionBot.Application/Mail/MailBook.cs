using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Mail;

/// <summary>Who gave an address for whom.</summary>
/// <param name="Person">Whose address it is to be.</param>
/// <param name="Address">As <see cref="MailAddress.Read"/> gives it.</param>
/// <param name="By">The person who gives it; null where that is its owner, in their own chat.</param>
/// <param name="ByName">Their name in the project.</param>
public sealed record MailOffer(string Person, string Address, string? By = null, string? ByName = null);

/// <summary>What came of an offered address.</summary>
public enum OfferOutcome
{
    /// <summary>Its owner is asked.</summary>
    Asked,

    /// <summary>It is the address that is confirmed already.</summary>
    Same,

    /// <summary>Only its owner may change how they are written to: they have said yes to an address, or stopped mail.</summary>
    Theirs,

    /// <summary>This address is left alone for now: whoever reads it said no, or was asked often today.</summary>
    LeftAlone,

    /// <summary>Whoever gives addresses has given many today.</summary>
    TooMany,
}

/// <summary>
/// People's e-mail addresses. An address counts once its owner has said yes; whoever has one, or has stopped mail, decides alone. How often
/// an address is asked, and how many somebody gives, is limited: the bot must be no way to fill a stranger's box.
/// </summary>
public sealed class MailBook(ITableStore store, UnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>Key prefix of the address, in a person's partition.</summary>
    public const string Mail = "mail";

    /// <summary>Key prefix of the note that an address was asked: in the address's partition, and in that of whoever gave it.</summary>
    public const string AskedNote = "asked";

    /// <summary>Key prefix, in an address's partition, of the note that it said no.</summary>
    public const string NoMail = "nomail";

    /// <summary>How often one address is asked in a day.</summary>
    public const int MostAsked = 3;

    /// <summary>How many addresses one person can give in a day.</summary>
    public const int MostGiven = 30;

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan LeftAlone = TimeSpan.FromDays(30);
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(2);

    /// <summary>What is known of somebody's address; null where none was ever given.</summary>
    public async Task<MailEntry?> FindAsync(string person, CancellationToken cancel) =>
        await store.GetAsync(Keys.Person(person), MailEntry.Key, cancel) is { } row ? MailEntry.Read(row) : null;

    /// <summary>Whether letters to somebody go out: their address is confirmed, and no server has refused it since.</summary>
    public async Task<bool> HasConfirmedAsync(string person, CancellationToken cancel) =>
        await FindAsync(person, cancel) is { State: MailState.Confirmed };

    /// <summary>Takes an address, and has its owner asked by mail. Offering the same again within two minutes asks once.</summary>
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

    /// <summary>Changes what is known of somebody's address, and does something about it, in one step.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="change">From what stands there to what is to stand there and be done; null for nothing.</param>
    /// <param name="cancel">Cancels between two tries.</param>
    /// <returns>False where nothing was to be done.</returns>
    internal Task<bool> ChangeAsync(string person, Func<MailEntry, (MailEntry Entry, IReadOnlyList<Effect> Effects)?> change, CancellationToken cancel) =>
        unitOfWork.CommitOnceAsync(Keys.Person(person), null, async () =>
            await FindAsync(person, cancel) is { } before && change(before) is var (after, effects) ? new PartitionChange([after.ToRow()], effects) : null, cancel);

    /// <summary>Notes that whoever reads an address said no, so that nobody has it asked again soon: a fingerprint, no address.</summary>
    internal Task LeaveAloneAsync(string address, CancellationToken cancel) =>
        store.PutAsync(Partition(address), Keys.Join(NoMail, "until"), Columns.Empty.With("Until", time.GetUtcNow() + LeftAlone), cancel);

    private static OfferOutcome? Decided(MailEntry? entry, MailOffer offer, DateTimeOffset now) => entry switch
    {
        { State: MailState.Confirmed } when MailAddress.Same(entry.Address, offer.Address) && (offer.By is null || offer.By == entry.GivenBy) => OfferOutcome.Same,
        { State: MailState.Confirmed or MailState.Stopped } when offer.By is not null => OfferOutcome.Theirs,
        { State: MailState.Asked } when MailAddress.Same(entry.Address, offer.Address) && entry.GivenBy == offer.By && entry.AskedAt > now - AtOnce => OfferOutcome.Asked,
        _ => null,
    };

    /// <summary>Notes the asking beforehand; null where it may go on.</summary>
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

    /// <summary>How many notes of the last day there are; older ones go.</summary>
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

    /// <summary>What is known of an address itself, under its fingerprint.</summary>
    private static string Partition(string address) =>
        Keys.Address(new("mail", "", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(address.ToLowerInvariant())))));
}
