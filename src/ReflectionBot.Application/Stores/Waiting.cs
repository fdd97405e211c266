using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;

namespace ReflectionBot.Application.Stores;

/// <summary>
/// A question of the bot's about a command, which waits for an answer in somebody's own chat: which project is meant, or whether something is
/// really to end. Anything else they do lets it go.
/// </summary>
/// <param name="Line">The command, as typed; empty where only a project is to be picked.</param>
/// <param name="Until">Nobody who comes back later means it any more.</param>
public sealed record Waiting(string Line, DateTimeOffset Until)
{
    /// <summary>No text that is longer says yes or no, in characters: a button's label is up to 75.</summary>
    public const int LongestAnswer = 150;

    /// <summary>How long a question waits.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <summary>The project that something is to end in; null where the question is which project.</summary>
    public string? Project { get; init; }

    /// <summary>Names this one question: its buttons carry it, so that they work once and for nothing else. Null where a project is to be picked.</summary>
    public string? Token { get; init; }

    /// <summary>What stands on the button that says yes: typed, it says the same.</summary>
    public string? Yes { get; init; }

    /// <summary>What the question said when it was asked: a yes is to that and nothing else. Null in older rows.</summary>
    public string? Facts { get; init; }

    /// <summary>It asks which of two things is meant, not whether something is really to end: [Yes] carries out <see cref="Line"/>, which may be asked about in its turn.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The command of a button that says only "No"; null where that changes nothing.</summary>
    public string? Otherwise { get; init; }

    /// <summary>The key of the channel it was asked in, where it may be answered too; null for their own chat.</summary>
    public string? Place { get; init; }

    /// <summary>It asks several things at once: what stands on each button that says yes, and its command, a line each. Null where it asks one.</summary>
    public string? Choices { get; init; }

    /// <summary>Nothing waits any more, and a question has just been answered: how what came of it can be changed, for whoever says no to it afterwards.</summary>
    public string? Done { get; init; }

    /// <summary>It came to somebody who had given no command: where their own conversation has asked them something too, that is meant first.</summary>
    public bool IsUnasked { get; init; }

    /// <summary>The id of the message that asks it; null in older rows.</summary>
    public string? Message { get; init; }

    /// <summary>The bot has written something else since, with buttons of its own: a typed yes or no may be meant for that.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>What its card says, a paragraph a line: it goes on saying that once its buttons are over. Null where it has no card that is to be changed.</summary>
    public string? Card { get; init; }

    /// <summary>The name that its card is remembered by.</summary>
    public string CardName => $"{CardPrefix}{Token}";

    /// <summary>What the names of these cards begin with.</summary>
    public const string CardPrefix = "asked.";

    /// <summary>The key of its row in a person's partition: there is one question at most.</summary>
    public const string Key = "waiting";

    /// <summary>The key of the row that says which project somebody has chosen, in their partition.</summary>
    public const string Chosen = "chosen";

    /// <summary>The row.</summary>
    public PutRow Put() => new(Key, Columns.Empty.With("Line", Line).With("Until", Until).With("Project", Project).With("Token", Token).With("Yes", Yes)
        .With("IsPlain", IsPlain).With("Otherwise", Otherwise).With("Place", Place).With("Facts", Facts)
        .With("Choices", Choices).With("Done", Done).With("IsUnasked", IsUnasked).With("Card", Card)
        .With("Message", Message).With("IsInterrupted", IsInterrupted));

    /// <summary>The row once nothing waits any more: it holds no words.</summary>
    public static PutRow Over { get; } = new Waiting("", DateTimeOffset.UnixEpoch).Put();

    /// <summary>Reads the row.</summary>
    public static Waiting Read(Row row)
    {
        var c = row.Columns;
        return new Waiting(c.Text("Line") ?? "", c.NeedTime("Until")) { Project = c.Text("Project"), Token = c.Text("Token"), Yes = c.Text("Yes"), IsPlain = c.Flag("IsPlain"), Otherwise = c.Text("Otherwise"), Place = c.Text("Place"), Facts = c.Text("Facts"), Choices = c.Text("Choices"), Done = c.Text("Done"), IsUnasked = c.Flag("IsUnasked"), Card = c.Text("Card"), Message = c.Text("Message"), IsInterrupted = c.Flag("IsInterrupted") };
    }

    /// <summary>The row that remembers which project somebody has chosen.</summary>
    public static PutRow Choose(string project) => new(Chosen, Columns.Empty.With("Project", project));

    /// <summary>What stands on the button that says no.</summary>
    public static string No => CommandWording.NoLeaveItAsItIs;
}
