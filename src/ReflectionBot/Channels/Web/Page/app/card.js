// Draws Adaptive Cards with the official renderer, in the page's own colours. Texts in cards are plain: no markdown, no markup.

import { el } from './dom.js';
import { handOver } from './hand-over.js';

const colours = {
  default: { default: 'var(--ink)', subtle: 'var(--muted)' },
  dark: { default: 'var(--ink)', subtle: 'var(--muted)' },
  light: { default: 'var(--ink)', subtle: 'var(--muted)' },
  accent: { default: 'var(--accent-ink)', subtle: 'var(--accent-ink)' },
  attention: { default: 'var(--bad)', subtle: 'var(--bad)' },
  good: { default: 'var(--good)', subtle: 'var(--good)' },
  warning: { default: 'var(--warn)', subtle: 'var(--warn)' },
};
const surface = backgroundColor => ({ backgroundColor, borderColor: 'var(--line)', foregroundColors: colours });

const face = (fontFamily, sizes) => ({ fontFamily, fontSizes: sizes(1), fontWeights: { lighter: 400, default: 400, bolder: 650 } });

/** The renderer wants pixels; the reader's own text size decides how many. */
function hostConfig() {
  const em = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const sizes = factor => Object.fromEntries(
    Object.entries({ small: 0.8125, default: 1, medium: 1.0625, large: 1.1875, extraLarge: 1.375 }).map(([name, size]) => [name, Math.round(em * size * factor)]));
  const gap = size => Math.round(em * size);
  return {
    supportsInteractivity: true,
    fontFamily: 'inherit',
    fontTypes: { default: face('inherit', sizes), monospace: face('ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace', factor => sizes(factor * 0.95)) },
    fontSizes: sizes(1),
    lineHeights: sizes(1.45),
    fontWeights: { lighter: 400, default: 400, bolder: 650 },
    spacing: { small: gap(0.375), default: gap(0.625), medium: gap(0.875), large: gap(1.25), extraLarge: gap(1.75), padding: gap(0.875) },
    separator: { lineThickness: 1, lineColor: 'var(--line)' },
    containerStyles: {
      default: surface('transparent'), emphasis: surface('var(--sunken)'), accent: surface('var(--tint)'),
      good: surface('var(--sunken)'), attention: surface('var(--sunken)'), warning: surface('var(--sunken)'),
    },
    actions: {
      maxActions: 25, spacing: 'medium', buttonSpacing: gap(0.5), actionsOrientation: 'horizontal', actionAlignment: 'left',
      showCard: { actionMode: 'inline', inlineTopMargin: gap(0.75), style: 'emphasis' },
    },
    inputs: {
      label: { inputSpacing: 'small', requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' } },
      errorMessage: { color: 'attention' },
    },
    textStyles: { heading: { size: 'large', weight: 'bolder' } },
    textBlock: { headingLevel: 3 },
    factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 0 }, spacing: gap(0.75) },
  };
}

let prepared = null;
function prepare(AdaptiveCards) {
  if (prepared) return prepared;
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (_, result) => { result.didProcess = false; };
  AdaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false;
  prepared = new AdaptiveCards.HostConfig(hostConfig());
  return prepared;
}

/** What each field of a card is called and holds as it came, by its id. */
export function fieldsOf(node, found = {}) {
  if (Array.isArray(node)) node.forEach(item => fieldsOf(item, found));
  else if (node !== null && typeof node === 'object') {
    if (typeof node.type === 'string' && node.type.startsWith('Input.') && node.id) found[node.id] = { label: node.label ?? '', text: String(node.value ?? '') };
    for (const [key, value] of Object.entries(node)) if (key !== 'data') fieldsOf(value, found);
  }
  return found;
}

/** Puts back what was typed into a card that was not sent yet. */
function refill(node, values) {
  if (Array.isArray(node)) return node.map(item => refill(item, values));
  if (node === null || typeof node !== 'object') return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, key === 'data' ? value : refill(value, values)]));
  if (typeof copy.type === 'string' && copy.type.startsWith('Input.') && typeof values[copy.id]?.text === 'string') copy.value = values[copy.id].text;
  return copy;
}

/** A field's help belongs between its label and its box; a card can only say it above both. */
function placeHelp(element, inputs) {
  for (const input of inputs) {
    const help = element.querySelector(`[id="${CSS.escape(`${input.id}-help`)}"]`);
    const box = input.renderedElement?.querySelector('.ac-input-container');
    if (!help || !box) continue;
    help.id = `help-${++placed}`;
    help.classList.add('field-help');
    box.before(help);
    box.querySelector('input, textarea')?.setAttribute('aria-describedby', help.id);
  }
}
let placed = 0;

/** Opens a card's link beside the page: one of the bot's own, or an encrypted one. What it opens learns nothing of this page. */
function openLink(address) {
  try {
    const url = new URL(address, location.href);
    if (url.origin === location.origin || url.protocol === 'https:') window.open(url, '_blank', 'noopener,noreferrer');
  } catch {
    // Not an address: nothing to open.
  }
}

/** Where a link of a card may lead: a page, a number to call, an address to write to; null for anywhere else. */
function target(address) {
  try {
    const url = new URL(address, location.href);
    return url.origin === location.origin || ['https:', 'tel:', 'mailto:'].includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** Links within texts are the browser's own, so that a phone calls and a long press copies. */
function ownLinks(element) {
  for (const drawn of element.querySelectorAll('a.ac-anchor')) {
    const url = target(drawn.getAttribute('href'));
    const isPage = url?.protocol.startsWith('http');
    const link = url ? el('a', { class: 'link', href: url.href, dir: 'auto', text: drawn.textContent, ...(isPage ? { target: '_blank', rel: 'noopener noreferrer' } : {}) }) : document.createTextNode(drawn.textContent);
    drawn.replaceWith(link);
    if (isPage && url.hash.startsWith('#invite=')) handOver(element, link);
  }
}

/**
 * An element showing the card, or null if it is not a card the renderer can show.
 * @param content the card's JSON.
 * @param kept { read(), write(typed) }: where what was typed is kept, by the field's id: { label, text, sent }, sent where a button has sent it; or null.
 * @param onPress (label, value, settled): a button was pressed; call `settled` once the server has it.
 */
export function renderCard(content, kept, onPress) {
  const AdaptiveCards = globalThis.AdaptiveCards;
  if (!AdaptiveCards || content?.type !== 'AdaptiveCard') return null;
  try {
    const fields = fieldsOf(content);
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = prepare(AdaptiveCards);
    card.parse(refill(content, kept.read() ?? {}));
    card.onExecuteAction = action => {
      if (action instanceof AdaptiveCards.OpenUrlAction) openLink(action.url);
      else if (action instanceof AdaptiveCards.SubmitActionBase || action instanceof AdaptiveCards.SubmitAction) {
        // A form stays to be filled in after its other buttons: only what sends it for good empties it.
        const sends = Object.keys(action.getReferencedInputs?.() ?? {}).length > 0;
        const sendsInputs = sends && !action.data?.rb?.form;
        const typed = sends && kept.read();
        if (typed) kept.write(Object.fromEntries(Object.entries(typed).map(([id, field]) => [id, { ...field, sent: field.text }])));
        onPress(action.title ?? '', JSON.parse(JSON.stringify(action.data ?? {})), () => sendsInputs && kept.write(null));
      }
    };
    const element = card.render();
    if (!element || element.childElementCount === 0) return null;
    const inputs = card.getAllInputs();
    placeHelp(element, inputs);
    ownLinks(element);
    // Only what somebody typed: what the card held is not theirs to keep, and may have been taken back since.
    element.addEventListener('input', () => {
      const before = kept.read() ?? {};
      const typed = inputs.filter(i => fields[i.id] && String(i.value ?? '') !== fields[i.id].text)
        .map(i => [i.id, { label: fields[i.id].label, text: String(i.value ?? ''), sent: before[i.id]?.sent }]);
      kept.write(typed.length > 0 ? Object.fromEntries(typed) : null);
    });
    for (const text of element.querySelectorAll('.ac-textBlock, .ac-richTextBlock, .ac-fact-value, input, textarea')) text.setAttribute('dir', 'auto');
    // A line of small text is as high as its own letters, not as the card's.
    for (const block of element.querySelectorAll('.ac-richTextBlock')) {
      if (block.childElementCount === 1) Object.assign(block.style, { fontSize: block.firstElementChild.style.fontSize, lineHeight: '1.45' });
    }
    element.classList.add('card');
    return element;
  } catch {
    return null;
  }
}
