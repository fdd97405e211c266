using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Docs;

namespace ReflectionBot.Tests.Projects;

/// <summary>Somebody on two projects whose names look the same can tell them apart wherever one is named.</summary>
public sealed class EqualProjectTests
{
    [Fact]
    public void Projects_are_told_apart_by_who_runs_them_and_where_that_is_the_same_by_a_number_too()
    {
        var named = ProjectNames.Apart([Of("a", "Garden", "Ana Silva"), Of("b", "garden", "Bea Novak"), Of("c", "Garden.", "Ana Silva"), Of("d", "Garden", null), Of("e", "Youth panel", "Ana Silva")]);
        Assert.Equal(["Garden (Ana Silva, 1)", "garden (Bea Novak)", "Garden. (Ana Silva, 3)", "Garden (4)", "Youth panel"], named.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Value));
        Assert.Equal(named.Count, named.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void What_names_a_project_within_a_message_gets_the_name_that_tells_it_apart()
    {
        const string Apart = "Garden (Ana Silva)";
        Assert.Equal("Garden (Ana Silva)", ((NoticeMessage)ProjectTitle.On(NoticeMessage.Of("Ana is closing Garden."), Apart)).Title);
        Assert.Equal("Garden (Ana Silva): Settings of Garden", ((FormMessage)ProjectTitle.On(new FormMessage("Settings of Garden", "", [], new("Save", new("save")), []), Apart)).Title);
        Assert.Equal("Garden (Ana Silva): Amir's answers", ((ReviewMessage)ProjectTitle.On(new ReviewMessage("Amir's answers", [], "", []), Apart)).Title);
        Assert.Equal("Garden (Ana Silva): Digest for Garden", ((DigestMessage)ProjectTitle.On(new DigestMessage("Digest for Garden", [], [], [], [], [], []), Apart)).Title);
        var said = NoticeMessage.Of("You are on Garden (Ana Silva) now.");
        Assert.Same(said, ProjectTitle.On(said, Apart));
    }

    /// <summary>A project's own name may be that of another: the dialog says what it is called for the reader.</summary>
    [Fact]
    public void The_dialog_names_no_project_but_as_its_reader_tells_it_from_others()
    {
        string[] compares = ["DialogTurn.cs", "StartDialog.cs", "TeamDialog.cs"]; // Where a name is what was typed, or part of what must not have changed.
        var named = Repository.Sources("src").Where(f => f.Contains("/ReflectionBot.Core/Conversation/", StringComparison.Ordinal) && !compares.Contains(Path.GetFileName(f)))
            .Where(f => File.ReadAllText(f).Contains("roject.Name", StringComparison.Ordinal) || File.ReadAllText(f).Contains("roject?.Name", StringComparison.Ordinal));
        Assert.Empty(named.Select(Path.GetFileName));
        foreach (var file in Repository.Sources("src").Where(f => compares.Contains(Path.GetFileName(f))))
        {
            Assert.DoesNotContain("{asked.Project.Name}", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    private static Project Of(string id, string name, string? facilitator) =>
        new(id, "w", name, new ConversationAddress("web", "w", id, true), new ProjectSettings { Facilitator = facilitator }, null);
}
