using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Wording;
using ReflectionBot.Tests.Docs;
using ReflectionBot.Tests.Rounds;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Wording;

/// <summary>Whole rounds in a language that is not English: every sentence comes out of the resource files, in the language of its reader.</summary>
public sealed partial class PseudoRoundTests
{
    private const string Calendar = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr Jun Jul Aug Sept Oct Nov Dec Europe London";

    [Theory]
    [InlineData("whole-round")]
    [InlineData("ways-out")]
    [InlineData("taking-back")]
    [InlineData("held")]
    public async Task A_round_is_played_in_another_language(string script)
    {
        var (text, start) = await ScriptTests.ReadAsync(script);
        await using var bot = await TestBot.StartAsync(start, services => services.AddSingleton(new DefaultLanguage(PseudoLanguage.Tag)));
        var chat = new PseudoDriver(bot.Chat);
        await new Script(chat, bot).PlayAsync(text);

        // The sample project's settings and names; what people wrote or are called, what they type, the questions and the themes are no sentences of the bot's code.
        var files = typeof(QuestionSet).Assembly.GetManifestResourceNames().Where(n => n.EndsWith(".json", StringComparison.Ordinal)).Select(Read);
        var known = Word().Matches(string.Join(' ', [text, Calendar, Repository.Read("src/ReflectionBot/Channels/Web/TryOut/TryOutSeed.cs"), .. files])).Select(w => w.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var left = chat.Said.Select(s => Typed().Replace(s, " ")).SelectMany(s => Word().Matches(s).Select(w => w.Value).Where(w => !known.Contains(w)).Select(w => (Word: w, In: s))).DistinctBy(w => w.Word).Select(w => $"{w.Word}: {w.In}").ToList();
        Assert.True(left.Count == 0, string.Join('\n', left.Take(20)));
    }

    [Fact]
    public async Task Each_reads_their_own_language_as_their_chat_program_says_it()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< Reflection on Focus groups complete is open until
            ana< ...
            amir< Before you start
            bea< Before you start
            """);
        bot.Chat.Locales["amir"] = PseudoLanguage.Tag;
        bot.Chat.Locales["bea"] = "en-GB";
        await bot.Script.PlayAsync($"""
            amir> read first
            amir< {PseudoLanguage.Dress("Take the time you need.").TrimEnd('\u200F').TrimEnd('~')}
            bea> read first
            bea< Take the time you need. I ask nothing until you agree.
            """);
        Assert.Equal(["en", "en-XA", null, null], new[] { "en-GB", "en-XA", "xx-YY", "no such language!" }.Select(Language.Read));
    }

    [Fact]
    public async Task What_one_does_is_told_to_others_in_their_own_language()
    {
        string Dressed(string sentence) => PseudoLanguage.Dress(sentence).TrimEnd('\u200F').TrimEnd('~');
        await using var bot = await TestBot.StartAsync();
        bot.Chat.Locales["dele"] = PseudoLanguage.Tag;
        bot.Chat.Locales["ana"] = PseudoLanguage.Tag;
        // By a job, in nobody's step: the numbers to a facilitator, whatever the channel reads.
        await bot.Script.PlayAsync($"""
            dele> hello
            dele< ...
            channel> ana: start "Focus groups complete"
            channel< Reflection on Focus groups complete is open until
            ana< {Dressed("Round open:")} Focus groups complete
            dele< ...
            """);

        // By somebody's command, to whom it is about; and what they do, to the facilitator.
        bot.Chat.Locales["ana"] = "en-GB";
        await bot.Script.PlayAsync($"""
            ana> person role "Dele Okoro" lead
            ana< Dele Okoro is now lead.
            dele< Ana Silva {Dressed("made you")}
            dele> leave project
            dele< ...
            dele> yes
            dele< ...
            ana< Dele Okoro has left
            """);
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(QuestionSet).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("(?<![A-Za-z])[A-Za-z]{3,}(?![A-Za-z])")]
    private static partial Regex Word();

    [GeneratedRegex("`[^`]*`|https?://\\S+")]
    private static partial Regex Typed();
}
