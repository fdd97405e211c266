using System.Globalization;
using System.Text.Json.Nodes;

namespace ReflectionBot.Tests.Slack.Stub;

/// <summary>Slack's documented rules for the elements of blocks (docs.slack.dev/reference/block-kit/block-elements) and their options.</summary>
internal static class BlockElements
{
    private static readonly string[] Selects = ["static_select", "external_select", "users_select", "conversations_select", "channels_select"];
    private static readonly string[] MultiSelects = [.. Selects.Select(s => "multi_" + s)];
    private static readonly string[] Pickers = ["datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons"];
    private static readonly string[] Boxes = ["plain_text_input", "email_text_input", "url_text_input", "number_input"];

    /// <summary>Those that somebody can act on.</summary>
    public static IReadOnlySet<string> Acting { get; } = Set([.. Selects, .. MultiSelects, .. Pickers, .. Boxes, "button", "overflow", "rich_text_input", "file_input", "workflow_button"]);

    /// <summary>Those an actions block takes.</summary>
    public static IReadOnlySet<string> InActions { get; } = Set([.. Selects, .. Pickers, "button", "overflow"]);

    /// <summary>Those a section takes as its accessory.</summary>
    public static IReadOnlySet<string> InSections { get; } = Set([.. Selects, .. MultiSelects, "datepicker", "timepicker", "checkboxes", "radio_buttons", "button", "overflow", "image"]);

    /// <summary>Those an input block of a view takes.</summary>
    public static IReadOnlySet<string> InInputs { get; } = Set([.. Selects, .. MultiSelects, .. Pickers, .. Boxes, "rich_text_input", "file_input"]);

    /// <summary>Those an input block of a message takes: no files.</summary>
    public static IReadOnlySet<string> InMessageInputs { get; } = Set([.. Selects, .. MultiSelects, .. Pickers, .. Boxes, "rich_text_input"]);

    /// <summary>Checks the elements of one block.</summary>
    /// <param name="check">Takes what is wrong.</param>
    /// <param name="elements">The elements.</param>
    /// <param name="at">Where they are.</param>
    /// <param name="allowed">Their types.</param>
    /// <param name="isList">False: it is one element, standing there itself.</param>
    public static void Several(BlockCheck check, IReadOnlyList<JsonNode?> elements, string at, IReadOnlySet<string> allowed, bool isList = true)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < elements.Count; i++)
        {
            var here = isList ? $"{at}/{i}" : at;
            if (elements[i] is not JsonObject element || (string?)element["type"] is not { } type || !allowed.Contains(type))
            {
                check.Add($"unsupported type: {elements[i]?["type"]}", $"{here}/type");
                continue;
            }
            if (check.String(element, "action_id", here, 255) is { } id && !ids.Add(id))
            {
                check.Add($"`action_id` {id} already exists", $"{here}/action_id");
            }
            One(check, element, type, here);
        }
    }

    private static void One(BlockCheck check, JsonObject element, string type, string at)
    {
        if (check.Flag(element, "focus_on_load", at))
        {
            check.Focused++;
        }
        Confirm(check, element, at);
        check.Text(element, "placeholder", at, 150, plain: true);
        switch (type)
        {
            case "button": Button(check, element, at); break;
            case "static_select" or "multi_static_select": Select(check, element, at); break;
            case "overflow": Choice(check, element, at, 5, "type", "action_id", "options", "confirm"); break;
            case "checkboxes": Choice(check, element, at, 10, "type", "action_id", "options", "initial_options", "confirm", "focus_on_load"); break;
            case "radio_buttons": Choice(check, element, at, 10, "type", "action_id", "options", "initial_option", "confirm", "focus_on_load"); break;
            case "plain_text_input": Box(check, element, at); break;
            case "datepicker": Picked(check, element, at, "initial_date", "yyyy-MM-dd"); break;
            case "timepicker": Picked(check, element, at, "initial_time", "HH:mm"); break;
            case "number_input" when element["is_decimal_allowed"] is null: check.Add("missing required field: is_decimal_allowed", at); break;
            case "image": check.String(element, "alt_text", at, 2000, required: true); break;
        }
    }

    private static void Button(BlockCheck check, JsonObject button, string at)
    {
        check.Object(button, at, "type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label");
        check.Text(button, "text", at, 75, plain: true, required: true);
        check.String(button, "value", at, 2000, least: 0);
        check.String(button, "accessibility_label", at, 75);
        check.Address(button, "url", at);
        check.OneOf(button, "style", at, "primary", "danger");
    }

    private static void Box(BlockCheck check, JsonObject box, string at)
    {
        check.Object(box, at, "type", "action_id", "initial_value", "multiline", "min_length", "max_length", "dispatch_action_config", "focus_on_load", "placeholder");
        check.Flag(box, "multiline", at);
        var least = check.Number(box, "min_length", at, 0, 3000);
        var most = check.Number(box, "max_length", at, 1, 3000) ?? 3000;
        if (least > most)
        {
            check.Add("min_length is more than max_length", at);
        }
        check.String(box, "initial_value", at, most, least: 0);
    }

    private static void Select(BlockCheck check, JsonObject select, string at)
    {
        var isMulti = (string?)select["type"] == "multi_static_select";
        check.Object(select, at, "type", "action_id", "options", "option_groups", isMulti ? "initial_options" : "initial_option", isMulti ? "max_selected_items" : "confirm", "confirm", "focus_on_load", "placeholder");
        var options = new List<JsonNode?>();
        if ((select["options"] is null) == (select["option_groups"] is null))
        {
            check.Add("either options or option_groups", at);
        }
        else if (select["options"] is not null)
        {
            options.AddRange(check.Items(select, "options", at, 1, 100));
            Options(check, options, $"{at}/options", isPlain: true);
        }
        else
        {
            options.AddRange(Groups(check, check.Items(select, "option_groups", at, 1, 100), $"{at}/option_groups"));
        }
        Initial(check, select, options, at);
    }

    private static List<JsonNode?> Groups(BlockCheck check, IReadOnlyList<JsonNode?> groups, string at)
    {
        var all = new List<JsonNode?>();
        for (var i = 0; i < groups.Count; i++)
        {
            if (check.Object(groups[i], $"{at}/{i}", "label", "options") is { } group)
            {
                check.Text(group, "label", $"{at}/{i}", 75, plain: true, required: true);
                var options = check.Items(group, "options", $"{at}/{i}", 1, 100);
                Options(check, options, $"{at}/{i}/options", isPlain: true);
                all.AddRange(options);
            }
        }
        return all;
    }

    private static void Choice(BlockCheck check, JsonObject choice, string at, int most, params ReadOnlySpan<string> fields)
    {
        check.Object(choice, at, fields);
        var options = check.Items(choice, "options", at, 1, most);
        Options(check, options, $"{at}/options", isPlain: (string?)choice["type"] == "overflow");
        Initial(check, choice, options, at);
    }

    private static void Options(BlockCheck check, IReadOnlyList<JsonNode?> options, string at, bool isPlain)
    {
        for (var i = 0; i < options.Count; i++)
        {
            if (check.Object(options[i], $"{at}/{i}", "text", "value", "description", "url") is { } option)
            {
                check.Text(option, "text", $"{at}/{i}", 75, isPlain, required: true);
                check.Text(option, "description", $"{at}/{i}", 75, isPlain);
                check.String(option, "value", $"{at}/{i}", 150, required: true);
            }
        }
    }

    /// <summary>What is chosen at first must be among the options, word for word.</summary>
    private static void Initial(BlockCheck check, JsonObject choice, IReadOnlyList<JsonNode?> options, string at)
    {
        if (choice["initial_options"] is JsonArray { Count: 0 })
        {
            check.Add("no fewer than 1 items allowed", $"{at}/initial_options");
        }
        foreach (var chosen in (choice["initial_options"] as JsonArray ?? []).Concat(choice["initial_option"] is { } one ? new[] { one } : []))
        {
            if (!options.Any(o => JsonNode.DeepEquals(o, chosen)))
            {
                check.Add("must be one of the provided options", $"{at}/initial_option");
            }
        }
    }

    private static void Picked(BlockCheck check, JsonObject picker, string at, string initial, string format)
    {
        check.Object(picker, at, "type", "action_id", initial, "confirm", "focus_on_load", "placeholder", "timezone");
        if (picker[initial] is { } given && !DateTime.TryParseExact(StubArguments.Text(given), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            check.Add($"must be {format}", $"{at}/{initial}");
        }
    }

    private static void Confirm(BlockCheck check, JsonObject element, string at)
    {
        if (element["confirm"] is not { } given || check.Object(given, $"{at}/confirm", "title", "text", "confirm", "deny", "style") is not { } confirm)
        {
            return;
        }
        at = $"{at}/confirm";
        check.Text(confirm, "title", at, 100, plain: true, required: true);
        check.Text(confirm, "text", at, 300, plain: false, required: true);
        check.Text(confirm, "confirm", at, 30, plain: true, required: true);
        check.Text(confirm, "deny", at, 30, plain: true, required: true);
        check.OneOf(confirm, "style", at, "primary", "danger");
    }

    private static HashSet<string> Set(string[] types) => new(types, StringComparer.Ordinal);
}
