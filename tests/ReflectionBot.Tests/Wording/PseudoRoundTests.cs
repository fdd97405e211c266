using Microsoft.Extensions.DependencyInjection;
using ReflectionBot.Core.Wording;
using ReflectionBot.Tests.Rounds;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Wording;

/// <summary>Whole rounds in a language that is not English: every sentence comes out of the resource files, in the language of its reader.</summary>
public sealed class PseudoRoundTests
{
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

        var left = Unaccented.In(chat.Said, text);
        Assert.True(left.Length == 0, left);
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
        Assert.Equal(["en", "en", "ar-XB", null, null], new[] { "EN-us", "en-Latn-XY-made-up", "ar-XB", "", "-" }.Select(Language.Read));
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
}
