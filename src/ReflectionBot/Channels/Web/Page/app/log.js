// The list of messages: keeps each article in step with its entry, keeps the place while reading, says what is new.

import { el, button } from './dom.js';
import { strings } from './strings.js';
import { dayOf, timeOf } from './when.js';
import { bubble } from './bubble.js';

export class Log {
  #conversation; #actions; #articles = new Map(); #list; #below; #empty; #frame = 0; #stick = true; #all = false; #newest = null; #onEntry; #onCaught; #late = new Set();

  /**
   * @param actions.takeBack (entry) puts an unsent text back into the box.
   * @param place where another log of the same conversation stood (`place`), or null for where reading goes on.
   */
  constructor(conversation, actions, place = null) {
    this.#conversation = conversation;
    this.#actions = actions;
    this.#empty = el('p', { class: 'empty', text: strings.empty, hidden: true });
    this.#list = el('div', {
      class: 'log', role: 'log', tabindex: '0', 'aria-live': 'off', 'aria-relevant': 'additions', 'aria-label': strings.log(conversation.name), 'data-testid': 'log',
    }, this.#empty);
    this.#below = button(strings.newBelow, () => this.toEnd(), { class: 'button below', hidden: true });
    this.element = el('div', { class: 'log-frame' }, this.#list, this.#below);
    this.#list.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    for (const touch of ['pointerdown', 'wheel', 'keydown']) this.#list.addEventListener(touch, () => { this.#all = false; }, { passive: true });
    this.#list.addEventListener('settled', () => [...this.#late].forEach(entry => this.#draw(entry)));
    this.#onEntry = event => this.#draw(event.detail);
    this.#onCaught = () => this.#ready();
    conversation.addEventListener('entry', this.#onEntry);
    conversation.addEventListener('caughtup', this.#onCaught);
    conversation.entries.forEach(entry => this.#draw(entry));
    if (!conversation.loading) this.#ready(place);
  }

  stop() {
    this.#conversation.removeEventListener('entry', this.#onEntry);
    this.#conversation.removeEventListener('caughtup', this.#onCaught);
  }

  /** What was there before is not read out; from here on, everything new is. */
  #ready(place = null) {
    this.#empty.hidden = this.#articles.size > 0;
    const unread = this.#conversation.firstUnread;
    requestAnimationFrame(() => {
      this.toEnd();
      if (place !== null) this.#list.scrollTop = place;
      else if (unread) this.#toStart(this.#articles.get(unread.key));
      requestAnimationFrame(() => this.#list.setAttribute('aria-live', 'polite'));
    });
  }

  #draw(entry) {
    const before = this.#articles.get(entry.key);
    if (entry.dropped) {
      before?.remove();
      this.#articles.delete(entry.key);
      return;
    }
    // Somebody is writing or choosing in there; that comes first, and the change is drawn when they are done.
    if (['editing', 'choosing'].some(name => before?.classList.contains(name)) && !entry.deleted) return void this.#late.add(entry);
    this.#late.delete(entry);
    const article = bubble(this.#conversation, entry, this.#actions);
    this.#articles.set(entry.key, article);
    if (before) this.#replace(before, article);
    else this.#append(entry, article);
  }

  #replace(before, article) {
    const at = [...before.querySelectorAll('button, input, textarea, select')].indexOf(document.activeElement);
    const had = before.contains(document.activeElement);
    for (const name of ['same', 'at-once']) article.classList.toggle(name, before.classList.contains(name));
    before.replaceWith(article);
    if (had) ([...article.querySelectorAll('button, input, textarea, select')].filter(c => !c.closest('[hidden]'))[at] ?? article).focus();
    this.#follow();
  }

  #append(entry, article) {
    this.#empty.hidden = true;
    const last = this.#list.querySelector('article:last-of-type');
    const lastEntry = last && this.#conversation.entries[this.#conversation.entries.indexOf(entry) - 1];
    const day = dayOf(entry.at);
    if (!lastEntry || dayOf(lastEntry.at) !== day) this.#list.append(el('p', { class: 'day', text: day }));
    else if (lastEntry.from.id === entry.from.id && lastEntry.state !== 'failed') {
      article.classList.add('same');
      article.classList.toggle('at-once', timeOf(lastEntry.at) === timeOf(entry.at));
    }
    this.#list.append(article);
    const mine = this.#conversation.isMine(entry);
    if (mine) this.#stick = true;
    if (!mine && (this.#all || this.#newest === null)) this.#newest = article;
    if (!this.#stick && !this.#conversation.loading) this.#below.hidden = false;
    this.#follow();
  }

  /** Keeps the end in view, but never scrolls the beginning of a long new message out of it. */
  #follow() {
    if (!this.#stick) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (this.#pageScrolls()) return this.#showInPage(this.#conversation.loading ? null : this.#newest);
      const first = this.#conversation.loading ? null : this.#newest;
      if (!this.#all) this.#newest = null;
      const end = this.#list.scrollHeight - this.#list.clientHeight;
      const top = first?.isConnected ? first.offsetTop - 8 : end;
      this.#list.scrollTop = Math.min(end, Math.max(top, 0));
      if (top < end && !this.#all) this.#stick = false;
    });
  }

  #scrolled() {
    if (this.#list.clientHeight === 0 || this.#all) return;
    this.#stick = this.#list.scrollHeight - this.#list.clientHeight - this.#list.scrollTop < 48;
    if (this.#stick) this.#below.hidden = true;
  }

  /** Shows a message from its beginning, as far as there is anything below it. */
  #toStart(article) {
    if (!article || this.#pageScrolls()) return;
    const end = this.#list.scrollHeight - this.#list.clientHeight;
    this.#list.scrollTop = Math.min(end, Math.max(article.offsetTop - 8, 0));
    this.#stick = end - this.#list.scrollTop < 48;
  }

  /** Shows the newest message. */
  toEnd() {
    this.#stick = true;
    this.#newest = null;
    this.#list.scrollTop = this.#list.scrollHeight;
    this.#below.hidden = true;
    if (this.#pageScrolls()) this.#showInPage(null);
  }

  /** Stays with the newest message, whatever comes before it, until somebody reads in here. */
  followAll() {
    this.toEnd();
    this.#all = true;
  }

  /** Whether somebody who looks at this log again would expect the newest message. */
  get sticks() {
    return this.#stick;
  }

  /** Where the reader is, or null at the end. */
  get place() {
    return this.#stick ? null : this.#list.scrollTop;
  }

  /** Where there is little room the log does not scroll by itself (chat.css). */
  #pageScrolls() {
    return getComputedStyle(this.#list).overflowY === 'visible';
  }

  /** Only for the chat that is being used: two chats must not pull at one page. */
  #showInPage(first) {
    const chat = this.element.parentElement;
    this.#newest = null;
    if (!chat || (document.activeElement !== document.body && !chat.contains(document.activeElement))) return;
    if (first?.isConnected && first.offsetHeight > innerHeight / 2) first.scrollIntoView({ block: 'start' });
    else chat.scrollIntoView({ block: 'end' });
  }
}
