using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Core.Wording;
using ReflectionBot.Tests.Docs;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Wording;

/// <summary>The chat's page comes with its words in the language that its browser asks for; so do the server's own sentences to it.</summary>
public sealed partial class PagePseudoTests
{
    private static readonly string[] Settings = [$"--Web:AssetsFolder={Repository.Path("src/ReflectionBot/Channels/Web/Page")}"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_has_all_its_words_in_the_language_that_is_asked_for_and_no_script_of_its_own()
    {
        await using var bot = await TestBot.StartAsync(Settings, inProcess: true);
        using var answer = await GetAsync(bot, "xx-YY, en-XA;q=0.9, en;q=0.5");
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("<html lang=\"en-XA\">", page, StringComparison.Ordinal);
        var words = JsonNode.Parse(Block().Match(page).Groups[1].Value)!.AsObject();
        Assert.True(words.Count > 120);
        Assert.Equal("", Unaccented.In([.. words.Select(w => Hole().Replace(w.Value!.ToString(), " ")), Marks().Replace(Block().Replace(page, ""), " ")], "ReflectionBot"));
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.All(Script().Matches(page), script => Assert.Contains("src=", script.Value, StringComparison.Ordinal));
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(["en-XA"], answer.Content.Headers.ContentLanguage);
    }

    [Fact]
    public async Task In_English_the_page_says_what_it_said()
    {
        await using var bot = await TestBot.StartAsync(Settings, inProcess: true);
        foreach (var language in (string?[])[null, "en-GB,en;q=0.9", "xx-YY", ";;q=,,,=", "*", "en-XA;q=0"])
        {
            using var answer = await GetAsync(bot, language);
            var page = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
            Assert.Contains("<p>One moment.</p>", page, StringComparison.Ordinal);
            Assert.Contains("<noscript><p>This chat needs JavaScript. Please switch it on for this page and load it again.</p></noscript>", page, StringComparison.Ordinal);
            Assert.Equal("Yes, I am {name}", (string?)JsonNode.Parse(Block().Match(page).Groups[1].Value)!["YesIAm"]);
        }
    }

    [Fact]
    public async Task Another_language_is_another_page_for_caches_and_the_same_one_is_not_sent_twice()
    {
        await using var bot = await TestBot.StartAsync(Settings, inProcess: true);
        using var english = await GetAsync(bot, "en-GB");
        using var pseudo = await GetAsync(bot, "en-XA");
        Assert.Equal("Accept-Language", Assert.Single(english.Headers.Vary));
        Assert.True(english.Headers.CacheControl!.NoCache);
        Assert.NotEqual(english.Headers.ETag, pseudo.Headers.ETag);
        using var again = await GetAsync(bot, "en-GB", r => r.Headers.IfNoneMatch.Add(english.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(english.Headers.ETag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(Cancel));
        using var other = await GetAsync(bot, "en-XA", r => r.Headers.IfNoneMatch.Add(english.Headers.ETag!));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        using var head = await GetAsync(bot, "en-GB", r => r.Method = HttpMethod.Head);
        Assert.Equal((HttpStatusCode.OK, english.Headers.ETag, english.Content.Headers.ContentLength), (head.StatusCode, head.Headers.ETag, head.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task A_browser_that_asks_for_nothing_gets_the_installations_language_and_one_from_right_to_left_is_laid_out_so()
    {
        await using var bot = await TestBot.StartAsync(Settings, inProcess: true, null, services => services.AddSingleton(new DefaultLanguage(PseudoLanguage.Tag)));
        using var installation = await GetAsync(bot, null);
        Assert.Contains("<html lang=\"en-XA\">", await installation.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var english = await GetAsync(bot, "en");
        Assert.Contains("<html lang=\"en\">", await english.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var right = await GetAsync(bot, "ar-XB");
        Assert.Contains("<html lang=\"ar-XB\" dir=\"rtl\">", await right.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_says_to_a_page_is_in_its_language_and_what_the_bot_says_to_a_person_in_theirs()
    {
        await using var bot = await TestBot.StartAsync(Settings, inProcess: true);
        bot.Http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(PseudoLanguage.Tag));
        using var refused = await bot.Http.PostAsJsonAsync("/web/join", new { invite = "nonsense" }, Cancel);
        Assert.Equal("", Unaccented.In([(await refused.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["error"]!["message"]!.ToString()], ""));
        using var mail = await bot.Http.GetAsync("/mail", Cancel);
        Assert.Contains("<html lang=\"en-XA\">", await mail.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        // Nobody's chat and no channel takes the language of a request.
        await bot.Script.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< Reflection on Focus groups complete is open until
            ana< Round open
            amir< Before you start
            amir> read first
            amir< Take the time you need. I ask nothing until you agree.
            """);
    }

    private static async Task<HttpResponseMessage> GetAsync(TestBot bot, string? language, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (language is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        }

        change?.Invoke(request);
        return await bot.Http.SendAsync(request, Cancel);
    }

    [GeneratedRegex("<script type=\"application/json\" id=\"words\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("<script (?!type=\"application/json\")[^>]*>")]
    private static partial Regex Script();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Hole();
}
