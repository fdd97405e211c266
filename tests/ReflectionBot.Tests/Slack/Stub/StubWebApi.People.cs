using System.Text;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary><c>conversations.*</c> and <c>users.*</c>: who and what is there.</summary>
internal sealed partial class StubWebApi
{
    private JsonObject Open(StubCall call)
    {
        var (args, team) = (call.Args, call.Team);
        if (args["channel"] is { } id)
        {
            var known = team.Channels.Find(c => c.Id == id && c.Members.Contains(team.BotUser)) ?? throw new StubRefusal("channel_not_found");
            return Opened(team, args, known, wasThere: true);
        }
        var users = (args["users"] ?? throw new StubRefusal("users_list_not_supplied")).Split(',').Select(u => Reachable(team, u.Trim())).ToList();
        if (users.Count > 8)
        {
            throw new StubRefusal("too_many_users");
        }
        var wasThere = users.Count == 1 && team.Channels.Exists(c => c.With == users[0].Id);
        return Opened(team, args, users.Count == 1 ? team.Direct(users[0].Id) : GroupOf(team, users), wasThere);
    }

    private static StubUser Reachable(StubWorkspace team, string id)
    {
        var user = team.User(id) ?? throw new StubRefusal("user_not_found");
        return user switch
        {
            { IsHidden: true } => throw new StubRefusal("user_not_visible"),
            { IsDeleted: true } => throw new StubRefusal("user_disabled"),
            { BotId: not null } or { Id: "USLACKBOT" } => throw new StubRefusal("cannot_dm_bot"),
            _ => user,
        };
    }

    private StubChannel GroupOf(StubWorkspace team, List<StubUser> users)
    {
        var group = new StubChannel(_stub.NextId("G"), StubChannelKind.Group, _stub.Time.GetUtcNow().ToUnixTimeSeconds()) { Name = $"mpdm-{string.Join("--", users.Select(u => u.Name))}-1" };
        foreach (var id in users.Select(u => u.Id).Append(team.BotUser))
        {
            group.Members.Add(id);
        }
        team.Channels.Add(group);
        return group;
    }

    private static JsonObject Opened(StubWorkspace team, StubArguments args, StubChannel channel, bool wasThere)
    {
        var answer = new JsonObject { ["channel"] = args.Flag("return_im") ? StubShapes.Channel(team, channel) : new JsonObject { ["id"] = channel.Id } };
        if (wasThere)
        {
            (answer["no_op"], answer["already_open"]) = (true, true);
        }
        return answer;
    }

    private static JsonObject Info(StubCall call)
    {
        var channel = Seen(call.Team, call.Args);
        var shape = StubShapes.Channel(call.Team, channel);
        if (call.Args.Flag("include_num_members"))
        {
            shape["num_members"] = channel.Members.Count;
        }
        return new() { ["channel"] = shape };
    }

    private JsonObject Members(StubCall call) => Page(call.Args, "members", "member", [.. Seen(call.Team, call.Args).Members.Select(m => (JsonNode)m)]);

    private JsonObject List(StubCall call)
    {
        var types = (call.Args["types"] ?? "public_channel").Split(',').Select(t => t.Trim()).ToList();
        if (types.Find(t => t is not ("public_channel" or "private_channel" or "im" or "mpim")) is not null)
        {
            throw new StubRefusal("invalid_types");
        }
        var channels = call.Team.Channels
            .Where(c => Visible(call.Team, c) && types.Contains(c.Kind switch { StubChannelKind.Public => "public_channel", StubChannelKind.Private => "private_channel", StubChannelKind.Direct => "im", _ => "mpim" }))
            .Where(c => !c.IsArchived || !call.Args.Flag("exclude_archived"));
        return Page(call.Args, "channels", "channel", [.. channels.Select(c => StubShapes.Channel(call.Team, c))]);
    }

    private static JsonObject User(StubCall call)
    {
        var user = call.Team.User(call.Args["user"]) ?? throw new StubRefusal("user_not_found");
        return user.IsHidden ? throw new StubRefusal("user_not_visible") : new() { ["user"] = StubShapes.User(call.Team, user, call.Args.Flag("include_locale")) };
    }

    private JsonObject Users(StubCall call)
    {
        var people = call.Team.Users.Where(u => !u.IsHidden && u.Team == call.Team.Id).Select(u => (JsonNode)StubShapes.User(call.Team, u, call.Args.Flag("include_locale")));
        var answer = Page(call.Args, "members", "user", [.. people]);
        answer["cache_ts"] = _stub.Time.GetUtcNow().ToUnixTimeSeconds();
        return answer;
    }

    private static JsonObject UserByEmail(StubCall call)
    {
        var email = call.Args["email"];
        var user = call.Team.Users.FirstOrDefault(u => email is not null && u is { IsDeleted: false, IsHidden: false } && string.Equals(u.Email, email, StringComparison.OrdinalIgnoreCase));
        return user is null ? throw new StubRefusal("users_not_found") : new() { ["user"] = StubShapes.User(call.Team, user, false) };
    }

    /// <summary>A conversation that the bot can see.</summary>
    private static StubChannel Seen(StubWorkspace team, StubArguments args) => team.Channels.Find(c => c.Id == args["channel"] && Visible(team, c)) ?? throw new StubRefusal("channel_not_found");

    /// <summary>A page of a list: a cursor is opaque, needs escaping, and is empty on the last page (docs.slack.dev/apis/web-api/pagination).</summary>
    private JsonObject Page(StubArguments args, string name, string kind, List<JsonNode> all)
    {
        var from = From(args["cursor"], kind);
        var size = Math.Min(args.Number("limit") is > 0 and var limit ? limit : int.MaxValue, _stub.App.PageSize);
        var next = from + size < all.Count ? Convert.ToBase64String(Encoding.ASCII.GetBytes($"{kind}:{from + size}")) : "";
        return new()
        {
            [name] = new JsonArray([.. all.Skip(from).Take(size)]),
            ["response_metadata"] = new JsonObject { ["next_cursor"] = next },
        };
    }

    private static int From(string? cursor, string kind)
    {
        if (cursor is null)
        {
            return 0;
        }
        var bytes = new byte[cursor.Length];
        var text = Convert.TryFromBase64String(cursor, bytes, out var count) ? Encoding.ASCII.GetString(bytes, 0, count) : "";
        return text.StartsWith(kind + ":", StringComparison.Ordinal) && int.TryParse(text[(kind.Length + 1)..], out var from) ? from : throw new StubRefusal("invalid_cursor");
    }
}
