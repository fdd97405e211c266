using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Ports;

/// <summary>Sends letters. Nothing here is specific to a protocol or a vendor.</summary>
public interface IMail
{
    /// <summary>Whether letters can be sent at all: a mail server is configured.</summary>
    bool IsOn { get; }

    /// <summary>The page that letters link to, where each person can open their own chat. Null if the bot has no address that others can reach.</summary>
    Uri? Page { get; }

    /// <summary>Sends a letter.</summary>
    /// <returns>
    /// <see cref="SendOutcome.Sent"/>: the server took it. <see cref="SendOutcome.Later"/>: not now, or it is unknown whether the server took it.
    /// <see cref="SendOutcome.Unreachable"/>: there is no such address, or it takes no mail.
    /// </returns>
    Task<SendOutcome> SendAsync(Letter letter, CancellationToken cancel);
}
