using System.Text;
using System.Text.Json;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Rest.Serialization;
using Newtonsoft.Json;
using ReflectionBot.Channels.Activities;
using FrameworkActivity = Microsoft.Bot.Schema.Activity;
using JsonException = Newtonsoft.Json.JsonException;

namespace ReflectionBot.BotBuilder;

/// <summary>Activities as the Bot Framework's classes have them, read and written so that nothing anybody wrote changes on the way.</summary>
internal static class WireActivities
{
    /// <summary>The one contract resolver.</summary>
    public static ReadOnlyJsonContractResolver Resolver { get; } = new();

    /// <summary>
    /// As the Bot Framework's own (<c>HttpHelper.BotMessageSerializerSettings</c>), with two differences. No text is taken for a date: else an
    /// answer that looks like a time comes out written otherwise. And there is one contract resolver: a new one for each turn reads all of the
    /// schema's classes again, which takes longer than the turn.
    /// </summary>
    private static readonly JsonSerializerSettings Settings = new()
    {
        NullValueHandling = NullValueHandling.Ignore,
        DateFormatHandling = DateFormatHandling.IsoDateFormat,
        DateTimeZoneHandling = DateTimeZoneHandling.Utc,
        DateParseHandling = DateParseHandling.None,
        ReferenceLoopHandling = ReferenceLoopHandling.Error,
        FloatParseHandling = FloatParseHandling.Decimal,
        MaxDepth = 64,
        ContractResolver = Resolver,
        Converters = { new Iso8601TimeSpanConverter() },
    };

    /// <summary>Reads an activity.</summary>
    /// <param name="body">JSON, UTF-8.</param>
    /// <returns>Null where the Bot Framework's classes cannot hold it.</returns>
    public static FrameworkActivity? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonConvert.DeserializeObject<FrameworkActivity>(Encoding.UTF8.GetString(body), Settings);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
            return null;
        }
    }

    /// <summary>Writes one.</summary>
    public static string Write(FrameworkActivity activity) => JsonConvert.SerializeObject(activity, Settings);

    /// <summary>The same activity as the bot reads it.</summary>
    public static Activity ToOurs(FrameworkActivity activity) => System.Text.Json.JsonSerializer.Deserialize(Write(activity), ActivityJson.Wire.Activity)!;
}
