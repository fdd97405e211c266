using ReflectionBot.Application.Mail;
using ReflectionBot.Application.Ports;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Commands.People;

/// <summary>Asks the owner of an address whether the bot may write to somebody there.</summary>
public sealed class MailAsking(MailBook book, IMail mail)
{
    /// <summary>What to say where no mail can be sent.</summary>
    internal const string Off = "I cannot send mail here: whoever runs me has not set it up.";

    /// <summary>Whether mail can be sent.</summary>
    internal bool IsOn => mail.IsOn;

    /// <summary>Has the owner of an address asked, and says what came of that.</summary>
    internal async Task<(string Text, bool IsAsked)> MakeAsync(CommandContext context, Person person, string name, string address, CancellationToken cancel)
    {
        var by = person.Id == context.Person.Id ? null : context.Person;
        var outcome = await book.OfferAsync(new(person.Id, address, by?.Id, by?.Name), cancel);
        var first = person.SeenAt is null ? $" With their yes they also come into their own chat, so there is no link to hand over." : "";
        return outcome switch
        {
            OfferOutcome.Asked => ($"I ask at {address} now whether I may write to {name} there. Until somebody who reads it says yes, I send nothing else to it, and I tell you when they do.{first}", true),
            OfferOutcome.Same => ($"{name} can be told by e-mail already, at that address.", false),
            OfferOutcome.Theirs => ($"{name} decides how I write to them, so I leave that as it is. In their own chat they can type `mail me at`.", false),
            OfferOutcome.TooMany => ("These are many addresses for one day. Please go on tomorrow.", false),
            _ => ($"I leave that address alone for now. Please talk to {name}, or give me another address of theirs.", false),
        };
    }
}
