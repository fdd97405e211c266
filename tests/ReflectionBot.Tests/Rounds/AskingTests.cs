using CsCheck;
using NodaTime;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Places;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Wording;
using ReflectionBot.Tests.Dialogs;

namespace ReflectionBot.Tests.Rounds;

/// <summary>When people are asked and reminded: by their own hours, wherever they are, and never after the round is over.</summary>
public sealed class AskingTests
{
    private static readonly IReadOnlyList<string> Ids = [.. DateTimeZoneProviders.Tzdb.Ids];

    private static readonly Gen<DateTimeOffset> Moments = Gen.Int[0, 60 * 24 * 900].Select(m => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(m));

    private static readonly Gen<(Project Project, Round Round, DateTimeZone Zone)> Worlds =
        Gen.Select(Moments, Gen.Int[0, Ids.Count - 1], Gen.Int[0, Ids.Count - 1], Gen.Int[1, 30], Gen.Int[0, 20].Array[0, 12]).Select((opened, home, own, days, holidays) =>
        {
            var first = LocalDate.FromDateTime(opened.UtcDateTime);
            var sample = Sample.Project();
            var project = sample with { Settings = sample.Settings with { TimeZone = Ids[home], DaysOpen = days, AnyHour = false, Holidays = [.. holidays.Select(first.PlusDays)] } };
            var round = new Round("r1", project.Id, "m1", "Kick-off", opened, RoundCalendar.Closing(project, opened), null, "gibbs-en", "x", 1);
            return (project, round, DateTimeZoneProviders.Tzdb[Ids[own]]);
        });

    [Fact]
    public void Everybody_is_asked_in_their_own_working_hours_or_at_once_where_the_round_would_be_over() => Gen.Select(Worlds, Gen.Int[0, 60 * 24 * 20]).Sample((world, later) =>
    {
        var (project, round, zone) = world;
        var now = round.OpenedAt.AddMinutes(later);
        var at = RoundCalendar.AskAt(project, round, zone, now);
        Assert.True(at >= now);
        Assert.True(at == now || at < round.ClosesAt);
        var local = Dates.Local(at, zone);
        var isWorking = local.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !project.Settings.Holidays.Contains(local.Date) && local.TimeOfDay >= new LocalTime(9, 0) && local.Hour < 17;
        Assert.True(isWorking || RoundCalendar.PromptAt(project.Settings, zone, now) >= round.ClosesAt, $"{local} in {zone.Id}");
    });

    [Fact]
    public void Reminders_that_came_stay_and_those_ahead_move_with_the_closing() => Gen.Select(Worlds, Gen.Int[0, 60 * 24 * 30], Gen.Int[1, 90]).Sample((world, later, by) =>
    {
        var (project, round, _) = world;
        var zone = Zones.Of(project);
        var since = new[] { round.OpenedAt.AddMinutes(later), round.ClosesAt }.Min();
        var closes = RoundCalendar.ClosingOn(project, Dates.Local(round.ClosesAt, zone).Date.PlusDays(by));
        var moved = RoundCalendar.Moved(project, round, closes, since);
        var (before, after) = (RoundCalendar.Reminders(project, round, zone), RoundCalendar.Reminders(project, moved, zone));
        Assert.Equal(before.Where(r => r.At <= since), after.Where(r => r.At <= since));
        var days = Period.DaysBetween(Dates.Local(round.ClosesAt, zone).Date, Dates.Local(closes, zone).Date);
        var opened = Dates.Local(round.OpenedAt, zone).Date;
        Assert.All(after.Where(r => r.At > since), r =>
        {
            Assert.Equal(RoundCalendar.WorkingDay(project.Settings, opened.PlusDays((r.Number == 1 ? 6 : 10) + days)), Dates.Local(r.At, zone).Date);
            Assert.True(r.At < closes);
        });
        Assert.Equal(moved, RoundCalendar.Moved(project, moved, closes, since));
    });

    [Theory]
    [InlineData("Europe/London", "Europe/London")]
    [InlineData("Asia/Calcutta", "Asia/Calcutta")]
    [InlineData("US/Pacific", "US/Pacific")]
    [InlineData("us/pacific", "US/Pacific")]
    [InlineData(" Pacific/Auckland ", "Pacific/Auckland")]
    [InlineData("New Zealand Standard Time", "Pacific/Auckland")]
    [InlineData("GMT Standard Time", "Europe/London")]
    [InlineData("UTC+05:30", "UTC+05:30")]
    [InlineData("Etc/GMT+12", "Etc/GMT+12")]
    [InlineData("Mars/Phobos", null)]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    [InlineData("UTC+99:99", null)]
    [InlineData("../../etc/localtime", null)]
    [InlineData("Europe/London\0", null)]
    public void Zones_go_by_all_the_names_that_clients_have_for_them(string? name, string? zone) => Assert.Equal(zone, Zones.Find(name)?.Id);

    [Fact]
    public void Whose_zone_nobody_knows_lives_by_the_projects()
    {
        var project = Sample.Project() with { Settings = Sample.Project().Settings with { TimeZone = "Europe/Paris" } };
        var person = new Person("p1", "w", "Amir", null);
        Assert.All(new[] { null, "", "Mars/Phobos", new string('x', 5_000) }, odd => Assert.Equal("Europe/Paris", Zones.Of(person with { TimeZone = odd }, project).Id));
        Assert.Equal("US/Pacific", Zones.Of(person with { TimeZone = "US/Pacific" }, project).Id);
    }
}
