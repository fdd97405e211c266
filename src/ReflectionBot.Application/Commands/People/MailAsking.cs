using ReflectionBot.Application.Mail;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands.People;

/// <summary>Asks the owner of an address whether the bot may write to somebody there.</summary>
public sealed class MailAsking(MailBook book, IMail mail)
{
    /// <summary>What to say where no mail can be sent.</summary>
    internal static string Off => PeopleWording.ICannotSendMailHereWhoever;

    /// <summary>Whether mail can be sent.</summary>
    internal bool IsOn => mail.IsOn;

    /// <summary>Has the owner of an address asked, and says what came of that.</summary>
    internal async Task<(string Text, bool IsAsked)> MakeAsync(CommandContext context, Person person, string name, string address, CancellationToken cancel)
    {
        var by = person.Id == context.Person.Id ? null : context.Person;
        var outcome = await book.OfferAsync(new(person.Id, address, by?.Id, by?.Name), cancel);
        var first = person.SeenAt is null ? PeopleWording.WithTheirYesTheyAlsoCome : "";
        return outcome switch
        {
            OfferOutcome.Asked => (PeopleWording.FormatIAskAtNowWhetherI(address, name, first), true),
            OfferOutcome.Same => (PeopleWording.FormatCanBeToldByEMail(name), false),
            OfferOutcome.Theirs => (PeopleWording.FormatDecidesHowIWriteToThem(name), false),
            OfferOutcome.TooMany => (PeopleWording.TheseAreManyAddressesForOne, false),
            _ => (PeopleWording.FormatILeaveThatAddressAloneFor(name), false),
        };
    }
}
