namespace ReflectionBot.Checks;

/// <summary>The result of a check.</summary>
internal enum Outcome
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It will not work like this.</summary>
    Wrong,

    /// <summary>It could not be checked.</summary>
    CannotTell,
}

/// <summary>One line of a doctor's report.</summary>
/// <param name="Subject">What was checked, one or two words.</param>
/// <param name="Outcome">The result.</param>
/// <param name="Sentence">What was found and, if something is wrong, what to do. No secret, no token.</param>
internal sealed record Finding(string Subject, Outcome Outcome, string Sentence)
{
    /// <summary>As it should be.</summary>
    public static Finding Ok(string subject, string sentence) => new(subject, Outcome.Ok, sentence);

    /// <summary>It will not work like this.</summary>
    public static Finding Wrong(string subject, string sentence) => new(subject, Outcome.Wrong, sentence);

    /// <summary>It could not be checked.</summary>
    public static Finding CannotTell(string subject, string sentence) => new(subject, Outcome.CannotTell, sentence);

    /// <inheritdoc/>
    public override string ToString() => $"{Outcome switch { Outcome.Ok => "ok", Outcome.Wrong => "wrong", _ => "cannot tell" },-11}  {Subject,-9}  {Sentence}";
}
