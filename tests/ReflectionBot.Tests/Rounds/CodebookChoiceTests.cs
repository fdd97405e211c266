using ReflectionBot.Core.Digests;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Themes;
using ReflectionBot.Operations.Coding;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Rounds;

/// <summary>A project that brings its own codebook: its themes are asked about, found, drawn and told, and no others.</summary>
public sealed class CodebookChoiceTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Themes", "Codebooks");

    [Fact]
    public async Task A_projects_own_themes_stand_in_its_digests()
    {
        await using var bot = await TestBot.StartAsync([$"--Codebooks:Folder={Folder}"], inProcess: true);
        await bot.Script.PlayAsync("""
            ana> set codebook lunch
            ana< No codebook is called "lunch". There is `sharing` and `gardens`.
            ana> set codebook Gardens
            ana< Saved: `codebook`. Digests show the themes of the codebook `gardens`.
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            ana> set codebook sharing
            ana< Once a round is open, the codebook stays
            """);
        string[] team = ["amir", "bea", "carys", "dele", "ewa"];
        foreach (var person in team)
        {
            await bot.Script.PlayAsync($"""
                {person}< ...
                {person}> agree
                {person}< ...
                {person}> form
                {person}< ...
                {person}> fills Evaluation = We set the agenda on our plot, said {person}.
                {person}< ...
                {person}> submit
                {person}< ...
                """);
        }

        await bot.Script.PlayAsync("""
            amir> my choices
            amir< As I read it, it is about plots.
            bea> about 3
            bea< What is this about?
            & [Plots: who grows what] [Water: the tap, the butts, the rota] [None of these]
            ! Power
            bea> about 3 water hard
            bea< about water (it was hard)
            ana> review themes
            ana< As I read it, it is about plots (it went well), where it says "our plot".
            channel> ana: digest now
            channel< About plots (who grows what)
            ! power
            ! water
            amir< ...
            bea< ...
            carys< ...
            dele< ...
            ewa< ...
            ana< ...
            """);
    }

    /// <summary>Nothing may be counted by another codebook than the one that the team was told about.</summary>
    [Fact]
    public void A_codebook_that_is_gone_is_replaced_by_no_other()
    {
        var codings = new Codings(new IndicatorCoder(), [Codebook.Load()]);
        var project = Dialogs.Sample.Project(new ProjectSettings { CodebookId = "gardens" });
        Assert.Null(codings.Find(project));
        Assert.Contains("'gardens'", Assert.Throws<InvalidDataException>(() => codings.Of(project)).Message, StringComparison.Ordinal);
        Assert.Equal(Codebook.OfTheBot, codings.Of(project with { Settings = new ProjectSettings() }).Codebook.Id);
    }

    [Fact]
    public void What_cannot_be_used_stops_the_start_with_a_sentence()
    {
        var folder = TestFolder.Create("reflectionbot-codebooks-");
        string[] Mistakes() => [.. new CodebookOptionsCheck().Mistakes(new CodebookOptions { Folder = folder })];
        Assert.Empty(Mistakes());
        var good = File.ReadAllText(Path.Combine(Folder, "gardens.json"));
        File.WriteAllText(Path.Combine(folder, "a.json"), good);
        Assert.Empty(Mistakes());
        File.WriteAllText(Path.Combine(folder, "b.json"), good);
        Assert.Contains("two codebooks with the id 'gardens'", Assert.Single(Mistakes()), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "b.json"), good.Replace("\"gardens\"", "\"sharing\"", StringComparison.Ordinal));
        Assert.Contains("'sharing'", Assert.Single(Mistakes()), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "b.json"), good.Replace("\"gardens\"", "\"b\"", StringComparison.Ordinal).Replace("the fence", "patients", StringComparison.Ordinal));
        Assert.Contains("the bot's own question \"Description\"", Assert.Single(Mistakes()), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "b.json"), "{");
        Assert.StartsWith("Codebooks:Folder: b.json: ", Assert.Single(Mistakes()), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
        Assert.StartsWith("Codebooks:Folder cannot be read", Assert.Single(Mistakes()), StringComparison.Ordinal);
    }
}
