namespace ReflectionBot.Core.Reflections;

/// <summary>Limits for input from a person; texts are measured in UTF-16 characters. Beyond them nothing is stored, and the person is told.</summary>
public static class ReflectionLimits
{
    /// <summary>One message.</summary>
    public const int Message = 20_000;

    /// <summary>One answer with all its parts.</summary>
    public const int Answer = 60_000;

    /// <summary>Maximum number of parts of one answer.</summary>
    public const int Parts = 500;

    /// <summary>A quote: what fits a digest. From a longer answer, the author picks the words to quote.</summary>
    public const int Quote = 600;

    /// <summary>A message that a person posts to the team in their own words.</summary>
    public const int SayToTeam = 2_000;
}
