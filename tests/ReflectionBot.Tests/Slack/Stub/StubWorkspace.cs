namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>Whether the app's token of a workspace still works.</summary>
public enum StubTokenState
{
    /// <summary>It works.</summary>
    Good = 0,

    /// <summary><c>token_revoked</c>.</summary>
    Revoked = 1,

    /// <summary><c>account_inactive</c>: the app was uninstalled, or the workspace is gone.</summary>
    Inactive = 2,

    /// <summary>The app was never installed: <c>invalid_auth</c>.</summary>
    None = 3,
}

/// <summary>A workspace held in memory, with the app in it.</summary>
public sealed class StubWorkspace
{
    private readonly SlackStub _stub;
    private readonly List<StubUser> _users = [];

    internal StubWorkspace(SlackStub stub, string name, string? id)
    {
        (_stub, Name) = (stub, name);
        (Id, BotId) = (id ?? stub.NextId("T"), stub.NextId("B"));
        BotUser = stub.NextId("U");
        _users.Add(new("USLACKBOT", Id, "slackbot") { RealName = "Slackbot" });
        _users.Add(new(BotUser, Id, "reflection") { RealName = "Reflection", BotId = BotId });
        NewToken();
    }

    /// <summary>Its id (<c>T...</c>).</summary>
    public string Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The part of its address before <c>.slack.com</c>.</summary>
    public string Domain => Name.ToLowerInvariant().Replace(' ', '-');

    /// <summary>The bot's user id there.</summary>
    public string BotUser { get; }

    /// <summary>The bot's own id there (<c>B...</c>).</summary>
    public string BotId { get; }

    /// <summary>The app's newest token there.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Whether that token works.</summary>
    public StubTokenState TokenState { get; internal set; }

    /// <summary>What that token may do.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = [];

    /// <summary>The installation is one of a whole organisation: what payloads and <c>auth.test</c> say of it.</summary>
    public bool IsEnterpriseInstall { get; set; }

    /// <summary>Everybody in it, bots and deactivated people included.</summary>
    public IReadOnlyList<StubUser> Users
    {
        get
        {
            lock (_stub.Gate)
            {
                return [.. _users];
            }
        }
    }

    /// <summary>All conversations.</summary>
    internal List<StubChannel> Channels { get; } = [];

    /// <summary>All files.</summary>
    internal List<StubFile> Files { get; } = [];

    /// <summary>All modals that were ever opened.</summary>
    internal List<StubView> Views { get; } = [];

    /// <summary>Everybody's App Home.</summary>
    internal Dictionary<string, StubView> Homes { get; } = new(StringComparer.Ordinal);

    /// <summary>Somebody new.</summary>
    /// <param name="name">The account's name; the e-mail address is made of it.</param>
    /// <param name="with">What is special about them.</param>
    public StubPerson AddPerson(string name, Func<StubUser, StubUser>? with = null)
    {
        var user = new StubUser(_stub.NextId("U"), Id, name.ToLowerInvariant()) { RealName = name, Email = $"{name.ToLowerInvariant()}@{Domain}.example" };
        user = with?.Invoke(user) ?? user;
        lock (_stub.Gate)
        {
            _users.Add(user);
        }
        return new StubPerson(_stub, this, user.Id);
    }

    /// <summary>A channel.</summary>
    /// <param name="name">Without the <c>#</c>.</param>
    /// <param name="members">Who is in it.</param>
    /// <param name="withBot">Whether the bot is in it.</param>
    /// <param name="kind">Public or private.</param>
    public StubChannel AddChannel(string name, IEnumerable<StubPerson> members, bool withBot = true, StubChannelKind kind = StubChannelKind.Public)
    {
        var channel = new StubChannel(_stub.NextId("C"), kind, _stub.Time.GetUtcNow().ToUnixTimeSeconds()) { Name = name };
        foreach (var id in members.Select(m => m.Id).Concat(withBot ? [BotUser] : Array.Empty<string>()))
        {
            channel.Members.Add(id);
        }
        lock (_stub.Gate)
        {
            Channels.Add(channel);
        }
        return channel;
    }

    /// <summary>Puts a changed user in the place of the one with the same id. No event.</summary>
    public void Change(string id, Func<StubUser, StubUser> change)
    {
        lock (_stub.Gate)
        {
            var index = _users.FindIndex(u => u.Id == id);
            _users[index] = change(_users[index]);
        }
        _stub.Changed();
    }

    /// <summary>A user; null where there is none.</summary>
    public StubUser? User(string? id) => Users.FirstOrDefault(u => u.Id == id);

    /// <summary>A conversation by its id; null where there is none.</summary>
    public StubChannel? Channel(string? id)
    {
        lock (_stub.Gate)
        {
            return Channels.Find(c => c.Id == id);
        }
    }

    /// <summary>Somebody's direct chat with the bot, opened where there was none.</summary>
    internal StubChannel Direct(string user)
    {
        lock (_stub.Gate)
        {
            if (Channels.Find(c => c.With == user) is { } there)
            {
                return there;
            }
            var direct = new StubChannel(_stub.NextId("D"), StubChannelKind.Direct, _stub.Time.GetUtcNow().ToUnixTimeSeconds()) { With = user };
            direct.Members.Add(user);
            direct.Members.Add(BotUser);
            Channels.Add(direct);
            return direct;
        }
    }

    /// <summary>The app is installed (again): a new token, and the old one is dead.</summary>
    internal void NewToken()
    {
        Token = $"xoxb-stub-{_stub.NextId("")}";
        (Scopes, TokenState) = (_stub.App.Scopes, StubTokenState.Good);
    }
}
