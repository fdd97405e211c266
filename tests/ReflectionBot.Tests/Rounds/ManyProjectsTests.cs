using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Ports;
using ReflectionBot.Application.Rounds;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Tests.Rounds.Play;

namespace ReflectionBot.Tests.Rounds;

/// <summary>
/// Sixty projects of teams who write in three chat programs, of which one always fails and one hangs for good. Reminders and digests of the third
/// come when they are due, week after week, and also where the bot was away for weeks.
/// </summary>
public sealed class ManyProjectsTests
{
    private const int Projects = 60;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reminders_and_digests_come_within_a_tick_whatever_other_channels_do()
    {
        await using var world = await World.StartAsync();
        await world.UntilAsync("asked", () => world.Good.Count("direct", "consent") == World.People("good"));

        // Weeks with the trouble: its backlog grows, and nobody else waits for it.
        await world.ArriveAsync("2026-11-30 09:00", "first digest", ("home", "digest"), Projects / 3);
        await world.ArriveAsync("2026-11-30 10:00", "first reminder", ("direct", "reminder"), World.People("good"));
        await world.ArriveAsync("2026-12-04 10:00", "second reminder", ("direct", "reminder"), 2 * World.People("good"));
        await world.ArriveAsync("2026-12-07 09:00", "second digest", ("home", "digest"), 2 * Projects / 3);

        // Three weeks without the bot, and all that is due at once: one digest each, not three.
        await world.ArriveAsync("2026-12-29 11:00", "after weeks", ("home", "digest"), 3 * Projects / 3);
        Assert.Equal(0, world.Hanging.Said);
        Assert.True(world.Failing.Tried > Projects);

        // Both work again: nothing of theirs is lost.
        world.Failing.Fate = world.Hanging.Fate = Fate.Works;
        await world.UntilAsync("failed", () => world.Failing.Count("direct", "consent") == World.People("failing"), TimeSpan.FromMinutes(30));
        await world.UntilAsync("hung", () => world.Hanging.Count("direct", "consent") == World.People("hanging"), TimeSpan.FromMinutes(30));
        await world.UntilAsync("digests", () => world.Failing.Count("home", "digest") == Projects && world.Hanging.Count("home", "digest") == Projects, TimeSpan.FromMinutes(30));
    }

    private enum Fate
    {
        Works,
        Fails,
        Hangs,
    }

    private sealed class World : IAsyncDisposable
    {
        private readonly TestBot _bot;
        private readonly CancellationTokenSource _stop = new();
        private Task _running = Task.CompletedTask;

        private World(TestBot bot, TroubledChannel[] channels) => (_bot, Good, Failing, Hanging) = (bot, channels[0], channels[1], channels[2]);

        public TroubledChannel Good { get; }

        public TroubledChannel Failing { get; }

        public TroubledChannel Hanging { get; }

        public static async Task<World> StartAsync()
        {
            TroubledChannel[] channels = [new("good", Fate.Works), new("failing", Fate.Fails), new("hanging", Fate.Hangs)];
            var bot = await TestBot.StartAsync(change: services =>
            {
                foreach (var channel in channels)
                {
                    services.AddSingleton<IChatChannel>(channel);
                }
            });
            var world = new World(bot, channels);
            for (var i = 0; i < Projects; i++)
            {
                await world.AddProjectAsync($"p{i}", channels[i % 3].Name);
            }

            world._running = bot.Get<DueRunner>().RunAsync(Tick, world._stop.Token);
            return world;
        }

        /// <summary>How many collaborators there are who write in a channel.</summary>
        public static int People(string channel) => channel == "good" ? 2 * Projects : Projects;

        /// <summary>Moves the clock to a time, at which the bot looks, and waits there for what is due. From then on the clock stands.</summary>
        public async Task ArriveAsync(string time, string what, (string Where, string Kind) message, int count)
        {
            var at = NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(time).Value;
            _bot.Clock.SetUtcNow(DateTimeZoneProviders.Tzdb["Europe/London"].AtLeniently(at).ToDateTimeOffset());
            await UntilAsync(what, () => Good.Count(message.Where, message.Kind) >= count, Tick);
            Assert.Equal(count, Good.Count(message.Where, message.Kind));
        }

        /// <summary>Waits until something is so, before more than this has passed on the test's clock. None: it stands.</summary>
        public async Task UntilAsync(string what, Func<bool> isSo, TimeSpan within = default)
        {
            var (clock, step) = (_bot.Clock, within > Tick ? Tick : within / 4);
            var end = clock.GetUtcNow() + within;
            for (var looks = 0; !isSo(); looks++)
            {
                Assert.True(looks < 3_000, $"{what} never came: {Good}; {Failing}; {Hanging}");
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
                if (looks % 10 == 9 && within > TimeSpan.Zero && clock.GetUtcNow() + step <= end)
                {
                    clock.Advance(step);
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _bot.DisposeAsync();
            _stop.Dispose();
        }

        /// <summary>A facilitator, a lead and four collaborators, one in each channel and two in the good one; a digest every Monday; a round that opens now.</summary>
        private async Task AddProjectAsync(string id, string channel)
        {
            var now = _bot.Clock.GetUtcNow();
            var settings = Dialogs.Sample.Settings with { Facilitator = "Ana Silva", DaysOpen = 60 };
            var project = new Project(id, "w", $"Project {id}", new ConversationAddress(channel, "w", $"home {id}", true), settings, new DigestSchedule(IsoDayOfWeek.Monday, new LocalTime(9, 0), 1));
            List<Member> members = [];
            foreach (var (name, where, roles) in new[] { ("Ana Silva", "good", Roles.Facilitator), ("Jo Field", "good", Roles.Lead), ("Sam Okoro", "good", Roles.Collaborator), ("Good", "good", Roles.Collaborator), ("Failing", "failing", Roles.Collaborator), ("Hanging", "hanging", Roles.Collaborator) })
            {
                var person = new Person($"{id} {name}", "w", name, new ChatAddress(where, "w", $"{id} {name}"), "Europe/London", now);
                await _bot.Get<PeopleStore>().AddAsync(person, Cancel);
                await _bot.Get<PeopleStore>().ReferToAsync(person.Id, id, Cancel);
                members.Add(new Member(id, person.Id, name, roles, now, roles == Roles.Facilitator ? now : null));
            }

            var milestone = new Milestone($"m {id}", "Focus groups complete", null, null, null);
            var outcome = RoundOpening.Decide(project, members, [], milestone, now, () => Ids.New(_bot.Clock));
            Assert.True(outcome is RoundOpening.Opened, (outcome as RoundOpening.Refused)?.Sentence);
            var opened = (RoundOpening.Opened)outcome;
            var unitOfWork = _bot.Get<UnitOfWork>();
            await unitOfWork.CommitAsync(await unitOfWork.OpenAsync(Keys.Project(id), Cancel), null, [ProjectRows.Put(project), .. members.Select(ProjectRows.Put), .. opened.Writes.Where(w => w.Key != Keys.Self)], opened.Effects, Cancel);
            var next = RoundCalendar.NextDigest(project, project.Digest!, now);
            await _bot.Get<DueRows>().PlanAsync(new PublishDigest(id, Keys.Time(next), 1), next, $"digest {id} 1", Cancel);
        }
    }

    /// <summary>A chat program that works, always fails, or takes what it is given and never says anything.</summary>
    private sealed class TroubledChannel(string name, Fate fate) : IChatChannel
    {
        private readonly ConcurrentDictionary<string, string> _said = new(StringComparer.Ordinal); // By id, as where the same id is never posted twice.
        private int _tried;

        public string Name => name;

        public bool IsByLinkOnly => false;

        public Fate Fate { get; set; } = fate;

        public int Tried => _tried;

        public int Said => _said.Count;

        public int Count(string where, string kind) => _said.Values.Count(s => s.StartsWith(where, StringComparison.Ordinal) && s.EndsWith(kind, StringComparison.Ordinal));

        public override string ToString() => $"{Name} said {string.Join(", ", _said.Values.Select(s => $"{s.Split(' ')[0]} {s.Split(' ')[^1]}").CountBy(s => s).Select(s => $"{s.Value} {s.Key}"))}";

        public async Task<SendOutcome> SendAsync(ConversationAddress to, string id, OutboundMessage message, CancellationToken cancel)
        {
            Interlocked.Increment(ref _tried);
            switch (Fate)
            {
                case Fate.Fails:
                    throw new HttpRequestException("away");
                case Fate.Hangs:
                    await new TaskCompletionSource().Task;
                    break;
            }

            _said[id] = $"{to.Id} {Kind(message)}";
            return new SendOutcome.Sent(id);
        }

        public Task<SendOutcome> UpdateAsync(ConversationAddress to, string messageId, string id, OutboundMessage message, CancellationToken cancel) => SendAsync(to, id, NoticeMessage.Of("change"), cancel);

        public Task<SendOutcome> DeleteAsync(ConversationAddress to, string messageId, string id, CancellationToken cancel) => SendAsync(to, id, NoticeMessage.Of("deletion"), cancel);

        public Task<ConversationAddress?> OpenDirectAsync(ChatAddress who, CancellationToken cancel) => Task.FromResult<ConversationAddress?>(new(Name, who.Workspace, $"direct {who.User}", false));

        public async IAsyncEnumerable<ChatMember> MembersAsync(ConversationAddress conversation, [EnumeratorCancellation] CancellationToken cancel)
        {
            await Task.CompletedTask;
            yield break;
        }

        public Task<ChatMember?> FindAsync(ChatAddress who, CancellationToken cancel) => Task.FromResult<ChatMember?>(null);

        private static string Kind(OutboundMessage message) => message switch
        {
            ConsentMessage => "consent",
            DigestMessage => "digest",
            NoticeMessage { Paragraphs: [var first, ..] } => first.Contains("questions are open", StringComparison.Ordinal) ? "reminder" : "notice",
            _ => message.GetType().Name,
        };
    }
}
