using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Web;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Checks;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;

namespace ReflectionBot.Operations;

/// <summary>
/// <c>web-project "&lt;channel&gt;" "&lt;your name&gt;"</c>: a web channel for real people, and a personal link for its first facilitator. Works
/// while the bot is running, on the same store. Run again with the same two names it makes a new link, for a facilitator who lost theirs.
/// </summary>
internal sealed class WebProject
{
    /// <summary>The workspace of real people in the web chat; the try-out's people have their own.</summary>
    public const string Workspace = "web";

    private readonly WebDirectory _directory;
    private readonly PeopleStore _people;
    private readonly ProjectStore _projects;
    private readonly IInvitations _invitations;
    private readonly TimeProvider _time;

    private WebProject(IServiceProvider services)
    {
        _directory = services.GetRequiredService<WebDirectory>();
        _people = services.GetRequiredService<PeopleStore>();
        _projects = services.GetRequiredService<ProjectStore>();
        _invitations = services.GetRequiredService<IInvitations>();
        _time = services.GetRequiredService<TimeProvider>();
    }

    /// <summary>Makes the channel and prints the link.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="name">The facilitator's name.</param>
    /// <param name="settings">Settings, as for the bot itself (<c>--PublicUrl ...</c>).</param>
    /// <param name="output">Receives the link and what to do next.</param>
    /// <param name="errors">Receives the sentence if it did not work.</param>
    /// <param name="cancel">Cancels; running the command again finishes what is incomplete.</param>
    /// <returns>0 with a link, 1 if it did not work, 2 if the two names cannot be used.</returns>
    public static async Task<int> RunAsync(string channel, string name, string[] settings, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        (channel, name) = (channel.Trim(), name.Trim());
        if (Wrong(channel, name) is { } sentence)
        {
            await errors.WriteLineAsync(sentence);
            return 2;
        }

        var code = 0;
        var failed = await StartFailures.SayAsync(errors, async () =>
        {
            await using var app = Bot.Build(["--Logging:LogLevel:Default", "Warning", .. settings]);
            await Bot.PrepareAsync(app, cancel);
            code = await new WebProject(app.Services).MakeAsync(channel, name, app.Configuration["PublicUrl"] is { Length: > 0 }, output, errors, cancel);
        });
        return failed != 0 ? failed : code;
    }

    private static string? Wrong(string channel, string name) => (channel.Length, name.Length) switch
    {
        (0, _) or (_, 0) => "Two names are needed, in quotes: web-project \"<channel>\" \"<your name>\", for example: web-project \"Housing priorities\" \"Ana Silva\"",
        (> NameLimits.Project, _) => $"A channel's name can have up to {NameLimits.Project} characters.",
        (_, > NameLimits.Person) => $"A name can have up to {NameLimits.Person} characters.",
        _ => NameRules.Mistake(name),
    };

    private async Task<int> MakeAsync(string channelName, string name, bool isPublic, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        var channel = await FindChannelAsync(channelName, cancel);
        var user = channel is null ? null : await FindMemberAsync(channel, name, cancel) ?? await FindRunningAsync(channel, name, cancel);
        if (channel is not null && user is null && await HasMembersAsync(channel, cancel))
        {
            await errors.WriteLineAsync($"There is a web channel called \"{channel.Name}\" already, and nobody called \"{name}\" is in it. Give the name of its facilitator for a new link, or choose another name for the channel.");
            return 1;
        }

        var elsewhere = user is null ? await FindElsewhereAsync(name, cancel) : [];
        if (elsewhere.Count > 1)
        {
            await errors.WriteLineAsync($"{elsewhere.Count} people called \"{name}\" are in the web chat already. Give a name that tells them apart, for example: web-project \"{channelName}\" \"{name} (Leeds)\"");
            return 1;
        }

        var place = channel?.Address.Id ?? Ids.New(_time);
        var terms = new LinkTerms("whoever runs the bot", place);
        if (elsewhere.Count > 0)
        {
            await _directory.AddChannelAsync(Workspace, place, channelName, cancel);
        }

        var known = user is not null;
        user ??= elsewhere is [var only] ? only : await AddAsync(place, channelName, name, cancel);
        var seen = await _invitations.HasJoinedAsync(user.Address, cancel);
        var link = await _invitations.CreateAsync(user.Address, user.Name, terms, cancel);
        await SayAsync(output, link, channelName, user.Name, (known, elsewhere.Count > 0, seen), isPublic);
        return 0;
    }

    /// <summary>People of that name who already have a web chat. A person in several projects is listed once; empty rooms do not count.</summary>
    private async Task<IReadOnlyList<WebUser>> FindElsewhereAsync(string name, CancellationToken cancel)
    {
        var found = new Dictionary<string, WebUser>(StringComparer.Ordinal);
        await foreach (var user in _directory.UsersAsync(Workspace, cancel))
        {
            if (NameMatch.Same(user.Name, name) && await _people.FindAsync(user.Address, cancel) is { } person)
            {
                found.TryAdd(person.Id, user);
            }
        }

        return [.. found.Values];
    }

    /// <summary>The user and person are added before the channel, so that an interrupted run leaves no channel that nobody can enter.</summary>
    private async Task<WebUser> AddAsync(string channel, string channelName, string name, CancellationToken cancel)
    {
        var user = new WebUser(Workspace, Ids.New(_time), name, 0);
        await _directory.AddUserAsync(Workspace, user.Id, name, cancel);
        await _people.AddAsync(new Person(user.Id, Workspace, name, user.Address), cancel);
        await _directory.AddChannelAsync(Workspace, channel, channelName, cancel);
        await _directory.AddMemberAsync(channel, user.Id, cancel);
        return user;
    }

    private async Task<WebConversation?> FindChannelAsync(string name, CancellationToken cancel)
    {
        await foreach (var channel in _directory.ChannelsAsync(Workspace, cancel))
        {
            if (string.Equals(channel.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return channel;
            }
        }

        return null;
    }

    private async Task<WebUser?> FindMemberAsync(WebConversation channel, string name, CancellationToken cancel)
    {
        await foreach (var member in _directory.MembersAsync(channel.Address.Id, cancel))
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>The person of that name who can see the channel through their role in its project, rather than through a link.</summary>
    private async Task<WebUser?> FindRunningAsync(WebConversation channel, string name, CancellationToken cancel)
    {
        var project = await _projects.AtAsync(channel.Address, cancel);
        foreach (var member in project is null ? [] : await _projects.MembersAsync(project.Id, cancel))
        {
            if (NameMatch.Same(member.Name, name) && (member.Roles & (Roles.Facilitator | Roles.Lead)) != 0 && await _people.GetAsync(member.Person, cancel) is { } person)
            {
                var address = (await _people.AddressesAsync(person, cancel)).FirstOrDefault(a => a.Channel == WebKeys.Channel);
                return address is null ? null : await _directory.FindUserAsync(address.User, cancel);
            }
        }

        return null;
    }

    private async Task<bool> HasMembersAsync(WebConversation channel, CancellationToken cancel)
    {
        await foreach (var _ in _directory.MembersAsync(channel.Address.Id, cancel))
        {
            return true;
        }

        return false;
    }

    private static async Task SayAsync(TextWriter output, Uri link, string channel, string name, (bool Here, bool Elsewhere, bool Seen) known, bool isPublic)
    {
        var what = known switch
        {
            { Here: true } => $"\"{channel}\" was there already. A new personal link for {name}, for them alone. It works once, in one browser:",
            { Elsewhere: true } => $"The web channel \"{channel}\" is ready. {name} has a web chat already, so this link adds the channel to it, for them alone. It works once:",
            _ => $"The web channel \"{channel}\" is ready. A personal link for {name}, for them alone. It works once, in one browser:",
        };
        string[] lines =
        [
            what,
            "",
            $"  {link}",
            "",
            .. known.Seen ? new[] { $"Open it in the browser in which {name} is in already. Anywhere else it opens an empty room, until {name} confirms it in a chat of theirs or with their recovery words. Their other browsers stay in." } : [],
            .. known.Elsewhere ? new[] { $"If this is somebody else of the same name, give a name that tells the two apart: web-project \"{channel}\" \"{name} (Leeds)\"" } : [],
            isPublic ? "The bot must be running at that address."
                : $"PublicUrl is not set, so the link leads to {link.GetLeftPart(UriPartial.Authority)} and works on this machine only. Set PublicUrl to the address at which people reach the bot, start the bot, and make the link again.",
            $"Next: open the link, choose \"{channel}\", and type: setup \"{channel}\"",
        ];
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line);
        }
    }
}
