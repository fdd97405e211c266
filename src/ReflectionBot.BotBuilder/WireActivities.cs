using System.Text;
using System.Text.Json;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Rest.Serialization;
using Newtonsoft.Json;
using ReflectionBot.Channels.Activities;
using FrameworkActivity = Microsoft.Bot.Schema.Activity;
using JsonException = Newtonsoft.Json.JsonException;

namespace ReflectionBot.BotBuilder;

/// <summary>Reads and writes activities with the Bot Framework's classes, without changing anything that people wrote.</summary>
internal static class WireActivities
{
    /// <summary>The shared contract resolver.</summary>
    public static ReadOnlyJsonContractResolver Resolver { get; } = new();

    /// <summary>
    /// The Bot Framework's own settings (<c>HttpHelper.BotMessageSerializerSettings</c>), with two differences. No text is parsed as a date:
    /// otherwise an answer that looks like a time would be rewritten. And there is one shared contract resolver: a new one for each turn would read
    /// all of the schema's classes again, which takes longer than the turn.
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
    /// <returns>Null if the Bot Framework's classes cannot represent it.</returns>
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

    /// <summary>Writes an activity.</summary>
    public static string Write(FrameworkActivity activity) => JsonConvert.SerializeObject(activity, Settings);

    /// <summary>The same activity in the bot's own type.</summary>
    public static Activity ToOurs(FrameworkActivity activity) => System.Text.Json.JsonSerializer.Deserialize(Write(activity), ActivityJson.Wire.Activity)!;
}
