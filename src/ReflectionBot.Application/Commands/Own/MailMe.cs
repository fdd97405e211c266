using NodaTime;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Commands.Own;

/// <summary>Gives one's own e-mail address.</summary>
/// <param name="Address">As <see cref="ReflectionBot.Core.Chat.MailAddress.Read"/> gives it.</param>
public sealed record MailMe(string Address) : OwnCommand, ITypedCommand
{
    /// <inheritdoc/>
    static IReadOnlyList<CommandSpec> ITypedCommand.Specs { get; } =
    [
        new("mail me at", "mail me at <e-mail address>", () => OwnWording.TellsYouByEMailThat, CommandSpec.Anybody, Where.DirectOnly,
            CommandGroup.Always, Takes.Something, ["mail me", "email me at", "e-mail me at"], ["mail me at bea@example.org"]) { Read = Read, ListedAt = 60 },
    ];

    private static Reading Read(string rest, LocalDate today)
    {
        const string Example = "mail me at bea@example.org";
        if (ArgumentReaders.MailIn(rest) is var (other, _) && ArgumentReaders.MailIn(other) is not null)
        {
            return Reading.Wrong(OwnWording.FormatIWriteToOneAddressFor(Example));
        }

        var typed = Quotes.Whole(rest).Text.Trim().TrimEnd('.', ',', ';', '!');
        return MailAddress.Read(typed) is { } address ? Reading.Of(new MailMe(address)) : ArgumentReaders.NoAddress(typed, Example);
    }
}
