namespace ReflectionBot.Channels.Web.TryOut;

/// <summary>Sample answers of the try-out's seven collaborators: for the demo, and for users who let the page fill them in. Made up; an empty answer is skipped.</summary>
internal static class TryOutAnswers
{
    /// <summary>The person who answers one question at a time; the others fill in the form.</summary>
    public const string OneAtATime = "tryout-amir";

    /// <summary>The text of the first quote, by which the digest is recognised.</summary>
    public const string Quoted = "The training was good but the dates moved several times.";

    /// <summary>The people who share a quote, and the command that they type for it.</summary>
    public static readonly IReadOnlyList<(string Person, string Share)> Quotes =
        [("tryout-bea", "share 3 quote no name"), ("tryout-carys", "share 6 quote no name")];

    /// <summary>The six answers of each person, in Gibbs' order.</summary>
    public static readonly IReadOnlyList<(string Person, IReadOnlyList<string> Answers)> All =
    [
        ("tryout-amir", ["We ran two focus groups with tenants.", "Nervous, then fine.", "We set the agenda together and my view changed what was decided.", "I think it was because Ana asked us first.", "I learned how to run a group.", "Ask who wants the evening slot."]),
        ("tryout-bea", ["I helped at the second group.", "", Quoted, "Too many jobs fell on two people, the workload was unfair.", "I learned to ask sooner.", "Agree dates before inviting people."]),
        ("tryout-carys", ["The housing office hosted it.", "Tired.", "The workload was unfair and the tasks were not divided up.", "Nobody knew who does what.", "", "Agree dates before inviting people."]),
        ("tryout-dele", ["I took the notes.", "A bit lost.", "We had a real say in what was asked, and set the agenda together.", "The jargon was hard, I did not understand half of it.", "I learned to write plainly. The workload was unfair to Ewa.", ""]),
        ("tryout-ewa", ["I spoke about damp flats.", "I felt listened to and respected.", "It was ours: we decided together what went in.", "We had a say in the decisions.", "", "Share the notes sooner."]),
        ("tryout-finn", ["We met at the tenants' hall.", "", "I nodded at 'PPI lead' for a month, the jargon was hard to follow.", "The extra work landed on the same people, too much workload.", "I learned that it helps to ask.", ""]),
        ("tryout-grace", ["I planned the groups.", "Glad of it.", "People respected each other, and tenants had a say in the agenda.", "The acronyms were not explained.", "I gained confidence.", "Keep a list of words."]),
    ];

    /// <summary>Everything a try-out person types for their answers, from the text about who sees what to the end.</summary>
    /// <param name="person">The person's id.</param>
    /// <returns>The texts in order, and whether they end with a quote to check instead of submitting; null for a person who does not answer.</returns>
    public static (IReadOnlyList<string> Says, bool IsQuoted)? Typed(string person)
    {
        if (All.FirstOrDefault(a => a.Person == person) is not { Answers: { } answers })
        {
            return null;
        }

        var (quotedPerson, share) = Quotes[0];
        string[] questions = [.. answers.SelectMany(a => a.Length == 0 ? (string[])["skip"] : [a, "next"])];
        return (["agree", "one at a time", .. questions, person == quotedPerson ? share : "submit"], person == quotedPerson);
    }
}
