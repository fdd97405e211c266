// The project's channel in the try-out, read and written by whoever is chosen.

import { api } from './api.js';
import { Connection } from './connection.js';
import { Conversation } from './conversation.js';
import { Chat } from './chat.js';

/** A channel: read once, written in by whoever is chosen, each with their own token. */
export class Channel {
  #info; #stage; #author; #conversation; #chat = null; #writers = new Map(); #connected;

  /** @param connected (connection) => void: told of every connection that is opened. */
  constructor(info, stage, author, onUnread, connected, onShut) {
    this.#connected = connected;
    this.#info = info;
    this.#stage = stage;
    this.#author = author;
    this.#conversation = new Conversation({
      key: `tryout-channel/${info.id}`, name: info.name, me: () => ({ id: author().id, name: author().name }), post: (activity, as) => this.#writer(as).post(activity),
    });
    this.#conversation.addEventListener('unread', () => onUnread(this.#conversation.unread));
    const reader = connectionFor(author().id, info.id, () => this.#conversation, onShut);
    connected(reader);
    this.#writers.set(author().id, reader);
    reader.open();
  }

  show(place = null) {
    this.#chat = new Chat(this.#conversation, 'channel-box', place);
    this.#stage.replaceChildren(this.#chat.element);
  }

  shown() {
    this.#chat?.shown();
  }

  hide() {
    this.#chat?.stop();
    this.#chat = null;
  }

  /** Whose messages are one's own has changed: draw anew. */
  changeAuthor() {
    if (!this.#chat) return;
    const focused = this.#stage.contains(document.activeElement);
    const { place } = this.#chat;
    this.hide();
    this.show(place);
    if (focused) this.#chat.composer.focus();
  }

  #writer(personId) {
    if (!this.#writers.has(personId)) {
      const writer = new Connection({ listen: false, fetchToken: () => api.tryoutToken(personId, this.#info.id) });
      writer.ready = writer.open();
      this.#connected(writer);
      this.#writers.set(personId, { post: async activity => { await writer.ready; return writer.post(activity); } });
    }
    return this.#writers.get(personId);
  }
}

/** A connection of one of the try-out's people: to their own chat, or to a channel. `conversation()` gives the conversation it feeds. */
export function connectionFor(personId, conversationId, conversation, onShut) {
  return new Connection({
    fetchToken: () => api.tryoutToken(personId, conversationId),
    onActivity: activity => conversation().arrived(activity),
    onState: state => conversation().setState(state),
    onCaughtUp: () => conversation().caughtUp(),
    onShut,
  });
}
