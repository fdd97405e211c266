using System.Text;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary><c>views.*</c>: modals and the App Home.</summary>
internal sealed partial class StubWebApi
{
    private const int LargestView = 250 * 1024;

    private JsonObject OpenView(StubCall call)
    {
        var user = _stub.Triggers.Exchange(call.Args.Required("trigger_id"), call.Team);
        var view = Put(call.Team, user, CheckedView(call.Team, call.Args.Json("view", "invalid_arguments"), "modal"), null);
        return new() { ["view"] = StubShapes.View(call.Team, _stub.App, view) };
    }

    private JsonObject PushView(StubCall call)
    {
        var user = _stub.Triggers.Exchange(call.Args.Required("trigger_id"), call.Team);
        var stack = call.Team.Views.FindAll(v => v.IsOpen && v.User == user);
        if (stack.Count is 0 or >= 3)
        {
            throw new StubRefusal("push_limit_reached");
        }
        var view = Put(call.Team, user, CheckedView(call.Team, call.Args.Json("view", "invalid_arguments"), "modal"), stack[^1]);
        return new() { ["view"] = StubShapes.View(call.Team, _stub.App, view) };
    }

    private JsonObject UpdateView(StubCall call)
    {
        var (args, team) = (call.Args, call.Team);
        if (args["view_id"] is null && args["external_id"] is null)
        {
            throw new StubRefusal("invalid_arguments", "[ERROR] missing required field: view_id");
        }
        var view = team.Views.Concat(team.Homes.Values).FirstOrDefault(v => v.IsOpen && (v.Id == args["view_id"] || (args["view_id"] is null && (string?)v.Json["external_id"] == args["external_id"])))
            ?? throw new StubRefusal("not_found");
        MustHaveHash(args, view);
        var changed = view with { Json = CheckedView(team, args.Json("view", "invalid_arguments"), (string)view.Json["type"]!), Hash = NewHash() };
        ReplaceView(team, changed);
        return new() { ["view"] = StubShapes.View(team, _stub.App, changed) };
    }

    private JsonObject Publish(StubCall call)
    {
        var (args, team) = (call.Args, call.Team);
        if (!_stub.App.HasHomeTab)
        {
            throw new StubRefusal("not_enabled");
        }
        var user = args.Required("user_id");
        if (team.User(user) is null)
        {
            throw new StubRefusal("invalid_arguments", "[ERROR] invalid `user_id` [json-pointer:/user_id]");
        }
        var json = CheckedView(team, args.Json("view", "invalid_arguments"), "home");
        if (team.Homes.TryGetValue(user, out var before))
        {
            MustHaveHash(args, before);
        }
        var view = before is null ? new StubView(_stub.NextId("V"), user, json, NewHash()) : before with { Json = json, Hash = NewHash() };
        team.Homes[user] = view;
        return new() { ["view"] = StubShapes.View(team, _stub.App, view) };
    }

    /// <summary>Opens a modal, on top of another or alone: what was open then is closed.</summary>
    internal StubView Put(StubWorkspace team, string user, JsonObject json, StubView? onTopOf)
    {
        if (onTopOf is null)
        {
            CloseAll(team, user);
        }
        var id = _stub.NextId("V");
        var view = new StubView(id, user, json, NewHash()) { Previous = onTopOf?.Id, Root = onTopOf?.Root ?? id };
        team.Views.Add(view);
        return view;
    }

    /// <summary>Closes all modals of one person.</summary>
    internal static void CloseAll(StubWorkspace team, string user)
    {
        foreach (var open in team.Views.FindAll(v => v.IsOpen && v.User == user))
        {
            ReplaceView(team, open with { IsOpen = false });
        }
    }

    /// <summary>Puts a view in the place of the one with its id.</summary>
    internal static void ReplaceView(StubWorkspace team, StubView view)
    {
        var index = team.Views.FindIndex(v => v.Id == view.Id);
        if (index >= 0)
        {
            team.Views[index] = view;
        }
        else
        {
            team.Homes[view.User] = view;
        }
    }

    /// <summary>Checks a view by Slack's rules; what is wrong is also kept in <see cref="SlackStub.Problems"/>.</summary>
    internal JsonObject CheckedView(StubWorkspace team, JsonNode? given, string type)
    {
        if (given is not JsonObject view)
        {
            throw new StubRefusal("invalid_arguments", "[ERROR] missing required field: view");
        }
        var wrong = BlockRules.View(view, type, FileOf(team));
        foreach (var problem in wrong)
        {
            _stub.Problem(problem);
        }
        if (wrong.Count > 0)
        {
            throw new StubRefusal("invalid_arguments", wrong);
        }
        if (Encoding.UTF8.GetByteCount(view.ToJsonString()) > LargestView)
        {
            _stub.Problem("a view of more than 250 KB");
            throw new StubRefusal("view_too_large");
        }
        var filled = view.DeepClone().AsObject();
        filled["blocks"] = StubShapes.Filled(view["blocks"]!.AsArray(), _stub);
        return filled;
    }

    /// <summary>A new hash, as Slack's look: the time and something random.</summary>
    internal string NewHash() => $"{_stub.Time.GetUtcNow().ToUnixTimeSeconds()}.{_stub.NextId("h")}";

    private static void MustHaveHash(StubArguments args, StubView view)
    {
        if (args["hash"] is { } hash && hash != view.Hash)
        {
            throw new StubRefusal("hash_conflict");
        }
    }
}
