using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReflectionBot.Core.Themes.Codebooks;

namespace ReflectionBot.Core.Themes;

/// <summary>A group of the cycle: Foundations, Process, Outcomes.</summary>
/// <param name="Id">E.g. <c>foundations</c>.</param>
/// <param name="Name">As printed.</param>
/// <param name="Themes">In the order of the codebook.</param>
public sealed record ThemeGroup(string Id, string Name, IReadOnlyList<Theme> Themes);

/// <summary>A theme with this project's working definition of it.</summary>
/// <param name="Id">E.g. <c>shared-power</c>.</param>
/// <param name="Name">The field's word, e.g. "Shared power".</param>
/// <param name="Words">How a digest says it.</param>
/// <param name="Present">When it is present.</param>
/// <param name="Strained">When it is strained or absent.</param>
/// <param name="Topics">At least three: with two, a theme shown without a topic would prove that both were written about.</param>
public sealed record Theme(string Id, string Name, ThemeWords Words, string Present, string Strained, IReadOnlyList<Topic> Topics);

/// <summary>
/// How a digest says a theme. The field's own name of it, "Shared power", says that something is well, so over a complaint it would be wrong.
/// </summary>
/// <param name="About">In one word that takes no side, e.g. "power".</param>
/// <param name="Covers">What that is, e.g. "who decides, who has a say".</param>
/// <param name="Present">What people wrote who found it present, e.g. "that it was shared".</param>
/// <param name="Strained">What people wrote who found it strained or absent.</param>
public sealed record ThemeWords(string About, string Covers, string Present, string Strained)
{
    /// <summary>As it stands over what is said, e.g. "About power (who decides, who has a say)".</summary>
    public string Heading => $"About {About} ({Covers})";
}

/// <summary>A topic under a theme.</summary>
/// <param name="Id">Unique in the codebook.</param>
/// <param name="Label">Plain words that say nothing of polarity, e.g. "workload".</param>
public sealed record Topic(string Id, string Label);

/// <summary>
/// The codebook: what a theme is and what indicates it. Read once, validated, immutable. <see cref="Hash"/> goes with <see cref="Version"/>
/// into every coded row, so that codes of different codebooks are told apart.
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

    /// <summary>Whose definitions these are; to be shown with them.</summary>
    public string Note { get; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>In the order of the cycle.</summary>
    public IReadOnlyList<ThemeGroup> Groups { get; }

    /// <summary>All themes, in the order of the cycle.</summary>
    public IReadOnlyList<Theme> Themes { get; }

    internal IndicatorIndex Indicators { get; }

    /// <summary>The points that each theme needs to count, by the order of <see cref="Themes"/>.</summary>
    internal IReadOnlyList<int> Needs { get; }

    /// <summary>From when on a text is about sharing at all.</summary>
    internal SharingEntry Sharing { get; }

    /// <summary>The codebook that comes with the bot, by its id.</summary>
    /// <exception cref="FormatException">It is not there, or something in it is wrong; says what.</exception>
    public static Codebook Load(string id = "sharing")
    {
        var name = $"ReflectionBot.Core.Themes.Codebooks.{id}.json";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new FormatException($"There is no codebook '{id}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>The codebook of this JSON text.</summary>
    /// <exception cref="FormatException">Something in it is wrong; says what.</exception>
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
    /// Whether anything in this text would count towards a theme, however faintly. A question, help or opening for which this is true would
    /// plant what the bot counts.
    /// </summary>
    public bool Indicates(string text)
    {
        var words = Indicators.Words(text);
        return Indicators.Hits(words).Exists(h => h.Indicator.Theme >= 0) || Indicators.CuesIn(words).Exists(c => c.Cue.Points.Any(p => p > 0));
    }

    /// <summary>
    /// Whether anything in this text could earn a theme. Words such as "not" or "who", which only make one likelier beside others, do not: the bot
    /// cannot speak without them.
    /// </summary>
    public bool CanEarn(string text)
    {
        var words = Indicators.Words(text);
        return Indicators.Hits(words).Exists(h => h.Indicator.Theme >= 0) || Indicators.CuesIn(words).Exists(c => c.Cue.CanStand);
    }

    private static Theme ToTheme(ThemeEntry theme) =>
        new(theme.Id, theme.Name, new(theme.About, theme.Covers, theme.SaysPresent, theme.SaysStrained), theme.Present, theme.Strained, [.. theme.Topics.Select(t => new Topic(t.Id, t.Label))]);
}
