using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using ReflectionBot.EndToEnd.Peers;

namespace ReflectionBot.EndToEnd.Slack.Blocks;

/// <summary>
/// A page that shows messages and views as <c>slack-blocks-to-jsx</c> draws blocks. It is no copy of Slack: it shows that the blocks are such as
/// somebody else reads them, that no word is lost and that they stand well. Where Slack takes a plain text, it reads markup; Slack does not.
/// </summary>
public sealed class BlockPage(IPage page)
{
    private const string Package = "slack-blocks-to-jsx";

    /// <summary>The page.</summary>
    public IPage Page { get; } = page;

    /// <summary>Why there is nothing to draw with; null if there is.</summary>
    public static string? Missing() => NodePeer.Missing($"{Package}/package.json") ?? NodePeer.Missing("react-dom/package.json") ?? NodePeer.Missing("axe-core/axe.min.js");

    /// <summary>Draws each of them: arrays of blocks, or views.</summary>
    /// <returns>HTML, in order.</returns>
    public static async Task<string[]> DrawAsync(IEnumerable<JsonNode> blocksOrViews)
    {
        var cancel = TestContext.Current.CancellationToken;
        var input = new JsonArray([.. blocksOrViews.Select(n => n is JsonArray blocks ? new JsonObject { ["blocks"] = blocks.DeepClone() } : n.DeepClone())]);
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Here(), "draw-blocks.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(cancel), node.StandardError.ReadToEndAsync(cancel));
        await node.StandardInput.WriteAsync(input.ToJsonString().AsMemory(), cancel);
        node.StandardInput.Close();
        await node.WaitForExitAsync(cancel);
        Assert.True(node.ExitCode == 0, await errors);
        return JsonSerializer.Deserialize<string[]>(await output)!;
    }

    /// <summary>Opens an empty page.</summary>
    public static async Task<BlockPage> OpenAsync(IPage page)
    {
        await page.SetContentAsync($"<!doctype html><html lang=\"en\"><title>Blocks</title><body><main><h1>Blocks</h1></main></body></html>");
        await page.AddStyleTagAsync(new() { Path = Path.Combine(Modules(), Package, "dist", "style.css") });
        await page.AddStyleTagAsync(new() { Content = Style });
        await page.AddScriptTagAsync(new() { Path = Path.Combine(Modules(), "axe-core", "axe.min.js") });
        return new(page);
    }

    /// <summary>Shows what was drawn below the others and says what is wrong with it; empty for nothing.</summary>
    /// <param name="html">As it was drawn.</param>
    /// <param name="blocksOrView">From what.</param>
    /// <param name="title">Stands above it.</param>
    public Task<string[]> ShowAsync(string html, JsonNode blocksOrView, string title = "") =>
        Page.EvaluateAsync<string[]>(Show, new { html, json = blocksOrView.ToJsonString(), title });

    /// <summary>What axe-core finds, apart from what is the drawing package's own: colours, ids, the levels of headings and the arrow beside a picture.</summary>
    public Task<string[]> AxeAsync() => Page.EvaluateAsync<string[]>(Axe);

    /// <summary>Takes all away.</summary>
    public Task ClearAsync() => Page.EvaluateAsync("() => document.querySelectorAll('.frame').forEach(f => f.remove())");

    private static string Modules() => Path.GetFullPath(Path.Combine(Here(), "..", "..", "node_modules"));

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    private const string Style = """
        body { margin: 0; background: #fff; color: #1d1c1d; font: 15px/1.46668 Lato, "Noto Sans", system-ui, sans-serif; }
        h1 { position: absolute; clip-path: inset(50%); }
        main { display: block; columns: var(--columns, 1); column-gap: 16px; padding: 8px; }
        .frame { break-inside: avoid; margin: 0 0 16px; max-width: 600px; overflow-wrap: anywhere; }
        .frame * { overflow-wrap: anywhere; min-width: 0; }
        .frame a { text-decoration: underline !important; }
        .frame > p { margin: 0 0 4px; font-size: 12px; color: #616061; }
        .frame .slack_blocks_to_jsx__rich_text_section_element, .frame blockquote p { display: block; white-space: pre-wrap; unicode-bidi: plaintext; }
        .frame button { white-space: normal !important; max-width: 100%; height: auto !important; min-height: 28px; text-align: left; }
        .frame .slack_blocks_to_jsx--blocks, .frame .slack_blocks_to_jsx > div { min-width: 0; }
        .frame img { max-width: 100%; min-width: auto; }
        .modal { border: 1px solid #bbb; border-radius: 8px; padding: 12px 16px; max-width: 520px; }
        .modal > footer { display: flex; gap: 8px; justify-content: flex-end; margin-top: 12px; }
        .modal > header { font-weight: 900; font-size: 18px; }
        .modal textarea, .modal input { width: 100%; box-sizing: border-box; }
        """;

    private const string Show = """
        async ({ html, json, title }) => {
          const source = JSON.parse(json), wrong = [], blocks = Array.isArray(source) ? source : source.blocks;
          const frame = document.createElement('section');
          frame.className = 'frame';
          if (title) frame.append(Object.assign(document.createElement('p'), { textContent: title }));
          const drawn = document.createElement('div');
          drawn.innerHTML = html;
          if (!Array.isArray(source)) {
            drawn.className = 'modal slack_blocks_to_jsx styles_enabled';
            if (source.title) drawn.prepend(Object.assign(document.createElement('header'), { textContent: source.title.text }));
            const footer = document.createElement('footer');
            for (const b of [source.close, source.submit]) if (b) footer.append(Object.assign(document.createElement('button'), { textContent: b.text }));
            drawn.append(footer);
          }
          frame.append(drawn);
          document.querySelector('main').append(frame);
          await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));

          const all = (node, wanted) => Array.isArray(node) ? node.flatMap(n => all(n, wanted)) : node && typeof node === 'object'
            ? [...(wanted(node) ? [node] : []), ...Object.values(node).flatMap(v => all(v, wanted))] : [];
          const squeezed = text => text.replace(/\s+/g, ' ').trim();
          const shown = squeezed(drawn.textContent);
          const placeholders = new Set(all(blocks, n => n.placeholder).map(n => n.placeholder.text));
          for (const { text } of all(blocks, n => n.type === 'text' || n.type === 'plain_text'))
            if (!shown.includes(squeezed(text)) && !placeholders.has(text)) wrong.push('not shown: ' + text.slice(0, 60));
          for (const { initial_value } of all(blocks, n => n.initial_value))
            if (![...drawn.querySelectorAll('textarea, input')].some(i => i.value === initial_value)) wrong.push('not in its box: ' + initial_value.slice(0, 60));
          const buttons = [...drawn.querySelectorAll('.slack_blocks_to_jsx__actions button')].map(b => squeezed(b.textContent)), labels = all(blocks, n => n.type === 'button').map(b => squeezed(b.text.text));
          if (buttons.join('|') !== labels.join('|')) wrong.push('buttons: ' + buttons + ' instead of ' + labels);
          const own = all(blocks, n => n.type === 'link').map(n => `${n.text ?? n.url} ${n.url}`); // The bot's own links are elements, never markup in a text.
          const links = [...drawn.querySelectorAll('a')].map(a => `${a.textContent} ${a.getAttribute('href')}`);
          for (const link of own) if (!links.includes(link)) wrong.push('no link: ' + link);
          for (const link of links) if (!own.includes(link)) wrong.push('markup: ' + link.split(' ')[0]);
          for (const e of drawn.querySelectorAll('.slack_user, .slack_broadcast, .slack_channel, .slack_emoji')) wrong.push('markup: ' + e.textContent);
          if (drawn.querySelectorAll('textarea, input').length !== all(blocks, n => n.type === 'plain_text_input').length) wrong.push('inputs');
          for (const image of drawn.querySelectorAll('img')) if (!image.alt) wrong.push('no alt text');
          const lines = all(blocks, n => n.type === 'rich_text_quote').length;
          if (drawn.querySelectorAll('blockquote').length !== lines) wrong.push('quotes: ' + lines);
          for (const e of [document.scrollingElement, frame, ...frame.querySelectorAll('*')])
            if (e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline') wrong.push('wider than its room: ' + e.className + ' ' + e.scrollWidth + ' > ' + e.clientWidth);
          return wrong;
        }
        """;

    private const string Axe = """
        async () => (await axe.run({ include: ['main'], exclude: ['.slack_blocks_to_jsx__image_media_trigger'] }, { resultTypes: ['violations'], rules: { 'heading-order': { enabled: false }, 'color-contrast': { enabled: false }, 'duplicate-id': { enabled: false }, 'duplicate-id-active': { enabled: false } } })).violations
          .flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 200)))
        """;
}
