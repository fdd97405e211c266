using System.Globalization;
using NodaTime;
using NodaTime.Text;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Application.Stores;

/// <summary>The rows of a project in its partition: readable columns, one row per item.</summary>
public static class ProjectRows
{
    /// <summary>The name under which a message about a project is remembered in the project's partition. The message names people, so it is replaced when the project's data is erased.</summary>
    /// <param name="id">The message's own id.</param>
    public static string Remember(string id) => $"about {id}";

    private static readonly LocalDatePattern Day = LocalDatePattern.Iso;
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>Key prefix of members.</summary>
    public const string Member = "member";

    /// <summary>Key prefix of milestones.</summary>
    public const string Milestone = "milestone";

    /// <summary>Key prefix of rounds.</summary>
    public const string Round = "round";

    /// <summary>Key prefix of the question sets that rounds were opened with.</summary>
    public const string Questions = "questions";

    /// <summary>Key prefix of members as they were before they were removed from the project or their role was changed.</summary>
    public const string Before = "before";

    /// <summary>Key prefix of the rows that name the person to whom a facilitator is handing over the project.</summary>
    public const string HandOver = "handover";

    /// <summary>The project's own row.</summary>
    public static PutRow Put(Project project)
    {
        var s = project.Settings;
        var columns = Place(Columns.Empty, project.Home)
            .With("Project", project.Id).With("Workspace", project.Workspace).With("Name", project.Name).With("ClosedAt", project.ClosedAt).With("ClosesAt", project.ClosesAt)
            .With("DigestDay", project.Digest is { } d ? (long)d.Day : null).With("DigestTime", project.Digest is { } t ? Clock.Format(t.Time) : null)
            .With("DigestVersion", project.Digest?.Version)
            .With("Facilitator", s.Facilitator).With("Readers", s.Readers).With("ItTeam", s.ItTeam).With("Lead", s.Lead).With("Emergency", s.Emergency).With("Country", s.Country)
            .With("Controller", s.Controller).With("KeepUntil", s.KeepUntil is { } keep ? Day.Format(keep) : null).With("Purpose", s.Purpose)
            .With("LegalBasis", s.LegalBasis).With("ChatOwner", s.ChatOwner).With("Contact", s.Contact).With("DataContact", s.DataContact)
            .With("Regulator", s.Regulator).With("Notice", s.Notice).With("Helper1", s.Helper1).With("Helper2", s.Helper2)
            .With("Helper1Person", s.Helper1Person).With("Helper2Person", s.Helper2Person).With("TextEdition", s.TextEdition == 0 ? null : (long?)s.TextEdition)
            .With("TimeZone", s.TimeZone).With("DaysOpen", s.DaysOpen).With("Minimum", s.Minimum).With("FewPeople", s.FewPeople).With("AnyHour", s.AnyHour).With("Questions", s.Questions).With("SkipsQuietWeeks", s.SkipsQuietWeeks)
            .With("PreviewsDigests", s.PreviewsDigests).With("ChecksQuotes", s.ChecksQuotes).With("Codebook", s.CodebookId == Codebook.OfTheBot ? null : s.CodebookId)
            .With("ReadersSince", s.ReadersSince.Count == 0 ? null : string.Join('\n', s.ReadersSince.Select(r => $"{r.Since.UtcDateTime:O} {r.Name}")))
            .With("Holidays", string.Join(' ', s.Holidays.Select(Day.Format)));
        return new PutRow(Keys.Self, columns);
    }

    private static NamedReader ReadReader(string line)
    {
        var (time, name) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return new(name, DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }

    /// <summary>Reads a project's own row.</summary>
    public static Project ReadProject(Row row)
    {
        var c = row.Columns;
        var settings = new ProjectSettings
        {
            Facilitator = c.Text("Facilitator"), Readers = c.Text("Readers"), ItTeam = c.Text("ItTeam"), Lead = c.Text("Lead"), Emergency = c.Text("Emergency"), Country = c.Text("Country"),
            Controller = c.Text("Controller"), KeepUntil = c.Text("KeepUntil") is { } keep ? Day.Parse(keep).Value : null, Purpose = c.Text("Purpose"),
            LegalBasis = c.Text("LegalBasis"), ChatOwner = c.Text("ChatOwner"), Contact = c.Text("Contact"), DataContact = c.Text("DataContact"),
            Regulator = c.Text("Regulator"), Notice = c.Text("Notice"), Helper1 = c.Text("Helper1"), Helper2 = c.Text("Helper2"),
            Helper1Person = c.Text("Helper1Person"), Helper2Person = c.Text("Helper2Person"), TextEdition = c.Number("TextEdition") ?? 0,
            TimeZone = c.Text("TimeZone") ?? "Europe/London", DaysOpen = (int)(c.Number("DaysOpen") ?? 14), Minimum = (int)(c.Number("Minimum") ?? 5), FewPeople = c.Flag("FewPeople"), AnyHour = c.Flag("AnyHour"), Questions = c.Text("Questions"), SkipsQuietWeeks = c.Flag("SkipsQuietWeeks"),
            PreviewsDigests = c.Flag("PreviewsDigests"), ChecksQuotes = c.Flag("ChecksQuotes"), CodebookId = c.Text("Codebook") ?? Codebook.OfTheBot,
            ReadersSince = [.. (c.Text("ReadersSince") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ReadReader)],
            Holidays = [.. (c.Text("Holidays") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => Day.Parse(d).Value)],
        };
        DigestSchedule? digest = c.Number("DigestDay") is { } day
            ? new DigestSchedule((IsoDayOfWeek)day, Clock.Parse(c.NeedText("DigestTime")).Value, c.Number("DigestVersion") ?? 0)
            : null;
        return new Project(c.NeedText("Project"), c.NeedText("Workspace"), c.NeedText("Name"), ReadPlace(c), settings, digest, c.Time("ClosedAt")) { ClosesAt = c.Time("ClosesAt") };
    }

    /// <summary>A member's row.</summary>
    public static PutRow Put(Member member)
    {
        return new PutRow(Keys.Join(Member, member.Person), Columns.Empty
            .With("Project", member.Project).With("Person", member.Person).With("Name", member.Name).With("Roles", member.Roles.ToString())
            .With("Since", member.Since).With("FacilitatorSince", member.FacilitatorSince).With("Unreachable", member.Unreachable).With("Quiet", member.Quiet)
            .With("RemovedAt", member.RemovedAt).With("EverUncounted", member.EverUncounted).With("LeftAt", member.LeftAt).With("LeftAs", member.LeftAs?.ToString()).With("RanUntil", member.RanUntil));
    }

    /// <summary>Reads a member's row.</summary>
    public static Member ReadMember(Row row)
    {
        var c = row.Columns;
        return new Member(c.NeedText("Project"), c.NeedText("Person"), c.NeedText("Name"), Enum.Parse<Roles>(c.NeedText("Roles")), c.NeedTime("Since"),
            c.Time("FacilitatorSince"), c.Flag("Unreachable"), c.Flag("Quiet"), c.Time("RemovedAt"), c.Flag("EverUncounted")) { RanUntil = c.Time("RanUntil"), LeftAt = c.Time("LeftAt"), LeftAs = c.Text("LeftAs") is { } roles ? Enum.Parse<Roles>(roles) : null };
    }

    /// <summary>A milestone's row.</summary>
    public static PutRow Put(Milestone milestone)
    {
        return new PutRow(Keys.Join(Milestone, milestone.Id), Columns.Empty
            .With("Milestone", milestone.Id).With("Name", milestone.Name).With("PlannedFor", milestone.PlannedFor is { } day ? Day.Format(day) : null)
            .With("ReachedAt", milestone.ReachedAt).With("Round", milestone.Round));
    }

    /// <summary>Reads a milestone's row.</summary>
    public static Milestone ReadMilestone(Row row)
    {
        var c = row.Columns;
        return new Milestone(c.NeedText("Milestone"), c.NeedText("Name"), c.Text("PlannedFor") is { } day ? Day.Parse(day).Value : null, c.Time("ReachedAt"), c.Text("Round"));
    }

    /// <summary>A round's row.</summary>
    public static PutRow Put(Round round)
    {
        return new PutRow(Keys.Join(Round, round.Id), Columns.Empty
            .With("Round", round.Id).With("Project", round.Project).With("Milestone", round.Milestone).With("Name", round.Name).With("OpenedAt", round.OpenedAt)
            .With("ClosesAt", round.ClosesAt).With("ClosedAt", round.ClosedAt).With("QuestionSet", round.QuestionSet)
            .With("QuestionSetHash", round.QuestionSetHash).With("Version", round.Version)
            .With("AskFrom", round.AskFrom).With("AskUntil", round.AskUntil).With("RemindedAt", round.RemindedAt)
            .With("FirstReminderMoved", round.FirstReminderMoved).With("SecondReminderMoved", round.SecondReminderMoved)
            .With("ToldUntil", round.ToldUntil).With("AgainAs", round.AgainAs).With("HadClosed", round.HadClosed).With("ClosedAsTold", round.ClosedAsTold).With("FewAreTold", round.FewAreTold is { } few ? few ? 1 : 0 : null));
    }

    /// <summary>Reads a round's row.</summary>
    public static Round ReadRound(Row row)
    {
        var c = row.Columns;
        return new Round(c.NeedText("Round"), c.NeedText("Project"), c.NeedText("Milestone"), c.NeedText("Name"), c.NeedTime("OpenedAt"), c.NeedTime("ClosesAt"),
            c.Time("ClosedAt"), c.NeedText("QuestionSet"), c.NeedText("QuestionSetHash"), c.Number("Version") ?? 0)
        {
            AskFrom = c.Time("AskFrom"), AskUntil = c.Time("AskUntil"), RemindedAt = c.Time("RemindedAt"),
            FirstReminderMoved = (int)(c.Number("FirstReminderMoved") ?? 0), SecondReminderMoved = (int)(c.Number("SecondReminderMoved") ?? 0),
            ToldUntil = c.Time("ToldUntil"), AgainAs = c.Number("AgainAs"), HadClosed = c.Flag("HadClosed"), ClosedAsTold = c.Flag("ClosedAsTold"), FewAreTold = c.Number("FewAreTold") is { } few ? few != 0 : null,
        };
    }

    /// <summary>The current question set, stored when a round opens: a later release may change the file, and an open round keeps its own questions.</summary>
    public static PutRow Put(QuestionSet set)
    {
        return new PutRow(Keys.Join(Questions, set.Hash), Columns.Empty.With("Set", set.Id).With("Json", set.Json));
    }

    /// <summary>Adds the columns of a conversation's address.</summary>
    public static Columns Place(Columns columns, ConversationAddress place)
    {
        return columns.With("Channel", place.Channel).With("ChannelWorkspace", place.Workspace).With("Conversation", place.Id).With("Shared", place.Shared).With("Thread", place.Thread);
    }

    /// <summary>Reads the columns of a conversation's address.</summary>
    public static ConversationAddress ReadPlace(Columns columns)
    {
        return new ConversationAddress(columns.NeedText("Channel"), columns.NeedText("ChannelWorkspace"), columns.NeedText("Conversation"), columns.Flag("Shared"), columns.Text("Thread"));
    }
}
