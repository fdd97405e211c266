using CsCheck;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;
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
    [InlineData("unsubmit", "unsubmit", "undo")]
    [InlineData("/reflect unshare 3", "unshare", "undo")]
    [InlineData("unquote the budget from this", "unquote", "")]
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
    public void What_ends_removes_or_takes_away_is_marked_so() =>
        Assert.Equal(["project close", "person remove", "milestone remove", "close", "digest skip", "drop quote", "leave project"], CommandTable.All.Where(s => s.Destructive).Select(s => s.Name));

    /// <summary>Whatever fingers do to any command, in any place and role: nobody is asked whether they meant something that cannot easily be taken back.</summary>
    [Fact]
    public void No_slip_ever_suggests_a_destructive_command() =>
        Gen.Select(Mangled, AnyRoles, AnyPlace, Gen.Bool).Sample((text, roles, place, addressed) =>
        {
            var sentence = Parse(text, roles, place, addressed: addressed) switch
            {
                ParseResult.NearMiss near => near.Sentence,
                ParseResult.Mistake mistake when CommandTable.Find(text).All(f => !f.Spec.Destructive) => mistake.Sentence,
                ParseResult.NotACommand talk => talk.Sentence,
                _ => "",
            };
            var help = string.Join(' ', HelpText.For(new HelpNow(roles), place == Place.Channel, text).Paragraphs);
            Assert.All(CommandTable.All.Where(s => s.Destructive), s => Assert.DoesNotContain($"`{s.Name}", sentence, StringComparison.Ordinal));
            Assert.All(CommandTable.All.Where(s => s.Destructive), s => Assert.DoesNotContain($"Did you mean `help {s.Name}", help, StringComparison.Ordinal));
            Assert.DoesNotContain("withdraw all", sentence, StringComparison.Ordinal);
        }, iter: 20_000);

    [Theory]
    [InlineData("project")]
    [InlineData("project open")]
    [InlineData("project clsoe")]
    [InlineData("projct close")]
    [InlineData("close projct")]
    [InlineData("person")]
    [InlineData("person remvoe \"Amir Khan\"")]
    [InlineData("milestone move \"X\"")]
    [InlineData("milestone rename \"X\"")]
    [InlineData("leav")]
    public void Words_near_to_a_destructive_command_never_name_it(string text)
    {
        var sentence = Parse($"/reflect {text}", Everything) switch { ParseResult.NearMiss n => n.Sentence, ParseResult.Mistake m => m.Sentence, ParseResult.NotACommand t => t.Sentence, var other => other.ToString() };
        Assert.DoesNotContain("project close", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("remove", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("leave", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Amir Kahn", "Amir Khan")]
    [InlineData("Amri", "Amir Khan")]
    [InlineData("khan", "Amir Khan")]
    [InlineData("Dele Okro", "Dele Okoro")]
    [InlineData("Zoe", null)]
    [InlineData("Zx", null)]
    public void A_name_with_a_slip_in_it_comes_near_and_finds_nothing(string typed, string? near)
    {
        string[] names = ["Amir Khan", "Dele Okoro", "Grace Adu"];
        var (found, close) = NameMatch.FindClose(names, n => n, typed);
        Assert.Null(found);
        Assert.Equal(near is null ? [] : [near], close);
    }

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
        Assert.Equal(distance, Resemblance.Distance(a, b));
        Assert.Equal(distance, Resemblance.Distance(b, a));
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
