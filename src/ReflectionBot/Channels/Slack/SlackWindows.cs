using System.Text.Json.Nodes;
using ReflectionBot.Application.Turns;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Slack.Api;
using ReflectionBot.Channels.Slack.Blocks;
using ReflectionBot.Channels.Slack.People;
using ReflectionBot.Channels.Slack.Reading;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects.Naming;
using ReflectionBot.Core.Typing;
using ReflectionBot.Core.Wording;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Slack;

/// <summary>Forms in modal windows. A form is built again each time the person opens it, so that it shows what they have written since.</summary>
internal sealed partial class SlackWindows(FormPreview forms, ReaderLanguage readers, SlackApi api, ILogger<SlackWindows> log)
{
    private const string MarkVerb = "mark-milestone";
    private const string NameField = "name";
    private static string NotNow => SlackWording.SlackWouldNotOpenTheWindow;
    private static string Expired => SlackWording.ThatTookTooLongAndSlack;

    /// <summary>Opens a form's window. If it cannot be opened, the person who clicked is told, if possible.</summary>
    public async Task OpenAsync(SlackReading.OpenForm wish, SlackAccess access, CancellationToken cancel)
    {
        using var language = Language.In(await readers.OfAsync(wish.From, cancel));
        var form = await forms.FindAsync(wish.From, wish.Save, cancel);
        var view = form is null ? ViewRenderer.Notice(SlackWording.NotOpenAnyMore, FormPreview.NotOpen) : ViewRenderer.Form(form);
        await ShowAsync(view, wish.Trigger, wish.ResponseUrl, access, cancel);
    }

    /// <summary>Opens a form's window if possible, and does not throw.</summary>
    public async Task OfferAsync(SlackReading.OpenForm wish, SlackAccess access, CancellationToken cancel)
    {
        try
        {
            await OpenAsync(wish, access, cancel);
        }
        catch (Exception e)
        {
            LogNotOpened(e.GetType().Name);
        }
    }

    /// <summary>Opens the window in which a milestone is named after a message.</summary>
    public async Task OpenAsync(SlackReading.MarkMilestone wish, SlackAccess access, CancellationToken cancel)
    {
        using var language = Language.In(await readers.OfAsync(wish.From, cancel));

        // In a direct chat, another person may have written the message to this person alone. So it is not used as the name.
        var first = SlackNames.IsDirect(wish.Channel) ? "" : wish.Message.With(_ => null).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        var field = new FormField(NameField, SlackWording.WhatHasBeenReachedOrWill, "", SlackWording.AsTheProjectsPeopleCallIt, SlackWording.FocusGroupsComplete, Texts.Shorten(first, NameLimits.Milestone), false, NameLimits.Milestone);
        var view = ViewRenderer.Form(new FormMessage(SlackWording.MarkAsMilestone, SlackWording.ThisAddsAMilestoneToThe, [field], new Button(SlackWording.Add, new ButtonAction(MarkVerb, Item: wish.Channel)), []));
        await ShowAsync(view, wish.Trigger, wish.ResponseUrl, access, cancel);
    }

    /// <summary>Opens a window, or says that it could not be opened. Nothing was to be saved, so the text does not mention saving.</summary>
    private async Task ShowAsync(JsonObject view, string trigger, string? responseUrl, SlackAccess access, CancellationToken cancel)
    {
        var (reason, sentence) = ("busy", NotNow);
        try
        {
            switch (await api.OpenViewAsync(access, trigger, view, cancel))
            {
                case SlackResult<SlackView>.Done:
                    return;
                case SlackResult<SlackView>.Failed failed:
                    (reason, sentence) = (failed.Code, failed.Failure == SlackFailure.TriggerExpired ? Expired : NotNow);
                    break;
            }
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or IOException or InvalidDataException)
        {
            reason = e.GetType().Name;
        }

        LogNotOpened(reason);
        if (responseUrl is not null)
        {
            await api.RespondAsync(responseUrl, sentence, cancel);
        }
    }

    /// <summary>The command that a submitted milestone window means, run in the channel of the message; null for other forms.</summary>
    public static ActionInvoked? Milestone(ActionInvoked form)
    {
        if (form.Action is not { Verb: MarkVerb, Item: { Length: > 0 } channel })
        {
            return null;
        }

        var name = (form.Fields.GetValueOrDefault(NameField) ?? "").Trim();
        var place = SlackNames.IsDirect(channel) ? form.Conversation : SlackNames.Only(form.Conversation.Workspace, channel, form.From.User);
        return form with { Conversation = place, Action = new ButtonAction(CommandButton.Run, Item: $"milestone add {Quotes.Around(name)}"), Fields = new Dictionary<string, string>() };
    }

    /// <summary>The fields of a submitted form. A field that did not fit into the window was not submitted and keeps its value: absent does not mean emptied.</summary>
    /// <returns>Null if the person has no such form now: its round has closed, or what they agreed to has changed.</returns>
    public async Task<IReadOnlyDictionary<string, string>?> WholeAsync(ActionInvoked form, CancellationToken cancel)
    {
        var whole = new Dictionary<string, string>(form.Fields, StringComparer.Ordinal);
        if (!FormPreview.Knows(form.Action))
        {
            return whole;
        }

        if (await forms.FindAsync(form.From, form.Action, cancel) is not { } now)
        {
            return null;
        }

        foreach (var field in now.Fields)
        {
            whole.TryAdd(field.Id, field.Value);
        }

        return whole;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A window could not be opened in Slack ({Code})")]
    private partial void LogNotOpened(string code);
}
