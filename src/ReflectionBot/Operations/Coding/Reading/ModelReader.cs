using System.ClientModel;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using OpenAI;
using ReflectionBot.Core.Digests.Reading;
using ReflectionBot.Core.Themes;

namespace ReflectionBot.Operations.Coding.Reading;

/// <summary>How many texts a model has read, and what became of the others.</summary>
internal sealed class ReaderTally
{
    /// <summary>Texts whose codes are the model's; equal ones are sent once.</summary>
    public int Read { get; set; }

    /// <summary>Texts that were not sent, because of a limit.</summary>
    public int OverTheLimit { get; set; }

    /// <summary>Replies that were refused, by reason.</summary>
    public SortedDictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Requests that failed, by the kind of failure.</summary>
    public SortedDictionary<string, int> Failed { get; } = new(StringComparer.Ordinal);

    /// <summary>Counts one.</summary>
    public static void Add(SortedDictionary<string, int> counts, string what) => counts[what] = counts.GetValueOrDefault(what) + 1;
}

/// <summary>
/// Asks a language model what texts are about, by the codebook. Only the command <c>themes evaluate --reader</c> uses it: a running bot sends nothing
/// to any model. Where the model gives nothing that can be used, it says so with null, and the codebook's codes stand.
/// </summary>
/// <param name="chat">The model.</param>
/// <param name="codebook">The themes.</param>
/// <param name="request">The model's name, limits and the names to mask.</param>
internal sealed class ModelReader(IChatClient chat, Codebook codebook, ReaderRequest request)
{
    // A reply has three codes at most, each with a short passage.
    private const int MostTokens = 600;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, ModelReading> _read = new(StringComparer.Ordinal);
    private int _sent;
    private int _characters;

    /// <summary>What has become of the texts so far.</summary>
    public ReaderTally Tally { get; } = new();

    /// <summary>A client for an endpoint. It tries again by itself after 429 and 5xx, when the answer says so, three times at most.</summary>
    public static IChatClient Connect(ReaderRequest request, string? key) =>
        new OpenAIClient(new ApiKeyCredential(string.IsNullOrWhiteSpace(key) ? "none" : key), new OpenAIClientOptions { Endpoint = new Uri(request.Endpoint), NetworkTimeout = Timeout })
            .GetChatClient(request.Model).AsIChatClient();

    /// <summary>The model's codes of a text; null where there are none that can be used.</summary>
    public async Task<IReadOnlyList<Code>?> ReadAsync(string text, CancellationToken cancel)
    {
        var prompt = ReadingPrompt.Of(codebook, text, request.Names);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{ReadingPrompt.Version}\n{codebook.Hash}\n{request.Model}\n{prompt.User}")));
        if (_read.TryGetValue(key, out var known))
        {
            return Counted(known);
        }

        if (_sent >= request.MostTexts || _characters + prompt.User.Length > request.MostCharacters)
        {
            Tally.OverTheLimit++;
            return null;
        }

        (_sent, _characters) = (_sent + 1, _characters + prompt.User.Length);
        try
        {
            var options = new ChatOptions { Temperature = 0, MaxOutputTokens = MostTokens, ResponseFormat = ChatResponseFormat.Json };
            var reply = await chat.GetResponseAsync([new(ChatRole.System, prompt.System), new(ChatRole.User, prompt.User)], options, cancel);
            _read[key] = ModelReading.Of(codebook, text, prompt, request.Model, reply.Text);
            return Counted(_read[key]);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // Whatever a client of somebody else's throws: the run goes on with the codebook's codes. Its message may hold the text, so only its kind is told.
            ReaderTally.Add(Tally.Failed, e is ClientResultException { Status: > 0 and var status } ? $"HTTP {status}" : e.GetType().Name);
            return null;
        }
    }

    private IReadOnlyList<Code>? Counted(ModelReading reading)
    {
        if (reading.Refusal != ReplyRefusal.None)
        {
            ReaderTally.Add(Tally.Refused, $"{reading.Refusal}");
            return null;
        }

        Tally.Read++;
        return reading.Codes;
    }
}
