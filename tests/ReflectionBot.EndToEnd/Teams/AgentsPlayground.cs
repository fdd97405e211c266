using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ReflectionBot.EndToEnd.Peers;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>
/// Microsoft 365 Agents Playground (npm <c>@microsoft/m365agentsplayground</c>): a Teams client and connector on this machine that nobody here
/// wrote. Started on a free port for one bot; what people do goes through the interface of its page, what they see comes from its recording.
/// <para>What is its own: installing for the current user and in the team, the current user's messages (<c>/_conversation/.../messages</c>),
/// presses of everybody (<c>/_conversation/v1/submit</c>, <c>/invoke</c>), posts in channels (their thread ids), and the whole connector.</para>
/// <para>What it can only forward (<c>/_internal/v1/customActivities</c>), filled into its own template: messages of the five others, edits,
/// deletions, undeletions, dialogs (<c>task/fetch</c>, <c>task/submit</c>), uninstalling, people who join or leave.</para>
/// <para>Its limits: DELETE of an activity is 501; requests over 100 KB are 413; a message with text and a card becomes two and is answered
/// 202 without an id; no 429; nobody blocks the bot; activity ids are GUIDs, unlike the thread's <c>messageid</c>; a direct chat is made for
/// any member id, known or not. It sends no Authorization header, and <c>x-ms-agents-playground: true</c>.</para>
/// <para>It is a pre-release under a licence of its own: installed from the registry, no part of it is copied here.</para>
/// </summary>
public sealed class AgentsPlayground : IAsyncDisposable
{
    /// <summary>Under <c>node_modules</c>.</summary>
    public const string Script = "@microsoft/m365agentsplayground/cli.js";

    private readonly string _folder;
    private readonly NodePeer _peer;
    private readonly PlaygroundLog _log;
    private readonly HttpClient _http;
    private readonly Dictionary<string, string> _chats = new(StringComparer.Ordinal);

    private AgentsPlayground(PlaygroundTeam team, string folder, NodePeer peer, PlaygroundLog log, HttpClient http)
    {
        (Team, _folder, _peer, _log, _http) = (team, folder, peer, log, http);
        Recording = new(RecordingIn(folder));
    }

    /// <summary>Who is there.</summary>
    public PlaygroundTeam Team { get; }

    /// <summary>Where the connector is.</summary>
    public Uri ServiceUrl => new(_http.BaseAddress!, "_connector");

    /// <summary>Its page, which shows the current user's Teams.</summary>
    public Uri Page => _http.BaseAddress!;

    /// <summary>All exchanges with the bot.</summary>
    public PlaygroundRecording Recording { get; }

    /// <summary>Why it cannot run here; null if it can.</summary>
    public static string? Missing => NodePeer.Missing(Script);

    /// <summary>Starts it, and gives everybody a chat with the bot, which nobody has installed yet.</summary>
    /// <param name="bot">The bot's <c>/api/messages</c>.</param>
    /// <param name="team">Who is there; null: <see cref="PlaygroundTeam.Sample"/>.</param>
    /// <param name="cancel">Ends the start.</param>
    /// <param name="serviceUrl">Where the bot is to send its calls, if something stands in between; given the Playground's port.</param>
    public static async Task<AgentsPlayground> StartAsync(Uri bot, PlaygroundTeam? team, CancellationToken cancel, Func<int, Uri>? serviceUrl = null)
    {
        ArgumentNullException.ThrowIfNull(bot);
        var (port, folder) = (NodePeer.FreePort(), Directory.CreateTempSubdirectory("reflectionbot-playground-").FullName);
        team ??= PlaygroundTeam.Sample;
        await File.WriteAllTextAsync(Path.Combine(folder, ".m365agentsplayground.yml"), team.ToYaml(), cancel);
        var connector = serviceUrl?.Invoke(port) ?? new Uri($"http://127.0.0.1:{port}/_connector");
        string[] arguments = ["start", "-e", bot.AbsoluteUri, "-c", "msteams", "-p", port.ToString(CultureInfo.InvariantCulture), "--su", connector.AbsoluteUri, "--disable-telemetry", "--enable-events-recording"];
        var peer = await NodePeer.StartAsync(Script, arguments, "^Listening on", folder, cancel, Environment(folder));
        try
        {
            var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
            var playground = new AgentsPlayground(team, folder, peer, await PlaygroundLog.OpenAsync(port, cancel), http);
            await playground.OpenChatsAsync(cancel);
            return playground;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>The id of somebody's own chat with the bot.</summary>
    public string ChatOf(PlaygroundPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return _chats[person.Id];
    }

    /// <summary>Somebody installs the app for themselves, or in a channel or group chat: <c>installationUpdate</c> and <c>conversationUpdate</c>.</summary>
    public async Task InstallAsync(PlaygroundPerson person, string conversation, CancellationToken cancel)
    {
        if (person == Team.Me)
        {
            Task Install() => PostAsync($"_debug/conversation/{Uri.EscapeDataString(conversation)}/installation", [], cancel);
            Task InstallationUpdate() => DeliveredAsync(Install, a => Is(a, "installationUpdate", conversation), cancel);
            await DeliveredAsync(InstallationUpdate, a => Is(a, "conversationUpdate", conversation), cancel);
            return;
        }

        await ForwardAsync(await TemplateAsync(person, conversation, "install", cancel), cancel);
        await ForwardAsync(await TemplateAsync(person, conversation, "botAdded", cancel), cancel);
    }

    /// <summary>Somebody removes the app.</summary>
    public async Task UninstallAsync(PlaygroundPerson person, string conversation, CancellationToken cancel)
    {
        await ForwardAsync(await TemplateAsync(person, conversation, "uninstall", cancel), cancel);
        await ForwardAsync(await TemplateAsync(person, conversation, "botRemoved", cancel), cancel);
    }

    /// <summary>Somebody comes into the team, or leaves it.</summary>
    public async Task MemberAsync(PlaygroundPerson person, bool joins, CancellationToken cancel)
    {
        var activity = await TemplateAsync(person, PlaygroundTeam.General, joins ? "userAdded" : "userRemoved", cancel);
        activity[joins ? "membersAdded" : "membersRemoved"] = new JsonArray(new JsonObject { ["id"] = person.Id, ["aadObjectId"] = person.AadObjectId });
        await ForwardAsync(activity, cancel);
    }

    /// <summary>Somebody writes in their own chat, or in a channel or group chat with a mention of the bot. What went to the bot.</summary>
    /// <param name="person">Who.</param>
    /// <param name="conversation">A chat, a channel (then a new post), or a post <c>{channel};messageid={id}</c> (then a reply).</param>
    /// <param name="text">What they typed.</param>
    /// <param name="attachments">Files as Teams sends them, if any.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<JsonObject> SayAsync(PlaygroundPerson person, string conversation, string text, JsonArray? attachments, CancellationToken cancel)
    {
        var own = conversation == ChatOf(person);
        var typed = own ? text : $"<at>{PlaygroundTeam.BotName}</at> {text}";
        if (person == Team.Me && attachments is null)
        {
            return await DeliveredAsync(() => MessageAsync(person, conversation, typed, mention: !own, cancel), a => (string?)a["text"] == typed && IsIn(a, conversation), cancel);
        }

        var place = own ? null : await MessageAsync(person, conversation, text, mention: false, cancel); // The post as others see it; without a mention nothing is sent yet.
        var activity = await TemplateAsync(person, (string?)place?["postConversationId"] ?? conversation, null, cancel);
        activity["type"] = "message";
        activity["text"] = typed;
        activity["textFormat"] = "plain";
        PlaygroundActivities.AddMessageProperties(activity, person, conversation, own);
        if (attachments is not null)
        {
            activity["attachments"] = attachments;
        }

        return await ForwardAsync(activity, cancel);
    }

    /// <summary>Somebody changes a message of theirs, deletes it, or takes the deletion back. The activity has the message's own id.</summary>
    /// <param name="message">What <see cref="SayAsync"/> returned.</param>
    /// <param name="text">The new text; null for a deletion.</param>
    /// <param name="eventType"><c>editMessage</c>, <c>softDeleteMessage</c> or <c>undeleteMessage</c>.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<JsonObject> ChangeAsync(JsonObject message, string? text, string eventType, CancellationToken cancel) =>
        ForwardAsync(PlaygroundActivities.Change(message, text, eventType), cancel);

    /// <summary>
    /// Somebody presses a button of a card: an <c>Action.Execute</c> as an invoke, an <c>Action.Submit</c> as a message with a value and no text.
    /// </summary>
    /// <param name="person">Who.</param>
    /// <param name="conversation">The chat, or the post of a channel.</param>
    /// <param name="messageId">The card's message.</param>
    /// <param name="action">The action as the card has it.</param>
    /// <param name="fields">What stands in the card's fields; empty ones are not sent.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The invoke's response, <c>{type, value}</c>; null for a submit.</returns>
    public async Task<JsonNode?> PressAsync(PlaygroundPerson person, string conversation, string messageId, JsonObject action, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        var data = PlaygroundActivities.Filled(action, fields);
        var request = new JsonObject { ["from"] = new JsonObject { ["id"] = person.Id }, ["conversation"] = new JsonObject { ["id"] = conversation }, ["replyToId"] = messageId };
        if ((string?)action["type"] != "Action.Execute")
        {
            request["value"] = data;
            await DeliveredAsync(
                () => PostAsync("_conversation/v1/submit", request, cancel), a => Is(a, "message", conversation) && (string?)a["replyToId"] == messageId && (string?)a["from"]!["id"] == person.Id, cancel);
            return null;
        }

        request["name"] = "adaptiveCard/action";
        request["value"] = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["title"] = (string?)action["title"], ["verb"] = (string?)action["verb"], ["data"] = data },
        };
        return await PostAsync("_conversation/v1/invoke", request, cancel);
    }

    /// <summary>Somebody opens or sends a dialog, which the Playground cannot show: forwarded as Teams sends it.</summary>
    /// <param name="name"><c>task/fetch</c> or <c>task/submit</c>.</param>
    /// <param name="value">As Teams sends it, e.g. <c>{"data": ..., "context": {"theme": "default"}}</c>.</param>
    /// <returns>The bot's answer.</returns>
    public async Task<JsonNode?> InvokeAsync(PlaygroundPerson person, string conversation, string? messageId, string name, JsonObject value, CancellationToken cancel)
    {
        var activity = await TemplateAsync(person, conversation, null, cancel);
        activity["type"] = "invoke";
        activity["name"] = name;
        activity["value"] = value;
        activity["replyToId"] = messageId;
        PlaygroundActivities.AddMessageProperties(activity, person, conversation, own: true);
        return (await DeliverAsync(() => PostAsync("_internal/v1/customActivities", activity, cancel), a => (string?)a["id"] == (string?)activity["id"], cancel)).Answer;
    }

    /// <summary>Forwards any activity and waits for the bot's answer.</summary>
    /// <exception cref="DriverRefusedException">The bot did not answer 2xx.</exception>
    public Task<JsonObject> ForwardAsync(JsonObject activity, CancellationToken cancel)
    {
        var (id, type) = ((string?)activity["id"], (string?)activity["type"]);
        return DeliveredAsync(() => PostAsync("_internal/v1/customActivities", activity, cancel), a => (string?)a["id"] == id && (string?)a["type"] == type, cancel);
    }

    /// <summary>The Playground's template of an activity, with somebody as its sender.</summary>
    /// <param name="type"><c>install</c>, <c>uninstall</c>, <c>botAdded</c>, <c>botRemoved</c>, <c>userAdded</c>, <c>userRemoved</c>; null for the fields that all have.</param>
    public async Task<JsonObject> TemplateAsync(PlaygroundPerson person, string conversation, string? type, CancellationToken cancel)
    {
        var query = $"_internal/v1/customActivities/template?conversationId={Uri.EscapeDataString(conversation)}{(type is null ? "" : $"&type={type}")}";
        var template = JsonNode.Parse(await _http.GetStringAsync(new Uri(query, UriKind.Relative), cancel))!.AsObject();
        template["from"] = new JsonObject { ["id"] = person.Id, ["aadObjectId"] = person.AadObjectId };
        return template;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _peer.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static bool Is(JsonNode activity, string type, string conversation) => (string?)activity["type"] == type && IsIn(activity, conversation);

    private static bool IsIn(JsonNode activity, string conversation) =>
        (string?)activity["conversation"]?["id"] is { } id && (id == conversation || id.StartsWith(conversation + ";", StringComparison.Ordinal));

    private static string RecordingIn(string folder) => Path.Combine(folder, "recording.log");

    private static Dictionary<string, string> Environment(string folder) => new()
    {
        ["TEAMSAPPTESTER_BROWSER"] = "none",
        ["M365_AGENTS_PLAYGROUND_RECORDING_FILE"] = RecordingIn(folder),
        ["NODE_OPTIONS"] = $"--require \"{Loopback()}\"",
    };

    private static string Loopback([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "loopback.cjs").Replace('\\', '/');

    /// <summary>The connector gives the same chat to the bot when that asks for one.</summary>
    private async Task OpenChatsAsync(CancellationToken cancel)
    {
        foreach (var person in Team.Everybody)
        {
            var chat = await PostAsync("_connector/v3/conversations", new JsonObject { ["isGroup"] = false, ["members"] = new JsonArray(new JsonObject { ["id"] = person.Id }) }, cancel);
            _chats[person.Id] = (string)chat!["id"]!;
        }
    }

    private Task<JsonNode?> MessageAsync(PlaygroundPerson person, string conversation, string text, bool mention, CancellationToken cancel)
    {
        var message = new JsonObject { ["from"] = new JsonObject { ["id"] = person.Id }, ["text"] = text, ["textFormat"] = "plain" };
        if (mention)
        {
            message["mentions"] = new JsonArray(new JsonObject { ["mentioned"] = new JsonObject { ["id"] = PlaygroundTeam.BotId }, ["text"] = $"<at>{PlaygroundTeam.BotName}</at>" });
        }

        return PostAsync($"_conversation/v1/conversations/{Uri.EscapeDataString(conversation)}/messages", message, cancel);
    }

    private Task<Delivery> DeliverAsync(Func<Task> act, Func<JsonNode, bool> isIt, CancellationToken cancel) => _log.DeliverAsync(act, isIt, cancel);

    private async Task<JsonObject> DeliveredAsync(Func<Task> act, Func<JsonNode, bool> isIt, CancellationToken cancel)
    {
        var delivery = await DeliverAsync(act, isIt, cancel);
        return delivery.Status is >= 200 and < 300 ? delivery.Activity : throw new DriverRefusedException(delivery.Status, $"the bot answered {delivery.Status}: {delivery.Answer?.ToJsonString()}");
    }

    private async Task<JsonNode?> PostAsync(string path, JsonObject body, CancellationToken cancel)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        return !response.IsSuccessStatusCode ? throw new DriverRefusedException((int)response.StatusCode, $"the Playground answered {(int)response.StatusCode}: {text}")
            : text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
