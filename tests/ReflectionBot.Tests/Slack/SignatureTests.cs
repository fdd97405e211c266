using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using ReflectionBot.Channels.Slack.Inbound;

namespace ReflectionBot.Tests.Slack;

/// <summary>Whether a request is Slack's, against the example that Slack publishes on its page "Verifying requests from Slack".</summary>
public sealed class SignatureTests
{
    internal const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Time = "1531420618";
    private const string Published = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private const string Body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    internal static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1531420618);

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(Body);

    /// <summary>What Slack would write, put together independently of the check.</summary>
    internal static string Sign(string secret, string time, byte[] body) =>
        "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes($"v0:{time}:"), .. body]));

    [Fact]
    public void The_example_that_Slack_publishes_is_good() => Assert.Null(SlackSignature.RefusedBy(Secret, Time, Published, Bytes, Now));

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(-299, true)]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(86400, false)]
    [InlineData(-86400, false)]
    public void Five_minutes_either_way_are_allowed(int seconds, bool good) =>
        Assert.Equal(good ? null : SlackRules.Age, SlackSignature.RefusedBy(Secret, Time, Published, Bytes, Now.AddSeconds(seconds)));

    [Fact]
    public void A_moment_beyond_the_window_is_beyond_it() => Assert.Equal(SlackRules.Age, SlackSignature.RefusedBy(Secret, Time, Published, Bytes, Now.AddSeconds(300).AddTicks(1)));

    private static readonly Dictionary<string, (string Rule, Func<string?> Refused)> Wrong = new()
    {
        ["no secret"] = (SlackRules.NotConfigured, () => With(secret: "")),
        ["no secret, signed with none"] = (SlackRules.NotConfigured, () => With(secret: "", signature: Sign("", Time, Bytes))),
        ["a blank secret, signed with it"] = (SlackRules.NotConfigured, () => With(secret: "  \t", signature: Sign("  \t", Time, Bytes))),
        ["another secret"] = (SlackRules.Signature, () => With(secret: "8f742231b10e8888abcd99yyyzzz85a6")),
        ["the secret in capitals"] = (SlackRules.Signature, () => With(secret: Secret.ToUpperInvariant())),
        ["the secret with a space"] = (SlackRules.Signature, () => With(secret: Secret + " ")),
        ["no time"] = (SlackRules.Headers, () => With(time: StringValues.Empty)),
        ["a null for a time"] = (SlackRules.Headers, () => With(time: new StringValues((string?)null))),
        ["two times"] = (SlackRules.Headers, () => With(time: new StringValues([Time, Time]))),
        ["no signature"] = (SlackRules.Headers, () => With(signature: StringValues.Empty)),
        ["two signatures"] = (SlackRules.Headers, () => With(signature: new StringValues([Published, Published]))),
        ["two signatures in one"] = (SlackRules.Form, () => With(signature: $"{Published},{Published}")),
        ["an empty time"] = (SlackRules.Form, () => With(time: "")),
        ["a time in words"] = (SlackRules.Form, () => With(time: "yesterday!")),
        ["a time with a sign"] = (SlackRules.Form, () => Resigned("+531420618")),
        ["a time below zero"] = (SlackRules.Form, () => Resigned("-531420618")),
        ["a time with a space before"] = (SlackRules.Form, () => Resigned(" 1531420618")),
        ["a time with a space behind"] = (SlackRules.Form, () => Resigned("1531420618 ")),
        ["a time with a fraction"] = (SlackRules.Form, () => Resigned("1531420618.0")),
        ["a time with an exponent"] = (SlackRules.Form, () => Resigned("1531e20618")),
        ["a time in hex"] = (SlackRules.Form, () => Resigned("0x5b47d2ca")),
        ["a time in Arabic digits"] = (SlackRules.Form, () => Resigned("١٥٣١٤٢٠٦١٨")),
        ["a time in full-width digits"] = (SlackRules.Form, () => Resigned("１５３１４２０６１８")),
        ["a time with a leading zero"] = (SlackRules.Form, () => Resigned("01531420618")),
        ["a time in milliseconds"] = (SlackRules.Form, () => Resigned("1531420618000")),
        ["a time beyond every number"] = (SlackRules.Form, () => Resigned(new string('9', 400))),
        ["a time of nine digits"] = (SlackRules.Form, () => Resigned("153142061")),
        ["a time with a line break"] = (SlackRules.Form, () => Resigned("153142061\n")),
        ["an empty signature"] = (SlackRules.Form, () => With(signature: "")),
        ["only the version"] = (SlackRules.Form, () => With(signature: "v0=")),
        ["no version"] = (SlackRules.Form, () => With(signature: Published[3..])),
        ["another version"] = (SlackRules.Form, () => With(signature: "v1=" + Published[3..])),
        ["the version in capitals"] = (SlackRules.Form, () => With(signature: "V0=" + Published[3..])),
        ["hex in capitals"] = (SlackRules.Form, () => With(signature: "v0=" + Published[3..].ToUpperInvariant())),
        ["hex too short by one"] = (SlackRules.Form, () => With(signature: Published[..^1])),
        ["hex too short by a byte"] = (SlackRules.Form, () => With(signature: Published[..^2])),
        ["hex too long"] = (SlackRules.Form, () => With(signature: Published + "00")),
        ["hex with a letter too far"] = (SlackRules.Form, () => With(signature: Published[..^1] + "g")),
        ["a space before the signature"] = (SlackRules.Form, () => With(signature: " " + Published)),
        ["a space behind the signature"] = (SlackRules.Form, () => With(signature: Published + " ")),
        ["Base64 for hex"] = (SlackRules.Form, () => With(signature: "v0=" + Convert.ToBase64String(Convert.FromHexString(Published[3..])))),
        ["a signature of megabytes"] = (SlackRules.Form, () => With(signature: "v0=" + new string('a', 2_000_000))),
        ["the signature of nothing"] = (SlackRules.Signature, () => With(signature: "v0=" + new string('0', 64))),
        ["the first bit turned"] = (SlackRules.Signature, () => With(signature: "v0=2" + Published[4..])),
        ["the last bit turned"] = (SlackRules.Signature, () => With(signature: Published[..^1] + "2")),
        ["another body"] = (SlackRules.Signature, () => With(body: Encoding.UTF8.GetBytes(Body + "&text=more"))),
        ["a body with one bit turned"] = (SlackRules.Signature, () => With(body: [(byte)(Bytes[0] ^ 1), .. Bytes[1..]])),
        ["a body with a line break behind"] = (SlackRules.Signature, () => With(body: [.. Bytes, (byte)'\n'])),
        ["a body cut short"] = (SlackRules.Signature, () => With(body: Bytes[..^1])),
        ["no body"] = (SlackRules.Signature, () => With(body: [])),
        ["a new time on an old signature"] = (SlackRules.Signature, () => With(time: "1531420619")),
        ["a digit of the time moved into the body"] = (SlackRules.Signature, () => With(signature: Sign(Secret, "v0", [.. Encoding.UTF8.GetBytes(Time + ":"), .. Bytes]))),
        ["the body signed without the time"] = (SlackRules.Signature, () => With(signature: "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Bytes)))),
        ["a plain hash"] = (SlackRules.Signature, () => With(signature: "v0=" + Convert.ToHexStringLower(SHA256.HashData((byte[])[.. Encoding.UTF8.GetBytes($"v0:{Time}:"), .. Bytes])))),
        ["the secret read as hex"] = (SlackRules.Signature, () => With(signature: "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret).Reverse().ToArray(), Bytes)))),
        ["a time long ago, rightly signed"] = (SlackRules.Age, () => Resigned("1000000000")),
        ["a time far ahead, rightly signed"] = (SlackRules.Age, () => Resigned("9999999999")),
    };

    public static TheoryData<string> WrongNames => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(WrongNames))]
    public void What_is_wrong_is_refused_by_its_rule(string name) => Assert.Equal(Wrong[name].Rule, Wrong[name].Refused());

    [Fact]
    public void There_are_many_ways_to_be_wrong() => Assert.True(Wrong.Count >= 50, Wrong.Count.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void A_body_of_bytes_that_are_no_text_can_be_signed()
    {
        byte[] body = [0xff, 0x00, 0xfe, 0xc0, 0x80];
        Assert.Null(SlackSignature.RefusedBy(Secret, Time, Sign(Secret, Time, body), body, Now));
    }

    /// <summary>With each single byte or letter changed.</summary>
    [Fact]
    public void No_single_change_gets_in()
    {
        for (var i = 0; i < Bytes.Length; i++)
        {
            var body = Bytes.ToArray();
            body[i] ^= 0x20;
            Assert.NotNull(With(body: body));
        }

        for (var i = 0; i < Published.Length; i++)
        {
            Assert.NotNull(With(signature: string.Concat(Published.AsSpan(0, i), Published[i] == '7' ? "8" : "7", Published.AsSpan(i + 1))));
        }
    }

    private static string? With(string secret = Secret, StringValues? time = null, StringValues? signature = null, byte[]? body = null) =>
        SlackSignature.RefusedBy(secret, time ?? Time, signature ?? Published, body ?? Bytes, Now);

    private static string? Resigned(string time) => With(time: time, signature: Sign(Secret, time, Bytes));
}
