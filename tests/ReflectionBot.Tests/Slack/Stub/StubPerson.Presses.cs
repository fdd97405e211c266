using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <content>What people press, send and open.</content>
public sealed partial class StubPerson
{
    /// <summary>Uses a slash command. The app's answer is shown to them alone, unless it says otherwise.</summary>
    /// <param name="command">With its slash.</param>
    /// <param name="text">What follows it.</param>
    /// <param name="cancel">Ends the waiting for the app.</param>
    /// <param name="channel">Null: the direct chat with the bot.</param>
    public Task<StubDelivery> CommandAsync(string command, string text, CancellationToken cancel, StubChannel? channel = null)
    {
        var place = channel ?? Direct;
        MustBeIn(place);
        return _stub.Deliveries.SendCommandAsync(Team, new()
        {
            ["token"] = _stub.App.VerificationToken,
            ["team_id"] = Team.Id,
            ["team_domain"] = Team.Domain,
            ["channel_id"] = place.Id,
            ["channel_name"] = (string)Named(place)["name"]!,
            ["user_id"] = Id,
            ["user_name"] = User.Name,
            ["command"] = command,
            ["text"] = text,
            ["api_app_id"] = _stub.App.Id,
            ["is_enterprise_install"] = Team.IsEnterpriseInstall ? "true" : "false",
            ["response_url"] = _stub.ResponseUrls.Issue("commands", Team, place, Id),
            ["trigger_id"] = _stub.Triggers.Issue(Team, Id),
        }, cancel);
    }

    /// <summary>Presses a button of a message, or chooses something in one.</summary>
    /// <param name="message">Which; as it stands now or stood before.</param>
    /// <param name="action">The element's <c>action_id</c>, or the words on the button.</param>
    /// <param name="cancel">Ends the waiting for the app.</param>
    /// <param name="chosen">Of a choice: the option's <c>value</c>.</param>
    /// <param name="stale">Presses what the given message showed, though it changed since: their window was not redrawn yet.</param>
    public Task<StubDelivery> PressAsync(StubMessage message, string action, CancellationToken cancel, string? chosen = null, bool stale = false)
    {
        var channel = Team.Channel(message.Channel)!;
        StubMessage now;
        lock (_stub.Gate)
        {
            now = stale ? message : channel.Messages.Find(m => m.Ts == message.Ts && (m.OnlyFor is null || m.OnlyFor == Id)) ?? throw new InvalidOperationException("that message is gone");
        }
        var payload = Payload("block_actions");
        payload["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = now.Ts, ["channel_id"] = channel.Id, ["is_ephemeral"] = now.OnlyFor is not null };
        if (now.Thread is { } thread)
        {
            payload["container"]!["thread_ts"] = thread;
        }
        payload["channel"] = Named(channel);
        if (now.OnlyFor is null)
        {
            payload["message"] = StubShapes.Message(Team, _stub.App, channel, now, _stub);
        }
        payload["response_url"] = _stub.ResponseUrls.Issue("actions", Team, channel, Id, now);
        return ActAsync(payload, now.Blocks ?? [], action, chosen, NoFields, withState: true, cancel);
    }

    /// <summary>Presses a button of the App Home.</summary>
    public Task<StubDelivery> PressInHomeAsync(string action, CancellationToken cancel, string? chosen = null) =>
        PressInViewAsync(Home ?? throw new InvalidOperationException("nothing was published for them"), action, chosen, NoFields, cancel);

    /// <summary>Presses a button of the modal on top.</summary>
    /// <param name="action">The element's <c>action_id</c>, or the words on the button.</param>
    /// <param name="cancel">Ends the waiting for the app.</param>
    /// <param name="fields">What they have filled in so far.</param>
    public Task<StubDelivery> PressInModalAsync(string action, CancellationToken cancel, IReadOnlyDictionary<string, string>? fields = null) =>
        PressInViewAsync(Modal ?? throw new InvalidOperationException("no modal is open"), action, null, fields ?? NoFields, cancel);

    /// <summary>Sends the modal on top.</summary>
    /// <param name="fields">By a field's <c>action_id</c> or its block's <c>block_id</c>; the others keep what they began with.</param>
    /// <param name="cancel">Ends the waiting for the app.</param>
    public Task<StubDelivery> SubmitAsync(IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        var view = Modal ?? throw new InvalidOperationException("no modal is open");
        if (view.Json["submit"] is null && !view.Json["blocks"]!.AsArray().Any(b => (string?)b!["type"] == "input"))
        {
            throw new InvalidOperationException("that modal has nothing to send");
        }
        var payload = Payload("view_submission");
        payload["view"] = StubShapes.View(Team, _stub.App, view, StubState.Values(view.Json["blocks"]!.AsArray(), fields, mustBeComplete: true));
        payload["response_urls"] = new JsonArray();
        return _stub.Deliveries.SendInteractionAsync(Team, payload, cancel);
    }

    /// <summary>Closes the modal on top. The app is told only if the view says so (<c>notify_on_close</c>); otherwise null.</summary>
    public async Task<StubDelivery?> CloseAsync(CancellationToken cancel)
    {
        var view = Modal ?? throw new InvalidOperationException("no modal is open");
        lock (_stub.Gate)
        {
            StubWebApi.ReplaceView(Team, view with { IsOpen = false });
        }
        if (!((bool?)view.Json["notify_on_close"] ?? false))
        {
            return null;
        }
        var payload = Payload("view_closed", withTrigger: false);
        payload["view"] = StubShapes.View(Team, _stub.App, view);
        payload["is_cleared"] = false;
        return await _stub.Deliveries.SendInteractionAsync(Team, payload, cancel);
    }

    /// <summary>Uses a global shortcut.</summary>
    public Task<StubDelivery> ShortcutAsync(string callback, CancellationToken cancel)
    {
        var payload = Payload("shortcut");
        (payload["callback_id"], payload["action_ts"]) = (callback, _stub.NextTs());
        return _stub.Deliveries.SendInteractionAsync(Team, payload, cancel);
    }

    /// <summary>Uses a shortcut on a message.</summary>
    public Task<StubDelivery> MessageShortcutAsync(string callback, StubMessage message, CancellationToken cancel)
    {
        var channel = Team.Channel(message.Channel)!;
        var payload = Payload("message_action");
        (payload["callback_id"], payload["action_ts"], payload["message_ts"]) = (callback, _stub.NextTs(), message.Ts);
        (payload["channel"], payload["message"]) = (Named(channel), StubShapes.Message(Team, _stub.App, channel, message, _stub));
        payload["response_url"] = _stub.ResponseUrls.Issue("actions", Team, channel, Id, message);
        return _stub.Deliveries.SendInteractionAsync(Team, payload, cancel);
    }

    /// <summary>Opens the app's page, on the tab <c>home</c> or <c>messages</c>.</summary>
    public Task<StubDelivery> OpenHomeAsync(CancellationToken cancel, string tab = "home")
    {
        var happened = new JsonObject { ["type"] = "app_home_opened", ["user"] = Id, ["channel"] = Direct.Id, ["tab"] = tab, ["event_ts"] = _stub.NextTs() };
        if (tab == "home" && Home is { } home)
        {
            happened["view"] = StubShapes.View(Team, _stub.App, home);
        }
        return _stub.Deliveries.SendEventAsync(Team, happened, cancel);
    }

    private Task<StubDelivery> PressInViewAsync(StubView view, string action, string? chosen, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        var blocks = view.Json["blocks"]!.AsArray();
        var payload = Payload("block_actions");
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id };
        payload["view"] = StubShapes.View(Team, _stub.App, view, StubState.Values(blocks, fields, mustBeComplete: false));
        return ActAsync(payload, blocks, action, chosen, fields, withState: false, cancel);
    }

    private Task<StubDelivery> ActAsync(JsonObject payload, JsonArray blocks, string action, string? chosen, IReadOnlyDictionary<string, string> fields, bool withState, CancellationToken cancel)
    {
        var (block, element) = Find(blocks, action);
        var isButton = (string?)element["type"] == "button";
        var acted = isButton ? element.DeepClone().AsObject() : StubState.Value(element, chosen ?? fields.GetValueOrDefault(action));
        acted.Remove("confirm");
        acted.Remove("accessibility_label");
        (acted["action_id"], acted["block_id"], acted["action_ts"]) = ((string)element["action_id"]!, (string)block["block_id"]!, _stub.NextTs());
        if (withState)
        {
            payload["state"] = new JsonObject { ["values"] = StubState.Values(blocks, chosen is null ? fields : new Dictionary<string, string> { [(string)element["action_id"]!] = chosen }, mustBeComplete: false) };
        }
        payload["actions"] = new JsonArray(acted);
        return _stub.Deliveries.SendInteractionAsync(Team, payload, cancel);
    }

    private static (JsonObject Block, JsonObject Element) Find(JsonArray blocks, string action)
    {
        var all = blocks.OfType<JsonObject>().SelectMany(b => StubState.Elements(b).Select(e => (Block: b, Element: e))).ToList();
        var found = all.Find(e => (string?)e.Element["action_id"] == action);
        found = found.Element is null ? all.Find(e => (string?)(e.Element["text"] as JsonObject)?["text"] == action) : found;
        return found.Element is null ? throw new InvalidOperationException($"nothing to press called {action}; there is {string.Join(", ", all.Select(e => (string?)e.Element["action_id"]))}") : found;
    }
}
