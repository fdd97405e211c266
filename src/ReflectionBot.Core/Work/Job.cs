using System.Text.Json.Serialization;

namespace ReflectionBot.Core.Work;

/// <summary>
/// Work to be done now or later: a closed set. Jobs carry keys only; whoever runs one rereads the rows behind it, and running one twice
/// changes nothing.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "job")]
[JsonDerivedType(typeof(SweepOutbox), "sweep")]
public abstract record Job;

/// <summary>Sends what is left in a partition's outbox.</summary>
/// <param name="Partition">Whose outbox.</param>
/// <param name="Name">The sweep's name, as the partition's session row knows it.</param>
public sealed record SweepOutbox(string Partition, string Name) : Job;
