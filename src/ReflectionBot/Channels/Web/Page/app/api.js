// The page's own endpoints. Chat itself goes over Direct Line (connection.js).

/** An answer that is not a success. `status` 0: no answer at all. `sentence`: the server's words for people, or null. */
export class ApiError extends Error {
  constructor(status, sentence = null) {
    super(`HTTP ${status}`);
    this.status = status;
    this.sentence = sentence;
  }
}

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    throw new ApiError(0);
  }
  const content = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, content?.error?.message ?? null);
  return content;
}

/** The value, or null where the server answers with one of these statuses. */
async function orNull(promise, ...statuses) {
  try {
    return await promise;
  } catch (error) {
    if (statuses.includes(error.status)) return null;
    throw error;
  }
}

export const api = {
  /** Whose an invitation is: { name, open, hereAs }. It is not used by asking. */
  link: invite => call('POST', '/web/link', { invite }),
  /** Trades an invitation for a session; the same answer as `session`. `instead`: also where somebody else's chat is open here. */
  join: (invite, instead) => call('POST', '/web/join', { invite, instead }),
  /** Back to whose chat was open here before; the same answer as `session`. */
  back: () => call('POST', '/web/back'),
  /** Confirms an empty room; the same answer as `session`. */
  recover: words => call('POST', '/web/recover', { words }),
  /** New recovery words: { words }. */
  words: () => call('POST', '/web/words'),
  /** Who this browser is and their conversations with tokens, or null without a session. */
  session: () => orNull(call('POST', '/web/session'), 401),
  leave: () => call('POST', '/web/leave'),
  /** The try-out's people and channels, or null where there is none. */
  tryout: () => orNull(call('GET', '/tryout/people'), 401, 403, 404),
  /** How far the try-out's round is: { started, submitted, quoted, digest, takenBack }. */
  tryoutProgress: () => call('GET', '/tryout/progress'),
  /** Erases the try-out and plants it anew. */
  tryoutReset: () => call('POST', '/tryout/reset'),
  /** A token for one of the try-out's people: their own chat, or a channel. */
  tryoutToken: (user, conversation) => call('POST', '/tryout/token', conversation ? { user, conversation } : { user }),
};
