using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReflectionBot.Core.Themes;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Reflections;

/// <summary>What somebody hands in, or takes back, is coded once.</summary>
public sealed class CodingWorkTests
{
    [Fact]
    public async Task Taking_back_codes_what_is_left_once_and_nothing_else()
    {
        var coder = new ListingCoder();
        await using var bot = await TestBot.StartAsync(change: services => services.Replace(ServiceDescriptor.Singleton<ICoder>(coder)));
        await bot.Script.PlayAsync("""
            channel> ana: start "Focus groups complete"
            channel< ...
            ana< ...
            amir< ...
            amir> agree
            amir< ...
            amir> form
            amir< ...
            amir> fills Evaluation = We set the agenda together.; Conclusion = Ask earlier.
            amir< ...
            amir> submit
            amir< ...
            """);
        Assert.Equal(["Ask earlier.", "We set the agenda together."], coder.Take());
        await bot.Script.PlayAsync("amir> withdraw 3\namir< Taken back\namir< ...");
        Assert.Equal(["Ask earlier."], coder.Take());
    }

    private sealed class ListingCoder : ICoder
    {
        private readonly IndicatorCoder _inner = new();
        private readonly List<string> _coded = [];

        public string Version => _inner.Version;

        public IReadOnlyList<Code> Code(Codebook codebook, string text)
        {
            lock (_coded)
            {
                _coded.Add(text);
            }

            return _inner.Code(codebook, text);
        }

        public IReadOnlyList<string> Order(Codebook codebook, string text) => _inner.Order(codebook, text);

        public string[] Take()
        {
            lock (_coded)
            {
                string[] coded = [.. _coded.Order(StringComparer.Ordinal)];
                _coded.Clear();
                return coded;
            }
        }
    }
}
