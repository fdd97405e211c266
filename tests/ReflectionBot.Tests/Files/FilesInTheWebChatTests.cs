using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Files;

/// <summary>A picture and a file through the real outbox into the web chat, and what their links lead to.</summary>
public sealed class FilesInTheWebChatTests
{
    private const string Amir = "tryout-amir";

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3];
    private static readonly ConversationAddress Home = new("web", "tryout", "tryout-housing", true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_arrives_with_an_address_of_the_page_itself_that_shows_it_for_months_until_it_is_deleted()
    {
        await using var bot = await TestBot.StartAsync();
        var file = await StoreAsync(bot, "picture", MediaTypes.Png, Png);
        await SendAsync(bot, new WriteToPerson("m1", Amir, new PictureMessage("The week", file.Id, "Bars.", ["Workload: five."], [])));

        var image = Find(await LastAsync(bot), "Image");
        var address = (string)image["url"]!;
        Assert.StartsWith("/files/", address, StringComparison.Ordinal);
        Assert.Equal("Bars.", (string?)image["altText"]);
        Assert.Equal(Png, await bot.Http.GetByteArrayAsync(address, Cancel));
        await bot.PassAsync("29 days");
        Assert.Equal(Png, await bot.Http.GetByteArrayAsync(address, Cancel));
        await bot.Get<FileStore>().DeleteAsync(file.Id, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, (await bot.Http.GetAsync(address, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_file_arrives_with_a_link_made_when_it_was_sent_that_works_for_fifteen_minutes()
    {
        await using var bot = await TestBot.StartAsync();
        var file = await StoreAsync(bot, "answers", MediaTypes.Csv, "a,b\n"u8.ToArray(), Amir);
        var message = new FileMessage("Your answers", file.Id, file.Name, file.MediaType, file.Bytes, ["All of them."], []);
        bot.Clock.Advance(TimeSpan.FromHours(3)); // It waited.
        await SendAsync(bot, new WriteToPerson("m1", Amir, message));

        var activity = await LastAsync(bot);
        var address = (string)Find(activity, "Action.OpenUrl")["url"]!;
        Assert.Contains($"Download: {address}", (string)activity["text"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("answers", (string)activity["summary"]!, StringComparison.Ordinal);
        using var response = await bot.Http.GetAsync(address, Cancel);
        Assert.Equal("a,b\n", await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("answers.csv", response.Content.Headers.ContentDisposition!.FileNameStar);
        await bot.PassAsync("15 minutes");
        Assert.Equal(HttpStatusCode.NotFound, (await bot.Http.GetAsync(address, Cancel)).StatusCode);

        await SendAsync(bot, new WriteToPerson("m2", Amir, message)); // A new one works again.
        Assert.Equal("a,b\n", await bot.Http.GetStringAsync((string)Find(await LastAsync(bot), "Action.OpenUrl")["url"]!, Cancel));
    }

    [Fact]
    public async Task With_a_public_address_links_begin_with_it()
    {
        await using var bot = await TestBot.StartAsync(["--PublicUrl=https://reflect.example.org", "--TryOut:Enabled=true"], inProcess: true);
        var file = await StoreAsync(bot, "picture", MediaTypes.Png, Png);
        await SendAsync(bot, new WriteToPerson("m1", Amir, new PictureMessage("The week", file.Id, "Bars.", [], [])));
        var address = new Uri((string)Find(await LastAsync(bot), "Image")["url"]!);
        Assert.Equal("https://reflect.example.org", address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(Png, await bot.Http.GetByteArrayAsync(address.AbsolutePath, Cancel));
    }

    [Fact]
    public async Task A_file_never_goes_to_a_channel_and_a_picture_may()
    {
        await using var bot = await TestBot.StartAsync();
        var file = await StoreAsync(bot, "answers", MediaTypes.Csv, [1], Amir);
        var channel = bot.Get<WebChannel>();
        var message = new FileMessage("Your answers", file.Id, file.Name, file.MediaType, file.Bytes, [], []);
        Assert.IsType<SendOutcome.Refused>(await channel.SendAsync(Home, "m1", message, Cancel));
        var picture = new PictureMessage("The week", file.Id, "Bars.", [], []);
        Assert.IsType<SendOutcome.Sent>(await channel.SendAsync(Home, "m2", picture, Cancel));
        Assert.IsType<SendOutcome.Refused>(await channel.UpdateAsync(Home, "m2", "m3", message, Cancel));
        Assert.IsType<SendOutcome.Sent>(await channel.UpdateAsync(Home, "m2", "m4", picture with { AltText = "Other bars." }, Cancel));
    }

    private static Task<StoredFile> StoreAsync(TestBot bot, string name, string kind, byte[] bytes, string? person = null) =>
        bot.Get<FileStore>().StoreAsync(new(name, kind, bytes, TestBot.Start.AddDays(60), person), Cancel);

    private static async Task SendAsync(TestBot bot, Effect effect)
    {
        var unitOfWork = bot.Get<UnitOfWork>();
        await unitOfWork.CommitAsync(await unitOfWork.OpenAsync(Keys.Person(Amir), Cancel), null, [], [effect], Cancel);
        await bot.SettleAsync();
    }

    /// <summary>The newest message in Amir's own chat, as a browser gets it.</summary>
    private static async Task<JsonNode> LastAsync(TestBot bot)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Post, "/tryout/token") { Content = JsonContent.Create(new { user = Amir }) };
        ask.Headers.Add("Origin", "http://localhost");
        using var asked = await bot.Http.SendAsync(ask, Cancel);
        var token = (string)(await asked.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["token"]!;
        using var read = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/d-{Amir}/activities") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await bot.Http.SendAsync(read, Cancel);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["activities"]!.AsArray()[^1]!;
    }

    private static JsonObject Find(JsonNode activity, string type) => All(activity).Single(o => (string?)o["type"] == type);

    private static IEnumerable<JsonObject> All(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => All(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(All),
        _ => [],
    };
}
