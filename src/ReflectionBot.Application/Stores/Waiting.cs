using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;

namespace ReflectionBot.Application.Stores;

/// <summary>
/// A question of the bot about a command, which waits for an answer in a person's own chat: which project is meant, or whether something should
/// really end. Any other action of the person discards it.
/// </summary>
/// <param name="Line">The command, as typed; empty if only a project is to be picked.</param>
/// <param name="Until">When the question expires: a person who comes back later no longer means it.</param>
public sealed record Waiting(string Line, DateTimeOffset Until)
{
    /// <summary>The longest text that is read as yes or no, in characters: a button's label has up to 75.</summary>
    public const int LongestAnswer = 150;

    /// <summary>How long a question waits.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <summary>The project that the command is about; null if the question is which project.</summary>
    public string? Project { get; init; }

    /// <summary>The id of this question. Its buttons carry it, so that they work only once and only for this question. Null if a project is to be picked.</summary>
    public string? Token { get; init; }

    /// <summary>The label of the yes button; typing it has the same effect.</summary>
    public string? Yes { get; init; }

    /// <summary>The facts the question stated when it was asked: a yes confirms only these. Null in older rows.</summary>
    public string? Facts { get; init; }

    /// <summary>It asks which of two things is meant, not whether something should really end: [Yes] carries out <see cref="Line"/>, which may need a confirmation of its own.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The command of a button labelled only "No"; null if No changes nothing.</summary>
    public string? Otherwise { get; init; }

    /// <summary>The key of the channel it was asked in, where it may also be answered; null for the person's own chat.</summary>
    public string? Place { get; init; }

    /// <summary>Set if it asks several things at once: the label of each yes button and its command, one line each. Null if it asks one thing.</summary>
    public string? Choices { get; init; }

    /// <summary>The question has just been answered and nothing waits any more: how the result can be changed, for a person who says no afterwards.</summary>
    public string? Done { get; init; }

    /// <summary>The person had given no command. If their own conversation also asked something, their answer is for that question first.</summary>
    public bool IsUnasked { get; init; }

    /// <summary>The id of the message with the question; null in older rows.</summary>
    public string? Message { get; init; }

    /// <summary>The bot has since written another message with buttons: a typed yes or no may be meant for that.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>The card's text, one paragraph per line: the card keeps it after its buttons are removed. Null if there is no card to change.</summary>
    public string? Card { get; init; }

    /// <summary>The name under which its card is remembered.</summary>
    public string CardName => $"{CardPrefix}{Token}";

    /// <summary>Prefix of the names of these cards.</summary>
    public const string CardPrefix = "asked.";

    /// <summary>The key of its row in a person's partition: there is one question at most.</summary>
    public const string Key = "waiting";

    /// <summary>The key of the row, in a person's partition, with the project they have chosen.</summary>
    public const string Chosen = "chosen";

    /// <summary>The row.</summary>
    public PutRow Put() => new(Key, Columns.Empty.With("Line", Line).With("Until", Until).With("Project", Project).With("Token", Token).With("Yes", Yes)
        .With("IsPlain", IsPlain).With("Otherwise", Otherwise).With("Place", Place).With("Facts", Facts)
        .With("Choices", Choices).With("Done", Done).With("IsUnasked", IsUnasked).With("Card", Card)
        .With("Message", Message).With("IsInterrupted", IsInterrupted));

    /// <summary>The row when nothing waits any more: it holds no text.</summary>
    public static PutRow Over { get; } = new Waiting("", DateTimeOffset.UnixEpoch).Put();

    /// <summary>Reads the row.</summary>
    public static Waiting Read(Row row)
    {
        var c = row.Columns;
        return new Waiting(c.Text("Line") ?? "", c.NeedTime("Until")) { Project = c.Text("Project"), Token = c.Text("Token"), Yes = c.Text("Yes"), IsPlain = c.Flag("IsPlain"), Otherwise = c.Text("Otherwise"), Place = c.Text("Place"), Facts = c.Text("Facts"), Choices = c.Text("Choices"), Done = c.Text("Done"), IsUnasked = c.Flag("IsUnasked"), Card = c.Text("Card"), Message = c.Text("Message"), IsInterrupted = c.Flag("IsInterrupted") };
    }

    /// <summary>The row that stores which project a person has chosen.</summary>
    public static PutRow Choose(string project) => new(Chosen, Columns.Empty.With("Project", project));

    /// <summary>The label of the no button.</summary>
    public static string No => CommandWording.NoLeaveItAsItIs;
}
