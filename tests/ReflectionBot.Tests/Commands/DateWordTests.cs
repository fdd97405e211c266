using CsCheck;
using NodaTime;
using NodaTime.Text;
using ReflectionBot.Application.Commands.Grammar.Phrases;
using static ReflectionBot.Tests.Commands.Typing;

namespace ReflectionBot.Tests.Commands;

public class DateWordTests
{
    [Theory]
    [InlineData("14 December", "2026-12-14")]
    [InlineData("14 Dec", "2026-12-14")]
    [InlineData("14dec", "2026-12-14")]
    [InlineData("the 14th of December", "2026-12-14")]
    [InlineData("14th of Dec.", "2026-12-14")]
    [InlineData("Dec 14", "2026-12-14")]
    [InlineData("December 14 2026", "2026-12-14")]
    [InlineData("December 14th, 2026", "2026-12-14")]
    [InlineData("2026-12-14", "2026-12-14")]
    [InlineData("14/12/2026", "2026-12-14")]
    [InlineData("14/12/26", "2026-12-14")]
    [InlineData("14/12", "2026-12-14")]
    [InlineData("3/4", "2027-04-03")]
    [InlineData("14.12.2026", "2026-12-14")]
    [InlineData("14.12.", "2026-12-14")]
    [InlineData("on Monday 14 December", "2026-12-14")]
    [InlineData("\"14\u00A0December\"", "2026-12-14")]
    [InlineData("Sept 3", "2027-09-03")]
    [InlineData("23 November", "2026-11-23")]
    [InlineData("22 November", "2027-11-22")]
    [InlineData("today", "2026-11-23")]
    [InlineData("Tomorrow.", "2026-11-24")]
    [InlineData("monday", "2026-11-30")]
    [InlineData("next monday", "2026-11-30")]
    [InlineData("Weds", "2026-11-25")]
    [InlineData("in 3 days", "2026-11-26")]
    [InlineData("in two weeks", "2026-12-07")]
    [InlineData("in a month", "2026-12-23")]
    [InlineData("next week", "2026-11-30")]
    [InlineData("29 Feb 2028", "2028-02-29")]
    [InlineData("14 December,2026", "2026-12-14")]
    [InlineData("this friday", "2026-11-27")]
    [InlineData("next Thurs.", "2026-11-26")]
    [InlineData("next month", "2026-12-23")]
    [InlineData("next year", "2027-11-23")]
    [InlineData("in a year", "2027-11-23")]
    [InlineData("in 0 days", "2026-11-23")]
    [InlineData("1 January", "2027-01-01")]
    [InlineData("23 November 2031", "2031-11-23")]
    public void Dates_are_read(string text, string iso) =>
        Assert.Equal(new DateReading.Found(LocalDatePattern.Iso.Parse(iso).Value), DateWords.Parse(text, Today));

    [Theory]
    [InlineData("31 February", "31 February does not exist. Try `on 28 Feb` or `on 2027-02-28`.")]
    [InlineData("29 Feb", "29 February 2027 does not exist. Try `on 28 Feb` or `on 2028-02-29`.")]
    [InlineData("29 Feb 2027", "29 February 2027 does not exist. Try `on 28 Feb` or `on 2028-02-29`.")]
    [InlineData("31/4", "31 April does not exist. Try `on 30 Apr` or `on 2027-04-30`.")]
    [InlineData("31 June 2020", "31 June 2020 does not exist. Try `on 30 Jun` or `on 2027-06-30`.")]
    [InlineData("14 December 2025", "14 December 2025 has passed. Try `on 14 Dec 2026` or `on 2026-12-14`.")]
    [InlineData("yesterday", "22 November 2026 has passed. Try `on 22 Nov 2027` or `on 2027-11-22`.")]
    [InlineData("14 December 2040", "14 December 2040 is more than 5 years away. Please check the year.")]
    [InlineData("12/14/2026", "There is no month 14. I read the day first. Try `on 14 Dec`.")]
    [InlineData("24 November 2031", "24 November 2031 is more than 5 years away. Please check the year.")]
    [InlineData("in 100 years", "23 November 2126 is more than 5 years away. Please check the year.")]
    [InlineData("1/14", "There is no month 14. I read the day first. Try `on 14 Jan`.")]
    [InlineData("12/14/2020", "There is no month 14. I read the day first. Try `on 14 Dec` or `on 2026-12-14`.")]
    [InlineData("14/0", "There is no month 0. Try `on 14 Dec` or `on 2026-12-14`.")]
    [InlineData("0 December", "0 December does not exist. Try `on 31 Dec` or `on 2026-12-31`.")]
    [InlineData("Tuesday 31 February", "31 February does not exist. Try `on 28 Feb` or `on 2027-02-28`.")]
    [InlineData("12/14/2028", "There is no month 14. I read the day first. Try `on 14 Dec 2028`.")]
    [InlineData("31 June 2028", "31 June 2028 does not exist. Try `on 30 Jun 2028` or `on 2028-06-30`.")]
    [InlineData("2026-13-01", "There is no month 13. Try `on 14 Dec` or `on 2026-12-14`.")]
    [InlineData("Tuesday 14 December", "14 December 2026 is a Monday, not a Tuesday. Try `on 2026-12-14` if the date is right.")]
    public void A_date_that_cannot_be_says_what_to_type(string text, string sentence) =>
        Assert.Equal(new DateReading.Wrong(sentence), DateWords.Parse(text, Today));

    [Theory]
    [InlineData("housing")]
    [InlineData("14 banana")]
    [InlineData("may")]
    [InlineData("")]
    [InlineData("in 3 parsecs")]
    [InlineData("in some days")]
    [InlineData("in 101 years")]
    [InlineData("next")]
    [InlineData("next banana")]
    [InlineData("monday banana")]
    public void Other_words_are_no_date(string text) => Assert.IsType<DateReading.NoDate>(DateWords.Parse(text, Today));

    [Fact]
    public void No_date_is_in_the_past_or_too_far() =>
        Gen.Select(Dates, Day).Sample((text, today) =>
        {
            if (DateWords.Parse(text, today) is DateReading.Found(var date))
            {
                Assert.InRange(date, today, today.PlusYears(5));
            }
        }, iter: 5_000);

    [Fact]
    public void What_a_mistake_says_to_type_is_a_date() =>
        Gen.Select(Dates, Day).Sample((text, today) =>
        {
            var sentence = DateWords.Parse(text, today) switch { DateReading.Wrong(var s) => s, DateReading.NoDate(var s) => s, _ => "" };
            foreach (var typed in sentence.Split('`').Where((_, i) => i % 2 == 1))
            {
                Assert.IsType<DateReading.Found>(DateWords.Parse(typed, today));
            }
        }, iter: 5_000);

    [Fact]
    public void A_date_said_in_full_comes_back() =>
        Gen.Select(Day, Gen.Int[0, 1800]).Sample((today, ahead) =>
        {
            var date = today.PlusDays(ahead);
            foreach (var pattern in new[] { "uuuu-MM-dd", "d MMMM uuuu", "d MMM uuuu", "dd/MM/uuuu", "d.M.uuuu", "MMMM d uuuu", "dddd d MMMM uuuu" })
            {
                Assert.Equal(new DateReading.Found(date), DateWords.Parse(LocalDatePattern.CreateWithInvariantCulture(pattern).Format(date), today));
            }
        });

    [Theory]
    [InlineData("9", "09:00")]
    [InlineData("9:00", "09:00")]
    [InlineData("09:00", "09:00")]
    [InlineData("at 9am", "09:00")]
    [InlineData("9.30", "09:30")]
    [InlineData("9:30 PM", "21:30")]
    [InlineData("9 a.m.", "09:00")]
    [InlineData("17:00", "17:00")]
    [InlineData("1730", "17:30")]
    [InlineData("noon", "12:00")]
    [InlineData("At noon.", "12:00")]
    [InlineData("midday", "12:00")]
    [InlineData("at midday", "12:00")]
    [InlineData("midnight", "00:00")]
    [InlineData("at midnight", "00:00")]
    [InlineData("0am", null)]
    [InlineData("1 am", "01:00")]
    [InlineData("12:59 pm", "12:59")]
    [InlineData("23:59", "23:59")]
    [InlineData("9h30", "09:30")]
    [InlineData("12am", "00:00")]
    [InlineData("12pm", "12:00")]
    [InlineData("9 o'clock", "09:00")]
    [InlineData("24:00", null)]
    [InlineData("9:60", null)]
    [InlineData("13pm", null)]
    [InlineData("nine-ish", null)]
    public void Times_are_read(string text, string? time) =>
        Assert.Equal(time is null ? null : LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).Value, TimeWords.Parse(text));

    [Theory]
    [InlineData("Mon", IsoDayOfWeek.Monday)]
    [InlineData("tue", IsoDayOfWeek.Tuesday)]
    [InlineData("Tues", IsoDayOfWeek.Tuesday)]
    [InlineData("wed", IsoDayOfWeek.Wednesday)]
    [InlineData("weds", IsoDayOfWeek.Wednesday)]
    [InlineData("thu", IsoDayOfWeek.Thursday)]
    [InlineData("thur", IsoDayOfWeek.Thursday)]
    [InlineData("Fri", IsoDayOfWeek.Friday)]
    [InlineData("sat", IsoDayOfWeek.Saturday)]
    [InlineData("sun", IsoDayOfWeek.Sunday)]
    [InlineData(" Wednesday ", IsoDayOfWeek.Wednesday)]
    [InlineData("thursdays", IsoDayOfWeek.Thursday)]
    [InlineData("thurs.", IsoDayOfWeek.Thursday)]
    [InlineData("SUNDAY", IsoDayOfWeek.Sunday)]
    [InlineData("someday", null)]
    [InlineData("", null)]
    public void Weekdays_are_read(string text, IsoDayOfWeek? day) => Assert.Equal(day, WeekdayWords.Parse(text));

    [Theory]
    [InlineData("14", 14)]
    [InlineData("fourteen", 14)]
    [InlineData("a day", 1)]
    [InlineData("10 days", 10)]
    [InlineData("10d", 10)]
    [InlineData("week", 7)]
    [InlineData("2w", 14)]
    [InlineData("a wk", 7)]
    [InlineData("3 wks", 21)]
    [InlineData("two weeks", 14)]
    [InlineData("fortnight", 14)]
    [InlineData("a fortnight", 14)]
    [InlineData("two fortnights", 28)]
    [InlineData("twenty one days", 21)]
    [InlineData("twenty-one days", 21)]
    [InlineData("twenty one", 21)]
    [InlineData("a week and three days", 10)]
    [InlineData("a week and three", null)]
    [InlineData("3 months", null)]
    [InlineData("some days", null)]
    [InlineData("days", null)]
    [InlineData("and", null)]
    [InlineData("", null)]
    public void Spans_of_days_are_read(string text, int? days) => Assert.Equal(days, DayCount.Parse(text));

    private static readonly Gen<LocalDate> Day = Gen.Int[0, 40_000].Select(n => new LocalDate(1999, 12, 31).PlusDays(n));

    private static readonly Gen<string> Dates = Gen.OneOf(
        Gen.Select(Gen.Int[0, 32], Typing.Any("Jan", "february", "Feb", "April", "Dec", "May"), Typing.Any("", " 2024", " 2028", " 2040", " 0000", " 9999", " 26")).Select((d, m, y) => $"{d} {m}{y}"),
        Gen.Select(Gen.Int[0, 33], Gen.Int[0, 14], Typing.Any("", "/2027", "/28", "/0001")).Select((d, m, y) => $"{d}/{m}{y}"),
        Gen.Select(Gen.Int[0, 9999], Typing.Any("days", "weeks", "months")).Select((n, u) => $"in {n} {u}"),
        Typing.Any("today", "tomorrow", "yesterday", "monday", "next sunday", "next week", "next month", "monday 29 feb", "banana"),
        AnyText);
}
