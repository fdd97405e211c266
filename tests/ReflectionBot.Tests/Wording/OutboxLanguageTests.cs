using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;
using ReflectionBot.Tests.Work;

namespace ReflectionBot.Tests.Wording;

/// <summary>The language that holds where a channel sends a message, and so in which it says what it says around it.</summary>
public sealed class OutboxLanguageTests
{
    private static readonly ChatAddress Bea = new("test", "w", "bea");

    [Fact]
    public async Task A_channel_speaks_the_language_of_its_reader_and_where_many_read_the_installations()
    {
        await using var bench = await WorkBench.StartAsync();
        await bench.People.AddAsync(new Person("bea", "w", "Bea", Bea) { Language = "en" }, WorkBench.Cancel);
        using (Language.In(PseudoLanguage.Tag))
        {
            await bench.CommitAsync(
                WorkBench.Post("own", WorkBench.Direct), WorkBench.Post("many"), new WriteToPerson("w1", "bea", NoticeMessage.Of("another")), new WriteToChat("w2", Bea, NoticeMessage.Of("chat")),
                new UpdateMessage("u1", WorkBench.Direct, "m1", null, NoticeMessage.Of("changed")), new UpdateMessage("u2", WorkBench.Home, "m2", null, NoticeMessage.Of("changed for many")));
        }

        using (Language.In(PseudoLanguage.RightToLeftTag))
        {
            await bench.DrainAsync(); // Whatever holds where it is sent.
        }

        Assert.Equal(
            [("direct: own", "en-XA"), ("home: many", "en"), ("direct: another", "en"), ("direct: chat", "en-XA"), ("direct~ changed", "en-XA"), ("home~ changed for many", "en")],
            bench.Channel.Sent.Zip(bench.Channel.Languages));
    }

    [Fact]
    public async Task What_is_said_in_the_place_of_a_message_is_said_in_its_language_and_English_takes_no_room()
    {
        await using var bench = await WorkBench.StartAsync();
        bench.Channel.Fate = text => Task.FromResult<SendOutcome?>(text == "too long" ? new SendOutcome.Refused("too large") : null);
        using (Language.In(PseudoLanguage.Tag))
        {
            await bench.CommitAsync(WorkBench.Post("too long", WorkBench.Direct));
        }

        await bench.DrainAsync();
        Assert.Equal("en-XA", Assert.Single(bench.Channel.Languages));
        Assert.Equal("", Unaccented.In(bench.Channel.Sent, "direct"));
        await bench.CommitAsync(WorkBench.Post("plain", WorkBench.Direct));
        Assert.Null(Assert.Single(await bench.Store.ListAsync(WorkBench.Partition, Keys.Prefix("out"), WorkBench.Cancel)).Columns.Text("Language"));
    }
}
