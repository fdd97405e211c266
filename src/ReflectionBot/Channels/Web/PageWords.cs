using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Core.Wording;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Web;

/// <summary>
/// The chat's page with its words in the language of the request. The words are in the page itself, as a block of JSON. That is one request less than
/// a separate file, and it is not a script, so no content policy forbids it. What is asked for with the page's marks is said by them alone.
/// </summary>
/// <param name="file">The page. In it, <c>{{attributes}}</c> are the attributes of <c>html</c>, <c>{{words}}</c> all sentences, and other names a sentence of <c>PageWording.resx</c>.</param>
internal sealed partial class PageWords(string file)
{
    // Letters of all languages are not escaped; characters that could end the block are.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly ConcurrentDictionary<string, string> _words = new(StringComparer.Ordinal); // By language, so the size is bounded by the number of languages.

    /// <summary>Whether the page exists.</summary>
    public bool IsThere => File.Exists(file);

    /// <summary>Answers with the page, or that it has not changed.</summary>
    public async Task ExecuteAsync(HttpContext context)
    {
        var page = Encoding.UTF8.GetBytes(Filled(await File.ReadAllTextAsync(file, context.RequestAborted)));
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(page))[..32]}\"");
        var (request, response) = (context.Request.GetTypedHeaders(), context.Response);
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = HeaderNames.AcceptLanguage;
        response.Headers.ContentLanguage = Language.Tag;
        if (request.IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(page, context.RequestAborted);
        }
    }

    private string Filled(string page) => Mark().Replace(page, mark => mark.Groups[1].Value switch
    {
        "attributes" => HtmlLanguage.Attributes,
        "words" => _words.GetOrAdd(Language.Tag, _ => Words()),
        var key => WebUtility.HtmlEncode(PageWording.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? ""),
    });

    /// <summary>All sentences of the page, by key.</summary>
    private static string Words()
    {
        var keys = PageWording.ResourceManager.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key);
        return new JsonObject(keys.Order(StringComparer.Ordinal).Select(key => KeyValuePair.Create(key, (JsonNode?)PageWording.ResourceManager.GetString(key, CultureInfo.CurrentUICulture)))).ToJsonString(Json);
    }

    [GeneratedRegex(@"\{\{([A-Za-z]+)\}\}")]
    private static partial Regex Mark();
}
