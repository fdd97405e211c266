using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text;
using ReflectionBot.Application.Turns;
using ReflectionBot.Core.Wording;
using ReflectionBot.Operations;

namespace ReflectionBot.Tests.Wording;

/// <summary>
/// English that shows at once what is not in the resource files, or does not fit: every letter has an accent, each sentence is 40 % longer and
/// ends with a right-to-left mark. What people type as it stands (between backticks) stays. It can be read back.
/// </summary>
internal static class PseudoLanguage
{
    /// <summary>Unicode's own tag for such a language (CLDR, "Pseudo-locales").</summary>
    public const string Tag = "en-XA";

    /// <summary>Unicode's own tag for one that is read from right to left; here the same words.</summary>
    public const string RightToLeftTag = "ar-XB";

    private const string Plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Accented = "áƀçđéƒğĥíĵķļḿñóṕɋŕšţúṽŵẋýžÁɃÇĐÉƑĞĤÍĴĶĻḾÑÓṔɊŔŠŢÚṼŴẊÝŽ";
    private const char Longer = '~';
    private const char RightToLeft = '\u200F';

    /// <summary>The classes that stand for the resource files.</summary>
    public static IReadOnlyList<Type> Rooms { get; } =
        [.. new[] { typeof(Language).Assembly, typeof(TurnHandler).Assembly, typeof(Bot).Assembly }.SelectMany(a => a.GetTypes()).Where(t => t.Name.EndsWith("Wording", StringComparison.Ordinal) && Field(t) is not null)];

    /// <summary>The sentences of a room, by key.</summary>
    public static ResourceManager Of(Type room) => (ResourceManager)room.GetProperty("ResourceManager", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!;

    /// <summary>A sentence in it. <c>{names}</c> of what is filled in, and patterns of dates, stay.</summary>
    public static string Dress(string sentence)
    {
        if (!sentence.Any(char.IsAsciiLetter) || sentence.All(c => c is 'd' or 'M' or 'u' or ' '))
        {
            return sentence;
        }

        var dressed = new StringBuilder();
        var (typed, filled) = (false, false);
        foreach (var c in sentence)
        {
            typed ^= c == '`';
            filled = c == '{' || (filled && c != '}');
            dressed.Append(typed || filled || Plain.IndexOf(c, StringComparison.Ordinal) is not (>= 0 and var at) ? c : Accented[at]);
        }

        var end = sentence.Length - sentence.TrimEnd().Length;
        return dressed.Insert(dressed.Length - end, new string(Longer, (sentence.Length * 2 / 5) + 1) + RightToLeft).ToString();
    }

    /// <summary>The English of it.</summary>
    public static string Undress(string said) =>
        string.Concat(said.Where(c => c is not (Longer or RightToLeft)).Select(c => Accented.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : c));

    // Read by nobody else: a reader whose language is another one gets the files as they are.
    [ModuleInitializer]
    internal static void Install()
    {
        foreach (var room in Rooms)
        {
            Field(room)!.SetValue(null, new Dressed(room, Of(room)));
        }
    }

    private static FieldInfo? Field(Type room) => room.GetField("s_resourceManager", BindingFlags.Static | BindingFlags.NonPublic);

    private sealed class Dressed(Type room, ResourceManager plain) : ResourceManager(room)
    {
        public override string? GetString(string name, CultureInfo? culture) =>
            plain.GetString(name, culture) is not { } sentence ? null : IsPseudo(culture ?? CultureInfo.CurrentUICulture) ? Dress(sentence) : sentence;

        public override ResourceSet? GetResourceSet(CultureInfo culture, bool createIfNotExists, bool tryParents) =>
            plain.GetResourceSet(IsPseudo(culture) ? CultureInfo.InvariantCulture : culture, createIfNotExists, tryParents);

        public override string? GetString(string name) => GetString(name, null);

        private static bool IsPseudo(CultureInfo culture) => culture.Name is Tag or RightToLeftTag;
    }
}
