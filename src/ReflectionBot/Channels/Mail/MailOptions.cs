namespace ReflectionBot.Channels.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Encrypted after STARTTLS; a server that does not offer it is not used. Usually port 587.</summary>
    StartTls = 0,

    /// <summary>Encrypted from the first byte. Usually port 465.</summary>
    Tls = 1,

    /// <summary>Not encrypted: for a mail server on this machine, without a login. Usually port 25.</summary>
    None = 2,
}

/// <summary>Settings of e-mail, section <c>Mail</c>. Without <see cref="Host"/> no mail is sent, and facilitators are told which people to notify by hand.</summary>
public sealed class MailOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Mail";

    /// <summary>The mail server that takes mail for sending (SMTP submission), e.g. <c>smtp.example.org</c>. Empty: no mail.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port; 0 for the usual port of <see cref="Security"/>.</summary>
    public int Port { get; set; }

    /// <summary>How the connection is protected.</summary>
    public MailSecurity Security { get; set; }

    /// <summary>The login's name; empty for none.</summary>
    public string User { get; set; } = "";

    /// <summary>The login's password. A secret.</summary>
    public string Password { get; set; } = "";

    /// <summary>The sender address of mail, e.g. <c>reflection@example.org</c>; bounces go there too.</summary>
    public string From { get; set; } = "";

    /// <summary>The sender name shown with it.</summary>
    public string FromName { get; set; } = "ReflectionBot";

    /// <summary>An address for replies that a person reads; empty: the mail says that nobody reads replies.</summary>
    public string ReplyTo { get; set; } = "";

    /// <summary>The most mails per minute, 1 to 1000; further ones wait.</summary>
    public int PerMinute { get; set; } = 60;

    /// <summary>Sends the password to a mail server on this machine without encryption: for trying out.</summary>
    public bool DangerouslySendPasswordUnencryptedToThisMachine { get; set; }

    /// <summary>Whether e-mail is set up.</summary>
    internal bool IsOn => Host.Length > 0;

    /// <summary>The port that is used.</summary>
    internal int UsedPort => Port > 0 ? Port : Security switch { MailSecurity.Tls => 465, MailSecurity.None => 25, _ => 587 };
}
