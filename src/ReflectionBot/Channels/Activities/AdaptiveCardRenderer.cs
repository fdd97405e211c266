using System.Text.Json.Nodes;
using ReflectionBot.Application.Ports;
using ReflectionBot.Core.Chat;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Activities;

/// <summary>A rendered card.</summary>
/// <param name="Json">Adaptive Card 1.5.</param>
/// <param name="Fits">
/// False where the card is longer than <see cref="AdaptiveCardRenderer.MaxCharacters"/> because of parts that may not be shortened (a form's values,
/// a quote its author is asked to approve). A channel with that limit must show the message another way, e.g. one question at a time.
/// </param>
public sealed record RenderedCard(JsonObject Json, bool Fits);

/// <summary>
/// Renders outbound messages as Adaptive Cards 1.5, for both Teams and the web chat. Buttons are <c>Action.Submit</c> with the data
/// <c>{"rb": {"verb", "round", "item", "rev"}}</c>. A card that is too large is reduced: first a digest's last quotes are left out as a whole,
/// then long texts are shortened with <c>…</c>. Quotes and a form's values are never shortened.
/// </summary>
public static class AdaptiveCardRenderer
{
    /// <summary>
    /// The longest card, in UTF-16 characters of its JSON: Teams takes messages of 28 KB in UTF-16 (learn.microsoft.com, "Bot API changes for
    /// Teams": message size), less 1 KB for the activity around the card.
    /// </summary>
    public const int MaxCharacters = ((28 * 1024) - 1024) / 2;

    private static readonly int[] Cuts = [int.MaxValue, 4000, 2000, 1000, 500, 250, 120, 60];

    /// <summary>The card; null for a person's own message, which is shown as text.</summary>
    /// <param name="message">The message.</param>
    /// <param name="link">The address of a picture or file (<see cref="FileLinkTimes.For"/>); null where there is none, and then words replace it.</param>
    public static RenderedCard? Render(OutboundMessage message, Uri? link = null) => Render(message, link, [card => card]);

    /// <summary>The whole card, however long it is; null for a person's own message.</summary>
    internal static JsonObject? Whole(OutboundMessage message) => message is PersonMessage ? null : Write(message, int.MaxValue, null);

    /// <summary>The card with the channel's adaptations; null for a person's own message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="link">As above.</param>
    /// <param name="dresses">The channel's adaptations of the card, at least one; the richest first. Later ones are tried before any text is shortened.</param>
    internal static RenderedCard? Render(OutboundMessage message, Uri? link, IReadOnlyList<Func<JsonObject, JsonObject>> dresses)
    {
        return message switch
        {
            PersonMessage => null,
            DigestMessage digest => RenderDigest(digest, link, dresses),
            _ => Cut(message, link, dresses),
        };
    }

    private static RenderedCard Cut(OutboundMessage message, Uri? link, IReadOnlyList<Func<JsonObject, JsonObject>> dresses)
    {
        foreach (var longest in Cuts)
        {
            if (Fitting(message, longest, link, dresses) is { } card)
            {
                return new(card, true);
            }
        }

        return new(dresses[^1](Write(message, int.MaxValue, link)), false);
    }

    private static RenderedCard RenderDigest(DigestMessage digest, Uri? link, IReadOnlyList<Func<JsonObject, JsonObject>> dresses)
    {
        var quotes = digest.Said.Count + digest.Sections.Sum(s => s.Themes.Sum(t => t.Quotes.Count));
        for (var kept = quotes; kept >= 0; kept--)
        {
            if (Fitting(DigestQuotes.Keep(digest, kept), int.MaxValue, link, dresses) is { } card)
            {
                return new(card, true);
            }
        }

        return Cut(DigestQuotes.Keep(digest, 0), link, dresses);
    }

    private static JsonObject? Fitting(OutboundMessage message, int longest, Uri? link, IEnumerable<Func<JsonObject, JsonObject>> dresses) =>
        dresses.Select(dress => dress(Write(message, longest, link))).FirstOrDefault(Fits);

    private static bool Fits(JsonObject card) => card.ToJsonString(ActivityJson.Wire.Options).Length <= MaxCharacters;

    private static JsonObject Write(OutboundMessage message, int longest, Uri? link)
    {
        var card = new CardWriter(longest);
        switch (message)
        {
            case NoticeMessage m: Notice(card, m); break;
            case ConsentMessage m: Consent(card, m); break;
            case QuestionMessage m: Question(card, m); break;
            case FormMessage m: Form(card, m); break;
            case ReviewMessage m: Review(card, m); break;
            case RoundStatusMessage m: Status(card, m); break;
            case DigestMessage m: Digest(card, m, link); break;
            case PictureMessage m: FileCards.Picture(card, m, link); break;
            case FileMessage m: FileCards.File(card, m, link); break;
            default: throw new ArgumentException("a message outside the closed set", nameof(message));
        }

        return card.Card(message.Summary);
    }

    private static void Notice(CardWriter card, NoticeMessage m)
    {
        card.FixedHeading(m.Title ?? "", look: Look.Bold);
        for (var i = 0; i < m.Paragraphs.Count; i++)
        {
            card.Sentence(m.Paragraphs[i], m.LinksIn(i));
        }

        card.Actions(m.Buttons);
    }

    private static void Consent(CardWriter card, ConsentMessage m)
    {
        card.FixedHeading(m.Title);
        foreach (var paragraph in m.Paragraphs)
        {
            card.Headed(paragraph.Heading, paragraph.Text, paragraph.Links);
        }

        card.Actions(m.Buttons);
    }

    private static void Question(CardWriter card, QuestionMessage m)
    {
        card.Text(m.Before);
        card.Text(CardWording.FormatNumberOfTotalSmall(m.Number, m.Total, m.Small), Look.Subtle);
        card.FixedHeading(m.Label, close: true);
        card.Text(m.Help);
        card.Text(m.Opening, Look.Italic);
        if (!string.IsNullOrEmpty(m.Draft))
        {
            card.Text(CardWording.SoFar, Look.Bold);
            card.Text(m.Draft);
        }

        card.Actions(m.Buttons);
    }

    private static void Form(CardWriter card, FormMessage m)
    {
        card.FixedHeading(m.Title);
        card.Sentence(m.Intro);
        foreach (var field in m.Fields)
        {
            card.Field(field);
        }

        card.Actions([m.Submit, .. m.Buttons], sendsFields: true);
    }

    private static void Review(CardWriter card, ReviewMessage m)
    {
        card.FixedHeading(m.Title);
        foreach (var item in m.Items)
        {
            card.Begin();
            card.FixedHeading(item.Heading, look: Look.Bold);
            card.Text(item.Text);
            card.Headed(CardWording.WhoMaySeeIt, item.WhoSees);
            if (item.Quote is not null)
            {
                card.Begin(Box.Emphasis);
                card.Exact($"{CardWording.OthersWouldSeeExactly} ", item.Quote, "");
                card.End();
            }

            card.Text(item.QuoteNote, Look.Subtle);
            card.ActionSet(item.Buttons);
            card.End();
        }

        card.Sentence(m.Footer);
        card.Actions(m.Buttons);
    }

    private static void Status(CardWriter card, RoundStatusMessage m)
    {
        card.FixedHeading(m.Title, look: Look.Bold);
        foreach (var line in m.Lines)
        {
            card.Sentence(line);
        }

        card.Actions(m.Buttons);
    }

    private static void Digest(CardWriter card, DigestMessage m, Uri? link)
    {
        card.FixedHeading(m.Title);
        Lines(card, m.Lead);
        if (m.Cycle is { } cycle && link is not null)
        {
            card.SmallPicture(link, cycle.AltText);
        }

        foreach (var section in m.Sections)
        {
            card.Begin();
            card.FixedHeading(section.Heading, look: Look.Section);
            foreach (var theme in section.Themes)
            {
                Theme(card, theme);
            }

            card.End();
        }

        foreach (var said in m.Said)
        {
            card.Begin();
            card.FixedHeading(said.Heading, look: Look.Section);
            card.Exact("", said.Text, "");
            card.End();
        }

        if (m.Agreed.Count > 0)
        {
            card.Begin();
            card.FixedHeading(CardWording.AgreedLastTime, look: Look.Section);
            Lines(card, m.Agreed);
            card.End();
        }

        Notes(card, m.Notes);
        card.Actions(m.Buttons);
    }

    /// <summary>People look for the theme's name, so it is in bold; the text about it follows the colon.</summary>
    private static void Theme(CardWriter card, DigestTheme theme)
    {
        var colon = theme.Line.IndexOf(": ", StringComparison.Ordinal);
        card.Headed(theme.Line[..(colon + 1)], theme.Line[(colon + 1)..].Trim());
        foreach (var quote in theme.Quotes)
        {
            card.Exact("", quote.Text, quote.Heading.Length == 0 ? "" : " \u2013 " + quote.Heading);
        }
    }

    private static void Notes(CardWriter card, IReadOnlyList<string> notes)
    {
        if (notes.Count == 0)
        {
            return;
        }

        card.Begin();
        foreach (var note in notes)
        {
            card.Text(note, Look.Subtle);
        }

        card.End();
    }

    private static void Lines(CardWriter card, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            card.Text(line);
        }
    }
}
