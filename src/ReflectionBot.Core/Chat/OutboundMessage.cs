using System.Text.Json.Serialization;
using ReflectionBot.Core.Wording;

namespace ReflectionBot.Core.Chat;

/// <summary>
/// A message to a channel: a closed set. Each channel renders each kind natively. All text in them is plain: a renderer
/// escapes it for its markup, so no text from a person can become a mention, a link or formatting.
/// </summary>
/// <remarks><see cref="Summary"/> is what notifications and fallbacks show: fixed text, never text from a person (trust rule 10).</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NoticeMessage), "notice")]
[JsonDerivedType(typeof(ConsentMessage), "consent")]
[JsonDerivedType(typeof(QuestionMessage), "question")]
[JsonDerivedType(typeof(FormMessage), "form")]
[JsonDerivedType(typeof(ReviewMessage), "review")]
[JsonDerivedType(typeof(RoundStatusMessage), "status")]
[JsonDerivedType(typeof(DigestMessage), "digest")]
[JsonDerivedType(typeof(PictureMessage), "picture")]
[JsonDerivedType(typeof(FileMessage), "file")]
[JsonDerivedType(typeof(PersonMessage), "person")]
public abstract record OutboundMessage
{
    /// <summary>For notifications and fallback text: says what kind of message this is, in fixed text.</summary>
    [JsonIgnore]
    public abstract string Summary { get; }

    /// <summary>The picture that belongs to the message; null for none.</summary>
    [JsonIgnore]
    public virtual ShownPicture? Shows => null;
}

/// <summary>A few plain sentences and buttons: answers to commands, help, invitations, mistakes.</summary>
/// <param name="Paragraphs">Each one a short paragraph.</param>
/// <param name="Buttons">In order.</param>
/// <param name="Title">A bold title above, if given.</param>
public sealed record NoticeMessage(IReadOnlyList<string> Paragraphs, IReadOnlyList<Button> Buttons, string? Title = null) : OutboundMessage
{
    /// <summary>Shown in a channel where the answer goes to one person's own chat.</summary>
    public static NoticeMessage InOwnChat => Of(ChatWording.TheAnswerComesInYourOwn);

    /// <inheritdoc/>
    public override string Summary => ChatWording.AMessageFromReflectionBot;

    /// <summary>It replaces a card whose buttons no longer apply. If the replacement fails, nothing is lost: it is neither retried nor posted as a new message.</summary>
    public bool IsOver { get; init; }

    /// <summary>The links in the paragraphs; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ParagraphLink>? Links { get; init; }

    /// <summary>A notice of these paragraphs without buttons.</summary>
    public static NoticeMessage Of(params string[] paragraphs) => new(paragraphs, []);

    /// <summary>A notice with links in it.</summary>
    public static NoticeMessage Linked(IReadOnlyList<LinkedText> paragraphs, params IReadOnlyList<Button> buttons)
    {
        ParagraphLink[] links = [.. paragraphs.SelectMany((p, i) => p.Links.Select(l => new ParagraphLink(i, l)))];
        return new([.. paragraphs.Select(p => p.Text)], buttons) { Links = links.Length == 0 ? null : links };
    }

    /// <summary>The links of one paragraph.</summary>
    public IReadOnlyList<TextLink> LinksIn(int paragraph) => [.. (Links ?? []).Where(l => l.Paragraph == paragraph).Select(l => l.Link)];
}

/// <summary>The complete consent text.</summary>
/// <param name="Title">"Before you start".</param>
/// <param name="Paragraphs">Heading (may be empty) and text.</param>
/// <param name="Buttons">[I agree] [Read first] [No] [Get help].</param>
public sealed record ConsentMessage(string Title, IReadOnlyList<HeadedText> Paragraphs, IReadOnlyList<Button> Buttons) : OutboundMessage
{
    /// <inheritdoc/>
    public override string Summary => ChatWording.BeforeYouStartWhoSeesWhat;
}

/// <summary>A paragraph with a bold heading in front of it; an empty heading for none.</summary>
public sealed record HeadedText(string Heading, string Text)
{
    /// <summary>The links in the text; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TextLink>? Links { get; init; }

    /// <summary>A paragraph with links in it.</summary>
    public static HeadedText Linked(string heading, LinkedText text)
    {
        return new(heading, text.Text) { Links = text.Links.Count == 0 ? null : text.Links };
    }
}

/// <summary>One Gibbs question.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Total">6, or 3 on the short form.</param>
/// <param name="Label">The question in plain words, shown large.</param>
/// <param name="StageName">Gibbs' name for the stage, shown small.</param>
/// <param name="Help">One or two short sentences.</param>
/// <param name="Opening">A suggested beginning, in italics.</param>
/// <param name="Before">Text shown above it, e.g. "Last time you wrote: ..."; null for nothing.</param>
/// <param name="Draft">What the person has already written here; null for nothing.</param>
/// <param name="Buttons">In order.</param>
public sealed record QuestionMessage(int Number, int Total, string Label, string StageName, string Help, string Opening, string? Before, string? Draft, IReadOnlyList<Button> Buttons) : OutboundMessage
{
    /// <inheritdoc/>
    public override string Summary => ChatWording.TheNextQuestion;

    /// <summary>The project that asks, for a person with open questions on several projects; null where only one is possible.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Project { get; init; }

    /// <summary>The small text: the stage, and the project's name where needed.</summary>
    [JsonIgnore]
    public string Small => Project is null ? StageName : $"{StageName} \u00b7 {Project}";
}

/// <summary>A form: all six questions at once, or a project's settings.</summary>
/// <param name="Title">Shown large.</param>
/// <param name="Intro">One or two sentences.</param>
/// <param name="Fields">In order.</param>
/// <param name="Submit">Sends the fields.</param>
/// <param name="Buttons">Other buttons, in order; they also send the fields (<see cref="ButtonAction.Form"/>), so that no typed text is lost.</param>
public sealed record FormMessage(string Title, string Intro, IReadOnlyList<FormField> Fields, Button Submit, IReadOnlyList<Button> Buttons) : OutboundMessage
{
    /// <inheritdoc/>
    public override string Summary => ChatWording.AFormFromReflectionBot;
}

/// <summary>One field of a form.</summary>
/// <param name="Id">Letters and digits.</param>
/// <param name="Label">Shown large; never empty (screen readers read it).</param>
/// <param name="Small">Shown small beside the label, e.g. the stage's name; may be empty.</param>
/// <param name="Help">Shown under the label; may be empty.</param>
/// <param name="Placeholder">Shown in the empty field; may be empty.</param>
/// <param name="Value">What is already there; may be empty.</param>
/// <param name="MultiLine">A text box of several lines.</param>
/// <param name="MaxLength">UTF-16 characters; the client cuts longer text off.</param>
public sealed record FormField(string Id, string Label, string Small, string Help, string Placeholder, string Value, bool MultiLine, int MaxLength);

/// <summary>The whole reflection for its author to check before submitting, or afterwards.</summary>
/// <param name="Title">E.g. "Your reflection - 5 answered, 1 skipped".</param>
/// <param name="Items">One for each answered question.</param>
/// <param name="Footer">What submitting means; may be empty.</param>
/// <param name="Buttons">[Submit] [Keep for later] ...</param>
public sealed record ReviewMessage(string Title, IReadOnlyList<ReviewItem> Items, string Footer, IReadOnlyList<Button> Buttons) : OutboundMessage
{
    /// <inheritdoc/>
    public override string Summary => ChatWording.YourReflectionToLookOver;
}

/// <summary>One answer in the review.</summary>
/// <param name="Heading">The plain question, then its number and stage, e.g. "3 Evaluation".</param>
/// <param name="Text">The author's own text, possibly shortened.</param>
/// <param name="WhoSees">The sharing choice as text, e.g. "topics to the team (Ana can read it)".</param>
/// <param name="Quote">Exactly what others would see if this is quoted; null where it is not quoted.</param>
/// <param name="QuoteNote">The warning or the state of the quote, e.g. "People may know you from the story, wording or spelling."; null without a quote.</param>
/// <param name="Buttons">[Change words] [Change who sees it] ... for this answer.</param>
public sealed record ReviewItem(string Heading, string Text, string WhoSees, string? Quote, string? QuoteNote, IReadOnlyList<Button> Buttons);

/// <summary>The status of a round. Numbers appear only in a facilitator's private chat; a channel shows only open, closing date, closed (trust rule 9).</summary>
/// <param name="Title">E.g. "Round open: Focus groups complete"</param>
/// <param name="Lines">Short lines.</param>
/// <param name="Buttons">In order.</param>
public sealed record RoundStatusMessage(string Title, IReadOnlyList<string> Lines, IReadOnlyList<Button> Buttons) : OutboundMessage
{
    /// <inheritdoc/>
    public override string Summary => ChatWording.WhereTheRoundStands;
}

/// <summary>A digest as released by disclosure control: renderers receive nothing else.</summary>
/// <param name="Title">E.g. "Digest for Housing priorities"</param>
/// <param name="Lead">The first lines: topics, or "Nothing new to share this week."</param>
/// <param name="Sections">Foundations, Process, Outcomes; only those with something to show.</param>
/// <param name="Said">"Next time (said with permission)" and other quotes listed under no theme; exact strings their authors approved.</param>
/// <param name="Agreed">What was agreed last time and is still open.</param>
/// <param name="Notes">The constant sentences and how this was made.</param>
/// <param name="Buttons">In order.</param>
public sealed record DigestMessage(string Title, IReadOnlyList<string> Lead, IReadOnlyList<DigestSection> Sections, IReadOnlyList<HeadedText> Said, IReadOnlyList<string> Agreed, IReadOnlyList<string> Notes, IReadOnlyList<Button> Buttons) : OutboundMessage
{
    /// <summary>The names of themes that were hard for enough people to be shown here, e.g. "power"; empty in older digests.</summary>
    public IReadOnlyList<string> NeedsAnswer { get; init; } = [];

    /// <summary>The picture of the cycle; null in older digests and where nothing is shown.</summary>
    public ShownPicture? Cycle { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override ShownPicture? Shows => Cycle;

    /// <inheritdoc/>
    public override string Summary => ChatWording.TheProjectsDigest;
}

/// <summary>One part of the cycle in a digest.</summary>
/// <param name="Heading">E.g. "Foundations".</param>
/// <param name="Themes">The themes that may be shown.</param>
public sealed record DigestSection(string Heading, IReadOnlyList<DigestTheme> Themes);

/// <summary>One theme in a digest.</summary>
/// <param name="Line">E.g. "About power (who decides, who has a say): three or more of you wrote about this."</param>
/// <param name="Quotes">Exact approved strings with their attribution ("quoted with permission", or a name).</param>
public sealed record DigestTheme(string Line, IReadOnlyList<HeadedText> Quotes)
{
    /// <summary>What the theme is called in a list, e.g. "power"; empty in older digests.</summary>
    public string About { get; init; } = "";

    /// <summary>Its topics that are shown.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>It is said to be present.</summary>
    public bool Present { get; init; }

    /// <summary>It is said to be strained.</summary>
    public bool Strained { get; init; }
}

/// <summary>
/// A person's own message, shown in a chat whose transcript the bot itself keeps (the web chat): it is echoed to the author's other windows and
/// to the others in a shared channel. Channels that keep their own transcript never get one.
/// </summary>
/// <param name="From">The author.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Text">The text.</param>
/// <param name="ClientId">The client's own id of the message, so that it can match the echo; may be empty.</param>
/// <param name="Pressed">The text is the label of a pressed button, not typed text.</param>
public sealed record PersonMessage(ChatAddress From, string Name, string Text, string ClientId, bool Pressed = false) : OutboundMessage
{
    /// <inheritdoc/>
    public override string Summary => ChatWording.AMessage;
}
