using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Application.Commands.Digests;

/// <summary>Writes a note on the last digest to the facilitators.</summary>
/// <param name="Text">In the person's words.</param>
public sealed record NoteOnDigest(string Text) : Command, ITypedCommand
{
    /// <summary>The longest note, in UTF-16 characters.</summary>
    private const int Longest = 1000;

    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("digest comment", "digest comment \"<your words>\"", () => DigestCommandWording.WritesTheFacilitatorsANote, Roles.Collaborator | Roles.Lead, Where.DirectOnly, CommandGroup.Digests,
            Takes.Something, ["comment on the digest", "comment on digest"], ["digest comment \"You left out the travel.\""]) { Read = Read, ListedAt = 46 },
    ];

    private static Reading Read(string rest, LocalDate today)
    {
        var text = TypedText.OneLine(Quotes.Whole(rest).Text);
        return text.Length == 0 ? Reading.Wrong(DigestCommandWording.WhatShouldTheNoteSay)
            : text.Length > Longest ? Reading.Wrong(DigestCommandWording.FormatPleasePutItInUpTo(Longest))
            : Reading.Of(new NoteOnDigest(text));
    }
}

/// <summary>`digest comment "..."`: goes to the facilitators with the person's name, after they have seen who will read it. It is in no digest and no count.</summary>
public sealed class NoteOnDigestHandler(ProjectStore projects) : IAsksFirst<NoteOnDigest>
{
    /// <inheritdoc/>
    public async Task<AskedQuestion?> QuestionAsync(CommandContext context, NoteOnDigest command, CancellationToken cancel)
    {
        var names = await FacilitatorsAsync(context, cancel);
        return names.Count == 0 ? null : new(
            [DigestCommandWording.FormatIWouldSendThisTo(Spoken.List(names)), command.Text, DigestCommandWording.NobodyElseSeesTheNote],
            DigestCommandWording.SendTheNote,
            $"digest comment {Quotes.Around(command.Text)}");
    }

    /// <inheritdoc/>
    public async Task<CommandResult> HandleAsync(CommandContext context, NoteOnDigest command, CancellationToken cancel)
    {
        var names = await FacilitatorsAsync(context, cancel);
        return names.Count == 0
            ? context.Say(DigestCommandWording.ThereIsNoFacilitatorToRead)
            : new([],
            [
                context.Reply(NoticeMessage.Of(DigestCommandWording.FormatISendItToThem(Spoken.List(names)))),
                new RunJob(context.NewId(), new SendDigestNote(context.Project.Id, context.Person.Id, command.Text, context.NewId())),
            ]);
    }

    private async Task<IReadOnlyList<string>> FacilitatorsAsync(CommandContext context, CancellationToken cancel) =>
        [.. (await projects.MembersAsync(context.Project.Id, cancel)).Where(m => m.Roles.HasFlag(Roles.Facilitator) && m.Person != context.Person.Id).Select(m => m.Name)];
}
