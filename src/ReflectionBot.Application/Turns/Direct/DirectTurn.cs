using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Application.Turns.Direct;

/// <summary>What happened in somebody's own chat, and to whom.</summary>
/// <param name="Inbound">What happened.</param>
/// <param name="Person">Whose chat it is.</param>
/// <param name="On">Their projects.</param>
/// <param name="Alongside">The channel's own effects.</param>
public sealed record DirectTurn(InboundEvent Inbound, Person Person, PersonProjects On, IReadOnlyList<Effect> Alongside)
{
    /// <summary>The request that it gives.</summary>
    public CommandRequest Request => CommandRequest.Of(Inbound, Person, Alongside) with { IsOfSeveral = On.IsSeveral, NameOf = On.NameOf };
}
