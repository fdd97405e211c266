using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>The external-upload flow, in three steps (docs.slack.dev/messaging/working-with-files), and downloading with the token.</summary>
internal sealed partial class StubWebApi
{
    private JsonObject UploadUrl(StubCall call)
    {
        var name = call.Args.Required("filename");
        call.Args.Required("length");
        var length = call.Args.Number("length") ?? 0;
        if (length <= 0)
        {
            throw new StubRefusal("invalid_arguments", "[ERROR] must be greater than 0 [json-pointer:/length]");
        }

        // The page of the method has alt_txt; the SDK's uploadV2 sends alt_text.
        var file = new StubFile(_stub.NextId("F"), name, call.Team.BotUser) { Length = length, AltText = call.Args["alt_txt"] ?? call.Args["alt_text"] };
        call.Team.Files.Add(file);
        return new() { ["upload_url"] = $"{_stub.Url}/upload/v1/{file.Id}", ["file_id"] = file.Id };
    }

    /// <summary>The second step: the bytes, as they are or as the first part of a form.</summary>
    public async Task UploadAsync(HttpContext context, string id)
    {
        byte[] content;
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            content = form.Files.Count > 0 ? await ReadAsync(form.Files[0].OpenReadStream(), context.RequestAborted) : [];
        }
        else
        {
            content = await ReadAsync(context.Request.Body, context.RequestAborted);
        }
        var request = new StubRequest("upload", (context.Request.ContentType ?? "").Split(';')[0], "", new() { ["file"] = id, ["length"] = content.Length }, _stub.Time.GetUtcNow());
        await _stub.AnswerAsync(context, request, () => KeepAsync(context, id, content));
    }

    private Task KeepAsync(HttpContext context, string id, byte[] content)
    {
        lock (_stub.Gate)
        {
            var team = _stub.Workspaces.FirstOrDefault(w => w.Files.Exists(f => f.Id == id));
            var file = team?.Files.Find(f => f.Id == id);
            if (context.Request.Method != "POST" || file is null || file.IsComplete)
            {
                context.Response.StatusCode = file is null ? 404 : 400;
                return Task.CompletedTask;
            }
            if (file.Length != content.Length)
            {
                _stub.Problem($"an upload of {content.Length} bytes that was announced with {file.Length}");
            }
            ReplaceFile(team!, file with { Content = content });
        }
        return context.Response.WriteAsync($"OK - {content.Length}");
    }

    private JsonObject CompleteUpload(StubCall call)
    {
        var (args, team) = (call.Args, call.Team);
        if (args.Json("files", "invalid_arguments") is not JsonArray { Count: > 0 } given)
        {
            throw new StubRefusal("invalid_arguments", "[ERROR] missing required field: files");
        }
        var channel = args["channel_id"] is { } id ? team.Channels.Find(c => c.Id == id && Visible(team, c)) ?? throw new StubRefusal("channel_not_found") : null;
        if (channel is not null)
        {
            MustTakePosts(team, channel);
        }
        var files = given.Select(f => team.Files.Find(k => k.Id == (string?)f?["id"] && k.Content is not null && !k.IsComplete) ?? throw new StubRefusal("file_not_found")).ToList();
        var done = files.Zip(given, (file, f) => file with { IsComplete = true, Title = (string?)f!["title"] ?? file.Name, Channel = channel?.Id }).ToList();
        done.ForEach(f => ReplaceFile(team, f));
        if (channel is not null)
        {
            Share(team, channel, args, done);
        }
        return new() { ["files"] = new JsonArray([.. done.Select(f => StubShapes.File(_stub, team, f))]) };
    }

    private void Share(StubWorkspace team, StubChannel channel, StubArguments args, List<StubFile> files)
    {
        var message = Written(team, channel, args["initial_comment"] ?? "", null) with { Subtype = "file_share", Thread = Thread(channel, args["thread_ts"]), Files = [.. files.Select(f => f.Id)] };
        channel.Messages.Add(message);
        Echo(team, channel, StubShapes.MessageEvent(team, _stub.App, channel, message, _stub));
    }

    /// <summary><c>url_private</c>: with a bot's token the bytes, without one a page that asks to sign in.</summary>
    public async Task DownloadAsync(HttpContext context, string id)
    {
        var token = context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.OrdinalIgnoreCase);
        var team = _stub.Workspaces.FirstOrDefault(w => w.Token == token && w.TokenState == StubTokenState.Good);
        var file = team?.Files.Find(f => f.Id == id);
        if (file?.Content is null)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync("<!DOCTYPE html><title>Sign in | Slack</title>");
            return;
        }
        context.Response.ContentType = StubShapes.MimeType(file.Name);
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
    }

    /// <summary>Whether a block may show a file: there, complete, a picture.</summary>
    private static Func<string, bool> FileOf(StubWorkspace team) => id => team.Files.Exists(f => f.Id == id && f.IsComplete && StubShapes.MimeType(f.Name).StartsWith("image/", StringComparison.Ordinal));

    private static void ReplaceFile(StubWorkspace team, StubFile file) => team.Files[team.Files.FindIndex(f => f.Id == file.Id)] = file;

    private static async Task<byte[]> ReadAsync(Stream from, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        await from.CopyToAsync(all, cancel);
        return all.ToArray();
    }
}
