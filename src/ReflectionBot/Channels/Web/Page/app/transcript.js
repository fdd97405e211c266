// The messages of one conversation, in order, each once. No drawing, no network.

const adaptive = 'application/vnd.microsoft.card.adaptive';

/**
 * An entry: { key, id, clientId, from, text, pressed, card, at, state: 'sent' | 'sending' | 'failed', problem, edited, deleted, activity, as }.
 * `activity` and `as` stand only on entries that are not on the server yet.
 */
export class Transcript {
  entries = [];
  #seen = new Set(); #byId = new Map(); #byClient = new Map(); #changed;

  /** @param changed called with the entry that is new or different. */
  constructor(changed) {
    this.#changed = changed;
  }

  find(id) {
    return this.#byId.get(id);
  }

  /** Takes in what the server sent; the same activity again changes nothing. */
  apply(activity) {
    if (activity.id && this.#seen.has(activity.id)) return;
    if (activity.id) this.#seen.add(activity.id);
    if (activity.type === 'message') this.#message(activity);
    else if (activity.type === 'messageUpdate') this.#update(activity);
    else if (activity.type === 'messageDelete') this.#delete(activity);
  }

  /** Adds something the person has just said, before the server has it. */
  say(activity, from, as, state = 'sending') {
    const clientId = activity.channelData.clientActivityID;
    const entry = {
      key: clientId, clientId, from, as, activity, state, at: new Date().toISOString(),
      text: activity.text ?? '', pressed: activity.channelData.pressed ?? '',
    };
    this.#add(entry);
    return entry;
  }

  accepted(entry, id) {
    Object.assign(entry, { state: 'sent', problem: null, activity: undefined });
    // The stream may have been faster than the answer to the post.
    if (id && !entry.id) { entry.id = id; this.#byId.set(id, entry); }
    this.#changed(entry);
  }

  failed(entry, sentence) {
    if (entry.state === 'sent') return;
    Object.assign(entry, { state: 'failed', problem: sentence });
    this.#changed(entry);
  }

  sending(entry) {
    Object.assign(entry, { state: 'sending', problem: null });
    this.#changed(entry);
  }

  drop(entry) {
    this.entries.splice(this.entries.indexOf(entry), 1);
    this.#byClient.delete(entry.clientId);
    entry.dropped = true;
    this.#changed(entry);
  }

  /** A change to a message of the person's own that the server has taken. */
  changedTo(entry, text) {
    Object.assign(entry, { text, edited: true });
    this.#changed(entry);
  }

  gone(entry) {
    Object.assign(entry, { deleted: true, text: '', card: null, pressed: '' });
    this.#changed(entry);
  }

  #message(activity) {
    const clientId = activity.channelData?.clientActivityID;
    const known = this.#byId.get(activity.id) ?? (clientId && this.#byClient.get(clientId));
    const facts = {
      id: activity.id, at: activity.timestamp ?? new Date().toISOString(), state: 'sent', problem: null, activity: undefined,
      text: activity.text || known?.text || '', pressed: activity.channelData?.pressed || known?.pressed || '', card: cardOf(activity),
    };
    if (known) {
      if (known.deleted || known.edited) { delete facts.text; delete facts.card; }
      Object.assign(known, facts);
      this.#byId.set(activity.id, known);
      this.#changed(known);
      return;
    }
    if (!facts.text && !facts.pressed && !facts.card && activity.value !== undefined) return;
    this.#add({ key: activity.id, clientId, from: activity.from ?? {}, ...facts });
  }

  #update(activity) {
    const entry = this.#byId.get(activity.replyToId);
    if (!entry || entry.deleted) return;
    Object.assign(entry, { text: activity.text ?? '', card: cardOf(activity), edited: entry.from.role !== 'bot' });
    this.#changed(entry);
  }

  #delete(activity) {
    const entry = this.#byId.get(activity.replyToId);
    if (entry && !entry.deleted) this.gone(entry);
  }

  #add(entry) {
    this.entries.push(entry);
    if (entry.id) this.#byId.set(entry.id, entry);
    if (entry.clientId) this.#byClient.set(entry.clientId, entry);
    this.#changed(entry);
  }
}

function cardOf(activity) {
  return activity.attachments?.find(a => a.contentType === adaptive)?.content ?? null;
}
