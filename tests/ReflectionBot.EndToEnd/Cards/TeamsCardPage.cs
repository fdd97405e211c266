using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace ReflectionBot.EndToEnd.Cards;

/// <summary>
/// A page that draws cards with the official renderer as a host like Teams sets it up: its colours, sizes and six buttons, in the light or in
/// the dark. It is no copy of Teams; it shows what the renderer makes of a card where the host is not ours.
/// </summary>
public sealed class TeamsCardPage(IPage page)
{
    /// <summary>The page.</summary>
    public IPage Page { get; } = page;

    /// <summary>Why there is nothing to draw with; null if there is.</summary>
    public static string? Missing() =>
        !File.Exists(Renderer) ? "the web chat's page beside the tests has no renderer: install Node 20 with npm and build again"
        : !File.Exists(AxeFile()) ? "axe-core is not installed: run npm ci --prefix tests/ReflectionBot.EndToEnd"
        : null;

    /// <summary>Opens an empty page.</summary>
    public static async Task<TeamsCardPage> OpenAsync(IPage page, bool dark)
    {
        await page.SetContentAsync($"<!doctype html><html lang=\"en\"><title>Cards</title><style>{Style}</style><body class=\"{(dark ? "dark" : "light")}\"><main><h1>Cards</h1></main></body></html>");
        await page.AddScriptTagAsync(new() { Path = Renderer });
        await page.AddScriptTagAsync(new() { Path = AxeFile() });
        await page.EvaluateAsync(HostConfig, dark);
        return new(page);
    }

    /// <summary>Draws a card below the others and says what is wrong with it; empty for nothing.</summary>
    public Task<string[]> DrawAsync(JsonObject card, string title = "") => Page.EvaluateAsync<string[]>(Draw, new { json = card.ToJsonString(), title });

    /// <summary>What axe-core finds, contrast and labels included.</summary>
    public Task<string[]> AxeAsync() => Page.EvaluateAsync<string[]>(Axe);

    /// <summary>Takes the cards away.</summary>
    public Task ClearAsync() => Page.EvaluateAsync("() => document.querySelectorAll('.frame').forEach(f => f.remove())");

    /// <summary>The very file that the web chat's page uses.</summary>
    private static string Renderer => Path.Combine(AppContext.BaseDirectory, "wwwroot", "vendor", "adaptivecards.min.js");

    private static string AxeFile([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "node_modules", "axe-core", "axe.min.js"));

    private const string Style = """
        body { margin: 0; font: 14px "Segoe UI", "Noto Sans", system-ui, sans-serif; }
        body.light { background: #f5f5f5; color: #242424; --link: #4f52b2; --card: #fff; --line: #d1d1d1; --ink: #242424; --edge: #616161; }
        body.dark { background: #1f1f1f; color: #fff; --link: #a6a7f0; --card: #292929; --line: #525252; --ink: #fff; --edge: #adadad; }
        h1 { position: absolute; clip-path: inset(50%); }
        main { display: block; columns: var(--columns, 1); column-gap: 12px; padding: 8px; }
        .frame { break-inside: avoid; margin: 0 0 12px; max-width: 560px; overflow-wrap: anywhere; }
        .frame > p { margin: 0 0 2px; font-size: 12px; }
        .ac-adaptiveCard { background: var(--card) !important; border: 1px solid var(--line); border-radius: 4px; }
        .ac-anchor { color: var(--link); }
        .ac-pushButton { max-width: 100%; font: 600 14px "Segoe UI", "Noto Sans", sans-serif; padding: 5px 12px; min-height: 32px; border: 1px solid var(--line); border-radius: 4px; background: var(--card); color: var(--ink); }
        .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff; }
        .ac-pushButton > div { white-space: normal !important; }
        .ac-actionSet > div { flex-wrap: wrap; }
        .ac-actionSet { row-gap: 8px; flex-wrap: wrap; }
        .ac-input { width: 100%; box-sizing: border-box; font: inherit; padding: 6px 10px; border: 1px solid var(--edge); border-radius: 4px; background: var(--card); color: var(--ink); }
        .ac-input::placeholder { color: var(--edge); opacity: 1; }
        .ac-multiline { min-height: 56px; }
        """;

    private const string HostConfig = """
        dark => {
          const ink = dark ? '#ffffff' : '#242424', subtle = dark ? '#adadad' : '#616161';
          const colour = (on, off = on) => ({ default: on, subtle: off });
          const colours = { default: colour(ink, subtle), dark: colour(ink, subtle), light: colour(ink, subtle),
            accent: colour(dark ? '#a6a7f0' : '#4f52b2'), good: colour(dark ? '#92c353' : '#13660f'), warning: colour(dark ? '#fbb04c' : '#8a4b00'), attention: colour(dark ? '#f9526b' : '#b10e1c') };
          const surface = backgroundColor => ({ backgroundColor, foregroundColors: colours });
          window.host = new AdaptiveCards.HostConfig({
            supportsInteractivity: true, fontFamily: '"Segoe UI", "Noto Sans", sans-serif',
            fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
            lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
            fontWeights: { lighter: 400, default: 400, bolder: 600 },
            spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
            separator: { lineThickness: 1, lineColor: dark ? '#525252' : '#e0e0e0' },
            containerStyles: { default: surface('transparent'), emphasis: surface(dark ? '#1f1f1f' : '#f5f5f5') },
            actions: { maxActions: 6, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left', showCard: { actionMode: 'inline' } },
            inputs: { label: { inputSpacing: 'small', requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' } }, errorMessage: { color: 'attention' } },
            textStyles: { heading: { size: 'large', weight: 'bolder' } }, textBlock: { headingLevel: 2 },
          });
          AdaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false;
        }
        """;

    private const string Draw = """
        async ({ json, title }) => {
          const source = JSON.parse(json), wrong = [];
          const card = new AdaptiveCards.AdaptiveCard(), context = new AdaptiveCards.SerializationContext();
          card.hostConfig = host;
          card.parse(source, context);
          for (let i = 0; i < context.eventCount; i++) wrong.push('parsing: ' + context.getEventAt(i).message);
          for (const e of card.validateProperties().validationEvents) wrong.push('validating: ' + e.message);
          const frame = document.createElement('section');
          frame.className = 'frame';
          if (title) frame.append(Object.assign(document.createElement('p'), { textContent: title }));
          const drawn = card.render();
          frame.append(drawn);
          document.querySelector('main').append(frame);
          await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));

          const all = (node, wanted) => Array.isArray(node) ? node.flatMap(n => all(n, wanted)) : node && typeof node === 'object'
            ? [...(wanted(node.type ?? '') ? [node] : []), ...Object.entries(node).filter(([k]) => k !== 'data' && k !== 'fallback' && k !== 'selectAction').flatMap(([, v]) => all(v, wanted))] : [];
          const squeezed = text => text.replace(/\s+/g, ' ').trim();
          const shown = squeezed(drawn.textContent);
          for (const { text } of all(source, t => t === 'TextRun' || t === 'TextBlock')) if (!shown.includes(squeezed(text))) wrong.push('not shown: ' + text.slice(0, 60));
          const isSeen = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility === 'visible';
          const buttons = [...drawn.querySelectorAll('.ac-pushButton')].filter(isSeen).map(b => squeezed(b.textContent));
          const titles = all(source, t => t.startsWith('Action.')).map(a => squeezed(a.title));
          if (buttons.join('|') !== titles.join('|')) wrong.push('buttons: ' + buttons + ' instead of ' + titles);
          const inputs = [...drawn.querySelectorAll('input, textarea, select')];
          if (inputs.length !== all(source, t => t.startsWith('Input.')).length) wrong.push('inputs: ' + inputs.length);
          for (const input of inputs) {
            const label = (input.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent ?? '').join('');
            if (!label.trim()) wrong.push('no label: ' + input.id);
          }
          for (const image of drawn.querySelectorAll('img')) if (!image.alt) wrong.push('no alt text');
          for (const heading of all(source, t => t === 'TextBlock').filter(b => b.style === 'heading'))
            if (![...drawn.querySelectorAll('[role=heading]')].some(h => squeezed(h.textContent) === squeezed(heading.text))) wrong.push('no heading: ' + heading.text);
          for (const e of [document.scrollingElement, frame, ...frame.querySelectorAll('*')])
            if (e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1) wrong.push('wider than its room: ' + e.className + ' ' + e.scrollWidth + ' > ' + e.clientWidth);
          return wrong;
        }
        """;

    private const string Axe = """
        async () => (await axe.run(document.querySelector('main'), { resultTypes: ['violations'], rules: { 'heading-order': { enabled: false } } })).violations
          .flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 200)))
        """;
}
