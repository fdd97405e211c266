using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Delivery.Rows;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;

namespace ReflectionBot.Application.TakingBack;

/// <summary>Replaces the bot's messages about a round, up to a given one, with a notice that links to the current content.</summary>
public sealed class RedactOwnTextJob(ITableStore store, UnitOfWork unitOfWork, TimeProvider time) : IJobHandler<RedactOwnText>
{
    /// <inheritdoc/>
    public async Task RunAsync(RedactOwnText job, CancellationToken cancel)
    {
        var partition = Keys.Person(job.Person);
        var notice = job.Erased ? NoticeMessage.Of(NewsWording.WhatStoodHereIsNotShown)
            : new NoticeMessage([NewsWording.WhatStoodHereIsNotShownAny], [new Button(NewsWording.Open, new ButtonAction(CollaboratorAction.Open.Verb(), job.Round))]);
        await unitOfWork.CommitOnceAsync(partition, null, async () =>
        {
            var effects = (await NumbersAsync(partition, job.Round, cancel)).Where(n => n <= job.UpTo && n != job.Kept)
                .Select(n => new UpdateMessage(Ids.New(time), null, null, OwnTextMessages.Name(job.Round, n), notice, Forget: true)).ToList();
            return effects.Count > 0 ? new PartitionChange([], effects) : null;
        }, cancel);
    }

    /// <summary>First the messages still in the outbox, then those already posted: in this order, a message posted in between is found twice, but never missed.</summary>
    private async Task<SortedSet<long>> NumbersAsync(string partition, string round, CancellationToken cancel)
    {
        var prefix = OwnTextMessages.Prefix(round);
        var numbers = new SortedSet<long>();
        await foreach (var row in store.RangeAsync(new RowRange(partition, Keys.Prefix("out")), cancel))
        {
            if (Remembered(OutboxRow.TryRead(row)?.Effect) is { } name && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                numbers.Add(OwnTextMessages.Number(name));
            }
        }

        numbers.UnionWith((await store.ListAsync(partition, Keys.Posted(prefix), cancel)).Select(r => OwnTextMessages.Number(r.Key)));
        return numbers;
    }

    private static string? Remembered(Effect? effect) => effect switch
    {
        PostMessage post => post.Remember,
        WriteToPerson write => write.Remember,
        _ => null,
    };
}
