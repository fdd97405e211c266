using CsCheck;
using NodaTime;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Digests;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.Milestones;
using ReflectionBot.Application.Commands.Own;
using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Commands.Rounds;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;
using static ReflectionBot.Tests.Commands.Typing;

namespace ReflectionBot.Tests.Commands;

public class CommandParserTests
{
    [Theory]
    [InlineData("start \"Focus groups complete\"")]
    [InlineData("/reflect start \"Focus groups complete\"")]
    [InlineData("/reflect   START  \u201CFocus groups complete\u201D")]
    [InlineData("@ReflectionBot start \u201EFocus groups complete\u201C.")]
    [InlineData("<at>ReflectionBot</at>\u00A0start \u00ABFocus groups complete\u00BB")]
    [InlineData("@ReflectionBot: /reflect start 'Focus groups complete'")]
    [InlineData("start \u2018Focus groups complete\u2019")]
    [InlineData("start Focus groups complete")]
    [InlineData("start Focus groups complete.")]
    [InlineData("start \"Focus groups complete")]
    [InlineData("start \u201CFocus groups complete\"")]
    [InlineData("start Focus\u00A0groups\t complete\"")]
    [InlineData("\u200Bst\u200Bart \"Focus groups\u200B complete\"\uFEFF")]
    [InlineData("start\uFF02Focus groups complete\uFF02")]
    [InlineData("`start \"Focus groups complete\"`")]
    [InlineData("Start: \"Focus\r\ngroups complete\"")]
    public void However_it_is_typed_the_same_milestone_is_started(string text) =>
        Assert.Equal(new StartRound("Focus groups complete"), Command(text));

    [Theory]
    [InlineData("invite Siobhan O'Neill", "Siobhan O'Neill")]
    [InlineData("invite O\u2019Neill", "O\u2019Neill")]
    [InlineData("invite 'Siobhan O'Neill'", "Siobhan O'Neill")]
    [InlineData("link \"Dr. J. Okoro\"", "Dr. J. Okoro")]
    [InlineData("invite 'tis Maya", "'tis Maya")]
    [InlineData("invite \"Maya \"Mo\" Brooks\"", "Maya \"Mo\" Brooks")]
    [InlineData("invite \"\u0645\u06CC\u200C\u0622\"", "\u0645\u06CC\u200C\u0622")]
    public void Names_keep_their_own_marks(string text, string name) => Assert.Equal(new Invite(name), Command(text));

    [Theory]
    [InlineData("milestone add Analysis workshop on 14 December", "Analysis workshop", 2026, 12, 14)]
    [InlineData("milestone add \"Analysis workshop\" on 14 December", "Analysis workshop", 2026, 12, 14)]
    [InlineData("milestone add \"Analysis workshop\", on 14/12", "Analysis workshop", 2026, 12, 14)]
    [InlineData("milestone add \"Training on housing on Monday\" on 2027-01-05", "Training on housing on Monday", 2027, 1, 5)]
    [InlineData("milestone add Training on housing on 5 January", "Training on housing", 2027, 1, 5)]
    [InlineData("Milestone Add \u201CThe patients\u2019 views\u201D tomorrow!", "The patients\u2019 views", 2026, 11, 24)]
    [InlineData("milestone add 'The patients' views' on tomorrow", "The patients' views", 2026, 11, 24)]
    public void Milestones_come_with_a_date(string text, string name, int year, int month, int day) =>
        Assert.Equal(new AddMilestone(name, new LocalDate(year, month, day)), Command(text));

    [Theory]
    [InlineData("milestone add Training on housing", "Training on housing")]
    [InlineData("milestone add \"Training on 14 December\"", "Training on 14 December")]
    [InlineData("add milestone Analysis workshop", "Analysis workshop")]
    public void Milestones_come_without_a_date(string text, string name) => Assert.Equal(new AddMilestone(name, null), Command(text));

    [Theory]
    [InlineData("person add \"Maya Brooks\"", Roles.Collaborator)]
    [InlineData("person add Maya Brooks as lead", Roles.Lead)]
    [InlineData("person add \"Maya Brooks\" as Facilitator and collaborator", Roles.Facilitator | Roles.Collaborator)]
    [InlineData("person add \"Maya Brooks\" lead, collaborator", Roles.Lead | Roles.Collaborator)]
    public void People_come_with_roles(string text, Roles roles) => Assert.Equal(new AddPerson("Maya Brooks", roles), Command(text));

    /// <summary>A chat program knows people by their addresses: alone, or where a name would stand, an address says who is meant.</summary>
    [Theory]
    [InlineData("person add bea@example.org", "bea@example.org")]
    [InlineData("person add “bea@example.org”", "bea@example.org")]
    [InlineData("person add 'bea@example.org' as collaborator", "bea@example.org")]
    [InlineData("person add amir@example.org and bea@example.org", "amir@example.org/bea@example.org")]
    [InlineData("person add amir@example.org, bea@example.org and carys@example.org.", "amir@example.org/bea@example.org/carys@example.org")]
    [InlineData("person add Amir Khan and bea@example.org", "Amir Khan/bea@example.org")]
    [InlineData("person add <@U1>, bea@example.org", "<@U1>/bea@example.org")]
    [InlineData("person add \"Amir Khan\" and bea@example.org as collaborator", "Amir Khan/bea@example.org")]
    [InlineData("person add bea@example.org and <@U1>", "bea@example.org/<@U1>")]
    [InlineData("person add bea@example.org <@U1>", "bea@example.org/<@U1>")]
    public void An_address_in_the_place_of_a_name_says_who_is_meant(string text, string names) => Assert.Equal(names, Command(text) switch
    {
        AddPerson { Mail: null, ByLink: false } one => one.Name,
        AddPeople { ByLink: false } several => string.Join('/', several.Names),
        var other => other.ToString(),
    });

    [Theory]
    [InlineData("person add \"Bea Novak\" bea@example.org")]
    [InlineData("person add Bea Novak <bea@example.org>")]
    [InlineData("person add Bea Novak, bea@example.org")]
    [InlineData("person add bea@example.org \"Bea Novak\"")]
    [InlineData("person add \"Bea Novak\" by mail at bea@example.org as collaborator")]
    public void An_address_beside_a_name_is_where_to_write(string text) => Assert.Equal(new AddPerson("Bea Novak", Roles.Collaborator, true, "bea@example.org"), Command(text));

    [Theory]
    [InlineData("person role \"Maya Brooks\" facilitator")]
    [InlineData("person role Maya Brooks facilitator")]
    [InlineData("person role Maya Brooks as a facilitator.")]
    public void Roles_change(string text) => Assert.Equal(new ChangeRole("Maya Brooks", Roles.Facilitator), Command(text));

    public static TheoryData<string, Command> Others => new()
    {
        { "extend to 8 December", new ExtendTo(new LocalDate(2026, 12, 8)) },
        { "extend until friday", new ExtendTo(new LocalDate(2026, 11, 27)) },
        { "extend by 3 days", new ExtendBy(3) },
        { "extend two weeks", new ExtendBy(14) },
        { "digest schedule every Monday at 9am", new ScheduleDigest(IsoDayOfWeek.Monday, new LocalTime(9, 0)) },
        { "digest schedule 17:30 fri", new ScheduleDigest(IsoDayOfWeek.Friday, new LocalTime(17, 30)) },
        { "agreed share notes within two days", new RecordAgreed("share notes within two days") },
        { "agreed list of actions goes to all", new RecordAgreed("list of actions goes to all") },
        { "agreed done \"share notes\"", new FinishAgreed("share notes") },
        { "agreed list", new ListAgreed() },
        { "set keep until to 31/7/2036", new SetSetting(Setting.KeepUntil, "2036-07-31") },
        { "set time-zone europe/london", new SetSetting(Setting.TimeZone, "Europe/London") },
        { "set time zone America/New York", new SetSetting(Setting.TimeZone, "America/New_York") },
        { "set holidays 25 December, 26 Dec and 1 January", new SetSetting(Setting.Holidays, "2026-12-25,2026-12-26,2027-01-01") },
        { "set holidays 24 to 26 and 28 December", new SetSetting(Setting.Holidays, "2026-12-24,2026-12-25,2026-12-26,2026-12-28") },
        { "set holidays 24, 27 to 28 December", new SetSetting(Setting.Holidays, "2026-12-24,2026-12-27,2026-12-28") },
        { "set holidays 24-26 December", new SetSetting(Setting.Holidays, "2026-12-24,2026-12-25,2026-12-26") },
        { "set holidays 24th-26th and Monday 28th December", new SetSetting(Setting.Holidays, "2026-12-24,2026-12-25,2026-12-26,2026-12-28") },
        { "set holidays 2026-12-24, 26/12/2026", new SetSetting(Setting.Holidays, "2026-12-24,2026-12-26") },
        { "set holidays 22 to 24 November", new SetSetting(Setting.Holidays, "2026-11-22,2026-11-23,2026-11-24") },
        { "set holidays 30 December to 2 January", new SetSetting(Setting.Holidays, "2026-12-30,2026-12-31,2027-01-01,2027-01-02") },
        { "set holidays none", new SetSetting(Setting.Holidays, "") },
        { "set days-open = 10 days", new SetSetting(Setting.DaysOpen, "10") },
        { "set legal basis: \"public task\"", new SetSetting(Setting.LegalBasis, "public task") },
        { "set notice <https://example.org/n>", new SetSetting(Setting.Notice, "https://example.org/n") },
        { "help start", new ShowHelp("start") },
        { "help `milestone add`", new ShowHelp("milestone add") },
        { "help begin", new ShowHelp("start") },
        { "close.", new CloseRound() },
        { "Close the round", new CloseRound() },
        { "hi!", new SayHello() },
        { "say to team \"One.\n\nTwo.\"", new DialogCommand(CollaboratorAction.SayToTeam, "One.\n\nTwo.") },
        { "share 3 quote, no name", new DialogCommand(CollaboratorAction.Share, "3 quote-no-name") },
        { "share 3 me and Ana", new DialogCommand(CollaboratorAction.Share, "3 facilitator ana") },
        { "withdraw", new DialogCommand(CollaboratorAction.Withdraw) },
        { "withdraw ALL", new DialogCommand(CollaboratorAction.Withdraw, "all") },
        { "get help now", new DialogCommand(CollaboratorAction.GetHelp) },
        { "Help me please", new DialogCommand(CollaboratorAction.GetHelp) },
        { "delete my answers", new DialogCommand(CollaboratorAction.Withdraw) },
        { "help me", new DialogCommand(CollaboratorAction.GetHelp) },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Commands_are_read(string text, Command expected) => Assert.Equal(expected, Command(text));

    [Fact]
    public void Setup_takes_a_name_or_none()
    {
        Assert.Equal(new SetUp("Housing priorities"), Command("set up Housing priorities", Place.Direct));
        Assert.Equal(new SetUp(null), Command("setup", Place.Channel));
    }

    [Theory]
    [InlineData("milestone add \"Analysis workshop\" on 31 feb", "31 February does not exist. Try `on 28 Feb` or `on 2027-02-28`.")]
    [InlineData("milestone add Analysis workshop on 31 feb", "31 February does not exist. Try `on 28 Feb` or `on 2027-02-28`.")]
    [InlineData("extend to 31 feb", "31 February does not exist. Try `to 28 Feb` or `to 2027-02-28`.")]
    [InlineData("start", "Something is missing. For example `start \"Focus groups complete\"`.")]
    [InlineData("start \"\u200B \"", "Something is missing. For example `start \"Focus groups complete\"`.")]
    [InlineData("extend 3", "Is that a number of days? Type `extend by 3 days`, or a date, for example `extend to 14 December`.")]
    [InlineData("person add \"Ana\" as lead and facilitator", "Facilitator and lead are different people in a project. Choose one of the two. Either can also be a collaborator.")]
    [InlineData("person add Ana as boss", "I don't know the role \"boss\". It can be collaborator, facilitator or lead. For example `person add \"Maya Brooks\" as collaborator`.")]
    [InlineData("set countri UK", "I don't know the setting \"countri\". Did you mean `set country`?")]
    [InlineData("set keep-until 31 feb", "31 February does not exist. Try `set keep-until 28 Feb` or `set keep-until 2027-02-28`.")]
    [InlineData("set days-open 500", "A round can be open for 1 to 90 days. Try `set days-open 14`.")]
    [InlineData("digest schedule 09:00", "On which day of the week? For example `digest schedule Monday 09:00`.")]
    [InlineData("digest schedule Monday", "At what time on Monday? For example `digest schedule Monday 09:00`.")]
    [InlineData("close now", "Nothing comes after `close`. Type `close` on its own.")]
    [InlineData("milestone", "Say which one: `milestone add`, `milestone list`, `milestone reached`, `milestone move`, `milestone rename`.")]
    [InlineData("invite \"Ana\" today", "I did not expect \"today\" after the closing quote. For example `invite \"Maya Brooks\"`.")]
    public void A_mistake_says_what_to_type(string text, string sentence) => Assert.Equal(sentence, Mistake(text));

    [Fact]
    public void A_name_that_is_too_long_is_a_mistake_that_does_not_repeat_it() =>
        Assert.Equal("That can have up to 120 characters. This has 500. For example `start \"Focus groups complete\"`.", Mistake($"start {new string('x', 500)}"));

    /// <summary>Whoever adds somebody is told the one limit there is for a person's name, also among several; a mark of a mention is no name.</summary>
    [Theory]
    [InlineData("person add \"*\"")]
    [InlineData("person add *")]
    [InlineData("person add \"Maya Brooks\" and \"*\" as lead")]
    public void A_persons_name_has_one_limit(string command)
    {
        ParseResult With(int length) => Parse("/reflect " + command.Replace("*", new string('x', length), StringComparison.Ordinal), Roles.Facilitator);
        Assert.IsType<ParseResult.Parsed>(With(NameLimits.Person));
        Assert.Equal($"That can have up to {NameLimits.Person} characters. This has {NameLimits.Person + 1}. For example `person add \"Maya Brooks\" as collaborator`.", Assert.IsType<ParseResult.Mistake>(With(NameLimits.Person + 1)).Sentence);
        Assert.IsType<ParseResult.Parsed>(Parse($"/reflect person add {MentionMarks.Of("29:" + new string('x', 110))}", Roles.Facilitator));
    }

    [Fact]
    public void A_mistake_with_a_command_somebody_may_not_use_says_who_may() =>
        Assert.Equal(
            "Only a facilitator of Housing priorities can do that. `help` shows what you can do here.",
            Assert.IsType<ParseResult.Mistake>(Parse("/reflect extend to banana", Roles.Collaborator)).Sentence);

    [Theory]
    [InlineData("/reflect status", true)]
    [InlineData("@reflectionbot status", true)]
    [InlineData("status", false)]
    public void It_says_whether_it_was_addressed(string text, bool addressed) => Assert.Equal(addressed, Parse(text).IsAddressed);

    [Fact]
    public void A_channel_that_took_the_mention_out_says_so() => Assert.True(Parse("status", addressed: true).IsAddressed);

    [Fact]
    public void Being_addressed_with_nothing_is_a_call_for_help() => Assert.Equal(new ShowHelp(null), Command("@ReflectionBot"));

    [Theory]
    [InlineData("/reflection start x")]
    [InlineData("@ReflectionBots start x")]
    public void Other_names_are_not_the_bot(string text) => Assert.False(Parse(text).IsAddressed);

    [Theory]
    [InlineData("start the meeting without me")]
    [InlineData("people were kind")]
    [InlineData("strat")]
    [InlineData("extend the table")]
    [InlineData("add milk to the list")]
    [InlineData("yes")]
    [InlineData("Hi")]
    [InlineData("next")]
    [InlineData("agreed")]
    public void Talk_in_the_channel_is_left_alone(string text) => Assert.IsType<ParseResult.NotACommand>(Parse(text, place: Place.Channel));

    [Fact]
    public void A_whole_command_in_the_channel_needs_no_address() =>
        Assert.Equal(new StartRound("Focus groups"), Command("start \"Focus groups\"", Place.Channel));

    [Theory]
    [InlineData("open minded people are rare")]
    [InlineData("next week is fine for me")]
    [InlineData("no I would rather not")]
    [InlineData("close to my heart it is")]
    [InlineData("")]
    [InlineData("   \u200B ")]
    public void Talk_in_the_direct_chat_is_left_alone(string text) => Assert.IsType<ParseResult.NotACommand>(Parse(text));

    [Theory]
    [InlineData("strat \"Focus groups complete\"", typeof(ParseResult.NearMiss))]
    [InlineData("mileston add \"X\"", typeof(ParseResult.NearMiss))]
    [InlineData("milestone add \"X\" on 31 feb", typeof(ParseResult.Mistake))]
    [InlineData("person add Sam", typeof(ParseResult.Mistake))]
    [InlineData("/relfect strat", typeof(ParseResult.NearMiss))]
    [InlineData("@reflectbot strat", typeof(ParseResult.NearMiss))]
    [InlineData("ReflectionBot, strat", typeof(ParseResult.NearMiss))]
    [InlineData("@ReflectionBot what is this", typeof(ParseResult.NotACommand))]
    public void In_a_channel_wrong_words_for_the_bot_are_noticed(string text, Type result) => Assert.IsType(result, Parse(text, place: Place.Channel));

    [Theory]
    [InlineData("start the meeting at ten")]
    [InlineData("reached the end of the list")]
    [InlineData("hand over the papers to Sam please")]
    [InlineData("close the window")]
    [InlineData("add \"that\" to the list, she said")]
    [InlineData("people are late again")]
    [InlineData("in the end it was good")]
    [InlineData("set up the room please")]
    [InlineData("ReflectionBot is down today")]
    [InlineData("stat \"as they say\" of the art")]
    [InlineData("/shrug")]
    [InlineData("yes")]
    [InlineData("thanks, and \"well done\"")]
    public void In_a_channel_talk_is_left_alone(string text)
    {
        var talk = Assert.IsType<ParseResult.NotACommand>(Parse(text, place: Place.Channel));
        Assert.False(talk.IsAddressed);
    }

    [Theory]
    [InlineData("in \"Housing priorities\" status", "Housing priorities", "status")]
    [InlineData("/reflect in “Housing priorities”: start \"X\"", "Housing priorities", "start \"X\"")]
    [InlineData("in housing priorities status", "housing priorities", "status")]
    [InlineData("In Housing Priorities: status", "Housing Priorities", "status")]
    [InlineData("in \"Nowhere\" status", "Nowhere", "status")]
    [InlineData("in Nowhere status", null, null)]
    [InlineData("in housing prioritiesx status", null, null)]
    [InlineData("in the end it was good", null, null)]
    [InlineData("in \"Housing priorities\"", null, null)]
    public void A_project_can_stand_in_front(string text, string? name, string? line)
    {
        var read = ProjectPrefix.Read(text, ["Housing priorities", "Youth panel"]);
        Assert.Equal((name?.ToUpperInvariant(), line), (read?.Name.ToUpperInvariant(), read?.Line));
    }

    [Fact]
    public void No_text_makes_it_throw() =>
        Gen.Select(AnyText, AnyRoles, AnyPlace, Gen.Bool, Gen.Bool).Sample((text, roles, place, answering, addressed) =>
        {
            var result = Parse(text, roles, place, answering, addressed);
            _ = TypedWords.Match(text, answering);
            _ = HelpText.For(new HelpNow(roles), place == Place.Channel, text);
            Assert.DoesNotContain("``", result is ParseResult.Mistake m ? m.Sentence : "", StringComparison.Ordinal);
        }, iter: 5_000);

    [Fact]
    public void A_name_in_quotes_comes_back_as_it_was() =>
        Name.Sample(name =>
        {
            var quoted = Quotes.Around(name);
            Assert.Equal(new StartRound(name), Command($"start {quoted}"));
            Assert.Equal(new AddMilestone(name, new LocalDate(2026, 12, 14)), Command($"milestone add {quoted} on 14 December"));
            Assert.Equal(new ChangeRole(name, Roles.Lead), Command($"/reflect person role {quoted} lead"));
        }, iter: 5_000);

    // Names as people make them, quotes of five styles inside. On one line and without spaces around, as names are kept.
    private static readonly Gen<string> Name =
        Gen.OneOf(
            Gen.Char["abcXYZ ,.;:!?-'’‘\"“”«»„「」*_<>&/()é日🙂"].List[1, 60].Select(c => new string([.. c])),
            Gen.String[1, 60],
            Typing.Any("on 14 December", "as lead", "\"Us\"", "“them”", "'we'", "the", "start").List[1, 5].Select(p => string.Join(' ', p)))
        .Select(n => string.Join(' ', n.EnumerateRunes().Where(r => !System.Text.Rune.IsControl(r) && System.Text.Rune.GetUnicodeCategory(r) != System.Globalization.UnicodeCategory.Format).Select(r => r.ToString()).Aggregate("", string.Concat)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        .Where(n => n.Length is > 0 and <= NameLimits.Longest);
}
