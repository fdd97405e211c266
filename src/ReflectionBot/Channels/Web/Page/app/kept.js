// What is typed and not yet on the server, kept in this tab so that a reload loses nothing. Gone when the tab closes.

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden storage only costs the draft's survival of a reload.
  }
}

/** A place in this tab's storage for one conversation: its draft, its unsent messages, its half-filled cards, what was seen. */
export function keptFor(conversation) {
  const at = name => `reflectionbot:${name}:${conversation}`;
  return {
    draft: () => read(at('draft')) ?? '',
    setDraft: text => write(at('draft'), text),
    outbox: () => read(at('outbox')) ?? [],
    setOutbox: list => write(at('outbox'), list),
    card: id => read(at(`card:${id}`)),
    setCard: (id, values) => write(at(`card:${id}`), values),
    seen: () => read(at('seen')),
    setSeen: id => write(at('seen'), id),
  };
}

/** The texts of one conversation that were typed here and not sent. */
export function unsentOf(conversation) {
  const kept = keptFor(conversation);
  return [...kept.outbox().map(({ activity }) => activity.text), kept.draft()].filter(text => text?.trim());
}

/** Forgets everything this page kept, e.g. on leaving. */
export function forgetKept() {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith('reflectionbot:')) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

/** Whether the guide was put away; remembered longer than the tab, where the browser lets us. */
export const guideHidden = {
  get() {
    try { return localStorage.getItem('reflectionbot:guide') === 'hidden'; } catch { return false; }
  },
  set(hidden) {
    try { localStorage.setItem('reflectionbot:guide', hidden ? 'hidden' : 'shown'); } catch { /* Asked again next time. */ }
  },
};
