using NodaTime;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Web;
using ReflectionBot.Channels.Web.DirectLine;
using ReflectionBot.Channels.Web.Links;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Tests.Web;

/// <summary>A web project's channel is seen by whoever runs the project now, whoever was let in once.</summary>
public sealed class ChannelRoleTests
{
    private static readonly ConversationAddress Home = new(WebKeys.Channel, "team", "home", true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_facilitator_and_the_lead_see_it_and_whoever_lost_the_role_does_not()
    {
        await using var host = await WebHost.StartAsync();
        var directory = host.Get<WebDirectory>();
        await PeopleAsync(host, "ana", "bea", "lena", "amir");
        await directory.AddChannelAsync("team", "home", "Housing", Cancel);
        await directory.AddMemberAsync("home", "ana", Cancel);
        Assert.Equal((true, false), (await SeesAsync(directory, "ana"), await SeesAsync(directory, "lena")));

        await RolesAsync(host, ("ana", Roles.Facilitator), ("lena", Roles.Lead), ("amir", Roles.Collaborator));
        Assert.Equal((true, true, false, false), (await SeesAsync(directory, "ana"), await SeesAsync(directory, "lena"), await SeesAsync(directory, "amir"), await SeesAsync(directory, "bea")));

        await RolesAsync(host, ("ana", Roles.Collaborator), ("bea", Roles.Facilitator), ("lena", Roles.None));
        Assert.Equal((false, true, false), (await SeesAsync(directory, "ana"), await SeesAsync(directory, "bea"), await SeesAsync(directory, "lena")));
    }

    [Fact]
    public async Task An_open_chat_ends_with_the_role()
    {
        await using var host = await WebHost.StartAsync();
        var directory = host.Get<WebDirectory>();
        await PeopleAsync(host, "ana");
        await directory.AddChannelAsync("team", "home", "Housing", Cancel);
        await RolesAsync(host, ("ana", Roles.Facilitator));
        var gate = host.Get<WebGate>();
        var ana = (await directory.FindUserAsync("ana", Cancel))!;
        var admitted = await gate.PlaceAsync(ana, null, "home", Cancel);
        Assert.True(await gate.StillAsync(admitted, Cancel));

        await RolesAsync(host, ("ana", Roles.Collaborator));
        Assert.False(await gate.StillAsync(admitted, Cancel));
        await Assert.ThrowsAsync<DirectLineException>(() => gate.PlaceAsync(ana, null, "home", Cancel));
    }

    private static async Task<bool> SeesAsync(WebDirectory directory, string user)
    {
        var sees = await directory.IsInAsync("home", user, Cancel);
        var listed = await directory.ConversationsOfAsync((await directory.FindUserAsync(user, Cancel))!, Cancel);
        Assert.Equal(sees, listed.Any(c => c.Address == Home));
        return sees;
    }

    private static async Task PeopleAsync(WebHost host, params string[] people)
    {
        var store = new PeopleStore(host.Get<ITableStore>(), new("web"), new());
        foreach (var person in people)
        {
            await host.Get<WebDirectory>().AddUserAsync("team", person, person, Cancel);
            await store.AddAsync(new Person(person, "team", person, new ChatAddress(WebKeys.Channel, "team", person)), Cancel);
            await store.ReferToAsync(person, "p1", Cancel);
        }
    }

    private static async Task RolesAsync(WebHost host, params (string Person, Roles Roles)[] members)
    {
        var (store, now) = (host.Get<ITableStore>(), DateTimeOffset.UnixEpoch);
        var project = new Project("p1", "team", "Housing", Home, new ProjectSettings(), new DigestSchedule(IsoDayOfWeek.Monday, new LocalTime(9, 0), 1));
        await store.CommitAsync(Keys.Project("p1"), [ProjectRows.Put(project), .. members.Select(m => ProjectRows.Put(new Member("p1", m.Person, m.Person, Roles.None, now).As(m.Roles, now)))], Cancel);
        await store.PutAsync(Keys.Conversation(Home), Keys.Self, Columns.Empty.With("Project", "p1"), Cancel);
    }
}
