using System.Text;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Slack;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Core.Chat;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>Pictures and files: uploaded once, shown where they belong, and words in their place where Slack does not take them.</summary>
public sealed class SendingFileTests
{
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes("question,answer\n1,\"We met. 😀\"\n");
    private static readonly StubSlackAnswer NotYet = StubSlackAnswer.Refused("invalid_blocks", "[ERROR] invalid slack file [json-pointer:/blocks/1/slack_file]");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_uploaded_with_its_words_and_shown_in_its_place()
    {
        await using var bot = await SendingBot.StartAsync();
        var ts = await bot.SentAsync(bot.ToHome, "m1", await PictureAsync(bot));
        var file = Assert.Single(bot.Team.Files);
        Assert.Equal(("themes.png", "Bars: trust 5", true, (string?)null), (file.Name, file.AltText, file.IsComplete, file.Channel));
        Assert.Equal(Bytes, file.Content);
        var stand = Assert.Single(bot.Standing(bot.Home));
        Assert.Contains($"\"slack_file\":{{\"id\":\"{file.Id}\"}}", stand.Blocks!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(bot.Rows("sending"));
        Assert.IsType<SendOutcome.Sent>(await bot.Channel.UpdateAsync(bot.ToHome, ts, "u1", (await PictureAsync(bot)) with { Title = "Themes, once more" }, Cancel));
        Assert.Contains(file.Id, Assert.Single(bot.Standing(bot.Home)).Blocks!.ToJsonString(), StringComparison.Ordinal); // The one that is there already.
        Assert.Single(bot.Team.Files);
        Assert.Empty(bot.Stub.Problems);
    }

    [Fact]
    public async Task A_picture_that_Slack_does_not_show_yet_is_waited_for_and_not_uploaded_again()
    {
        await using var bot = await SendingBot.StartAsync();
        var picture = await PictureAsync(bot);
        bot.Stub.Next("chat.postMessage", NotYet, NotYet);
        Assert.Equal(new SendOutcome.Later(TimeSpan.FromSeconds(2)), await bot.SendAsync(bot.ToHome, "m1", picture));
        Assert.Equal(new SendOutcome.Later(TimeSpan.FromSeconds(4)), await bot.SendAsync(bot.ToHome, "m1", picture));
        await bot.SentAsync(bot.ToHome, "m1", picture);
        Assert.Contains(Assert.Single(bot.Team.Files).Id, Assert.Single(bot.Standing(bot.Home)).Blocks!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_Slack_never_shows_is_said_in_words()
    {
        await using var bot = await SendingBot.StartAsync();
        var (picture, waited) = (await PictureAsync(bot), TimeSpan.Zero);
        bot.Stub.Next("chat.postMessage", Enumerable.Repeat(NotYet, SlackSending.MostTries));
        SendOutcome delivery;
        while ((delivery = await bot.SendAsync(bot.ToHome, "m1", picture)) is SendOutcome.Later later)
        {
            waited += later.After!.Value;
        }

        Assert.IsType<SendOutcome.Sent>(delivery);
        Assert.InRange(waited, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1));
        var stand = Assert.Single(bot.Standing(bot.Home));
        Assert.Contains("Bars: trust 5", stand.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("slack_file", stand.Blocks!.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(bot.Team.Files);
        Assert.Empty(bot.Rows("sending").Concat(bot.Rows("pieces")));
    }

    [Theory]
    [InlineData("files.getUploadURLExternal", "file_uploads_disabled")]
    [InlineData("files.getUploadURLExternal", "alt_txt_too_large")]
    [InlineData("files.completeUploadExternal", "storage_limit_reached")]
    public async Task Where_the_upload_is_refused_the_words_of_a_picture_stand_alone_and_a_file_is_a_sentence(string method, string code)
    {
        await using var bot = await SendingBot.StartAsync();
        bot.Stub.Next(method, StubSlackAnswer.Refused(code), StubSlackAnswer.Refused(code));
        await bot.SentAsync(bot.ToAna, "m1", await PictureAsync(bot));
        await bot.SentAsync(bot.ToAna, "m2", await FileAsync(bot));
        var stand = bot.Standing(bot.Ana.Direct);
        Assert.Contains("Bars: trust 5", stand[0].Words, StringComparison.Ordinal);
        Assert.Contains("Slack does not take it from me", stand[1].Words, StringComparison.Ordinal);
        Assert.Equal(2, stand.Count);
    }

    [Theory]
    [InlineData("files.getUploadURLExternal", "missing_scope")]
    [InlineData("files.getUploadURLExternal", "429")]
    [InlineData("upload", "429")]
    [InlineData("files.completeUploadExternal", "ratelimited")]
    public async Task Where_the_upload_has_to_wait_so_does_the_message(string method, string failure)
    {
        await using var bot = await SendingBot.StartAsync();
        var file = await FileAsync(bot);
        bot.Stub.Next(method, failure == "429" ? StubSlackAnswer.RateLimited(3) : StubSlackAnswer.Refused(failure));
        Assert.IsType<SendOutcome.Later>(await bot.SendAsync(bot.ToAna, "m1", file));
        Assert.Empty(bot.Standing(bot.Ana.Direct));
        bot.Clock.Advance(TimeSpan.FromSeconds(3));
        await bot.SentAsync(bot.ToAna, "m1", file);
        Assert.Equal(2, bot.Standing(bot.Ana.Direct).Count);
    }

    [Fact]
    public async Task A_long_description_is_shortened_for_the_upload_and_stands_below_in_full()
    {
        await using var bot = await SendingBot.StartAsync();
        var alt = string.Concat(Enumerable.Range(1, 900).Select(i => $"bar{i} "));
        await bot.SentAsync(bot.ToHome, "m1", (await PictureAsync(bot)) with { AltText = alt });
        Assert.InRange(Assert.Single(bot.Team.Files).AltText!.Length, 900, 1000);
        Assert.Contains("bar899", bot.Everything(), StringComparison.Ordinal);
        Assert.Empty(bot.Stub.Problems);
    }

    [Fact]
    public async Task A_picture_that_is_gone_is_said_in_words()
    {
        await using var bot = await SendingBot.StartAsync();
        await bot.SentAsync(bot.ToHome, "m1", new PictureMessage("Themes", "0123456789abcdef0123456789abcdef", "Bars: trust 5", [], []));
        Assert.Contains("Bars: trust 5", Assert.Single(bot.Standing(bot.Home)).Words, StringComparison.Ordinal);
        Assert.Empty(bot.Team.Files);
    }

    [Fact]
    public async Task A_file_is_in_the_persons_own_chat_byte_by_byte_with_a_clean_name()
    {
        await using var bot = await SendingBot.StartAsync();
        await bot.SentAsync(bot.ToAna, "m1", await FileAsync(bot, "..\\..//etc/my\u202E answers?.csv"));
        var file = Assert.Single(bot.Team.Files);
        Assert.Equal((FileNames.Clean("..\\..//etc/my\u202E answers?.csv", MediaTypes.Csv), bot.Ana.Direct.Id), (file.Name, file.Channel));
        Assert.DoesNotMatch(@"[/\\?\u202E]", file.Name + file.Title);
        Assert.Equal(Bytes, bot.Ana.File(file.Id).Content);
        Assert.Equal([file.Id], bot.Standing(bot.Ana.Direct)[0].Files);
        Assert.Contains("Your answers", bot.Standing(bot.Ana.Direct)[1].Words, StringComparison.Ordinal);
        Assert.Empty(bot.Standing(bot.Home));
        Assert.Empty(bot.Rows("sending").Concat(bot.Rows("pieces")));
    }

    [Fact]
    public async Task A_file_never_goes_to_a_channel()
    {
        await using var bot = await SendingBot.StartAsync();
        Assert.IsType<SendOutcome.Refused>(await bot.SendAsync(bot.ToHome, "m1", await FileAsync(bot)));
        Assert.IsType<SendOutcome.Refused>(await bot.SendAsync(SlackNames.Only(bot.Team.Id, bot.Home.Id, bot.Ana.Id), "m2", await FileAsync(bot)));
        Assert.Empty(bot.Team.Files);
        Assert.Empty(bot.Stub.Requests);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_a_sentence()
    {
        await using var bot = await SendingBot.StartAsync();
        var file = await FileAsync(bot);
        bot.Clock.Advance(TimeSpan.FromDays(2));
        await bot.SentAsync(bot.ToAna, "m1", file);
        Assert.Equal("That file is not kept any more. Ask for it again.", Assert.Single(bot.Standing(bot.Ana.Direct)).Words);
    }

    [Theory]
    [InlineData("429")]
    [InlineData("500")]
    [InlineData("cut")]
    public async Task Where_the_words_fail_after_the_file_it_is_not_uploaded_again(string failure)
    {
        await using var bot = await SendingBot.StartAsync();
        var file = await FileAsync(bot);
        bot.Stub.Next("chat.postMessage", failure switch { "429" => StubSlackAnswer.RateLimited(2), "500" => StubSlackAnswer.Status(500), _ => StubSlackAnswer.Cut() });
        await Record.ExceptionAsync(() => bot.SendAsync(bot.ToAna, "m1", file));
        bot.Clock.Advance(TimeSpan.FromDays(2)); // Its time is over meanwhile: it was handed over all the same.
        await bot.SentAsync(bot.ToAna, "m1", file);
        Assert.Single(bot.Team.Files);
        Assert.Single(bot.Stub.RequestsOf("files.getUploadURLExternal"));
        Assert.Contains("Your answers", bot.Standing(bot.Ana.Direct)[^1].Words, StringComparison.Ordinal);
        Assert.Equal(2, bot.Standing(bot.Ana.Direct).Count);
    }

    [Fact]
    public async Task In_a_thread_that_is_gone_the_file_goes_to_the_chat()
    {
        await using var bot = await SendingBot.StartAsync();
        await bot.SentAsync(bot.ToAna with { Thread = "1.000002" }, "m1", await FileAsync(bot));
        Assert.Equal(2, bot.Standing(bot.Ana.Direct).Count);
        Assert.All(bot.Standing(bot.Ana.Direct), m => Assert.Null(m.Thread));
    }

    private static async Task<PictureMessage> PictureAsync(SendingBot bot)
    {
        var stored = await bot.Get<FileStore>().StoreAsync(new NewFile("themes.png", MediaTypes.Png, Bytes, bot.Clock.GetUtcNow().AddDays(1)), Cancel);
        return new("Themes", stored.Id, "Bars: trust 5", ["trust 5"], []);
    }

    private static async Task<FileMessage> FileAsync(SendingBot bot, string name = "answers.csv")
    {
        var stored = await bot.Get<FileStore>().StoreAsync(new NewFile(name, MediaTypes.Csv, Bytes, bot.Clock.GetUtcNow().AddDays(1)), Cancel);
        return new("Your answers", stored.Id, stored.Name, stored.MediaType, stored.Bytes, ["All of them."], []);
    }
}
