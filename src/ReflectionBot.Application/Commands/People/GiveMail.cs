using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.People;

/// <summary>Gives the e-mail address of somebody of the project; its owner is asked.</summary>
/// <param name="Address">As <see cref="ReflectionBot.Core.Chat.MailAddress.Read"/> gives it.</param>
public sealed record GiveMail(string Name, string Address) : PersonCommand(Name), ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("mail", "mail \"<name>\" <e-mail address>", () => PeopleWording.GivesTheEMailAddressOf, Roles.Facilitator, Where.DirectOnly,
            CommandGroup.People, Takes.Something, ["email", "e-mail"], ["mail \"Bea Novak\" bea@example.org"]) { Read = Read, ListedAt = 70 },
    ];

    private static Reading Read(string rest, LocalDate today)
    {
        const string Example = "mail \"Bea Novak\" bea@example.org";
        if (ArgumentReaders.MailIn(rest) is not var (who, typed))
        {
            return Reading.Wrong(PeopleWording.FormatWhoseAddressAndWhichForExample(Example));
        }

        // "mail bea@example.org to Bea Novak"
        who = who.StartsWith("to ", StringComparison.OrdinalIgnoreCase) && !rest.StartsWith("to ", StringComparison.OrdinalIgnoreCase) ? who[3..] : who;
        var (name, quoted, left) = Quotes.Whole(who);
        return ArgumentReaders.MailIn(who) is not null ? ArgumentReaders.TwoAddresses(Example)
            : left.Length > 0 ? ArgumentReaders.Left(left, Example)
            : MailAddress.Read(typed) is not { } address ? ArgumentReaders.NoAddress(typed, Example)
            : ArgumentReaders.Name(name, Example, n => Reading.Of(new GiveMail(n, address), !quoted));
    }
}

/// <summary>A facilitator gives the e-mail address of somebody who has only the web chat. Its owner is asked, and the person decides from then on.</summary>
public sealed class GiveMailHandler(ProjectStore projects, PeopleStore people, MailAsking offer) : ICommandHandler<GiveMail>
{
    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, GiveMail command, CancellationToken cancel)
    {
        var members = await projects.MembersAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.Find(members, m => m.Name, command.Name);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"mail {Quotes.Around(n)} {command.Address}", PeopleWords.Unknown(command.Name, near));
        }

        if (!offer.IsOn)
        {
            return context.SayPrivately(NoticeMessage.Of(PeopleWording.FormatInviteMakesAPrivateLinkTo(MailAsking.Off, Quotes.Around(found.Name))));
        }

        if (await people.GetAsync(found.Person, cancel) is not { HasOnlyPage: true } person)
        {
            return context.SayPrivately(NoticeMessage.Of(PeopleWording.FormatHasAChatWithMeThat(found.Name)));
        }

        var sentence = await offer.MakeAsync(context, person, found.Name, command.Address, cancel);
        var result = context.SayPrivately(NoticeMessage.Of(sentence.Text));
        if (!sentence.IsAsked || person.SeenAt is null || person.Id == context.Person.Id)
        {
            return result;
        }

        NoticeMessage Told() => new(
            [PeopleWording.FormatGaveMeAnEMailAddress(context.Person.Name, command.Address)],
            [CommandButton.Typing(PeopleWording.StopMail, "stop mail")]);
        return result with { Effects = [.. result.Effects, context.Letter(person.Id, Told)] };
    }
}
