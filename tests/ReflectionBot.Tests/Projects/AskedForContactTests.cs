using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.People;
using ReflectionBot.Application.Ports;
using ReflectionBot.Channels.Web;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Projects;

/// <summary>Whoever asks to be contacted hears at once what became of it, and is never led to somebody they did not pick.</summary>
public sealed class AskedForContactTests
{
    private const string Asking = """
        channel> ana: start "Focus groups complete"
        channel< is open until
        ana< Round open
        amir< Before you start
        amir> agree
        amir< Six questions
        amir> contact me Carys Jones
        amir< I give Carys Jones your name now, nothing else.
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_cannot_be_delivered_is_said_at_once_and_leads_to_nobody_else()
    {
        var channel = new ShutChannel { Answer = new SendOutcome.Unreachable() };
        await using var bot = await TestBot.StartAsync(change: channel.Before);
        await bot.Script.PlayAsync($"""
            {Asking}
            amir< I could not reach Carys Jones, so they do not have your name. In danger, call 999
            & What you wrote stays held back, and I send no reminders, until you write `carry on`.
            & [Ask someone else] [Carry on as before]
            ! Ana
            ! example.org
            ana< I cannot reach Carys Jones here.
            & `set helper2 "Carys Jones, 01234 567890"`
            ! Amir
            amir> contact me
            amir< Who should contact you? They get your name, nothing you wrote. I cannot reach Carys Jones just now.
            & [Ana Silva]
            ! [Carys Jones]
            """);
    }

    [Fact]
    public async Task What_the_chat_does_not_take_is_not_replaced_by_another_message_that_passes_for_it()
    {
        var channel = new ShutChannel { Answer = new SendOutcome.Refused("too large") };
        await using var bot = await TestBot.StartAsync(change: channel.Before);
        await bot.Script.PlayAsync($"""
            {Asking}
            amir< I could not reach Carys Jones, so they do not have your name.
            ana< I cannot reach Carys Jones here.
            """);
    }

    [Fact]
    public async Task What_takes_long_is_said_and_what_comes_of_it_too()
    {
        var channel = new ShutChannel { Answer = new SendOutcome.Later(null) };
        await using var bot = await TestBot.StartAsync(change: channel.Before);
        await bot.Script.PlayAsync(Asking);
        await bot.Script.PlayAsync("""
            time> 1 minute
            amir< I could not reach Carys Jones yet. I go on trying, and tell you when they have your name. In danger, call 999
            & [Ask someone else]
            time> 1 hour
            amir< -
            """);
        channel.Answer = null;
        await bot.Script.PlayAsync("""
            time> 1 hour
            amir< Your name, nothing else, waits for Carys Jones in their web chat. They have not been there yet, so I cannot say whether they will see it. In danger, call 999
            & [Ask someone else]
            carys< ...
            """);
        Assert.Contains(await bot.Script.HistoryAsync("carys"), m => m.Text.Contains("Amir Khan asks you to get in touch with them.", StringComparison.Ordinal));
    }

    /// <summary>Whoever is asked hears a name: on which of their projects somebody asks would say more than that.</summary>
    [Fact]
    public async Task Whoever_is_asked_hears_no_project_however_many_they_are_on()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Script.PlayAsync("empty> carys: setup \"Youth panel\"\nempty< ...\ncarys< ...");
        await bot.Script.PlayAsync($"{Asking}\namir< ...\ncarys< ...");
        await bot.SettleAsync();
        var asked = Assert.Single(await bot.Script.HistoryAsync("carys"), m => m.Text.Contains("get in touch", StringComparison.Ordinal));
        Assert.Equal("Amir Khan asks you to get in touch with them. I know no more than that.", asked.Text.Trim());
        Assert.Empty(asked.Buttons);
    }

    [Fact]
    public async Task A_request_from_before_buttons_carried_who_asks_nobody()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Get<AskForContactJob>().RunAsync(new AskForContact("tryouthousing", "tryout-amir", "r1"), Cancel);
        await bot.SettleAsync();
        await bot.Script.PlayAsync("""
            amir< I have not asked the person you picked: they are not a contact here any more.
            ana< -
            carys< -
            """);
    }

    [Theory]
    [InlineData("Bea Novak, 01234 567890", "Bea Novak", "01234 567890")]
    [InlineData("Samaritans (116 123)", "Samaritans", "116 123")]
    [InlineData("Samaritans on 116 123", "Samaritans", "116 123")]
    [InlineData("Bea Novak <bea@example.org>", "Bea Novak", "bea@example.org")]
    [InlineData("Dr. Bea Novak; tel. +44 (0)1234-567 890.", "Dr. Bea Novak", "+44 (0)1234-567 890")]
    [InlineData("The help desk https://example.org/help", "The help desk", "https://example.org/help")]
    [InlineData("116 123 Samaritans", "Samaritans", "116 123")]
    [InlineData("Bea Novak", "Bea Novak", null)]
    [InlineData("Group 7", "Group 7", null)]
    public void A_contact_is_a_name_and_an_address(string text, string name, string? reach) => Assert.Equal((name, reach), ContactPeople.Read(text));

    /// <summary>The web chat, in which what goes to Carys alone has no luck.</summary>
    private sealed class ShutChannel : IChatChannel
    {
        private WebChannel? _real;

        /// <summary>What becomes of it; null for as usual.</summary>
        public SendOutcome? Answer { get; set; }

        public string Name => _real!.Name;

        public bool IsByLinkOnly => _real!.IsByLinkOnly;

        public void Before(IServiceCollection services)
        {
            services.RemoveAll<IChatChannel>();
            services.AddSingleton<IChatChannel>(s =>
            {
                _real = s.GetRequiredService<WebChannel>();
                return this;
            });
        }

        public Task<SendOutcome> SendAsync(ConversationAddress to, string id, OutboundMessage message, CancellationToken cancel) =>
            Answer is { } answer && message is NoticeMessage notice && notice.Paragraphs.Any(p => p.Contains("get in touch with them", StringComparison.Ordinal))
                ? Task.FromResult(answer) : _real!.SendAsync(to, id, message, cancel);

        public Task<SendOutcome> UpdateAsync(ConversationAddress to, string messageId, string id, OutboundMessage message, CancellationToken cancel) => _real!.UpdateAsync(to, messageId, id, message, cancel);

        public Task<SendOutcome> DeleteAsync(ConversationAddress to, string messageId, string id, CancellationToken cancel) => _real!.DeleteAsync(to, messageId, id, cancel);

        public Task<ConversationAddress?> OpenDirectAsync(ChatAddress who, CancellationToken cancel) => _real!.OpenDirectAsync(who, cancel);

        public async IAsyncEnumerable<ChatMember> MembersAsync(ConversationAddress conversation, [EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (var member in _real!.MembersAsync(conversation, cancel))
            {
                yield return member;
            }
        }

        public Task<ChatMember?> FindAsync(ChatAddress who, CancellationToken cancel) => _real!.FindAsync(who, cancel);
    }
}
