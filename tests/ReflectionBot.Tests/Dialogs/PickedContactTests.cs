using CsCheck;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Conversation;
using ReflectionBot.Core.Projects;

namespace ReflectionBot.Tests.Dialogs;

/// <summary>Whoever asks to be contacted is passed on to the person they picked, as they saw them, and to nobody else.</summary>
public sealed class PickedContactTests
{
    private static readonly ContactPerson[] Everybody =
        [.. from id in new[] { "p1", "p2", "p3" } from name in new[] { "Ana Silva", "Bea Novak", "Carys Jones" } from reach in new[] { null, "01234 567890" } from writable in new[] { true, false } select new ContactPerson(id, name, id, reach) { Writable = writable }];

    private static readonly Gen<ContactPerson[]> Lists = Gen.Int[0, Everybody.Length - 1].Select(i => Everybody[i]).Array[0, 2];

    [Fact]
    public void A_button_asks_whom_it_named_or_nobody_however_the_list_has_changed() => Gen.Select(Lists, Lists, Gen.Int[0, 1]).Sample((shown, now, pick) =>
    {
        var chat = Chat.Asking(With(shown)).Play("you: contact me", more: true).Any();
        if (shown.Where(p => p.Works).ElementAtOrDefault(pick) is not { } picked)
        {
            return;
        }

        var button = chat.Button(picked.Name);
        chat.Context = With(now);
        chat.Take(new Pressed(button.Action));
        if (chat.Effects.OfType<DialogEffect.ContactRequested>().SingleOrDefault() is { } asked)
        {
            Assert.Contains(now, p => p.Id == asked.Who && p.Name == asked.Name && p.Writable);
            Assert.Contains(shown, p => p.Id == asked.Who && p.Name == asked.Name && p.Name == button.Label);
        }

        Assert.Contains(chat.Effects, e => e is DialogEffect.Say);
    }, iter: 400);

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void A_button_that_carries_a_place_on_the_list_asks_again(string place)
    {
        var chat = Chat.Asking();
        chat.Take(new Pressed(new ButtonAction("contact-me", "r1", place)));
        chat.Play("""
            bot: I cannot tell any more whom that button meant, so I have asked nobody. You can ask Ana Silva or Sam Okoro.
            and: [Ana Silva] [Sam Okoro]
            """);
        Assert.DoesNotContain(chat.Effects, e => e is DialogEffect.ContactRequested);
        Assert.False(chat.Reflection.Held);
    }

    [Fact]
    public void Whoever_is_called_otherwise_now_is_asked_about_again()
    {
        var chat = Chat.Asking().Play("you: contact me\nbot: Who should contact you?");
        var button = chat.Button("Sam Okoro");
        chat.Context = With([Sample.Helpers[0], Sample.Helpers[1] with { Name = "Sam Silva" }]);
        chat.Take(new Pressed(button.Action));
        chat.Play("bot: Sam Okoro is called Sam Silva here now, so I have asked nobody yet. You can ask Ana Silva or Sam Silva.");
        Assert.DoesNotContain(chat.Effects, e => e is DialogEffect.ContactRequested);
    }

    [Fact]
    public void Somebody_outside_is_shown_with_the_address_and_nobody_is_told()
    {
        var chat = Chat.Asking(With([Sample.Helpers[0], new("x1", "Samaritans", null, "116 123")])).Play("""
            you: contact me Samaritans
            bot: I do not write to Samaritans myself, so they do not have your name. You reach them at 116 123. In danger, call 999.
            and: what you wrote here is held back until you write `carry on`.
            """);
        Assert.DoesNotContain(chat.Effects, e => e is DialogEffect.ContactRequested);
        Assert.True(chat.Reflection.Held);
    }

    [Fact]
    public void Before_any_round_the_people_to_ask_and_the_number_are_there_too()
    {
        var chat = new Chat { Context = Sample.Context([]) with { Contacts = [new(Sample.Project(), Sample.Helpers)] } };
        chat.Play("""
            you: get help
            bot: Nobody is watching this chat. In danger, call 999.
            you: contact me
            bot: Who should contact you?
            you: [Sam Okoro]
            bot: I give Sam Okoro your name now, nothing else.
            not: carry on
            does: ContactRequested { Project = p1, Round = , Who = sam, Name = Sam Okoro }
            """);
    }

    private static DialogContext With(IReadOnlyList<ContactPerson> people) => Sample.Context([Sample.Asked()]) with { Contacts = [new(Sample.Project(), people)] };
}
