using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>
/// Somebody at their Slack: what they do reaches the app by whichever way the stub is set to, and what they see is read here. What Slack's
/// clients do not allow throws an <see cref="InvalidOperationException"/>.
/// </summary>
public sealed partial class StubPerson
{
    private static readonly Dictionary<string, string> NoFields = [];

    private readonly SlackStub _stub;

    internal StubPerson(SlackStub stub, StubWorkspace team, string id) => (_stub, Team, Id) = (stub, team, id);

    /// <summary>Their workspace, or the one they are a guest of.</summary>
    public StubWorkspace Team { get; }

    /// <summary>Their id.</summary>
    public string Id { get; }

    /// <summary>Who they are.</summary>
    public StubUser User => Team.User(Id)!;

    /// <summary>Their direct chat with the bot, which opens by looking at it.</summary>
    public StubChannel Direct => Team.Direct(Id);

    /// <summary>The modal on top; null for none.</summary>
    public StubView? Modal
    {
        get
        {
            lock (_stub.Gate)
            {
                return Team.Views.FindLast(v => v.IsOpen && v.User == Id);
            }
        }
    }

    /// <summary>The App Home, as it was published for them; null: never.</summary>
    public StubView? Home
    {
        get
        {
            lock (_stub.Gate)
            {
                return Team.Homes.GetValueOrDefault(Id);
            }
        }
    }

    /// <summary>What they see in a conversation, oldest first: no replies of threads but those shown in the channel too.</summary>
    /// <param name="channel">Null: the direct chat with the bot.</param>
    public IReadOnlyList<StubMessage> Sees(StubChannel? channel = null) => Seen(channel ?? Direct, m => m.Thread is null || m.IsBroadcast);

    /// <summary>What they see in a thread, its first message included.</summary>
    public IReadOnlyList<StubMessage> SeesThread(StubMessage first) => Seen(Team.Channel(first.Channel)!, m => m.Ts == first.Ts || m.Thread == first.Ts);

    /// <summary>The bot's messages among what they see, threads included.</summary>
    /// <param name="channel">Null: the direct chat with the bot.</param>
    public IReadOnlyList<StubMessage> Hears(StubChannel? channel = null) => Seen(channel ?? Direct, m => m.BotId == Team.BotId);

    /// <summary>A file they can see, with its bytes.</summary>
    public StubFile File(string id)
    {
        lock (_stub.Gate)
        {
            return Team.Files.First(f => f.Id == id);
        }
    }

    private List<StubMessage> Seen(StubChannel channel, Func<StubMessage, bool> which)
    {
        lock (_stub.Gate)
        {
            return channel.Members.Contains(Id) ? [.. channel.Messages.Where(m => which(m) && (m.OnlyFor is null || m.OnlyFor == Id))] : [];
        }
    }

    /// <summary>What every interaction has (docs.slack.dev/reference/interaction-payloads).</summary>
    private JsonObject Payload(string type, bool withTrigger = true)
    {
        var user = User;
        var payload = new JsonObject
        {
            ["type"] = type,
            ["user"] = new JsonObject { ["id"] = Id, ["username"] = user.Name, ["name"] = user.Name, ["team_id"] = user.Team },
            ["api_app_id"] = _stub.App.Id,
            ["token"] = _stub.App.VerificationToken,
            ["team"] = new JsonObject { ["id"] = Team.Id, ["domain"] = Team.Domain },
            ["enterprise"] = Team.IsEnterpriseInstall ? new JsonObject { ["id"] = $"E{Team.Id[1..]}", ["name"] = Team.Name } : null,
            ["is_enterprise_install"] = Team.IsEnterpriseInstall,
        };
        if (withTrigger)
        {
            payload["trigger_id"] = _stub.Triggers.Issue(Team, Id);
        }
        return payload;
    }

    private void MustBeIn(StubChannel channel)
    {
        if (!channel.Members.Contains(Id) || channel.IsArchived)
        {
            throw new InvalidOperationException("they cannot write there");
        }
    }

    private static JsonObject Named(StubChannel channel) => new() { ["id"] = channel.Id, ["name"] = channel.Kind == StubChannelKind.Direct ? "directmessage" : channel.Kind == StubChannelKind.Public ? channel.Name : "privategroup" };
}
