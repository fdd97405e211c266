// Builds elements. People's text only ever becomes a text node: nothing here can make markup out of it.

import { strings } from './strings.js';

/**
 * An element with attributes and children. `class`, `text`, `on: { event: handler }` and plain attributes; false, null and undefined are left
 * out, true is an empty attribute. Children are nodes or strings.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === 'text') element.textContent = value;
    else if (name === 'on') for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** A plain button; never submits a form by accident. */
export function button(label, onClick, attributes = {}) {
  return el('button', { type: 'button', class: 'button', ...attributes, on: { click: onClick } }, label);
}

/** The ring of six, as an element, so that it takes the text's colour. */
export function ring() {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 32 32');
  svg.setAttribute('class', 'ring');
  svg.setAttribute('aria-hidden', 'true');
  const circle = document.createElementNS(space, 'circle');
  for (const [name, value] of Object.entries({ cx: 16, cy: 16, r: 11, 'stroke-dasharray': '8.52 3', 'stroke-dashoffset': '-1.5' })) {
    circle.setAttribute(name, value);
  }
  svg.append(circle);
  return svg;
}

/** How many are new: a number to see, words to hear. */
export function count(n) {
  return el('span', { class: 'count' }, String(n), el('span', { class: 'hidden', text: ` ${strings.unread}` }));
}

/** Up to two initials of a name, for the round mark beside it. */
export function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map(w => [...w][0]?.toUpperCase() ?? '').join('');
}
