// One conversation on the page: messages, the state of the connection in words, the box.

import { el } from './dom.js';
import { strings } from './strings.js';
import { Log } from './log.js';
import { Composer } from './composer.js';

const words = { connecting: strings.connecting, online: '', again: strings.again, signedout: strings.closedTitle };

export class Chat {
  #conversation; #log; #seen; #onState;

  /**
   * @param id a page-wide unique id for the message box.
   * @param place where an earlier chat of the same conversation stood (`place`).
   */
  constructor(conversation, id, place = null) {
    this.#conversation = conversation;
    this.composer = new Composer(conversation, id);
    this.#log = new Log(conversation, { put: text => this.composer.add(text), takeBack: entry => { this.composer.add(entry.text); conversation.drop(entry); } }, place);
    const state = el('p', { class: 'state', role: 'status', 'data-testid': 'connection' });
    this.#onState = () => {
      state.textContent = words[conversation.state];
      state.dataset.state = conversation.state;
    };
    // What is there already counts as looked at once it is all there: until then the log must know where reading goes on.
    this.#seen = () => !conversation.loading && this.#isVisible() && conversation.markSeen();
    this.element = el('div', { class: 'chat' }, this.#log.element, state, this.composer.element);
    conversation.addEventListener('state', this.#onState);
    conversation.addEventListener('unread', this.#seen);
    conversation.addEventListener('caughtup', this.#seen);
    document.addEventListener('visibilitychange', this.#seen);
    this.#onState();
    requestAnimationFrame(this.#seen);
  }

  /** Somebody is looking at it now. */
  shown() {
    if (this.#log.sticks) this.#log.toEnd();
    this.#seen();
  }

  /** Shows what comes of what is being said for somebody. */
  follow() {
    this.#log.followAll();
  }

  get place() {
    return this.#log.place;
  }

  stop() {
    this.#log.stop();
    this.#conversation.removeEventListener('state', this.#onState);
    this.#conversation.removeEventListener('unread', this.#seen);
    this.#conversation.removeEventListener('caughtup', this.#seen);
    document.removeEventListener('visibilitychange', this.#seen);
  }

  #isVisible() {
    return document.visibilityState === 'visible' && this.element.isConnected && this.element.offsetParent !== null;
  }
}
