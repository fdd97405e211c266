using System.Globalization;
using ReflectionBot.Channels.Teams.Reading;
using ReflectionBot.Core.Chat;

namespace ReflectionBot.Tests.Teams;

/// <summary>What every sample asks for: one line each.</summary>
public sealed class ReaderSampleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 1, 0, TimeSpan.Zero);

    /// <summary>The whole of what is made of each sample: kind, who, where (thread), id, text, and what else it has.</summary>
    public static TheoryData<string, string> Table => new()
    {
        { "channel-created", "ignored" },
        { "channel-deleted", "goes by 00 in empty" },
        { "channel-renamed", "ignored" },
        { "channel-restored", "ignored" },
        { "end-of-conversation", "ignored" },
        { "event-meeting-start", "ignored" },
        { "event-read-receipt", "ignored" },
        { "installation-add-group-chat", "comes by 00 in cc99dd00ee11ff22" },
        { "installation-add-personal", "comes by 02 alone" },
        { "installation-add-team", "comes by 00 in aa11bb22cc33dd44ee55ff66aa77bb88" },
        { "installation-add-upgrade-team", "ignored" },
        { "installation-remove-personal", "goes by 02 alone" },
        { "installation-remove-team", "goes by 00 in aa11bb22cc33dd44ee55ff66aa77bb88" },
        { "installation-remove-upgrade-team", "ignored" },
        { "invoke-action-execute", "presses next/r1/2/7 {keep=false} by 02 alone" },
        { "invoke-action-of-another-app", "ignored" },
        { "invoke-composeextension-query", "ignored" },
        { "invoke-config-fetch", "ignored" },
        { "invoke-file-consent-accept", "file 0123 accepted to contoso-my.sharepoint.com copy.csv on 066 by 02 alone" },
        { "invoke-file-consent-decline", "file 0123 declined on 066 by 02 alone" },
        { "invoke-signin-verifystate", "ignored" },
        { "invoke-task-fetch", "window save/r1/r1:all/0 by 02 alone" },
        { "invoke-task-submit", "presses save/r1/r1:all/0 {answer1=We met., answer2=} by 02 alone" },
        { "members-added-bot-personal", "comes by 02 alone" },
        { "members-added-bot-team", "comes by 00 in aa11bb22cc33dd44ee55ff66aa77bb88" },
        { "members-added-guest", "ignored" },
        { "members-added-people", "ignored" },
        { "members-removed-bot-team", "goes by 00 in aa11bb22cc33dd44ee55ff66aa77bb88" },
        { "members-removed-person", "ignored" },
        { "message-action-submit", "presses save/r1/r1:1/3 {answer1=We met.|Twice.} by 02 alone" },
        { "message-action-submit-of-another-app", "ignored" },
        { "message-channel-mention", "says \"@ReflectionBot status\" +0 #001 by 00 in housing #001" },
        { "message-channel-thread-reply", "says \"@ReflectionBot help\" +0 #003 by 00 in housing #001" },
        { "message-channel-two-mentions", "says \"@ReflectionBot person add Amir Khan as collaborator\" +0 #002 by 00 in housing #002 mentions Amir Khan" },
        { "message-channel-voice-note", "says \"\" +1 #011 by 02 in housing #011" },
        { "message-delete", "deletes #051 by 02 alone" },
        { "message-group-chat", "says \"@ReflectionBot help\" +0 #012 by 00 in cc99dd00ee11ff22" },
        { "message-personal-file", "says \"\" +1 #009 by 02 alone" },
        { "message-personal-gcc-high", "says \"hello\" +0 #015 by 00 alone" },
        { "message-personal-guest", "says \"hello\" +0 #016 by 77 alone" },
        { "message-personal-image", "says \"The plan\" +1 #008 by 02 alone" },
        { "message-personal-message-reference", "says \"See this.\" +0 #007 by 02 alone" },
        { "message-personal-quote", "says \"That is what I mean.\" +0 #005 by 02 alone" },
        { "message-personal-quoted-reply", "says \"That is what I mean.\" +0 #006 by 02 alone" },
        { "message-personal-rich-text", "says \"We met twice, and it was|• long|• good\" +0 #004 by 02 alone" },
        { "message-personal-voice-clip", "says \"\" +1 #010 by 02 alone" },
        { "message-personal-with-nulls", "says \"hello\" +0 #017 by 02 alone" },
        { "message-private-channel", "says \"@ReflectionBot status\" +0 #013 by 00 in housing #013" },
        { "message-reaction-added", "ignored" },
        { "message-reaction-removed", "ignored" },
        { "message-shared-channel-other-tenant", "says \"@ReflectionBot status\" +0 #014 by 88 in housing #014" },
        { "message-update-channel", "edits #052 to \"@ReflectionBot status please\" by 00 in housing #052" },
        { "message-update-edit", "edits #051 to \"We met three times.\" by 02 alone" },
        { "message-update-undelete", "edits #051 to \"We met.\" by 02 alone" },
        { "team-archived", "ignored" },
        { "team-deleted", "goes by 00 in aa11bb22cc33dd44ee55ff66aa77bb88" },
        { "team-hard-deleted", "goes by 00 in aa11bb22cc33dd44ee55ff66aa77bb88" },
        { "team-renamed", "ignored" },
        { "team-restored", "ignored" },
        { "team-unarchived", "ignored" },
        { "typing", "ignored" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Is_read_as(string sample, string expected) => Assert.Equal(expected, Describe(TeamsReader.Read(WireSamples.Activity(sample), Now)));

    [Fact]
    public void No_sample_is_left_out() => Assert.Empty(WireSamples.OfTeams.Except(Table.Select(row => row.Data.Item1)));

    [Fact]
    public void The_same_activity_has_the_same_key_and_others_have_others()
    {
        var keys = WireSamples.Names.Select(n => (Name: n, Key: KeyOf(n))).Where(k => k.Key is not null).ToList();
        Assert.All(keys, k => Assert.Equal(k.Key, KeyOf(k.Name)));
        Assert.Equal(keys.Count, keys.DistinctBy(k => k.Key).Count());
    }

    /// <summary>Whether nothing is made of a sample.</summary>
    internal static bool Ignored(string sample) => TeamsReader.Read(WireSamples.Activity(sample), Now) is TeamsReading.Ignored;

    private static string? KeyOf(string sample) => TeamsReader.Read(WireSamples.Activity(sample), Now) switch
    {
        TeamsReading.Event e => e.Inbound.Key,
        TeamsReading.FileConsent f => f.Answer.Key,
        _ => null,
    };

    private static string Describe(TeamsReading reading) => reading switch
    {
        TeamsReading.Event e => $"{Describe(e.Inbound)} by {Who(e.Inbound.From)} {Where(e.Inbound.Conversation)}{Mentions(e.Mentions)}",
        TeamsReading.ComeOrGone m => $"{(m.Come ? "comes" : "goes")} by {Who(m.From)} {Where(m.Place)}",
        TeamsReading.OpenWindow w => $"window {Describe(w.Action)} by {Who(w.From)} {Where(w.Place)}",
        TeamsReading.FileConsent { Answer: var f } => $"file {f.File[..4]} {(f.Accepted ? $"accepted to {new Uri(f.Upload!.UploadUrl).Host} {f.Upload.Name}" : "declined")} on {f.Card?[^3..]} by {Who(f.From)} {Where(f.Place)}",
        TeamsReading.Ignored => "ignored",
        TeamsReading.Malformed m => m.Sentence,
        _ => "?",
    };

    private static string Describe(InboundEvent inbound) => inbound switch
    {
        MessagePosted m => $"says \"{m.Text.Replace("\n", "|", StringComparison.Ordinal)}\" +{m.Attachments} #{Short(m.MessageId)}",
        MessageEdited m => $"edits #{Short(m.MessageId)} to \"{m.Text}\"",
        MessageDeleted m => $"deletes #{Short(m.MessageId)}",
        ActionInvoked m => $"presses {Describe(m.Action)} {{{string.Join(", ", m.Fields.Select(f => $"{f.Key}={f.Value.Replace("\n", "|", StringComparison.Ordinal)}"))}}}",
        _ => inbound.GetType().Name,
    };

    private static string Describe(ButtonAction action) => string.Create(CultureInfo.InvariantCulture, $"{action.Verb}/{action.Round}/{action.Item}/{action.Revision}");

    private static string Short(string id) => id.Length > 3 ? id[^3..] : id;

    private static string Who(ChatAddress who) => who.Workspace[0] == '1' ? who.User[^2..] : "?";

    private static string Where(ConversationAddress place) => place.Shared ? $"in {place.Id.Split('@')[0][3..]}{(place.Thread is null ? "" : $" #{Short(place.Thread)}")}" : "alone";

    private static string Mentions(IReadOnlyList<(string Id, string Name)> mentions) => mentions.Count == 0 ? "" : $" mentions {string.Join(", ", mentions.Select(m => m.Name))}";

    /// <summary>Its people are fewer than the team's, or others.</summary>
    [Theory]
    [InlineData("message-private-channel")]
    [InlineData("message-shared-channel-other-tenant")]
    public void The_roster_of_a_private_or_shared_channel_is_its_own(string sample) => Assert.Null(TeamsReader.Team(WireSamples.Activity(sample)));
}
