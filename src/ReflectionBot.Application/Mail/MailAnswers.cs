using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Mail;

/// <summary>The outcome of an answer to a letter; a closed set.</summary>
public abstract record MailAnswer
{
    /// <summary>The link is no longer valid.</summary>
    public sealed record Gone : MailAnswer;

    /// <summary>The address is confirmed.</summary>
    /// <param name="FirstLink">A link into their own chat if they have never been there; otherwise null.</param>
    public sealed record Yes(Uri? FirstLink) : MailAnswer;

    /// <summary>Nothing more is sent there.</summary>
    public sealed record No : MailAnswer;
}

/// <summary>
/// Handles the owner's answer on the page that a letter links to. The key in the link is the proof; it contains the person's id, so no search is
/// needed.
/// </summary>
public sealed class MailAnswers(MailBook book, PeopleStore people, IInvitations invitations, LinkChannel links, TimeProvider time)
{
    /// <summary>The text of a link's key: the person's id, and the proof.</summary>
    internal static string Token(string person, string key) => $"{person}.{key}";

    /// <summary>
    /// Yes: the bot may write. A person who has never been in their chat also gets a link into it, so their first link comes by mail. Answering
    /// yes twice has the same result.
    /// </summary>
    public async Task<MailAnswer> YesAsync(string? token, CancellationToken cancel)
    {
        if (await FindAsync(token, e => e.AnswerKey, cancel) is not var (person, entry) || entry.AskedAt + MailEntry.Answerable < time.GetUtcNow() || entry.Address.Length == 0)
        {
            return new MailAnswer.Gone();
        }

        var told = await ToldAsync(person, entry, cancel);
        var confirmed = await book.ChangeAsync(person.Id, before => before.AnswerKey == entry.AnswerKey && before.State == MailState.Asked
            ? (before with { State = MailState.Confirmed }, told)
            : null, cancel);
        if (!confirmed && await book.FindAsync(person.Id, cancel) is not { State: MailState.Confirmed })
        {
            return new MailAnswer.Gone();
        }

        return new MailAnswer.Yes(await FirstLinkAsync(person, cancel));
    }

    /// <summary>No, or no more mail: the address is deleted, and not asked again for a while.</summary>
    public async Task<MailAnswer> NoAsync(string? token, CancellationToken cancel)
    {
        if ((await FindAsync(token, e => e.AnswerKey, cancel) ?? await FindAsync(token, e => e.StopKey, cancel)) is not var (person, entry))
        {
            return new MailAnswer.Gone();
        }

        await StopAsync(person, entry, cancel);
        return new MailAnswer.No();
    }

    /// <summary>The person stops mail in their own chat.</summary>
    /// <returns>Whether there was anything to stop.</returns>
    public async Task<bool> StopAsync(Person person, CancellationToken cancel)
    {
        return await book.FindAsync(person.Id, cancel) is { Address.Length: > 0 } entry && await StopAsync(person, entry, cancel);
    }

    private async Task<bool> StopAsync(Person person, MailEntry entry, CancellationToken cancel)
    {
        if (entry is { State: MailState.Asked, Address.Length: > 0 })
        {
            await book.LeaveAloneAsync(entry.Address, cancel); // Done first: even if the rest fails, the address is not asked again.
        }

        return await book.ChangeAsync(person.Id, before => before.Address.Length == 0 ? null
            : (before.Forgotten(before.State == MailState.Asked ? MailState.Declined : MailState.Stopped), []), cancel);
    }

    private async Task<(Person Person, MailEntry Entry)?> FindAsync(string? token, Func<MailEntry, string> key, CancellationToken cancel)
    {
        var dot = token?.LastIndexOf('.') ?? -1;
        if (token is not { Length: <= 200 } || dot <= 0 || !token[..dot].All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            return null;
        }

        var person = await people.GetAsync(token[..dot], cancel);
        return person is not null && await book.FindAsync(person.Id, cancel) is { } entry && MailEntry.Fits(key(entry), token[(dot + 1)..]) ? (person, entry) : null;
    }

    // Each in their own language, whichever browser confirmed.
    private async Task<IReadOnlyList<Effect>> ToldAsync(Person person, MailEntry entry, CancellationToken cancel)
    {
        async Task<WriteToPerson> WriteAsync(string to, Func<string> sentence)
        {
            using var language = Language.In(await people.LanguageAsync(to, cancel));
            return new(Ids.New(time), to, NoticeMessage.Of(sentence()));
        }

        Effect[] self = person.SeenAt is null ? [] : [await WriteAsync(person.Id, () => MailWording.FormatIWriteToFromNowOn(entry.Address))];
        Effect[] giver = entry.GivenBy is not { } by ? [] : [await WriteAsync(by, () => MailWording.FormatCanBeToldByEMail(person.Name))];
        return [.. self, .. giver, new RunJob(Ids.New(time), new ReachableAgain(person.Id))];
    }

    private async Task<Uri?> FirstLinkAsync(Person person, CancellationToken cancel) =>
        person is { SeenAt: null, Address: { } address } && links.Has(address) && !await invitations.HasJoinedAsync(address, cancel)
            ? await invitations.CreateAsync(address, person.Name, cancel)
            : null;
}
