namespace ReflectionBot.Core.Reflections;

/// <summary>One question as people read it.</summary>
/// <param name="Stage">Which question it is.</param>
/// <param name="Name">Gibbs' name of the stage, shown small.</param>
/// <param name="Label">The question in plain words, shown large.</param>
/// <param name="Help">One or two short sentences.</param>
/// <param name="Opening">A way to begin.</param>
/// <param name="NeverQuoted">Answers to it cannot be released as quotes.</param>
public sealed record Question(QuestionId Stage, string Name, string Label, string Help, string Opening, bool NeverQuoted = false);
