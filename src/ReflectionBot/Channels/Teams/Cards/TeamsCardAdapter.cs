using System.Text.Json.Nodes;
using ReflectionBot.Channels.Activities;
using ReflectionBot.Channels.Shared;
using ReflectionBot.Core.Chat;
using ReflectionBot.Wording;

namespace ReflectionBot.Channels.Teams.Cards;

/// <summary>
/// Adapts the shared card to Teams: buttons in rows so that none is lost, <c>Action.Execute</c>, and the direction of paragraphs that are read the
/// other way than their card. Reasons and sources: docs/decisions/0010-teams-cards.md.
/// </summary>
internal static class TeamsCardAdapter
{
    /// <summary>The verb of every <c>Action.Execute</c>; what the button does is in its data.</summary>
    public const string Verb = ActionData.Key;

    /// <summary>
    /// The most buttons in one <c>ActionSet</c>. Teams shows six and hides the rest in a menu, or used to drop them; the official renderer drops all
    /// after five unless its host sets another limit.
    /// </summary>
    public const int MostInARow = 5;

    private const string FirstStrongIsolate = "\u2068";
    private const string PopIsolate = "\u2069";

    /// <summary>With <c>Action.Execute</c>, and <c>Action.Submit</c> as fallback for clients that do not know it.</summary>
    /// <param name="card">A card of the shared renderer; it is changed.</param>
    public static JsonObject WithExecute(JsonObject card) => Dressed(card, Execute);

    /// <summary>With <c>Action.Submit</c> only, so that each button is written once: for a card that would not fit otherwise.</summary>
    /// <param name="card">A card of the shared renderer; it is changed.</param>
    public static JsonObject WithSubmit(JsonObject card) => Dressed(card, WithoutFields);

    /// <summary>A button that opens a window (task module) and sends what has been typed so far. Teams accepts <c>task/fetch</c> only from <c>Action.Submit</c>.</summary>
    public static JsonObject Opener(ButtonAction action) => new()
    {
        ["type"] = "Action.Submit",
        ["title"] = TeamsWording.OpenAsAWindow,
        ["data"] = new JsonObject { ["msteams"] = new JsonObject { ["type"] = "task/fetch" }, [ActionData.Key] = ActionData.Write(action) },
    };

    /// <summary>
    /// Aligns paragraphs that are read the other way than their card, and moves a field's help below its box. The client draws the label with the
    /// box, so help above it would be read before the question.
    /// </summary>
    public static JsonObject Arranged(JsonObject card)
    {
        HelpBelow(card["body"]!.AsArray());
        Direct(card["body"]!.AsArray(), (bool?)card["rtl"] == true);
        return card;
    }

    private static JsonObject Dressed(JsonObject card, Func<JsonObject, JsonObject> dress)
    {
        var body = card["body"]!.AsArray();
        if (card["actions"] is JsonArray actions)
        {
            // Some clients support an action's fallback only inside an ActionSet.
            card.Remove("actions");
            body.Add(new JsonObject { ["type"] = "ActionSet", ["spacing"] = "large", ["actions"] = actions });
        }

        Rows(body, dress);
        return Arranged(card);
    }

    private static void HelpBelow(JsonArray elements)
    {
        for (var i = 0; i < elements.Count; i++)
        {
            HelpBelow(elements[i]!["items"] as JsonArray ?? []);
            if (i + 1 < elements.Count && (string?)elements[i]!["id"] is { } id && id == $"{elements[i + 1]!["id"]}-help")
            {
                var help = elements[i]!;
                elements.RemoveAt(i);
                elements.Insert(i + 1, help);
                help["spacing"] = "small";
            }
        }
    }

    private static void Rows(JsonArray elements, Func<JsonObject, JsonObject> dress)
    {
        for (var i = 0; i < elements.Count; i++)
        {
            var element = elements[i]!.AsObject();
            if (element["items"] is JsonArray items)
            {
                Rows(items, dress);
            }
            else if ((string?)element["type"] == "ActionSet")
            {
                var spacing = element["spacing"]?.DeepClone();
                var rows = Even([.. Taken(element["actions"]!.AsArray()).Select(dress)]);
                elements.RemoveAt(i);
                for (var row = 0; row < rows.Count; row++)
                {
                    elements.Insert(i + row, Row(rows[row], row == 0 ? spacing : "small"));
                }

                i += rows.Count - 1;
            }
        }
    }

    /// <summary>Rows of about the same length: a single button in the last row looks out of place.</summary>
    private static List<JsonObject[]> Even(JsonObject[] actions)
    {
        var rows = (actions.Length + MostInARow - 1) / MostInARow;
        return [.. actions.Chunk((actions.Length + rows - 1) / rows)];
    }

    private static JsonObject Row(JsonObject[] actions, JsonNode? spacing)
    {
        var row = new JsonObject { ["type"] = "ActionSet" };
        if (spacing is not null)
        {
            row["spacing"] = spacing;
        }

        row["actions"] = new JsonArray([.. actions]);
        return row;
    }

    private static List<JsonObject> Taken(JsonArray from)
    {
        var taken = from.Select(node => node!.AsObject()).ToList();
        from.Clear();
        return taken;
    }

    private static JsonObject Execute(JsonObject submit)
    {
        if (submit["data"]?[ActionData.Key] is null || submit["data"]!["msteams"] is not null)
        {
            return submit;
        }

        var execute = submit.DeepClone().AsObject();
        execute["type"] = "Action.Execute";
        execute["verb"] = Verb;
        execute["fallback"] = submit;
        return execute;
    }

    /// <summary>Removes a property that is not needed: only cards without fields have buttons that send no fields.</summary>
    private static JsonObject WithoutFields(JsonObject submit)
    {
        submit.Remove("associatedInputs");
        return submit;
    }

    private static void Direct(JsonArray elements, bool cardIsRightToLeft)
    {
        foreach (var element in elements.Select(e => e!.AsObject()))
        {
            switch ((string?)element["type"])
            {
                case "RichTextBlock":
                    KeepPages(element["inlines"]!.AsArray());
                    Align(element, CardDirection.Text(element), cardIsRightToLeft);
                    Isolate(element["inlines"]!.AsArray(), cardIsRightToLeft);
                    break;
                case "TextBlock":
                    Align(element, (string?)element["text"] ?? "", cardIsRightToLeft);
                    break;
                default:
                    Direct(element["items"] as JsonArray ?? [], cardIsRightToLeft);
                    break;
            }
        }
    }

    /// <summary>"Right" means the end of a line: the right side of a card, or the left side of a card that is read from right to left.</summary>
    private static void Align(JsonObject block, string text, bool cardIsRightToLeft)
    {
        if (TextDirection.Of(text) == !cardIsRightToLeft)
        {
            block["horizontalAlignment"] = "right";
        }
    }

    /// <summary>Puts direction marks around a run, as separate runs, so that the person's own text is not changed.</summary>
    private static void Isolate(JsonArray runs, bool cardIsRightToLeft)
    {
        for (var i = runs.Count - 1; i >= 0; i--)
        {
            if (TextDirection.HasOther((string?)runs[i]!["text"] ?? "", cardIsRightToLeft))
            {
                runs.Insert(i + 1, Mark(PopIsolate));
                runs.Insert(i, Mark(FirstStrongIsolate));
            }
        }
    }

    /// <summary>
    /// Keeps links to web pages only. An e-mail address or telephone number becomes plain text: Teams has done nothing at all when such a link in a
    /// text is pressed (microsoft/AdaptiveCards, issue 5804), and a number that seems to call and does not is worse than one to dial by hand.
    /// </summary>
    private static void KeepPages(JsonArray runs)
    {
        foreach (var run in runs.OfType<JsonObject>().Where(r => (string?)r["selectAction"]?["url"] is { } url && !url.StartsWith("http", StringComparison.Ordinal)))
        {
            run.Remove("selectAction");
        }
    }

    private static JsonObject Mark(string mark) => new() { ["type"] = "TextRun", ["text"] = mark };
}
