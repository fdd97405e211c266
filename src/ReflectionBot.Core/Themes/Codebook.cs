using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReflectionBot.Core.Themes.Codebooks;

namespace ReflectionBot.Core.Themes;

/// <summary>A group of the cycle: Foundations, Process, Outcomes.</summary>
/// <param name="Id">E.g. <c>foundations</c>.</param>
/// <param name="Name">As printed.</param>
/// <param name="Themes">In codebook order.</param>
public sealed record ThemeGroup(string Id, string Name, IReadOnlyList<Theme> Themes);

/// <summary>A theme with this project's working definition.</summary>
/// <param name="Id">E.g. <c>shared-power</c>.</param>
/// <param name="Name">The field's term, e.g. "Shared power".</param>
/// <param name="Words">The words that a digest uses for it.</param>
/// <param name="Present">Definition: when it is present.</param>
/// <param name="Strained">Definition: when it is strained or absent.</param>
/// <param name="Topics">At least three: with two, a theme shown without a topic would prove that both were written about.</param>
public sealed record Theme(string Id, string Name, ThemeWords Words, string Present, string Strained, IReadOnlyList<Topic> Topics)
{
    /// <summary>Cases that belong to it although another theme is near; at least one.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Cases that do not belong to it although they look like it; at least one.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Short made-up texts that are about it; at least one.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}

/// <summary>
/// The words that a digest uses for a theme. The field's own term "Shared power" sounds positive, so it would be wrong above a complaint.
/// </summary>
/// <param name="About">One neutral word, e.g. "power".</param>
/// <param name="Covers">What that includes, e.g. "who decides, who has a say".</param>
/// <param name="Present">What people wrote who found it present, e.g. "that it was shared".</param>
/// <param name="Strained">What people wrote who found it strained or absent.</param>
public sealed record ThemeWords(string About, string Covers, string Present, string Strained)
{
    /// <summary>The heading in a digest, e.g. "About power (who decides, who has a say)".</summary>
    public string Heading => $"About {About} ({Covers})";
}

/// <summary>A topic under a theme.</summary>
/// <param name="Id">Unique in the codebook.</param>
/// <param name="Label">A plain label that implies no polarity, e.g. "workload".</param>
public sealed record Topic(string Id, string Label);

/// <summary>
/// The codebook: what a theme is and what indicates it. Loaded once, validated, immutable. <see cref="Hash"/> is stored with <see cref="Version"/>
/// in every coded row, to distinguish codes of different codebooks.
/// </summary>
public sealed class Codebook
{
    private Codebook(CodebookFile file, string hash)
    {
        (Id, Version, Note, Hash) = (file.Id, file.Version, file.Note, hash);
        Groups = [.. file.Groups.Select(g => new ThemeGroup(g.Id, g.Name, [.. g.Themes.Select(ToTheme)]))];
        Themes = [.. Groups.SelectMany(g => g.Themes)];
        Indicators = new IndicatorIndex(file);
        Needs = [.. file.Groups.SelectMany(g => g.Themes).Select(t => t.Needs)];
        Sharing = file.Sharing ?? new SharingEntry(0);
    }

    /// <summary>E.g. <c>sharing</c>.</summary>
    public string Id { get; }

    /// <summary>As printed in the digest, e.g. "1".</summary>
    public string Version { get; }

    /// <summary>The source of these definitions; to be shown with them.</summary>
    public string Note { get; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>In the order of the cycle.</summary>
    public IReadOnlyList<ThemeGroup> Groups { get; }

    /// <summary>All themes, in the order of the cycle.</summary>
    public IReadOnlyList<Theme> Themes { get; }

    internal IndicatorIndex Indicators { get; }

    /// <summary>The points that each theme needs to count, in the order of <see cref="Themes"/>.</summary>
    internal IReadOnlyList<int> Needs { get; }

    /// <summary>The thresholds for a text to be about sharing at all.</summary>
    internal SharingEntry Sharing { get; }

    /// <summary>The id of the codebook that ships with the bot.</summary>
    public const string OfTheBot = "sharing";

    /// <summary>A codebook that ships with the bot, by its id.</summary>
    /// <exception cref="FormatException">It is missing or invalid; the message says how.</exception>
    public static Codebook Load(string id = OfTheBot)
    {
        var name = $"ReflectionBot.Core.Themes.Codebooks.{id}.json";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new FormatException($"There is no codebook '{id}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Parses a codebook from JSON.</summary>
    /// <exception cref="FormatException">It is invalid; the message says how.</exception>
    public static Codebook Parse(string json)
    {
        try
        {
            var file = JsonSerializer.Deserialize(json, CodebookJson.Default.CodebookFile) ?? throw new FormatException("The codebook is empty.");
            CodebookValidation.Check(file);
            return new Codebook(file, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))));
        }
        catch (JsonException e)
        {
            throw new FormatException($"The codebook is not valid at {e.Path}: {e.Message}", e);
        }
    }

    /// <summary>
    /// Whether anything in this text would count towards a theme, even slightly. A question, help text or opening that does would lead people to
    /// write what the bot counts.
    /// </summary>
    public bool Indicates(string text)
    {
        var words = Indicators.Words(text);
        return Indicators.Hits(words).Exists(h => h.Indicator.Theme >= 0) || Indicators.CuesIn(words).Exists(c => c.Cue.Points.Any(p => p > 0));
    }

    /// <summary>
    /// Whether anything in this text could make a theme count. Words such as "not" or "who", which only make a theme likelier together with others,
    /// cannot: the bot needs them in its own texts.
    /// </summary>
    public bool CanEarn(string text)
    {
        var words = Indicators.Words(text);
        return Indicators.Hits(words).Exists(h => h.Indicator.Theme >= 0) || Indicators.CuesIn(words).Exists(c => c.Cue.CanStand);
    }

    private static Theme ToTheme(ThemeEntry theme) =>
        new(theme.Id, theme.Name, new(theme.About, theme.Covers, theme.SaysPresent, theme.SaysStrained), theme.Present, theme.Strained, [.. theme.Topics.Select(t => new Topic(t.Id, t.Label))])
        {
            Include = theme.Include, Exclude = theme.Exclude, Examples = theme.Examples,
        };
}
