using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Teams.Reading;

namespace ReflectionBot.Tests.Teams;

/// <summary>The text is what its author saw, not the marks in which Teams sends it.</summary>
public sealed class ShownTextTests
{
    private const string Smile = """<span class="animated-emoticon-20-smile" title="Smile" type="(smile)"><img itemscope="" itemtype="http://schema.skype.com/Emoji" itemid="smile" src="https://statics.example/20_f.png" title="Smile" alt="🙂" style="width:20px;height:20px"></span>""";
    private const string Reply = """<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><strong itemprop="mri">Bea</strong><p itemprop="preview">What <em>happened</em>? 🙂</p></blockquote>""";

    [Theory]
    [InlineData("It went well ", "<p>It went well " + Smile + "</p>", "It went well 🙂")]
    [InlineData("It went  well", "<p>It went " + Smile + " well</p>", "It went 🙂 well")]
    [InlineData("", "<p>" + Smile + "</p>", "🙂")]
    [InlineData("", "<div><div>" + Smile + Smile + "</div>\n</div>", "🙂🙂")]
    [InlineData("Thanks", """<p>Thanks<img alt='👍🏽' itemtype='http://schema.skype.com/Emoji'></p>""", "Thanks👍🏽")]
    [InlineData("We", """<p>We <img itemtype="http://schema.skype.com/Emoji" alt="👩‍💻"/></p>""", "We 👩‍💻")]
    [InlineData("Step", """<p>Step <img itemtype="http://schema.skype.com/Emoji" alt="1️⃣"></p>""", "Step 1️⃣")]
    [InlineData("Hooray", """<p>Hooray <img itemtype="http://schema.skype.com/CustomEmoji" itemid="party" alt="partyparrot"></p>""", "Hooray :partyparrot:")]
    [InlineData("Hooray", """<p>Hooray <img itemtype="http://schema.skype.com/Emoji" itemid="party_1" alt=""></p>""", "Hooray :party_1:")]
    [InlineData("Fine", """<p>Fine <emoji id="smile" alt="🙂" title="Smile"></emoji></p>""", "Fine 🙂")]
    [InlineData("Fine 🙂", "<p>Fine " + Smile + "</p>", "Fine 🙂")]
    [InlineData("We met **twice** and _talked_", "<p>We met <strong>twice</strong> and <em>talked</em></p>", "We met twice and talked")]
    [InlineData("- one\n- two", "<ul><li>one</li><li>two</li></ul>", "• one\n• two")]
    [InlineData("First\n\n1. one\n2. two\n\nLast", "<p>First</p><ol><li>one</li><li>two</li></ol><p>Last</p>", "First\n1. one\n2. two\nLast")]
    [InlineData("4. four", """<ol start="4"><li>four</li></ol>""", "4. four")]
    [InlineData("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "• a\n  • b\n• c")]
    [InlineData("> they said no\n\nI agree", "<blockquote><p>they said no</p></blockquote><p>I agree</p>", "> they said no\nI agree")]
    [InlineData("see [our plan](https://x.example/a_b?c=1&d=2) now", """<p>see <a href="https://x.example/a_b?c=1&amp;d=2" title="t > u">our plan</a> now</p>""", "see our plan (https://x.example/a_b?c=1&d=2) now")]
    [InlineData("see https://x.example/", """<p>see <a href="https://x.example/">https://x.example/</a></p>""", "see https://x.example/")]
    [InlineData("```\nif (a < b)\n  go\n```", "<pre><code>if (a &lt; b)\n  go</code></pre>", "if (a < b)\n  go")]
    [InlineData("use `next` here", "<p>use <code>next</code> here</p>", "use next here")]
    [InlineData("That is what I mean.", Reply + "<p>That is what I mean.</p>", "That is what I mean.")]
    [InlineData("That is it", Reply + "<p>That is it " + Smile + "</p>", "That is it 🙂")]
    [InlineData("", "<pre><code>if (a) go</code></pre>", "if (a) go")]
    [InlineData("| a | b |", "<table><tr><td>a</td><td>b</td></tr></table>", "a b")]
    [InlineData("a & b < c", "<p>a &amp; b &lt; c " + Smile + "</p>", "a & b < c 🙂")]
    [InlineData("דנה", "<p>דנה " + Smile + "</p>", "דנה 🙂")]
    public void Is_what_its_author_saw(string text, string html, string shown) => Assert.Equal(shown, Read(text, html).Text);

    /// <summary>Nothing that somebody typed is lost, whatever comes along.</summary>
    [Theory]
    [InlineData("  two  spaces  ", "<p>two spaces</p>")]
    [InlineData("We met the council", "<p>the same</p>")]
    [InlineData("We met the council", "<p><b>the same</b></p>")]
    [InlineData("We met the council", "")]
    [InlineData("We met the council", "<ul></ul>")]
    [InlineData("We met the council", "<p>We met <b")]
    [InlineData("<b>typed</b>", "<p>&lt;b&gt;typed&lt;/b&gt;</p>")]
    [InlineData("*typed*", "<p>*typed*</p>")]
    public void Is_the_text_where_the_html_shows_no_more_or_says_something_else(string text, string html) => Assert.Equal(text, Read(text, html).Text);

    [Theory]
    [InlineData(1, "<p>Hi " + Smile + "</p>", 0)]
    [InlineData(2, "<p>Hi " + Smile + Smile + "</p>", 0)]
    [InlineData(1, "<p>Hi " + Smile + Smile + "</p>", 0)]
    [InlineData(2, "<p>Hi " + Smile + """<img itemtype="http://schema.skype.com/AMSImage" src="https://x.example/1"></p>""", 1)]
    [InlineData(1, """<p>Hi <img src="https://x.example/1"></p>""", 1)]
    [InlineData(1, null, 1)]
    public void An_emoji_is_no_picture(int pictures, string? html, int files)
    {
        var activity = Activity("Hi", html);
        activity = activity with { Attachments = [.. activity.Attachments!, .. Enumerable.Range(0, pictures).Select(_ => new ActivityAttachment("image/*"))] };
        Assert.Equal(files, pictures - TeamsText.Of(activity).EmojiPictures);
    }

    [Theory]
    [InlineData("""<blockquote itemtype="http://schema.skype.com/Forward"><p>Secret</p></blockquote><p>Look</p>""", null, true)]
    [InlineData("<attachment id=\"1\"></attachment><p>Look</p>", "forwardedMessageReference", true)]
    [InlineData("<attachment id=\"1\"></attachment><p>Look</p>", "messageReference", false)]
    public void A_forwarded_message_is_told_and_its_words_are_not_among_its_senders(string html, string? reference, bool forwards)
    {
        var activity = Activity("Look", html);
        activity = reference is null ? activity : activity with { Attachments = [.. activity.Attachments!, new(reference, JsonValue.Create("""{"originalMessageContent":"<p>Secret</p>"}"""))] };
        var text = TeamsText.Of(activity);
        Assert.Equal(("Look", forwards), (text.Text, text.Forwards));
    }

    [Fact]
    public void No_html_breaks_it() => Gen.OneOf([.. new[] { "<p>", "</p>", "<ul>", "<li>", "</ol>", "<blockquote itemtype='x/Reply'>", "</blockquote>", "<img alt=", "\"", "'", ">", "<", "&nbsp;", "&#x1F600;", "a", " ", "\n", "<a href='x'>", "</a>", "<pre>", "</pre>", "<br/>", "<emoji alt='🙂'>", "\ud83d" }.Select(Gen.Const)])
        .Array[0, 30].Sample(parts => TeamsHtml.Read(string.Concat(parts)).Text.Length >= 0, iter: 5000);

    /// <summary>Whatever somebody sends, reading it takes about as long as it is.</summary>
    [Theory]
    [InlineData("<a\"")]
    [InlineData("<a href='x'>")]
    [InlineData("<blockquote>a")]
    [InlineData("<blockquote itemtype='x/Reply'>a")]
    [InlineData("<ul><li>a")]
    [InlineData("<img alt=")]
    [InlineData("<")]
    public void No_html_takes_long(string part) => Assert.InRange(TeamsHtml.Read(string.Concat(Enumerable.Repeat(part, 200_000 / part.Length))).Text.Length, 0, 3_000_000);

    private static TeamsText Read(string text, string html) => TeamsText.Of(Activity(text, html));

    private static Activity Activity(string text, string? html) => new()
    {
        Type = "message", Text = text, Recipient = new("28:bot"), Attachments = html is null ? [] : [new("text/html", JsonValue.Create(html))],
    };
}
