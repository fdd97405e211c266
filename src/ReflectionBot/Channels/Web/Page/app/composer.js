// The box people write in. Its text is kept in the tab at every stroke, so that a reload loses nothing.

import { el } from './dom.js';
import { strings } from './strings.js';

const touch = () => matchMedia('(hover: none) and (pointer: coarse)').matches;

export class Composer {
  #box; #conversation;

  /** @param id a page-wide unique id for the box (the skip link leads to it). */
  constructor(conversation, id) {
    this.#conversation = conversation;
    this.#box = el('textarea', {
      id, rows: '1', dir: 'auto', placeholder: strings.placeholder, autocomplete: 'off', 'aria-describedby': `${id}-hint`,
      enterkeyhint: touch() ? 'enter' : 'send', 'data-testid': 'composer',
    });
    this.element = el('form', { class: 'composer', on: { submit: event => { event.preventDefault(); this.#send(); } } },
      el('label', { for: id, class: 'hidden', text: strings.compose(conversation.name) }),
      el('div', { class: 'box' }, this.#box, el('button', { class: 'button primary send', 'data-testid': 'send' }, strings.send)),
      el('p', { class: 'hint', id: `${id}-hint`, hidden: touch(), text: strings.hint }));
    this.#box.addEventListener('input', () => this.#changed());
    this.#box.addEventListener('keydown', event => this.#key(event));
    this.#box.value = conversation.kept.draft();
    requestAnimationFrame(() => this.#grow());
  }

  focus() {
    this.#box.focus();
  }

  get text() {
    return this.#box.value;
  }

  /** Puts a text into the box, after whatever stands there. */
  add(text) {
    this.#box.value = this.#box.value.trim() ? `${this.#box.value.trimEnd()}\n${text}` : text;
    this.#changed();
    this.focus();
  }

  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || touch()) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    const text = this.#box.value.trim();
    if (!text) return;
    // The message is in the tab's storage before the box is empty.
    this.#conversation.sendText(text);
    this.#box.value = '';
    this.#changed();
    this.focus();
  }

  #changed() {
    this.#conversation.kept.setDraft(this.#box.value);
    this.#grow();
  }

  #grow() {
    this.#box.style.height = 'auto';
    if (this.#box.scrollHeight > 0) this.#box.style.height = `${this.#box.scrollHeight + 2}px`;
  }
}
