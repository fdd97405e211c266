using System.Collections.Immutable;
using ReflectionBot.Application.Commands.Rounds;
using ReflectionBot.Application.Stores;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Reflections;

namespace ReflectionBot.Tests.Projects;

/// <summary>Small rules about people and names that others lean on.</summary>
public sealed class RuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Ana Silva", "ana  silva", true)]
    [InlineData("Ana Silva and Dele Okoro", "Dele Okoro", true)]
    [InlineData("Ana Silva, Prof. Dele Okoro (research team)", "Dele Okoro", true)]
    [InlineData("The facilitator Ana Silva & Dele Okoro.", "Dele Okoro", true)]
    [InlineData("Sam and Alex", "Sam and Alex", true)]
    [InlineData("Ana Silva", "Ana", false)]
    [InlineData("Ana Silva-Jones", "Ana Silva", false)]
    [InlineData("Ana Silva Costa", "Ana Silva", false)]
    [InlineData("Mariana Silva", "Ana Silva", false)]
    [InlineData("", "Ana Silva", false)]
    [InlineData(null, "Ana Silva", false)]
    public void A_reader_is_named_by_the_whole_name_only(string? readers, string name, bool named) => Assert.Equal(named, ReaderNames.Names(readers, name));

    [Theory]
    [InlineData(Roles.Facilitator)]
    [InlineData(Roles.Lead)]
    [InlineData(Roles.Lead | Roles.Collaborator)]
    public void Whoever_is_lead_or_facilitator_is_not_counted_and_is_again_afterwards(Roles once)
    {
        var member = new Member("j", "p", "Sam", Roles.None, Now).As(once, Now);
        Assert.False(member.Counted);
        Assert.False(ProjectRows.ReadMember(new("j:j", "member:p", "tag", ProjectRows.Put(member).Columns)).Counted);
        Assert.True(member.As(Roles.Collaborator, Now).Counted);
        Assert.True(member.Removed(Now).As(Roles.Collaborator, Now).Counted);
        Assert.False((member with { EverUncounted = true }).As(Roles.Collaborator, Now).Counted); // From before digests remembered who ran the project.
    }

    [Fact]
    public void A_removed_member_comes_back_from_the_row_as_removed()
    {
        var member = new Member("j", "p", "Sam", Roles.Facilitator, Now, Now).Removed(Now);
        Assert.Equal(member, ProjectRows.ReadMember(new("j:j", "member:p", "tag", ProjectRows.Put(member).Columns)));
        Assert.Equal((Now, (DateTimeOffset?)null, Roles.None), (member.RemovedAt, member.FacilitatorSince, member.Roles));
    }

    [Fact]
    public void Long_answers_are_opened_in_parts_that_lose_nothing()
    {
        var text = string.Concat(Enumerable.Repeat("a\U0001F600", 20_000));
        var items = Enumerable.Range(1, 6).Select(i => new ReviewItem($"{i}", text, "topics", null, null, [])).ToList();
        var messages = OpenedMessages.Of("Maya", items);
        Assert.All(messages, m => Assert.InRange(m.Items.Sum(i => i.Text.Length), 1, OpenedMessages.LongestMessage));
        Assert.Equal(string.Concat(items.Select(i => i.Text)), string.Concat(messages.SelectMany(m => m.Items).Select(i => i.Text)));
        Assert.All(messages.SelectMany(m => m.Items), i => Assert.False(char.IsLowSurrogate(i.Text[0])));
        Assert.Single(messages, m => m.Footer.Length > 0);
        Assert.Single(OpenedMessages.Of("Maya", [items[0] with { Text = "short" }, items[1] with { Text = "too" }]));
    }

    [Fact]
    public void What_is_erased_with_one_project_leaves_the_others()
    {
        UndoEntry Entry(string round) => new(1, UndoKind.Change, round, Phase.Asking, QuestionId.Feelings, []);
        var session = new Session { Round = "r2", Phase = Phase.Asking, Undo = [Entry("r1"), Entry("r2")], Quiet = ["p1", "p2"], Left = ["p1"], PlansHidden = ["p1", "p2"], Pending = new(PendingKind.TeamPreview, "p1 secret") };
        var left = session.Without("p1", ImmutableHashSet.Create("r1"));
        Assert.Equal(("r2", Phase.Asking, "r2", null), (left.Round, left.Phase, left.Undo.Single().Round, left.Pending));
        Assert.Equal(["p2"], left.Quiet.Union(left.Left).Union(left.PlansHidden));
        var gone = left.Without("p2", ImmutableHashSet.Create("r2"));
        Assert.Equal((null, Phase.Idle, 0), (gone.Round, gone.Phase, gone.Undo.Count));
    }
}
