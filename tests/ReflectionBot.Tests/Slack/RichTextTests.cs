using System.Text.Json;
using ReflectionBot.Channels.Slack.Reading;

namespace ReflectionBot.Tests.Slack;

/// <summary>The text is what its author saw: formatting marks are told from typed signs by the blocks that come along.</summary>
public sealed class RichTextTests
{
    [Theory]
    [InlineData("We met *twice*, _really_, ~no~", """{"type":"text","text":"We met "},{"type":"text","text":"twice","style":{"bold":true}},{"type":"text","text":", "},{"type":"text","text":"really","style":{"italic":true}},{"type":"text","text":", "},{"type":"text","text":"no","style":{"strike":true}}""", "We met twice, really, no")]
    [InlineData("5 * 3 * 2", """{"type":"text","text":"5 * 3 * 2"}""", "5 * 3 * 2")]
    [InlineData("*typed*", """{"type":"text","text":"*typed*"}""", "*typed*")]
    [InlineData("use `next`", """{"type":"text","text":"use "},{"type":"text","text":"next","style":{"code":true}}""", "use next")]
    [InlineData("hi :wave::skin-tone-3:", """{"type":"text","text":"hi "},{"type":"emoji","name":"wave","unicode":"1f44b-1f3fc","skin_tone":3}""", "hi 👋🏼")]
    [InlineData(":wave::skin-tone-3::wave:", """{"type":"emoji","name":"wave","unicode":"1f44b-1f3fc","skin_tone":3},{"type":"emoji","name":"wave","unicode":"1f44b"}""", "👋🏼👋")]
    [InlineData("ok :partyparrot: :female-technologist:", """{"type":"text","text":"ok "},{"type":"emoji","name":"partyparrot"},{"type":"text","text":" "},{"type":"emoji","name":"female-technologist","unicode":"1f469-200d-1f4bb"}""", "ok :partyparrot: 👩‍💻")]
    [InlineData("a &amp; b &lt;c&gt;", """{"type":"text","text":"a & b <c>"}""", "a & b <c>")]
    [InlineData("see <https://x.example/p|our plan>", """{"type":"text","text":"see "},{"type":"link","url":"https://x.example/p","text":"our plan"}""", "see our plan (https://x.example/p)")]
    [InlineData("see <https://x.example/p>", """{"type":"text","text":"see "},{"type":"link","url":"https://x.example/p"}""", "see https://x.example/p")]
    [InlineData("with <@U2> in <#C1|general>, <!subteam^S1|@readers>, <!here>", """{"type":"text","text":"with "},{"type":"user","user_id":"U2"},{"type":"text","text":" in "},{"type":"channel","channel_id":"C1"},{"type":"text","text":", "},{"type":"usergroup","usergroup_id":"S1"},{"type":"text","text":", "},{"type":"broadcast","range":"here"}""", "with [U2] in #general, @readers, @here")]
    [InlineData("two\nlines", """{"type":"text","text":"two\nlines"}""", "two\nlines")]
    public void Is_what_its_author_saw(string text, string inline, string shown) =>
        Assert.Equal(shown, Read(text, $$"""{"type":"rich_text_section","elements":[{{inline}}]}"""));

    [Fact]
    public void Lists_quotes_and_code_stand_on_lines_of_their_own() => Assert.Equal(
        "Plan:\n• one\n  • deep\n1. first\n2. second\n> they said\n> no\nx = 1;\ny",
        Read("Plan:\n• one\n    ◦ deep\n1. first\n2. second\n&gt; they said\n&gt; no\n```x = 1;\ny```", """
            {"type":"rich_text_section","elements":[{"type":"text","text":"Plan:\n"}]},
            {"type":"rich_text_list","style":"bullet","indent":0,"elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"one"}]}]},
            {"type":"rich_text_list","style":"bullet","indent":1,"elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"deep"}]}]},
            {"type":"rich_text_list","style":"ordered","indent":0,"elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"first"}]},{"type":"rich_text_section","elements":[{"type":"text","text":"second"}]}]},
            {"type":"rich_text_quote","elements":[{"type":"text","text":"they said\nno"}]},
            {"type":"rich_text_preformatted","elements":[{"type":"text","text":"x = 1;\ny"}]}
            """));

    /// <summary>Nothing that somebody typed is lost, whatever the blocks say.</summary>
    [Theory]
    [InlineData("We met *twice*", """{"type":"rich_text_section","elements":[{"type":"text","text":"We"}]}""", "We met *twice*")]
    [InlineData("We met *twice*", """{"type":"rich_text_section","elements":[]}""", "We met *twice*")]
    [InlineData("We met", """{"type":"rich_text_table"}""", "We met")]
    [InlineData("We met", """{"type":"rich_text_section","elements":[{"type":"hologram"}]}""", "We met")]
    [InlineData("We met :wave::skin-tone-3:", """{"type":"rich_text_section","elements":[{"type":"emoji","name":"wave","unicode":"1f44b-1f3fc","skin_tone":3}]}""", "We met 👋🏼")]
    public void Is_the_text_where_the_blocks_do_not_say_the_same(string text, string parts, string shown) => Assert.Equal(shown, Read(text, parts));

    private static string Read(string text, string parts)
    {
        var json = JsonSerializer.Deserialize<JsonElement>($$"""{"text":{{JsonSerializer.Serialize(text)}},"blocks":[{"type":"rich_text","block_id":"b","elements":[{{parts}}]}]}""");
        return SlackText.Of(json, "UBOT").With(user => $"[{user}]");
    }
}
