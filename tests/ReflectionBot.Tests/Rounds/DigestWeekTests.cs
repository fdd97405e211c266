using System.Globalization;
using CsCheck;
using NodaTime;
using NodaTime.Text;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;
using ReflectionBot.Tests.Dialogs;

namespace ReflectionBot.Tests.Rounds;

/// <summary>When authors are asked about their quotes, when facilitators see a digest, and when it is posted: over weekends, days off and both changes of the clock.</summary>
public sealed class DigestWeekTests
{
    private static readonly string[] Ids = [.. DateTimeZoneProviders.Tzdb.Ids];

    [Theory]
    [InlineData("2026-11-30 09:00", "", "2026-11-24 09:00", "2026-11-27 09:00")] // Monday: over the weekend before.
    [InlineData("2026-12-04 16:30", "", "2026-11-30 16:30", "2026-12-03 16:30")] // Friday.
    [InlineData("2026-12-28 09:00", "2026-12-25", "2026-12-21 09:00", "2026-12-24 09:00")]
    [InlineData("2027-01-04 09:00", "2026-12-25 2026-12-28 2027-01-01", "2026-12-24 09:00", "2026-12-31 09:00")]
    [InlineData("2026-11-29 11:00", "", "2026-11-24 11:00", "2026-11-27 11:00")] // A Sunday that somebody chose.
    [InlineData("2026-10-26 09:00", "", "2026-10-20 09:00", "2026-10-23 09:00")] // The clocks go back on the Sunday between.
    [InlineData("2027-03-29 09:00", "", "2027-03-23 09:00", "2027-03-26 09:00")] // They go forward.
    [InlineData("2027-03-29 01:30", "", "2027-03-23 01:30", "2027-03-26 01:30")]
    public void Each_step_is_at_the_same_local_hour_on_a_working_day(string posts, string holidays, string asks, string looks)
    {
        var project = Project(s => s with { PreviewsDigests = true, ChecksQuotes = true, Holidays = [.. holidays.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => LocalDatePattern.Iso.Parse(d).Value)] });
        var week = DigestWeek.Of(project, At(project, posts));
        Assert.Equal((At(project, asks), At(project, looks), At(project, posts)), (week.AsksAt, week.LooksAt, week.PostsAt));
    }

    [Fact]
    public void Without_a_preview_a_digest_is_made_when_it_is_posted_and_without_a_quote_check_nobody_is_asked()
    {
        var project = Project(s => s);
        var posts = At(project, "2026-11-30 09:00");
        Assert.Equal(new DigestWeek(null, posts, posts), DigestWeek.Of(project, posts));
        Assert.Equal(new DigestWeek(null, At(project, "2026-11-27 09:00"), posts), DigestWeek.Of(Project(s => s with { PreviewsDigests = true }), posts));
        Assert.Equal(new DigestWeek(At(project, "2026-11-25 09:00"), posts, posts), DigestWeek.Of(Project(s => s with { ChecksQuotes = true }), posts));
    }

    [Fact]
    public void Wherever_a_project_is_the_steps_come_in_order_and_on_working_days() =>
        Gen.Select(Gen.Int[0, 60 * 24 * 900], Gen.Int[0, Ids.Length - 1], Gen.Int[-20, 0].Array[0, 12], Gen.Bool).Sample((minutes, zone, holidays, anyHour) =>
        {
            var posts = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes);
            var day = LocalDate.FromDateTime(posts.UtcDateTime);
            var project = Project(s => s with { PreviewsDigests = true, ChecksQuotes = true, TimeZone = Ids[zone], AnyHour = anyHour, Holidays = [.. holidays.Select(day.PlusDays)] });
            var week = DigestWeek.Of(project, posts);
            Assert.True(week.AsksAt < week.LooksAt && week.LooksAt < week.PostsAt);
            foreach (var at in new[] { week.AsksAt!.Value, week.LooksAt })
            {
                var local = Dates.Local(at, Zones.Of(project));
                Assert.True(anyHour || (local.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !project.Settings.Holidays.Contains(local.Date)), $"{local}");
            }
        });

    private static Project Project(Func<ProjectSettings, ProjectSettings> with)
    {
        var sample = Sample.Project();
        return sample with { Settings = with(sample.Settings with { TimeZone = "Europe/London", AnyHour = false, Holidays = [] }) };
    }

    private static DateTimeOffset At(Project project, string local) =>
        Zones.Of(project).AtLeniently(LocalDateTime.FromDateTime(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))).ToInstant().ToDateTimeOffset();
}
