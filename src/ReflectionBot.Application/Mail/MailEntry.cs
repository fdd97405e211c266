using System.Security.Cryptography;
using System.Text;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;

namespace ReflectionBot.Application.Mail;

/// <summary>The state of a person's address.</summary>
public enum MailState
{
    /// <summary>Its owner was asked whether the bot may write to it; until they say yes, nothing else is sent there.</summary>
    Asked = 0,

    /// <summary>Its owner said yes.</summary>
    Confirmed = 1,

    /// <summary>Its owner said no when asked. The address is deleted.</summary>
    Declined = 2,

    /// <summary>The owner had agreed to mail and then stopped it. The address is deleted.</summary>
    Stopped = 3,

    /// <summary>A mail server said that there is no such address, or that it takes no mail.</summary>
    Refused = 4,
}

/// <summary>What is stored about a person's address; one row in their partition.</summary>
/// <param name="Address">In normalised form; empty once it is deleted.</param>
/// <param name="State">Its state.</param>
/// <param name="AnswerKey">Proves that the person who answers has read the letter that asks.</param>
/// <param name="StopKey">Proves that the person who stops letters has read one.</param>
/// <param name="AskedAt">When its owner was asked last.</param>
/// <param name="GivenBy">The person who gave it; null if its owner gave it in their own chat.</param>
/// <param name="GivenByName">Their name, for the letter that asks.</param>
/// <param name="Letter">The id of the letter that asks.</param>
public sealed record MailEntry(string Address, MailState State, string AnswerKey, string StopKey, DateTimeOffset AskedAt, string? GivenBy, string? GivenByName, string Letter)
{
    /// <summary>How long the letter that asks can be answered.</summary>
    public static readonly TimeSpan Answerable = TimeSpan.FromDays(14);

    /// <summary>The row's key.</summary>
    internal static string Key { get; } = Keys.Join(MailBook.Mail, "address");

    /// <summary>The same entry without the address: nothing is sent, and the address is no longer stored.</summary>
    public MailEntry Forgotten(MailState state) => this with { Address = "", State = state };

    /// <summary>A random key that cannot be guessed.</summary>
    internal static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    /// <summary>Compares keys in constant time, so that the time does not reveal how much was right.</summary>
    internal static bool Fits(string key, string given) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(given));

    /// <summary>What the owner is told about an address that takes no letters.</summary>
    internal static string NotTaken(string address) => MailWording.FormatMyLetterToWasNotTaken(address);

    internal static MailEntry Read(Row row)
    {
        var c = row.Columns;
        return new(c.NeedText("Address"), Enum.Parse<MailState>(c.NeedText("State")), c.NeedText("AnswerKey"), c.NeedText("StopKey"), c.NeedTime("AskedAt"), c.Text("GivenBy"), c.Text("GivenByName"), c.NeedText("Letter"));
    }

    internal PutRow ToRow() => new(Key, Columns.Empty
        .With("Address", Address).With("State", State.ToString()).With("AnswerKey", AnswerKey).With("StopKey", StopKey).With("AskedAt", AskedAt)
        .With("GivenBy", GivenBy).With("GivenByName", GivenByName).With("Letter", Letter));
}
