using ReflectionBot.Application.Commands;
using ReflectionBot.Application.Commands.Grammar;
using ReflectionBot.Application.Commands.People;
using ReflectionBot.Application.Commands.Projects;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Application.Wording;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Typing;

namespace ReflectionBot.Application.Turns.Direct;

/// <content>Answers to what the bot has asked about a command, by a button or in words.</content>
public sealed partial class DirectCommands
{
    /// <summary>A question about something that ends or is taken away was answered by its button.</summary>
    public async Task<bool> ConfirmAsync(DirectTurn turn, string? token, bool yes, CancellationToken cancel)
    {
        return turn.On.Waiting is { Token: { } asked } waiting && asked == token
            ? await ConfirmAsync(turn, waiting, yes, cancel)
            : await SayAsync(turn, TurnWording.ThatQuestionIsNotWaitingAny, cancel);
    }

    /// <summary>Something else was done: what waits for an answer waits no longer.</summary>
    public Task LetGoAsync(DirectTurn turn, CancellationToken cancel) =>
        turn.On.HasCard ? commands.LetGoAsync(turn.Person, cancel) : choice.LetGoAsync(turn.Person, cancel);

    private async Task<bool?> AnsweredAsync(DirectTurn turn, Waiting waiting, string text, bool answering, CancellationToken cancel)
    {
        if (waiting.Done is { } done)
        {
            return !answering && new Waiting("", waiting.Until).Answer(text) is { } said
                ? await SayAsync(turn, said ? TurnWording.FormatMyQuestionIsAnsweredAlreadySo(done) : TurnWording.FormatMyQuestionIsAnsweredAlreadySoNothing(done), cancel)
                : null;
        }

        if (waiting.Choices is not null && !answering)
        {
            return await SeveralAsync(turn, waiting, text, cancel);
        }

        if (waiting.Token is not null)
        {
            // While they answer a question, "yes" alone may be their answer to that.
            var plain = answering && TypedText.KeyOfAll(text) is "yes" or "no" or "y" or "n";
            return plain || waiting.Answer(text) is not { } yes ? null
                : waiting.IsInterrupted && WaitingAnswers.IsBare(text) ? await AskAgainAsync(turn, waiting, cancel)
                : await ConfirmAsync(turn, waiting, yes, cancel);
        }

        var name = Quotes.Whole(CommandParser.WithoutAddress(text).Trim('[', ']')).Text;
        var (found, near, alike) = turn.On.Find([.. turn.On.All.Select(p => p.Project)], name);
        if (found is not null)
        {
            return await PickAsync(turn, found, waiting.Line, cancel);
        }

        if (alike.Count > 0)
        {
            return await WhichAsync(turn, alike, waiting.Line, cancel);
        }

        return near.Count > 0 && !answering && CommandTable.ByWords(name) is null
            ? await WhichAsync(turn, [.. turn.On.All.Select(p => p.Project).Where(p => near.Contains(turn.On.NameOf(p)))], waiting.Line, cancel)
            : null;
    }

    /// <summary>The bot has asked several things at once: what stands on a button says which; a yes alone does not.</summary>
    private async Task<bool?> SeveralAsync(DirectTurn turn, Waiting waiting, string text, CancellationToken cancel)
    {
        if (waiting.LineFor(text) is { } line)
        {
            return await ConfirmAsync(turn, waiting with { Line = line }, yes: true, cancel);
        }

        return waiting.Answer(text) switch
        {
            null => null,
            false => await ConfirmAsync(turn, waiting, yes: false, cancel),
            true when turn.On.All.FirstOrDefault(p => p.Project.Id == waiting.Project).Project is { } project => await SayAsync(turn, new NoticeMessage([TurnWording.IHaveAskedMoreThanOne], [.. waiting.Labels().Select(l => CommandButton.In(project.Id, l, waiting.LineFor(l)!))]), cancel),
            true => null,
        };
    }

    /// <summary>The bot has written something else with buttons since: nobody can tell which of the two a bare yes or no is for.</summary>
    private Task<bool> AskAgainAsync(DirectTurn turn, Waiting waiting, CancellationToken cancel)
    {
        var no = waiting.Otherwise is null ? Waiting.No : ProjectCommandWording.No;
        var again = new PostMessage(Ids.New(time), turn.Inbound.Conversation, new NoticeMessage(
            [TurnWording.IWroteAboutSomethingElseSince, .. waiting.Card?.Split('\n') ?? []],
            [new Button(waiting.Yes!, new ButtonAction(CommandButton.Confirm, Item: waiting.Token)), new Button(no, new ButtonAction(CommandButton.Keep, Item: waiting.Token))]), waiting.Card is null ? null : waiting.CardName);
        var asked = waiting with { IsInterrupted = false, Until = time.GetUtcNow() + Waiting.Lasts, Message = again.Id };
        return turns.CommitEffectsAsync(Keys.Person(turn.Person.Id), turn.Inbound.Key, [asked.Put()], [.. turn.Alongside, again], cancel);
    }

    /// <summary>How what came of a yes can be changed; null where that is not one word's doing.</summary>
    private static string? Undoing(Command command) => command switch
    {
        CloseProject => TurnWording.ToKeepTheProjectOpenWrite,
        RemovePerson remove => TurnWording.FormatForADayPutBackUndoes(Quotes.Around(remove.Name)),
        ChangeRole change => TurnWording.FormatForADayPutBackUndoes(Quotes.Around(change.Name)),
        _ => null,
    };

    private async Task<bool> ConfirmAsync(DirectTurn turn, Waiting waiting, bool yes, CancellationToken cancel)
    {
        if (!yes && waiting.Otherwise is null)
        {
            return await turns.CommitEffectsAsync(Keys.Person(turn.Person.Id), turn.Inbound.Key, [Waiting.Over], [.. turn.Alongside, Post(turn, NoticeMessage.Of(TurnWording.AllRightNothingHasChanged)), .. waiting.CardOver(yes, () => Ids.New(time))], cancel);
        }

        var project = turn.On.All.FirstOrDefault(p => p.Project.Id == waiting.Project).Project;
        if (project is null || Parse(turn, project, yes ? waiting.Line : waiting.Otherwise!) is not ParseResult.Parsed parsed)
        {
            return await SayAsync(turn, TurnWording.ThatQuestionIsNotWaitingAny, cancel);
        }

        var taken = await commands.RunAsync(turn.Request, project.Id, parsed.Spec, parsed.Command, waiting.IsPlain ? null : waiting, cancel);
        await MarkAsync(turn, [], cancel);
        await commands.AnsweredAsync(turn.Person, waiting, yes, yes ? Undoing(parsed.Command) : null, cancel);
        return taken;
    }
}
