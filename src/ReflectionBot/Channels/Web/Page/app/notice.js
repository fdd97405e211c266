// A page of a few plain sentences, where there is no chat to show.

import { el, ring } from './dom.js';
import { strings } from './strings.js';

export function notice(title, paragraphs, ...controls) {
  return el('main', { class: 'notice', 'data-testid': 'notice' },
    el('p', { class: 'brand' }, ring(), strings.bot),
    el('h1', { text: title, tabindex: '-1' }),
    ...paragraphs.map(text => el('p', { text, dir: 'auto' })),
    controls.length > 0 && el('div', { class: 'row' }, ...controls));
}
