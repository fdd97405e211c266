namespace ReflectionBot.Core.Dialogs;

/// <summary>
/// The whole conversation with a collaborator as a pure function: the same state, input and context give the same step. It reads no clock,
/// makes no ids and does no I/O.
/// </summary>
public static class ReflectionDialog
{
    /// <summary>Takes one input.</summary>
    /// <param name="state">All that is known about the person.</param>
    /// <param name="input">What happened.</param>
    /// <param name="context">What may be looked at.</param>
    /// <returns>The new state, and what is to be said and done. Nothing a person can send makes it throw.</returns>
    public static DialogStep Step(PersonState state, DialogInput input, DialogContext context) => new(state, []);
}
