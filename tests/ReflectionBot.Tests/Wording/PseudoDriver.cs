using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Wording;

/// <summary>Reads what the bot says in the pseudo-language back into English, so that scripts play as they are, and keeps what it really said.</summary>
internal sealed class PseudoDriver(IChatDriver chat) : IChatDriver
{
    /// <summary>What the bot said, with the words of its buttons.</summary>
    public List<string> Said { get; } = [];

    public Task SayAsync(Seat seat, string text, int files, CancellationToken cancel) => chat.SayAsync(seat, text, files, cancel);

    public Task PressAsync(Seat seat, Seen message, SeenButton button, IReadOnlyDictionary<string, string> fields, CancellationToken cancel) => chat.PressAsync(seat, message, button, fields, cancel);

    public Task EditAsync(Seat seat, string messageId, string text, CancellationToken cancel) => chat.EditAsync(seat, messageId, text, cancel);

    public Task DeleteAsync(Seat seat, string messageId, CancellationToken cancel) => chat.DeleteAsync(seat, messageId, cancel);

    public Task JoinAsync(string person, Uri link, CancellationToken cancel) => chat.JoinAsync(person, link, cancel);

    public async Task<IReadOnlyList<Seen>> ReadAsync(Seat seat, CancellationToken cancel)
    {
        var seen = await chat.ReadAsync(seat, cancel);
        Said.AddRange(seen.Where(s => s.FromBot).Select(s => s.Text));
        return [.. seen.Select(s => s.FromBot ? s with { Text = PseudoLanguage.Undress(s.Text), Buttons = [.. s.Buttons.Select(b => b with { Label = PseudoLanguage.Undress(b.Label) })] } : s)];
    }
}
