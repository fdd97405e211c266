namespace ReflectionBot.Core.Reflections;

/// <summary>How the questions are asked. The answers belong to stages, so switching keeps them.</summary>
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
