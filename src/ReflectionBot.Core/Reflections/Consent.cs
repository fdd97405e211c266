using ReflectionBot.Core.Chat;
using ReflectionBot.Core.Projects;
using NodaTime.Text;

namespace ReflectionBot.Core.Reflections;

/// <summary>What somebody said to a consent text. Only ever added to, never changed.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="TextVersion">Content hash of the filled text they saw (<see cref="ConsentText.Version"/>).</param>
/// <param name="Agreed">True: [I agree]. False: [No].</param>
/// <param name="At">When, UTC.</param>
/// <param name="Readers">Who can read answers, as it stood in that text: nobody else opens what was written under it. Null names nobody.</param>
public sealed record ConsentRecord(string Project, string TextVersion, bool Agreed, DateTimeOffset At, string? Readers = null);

/// <summary>The consent text of a project, its gaps filled from the settings.</summary>
/// <param name="Title">"Before you start".</param>
/// <param name="Paragraphs">Heading (may be empty) and text.</param>
/// <param name="Version">Content hash: another reader, another date, another text, another version.</param>
public sealed record ConsentText(string Title, IReadOnlyList<HeadedText> Paragraphs, string Version)
{
    /// <summary>The text; null while a gap is unfilled, and then nothing may be asked (trust rule 2).</summary>
    public static ConsentText? Build(Project project)
    {
        ArgumentNullException.ThrowIfNull(project);
        if (project.Settings.Gaps.Count > 0)
        {
            return null;
        }
        const string title = "Before you start";
        var paragraphs = Fill(project.Name, project.Settings);
        return new(title, paragraphs, Hashes.Short([title, .. paragraphs.SelectMany(p => new[] { p.Heading, p.Text })]));
    }

    /// <summary>As a message with these buttons.</summary>
    public ConsentMessage Message(IReadOnlyList<Button> buttons) => new(Title, Paragraphs, buttons);

    private static HeadedText[] Fill(string project, ProjectSettings s)
    {
        var until = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu").Format(s.KeepUntil!.Value);
        var regulator = string.IsNullOrWhiteSpace(s.Regulator) ? "" : $", {s.Regulator}";
        return
        [
            new("", $"{s.Facilitator} asked me, a bot, to ask you about working on {project}. You can say no: nothing changes, including payment."),
            new("Who sees it.", $"{s.Readers} can read your answers, with your name. {s.ItTeam} could too. {s.Lead} and the team see topics only, once at least five people answer. We quote you only if you say yes. In a small team, people may still guess."),
            new("Safety.", $"Nobody watches this chat. In danger, call {s.Emergency}. If someone is at serious risk, {s.Readers} may have to tell others."),
            new("Your data.", $"{s.Controller} keeps it until {until} for {s.Purpose}. Legal basis: {s.LegalBasis}. {s.ChatOwner} may keep this chat too."),
            new("Stop.", $"Stop or take answers back any time, here or through {s.Contact}. We cannot undo what people have read or published."),
            new("Rights, complaints:", $"{s.DataContact}{regulator}. Full notice: {s.Notice}."),
            new("", "Agree only if you are 18 or over."),
        ];
    }
}
