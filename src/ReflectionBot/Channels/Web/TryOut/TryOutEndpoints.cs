using Microsoft.AspNetCore.Mvc;
using ReflectionBot.Channels.Web.DirectLine;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Web.TryOut;

/// <summary>The try-out: one browser on this machine can act as any person of the workspace <c>tryout</c>. For all other clients it does not exist.</summary>
internal static class TryOutEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var tryout = app.MapGroup("/tryout").AddEndpointFilter<DirectLineErrors>().AddEndpointFilter(OnThisMachineAsync);
        tryout.MapGet("/people", PeopleAsync);
        tryout.MapPost("/token", TokenAsync);
        tryout.MapGet("/progress", ([FromServices] TryOutProject project, CancellationToken cancel) => project.ProgressAsync(cancel));
        tryout.MapPost("/reset", ResetAsync);
    }

    private static DirectLineException Nothing() => new(StatusCodes.Status404NotFound, "NotFound", WebWording.ThereIsNothingHere);

    private static async ValueTask<object?> OnThisMachineAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<TryOutAccess>().Allows(context.HttpContext)
            ? await next(context)
            : throw Nothing();

    private static async Task<IResult> PeopleAsync(WebDirectory directory, TryOutAccess access, CancellationToken cancel)
    {
        if (access.IsBeginningAnew)
        {
            throw Nothing(); // A page that loads now would find only some of its people.
        }

        var people = new List<PersonBody>();
        await foreach (var user in directory.UsersAsync(TryOutOptions.Workspace, cancel))
        {
            people.Add(new(user.Id, user.Name, user.Role, user.About));
        }

        var channels = new List<ConversationInfo>();
        await foreach (var channel in directory.ChannelsAsync(TryOutOptions.Workspace, cancel))
        {
            channels.Add(new(channel.Address.Id, channel.Name, channel.Address.Shared));
        }

        // There are no people yet: the page can only show how to get in.
        var project = await directory.WorkspaceNameAsync(TryOutOptions.Workspace, cancel);
        return people.Count == 0 ? throw Nothing() : Results.Json(new TryOutBody(project, people, channels, Samples(people)), DirectLineJson.Default.TryOutBody);
    }

    private static Dictionary<string, SampleBody> Samples(IEnumerable<PersonBody> people) => people
        .Select(p => (p.Id, Typed: TryOutAnswers.Typed(p.Id))).Where(p => p.Typed is not null)
        .ToDictionary(p => p.Id, p => new SampleBody(p.Typed!.Value.Says, p.Typed.Value.IsQuoted), StringComparer.Ordinal);

    private static async Task<IResult> ResetAsync([FromServices] TryOutProject project, TryOutAccess access, CancellationToken cancel)
    {
        await access.BeginAnewAsync(project.ResetAsync, cancel);
        return Results.Json(new IdBody(TryOutOptions.Workspace), DirectLineJson.Default.IdBody);
    }

    private static async Task<IResult> TokenAsync(HttpRequest request, WebDirectory directory, WebGate gate, CancellationToken cancel)
    {
        var body = await PostedJson.ReadAsync(request, DirectLineJson.Default.TryOutTokenRequest, cancel);
        var user = await directory.FindUserAsync(body.User ?? "", cancel);
        if (user?.Workspace != TryOutOptions.Workspace)
        {
            throw Nothing();
        }

        var who = await gate.PlaceAsync(user, null, body.Conversation ?? user.Direct.Id, cancel);
        return Results.Json(new ConversationBody(who.Id, gate.Token(who), gate.Seconds), DirectLineJson.Default.ConversationBody);
    }
}
