namespace ReflectionBot.Channels.Slack.Api;

/// <summary>People. The methods take no JSON. (Source: the pages of the methods, and of the user object, at docs.slack.dev.)</summary>
internal sealed partial class SlackApi
{
    /// <summary><c>users.info</c>, with the locale.</summary>
    public Task<SlackResult<SlackUser>> UserAsync(SlackAccess access, string user, CancellationToken cancel)
    {
        var call = SlackCall.Ask("users.info", access, ("user", user), ("include_locale", "true"));
        return CallAsync(call, SlackJson.Default.UserAnswer, (answer, _) => Done(User(answer.User)), cancel);
    }

    /// <summary><c>users.list</c>, page by page.</summary>
    /// <exception cref="SlackCallException">A page was refused.</exception>
    public IAsyncEnumerable<SlackUser> UsersAsync(SlackAccess access, CancellationToken cancel)
    {
        var page = new Page<UsersAnswer, SlackUser>(SlackJson.Default.UsersAnswer, answer => (answer.Members ?? []).Select(User).OfType<SlackUser>());
        return PagesAsync("users.list", access, [("include_locale", "true")], page, cancel);
    }

    /// <summary><c>users.lookupByEmail</c>.</summary>
    public Task<SlackResult<SlackUser>> UserByEmailAsync(SlackAccess access, string email, CancellationToken cancel)
    {
        return CallAsync(SlackCall.Ask("users.lookupByEmail", access, ("email", email)), SlackJson.Default.UserAnswer, (answer, _) => Done(User(answer.User)), cancel);
    }

    private static SlackUser? User(UserJson? json)
    {
        if (json?.Id is not { Length: > 0 } id)
        {
            return null;
        }

        string?[] names = [json.Profile?.DisplayName, json.Profile?.RealName, json.RealName, json.Name];
        return new(
            id,
            NotEmpty(json.TeamId),
            names.FirstOrDefault(n => !string.IsNullOrWhiteSpace(n)) ?? id,
            NotEmpty(json.Tz),
            NotEmpty(json.Locale),
            IsBot: json.IsBot == true || id == "USLACKBOT", // Slack does not mark Slackbot as a bot.
            IsDeleted: json.Deleted == true,
            IsGuest: json.IsRestricted == true || json.IsUltraRestricted == true) { Handle = NotEmpty(json.Name) };
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
