using CsCheck;
using ReflectionBot.Application.Commands.People;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Reflections;
using ReflectionBot.Core.Rounds;
using ReflectionBot.Tests.Dialogs;

namespace ReflectionBot.Tests.Reflections;

/// <summary>
/// Whatever happens to roles, readers and texts: an answer is opened by whoever the text named that its author had agreed to when they wrote it,
/// who has been a facilitator ever since, and whom each text since has named; by nobody else.
/// </summary>
public sealed class OpeningRuleTests
{
    private static readonly string[] Names = ["Gil Gray", "Lee Lead", "Bo Best"];

    [Fact]
    public void Who_opens_an_answer_is_who_was_named_when_it_was_written_and_still_is() =>
        Gen.Select(Gen.Enum<What>(), Gen.Int[0, 2], Gen.Int[1, 7]).Array[0, 60].Sample(
            steps =>
            {
                var world = new World();
                foreach (var (what, who, which) in steps)
                {
                    world.Do(what, who, which);
                }

                foreach (var reader in world.Members)
                {
                    Assert.Equal(world.Expected.GetValueOrDefault(reader.Name, []), world.Opens(reader));
                }
            },
            iter: 3_000);

    private enum What
    {
        Readers,
        Facilitator,
        Lead,
        Collaborator,
        Remove,
        PutBack,
        Agree,
        Answer,
    }

    private sealed class World
    {
        private readonly Dictionary<string, HashSet<int>> _given = Names.ToDictionary(n => n, _ => new HashSet<int>(), StringComparer.Ordinal);
        private readonly Dictionary<string, Member> _before = [];
        private readonly List<Member> _members = [.. Names.Select((n, i) => new Member("p1", n, n, i == 0 ? Roles.Facilitator : Roles.Collaborator, Sample.Start, i == 0 ? Sample.Start : null))];
        private readonly List<ConsentRecord> _consents = [];
        private readonly List<Answer> _answers = [];
        private Project _project = Sample.Project(Sample.Settings with { Readers = Names[0] });
        private DateTimeOffset _now = Sample.Start;

        public IReadOnlyList<Member> Members => _members;

        /// <summary>Kept by hand, without the rule: what each may open.</summary>
        public Dictionary<string, List<int>> Expected =>
            _given.Where(g => IsFacilitator(g.Key) && IsNamed(g.Key)).ToDictionary(g => g.Key, g => g.Value.Order().ToList());

        public List<int> Opens(Member reader)
        {
            var reflection = new Reflection("p1", "r1") { State = RosterState.Submitted, SubmittedAt = _now };
            return [.. _answers.Select((a, i) => (a, i)).Where(x => OpeningRule.MayOpen(reader, _project, reflection, x.a, _consents)).Select(x => x.i)];
        }

        public void Do(What what, int who, int which)
        {
            _now += TimeSpan.FromMinutes(1);
            var text = ConsentText.Build(_project)!;
            switch (what)
            {
                case What.Readers:
                    var after = _project.Settings with { Readers = string.Join(" and ", Names.Where((_, i) => (which >> i & 1) == 1)) };
                    var named = Names.Where(IsNamed).ToList();
                    _project = ReaderRule.Mistake(after, [.. _members.Where(m => m.RemovedAt is null)]) is null ? _project with { Settings = ReaderRule.Renewed(_project.Settings, after, _now) } : _project;
                    foreach (var name in named.Where(n => !IsNamed(n)))
                    {
                        _given[name].Clear(); // Whoever is not named any more begins anew.
                    }

                    break;
                case What.Agree:
                    _consents.Add(new("p1", text.Version, true, _now, _project.Settings.Readers));
                    break;
                case What.Answer when _consents.LastOrDefault() is { } agreed && agreed.TextVersion == text.Version:
                    _answers.Add(Answer.Empty(QuestionId.Feelings, text.Version).WithParts([new($"m{_answers.Count}", _now, "words")]));
                    foreach (var name in Names.Where(n => IsFacilitator(n) && IsNamed(n)))
                    {
                        _given[name].Add(_answers.Count - 1);
                    }

                    break;
                case What.PutBack when _before.Remove(Names[who], out var before):
                    Become(who, RoleChanges.Back(before, _members[who], _now));
                    break;
                case What.Facilitator or What.Lead or What.Collaborator or What.Remove:
                    var roles = what switch { What.Facilitator => Roles.Facilitator, What.Lead => Roles.Lead, What.Collaborator => Roles.Collaborator, _ => Roles.None };
                    var was = _members[who];
                    if (Become(who, roles == Roles.None ? was.Removed(_now) : was.As(roles, _now)) && RoleChanges.Loses(was, roles))
                    {
                        _before[was.Name] = was;
                    }

                    break;
            }
        }

        private bool Become(int who, Member member)
        {
            var change = ReaderRule.After(_project.Settings, member.Name, _members[who].Roles, member.Roles);
            if (change is ReaderChange.Refused)
            {
                return false;
            }

            _project = change is ReaderChange.Text text ? _project with { Settings = text.Settings } : _project;
            if (!member.Roles.HasFlag(Roles.Facilitator))
            {
                _given[member.Name].Clear(); // Whoever stops being a facilitator begins anew.
            }

            _members[who] = member;
            return true;
        }

        private bool IsFacilitator(string name) => _members.First(m => m.Name == name) is { RemovedAt: null } member && member.Roles.HasFlag(Roles.Facilitator);

        private bool IsNamed(string name) => $" {_project.Settings.Readers} and ".Contains($" {name} and ", StringComparison.Ordinal) || _project.Settings.Readers!.Split(", ").Contains(name);
    }
}
