using ReflectionBot.Application.Commands.Handlers.People;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Mail;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Handlers;

/// <summary>A facilitator gives the e-mail address of somebody who has only the web chat. Its owner is asked, and the person decides from then on.</summary>
public sealed class MailGiving
{
    private readonly ProjectStore _projects;
    private readonly PeopleStore _people;
    private readonly MailBook _book;
    private readonly IMail _mail;

    /// <summary>Over these stores.</summary>
    public MailGiving(ProjectStore projects, PeopleStore people, MailBook book, IMail mail)
    {
        _projects = projects;
        _people = people;
        _book = book;
        _mail = mail;
    }

    /// <summary>What to say where no mail can be sent.</summary>
    internal const string Off = "I cannot send mail here: whoever runs me has not set it up.";

    /// <summary>Whether mail can be sent.</summary>
    internal bool IsOn => _mail.IsOn;

    /// <summary>`mail "name" address`.</summary>
    public async Task<CommandResult> GiveAsync(CommandContext context, GiveMail command, CancellationToken cancel)
    {
        var members = await _projects.MembersAsync(context.Project.Id, cancel);
        var (found, near) = NameMatch.Find(members, m => m.Name, command.Name);
        if (found is null)
        {
            return context.DidYouMean(near, n => $"mail {Quotes.Around(n)} {command.Address}", PeopleCommands.Unknown(command.Name, near));
        }

        if (!IsOn)
        {
            return context.SayPrivately(NoticeMessage.Of($"{Off} `invite {Quotes.Around(found.Name)}` makes a private link to hand over."));
        }

        if (await _people.GetAsync(found.Person, cancel) is not { HasOnlyPage: true } person)
        {
            return context.SayPrivately(NoticeMessage.Of($"{found.Name} has a chat with me that tells them when I write, so they need no mail."));
        }

        var sentence = await OfferAsync(context, person, found.Name, command.Address, cancel);
        var result = context.SayPrivately(NoticeMessage.Of(sentence.Text));
        if (!sentence.IsAsked || person.SeenAt is null || person.Id == context.Person.Id)
        {
            return result;
        }

        var told = new NoticeMessage(
            [$"{context.Person.Name} gave me an e-mail address for you: {command.Address}. I ask there whether I may write to it when something waits for you here. If it is not yours, stop it."],
            [new Button("Stop mail", new ButtonAction("run", Item: "stop mail"))]);
        return result with { Effects = [.. result.Effects, new WriteToPerson(context.NewId(), person.Id, told)] };
    }

    /// <summary>Has the owner of an address asked, and says what came of that.</summary>
    internal async Task<(string Text, bool IsAsked)> OfferAsync(CommandContext context, Person person, string name, string address, CancellationToken cancel)
    {
        var by = person.Id == context.Person.Id ? null : context.Person;
        var outcome = await _book.OfferAsync(new(person.Id, address, by?.Id, by?.Name), cancel);
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
