using System.Text.Json.Nodes;
using ReflectionBot.Tests.Slack.Stub;

namespace ReflectionBot.Tests.Slack;

/// <summary>That <see cref="BlockRules"/> takes what Slack's documentation shows and refuses what it forbids, at the limit and one past it.</summary>
public sealed class StubBlockRulesTests
{
    private const string Full = """
        [{"type":"header","text":{"type":"plain_text","text":"Digest"}},{"type":"divider"},
         {"type":"section","block_id":"s","text":{"type":"mrkdwn","text":"*words*"},"accessory":{"type":"overflow","action_id":"o","options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}]}},
         {"type":"section","fields":[{"type":"mrkdwn","text":"a"},{"type":"plain_text","text":"b","emoji":true}]},
         {"type":"image","image_url":"https://example.org/p.png","alt_text":"a picture"},{"type":"image","slack_file":{"id":"F1"},"alt_text":"a picture"},
         {"type":"context","elements":[{"type":"mrkdwn","text":"small"},{"type":"image","image_url":"https://example.org/p.png","alt_text":"p"}]},
         {"type":"actions","elements":[{"type":"button","action_id":"x","text":{"type":"plain_text","text":"Next"},"style":"primary","value":"",
           "confirm":{"title":{"type":"plain_text","text":"Sure?"},"text":{"type":"mrkdwn","text":"Gone."},"confirm":{"type":"plain_text","text":"Yes"},"deny":{"type":"plain_text","text":"No"}}},
           {"type":"static_select","action_id":"y","placeholder":{"type":"plain_text","text":"Choose"},"options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}],"initial_option":{"text":{"type":"plain_text","text":"A"},"value":"a"}}]},
         {"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"words"}]}]}]
        """;

    [Fact]
    public void A_message_of_every_block_is_right() => Assert.Empty(BlockRules.Message(Parse(Full), id => id == "F1"));

    [Fact]
    public void A_picture_that_is_not_there_is_wrong() => Assert.Equal("[ERROR] invalid slack file [json-pointer:/blocks/5/slack_file]", Assert.Single(BlockRules.Message(Parse(Full), _ => false)));

    [Theory]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"*"}}""", 3000)]
    [InlineData("""{"type":"section","fields":[{"type":"mrkdwn","text":"*"}]}""", 2000)]
    [InlineData("""{"type":"header","text":{"type":"plain_text","text":"*"}}""", 150)]
    [InlineData("""{"type":"divider","block_id":"*"}""", 255)]
    [InlineData("""{"type":"image","image_url":"https://example.org/p.png","alt_text":"*"}""", 2000)]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"*"}}]}""", 75)]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"a"},"value":"*"}]}""", 2000)]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"a"},"action_id":"*"}]}""", 255)]
    [InlineData("""{"type":"actions","elements":[{"type":"radio_buttons","options":[{"text":{"type":"plain_text","text":"*"},"value":"a"}]}]}""", 75)]
    [InlineData("""{"type":"actions","elements":[{"type":"radio_buttons","options":[{"text":{"type":"plain_text","text":"a"},"value":"*"}]}]}""", 150)]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"*"},"element":{"type":"plain_text_input"}}""", 2000)]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"a"},"element":{"type":"plain_text_input","initial_value":"*"}}""", 3000)]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"a"},"element":{"type":"plain_text_input","placeholder":{"type":"plain_text","text":"*"}}}""", 150)]
    public void A_text_is_right_to_its_limit_and_wrong_one_past_it(string block, int most)
    {
        Assert.Empty(BlockRules.Message(Parse($"[{block.Replace("*", new('x', most), StringComparison.Ordinal)}]")));
        Assert.Contains($"must be less than {most + 1} characters", Assert.Single(BlockRules.Message(Parse($"[{block.Replace("*", new('x', most + 1), StringComparison.Ordinal)}]"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"sektion"}""", "unsupported type: sektion")]
    [InlineData("""{}""", "missing required field: type")]
    [InlineData("""{"type":"section"}""", "missing required field: text")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":""}}""", "must be more than 0 characters")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"a","emoji":true}}""", "invalid additional property: emoji")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"a"},"colour":"red"}""", "invalid additional property: colour")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"a"},"block_id":null}""", "must not be null")]
    [InlineData("""{"type":"header","text":{"type":"mrkdwn","text":"a"}}""", "unsupported type: mrkdwn")]
    [InlineData("""{"type":"image","image_url":"https://example.org/p.png"}""", "missing required field: alt_text")]
    [InlineData("""{"type":"image","alt_text":"a"}""", "either image_url or slack_file")]
    [InlineData("""{"type":"actions","elements":[]}""", "no fewer than 1 items allowed")]
    [InlineData("""{"type":"actions","elements":[{"type":"plain_text_input"}]}""", "unsupported type: plain_text_input")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"a"},"action_id":"x"},{"type":"button","text":{"type":"plain_text","text":"b"},"action_id":"x"}]}""", "already exists")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"a"},"style":"default"}]}""", "failed to match all allowed schemas")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"a"},"url":"javascript:x"}]}""", "invalid url")]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}],"initial_option":{"text":{"type":"plain_text","text":"B"},"value":"a"}}]}""", "must be one of the provided options")]
    [InlineData("""{"type":"context","elements":[{"type":"button","text":{"type":"plain_text","text":"a"}}]}""", "unsupported type: button")]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"a"},"element":{"type":"button","text":{"type":"plain_text","text":"a"}}}""", "unsupported type: button")]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"a"},"element":{"type":"plain_text_input","max_length":3001}}""", "must be a number from 1 to 3000")]
    public void What_the_documentation_forbids_is_wrong(string block, string problem) =>
        Assert.Contains(BlockRules.Message(Parse($"[{block}]")), p => p.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void Too_many_of_anything_is_wrong()
    {
        const string divider = """{"type":"divider"}""";
        const string button = """{"type":"button","text":{"type":"plain_text","text":"a"}}""";
        const string option = """{"text":{"type":"plain_text","text":"a"},"value":"a"}""";
        Assert.Empty(BlockRules.Message(Parse($"[{Many(divider, 50)}]")));
        Assert.Single(BlockRules.Message(Parse($"[{Many(divider, 51)}]")));
        Assert.Single(BlockRules.Message(Parse($$"""[{"type":"actions","elements":[{{Many(button, 26)}}]}]""")));
        Assert.Single(BlockRules.Message(Parse($$"""[{"type":"context","elements":[{{Many("""{"type":"mrkdwn","text":"a"}""", 11)}}]}]""")));
        Assert.Single(BlockRules.Message(Parse($$"""[{"type":"section","fields":[{{Many("""{"type":"mrkdwn","text":"a"}""", 11)}}]}]""")));
        Assert.Single(BlockRules.Message(Parse($$"""[{"type":"actions","elements":[{"type":"static_select","options":[{{Many(option, 101)}}]}]}]""")));
        Assert.Single(BlockRules.Message(Parse($$"""[{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}]""")));
    }

    [Theory]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"a"},"blocks":[]}""", null)]
    [InlineData("""{"type":"modal","blocks":[]}""", "missing required field: title")]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"a title of twenty-five ch"},"blocks":[]}""", "must be less than 25 characters")]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"a"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"a"},"element":{"type":"plain_text_input"}}]}""", "missing required field: submit")]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"a"},"blocks":[{"type":"markdown","text":"a"}]}""", "unsupported type: markdown")]
    [InlineData("""{"type":"home","blocks":[]}""", "must be modal")]
    public void Views_have_rules_of_their_own(string view, string? problem)
    {
        var found = BlockRules.View(JsonNode.Parse(view)!.AsObject(), "modal");
        if (problem is null)
        {
            Assert.Empty(found);
        }
        else
        {
            Assert.Contains(found, p => p.Contains(problem, StringComparison.Ordinal));
        }
    }

    private static JsonArray Parse(string json) => JsonNode.Parse(json)!.AsArray();

    private static string Many(string json, int count) => string.Join(',', Enumerable.Repeat(json, count));
}
