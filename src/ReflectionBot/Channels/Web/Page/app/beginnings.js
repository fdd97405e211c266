// Beginning the try-out anew: every page lets go of the chats before they are erased, and loads again once they are there anew.

import { api } from './api.js';
import { forgetKept } from './kept.js';

// A page that heard of an erasure and of no end of it looks for itself.
const patience = 20_000;
const glance = 2_000;

export class Beginnings {
  #connections = new Set(); #others = new BroadcastChannel('reflectionbot-tryout'); #timer = null;

  constructor() {
    this.#others.addEventListener('message', ({ data }) => {
      if (data === 'erasing') this.#let(patience);
      else if (data === 'erased') this.#again();
      else this.#go();
    });
  }

  /** A connection was opened. */
  connected(connection) {
    this.#connections.add(connection);
  }

  /** The server ended a chat: another browser erases it. Looks until the try-out is there anew. */
  shut() {
    if (this.#timer === null) this.#let(glance);
  }

  /** Erases the try-out and loads anew; throws where that fails, and goes on as before. */
  async anew() {
    this.#let(patience);
    this.#others.postMessage('erasing');
    try {
      await api.tryoutReset();
    } catch (error) {
      this.#others.postMessage('kept');
      this.#go();
      throw error;
    }
    this.#others.postMessage('erased');
    this.#again();
  }

  #let(time) {
    clearTimeout(this.#timer);
    this.#connections.forEach(connection => connection.close());
    this.#timer = setTimeout(() => this.#look(), time);
  }

  async #look() {
    const there = await api.tryout().catch(() => null);
    if (there) this.#again();
    else this.#timer = setTimeout(() => this.#look(), glance);
  }

  #go() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#connections.forEach(connection => connection.open());
  }

  #again() {
    clearTimeout(this.#timer);
    forgetKept();
    location.reload();
  }
}
