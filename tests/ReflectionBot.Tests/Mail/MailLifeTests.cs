using System.Net;
using ReflectionBot.Application.Mail;
using ReflectionBot.Tests.Rounds.Play;
using SmtpServer.Protocol;

namespace ReflectionBot.Tests.Mail;

/// <summary>The life of an address, and what becomes of letters that are not taken.</summary>
public sealed class MailLifeTests
{
    private const string Ask = "ana> person add \"Maya Brooks\" maya@example.org\nana< I ask at maya@example.org";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Programs that look at mail follow every link before anybody reads it.</summary>
    [Fact]
    public async Task Following_every_link_of_every_letter_changes_nothing()
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync(Ask);
        var letter = mail.LettersTo("maya").Single();
        var key = MailBot.Key(letter);
        foreach (var link in (string[])[letter.Headers["List-Unsubscribe"]!.Trim('<', '>'), $"http://localhost/mail?ask={key}", "http://localhost/mail", $"http://localhost/mail/yes?t={key}", $"http://localhost/mail/no?t={key}"])
        {
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
            {
                using var response = await mail.Bot.Http.SendAsync(new(method, link), Cancel);
                Assert.True((int)response.StatusCode is 200 or 302 or 404 or 405, $"{link}: {response.StatusCode}");
            }
        }

        await mail.PlayAsync("mail maya< May I\nmail maya> [Yes, write to me]\n& #invite=\nana< Maya Brooks can be told");
    }

    [Fact]
    public async Task The_page_holds_no_key_and_nobody_keeps_it()
    {
        await using var mail = await MailBot.StartAsync();
        using var page = await mail.Bot.Http.GetAsync("/mail", Cancel);
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        var html = await page.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("Yes, write to me", html, StringComparison.Ordinal);
        Assert.Contains("location.hash", await mail.Bot.Http.GetStringAsync("/mail/page.js", Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody.0000")]
    [InlineData("tryout-bea.0000000000000000000000000000000000000000")]
    [InlineData("../../p:tryout-bea.x")]
    [InlineData("tryout-bea")]
    [InlineData(".")]
    public async Task A_key_that_fits_nothing_changes_nothing_and_tells_nothing(string key)
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync("ana> mail \"Bea Novak\" bea@example.org\nana< I ask");
        foreach (var path in (string[])["/mail/yes", "/mail/no", $"/mail/stop?t={Uri.EscapeDataString(key)}"])
        {
            using var response = await mail.Bot.Http.PostAsync(path, new FormUrlEncodedContent([new("t", key)]), Cancel);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.DoesNotContain("invite", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.Equal(MailState.Asked, (await mail.Bot.Get<MailBook>().FindAsync("tryout-bea", Cancel))!.State);
    }

    [Fact]
    public async Task The_key_that_stops_confirms_nothing_and_another_persons_key_neither()
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync("ana> mail \"Bea Novak\" bea@example.org\nana< I ask\nana> mail \"Carys Jones\" carys@example.org\nana< I ask");
        var stop = Uri.UnescapeDataString(mail.LettersTo("bea")[0].Headers["List-Unsubscribe"]!.Trim('<', '>').Split("?t=")[1]);
        var other = MailBot.Key(mail.LettersTo("carys")[0]).Replace("carys", "bea", StringComparison.Ordinal);
        foreach (var key in (string[])[stop, other])
        {
            using var response = await mail.Bot.Http.PostAsync("/mail/yes", new FormUrlEncodedContent([new("t", key)]), Cancel);
            Assert.Contains("does not work any more", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_letter_can_be_answered_for_two_weeks_and_only_the_newest_one_counts()
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync(Ask);
        var first = MailBot.Key(mail.LettersTo("maya")[0]);
        await mail.PlayAsync("time> 1 day\nana> mail \"Maya Brooks\" maya@example.org\nana< I ask");
        using var old = await mail.Bot.Http.PostAsync("/mail/yes", new FormUrlEncodedContent([new("t", first)]), Cancel);
        Assert.Contains("does not work any more", await old.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await mail.PlayAsync("time> 15 days\nana< ...\nmail maya> [Yes, write to me]\n& does not work any more");
        Assert.Equal(2, mail.LettersTo("maya").Count);
    }

    [Fact]
    public async Task Somebody_who_says_yes_twice_before_they_come_in_gets_a_way_in_both_times_and_none_afterwards()
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync(Ask + "\nmail maya> [Yes, write to me]\n& #invite=\nana< Maya Brooks can be told\nmail maya> [Yes, write to me]\n& #invite=\nmaya> joins\nmaya< ...\nmail maya> [Yes, write to me]\n! #invite=");
    }

    [Fact]
    public async Task No_address_is_asked_more_than_three_times_a_day_whoever_asks_and_in_whatever_spelling()
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync("""
            ana> mail "Bea Novak" victim@example.org
            ana< I ask
            ana> mail "Carys Jones" Victim@Example.org
            ana< I ask
            amir> mail me at VICTIM@example.org
            amir< I write to
            finn> mail me at victim@example.org
            finn< I leave that address alone
            ana> person add "Mo One" victim@example.org
            ana< Mo One is on Housing priorities
            & I leave that address alone for now.
            & makes a private link to hand over
            time> 25 hours
            finn> mail me at victim@example.org
            finn< I write to
            """);
        Assert.Equal(4, mail.Server.Taken.Count);
    }

    [Fact]
    public async Task Nobody_gives_more_than_thirty_addresses_a_day()
    {
        await using var mail = await MailBot.StartAsync();
        for (var i = 0; i < MailBook.MostGiven; i++)
        {
            mail.Bot.Clock.Advance(TimeSpan.FromMinutes(3));
            await mail.PlayAsync($"ana> mail \"Bea Novak\" bea{i}@example.org\nana< I ask");
        }

        await mail.PlayAsync("ana> mail \"Bea Novak\" more@example.org\nana< These are many addresses for one day.\nbea< ...");
        Assert.Equal(MailBook.MostGiven, mail.Server.Taken.Count);
    }

    [Fact]
    public async Task A_refused_address_is_not_reachable_said_once_without_the_reason_and_another_one_mends_it()
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync("bea> hello\nbea< Hello\nbea> mail me at bea@example.org\nbea< I write to\nmail bea> [Yes, write to me]\nbea< I write to bea@example.org");
        mail.Server.Recipient = to => to == "bea@example.org" ? new((SmtpReplyCode)550, "5.1.1 no such user") : null;
        await mail.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< is open until
            ana< ...
            bea< Before you start
            bea< My letter to bea@example.org was not taken, so I send nothing there. Type `mail me at` and an address that works.
            ana> remind
            ana< ...
            bea> my mail
            bea< My letter to bea@example.org was not taken
            bea> mail me at novak@example.org
            bea< I write to novak@example.org
            mail novak> [Yes, write to me]
            bea< I write to novak@example.org from now on
            """);
        var said = (await mail.Bot.Script.HistoryAsync("ana")).Where(s => s.FromBot && s.Text.Contains("cannot reach Bea Novak", StringComparison.Ordinal)).ToList();
        Assert.Single(said);
        Assert.DoesNotContain("mail", said[0].Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_letter_that_is_put_off_comes_later_once_and_the_chat_does_not_wait_for_it()
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync("bea> mail me at bea@example.org\nbea< I write to\nmail bea< May I\nmail bea> [Yes, write to me]\nbea< ...");
        mail.Server.Recipient = _ => new((SmtpReplyCode)451, "4.7.1 greylisted, try again");
        await mail.PlayAsync("channel> ana: start \"Focus groups complete\"\nchannel< is open until\nana< ...\nbea< Before you start\nmail bea< -");
        mail.Server.Recipient = _ => null;
        await mail.PlayAsync("time> 20 minutes\nmail bea< Questions are open for you\nmail bea< -");
    }

    [Fact]
    public async Task While_the_server_is_away_everything_waits_health_is_degraded_and_three_days_later_stale_letters_are_dropped()
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync("bea> mail me at bea@example.org\nbea< I write to\nmail bea< May I\nmail bea> [Yes, write to me]\nbea< ...");
        Assert.Equal("Healthy", await mail.Bot.Http.GetStringAsync("/health", Cancel));
        mail.Server.Sender = _ => new((SmtpReplyCode)550, "5.7.1 not you");
        await mail.PlayAsync("channel> ana: start \"Focus groups complete\"\nchannel< is open until\nana< ...\nbea< Before you start\nmail bea< -");
        Assert.Equal("Degraded", await mail.Bot.Http.GetStringAsync("/health", Cancel));
        await mail.PlayAsync("time> 4 days\nana< ...");
        mail.Server.Sender = _ => null;
        await mail.PlayAsync("time> 1 hour\nmail bea< -\nana> mail \"Carys Jones\" carys@example.org\nana< I ask\ntime> 20 minutes\nmail carys< May I write");
        Assert.Equal("Healthy", await mail.Bot.Http.GetStringAsync("/health", Cancel));
    }

    [Fact]
    public async Task Whoever_gave_an_address_hears_that_no_letter_got_there_for_three_days()
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync("bea> hello\nbea< Hello");
        mail.Server.Sender = _ => new((SmtpReplyCode)550, "5.7.1 not you");
        await mail.PlayAsync("ana> mail \"Carys Jones\" carys@example.org\nana< I ask at carys@example.org now\nbea> mail me at bea@example.org\nbea< I write to bea@example.org now");
        await mail.PlayAsync("""
            time> 4 days
            ana< I could not send a letter to carys@example.org for three days, so nobody was asked there. Give me the address again
            bea< I could not send a letter to bea@example.org for three days
            bea> my mail
            bea< My letter to bea@example.org was not taken
            """);
    }

    [Fact]
    public async Task A_quote_that_waits_for_a_yes_is_told_by_mail_a_day_later_once_and_without_its_words()
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync("bea> mail me at bea@example.org\nbea< I write to\nmail bea< May I\nmail bea> [Yes, write to me]\nbea< I write to\ncarys> mail me at carys@example.org\ncarys< I write to\nmail carys< May I\nmail carys> [Yes, write to me]\ncarys< I write to\nchannel> ana: start \"Focus groups complete\"\nchannel< ...\nana< ...\n"
            + string.Concat(new[] { "bea", "carys" }.Select(who => $"{who}< ...\nmail {who}< Questions are open\n{who}> agree\n{who}< ...\n{who}> form\n{who}< ...\n{who}> fills Evaluation = The biscuits were good.\n{who}< ...\n{who}> share 3 quote, no name\n{who}< ...\n"))
            + "carys> [Quote exactly this]\ncarys< ...\nbea> submit\nbea< ...\ncarys> submit\ncarys< ...\nmail bea< -\ntime> 23 hours\nmail bea< -\ntime> 2 hours\nmail bea< A quote waits for your yes\nmail bea< -\nmail carys< -\ntime> 2 days\nmail bea< -");
        Assert.DoesNotContain(mail.Server.Taken, m => m.TextBody?.Contains("biscuits", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Who_has_answered_meanwhile_gets_no_stale_letter()
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync("bea> mail me at bea@example.org\nbea< I write to\nmail bea< May I\nmail bea> [Yes, write to me]\nbea< ...");
        mail.Server.Recipient = _ => new((SmtpReplyCode)450, "4.2.0 later");
        await mail.PlayAsync("channel> ana: start \"Focus groups complete\"\nchannel< is open until\nana< ...\nbea< Before you start\nbea> not this round\nbea< ...");
        mail.Server.Recipient = _ => null;
        await mail.PlayAsync("time> 20 minutes\nmail bea< -");
    }

    /// <summary>Somebody else would read it in the letter. What a letter says of names that come otherwise: MailAddressTests.</summary>
    [Fact]
    public async Task A_name_that_reads_as_a_link_is_refused_and_no_letter_is_sent()
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync("ana> person add \"Win at evil.example now\" maya@example.org\nana< has signs that some chat programs make a link");
        Assert.Empty(mail.LettersTo("maya"));
    }

    [Fact]
    public async Task An_address_given_in_the_middle_of_a_question_is_no_answer()
    {
        await using var mail = await MailBot.StartAsync();
        await mail.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< is open until
            bea< Before you start
            bea> agree
            bea< Six questions
            bea> one at a time
            bea< 1 of 6
            bea> mail me at bea@example.org
            bea< I write to bea@example.org
            bea> no mail
            bea< I send you no mail any more
            bea> They should mail me at home about dates
            bea< Saved.
            """);
    }

    [Fact]
    public async Task Without_a_mail_server_nothing_is_promised()
    {
        await using var bot = await ReflectionBot.Tests.Rounds.Play.TestBot.StartAsync();
        await bot.Script.PlayAsync("""
            ana> mail "Bea Novak" bea@example.org
            ana< I cannot send mail here
            & `invite "Bea Novak"`
            bea> mail me at bea@example.org
            bea< I cannot send mail here
            ana> person add "Maya Brooks" maya@example.org
            ana< I cannot send mail here
            & #invite=
            """);
    }
}
