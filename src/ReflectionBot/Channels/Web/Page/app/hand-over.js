// What stands below a personal link: copying it, and its QR code, which is shown once somebody asks for it.

import { el, button } from './dom.js';
import { strings } from './strings.js';

/** Adds it below the link, in a card as it was drawn. */
export function handOver(card, link) {
  const said = el('span', { class: 'under', role: 'status' });
  const copy = button(strings.copy, async () => { said.textContent = await copied(link) ? strings.copied : strings.copyByHand; }, { class: 'button small', 'data-testid': 'copy-link' });
  const row = el('div', { class: 'row hand-over' }, copy, said);
  link.closest('.ac-richTextBlock').after(row);
  const code = card.querySelector('[id="link-code"]');
  if (!code) return;
  code.removeAttribute('id');
  const picture = code.matches('img') ? code : code.querySelector('img');
  code.replaceWith(el('details', { class: 'link-code' }, el('summary', { text: strings.linkCode, 'data-testid': 'link-code' }), picture));
}

/** Whether the link is in the clipboard now; if not, it is selected. */
async function copied(link) {
  try {
    await navigator.clipboard.writeText(link.href);
    return true;
  } catch {
    getSelection().selectAllChildren(link);
    return false;
  }
}
