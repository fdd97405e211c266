using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Web;

namespace ReflectionBot.Tests.Projects;

/// <summary>Whoever comes to another chat has moved until something they did there was taken.</summary>
public sealed class MovedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_that_failed_and_is_tried_again_still_sees_the_move()
    {
        var people = new PeopleStore(new InMemoryTables(), new("web"), new());
        var (old, fresh) = (new ChatAddress("web", "w", "old"), new ChatAddress("web", "w", "fresh"));
        var amir = await people.AddAsync(new Person("p1", "w", "Amir", old), Cancel);
        await people.LinkAsync("p1", fresh, Cancel);
        var hello = new MessagePosted("k", fresh, new("web", "w", "direct", false), new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), "m", "hello");

        Assert.True((await people.NoteAsync(amir, hello, Cancel)).HasMoved);
        var again = await people.NoteAsync((await people.FindAsync(fresh, Cancel))!, hello, Cancel);
        Assert.Equal((true, fresh), (again.HasMoved, again.Address));
        await people.ArrivedAsync(again, shared: false, Cancel);
        Assert.False((await people.NoteAsync((await people.FindAsync(fresh, Cancel))!, hello, Cancel)).HasMoved);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_comes_for_the_first_time_is_new_until_that_was_taken(bool shared)
    {
        var people = new PeopleStore(new InMemoryTables(), new("web"), new());
        var address = new ChatAddress("web", "w", "amir");
        var amir = await people.AddAsync(new Person("p1", "w", "Amir", address), Cancel);
        var hello = new MessagePosted("k", address, new("web", "w", "place", shared), new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), "m", "hello");

        Assert.True((await people.NoteAsync(amir, hello, Cancel)).IsNew);
        var again = await people.NoteAsync((await people.FindAsync(address, Cancel))!, hello, Cancel);
        Assert.True(again.IsNew); // The turn failed, and is tried again.
        await people.ArrivedAsync(again, shared, Cancel);
        Assert.False((await people.NoteAsync((await people.FindAsync(address, Cancel))!, hello, Cancel)).IsNew);
    }
}
