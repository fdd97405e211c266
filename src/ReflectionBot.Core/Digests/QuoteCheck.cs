namespace ReflectionBot.Core.Digests;
/// <summary>s</summary>
public static class QuoteCheck
{
    /// <summary>s</summary>
    public static string Exact(string text, IReadOnlyList<string> names) => text;
    /// <summary>s</summary>
    public static string Tidy(string text) => text;
}
