namespace ReflectionBot.Checks;

/// <summary>What a check came to.</summary>
internal enum Outcome
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It will not work so.</summary>
    Wrong,

    /// <summary>It could not be looked at.</summary>
    CannotTell,
}

/// <summary>One line of a doctor's.</summary>
/// <param name="Subject">What was looked at, one or two words.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Sentence">What was seen and, where it is not well, what to do. No secret, no token.</param>
internal sealed record Finding(string Subject, Outcome Outcome, string Sentence)
{
    /// <summary>As it should be.</summary>
    public static Finding Ok(string subject, string sentence) => new(subject, Outcome.Ok, sentence);

    /// <summary>It will not work so.</summary>
    public static Finding Wrong(string subject, string sentence) => new(subject, Outcome.Wrong, sentence);

    /// <summary>It could not be looked at.</summary>
    public static Finding CannotTell(string subject, string sentence) => new(subject, Outcome.CannotTell, sentence);

    /// <inheritdoc/>
    public override string ToString() => $"{Outcome switch { Outcome.Ok => "ok", Outcome.Wrong => "wrong", _ => "cannot tell" },-11}  {Subject,-9}  {Sentence}";
}
