using Microsoft.Extensions.Options;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Channels.Web;

/// <summary>
/// How long links are good, and when one is overtaken. A link that works at once is for somebody whom nobody has seen yet: there is nothing it
/// could show. Once they have been in, here or in another chat that leads to the same person, whoever opens such a link would be taken for
/// them and read what they wrote. So it ends there; a new one waits a day, and they are told.
/// </summary>
public sealed class InvitationTerms(WebPeople people, PeopleStore persons, IOptions<WebOptions> options)
{
    /// <summary>How many days a link can be opened.</summary>
    public int Days => options.Value.InvitationDays;

    /// <summary>Whether somebody has been seen since a link that works at once was made for them: such links are made for nobody who has.</summary>
    public async Task<bool> IsOvertakenAsync(WebUser user, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(user);
        return await people.HasBeenInAsync(user, cancel).ConfigureAwait(false)
            || (await persons.FindAsync(user.Address, cancel).ConfigureAwait(false))?.SeenAt is not null;
    }
}
