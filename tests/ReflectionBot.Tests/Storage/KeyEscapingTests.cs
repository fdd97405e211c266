using CsCheck;
using ReflectionBot.Application.Tables;

namespace ReflectionBot.Tests.Storage;

public class KeyEscapingTests
{
    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.:-";

    /// <summary>Valid texts with many units of the kinds that matter: plain, the mark itself, hexadecimal, control, other scripts, pairs.</summary>
    private static readonly Gen<string> Valid = Gen.OneOf(
        Gen.Char[Plain].Select(c => c.ToString()), Gen.Char["_0123456789ABCDEFabcdef"].Select(c => c.ToString()), Gen.Char["/\\#?%' \0\u001f\u007f\u009f"].Select(c => c.ToString()),
        Gen.Char.Where(c => !char.IsSurrogate(c)).Select(c => c.ToString()), Gen.Int[0x10000, 0x10ffff].Select(char.ConvertFromUtf32)).Array[0, 40].Select(string.Concat);

    [Fact]
    public void Every_valid_text_comes_back_as_it_was() => Valid.Sample(raw => KeyEscaping.Unescape(KeyEscaping.Escape(raw)) == raw);

    [Fact]
    public void An_escaped_key_holds_only_what_every_store_accepts() => Valid.Sample(raw => KeyEscaping.Escape(raw).All(c => Plain.Contains(c, StringComparison.Ordinal) || c == '_'));

    [Fact]
    public void Different_texts_have_different_keys() =>
        Gen.Select(Valid, Valid).Sample((one, other) => string.Equals(one, other, StringComparison.Ordinal) == string.Equals(KeyEscaping.Escape(one), KeyEscaping.Escape(other), StringComparison.Ordinal));

    [Fact]
    public void A_text_starts_with_another_exactly_when_its_key_does() =>
        Gen.Select(Valid, Valid, Gen.Bool).Sample((one, rest, joined) =>
        {
            var whole = joined ? one + rest : rest;
            return whole.StartsWith(one, StringComparison.Ordinal) == KeyEscaping.Escape(whole).StartsWith(KeyEscaping.Escape(one), StringComparison.Ordinal);
        });

    [Fact]
    public void Plain_keys_stay_as_they_are_and_keep_their_order() =>
        Gen.Select(Gen.Char[Plain].Array[0, 20].Select(c => new string(c)), Gen.Char[Plain].Array[0, 20].Select(c => new string(c))).Sample((one, other) =>
            KeyEscaping.Escape(one) == one
            && Math.Sign(string.CompareOrdinal(one, other)) == Math.Sign(string.CompareOrdinal(KeyEscaping.Escape(one), KeyEscaping.Escape(other))));

    [Fact]
    public void Half_a_surrogate_pair_is_refused_wherever_it_stands() =>
        Gen.Select(Valid, Gen.Int[0xd800, 0xdfff], Valid).Sample((before, half, after) =>
            Throws<TableLimitException>(() => KeyEscaping.Escape(before + (char)half + after)));

    /// <summary>Only one stored key means a raw key, so what is not in the escaped form is never read as if it were.</summary>
    [Theory]
    [InlineData("_")]
    [InlineData("_002")]
    [InlineData("_002f")]
    [InlineData("_0041")]
    [InlineData("a b")]
    [InlineData("_ 02F")]
    [InlineData("é")]
    public void A_stored_key_in_another_form_is_refused(string stored) => Assert.Throws<InvalidDataException>(() => KeyEscaping.Unescape(stored));

    [Theory]
    [InlineData("round:2026-03-02", "round:2026-03-02")]
    [InlineData("a/b", "a_002Fb")]
    [InlineData("_", "_005F")]
    [InlineData("é", "_00E9")]
    [InlineData("😀", "_D83D_DE00")]
    [InlineData("", "")]
    public void The_form_is_fixed_since_it_is_stored(string raw, string stored) => Assert.Equal(stored, KeyEscaping.Escape(raw));

    private static bool Throws<T>(Action action) where T : Exception
    {
        try
        {
            action();
            return false;
        }
        catch (T)
        {
            return true;
        }
    }
}
