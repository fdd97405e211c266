using System.Text.Json.Serialization;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Operations;

namespace ReflectionBot.Tests.Work;

/// <summary>Handlers of jobs are found where the bot is put together: none is forgotten, and none is there twice.</summary>
public sealed class JobHandlerTests
{
    /// <summary>Under these names jobs stand in rows that are there already.</summary>
    private static readonly string[] Stored =
    [
        "sweep", "forget-events", "open-round", "invite", "remind", "closing-soon", "close-round", "reach-milestone", "roster",
        "code", "revise-digests", "digest", "share-digest", "check-digest", "remind-all", "not-reachable", "reachable", "status",
        "leave", "quiet", "contact", "contact-outcome", "tell-team", "hide-opened", "hide-words", "forget-undo", "close-opened",
        "ask-mail", "mail", "tell-closing", "end-project", "purge", "forget-file", "greet",
    ];

    [Fact]
    public void A_stored_job_is_read_under_the_name_it_was_stored_by() =>
        Assert.Empty(Stored.Except(typeof(Job).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>().Select(a => (string)a.TypeDiscriminator!)));

    [Fact]
    public void Every_kind_of_job_has_one_handler()
    {
        var handled = new[] { typeof(Job).Assembly, typeof(Bot).Assembly }.SelectMany(JobRunner.Find).SelectMany(t => t.GetInterfaces())
            .Where(i => i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(IJobHandler<>) || i.GetGenericTypeDefinition() == typeof(IWaitingJobHandler<>))).Select(i => i.GenericTypeArguments[0].Name).Order();
        var stored = typeof(Job).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>().Select(a => a.DerivedType).Where(t => t != typeof(SweepOutbox)).Select(t => t.Name).Order();
        Assert.Equal(stored, handled); // A sweep is run by the runner of due rows itself.
    }
}
