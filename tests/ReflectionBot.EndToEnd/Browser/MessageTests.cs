using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ReflectionBot.EndToEnd.Browser;

/// <summary>What somebody wrote: changed, deleted, kept over a reload, and kept while the bot is away.</summary>
[Collection(BrowserTests.Name)]
public sealed class MessageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_message_is_changed_and_another_deleted_by_keyboard_alone()
    {
        await using var visit = await browser.VisitAsync();
        await visit.BeAsync("Lena");
        await visit.SayAsync("first words");
        await MenuAsync(visit, "first words");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Own.GetByTestId("edit-box")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("ControlOrMeta+a");
        await visit.Page.Keyboard.TypeAsync("other words");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(Mine(visit, "other words")).ToContainTextAsync("edited");
        await Expect(Mine(visit, "first words")).ToHaveCountAsync(0);

        await visit.SayAsync("words to go");
        await MenuAsync(visit, "words to go");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Own.GetByTestId("delete-yes")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(Visit.Bubble(visit.Own, "mine").Last).ToContainTextAsync("This message was deleted.");

        await visit.Page.ReloadAsync();
        await visit.BeAsync("Lena");
        await Expect(Mine(visit, "other words")).ToHaveCountAsync(1);
        await Expect(visit.Own.GetByText("words to go")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_reload_keeps_the_transcript_and_what_was_typed_and_not_sent()
    {
        await using var visit = await browser.VisitAsync();
        await visit.BeAsync("Grace");
        await visit.SayAsync("sent words");
        await Expect(Mine(visit, "sent words")).ToHaveAttributeAsync("data-state", "sent");
        await visit.Own.GetByTestId("composer").FillAsync("half a thought");
        await visit.Page.ReloadAsync();
        await visit.BeAsync("Grace");
        await Expect(Mine(visit, "sent words")).ToHaveCountAsync(1);
        await Expect(visit.Own.GetByTestId("composer")).ToHaveValueAsync("half a thought");
    }

    [Fact]
    public async Task Whoever_writes_before_the_page_is_connected_waits_and_loses_nothing()
    {
        await using var visit = await browser.VisitAsync();
        var connected = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/tryout/token", async route =>
        {
            await connected.Task;
            await route.ContinueAsync();
        });
        await visit.Page.ReloadAsync();
        await visit.BeAsync("Ewa");
        await visit.SayAsync("early words");
        await Expect(Mine(visit, "early words")).ToHaveAttributeAsync("data-state", "sending");
        connected.SetResult();
        await Expect(Mine(visit, "early words")).ToHaveAttributeAsync("data-state", "sent");
    }

    /// <summary>The official client alone would show d after a: it hands a frame out bit by bit, and the next one in between.</summary>
    [Fact]
    public async Task Messages_stand_in_the_order_they_were_sent_in_when_one_frame_follows_another_at_once()
    {
        await using var visit = await browser.VisitAsync();
        await visit.Page.RouteWebSocketAsync("**/stream?**", socket =>
        {
            socket.Send(Frame(3, "a", "b", "c"));
            socket.Send(Frame(4, "d"));
        });
        await visit.Page.ReloadAsync();
        await visit.BeAsync("Carys");
        await Expect(Visit.Bubble(visit.Own, "bot").GetByTestId("message-text")).ToHaveTextAsync(["a", "b", "c", "d"]);
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("no network")]
    public async Task What_is_not_saved_says_so_and_is_stored_once_when_tried_again(string problem)
    {
        await using var visit = await browser.VisitAsync();
        await visit.BeAsync("Dele");
        await visit.Page.RouteAsync("**/activities", route => FailAsync(route, problem));
        var text = $"words while {problem}";
        await visit.SayAsync(text);
        await Expect(visit.Own.GetByTestId("not-saved")).ToContainTextAsync("Not saved.");
        await Expect(Mine(visit, text)).ToHaveAttributeAsync("data-state", "failed");

        await visit.Page.UnrouteAllAsync();
        await visit.Own.GetByTestId("try-again").ClickAsync();
        await Expect(Mine(visit, text)).ToHaveAttributeAsync("data-state", "sent");
        await Expect(visit.Own.GetByTestId("not-saved")).ToHaveCountAsync(0);
        await visit.Page.ReloadAsync();
        await visit.BeAsync("Dele");
        await Expect(Mine(visit, text)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_known_as_stored_from_its_echo_and_stored_once()
    {
        await using var visit = await browser.VisitAsync();
        await visit.BeAsync("Finn");
        await visit.Page.RouteAsync("**/activities", route => FailAsync(route, "answer lost"));
        await visit.SayAsync("words into the dark");
        await Expect(Mine(visit, "words into the dark")).ToHaveAttributeAsync("data-state", "sent");
        await Expect(visit.Own.GetByTestId("not-saved")).ToHaveCountAsync(0);
        await visit.Page.UnrouteAllAsync();
        await visit.Page.ReloadAsync();
        await visit.BeAsync("Finn");
        await Expect(Mine(visit, "words into the dark")).ToHaveCountAsync(1);
    }

    private static string Frame(int watermark, params string[] texts) => JsonSerializer.Serialize(new
    {
        activities = texts.Select(text => new { type = "message", id = $"message-{text}", text, from = new { id = "bot", role = "bot" } }),
        watermark = $"{watermark}",
    });

    private static async Task FailAsync(IRoute route, string problem)
    {
        if (route.Request.Method != "POST")
        {
            await route.ContinueAsync();
        }
        else if (problem == "refused")
        {
            await route.FulfillAsync(new() { Status = 503, ContentType = "application/json", Body = """{"error":{"code":"NotSaved","message":"Try again."}}""" });
        }
        else
        {
            if (problem == "answer lost")
            {
                await route.FetchAsync();
            }

            await route.AbortAsync();
        }
    }

    private static ILocator Mine(Visit visit, string text) => Visit.Bubble(visit.Own, "mine").Filter(new() { HasText = text });

    /// <summary>From the message box back to the message's own button, and into its menu.</summary>
    private static async Task MenuAsync(Visit visit, string text)
    {
        var menu = Mine(visit, text).GetByTestId("message-menu");
        await Expect(menu).ToBeVisibleAsync();
        await menu.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(Mine(visit, text).GetByTestId("edit")).ToBeFocusedAsync();
    }
}
