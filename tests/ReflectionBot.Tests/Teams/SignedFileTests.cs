using System.Text;
using System.Text.Json.Nodes;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Teams;

/// <summary>Files and pictures for one person, through the outbox.</summary>
public sealed class SignedFileTests
{
    private const string Upload = "https://contoso-my.sharepoint.com/personal/amir/_api/v2.0/drive/items/01/uploadSession?tempauth=secret";
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes("question,answer\n1,\"We met. 😀\"\n");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_accepted_file_is_put_where_the_person_said()
    {
        await using var bot = await SignedBot.StartAsync();
        var file = await SendAsync(bot);
        var ask = Assert.Single(bot.Stub.Activities(SignedBot.Chat(SignedBot.Amir))).Value["attachments"]![0]!;
        Assert.Equal("application/vnd.microsoft.teams.card.file.consent", (string?)ask["contentType"]);
        Assert.Equal(("answers.csv", Bytes.Length, file), ((string?)ask["name"], (int)ask["content"]!["sizeInBytes"]!, (string?)ask["content"]!["acceptContext"]!["file"]));
        Assert.DoesNotContain("bot.example", ask.ToJsonString(), StringComparison.Ordinal);
        await AnswerAsync(bot, SignedBot.Amir, file, "accept", Upload);
        var put = Assert.Single(bot.Stub.Requests, r => r.Method == "PUT");
        Assert.Equal(Bytes, put.Body);
        Assert.Equal(("contoso-my.sharepoint.com", "?tempauth=secret", ""), (put.Host, put.Query, put.Authorization));
        Assert.Equal($"bytes 0-{Bytes.Length - 1}/{Bytes.Length}", put.Headers.ContentRange.ToString());
        Assert.Contains("answers.csv is in your OneDrive now", bot.Standing(SignedBot.Amir), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Said_twice_it_is_answered_once()
    {
        await using var bot = await SignedBot.StartAsync();
        var file = await SendAsync(bot);
        var activity = Answer(bot, SignedBot.Amir, file, "accept", Upload);
        await bot.PostAsync(activity);
        await bot.PostAsync(activity);
        Assert.Equal(2, bot.Stub.Activities(SignedBot.Chat(SignedBot.Amir)).Count);
    }

    [Theory]
    [InlineData("https://evil.example/upload")]
    [InlineData("http://contoso-my.sharepoint.com/upload")]
    [InlineData("https://contoso-my.sharepoint.com.evil.example/upload")]
    [InlineData("https://contoso-my.sharepoint.com:8443/upload")]
    [InlineData("https://127.0.0.1/upload")]
    [InlineData("/upload")]
    [InlineData("")]
    public async Task To_another_host_nothing_goes_and_there_is_a_link(string upload)
    {
        await using var bot = await SignedBot.StartAsync();
        var file = await SendAsync(bot);
        await AnswerAsync(bot, SignedBot.Amir, file, "accept", upload);
        Assert.DoesNotContain(bot.Stub.Requests, r => r.Method == "PUT");
        await AssertLinkWorksAsync(bot);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(507)]
    [InlineData(429)]
    [InlineData(0)]
    public async Task Where_the_upload_fails_there_is_a_link(int status)
    {
        await using var bot = await SignedBot.StartAsync();
        var file = await SendAsync(bot);
        bot.Stub.Script(status == 0 ? StubAnswers.Cut() : StubAnswers.Refuses(status, "Failed"), r => r.Method == "PUT");
        await AnswerAsync(bot, SignedBot.Amir, file, "accept", Upload);
        await AssertLinkWorksAsync(bot);
    }

    [Fact]
    public async Task Who_declines_has_a_link()
    {
        await using var bot = await SignedBot.StartAsync();
        await AnswerAsync(bot, SignedBot.Amir, await SendAsync(bot), "decline", null);
        Assert.DoesNotContain(bot.Stub.Requests, r => r.Method == "PUT");
        await AssertLinkWorksAsync(bot);
    }

    [Theory]
    [InlineData(SignedBot.Bea, "accept")]
    [InlineData(SignedBot.Bea, "decline")]
    [InlineData("33333333-3333-3333-3333-000000000009", "accept")]
    public async Task Nobody_else_gets_it(string who, string action)
    {
        await using var bot = await SignedBot.StartAsync();
        await AnswerAsync(bot, who, await SendAsync(bot), action, Upload);
        Assert.DoesNotContain(bot.Stub.Requests, r => r.Method == "PUT");
        Assert.Contains("That file is not kept any more.", bot.Standing(who), StringComparison.Ordinal);
        Assert.DoesNotContain("/files/", bot.Standing(who), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_its_time_it_is_gone()
    {
        await using var bot = await SignedBot.StartAsync();
        var file = await SendAsync(bot);
        bot.Bot.Clock.Advance(TimeSpan.FromMinutes(31));
        await AnswerAsync(bot, SignedBot.Amir, file, "accept", Upload);
        Assert.DoesNotContain(bot.Stub.Requests, r => r.Method == "PUT");
        Assert.Contains("That file is not kept any more.", bot.Standing(SignedBot.Amir), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_is_linked_with_a_signature()
    {
        await using var bot = await SignedBot.StartAsync();
        var picture = await bot.Bot.Get<FileStore>().StoreAsync(new NewFile("chart.png", "image/png", Bytes, bot.Bot.Clock.GetUtcNow().AddDays(1), "tryout-amir"), Cancel);
        await WriteAsync(bot, new PictureMessage("The themes", picture.Id, "Two themes", [], []));
        var card = Assert.Single(bot.Stub.Activities(SignedBot.Chat(SignedBot.Amir))).Value["attachments"]![0]!["content"]!.ToJsonString();
        Assert.Contains("https://bot.example/files/", card, StringComparison.Ordinal);
        Assert.DoesNotContain(picture.Id, card, StringComparison.Ordinal);
        await AssertLinkWorksAsync(bot);
    }

    private static async Task<string> SendAsync(SignedBot bot)
    {
        var file = await bot.Bot.Get<FileStore>().StoreAsync(new NewFile("answers.csv", "text/csv", Bytes, bot.Bot.Clock.GetUtcNow().AddMinutes(30), "tryout-amir"), Cancel);
        await WriteAsync(bot, new FileMessage("Your answers", file.Id, file.Name, file.MediaType, file.Bytes, [], []));
        return file.Id;
    }

    private static async Task WriteAsync(SignedBot bot, OutboundMessage message)
    {
        Assert.Equal(200, await bot.SayAsync(SignedBot.Amir, "")); // Teams is served there; an empty message is not answered to.
        var said = bot.Stub.Activities(SignedBot.Chat(SignedBot.Amir)).Keys.ToList();
        await bot.Bot.Get<ConversationRunner>().ChangeAsync(Keys.Person("tryout-amir"), [new WriteToPerson(Ids.New(bot.Bot.Clock), "tryout-amir", message)], Cancel);
        await bot.Bot.SettleAsync();
        foreach (var id in said)
        {
            bot.Stub.Forget(SignedBot.Chat(SignedBot.Amir), id);
        }
    }

    private static async Task AnswerAsync(SignedBot bot, string who, string file, string action, string? upload) => Assert.Equal((200, ""), await bot.PostAsync(Answer(bot, who, file, action, upload)));

    private static JsonObject Answer(SignedBot bot, string who, string file, string action, string? upload)
    {
        var activity = bot.Activity("invoke", who, "fileConsent/invoke");
        activity["value"] = new JsonObject
        {
            ["type"] = "fileUpload", ["action"] = action, ["context"] = new JsonObject { ["file"] = file },
            ["uploadInfo"] = upload is null ? null : new JsonObject { ["uploadUrl"] = upload, ["contentUrl"] = "https://contoso-my.sharepoint.com/answers.csv", ["uniqueId"] = "1", ["fileType"] = "csv", ["name"] = "answers.csv" },
        };
        return activity;
    }

    private static async Task AssertLinkWorksAsync(SignedBot bot)
    {
        var links = System.Text.RegularExpressions.Regex.Matches(bot.Standing(SignedBot.Amir), @"https://bot\.example(/files/[A-Za-z0-9_-]+)");
        Assert.NotEmpty(links);
        Assert.Equal(Bytes, await bot.Bot.Http.GetByteArrayAsync(new Uri(links[0].Groups[1].Value, UriKind.Relative), Cancel));
    }
}
