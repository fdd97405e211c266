namespace ReflectionBot.Core.Reflections;

/// <summary>Limits of what is taken from a person, in UTF-16 characters where texts are meant. Beyond them nothing is stored and the person is told.</summary>
public static class ReflectionLimits
{
    /// <summary>One message.</summary>
    public const int Message = 20_000;

    /// <summary>One answer with all its parts.</summary>
    public const int Answer = 60_000;

    /// <summary>Parts of one answer.</summary>
    public const int Parts = 500;

    /// <summary>A quote: what fits a digest. A longer answer is quoted in part, in words its author picks.</summary>
    public const int Quote = 600;

    /// <summary>A message somebody has posted to the team in their own words.</summary>
    public const int SayToTeam = 2_000;
}
