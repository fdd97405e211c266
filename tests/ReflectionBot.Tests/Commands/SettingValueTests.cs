using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Core.Projects;
using static ReflectionBot.Tests.Commands.Typing;

namespace ReflectionBot.Tests.Commands;

/// <summary>The values of settings as people type them, and the sentence for each that cannot be.</summary>
public sealed class SettingValueTests
{
    [Theory]
    [InlineData("25 December; 26 December", "2026-12-25,2026-12-26")]
    [InlineData("25 December & 26 December", "2026-12-25,2026-12-26")]
    [InlineData("24 until 26 December", "2026-12-24,2026-12-25,2026-12-26")]
    [InlineData("24 till 26 December", "2026-12-24,2026-12-25,2026-12-26")]
    [InlineData("24 - 26 December", "2026-12-24,2026-12-25,2026-12-26")]
    [InlineData("24\u201326 December", "2026-12-24,2026-12-25,2026-12-26")]
    [InlineData("24 December to 24 December", "2026-12-24")]
    [InlineData("22 to 22 November", "2027-11-22")]
    [InlineData("24 December,, 26 December,", "2026-12-24,2026-12-26")]
    [InlineData("24-12", "2026-12-24")]
    public void Holidays_are_read_as_they_are_written(string text, string days) => Assert.Equal((days, null), SettingWords.Read(Setting.Holidays, text, Today));

    [Theory]
    [InlineData("1 December to 1 January", 32)]
    [InlineData("23 October to 23 November", 32)]
    public void A_month_of_days_can_be_off_also_one_that_has_begun(string text, int days) => Assert.Equal(days, SettingWords.Read(Setting.Holidays, text, Today).Value?.Split(',').Length);

    [Theory]
    [InlineData(Setting.Holidays, "28 to 24 December", "From 28 December 2026 to 24 December 2026 is backwards.")]
    [InlineData(Setting.Holidays, "1 December to 2 January", "From 1 December 2026 to 2 January 2027 is more than a month.")]
    [InlineData(Setting.Holidays, "22 October to 23 November", "is backwards")]
    [InlineData(Setting.Holidays, "banana", "I could not read that date.")]
    [InlineData(Setting.Holidays, "24 December to banana", "I could not read that date.")]
    [InlineData(Setting.Holidays, "31 February to 24 December", "31 February does not exist.")]
    [InlineData(Setting.KeepUntil, "yesterday", "22 November 2026 has passed.")]
    [InlineData(Setting.Questions, "others", "No question set is called \"others\".")]
    [InlineData(Setting.QuietWeek, "perhaps", "In a week with nothing new I post what is agreed")]
    [InlineData(Setting.Preview, "perhaps", "`set preview on`, or `set preview off`.")]
    [InlineData(Setting.TimeZone, "Australia", "Australia has several time zones")]
    [InlineData(Setting.TimeZone, "GMT", "GMT names no city")]
    [InlineData(Setting.TimeZone, "utc+1", "utc+1 names no city")]
    [InlineData(Setting.TimeZone, "Etc/GMT-2", "Etc/GMT-2 names no city")]
    [InlineData(Setting.TimeZone, "EST5EDT", "EST5EDT names no city")]
    [InlineData(Setting.TimeZone, "BST", "BST names no city")]
    [InlineData(Setting.TimeZone, "cest", "cest names no city")]
    [InlineData(Setting.TimeZone, "aedst", "aedst names no city")]
    [InlineData(Setting.TimeZone, "Lndon", "I don't know the time zone \"Lndon\".")]
    [InlineData(Setting.TimeZone, "zzzzzzt", "I don't know the time zone \"zzzzzzt\".")]
    [InlineData(Setting.TimeZone, "t", "I don't know the time zone \"t\".")]
    [InlineData(Setting.Notice, "example", "The notice needs a web address")]
    [InlineData(Setting.Notice, "ftp://example.org/n", "The notice needs a web address")]
    [InlineData(Setting.Notice, "https://example.org/a notice", "The notice needs a web address")]
    [InlineData(Setting.Notice, "https://localhost", "The notice needs a web address")]
    [InlineData(Setting.Emergency, "the porter", "Which number can people call in danger?")]
    [InlineData(Setting.TimeZone, "none", "`time-zone` cannot be empty.")]
    [InlineData(Setting.Name, "nothing", "`name` cannot be empty.")]
    [InlineData(Setting.Controller, "none", "`controller` is needed before anybody is asked any")]
    public void What_cannot_be_says_what_to_type(Setting setting, string text, string sentence)
    {
        var (value, mistake) = SettingWords.Read(setting, text, Today);
        Assert.Null(value);
        Assert.Contains(sentence, mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Setting.QuietWeek, ProjectSetting.Nothing, "nothing", "none", "no", "empty", "n/a", "-", "\u2013", "post nothing", "skip", "no digest", "silent", "off")]
    [InlineData(Setting.QuietWeek, ProjectSetting.Post, "post", "yes", "digest", "on", "post it", "post agreed")]
    [InlineData(Setting.Preview, ProjectSetting.On, "on", "yes", "true", "please")]
    [InlineData(Setting.QuoteCheck, ProjectSetting.Off, "off", "no", "false", "none", "nothing")]
    [InlineData(Setting.Country, "", "none", "no", "empty", "-")]
    [InlineData(Setting.Regulator, "", "none")]
    [InlineData(Setting.Notice, "https://example.org/n", "https://example.org/n", "example.org/n", "<https://example.org/n>", "<example.org/n>")]
    [InlineData(Setting.Notice, "http://example.org/n", "http://example.org/n")]
    [InlineData(Setting.Emergency, "999 or 112", "999 or 112", "\u0669\u0669\u0669 or 112")]
    [InlineData(Setting.Minimum, "6", "6", "six", "six people")]
    [InlineData(Setting.TimeZone, "Europe/London", "London", "europe/london")]
    [InlineData(Setting.Controller, "University of Leeds", "University of Leeds")]
    public void Other_words_for_a_value_are_read(Setting setting, string value, params string[] typed) =>
        Assert.All(typed, t => Assert.Equal((value, null), SettingWords.Read(setting, t, Today)));

    [Fact]
    public void A_value_can_be_as_long_as_is_said()
    {
        Assert.Null(SettingWords.Read(Setting.Purpose, new string('a', SettingWords.MaxText), Today).Mistake);
        Assert.Contains("501", SettingWords.Read(Setting.Purpose, new string('a', SettingWords.MaxText + 1), Today).Mistake, StringComparison.Ordinal);
    }

    /// <summary>A mistake with several zones names four, each ready to be typed.</summary>
    [Fact]
    public void Several_time_zones_of_one_name_are_offered()
    {
        var sentence = SettingWords.Read(Setting.TimeZone, "Australia", Today).Mistake!;
        Assert.Equal(3, sentence.Split("`, `set time-zone ").Length - 1);
        var first = sentence.Split('`')[1]["set time-zone ".Length..];
        Assert.Equal((first, null), SettingWords.Read(Setting.TimeZone, first, Today));
    }
}
