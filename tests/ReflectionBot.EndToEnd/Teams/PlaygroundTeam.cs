using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ReflectionBot.EndToEnd.Teams;

/// <summary>Somebody in the Playground's tenant.</summary>
/// <param name="Called">The name that scripts use, e.g. <c>amir</c>.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Number">Tells the made-up ids apart.</param>
public sealed record PlaygroundPerson(string Called, string Name, int Number)
{
    /// <summary>The id in Teams, as <c>from.id</c> has it.</summary>
    public string Id => $"29:{Called}";

    /// <summary>The object id in the Entra tenant.</summary>
    public string AadObjectId => string.Create(CultureInfo.InvariantCulture, $"33333333-3333-3333-3333-{Number:D12}");
}

/// <summary>
/// Who and what there is in the Playground: one tenant, one bot, one team with two channels, one group chat with everybody. Its schema asks for
/// a current user and exactly five others, and takes one channel at most beside General; everybody is in the team.
/// </summary>
/// <param name="Me">The current user: the only one whose messages the Playground writes itself.</param>
/// <param name="Others">Five others.</param>
public sealed record PlaygroundTeam(PlaygroundPerson Me, IReadOnlyList<PlaygroundPerson> Others)
{
    public const string TenantId = "11111111-1111-1111-1111-111111111111";

    /// <summary>The bot's app id; in Teams its account has the id <c>28:</c> and this.</summary>
    public const string AppId = "22222222-2222-2222-2222-222222222222";

    public const string BotId = "28:" + AppId;

    public const string BotName = "ReflectionBot";

    /// <summary>The team, and its channel General.</summary>
    public const string General = "19:housing@thread.tacv2";

    /// <summary>The team's other channel.</summary>
    public const string OtherChannel = "19:empty@thread.tacv2";

    public const string GroupChat = "19:group@thread.v2";

    /// <summary>The current user's own chat. The others' have ids that the Playground makes up: <c>{guid}@test.user</c>.</summary>
    public const string MyChat = "a:my-chat";

    public const string TeamName = "Housing priorities";

    public const string AadGroupId = "44444444-4444-4444-4444-444444444444";

    /// <summary>The people of the sample project, as far as there is room.</summary>
    public static PlaygroundTeam Sample { get; } = new(
        new("ana", "Ana Silva", 1),
        [new("amir", "Amir Khan", 2), new("bea", "Bea Novak", 3), new("carys", "Carys Jones", 4), new("dele", "Dele Okoro", 5), new("lena", "Lena Park", 6)]);

    /// <summary>Everybody, the current user first.</summary>
    public IEnumerable<PlaygroundPerson> Everybody => Others.Prepend(Me);

    /// <summary>The person whom scripts call so.</summary>
    public PlaygroundPerson Person(string name) => Everybody.Single(p => p.Called == name);

    /// <summary>The file <c>.m365agentsplayground.yml</c>. JSON strings are YAML strings too. (The key is spelled <c>userPrincipleName</c>.)</summary>
    public string ToYaml()
    {
        var yaml = new StringBuilder();
        yaml.AppendLine("version: \"0.1.1\"");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"tenantId: {Quoted(TenantId)}");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"bot: {{id: {Quoted(BotId)}, name: {Quoted(BotName)}}}");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"currentUser: {Yaml(Me)}");
        yaml.AppendLine("users:");
        foreach (var person in Others)
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  - {Yaml(person)}");
        }

        yaml.AppendLine(CultureInfo.InvariantCulture, $"personalChat: {{id: {Quoted(MyChat)}}}");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"groupChat: {{id: {Quoted(GroupChat)}, name: \"Group\"}}");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"team: {{id: {Quoted(General)}, name: {Quoted(TeamName)}, aadGroupId: {Quoted(AadGroupId)}, channels: [{{id: {Quoted(OtherChannel)}, name: \"Empty\"}}]}}");
        return yaml.ToString();
    }

    private static string Yaml(PlaygroundPerson p)
    {
        var (given, surname, mail) = (p.Name.Split(' ')[0], p.Name.Split(' ')[^1], Quoted($"{p.Called}@example.org"));
        return $"{{id: {Quoted(p.Id)}, name: {Quoted(p.Name)}, userPrincipleName: {mail}, aadObjectId: {Quoted(p.AadObjectId)}, givenName: {Quoted(given)}, surname: {Quoted(surname)}, email: {mail}}}";
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
