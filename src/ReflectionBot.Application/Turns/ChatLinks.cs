using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Turns;

/// <summary>
/// What becomes of personal links: a person asks for one, one is opened, a room is confirmed or shut. All of it stands in the person's own
/// partition, where they can read it, and is told in every other chat of theirs: a person is who they were yesterday.
/// </summary>
public sealed class ChatLinks(PeopleStore people, RoomStore rooms, Recovery recovery, ConversationRunner turns, IInvitations invitations, LinkChannel links, TimeProvider time)
{
    /// <summary>How long an empty room waits to be confirmed.</summary>
    public static readonly TimeSpan RoomLasts = TimeSpan.FromDays(14);

    /// <summary>A link was opened, and nobody is in yet.</summary>
    /// <returns>False where it was taken before.</returns>
    public async Task<bool> OpenedAsync(LinkOpened opened, CancellationToken cancel)
    {
        if (await people.FindAsync(opened.Whose, cancel) is not { } person)
        {
            return true; // There is nobody to be told.
        }

        if (opened.Opens == LinkOpens.FirstChat)
        {
            // Nobody is to be told yet; later they can see it, and shut that browser too.
            TableWrite first = ReflectionStore.ChatChanged(Ids.New(time), TurnWording.Somebody, $"opened the first link to your chat, in the browser with the code {opened.Code}", opened.At);
            return await turns.CommitEffectsAsync(Keys.Person(person.Id), opened.Key, [first], [], cancel);
        }

        var isRoom = opened.Opens == LinkOpens.Room;
        List<TableWrite> writes = isRoom ? [await rooms.OpenAsync(new Room(opened.From, person.Id, opened.Code, opened.MadeBy), cancel)] : [];
        var link = opened.MadeBy is { } by && isRoom ? TurnWording.FormatAPrivateLinkThatHadMade(by) : TurnWording.APrivateLinkToYourChat;
        writes.Add(ReflectionStore.ChatChanged(Ids.New(time), TurnWording.Somebody, isRoom ? TurnWording.FormatOpenedAnEmptyRoomCode(link, opened.Code) : $"opened {link} in another browser, code {opened.Code}", opened.At));
        var told = isRoom ? RoomOpened(link, opened.Code) : BrowserOpened(opened.Code);
        return await TellAsync(person, opened.Key, writes, told, opened.Opens == LinkOpens.Browser ? null : opened.From, isRoom ? [new RunJob(Ids.New(time), new ForgetRoom(person.Id, opened.Code, opened.At + RoomLasts))] : [], cancel);
    }

    /// <summary>The right recovery words were given in a room.</summary>
    /// <returns>False where it was taken before.</returns>
    public async Task<bool> ProvedAsync(RoomProved proved, CancellationToken cancel)
    {
        return await rooms.FindAsync(proved.From, cancel) is { } room && await people.GetAsync(room.Person, cancel) is { } person
            && await ConfirmAsync(person, room, proved, null, [], cancel);
    }

    /// <summary>Wrong recovery words were given in a room: the person sees each try, and is told of the first and the last.</summary>
    /// <returns>False where it was taken before.</returns>
    public async Task<bool> TriedAsync(WordsTried tried, CancellationToken cancel)
    {
        if (await rooms.FindAsync(tried.From, cancel) is not { } room || await people.GetAsync(room.Person, cancel) is not { } person)
        {
            return true;
        }

        TableWrite[] writes = [ReflectionStore.ChatChanged(Ids.New(time), TurnWording.Somebody, TurnWording.FormatTypedWrongRecoveryWordsInThe(room.Code), tried.At)];
        if (tried.Left is > 0 and < Recovery.Tries - 1)
        {
            return await turns.CommitEffectsAsync(Keys.Person(person.Id), tried.Key, writes, [], cancel);
        }

        var told = new NoticeMessage([TurnWording.FormatSomebodyTypedWrongRecoveryWordsIn(room.Code, tried.Left == 0 ? TurnWording.ThatRoomTakesNoMoreTries : "")], [WasNotMe(room.Code)]);
        return await TellAsync(person, tried.Key, writes, told, tried.From, [], cancel);
    }

    /// <summary>New recovery words are about to be shown in a browser of the person's own.</summary>
    /// <returns>False where it was taken before.</returns>
    public async Task<bool> RenewedAsync(WordsRenewed renewed, CancellationToken cancel)
    {
        TableWrite[] writes = [ReflectionStore.ChatChanged(Ids.New(time), Who(renewed.Browser), TurnWording.HadNewRecoveryWordsMade, renewed.At)];
        var told = WordsMade(renewed.Browser is { } browser ? LinkCodes.Own(browser) : null);
        return await people.FindAsync(renewed.From, cancel) is { } person && await TellAsync(person, renewed.Key, writes, told, null, [], cancel);
    }

    /// <summary>Something was written or pressed in a room that nobody has confirmed. Nothing of it is kept, and it changes nothing.</summary>
    /// <returns>False where it was taken before.</returns>
    public async Task<bool> InRoomAsync(InboundEvent inbound, Room room, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var name = (await people.GetAsync(room.Person, cancel))?.Name;
        var words = await recovery.HasAsync(room.Person, cancel);
        Effect[] reply = inbound is MessagePosted or ActionInvoked or MemberJoined ? [new PostMessage(Ids.New(time), inbound.Conversation, InRoom(name, room.Code, words))] : [];
        return await turns.CommitEffectsAsync(Keys.Address(room.Address), inbound.Key, [], [.. alongside, .. reply], cancel);
    }

    /// <summary>Whether a chat is a room that waits to be confirmed.</summary>
    public Task<Room?> RoomAsync(ChatAddress address, CancellationToken cancel) => rooms.FindAsync(address, cancel);

    /// <summary>A person says something about links in a chat of their own.</summary>
    /// <returns>False where it was taken before.</returns>
    public Task<bool> SaidAsync(Person person, InboundEvent inbound, Command command, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        return command switch
        {
            AskForLink => MakeAsync(person, inbound, alongside, cancel),
            AnswerLink { Mine: true } answer => MineAsync(person, inbound, answer.Code, alongside, cancel),
            AnswerLink answer => NotMineAsync(person, inbound, answer.Code, alongside, cancel),
            _ => StopAsync(person, inbound, alongside, cancel),
        };
    }

    private async Task<bool> MakeAsync(Person person, InboundEvent inbound, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        if (await people.WebAddressAsync(person, cancel) is not { } address)
        {
            return await ReplyAsync(person, inbound, NoticeMessage.Of(TurnWording.ICannotMakeALinkFor), alongside, cancel);
        }

        var link = await invitations.CreateOwnAsync(address, person.Name, inbound.Browser, cancel);
        var notice = NoticeMessage.Linked([TurnWording.APrivateLinkToYourOwn, $"{Reference.To(link)}"]);
        return await ReplyAsync(person, inbound, notice, alongside, cancel);
    }

    private async Task<bool> MineAsync(Person person, InboundEvent inbound, string code, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        if (await rooms.FindAsync(person.Id, code, cancel) is { } room)
        {
            return await ConfirmAsync(person, room, inbound, inbound, alongside, cancel);
        }

        return await ReplyAsync(person, inbound, NoticeMessage.Of(TurnWording.FormatNoRoomWithTheCodeIs(code)), alongside, cancel);
    }

    private async Task<bool> ConfirmAsync(Person person, Room room, InboundEvent by, InboundEvent? said, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var proved = by as RoomProved;
        var madeIn = proved is null ? by.Browser : proved.MadeIn;
        var (who, how) = proved is not null
            ? (Who(room.Code), madeIn is null ? TurnWording.WithTheRecoveryWords : TurnWording.FormatWithTheRecoveryWordsMadeIn(LinkCodes.Own(madeIn)))
            : (Who(by.Browser), TurnWording.FromAnotherChatOfYours);
        if (madeIn is not null)
        {
            await invitations.ConfirmedInAsync(room.Address, madeIn, cancel);
        }

        // Before it is told, so that whoever presses twice finds it done.
        var others = await people.AddressesAsync(person, cancel);
        await invitations.ShareChannelsAsync([.. others.Where(a => a != room.Address)], room.Address, cancel);
        await people.LinkAsync(person.Id, room.Address, cancel);
        await rooms.ConfirmAsync(room, proved?.Words, cancel);
        TableWrite[] writes = [RoomStore.Forget(room.Code), ReflectionStore.ChatChanged(Ids.New(time), who, TurnWording.FormatConfirmedTheRoomWithTheCode(room.Code, how), time.GetUtcNow())];
        var welcome = new WriteToChat(Ids.New(time), room.Address, new NoticeMessage(
            [TurnWording.ItIsYouThisIsYour],
            [new Button(TurnWording.Open, new ButtonAction(CollaboratorAction.Open.Verb())), new Button(TurnWording.MyChoices, new ButtonAction(CollaboratorAction.MyChoices.Verb()))]));
        var told = new NoticeMessage([proved is null ? TurnWording.FormatTheRoomWithTheCodeIs(room.Code) : TurnWording.FormatTheRoomIsConfirmedByWords(room.Code)], [WasNotMe(room.Code)]);
        return await TellAsync(person, by.Key, writes, told, room.Address, [.. alongside, welcome], cancel, said);
    }

    private async Task<bool> NotMineAsync(Person person, InboundEvent inbound, string code, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var room = await rooms.FindAsync(person.Id, code, cancel);
        var shut = false;
        if (room is not null)
        {
            await invitations.RevokeAsync(room.Address, cancel);
            await rooms.CloseAsync(room, cancel);
            shut = true;
        }

        var addresses = (await people.AddressesAsync(person, cancel)).Where(links.Has).ToList();
        var first = await IsFirstOfOthersAsync(addresses, inbound, code, cancel);
        var given = new List<string>();
        foreach (var address in addresses)
        {
            var (ended, words) = await EndBrowserAsync(person, address, code, first ? () => invitations.EndOthersAsync(address, inbound.Browser, cancel) : () => invitations.EndBrowserAsync(address, code, cancel), cancel);
            shut |= ended;
            given.AddRange(words is null ? [] : [words]);
        }

        // Last: nobody is in there any more who could make others.
        var former = await (first ? recovery.UndoOthersAsync(person.Id, inbound.Browser, given, cancel) : recovery.UndoAsync(person.Id, code, given, cancel));
        shut |= former is not null;
        var worthless = former switch
        {
            true => TurnWording.RecoveryWordsMadeThereAreWorth,
            false when given.Count > 0 => TurnWording.TheRecoveryWordsGivenThereAreWorthNothing,
            false => TurnWording.RecoveryWordsMadeThereAreWorthNothing,
            null => "",
        };
        var sentence = shut && first
            ? (inbound.Browser is null ? TurnWording.FormatItIsShutWhoeverOpenedThat(worthless) : TurnWording.FormatItIsShutWhoeverOpenedThatLink(worthless))
            : shut
            ? TurnWording.FormatItIsShutWhoeverOpenedThatLinkIs(worthless)
            : TurnWording.FormatNothingWithTheCodeIsOpen(code);
        TableWrite[] writes = shut ? [ReflectionStore.ChatChanged(Ids.New(time), Who(inbound.Browser), TurnWording.FormatShutWhatWasOpenedWithThe(code), time.GetUtcNow()), .. room is null ? [] : new[] { RoomStore.Forget(code) }] : [];
        return await ReplyAsync(person, inbound, NoticeMessage.Of(sentence), alongside, cancel, writes);
    }

    /// <summary>Whether the first browser is to be shut, from another one or another chat: in itself it shuts itself alone.</summary>
    private async Task<bool> IsFirstOfOthersAsync(IReadOnlyList<ChatAddress> addresses, InboundEvent inbound, string code, CancellationToken cancel)
    {
        if (inbound.Browser is null && links.Has(inbound.From))
        {
            return false;
        }

        foreach (var address in addresses)
        {
            if (await invitations.IsFirstAsync(address, code, cancel))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends browsers in one chat of the person's. A room that nobody is in any more goes whole, also where it had been confirmed.</summary>
    /// <returns>Whether one was, and the recovery words that had confirmed that room: whoever was in there knows them.</returns>
    private async Task<(bool Ended, string? Words)> EndBrowserAsync(Person person, ChatAddress address, string code, Func<Task<bool>> end, CancellationToken cancel)
    {
        var ended = await end();
        if (await rooms.FormerAsync(address, cancel) is not { } room || !(ended || room.Code == code))
        {
            return (ended, null);
        }

        if (await invitations.IsOpenAsync(address, cancel))
        {
            return (ended, room.Code == code ? room.Words : null);
        }

        await invitations.RevokeAsync(address, cancel);
        await people.UnlinkAsync(person.Id, address, cancel);
        return (true, room.Words);
    }

    private async Task<bool> StopAsync(Person person, InboundEvent inbound, IReadOnlyList<Effect> alongside, CancellationToken cancel)
    {
        var stopped = 0;
        foreach (var address in (await people.AddressesAsync(person, cancel)).Append(links.AddressOf(person.Workspace, person.Id)).Where(links.Has).Distinct())
        {
            stopped += await invitations.RevokeLinksAsync(address, cancel);
        }

        var sentence = stopped > 0
            ? TurnWording.StoppedNoUnusedLinkToThis
            : TurnWording.ThereIsNoUnusedLinkTo;
        return await ReplyAsync(person, inbound, NoticeMessage.Of(sentence), alongside, cancel);
    }

    private Task<bool> ReplyAsync(Person person, InboundEvent inbound, NoticeMessage message, IReadOnlyList<Effect> alongside, CancellationToken cancel, params IReadOnlyList<TableWrite> writes) =>
        turns.CommitEffectsAsync(Keys.Person(person.Id), inbound.Key, writes, [.. alongside, new PostMessage(Ids.New(time), inbound.Conversation, message)], cancel);

    /// <summary>Tells it in every chat of the person, but not in one that has only just been opened.</summary>
    private async Task<bool> TellAsync(
        Person person, string key, IReadOnlyList<TableWrite> writes, NoticeMessage message, ChatAddress? but, IReadOnlyList<Effect> alongside, CancellationToken cancel, InboundEvent? said = null)
    {
        var chats = (await people.AddressesAsync(person, cancel)).Where(a => a != but && a != said?.From);
        Effect[] here = said is null ? [] : [new PostMessage(Ids.New(time), said.Conversation, message)];
        Effect[] letter = said is null && person.HasOnlyPage ? [new RunJob(Ids.New(time), new TellByMail(person.Id, LetterKind.WayIn, Ids.New(time), time.GetUtcNow()))] : [];
        return await turns.CommitEffectsAsync(Keys.Person(person.Id), key, writes, [.. alongside, .. here, .. chats.Select(a => new WriteToChat(Ids.New(time), a, message)), .. letter], cancel);
    }

    /// <summary>Whoever did it. In a browser that a link let in, nobody knows that it was the person.</summary>
    private static string Who(string? browser) => browser is null ? TurnWording.You : TurnWording.FormatSomebodyInTheBrowserWithThe(LinkCodes.Own(browser));

    private static NoticeMessage WordsMade(string? code) => code is null
        ? NoticeMessage.Of(TurnWording.NewRecoveryWordsWereShownIn)
        : new([TurnWording.FormatNewRecoveryWordsWereShownInA(code)], [WasNotMe(code)]);

    private static Button WasMe(string code) => CommandButton.Typing(TurnWording.ItWasMe, $"that was me {code}");

    private static Button WasNotMe(string code) => CommandButton.Typing(TurnWording.ItWasNotMe, $"that was not me {code}");

    private static NoticeMessage RoomOpened(string link, string code) => new(
        [
            TurnWording.FormatSomebodyOpenedItLeadsToAn(link),
            TurnWording.FormatWasItYouChooseItWas(code),
        ],
        [WasMe(code), WasNotMe(code)]);

    private static NoticeMessage BrowserOpened(string code) => new(
        [TurnWording.FormatYourChatWasOpenedInAnother(code)], [WasNotMe(code)]);

    private static NoticeMessage InRoom(string? name, string code, bool words) => NoticeMessage.Of(
    [
        TurnWording.FormatThisRoomIsForItShows(name ?? TurnWording.OnePerson, name ?? TurnWording.ThatPerson),
        TurnWording.FormatIAskInTheChatsWith(name ?? TurnWording.ThatPerson, code),
        .. words ? new[] { TurnWording.OrPutInYourRecoveryWords } : [],
        TurnWording.IfThisIsNotMeantFor,
        TurnWording.NobodyWatchesThisRoom,
    ]);
}
