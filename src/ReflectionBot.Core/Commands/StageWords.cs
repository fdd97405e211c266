namespace ReflectionBot.Core.Commands;

/// <summary>Reads which question is meant: its number as shown, or Gibbs' name of the stage.</summary>
public static class StageWords
{
    private static readonly string[][] Names =
    [
        ["description", "one", "what happened"], ["feelings", "two", "feeling"], ["evaluation", "three"], ["analysis", "four"],
        ["conclusion", "five"], ["action plan", "six", "action", "plan", "actions"],
    ];

    /// <summary>From 1 to 6, or null. On the short form the number is the one shown, not Gibbs'.</summary>
    public static int? Match(string? text)
    {
        var key = TypedText.KeyOfAll(TypedText.Clean(text ?? ""));
        foreach (var lead in new[] { "question ", "answer ", "number ", "stage ", "#" })
        {
            key = key.StartsWith(lead, StringComparison.Ordinal) ? key[lead.Length..] : key;
        }

        var index = key.Length == 1 && key[0] is >= '1' and <= '6' ? key[0] - '1' : Array.FindIndex(Names, n => n.Contains(key));
        return index < 0 ? null : index + 1;
    }
}
