using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Stores.Reflections;
using ReflectionBot.Application.Tables;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Application.Turns;

/// <summary>
/// Reads ahead what nearly every turn in somebody's own chat looks at, in few questions and with few waits: their rows, then their projects' and
/// the answers of their recent rounds. What grows with every answer and message lies outside; a row for each round and each digest lies within.
/// </summary>
internal static class TurnReads
{
    // In the order of their keys, answers lie before these and posted messages between them: those grow with time.
    private static readonly (string From, string Before)[] OfPerson = [("at", Keys.Prefix("posted")), (Keys.Prefix("refl"), "x")];

    private static readonly (string From, string Before)[] OfProject = [(Keys.Prefix(ProjectRows.Member), "n"), (Keys.Prefix(ProjectRows.Questions), "t")];

    /// <summary>Reads what a turn of this event is likely to look at. What else it looks at is read then.</summary>
    public static async Task AheadAsync(SnapshotTables.Snapshot turn, InboundEvent inbound, CancellationToken cancel)
    {
        var address = await turn.ReadAsync(new(Keys.Address(inbound.From), From: Keys.Self, Before: Keys.Self + "x"), cancel);
        if (inbound.Conversation.Shared || address is not [var leads] || leads.Columns.Text("Person") is not { } person)
        {
            return;
        }

        var partition = Keys.Person(person);
        var own = (await Task.WhenAll(OfPerson.Select(r => turn.ReadAsync(new(partition, From: r.From, Before: r.Before), cancel)))).SelectMany(r => r).ToLookup(r => r.Key.Split(':')[0], StringComparer.Ordinal);
        var projects = own[PeopleStore.On].Select(r => r.Columns.NeedText("Project"));
        var recent = ReflectionStore.RecentAnswers(person, own[Keys.Dialog].FirstOrDefault(), own[ReflectionStore.Reflections]);
        IEnumerable<RowRange> more = [.. projects.SelectMany(p => OfProject.Select(r => new RowRange(Keys.Project(p), From: r.From, Before: r.Before))), .. recent is null ? [] : new[] { recent }];
        await Task.WhenAll(more.Select(r => turn.ReadAsync(r, cancel)));
    }
}
