using System.Text.Json.Nodes;
using ReflectionBot.Application.Conversations;
using ReflectionBot.Application.Delivery;
using ReflectionBot.Application.Files;
using ReflectionBot.Application.Stores;
using ReflectionBot.Application.Tables;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Channels.Teams.Connector;
using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using ReflectionBot.Core.Wording;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Teams.Reading;

/// <summary>
/// A file for one person: a card asks whether they want it, and with their consent it goes into their OneDrive. If they decline, or it fails, they
/// get a link that works for a short time. (Source: "Send and receive files with bots".)
/// </summary>
internal sealed partial class TeamsFiles(ConnectorClient connector, FileStore files, PeopleStore people, ConversationRunner turns, TimeProvider time, ILogger<TeamsFiles> log)
{
    /// <summary>Short enough to leave time for the link.</summary>
    private static readonly TimeSpan UploadLimit = TimeSpan.FromSeconds(5);

    private const string Consent = "application/vnd.microsoft.teams.card.file.consent";

    /// <summary>The card that asks for consent.</summary>
    public static Activity Ask(FileMessage file)
    {
        JsonObject Context() => new() { ["file"] = file.File };
        return new()
        {
            Type = "message",
            Summary = file.Summary,
            Attachments = [new(Consent, new JsonObject { ["description"] = file.Title, ["sizeInBytes"] = file.Bytes, ["acceptContext"] = Context(), ["declineContext"] = Context() }, file.FileName)],
        };
    }

    /// <summary>Handles a person's answer to the card. A file is given only to the person it belongs to.</summary>
    public async Task TakeAsync(FileAnswer answer, CancellationToken cancel)
    {
        var person = await people.FindAsync(answer.From, cancel);
        using var language = Language.In(person?.Language);
        var content = person is null ? null : await files.ReadAsync(answer.File, cancel);
        var reply = content is null || content.File.Person != person?.Id
            ? FileMessage.Gone
            : await HandOverAsync(answer, content, cancel);
        var partition = person is null ? Keys.Address(answer.From) : Keys.Person(person.Id);
        await turns.CommitEffectsAsync(partition, answer.Key, [], [new PostMessage(Ids.New(time), answer.Place, reply)], cancel);
    }

    private async Task<OutboundMessage> HandOverAsync(FileAnswer answer, FileContent content, CancellationToken cancel)
    {
        var file = content.File;
        if (answer.Upload is { } upload && await PutAsync(upload, content, cancel))
        {
            return NoticeMessage.Of(TeamsWording.FormatIsInYourOneDriveNowIn(file.Name));
        }

        var title = answer.Accepted ? TeamsWording.YourOneDriveDidNotTakeThe : TeamsWording.YouCanFetchTheFileHere;
        return new FileMessage(title, file.Id, file.Name, file.MediaType, file.Bytes, [], [], LinkOnly: true);
    }

    private Task<bool> PutAsync(FileUpload upload, FileContent content, CancellationToken cancel) => Soon.AskAsync(UploadLimit, time, async enough =>
    {
        var answer = Uri.TryCreate(upload.UploadUrl, UriKind.Absolute, out var url) ? await connector.UploadAsync(url, content.Bytes, enough) : new ConnectorAnswer.Refused("NoUploadUrl");
        if (answer is not ConnectorAnswer.Done)
        {
            LogNotPut(answer.GetType().Name);
        }

        return answer is ConnectorAnswer.Done;
    }, LogNotPut, cancel);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file that somebody consented to could not be put into their OneDrive ({Answer})")]
    private partial void LogNotPut(string answer);
}
