using System.Text;
using System.Text.Json.Nodes;
using ReflectionBot.Operations.CommandLine;

namespace ReflectionBot.Tests.CommandLine;

/// <summary><c>themes evaluate</c> and <c>themes code</c>, from what is typed to what is printed.</summary>
public sealed class ThemesWordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reflectionbot-themes-").FullName;

    private const string Rows = """
        {"id": "a", "text": "We were listened to.", "themes": ["shared-power"], "polarity": {"shared-power": "present"}}
        {"id": "b", "text": "It was just a tick box exercise.", "themes": ["shared-power"], "valence": "positive"}

        {"id": "c", "text": "It\u2019s a \"tick box\" exercise.", "themes": []}
        {"id": "d", "text": "The bus was late.", "themes": ["shared-values"]}
        {"id": "e", "text": "The bus was late again.", "themes": []}
        """;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Json_has_every_figure_under_its_name_and_nothing_else()
    {
        var (code, output, errors) = await TypeAsync("themes", "evaluate", Write(Rows), "--json");
        Assert.Equal((0, ""), (code, errors));
        var json = JsonNode.Parse(output)!.AsObject();
        Assert.Equal(["micro", "macroF1", "themes", "none", "polarityAccuracy", "top3", "textsPerSecond"], json.Select(p => p.Key));
        Assert.Equal("""{"precision":0.6667,"recall":0.6667,"f1":0.6667}""", json["micro"]!.ToJsonString());
        Assert.Equal(0.1333, (double)json["macroF1"]!, 4);
        Assert.Equal(["shared-values", "shared-understanding", "shared-power", "shared-responsibilities", "shared-ownership", "positive-outcomes"], json["themes"]!.AsObject().Select(p => p.Key));
        // Alike in 4 of 5; by chance 2/5 x 3/5 + 3/5 x 2/5.
        Assert.Equal("""{"precision":0.6667,"recall":1,"f1":0.8,"n":2,"kappa":0.6154}""", json["themes"]!["shared-power"]!.ToJsonString());
        Assert.Equal("""{"right":1,"n":2}""", json["none"]!.ToJsonString());
        Assert.Equal(0.5, (double)json["polarityAccuracy"]!);
        Assert.True((double)json["textsPerSecond"]! > 0);
    }

    [Fact]
    public async Task Without_json_people_read_a_table()
    {
        var (code, output, errors) = await TypeAsync("themes", "evaluate", Write(Rows));
        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith("5 texts, coder ", output, StringComparison.Ordinal);
        Assert.Matches(@"\nshared-power +0\.67 +1\.00 +0\.80 +2 +0\.62\r?\n", output);
        Assert.Contains("About none, and nothing found: 1 of 2 (0.50)", output, StringComparison.Ordinal);
        Assert.Contains("Side (present or strained) of what was found: 1 of 2 (0.50)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("tick box", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_are_shown_with_the_words_that_led_there()
    {
        var (_, output, _) = await TypeAsync("themes", "evaluate", Write(Rows), "--errors");
        Assert.Contains("b: It was just a tick box exercise.\n  side of shared-power: strained, labelled present: \"tick box\" (p-token)", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("exercise.\n  extra shared-power: ", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("d: The bus was late.\n  missed shared-values", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("listened", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_beside_json_stand_apart_from_it()
    {
        var (code, output, errors) = await TypeAsync("themes", "evaluate", Write(Rows), "--json", "--errors");
        Assert.Equal(0, code);
        Assert.NotNull(JsonNode.Parse(output));
        Assert.Contains("missed shared-values", errors, StringComparison.Ordinal);
        (_, _, errors) = await TypeAsync("themes", "evaluate", Write("""{"text": "The bus was late.", "themes": []}"""), "--json", "--errors");
        Assert.Equal("Coder and labels differ in no text.", errors.Trim());
    }

    [Fact]
    public async Task Code_prints_a_row_a_line_that_can_be_measured_on()
    {
        var (code, output, errors) = await TypeAsync("themes", "code", Write("{\"text\": \"It\u2019s a tick box exercise.\"}\n{\"id\": \"n\", \"text\": \"The bus was late.\"}"));
        Assert.Equal((0, ""), (code, errors));
        var rows = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Equal(("1", "It\u2019s a tick box exercise.", "[\"shared-power\"]", "{\"shared-power\":\"strained\"}"), ((string?)rows[0]["id"], (string?)rows[0]["text"], rows[0]["themes"]!.ToJsonString(), rows[0]["polarity"]!.ToJsonString()));
        Assert.Equal(("shared-power", 6), ((string?)rows[0]["order"]![0], rows[0]["order"]!.AsArray().Count));
        var found = rows[0]["codes"]![0]!;
        Assert.Equal(("tick box", 7, 8, "strained"), ((string?)found["words"], (int)found["start"]!, (int)found["length"]!, (string?)found["polarity"]));
        Assert.Equal(("n", "[]", "{}", "[]"), ((string?)rows[1]["id"], rows[1]["themes"]!.ToJsonString(), rows[1]["polarity"]!.ToJsonString(), rows[1]["codes"]!.ToJsonString()));

        (code, _, errors) = await TypeAsync("themes", "evaluate", Write(output));
        Assert.Equal((0, ""), (code, errors));
    }

    [Theory]
    [InlineData("Line 2 has no \"text\".", "{\"text\": \"x\", \"themes\": []}\n{\"themes\": []}")]
    [InlineData("Line 3 names a theme that the codebook does not have.", "{\"text\": \"x\", \"themes\": []}\n\n{\"text\": \"x\", \"themes\": [\"power\"]}")]
    [InlineData("Line 1 is no JSON", "text,themes")]
    [InlineData("There is no text in", "\n \n")]
    public async Task A_file_that_is_none_is_said_with_its_line(string sentence, string content)
    {
        var (code, output, errors) = await TypeAsync("themes", "evaluate", Write(content), "--json");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_file_that_is_not_there_a_folder_and_other_bytes_are_said()
    {
        Assert.Contains("cannot be read", (await TypeAsync("themes", "code", Path.Combine(_folder, "nothing.jsonl"))).Errors, StringComparison.Ordinal);
        Assert.Contains("cannot be read", (await TypeAsync("themes", "code", _folder)).Errors, StringComparison.Ordinal);
        var path = Path.Combine(_folder, "latin.jsonl");
        await File.WriteAllBytesAsync(path, [.. "{\"text\": \"caf"u8, 0xE9, .. "\"}"u8], TestContext.Current.CancellationToken);
        Assert.Contains("not written in UTF-8", (await TypeAsync("themes", "code", path)).Errors, StringComparison.Ordinal);
        var marked = Path.Combine(_folder, "marked.jsonl");
        await File.WriteAllTextAsync(marked, "{\"text\": \"x\"}", new UTF8Encoding(true), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await TypeAsync("themes", "code", marked)).Code);
    }

    private string Write(string content)
    {
        var path = Path.Combine(_folder, "rows.jsonl");
        File.WriteAllText(path, content);
        return path;
    }

    private static async Task<(int Code, string Output, string Errors)> TypeAsync(params string[] typed)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await BotCommandLine.RunAsync(typed, output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }
}
