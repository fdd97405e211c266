using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Channels.Web.Links;

/// <summary>
/// Personal links: <c>{address}/#invite={user}.{secret}</c>. The part after the <c>#</c> never reaches a server's log. The secret is 128 random bits,
/// and only its hash is stored, so a person who reads the store gets no link. This class creates and ends links; <see cref="Redemptions"/> lets
/// browsers in.
/// </summary>
public sealed class Invitations(ITableStore tables, WebPeople people, WebTokens tokens, WebAddresses addresses, IOptions<WebOptions> options) : IInvitations
{
    /// <summary>The part of a personal link before its secret text.</summary>
    internal const string Mark = "/#invite=";

    private static readonly TimeSpan OwnLasts = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public Task<Uri> CreateAsync(ChatAddress who, string name, LinkTerms terms, CancellationToken cancel)
    {
        return MakeAsync(who, name, TimeSpan.FromDays(options.Value.InvitationDays), Columns.Empty.With("By", terms.By).With("Channel", terms.Channel), cancel);
    }

    /// <inheritdoc/>
    public Task<Uri> CreateOwnAsync(ChatAddress who, string name, string? browser, CancellationToken cancel) => MakeAsync(who, name, OwnLasts, Columns.Empty.With("Own", true).With("MadeIn", browser), cancel);

    /// <inheritdoc/>
    public async Task<bool> HasJoinedAsync(ChatAddress who, CancellationToken cancel) =>
        await UserAsync(who, cancel) is { } user && await people.HasBeenInAsync(user, cancel);

    /// <inheritdoc/>
    public async Task<bool> WaitsForLinkAsync(ChatAddress who, CancellationToken cancel) =>
        await UserAsync(who, cancel) is not { } user
        || (user.Role.Length == 0 && !await people.HasBeenInAsync(user, cancel)); // Only try-out users have a role there, and they need no link.

    /// <inheritdoc/>
    public async Task<int> RevokeLinksAsync(ChatAddress who, CancellationToken cancel) =>
        await UserAsync(who, cancel) is { } user ? await people.RevokeLinksAsync(user, tokens.Now, cancel) : 0;

    /// <inheritdoc/>
    public async Task<bool> EndBrowserAsync(ChatAddress who, string code, CancellationToken cancel) =>
        await UserAsync(who, cancel) is { } user && await people.EndBrowserAsync(user, code, cancel);

    /// <inheritdoc/>
    public async Task<bool> IsFirstAsync(ChatAddress who, string code, CancellationToken cancel) => await UserAsync(who, cancel) is { } user && await people.IsFirstAsync(user, code, cancel);

    /// <inheritdoc/>
    public async Task<bool> EndOthersAsync(ChatAddress who, string? browser, CancellationToken cancel) => await UserAsync(who, cancel) is { } user && await people.EndOthersAsync(user, browser, cancel);

    /// <inheritdoc/>
    public async Task<bool> IsOpenAsync(ChatAddress who, CancellationToken cancel) =>
        await UserAsync(who, cancel) is { } user && await people.IsOpenAsync(user, tokens.Now, cancel);

    /// <inheritdoc/>
    public async Task ShareChannelsAsync(IReadOnlyList<ChatAddress> from, ChatAddress to, CancellationToken cancel)
    {
        if (await UserAsync(to, cancel) is not { } room)
        {
            return;
        }

        foreach (var address in from.Where(a => a.Channel == WebKeys.Channel))
        {
            var user = await UserAsync(address, cancel);
            if (user is not null && await AddedAsync(user, room, cancel) is { } added)
            {
                await people.Directory.AddMemberAsync(added, room.Id, cancel);
            }

            foreach (var channel in user is null ? [] : (await people.Directory.ConversationsOfAsync(user, cancel)).Where(c => c.Address.Shared))
            {
                await people.Directory.AddMemberAsync(channel.Address.Id, room.Id, cancel);
            }
        }
    }

    /// <inheritdoc/>
    public async Task ConfirmedInAsync(ChatAddress room, string browser, CancellationToken cancel)
    {
        if (await UserAsync(room, cancel) is { } user)
        {
            await people.ConfirmedInAsync(user, browser, cancel);
        }
    }

    /// <inheritdoc/>
    public async Task RevokeAsync(ChatAddress who, CancellationToken cancel)
    {
        if (await UserAsync(who, cancel) is { } user)
        {
            // Shutting a room also erases everything written in it.
            await (user.Id.StartsWith(WebKeys.RoomPrefix, StringComparison.Ordinal) ? people.EraseAsync(user, cancel) : people.RevokeAsync(user, cancel));
        }
    }

    private async Task<Uri> MakeAsync(ChatAddress who, string name, TimeSpan lasts, Columns terms, CancellationToken cancel)
    {
        NeedWeb(who);
        await people.Directory.AddUserAsync(who.Workspace, who.User, name, cancel);
        var user = await people.Directory.FindUserAsync(who.User, cancel) ?? throw new TableConflictException("the user was removed meanwhile");
        var words = InvitationWords.New(user.Id);
        var row = terms.With("ExpiresAt", tokens.Now + lasts).With("Generation", user.Generation).With("Code", RandomNumberGenerator.GetString(LinkCodes.Alphabet, LinkCodes.Length));
        await tables.CommitAsync(WebKeys.User(user.Id), [new InsertRow(WebKeys.Invitation(words.Id), row)], cancel);
        return new Uri(addresses.Base(), $"{Mark}{words.Text}");
    }

    /// <summary>The channel that a room's link adds once the room is confirmed; null for none, or where the link belonged to another user.</summary>
    private async Task<string?> AddedAsync(WebUser user, WebUser room, CancellationToken cancel) =>
        room.Id.StartsWith(WebKeys.RoomPrefix, StringComparison.Ordinal)
            ? (await tables.GetAsync(WebKeys.User(user.Id), WebKeys.Invitation(room.Id[WebKeys.RoomPrefix.Length..]), cancel))?.Columns.Text("Channel")
            : null;

    private async Task<WebUser?> UserAsync(ChatAddress who, CancellationToken cancel)
    {
        NeedWeb(who);
        return await people.Directory.FindUserAsync(who.User, cancel) is { } user && user.Workspace == who.Workspace ? user : null;
    }

    private static void NeedWeb(ChatAddress who)
    {
        if (who.Channel != WebKeys.Channel)
        {
            throw new ArgumentException("links lead into the web chat only", nameof(who));
        }
    }
}
