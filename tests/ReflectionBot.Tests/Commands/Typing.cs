using CsCheck;
using NodaTime;
using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Tests.Commands;

/// <summary>Typing at the parser, for the tests of this folder.</summary>
internal static class Typing
{
    /// <summary>A Monday.</summary>
    internal static readonly LocalDate Today = new(2026, 11, 23);

    internal static readonly Roles Everything = Roles.Collaborator | Roles.Facilitator | Roles.Lead;

    /// <summary>Hostile text: every quote style, invisible characters, command words, lone surrogates.</summary>
    internal static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        Typing.Any("start", "milestone", "add", "on", "\"", "“", "”", "«", "»", "'", "’", "31 feb", "\u200B", "\u00A0", "\n", "/reflect", "@ReflectionBot", "as", "lead", "set", "keep-until", "share", "3", "in", "9999", "months", "\uD800", "`", "", "extend", "by", "digest schedule", "monday", "25", "12/12", "agreed", ".", "holidays", "99/99/9999", "0000-00-00")
            .List[0, 8].Select(parts => string.Join(' ', parts)));

    internal static Gen<string> Any(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    internal static readonly Gen<Roles> AnyRoles = Gen.Int[0, 7].Select(n => (Roles)n);

    internal static readonly Gen<Place> AnyPlace = Gen.Bool.Select(b => b ? Place.Direct : Place.Channel);

    internal static ParseResult Parse(string text, Roles roles = Roles.Collaborator | Roles.Facilitator, Place place = Place.Direct, bool answering = false, bool addressed = false) =>
        CommandParser.Parse(text, new ParseContext(roles, place, Today, answering, addressed, "Housing priorities"));

    internal static Command Command(string text, Place place = Place.Direct) => Assert.IsType<ParseResult.Parsed>(Parse(text, place: place)).Command;

    internal static string Mistake(string text) => Assert.IsType<ParseResult.Mistake>(Parse(text)).Sentence;

    /// <summary>A place where the command works.</summary>
    internal static Place PlaceOf(CommandSpec spec) => spec.Where == Where.ChannelOnly ? Place.Channel : Place.Direct;
}
