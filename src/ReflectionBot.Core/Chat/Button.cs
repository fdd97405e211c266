namespace ReflectionBot.Core.Chat;

/// <summary>
/// What a button does. It travels through the client and back, so everything in it is a claim to be checked, never a permission.
/// </summary>
/// <param name="Verb">The word that could also be typed, e.g. <c>next</c>.</param>
/// <param name="Round">The round it was shown for, if any.</param>
/// <param name="Item">What it is about: a stage number, a choice, a name; null where the verb says all.</param>
/// <param name="Revision">The revision of the dialog it was shown at; an older one is stale. 0 where it never goes stale.</param>
/// <param name="Form">The form it stands on, as the item of the form's [Save] names it: its fields come along and are kept first. Null on no form.</param>
public sealed record ButtonAction(string Verb, string? Round = null, string? Item = null, long Revision = 0, string? Form = null);

/// <summary>A button as shown. Everything it does can also be typed.</summary>
/// <param name="Label">The words on it; at most 75 characters.</param>
/// <param name="Action">What it does.</param>
/// <param name="Primary">Shown as the expected next step; at most one a message.</param>
public sealed record Button(string Label, ButtonAction Action, bool Primary = false);
