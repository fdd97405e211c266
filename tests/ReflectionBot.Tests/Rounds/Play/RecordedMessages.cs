using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Rounds.Play;

/// <summary>Everything that the bot says in the scripts, as it leaves Core: real messages for whoever draws them.</summary>
public static class RecordedMessages
{
    /// <summary>Plays scripts and gives back what was said, each message once, in order.</summary>
    /// <param name="scripts">Names of files in <c>Rounds/Scripts</c>.</param>
    public static async Task<IReadOnlyList<OutboundMessage>> PlayAsync(params string[] scripts)
    {
        var said = new ConcurrentQueue<OutboundMessage>();
        foreach (var script in scripts)
        {
            var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Rounds", "Scripts", script + ".txt"), TestContext.Current.CancellationToken);
            await using var bot = await TestBot.StartAsync(change: services => Record(services, said));
            await bot.Script.PlayAsync(text);
        }

        return [.. said.Where(m => m is not PersonMessage).DistinctBy(m => JsonSerializer.Serialize(m))];
    }

    private static void Record(IServiceCollection services, ConcurrentQueue<OutboundMessage> said)
    {
        services.RemoveAll<IChatChannel>();
        services.AddSingleton<IChatChannel>(s => new Recorder(s.GetRequiredService<WebChannel>(), said));
    }

    private sealed class Recorder(IChatChannel to, ConcurrentQueue<OutboundMessage> said) : IChatChannel
    {
        public string Name => to.Name;

        public bool IsByLinkOnly => to.IsByLinkOnly;

        public string? HowToAdd => to.HowToAdd;

        public Task<SendOutcome> SendAsync(ConversationAddress where, string id, OutboundMessage message, CancellationToken cancel)
        {
            said.Enqueue(message);
            return to.SendAsync(where, id, message, cancel);
        }

        public Task<SendOutcome> UpdateAsync(ConversationAddress where, string messageId, string id, OutboundMessage message, CancellationToken cancel)
        {
            said.Enqueue(message);
            return to.UpdateAsync(where, messageId, id, message, cancel);
        }

        public Task<SendOutcome> DeleteAsync(ConversationAddress where, string messageId, string id, CancellationToken cancel) => to.DeleteAsync(where, messageId, id, cancel);

        public Task<ConversationAddress?> OpenDirectAsync(ChatAddress who, CancellationToken cancel) => to.OpenDirectAsync(who, cancel);

        public IAsyncEnumerable<ChatMember> MembersAsync(ConversationAddress conversation, CancellationToken cancel) => to.MembersAsync(conversation, cancel);

        public Task<ChatMember?> FindAsync(ChatAddress who, CancellationToken cancel) => to.FindAsync(who, cancel);
    }
}
