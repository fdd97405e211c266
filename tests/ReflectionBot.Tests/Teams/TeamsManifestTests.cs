using System.Text.Json.Nodes;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Docs;

namespace ReflectionBot.Tests.Teams;

/// <summary>What stands in manifests/teams, beside what the schema asks for: the end-to-end tests check that.</summary>
public sealed class TeamsManifestTests
{
    private static readonly JsonNode Manifest = JsonNode.Parse(Repository.Read("manifests/teams/manifest.json"))!;

    private static JsonNode Bot => Manifest["bots"]!.AsArray().Single()!;

    [Fact]
    public void The_bot_is_in_personal_chats_teams_and_group_chats_and_can_give_files()
    {
        Assert.Equal(["groupChat", "personal", "team"], Words(Bot["scopes"]).Order());
        Assert.Equal(Words(Bot["scopes"]).Order(), Bot["commandLists"]!.AsArray().SelectMany(l => Words(l!["scopes"])).Order());
        Assert.True((bool)Bot["supportsFiles"]!);
        Assert.False((bool)Bot["isNotificationOnly"]!);
    }

    [Fact]
    public void It_asks_for_nothing_that_it_does_not_need()
    {
        Assert.Null(Manifest["authorization"]);
        Assert.Null(Manifest["webApplicationInfo"]);
        Assert.Null(Manifest["devicePermissions"]);
        Assert.Null(Manifest["supportsChannelFeatures"]);
        Assert.Equal(["identity", "messageTeamMembers"], Words(Manifest["permissions"]));
        Assert.Equal(["{{Host}}"], Words(Manifest["validDomains"]));
    }

    [Theory]
    [InlineData("personal", Place.Direct)]
    [InlineData("team", Place.Channel)]
    [InlineData("groupChat", Place.Channel)]
    public void Every_suggested_command_is_one_and_works_as_it_stands(string scope, Place place)
    {
        var commands = Bot["commandLists"]!.AsArray().Single(l => Words(l!["scopes"]).Contains(scope))!["commands"]!.AsArray().Select(c => (Title: (string)c!["title"]!, Description: (string)c["description"]!)).ToList();
        Assert.InRange(commands.Count, 3, 10);
        Assert.Equal(commands.Count, commands.Select(c => c.Title).Distinct().Count());
        Assert.All(commands, command =>
        {
            var spec = CommandTable.All.Single(s => s.Name == command.Title);
            Assert.Equal(spec.Help(), command.Description);
            Assert.True(command.Title.Length <= 32 && command.Description.Length <= 128, command.Title);
            var typed = place == Place.Channel ? $"@ReflectionBot {command.Title}" : command.Title;
            var parsed = ((Roles[])[Roles.Facilitator, Roles.Collaborator]).Select(r => CommandParser.Parse(typed, new ParseContext(r, place, new NodaTime.LocalDate(2026, 11, 24))));
            Assert.Contains(parsed, p => p is ParseResult.Parsed);
        });
    }

    [Fact]
    public void Every_language_says_everything_and_commands_stay_what_the_bot_understands()
    {
        var languages = Manifest["localizationInfo"]!["additionalLanguages"]!.AsArray().Select(l => (Tag: (string)l!["languageTag"]!, File: (string)l["file"]!)).ToList();
        Assert.True(languages.Count >= 3);
        Assert.Equal(languages.Select(l => l.File).Order(), Directory.GetFiles(Repository.Path("manifests/teams"), "*.json").Select(f => Path.GetFileName(f)).Where(f => f != "manifest.json").Order());
        Assert.All(languages, language =>
        {
            var words = JsonNode.Parse(Repository.Read($"manifests/teams/{language.File}"))!.AsObject();
            Assert.Equal($"{language.Tag}.json", language.File);
            Assert.Equal(["$schema", "description.full", "description.short", "name.full", "name.short"], words.Select(w => w.Key).Order(StringComparer.Ordinal));
            Assert.EndsWith($"/v{Manifest["manifestVersion"]}/MicrosoftTeams.Localization.schema.json", (string)words["$schema"]!, StringComparison.Ordinal);
            Assert.Equal((string)Manifest["name"]!["short"]!, (string)words["name.short"]!); // What a mention is typed with.
            Assert.NotEqual((string)Manifest["description"]!["short"]!, (string)words["description.short"]!);
        });
    }

    [Fact]
    public void The_colour_icon_is_192_by_192_and_fills_its_square()
    {
        var icon = Png.Read(File.ReadAllBytes(Repository.Path("manifests/teams/color.png")));
        Assert.Equal((192, 192), (icon.Width, icon.Height));
        Assert.All(icon.Colours, c => Assert.Equal(255, c.Alpha));
        var accent = Convert.FromHexString(((string)Manifest["accentColor"]!).TrimStart('#'));
        Assert.Equal((accent[0], accent[1], accent[2], (byte)255), icon.Colours.First());
        Assert.Contains(((byte)255, (byte)255, (byte)255, (byte)255), icon.Colours);
    }

    [Fact]
    public void The_outline_icon_is_32_by_32_white_on_nothing()
    {
        var icon = Png.Read(File.ReadAllBytes(Repository.Path("manifests/teams/outline.png")));
        Assert.Equal((32, 32), (icon.Width, icon.Height));
        Assert.All(icon.Colours, c => Assert.Equal((255, 255, 255), (c.Red, c.Green, c.Blue)));
        Assert.InRange(icon.Colours.Count(c => c.Alpha == 0), 300, 800);
        Assert.InRange(icon.Colours.Count(c => c.Alpha == 255), 150, 600);
    }

    private static List<string> Words(JsonNode? list) => [.. list!.AsArray().Select(w => (string)w!)];
}
