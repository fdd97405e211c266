namespace ReflectionBot.Core.Reflections;

/// <summary>One question as people see it.</summary>
/// <param name="Stage">The question's id.</param>
/// <param name="Name">Gibbs' name for the stage, shown small.</param>
/// <param name="Label">The question in plain words, shown large.</param>
/// <param name="Help">One or two short sentences.</param>
/// <param name="Opening">A suggested beginning.</param>
/// <param name="NeverQuoted">Answers to it cannot be released as quotes.</param>
public sealed record Question(QuestionId Stage, string Name, string Label, string Help, string Opening, bool NeverQuoted = false);
