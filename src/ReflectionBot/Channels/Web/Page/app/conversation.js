// One conversation as the page holds it: what was said, what is still being sent, what is new. Drawn by log.js and composer.js.

import { keptFor } from './kept.js';
import { language } from './strings.js';
import { Transcript } from './transcript.js';

export class Conversation extends EventTarget {
  state = 'connecting';
  loading = true;
  #post; #queue = Promise.resolve();

  /**
   * @param options.key names it in this tab's storage.
   * @param options.name what it is called on the page.
   * @param options.me () => { id, name }: who writes here now.
   * @param options.post async (activity, userId) => id.
   */
  constructor({ key, name, me, post }) {
    super();
    this.name = name;
    this.me = me;
    this.kept = keptFor(key);
    this.transcript = new Transcript(entry => this.#emit('entry', entry));
    this.#post = post;
    for (const { activity, from, as } of this.kept.outbox()) this.transcript.say(activity, from, as, 'failed');
  }

  get entries() {
    return this.transcript.entries;
  }

  isMine(entry) {
    return entry.from.role !== 'bot' && entry.from.id === this.me().id;
  }

  isBot(entry) {
    return entry.from.role === 'bot';
  }

  /** What nobody has looked at: everything of others after the last one seen, or after the last own message. */
  get unread() {
    return this.#unread().length;
  }

  /** Where reading goes on; undefined where everything was looked at. */
  get firstUnread() {
    return this.#unread()[0];
  }

  #unread() {
    const seen = this.kept.seen();
    const last = this.entries.findLastIndex(entry => entry.id === seen || this.isMine(entry));
    return this.entries.slice(last + 1).filter(entry => !entry.deleted);
  }

  markSeen() {
    const last = this.entries.findLast(entry => entry.id);
    if (!last || last.id === this.kept.seen()) return;
    this.kept.setSeen(last.id);
    this.#emit('unread');
  }

  arrived(activity) {
    this.transcript.apply(activity);
    this.#keepOutbox();
    this.#emit('unread');
  }

  setState(state) {
    this.state = state;
    this.#emit('state');
  }

  caughtUp() {
    this.loading = false;
    this.#emit('caughtup');
  }

  sendText(text) {
    this.#send({ type: 'message', text, channelData: { clientActivityID: crypto.randomUUID() } });
  }

  press(label, value, settled, card) {
    this.#send({ type: 'message', value, replyToId: card, channelData: { clientActivityID: crypto.randomUUID(), pressed: label } }, settled);
  }

  retry(entry) {
    this.transcript.sending(entry);
    this.#enqueue(entry);
  }

  drop(entry) {
    this.transcript.drop(entry);
    this.#keepOutbox();
  }

  /** Changes an own message; resolves when the server has it. The caller keeps `clientId` for a repeat of the same change. */
  async edit(entry, text, clientId) {
    const from = this.me();
    await this.#post({ type: 'messageUpdate', from, replyToId: entry.id, text, channelData: { clientActivityID: clientId } }, from.id);
    this.transcript.changedTo(entry, text);
  }

  async remove(entry, clientId) {
    const from = this.me();
    await this.#post({ type: 'messageDelete', from, replyToId: entry.id, channelData: { clientActivityID: clientId } }, from.id);
    this.transcript.gone(entry);
  }

  #send(activity, settled) {
    const from = this.me();
    Object.assign(activity, { from, locale: language });
    this.#enqueue(this.transcript.say(activity, from, from.id), settled);
    this.#keepOutbox();
  }

  /** One at a time, so that the parts of an answer arrive in the order they were written. */
  #enqueue(entry, settled) {
    const activity = entry.activity;
    this.#queue = this.#queue.then(async () => {
      try {
        this.transcript.accepted(entry, await this.#post(activity, entry.as));
        settled?.();
      } catch (error) {
        this.transcript.failed(entry, error.sentence ?? null);
      }
      this.#keepOutbox();
    });
  }

  #keepOutbox() {
    this.kept.setOutbox(this.entries.filter(e => e.activity).map(({ activity, from, as }) => ({ activity, from, as })));
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
