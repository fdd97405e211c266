using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Core.Digests;

/// <summary>The codebook and coder used for a project's digests.</summary>
/// <param name="Codebook">The themes.</param>
/// <param name="Coder">The coder of the answers.</param>
public sealed record DigestCoding(Codebook Codebook, ICoder Coder);

/// <summary>The codebooks that projects can choose from: the bot's own, and those that whoever runs the bot has added.</summary>
public sealed class Codings
{
    private readonly Dictionary<string, DigestCoding> _byId;

    /// <summary>Codings by these codebooks.</summary>
    /// <exception cref="FormatException">Two have the same id.</exception>
    public Codings(ICoder coder, IEnumerable<Codebook> codebooks)
    {
        _byId = new(StringComparer.Ordinal);
        foreach (var codebook in codebooks)
        {
            if (!_byId.TryAdd(codebook.Id, new(codebook, coder)))
            {
                throw new FormatException($"Two codebooks have the id '{codebook.Id}'.");
            }
        }
    }

    /// <summary>The ids of all codebooks.</summary>
    public IReadOnlyCollection<string> Ids => _byId.Keys;

    /// <summary>The coding of a project.</summary>
    /// <exception cref="InvalidDataException">Its codebook is not there any more. Nothing of it may be counted by another one.</exception>
    public DigestCoding Of(Project project) => Find(project) ?? throw new InvalidDataException($"The codebook '{project.Settings.CodebookId}' of a project is not there");

    /// <summary>The same; null where its codebook is not there any more.</summary>
    public DigestCoding? Find(Project project) => _byId.GetValueOrDefault(project.Settings.CodebookId);
}
