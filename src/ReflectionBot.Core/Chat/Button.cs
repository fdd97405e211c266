namespace ReflectionBot.Core.Chat;

/// <summary>
/// What a button does. It travels through the client and back, so treat everything in it as a claim to check, never as a permission.
/// </summary>
/// <param name="Verb">The word that could also be typed, e.g. <c>next</c>.</param>
/// <param name="Round">The round it was shown for, if any.</param>
/// <param name="Item">What it is about: a stage number, a choice, a name; null where the verb is enough.</param>
/// <param name="Revision">The dialog revision at which it was shown; an older one is stale. 0 for a button that never goes stale.</param>
/// <param name="Form">The form that the button is on, as the item of the form's [Save]: the form's fields are sent along and saved first. Null outside a form.</param>
public sealed record ButtonAction(string Verb, string? Round = null, string? Item = null, long Revision = 0, string? Form = null);

/// <summary>A button as shown. Everything it does can also be typed.</summary>
/// <param name="Label">The text on it; at most 75 characters.</param>
/// <param name="Action">What it does.</param>
/// <param name="Primary">Shown as the expected next step; at most one per message.</param>
public sealed record Button(string Label, ButtonAction Action, bool Primary = false);
