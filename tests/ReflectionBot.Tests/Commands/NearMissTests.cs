using CsCheck;
using ReflectionBot.Core.Commands;
using ReflectionBot.Core.Projects;
using static ReflectionBot.Tests.Commands.Typing;

namespace ReflectionBot.Tests.Commands;

public class NearMissTests
{
    [Theory]
    [InlineData("/reflect strat", "strat", "start")]
    [InlineData("strat \"Focus groups complete\"", "strat", "start")]
    [InlineData("staus", "staus", "status")]
    [InlineData("milestone ad \"X\"", "milestone ad", "milestone add")]
    [InlineData("milstone add \"X\"", "milstone add", "milestone add")]
    [InlineData("remnid", "remnid", "remind")]
    [InlineData("one at time", "one at time", "")]
    [InlineData("sumbit", "sumbit", "submit")]
    public void The_nearest_command_is_offered(string text, string typed, string suggestion)
    {
        if (suggestion.Length == 0)
        {
            Assert.IsType<ParseResult.NotACommand>(Parse(text));
            return;
        }

        var near = Assert.IsType<ParseResult.NearMiss>(Parse(text));
        Assert.Equal((typed, suggestion), (near.Typed, near.Suggestion));
        Assert.Equal($"I don't know \"{typed}\". Did you mean `{suggestion}`? `help` shows what you can do here.", near.Sentence);
    }

    [Theory]
    [InlineData("Quite good, I think")]
    [InlineData("Shame about the room")]
    [InlineData("Those were hard days")]
    public void A_sentence_is_not_nearly_a_word_of_the_chat(string text) => Assert.IsType<ParseResult.NotACommand>(Parse(text));

    [Fact]
    public void What_somebody_may_not_use_is_not_offered() =>
        Assert.Equal("I don't know \"strat\". `help` shows what you can do here.", Assert.IsType<ParseResult.NotACommand>(Parse("/reflect strat", Roles.Collaborator)).Sentence);

    [Fact]
    public void No_text_brings_up_a_command_that_the_person_may_not_use() =>
        Gen.Select(Mangled, AnyRoles, AnyPlace, Gen.Bool).Sample((text, roles, place, addressed) =>
        {
            if (Parse(text, roles, place, addressed: addressed) is ParseResult.NearMiss near)
            {
                Assert.Null(Permissions.Check(CommandTable.ByWords(near.Suggestion)!, roles, place));
                Assert.DoesNotContain('\n', near.Sentence);
            }
        }, iter: 5_000);

    [Fact]
    public void At_most_40_characters_are_said_back() =>
        Gen.Select(AnyText, Gen.Char.List[0, 200]).Sample((head, tail) =>
        {
            var text = "/reflect " + head + new string([.. tail]);
            var echoed = Parse(text) switch
            {
                ParseResult.NearMiss(var typed, _, _, _) => typed,
                ParseResult.NotACommand(var sentence, _) => sentence.Split('"') is [_, var typed, _] ? typed : "",
                _ => "",
            };
            Assert.InRange(echoed.Length, 0, 40);
            Assert.DoesNotContain(echoed, char.IsControl);
        }, iter: 5_000);

    [Theory]
    [InlineData("start", "strat", 1)]
    [InlineData("start", "start", 0)]
    [InlineData("start", "tart", 1)]
    [InlineData("start", "starrt", 1)]
    [InlineData("start", "sturt", 1)]
    [InlineData("", "abc", 3)]
    public void Distance_counts_single_slips(string a, string b, int distance)
    {
        Assert.Equal(distance, NearMisses.Distance(a, b));
        Assert.Equal(distance, NearMisses.Distance(b, a));
    }

    // A command's name with up to three letters changed.
    private static readonly Gen<string> Mangled =
        Gen.Select(Gen.Int[0, CommandTable.All.Count - 1], Gen.Select(Gen.Int[0, 30], Gen.Char["abcdefgst "]).List[0, 3]).Select((i, slips) =>
        {
            var name = CommandTable.All[i].Name.ToCharArray();
            foreach (var (at, letter) in slips)
            {
                name[at % name.Length] = letter;
            }

            return new string(name);
        });
}
