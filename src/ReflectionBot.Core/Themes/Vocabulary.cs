namespace ReflectionBot.Core.Themes;

/// <summary>
/// The words and stems in the patterns of a codebook. Each word of a text is looked up once, letter by letter, and becomes the number
/// of the set of words and stems that it matches. From then on patterns compare numbers.
/// </summary>
internal sealed class Vocabulary
{
    private const int Letters = 37;
    private readonly List<int[]> _next = [];
    private readonly List<List<int>> _stems = [];
    private readonly List<int> _word = [];
    private readonly Dictionary<string, int> _entries = new(StringComparer.Ordinal);
    private readonly List<int[]> _sets = [[]];
    private List<int>[] _holding = [];
    private int[] _flat = [];
    private int[] _whole = [];
    private int[] _begun = [];

    /// <summary>Builds the vocabulary of these words; a final <c>*</c> marks a stem.</summary>
    public Vocabulary(IEnumerable<string> words)
    {
        _ = Node();
        foreach (var word in words)
        {
            Add(word);
        }

        Freeze();
    }

    /// <summary>The number of sets; set 0 is the empty one.</summary>
    public int Sets => _sets.Count;

    /// <summary>The number of a word or stem, which must be in the vocabulary.</summary>
    public int Entry(string word) => _entries[word];

    /// <summary>The sets that contain a word or stem.</summary>
    public IReadOnlyList<int> Holding(int entry) => _holding[entry];

    /// <summary>The words and stems of a set.</summary>
    public IReadOnlyList<int> Of(int set) => _sets[set];

    /// <summary>The set that this word matches; it must be in lower case with straight apostrophes.</summary>
    public int Find(ReadOnlySpan<char> word)
    {
        var node = 0;
        foreach (var c in word)
        {
            var letter = Letter(c);
            var next = letter < 0 ? 0 : _flat[(node * Letters) + letter];
            if (next == 0)
            {
                return _begun[node];
            }

            node = next;
        }

        return _whole[node];
    }

    private static int Letter(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a',
        >= '0' and <= '9' => 26 + c - '0',
        '\'' => 36,
        _ => -1,
    };

    private int Node()
    {
        _next.Add(new int[Letters]);
        _stems.Add([]);
        _word.Add(-1);
        return _next.Count - 1;
    }

    private void Add(string word)
    {
        if (!_entries.TryAdd(word, _entries.Count))
        {
            return;
        }

        var node = 0;
        foreach (var c in word.TrimEnd('*'))
        {
            var letter = Letter(c);
            node = _next[node][letter] != 0 ? _next[node][letter] : _next[node][letter] = Node();
        }

        if (word.EndsWith('*'))
        {
            _stems[node].Add(_entries[word]);
        }
        else
        {
            _word[node] = _entries[word];
        }
    }

    private void Freeze()
    {
        _flat = [.. _next.SelectMany(n => n)];
        (_whole, _begun) = (new int[_next.Count], new int[_next.Count]);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        Walk(0, [], numbers);
        _holding = [.. _entries.Select(_ => new List<int>())];
        for (var set = 0; set < _sets.Count; set++)
        {
            foreach (var entry in _sets[set])
            {
                _holding[entry].Add(set);
            }
        }
    }

    // The recursion is no deeper than the longest word of a pattern.
    private void Walk(int node, int[] before, Dictionary<string, int> numbers)
    {
        int[] stems = [.. before, .. _stems[node]];
        _begun[node] = Number(stems, numbers);
        _whole[node] = _word[node] < 0 ? _begun[node] : Number([.. stems, _word[node]], numbers);
        foreach (var next in _next[node].Where(n => n != 0))
        {
            Walk(next, stems, numbers);
        }
    }

    private int Number(int[] entries, Dictionary<string, int> numbers)
    {
        var key = string.Join(' ', entries);
        if (!numbers.TryGetValue(key, out var number))
        {
            numbers[key] = number = _sets.Count;
            _sets.Add(entries);
        }

        return number;
    }
}
