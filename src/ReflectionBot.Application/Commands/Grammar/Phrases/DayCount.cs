using System.Text.RegularExpressions;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Grammar.Phrases;

/// <summary>Spans of days as people write them: 14, fourteen, 10 days, two weeks, 2w, a fortnight, a week and three days.</summary>
internal static partial class DayCount
{
    private const int Longest = 60;

    /// <summary>How many days the words say; null where they are no span of days. A number on its own counts days.</summary>
    public static int? Parse(string text)
    {
        var words = TypedText.KeyOfAll(text).Replace(",", " and ", StringComparison.Ordinal);
        if (words.Length is 0 or > Longest)
        {
            return null;
        }

        var parts = words.Split(" and ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var total = 0;
        foreach (var part in parts)
        {
            if (One(part, alone: parts.Length == 1) is not { } days)
            {
                return null;
            }

            total += days;
        }

        return parts.Length == 0 ? null : total;
    }

    private static int? One(string part, bool alone)
    {
        var words = Glued().Replace(part, "$1 $2").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        words = words is [var tens, var ones, ..] && NumberWords.Of($"{tens}-{ones}") is not null ? [$"{tens}-{ones}", .. words[2..]] : words; // "twenty one days"
        return words switch
        {
            ["fortnight"] => 14,
            ["week"] => 7,
            [var count] when alone => NumberWords.Of(count),
            [var count, var unit] when NumberWords.Of(count) is { } n && Unit(unit) is { } days => n * days,
            _ => null,
        };
    }

    private static int? Unit(string word) => word switch
    {
        "d" or "day" or "days" => 1,
        "w" or "wk" or "wks" or "week" or "weeks" => 7,
        "fortnight" or "fortnights" => 14,
        _ => null,
    };

    [GeneratedRegex("^([0-9]+)([a-z]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Glued();
}
