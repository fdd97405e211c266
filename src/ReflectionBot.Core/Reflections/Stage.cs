namespace ReflectionBot.Core.Reflections;

/// <summary>What an answer is an answer to. The first six are Gibbs' stages in his order (Gibbs 1988). Stored rows hold names (answers) and numbers (codes, digests): neither ever changes.</summary>
public enum Stage
{
    /// <summary>What happened.</summary>
    Description = 1,

    /// <summary>What was felt.</summary>
    Feelings = 2,

    /// <summary>What was good or bad.</summary>
    Evaluation = 3,

    /// <summary>Why it went that way.</summary>
    Analysis = 4,

    /// <summary>What was learned.</summary>
    Conclusion = 5,

    /// <summary>What to do next time.</summary>
    ActionPlan = 6,

    /// <summary>The first question of the short form.</summary>
    StoodOut = 7,

    /// <summary>The optional question about others; off by default, never quoted.</summary>
    OthersFelt = 8,

    /// <summary>"Last time you wrote ... What came of it?": asked before the first question where there is a plan from the round before; never quoted.</summary>
    LastPlan = 9,
}

/// <summary>How the questions are asked. The answers belong to stages, so that switching keeps them.</summary>
public enum ReflectionForm
{
    /// <summary>Not chosen yet.</summary>
    NotChosen = 0,

    /// <summary>Six questions, one at a time.</summary>
    OneAtATime = 1,

    /// <summary>Six questions on one form.</summary>
    OneForm = 2,

    /// <summary>Three questions, one at a time.</summary>
    ThreeQuestions = 3,
}

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
