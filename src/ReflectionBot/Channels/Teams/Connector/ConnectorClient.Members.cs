using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace ReflectionBot.Channels.Teams.Connector;

/// <summary>Reads members. The client's resilience handler retries reads.</summary>
internal sealed partial class ConnectorClient
{
    /// <summary>Teams gives 50 to 500 on a page. (Source: "Get Teams specific context for your bot".)</summary>
    private const int PageSize = 200;

    /// <summary>The most pages that are read. A team has at most 25,000 members; a connector with more pages than even small ones would need is repeating itself.</summary>
    private const int MostPages = 1000;

    /// <summary>
    /// The members of a conversation, guests included, page by page, each once. For a channel, pass the team's id (or the channel's, if it is private
    /// or shared); a thread's id is read as its channel's.
    /// </summary>
    /// <exception cref="ConnectorException">The connector refused, perhaps in the middle: the members so far are not all of them.</exception>
    public async IAsyncEnumerable<TeamsMember> MembersAsync(Uri service, string conversation, [EnumeratorCancellation] CancellationToken cancel)
    {
        var place = Place(conversation);
        var (asked, seen) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        string? next = null;
        do
        {
            var page = await PageAsync(service, place, next, cancel);
            foreach (var member in page.Members ?? [])
            {
                if (member?.Id is { Length: > 0 } id && seen.Add(id))
                {
                    yield return member;
                }
            }

            next = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(next) && !IsCircle(asked, next));
    }

    /// <summary>One member; null if they are not, or no longer, in the conversation.</summary>
    /// <param name="service">The service URL.</param>
    /// <param name="conversation">The conversation; a team's id for its channels.</param>
    /// <param name="user">Their <c>29:</c> id, or their object id in Entra.</param>
    /// <param name="cancel">Cancels the request.</param>
    /// <exception cref="ConnectorException">The connector refused.</exception>
    public async Task<TeamsMember?> MemberAsync(Uri service, string conversation, string user, CancellationToken cancel)
    {
        var reply = await GetAsync(Address(service, "conversations", Place(conversation), "members", user), cancel);
        return reply.Refusal switch
        {
            null => Answered(reply, ConnectorJson.Default.TeamsMember),
            ConnectorAnswer.Gone => null,
            var refusal => throw new ConnectorException(refusal),
        };
    }

    private async Task<MemberPage> PageAsync(Uri service, string place, string? next, CancellationToken cancel)
    {
        var query = $"?pageSize={PageSize}" + (next is null ? "" : $"&continuationToken={Uri.EscapeDataString(next)}");
        var address = Address(service, "conversations", place, "pagedmembers") is { } path ? new Uri(path, query) : null;
        var reply = await GetAsync(address, cancel);
        if (next is null && reply.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
        {
            // Emulators may only know the older request, which has no pages. If the conversation is gone, that request says so again.
            var all = await GetAsync(Address(service, "conversations", place, "members"), cancel);
            return new MemberPage(Answered(all, ConnectorJson.Default.IReadOnlyListTeamsMember), null);
        }

        return Answered(reply, ConnectorJson.Default.MemberPage);
    }

    private static T Answered<T>(ConnectorHttp.Reply reply, JsonTypeInfo<T> type)
        where T : class =>
        reply.Refusal is { } refusal ? throw new ConnectorException(refusal) : Read(reply.Body, type) ?? throw new InvalidDataException("The Bot Connector's answer is empty");

    private async Task<ConnectorHttp.Reply> GetAsync(Uri? address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return address is null ? throw new ConnectorException(UnusableId) : await http.CallAsync(ConnectorSetup.Reads, request, cancel);
    }

    private bool IsCircle(HashSet<string> asked, string next)
    {
        if (asked.Add(next) && asked.Count < MostPages)
        {
            return false;
        }

        LogCircle(asked.Count);
        return true;
    }

    /// <summary>The members of a channel's thread are those of its channel.</summary>
    private static string Place(string conversation)
    {
        var thread = conversation.IndexOf(";messageid=", StringComparison.OrdinalIgnoreCase);
        return thread < 0 ? conversation : conversation[..thread];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Bot Connector's pages of members go in circles; reading ended after {Pages} of them")]
    private partial void LogCircle(int pages);
}
