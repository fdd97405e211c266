// One Direct Line conversation, kept alive. The official client speaks the protocol; this module notices when it has stopped (it reports no
// closed socket) and begins anew with a fresh token, from the last frame that really arrived. Activities are taken from the frames themselves:
// the client hands those of one frame out one by one, later, and those of the next frame in between, so a reply could overtake another.

import { ApiError } from './api.js';

const pauses = [1_000, 2_000, 4_000, 8_000, 15_000];
const postLimit = 25_000;
const quiet = 800;

// The close code of a stream whose person is no longer let in (RFC 6455, policy violation).
const shut = 1008;

export class Connection {
  #options; #line = null; #subscriptions = []; #generation = 0; #failures = 0; #timer = null; #closed = false; #state = '';
  #conversationId; #watermark; #caughtUp = false; #waiting = [];

  /**
   * @param options.fetchToken async () => ({ token }); an ApiError 401 means there is no way back in.
   * @param options.onActivity called once for each activity as it arrives (after a reconnection some may come again).
   * @param options.onState 'connecting', 'online', 'again' or 'signedout'.
   * @param options.onCaughtUp the first backlog has been delivered.
   * @param options.onShut the server ended it for good: what it showed is gone, or no longer this person's. Without it, it is opened again.
   * @param options.listen false: only for posting; opens no socket.
   */
  constructor(options) {
    this.#options = { listen: true, onActivity() {}, onState() {}, onCaughtUp() {}, ...options };
  }

  /** Opens the conversation, and goes on opening it until close(). */
  open() {
    this.#closed = false;
    this.#say('connecting');
    addEventListener('online', this.#hurry);
    return this.#begin();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    removeEventListener('online', this.#hurry);
    this.#timer = null;
    this.#letGo();
    this.#line?.end();
    this.#line = null;
  }

  /** Posts an activity; its id once the server has it. Throws ApiError otherwise; a repeat with the same clientActivityID is safe. */
  async post(activity) {
    // Whoever is faster than the first connection waits for it.
    const line = this.#line ?? await this.#renewed();
    if (!line) throw new ApiError(0);
    const id = await attempt(line, activity);
    if (id !== 'retry') return id;
    // A token that ran out is worth one more try of our own: the person did nothing wrong.
    const { ExpiredToken, FailedToConnect } = globalThis.DirectLine.ConnectionStatus;
    if (![ExpiredToken, FailedToConnect].includes(line.connectionStatus$.getValue())) throw new ApiError(0);
    const renewed = line === this.#line ? await this.#renewed() : this.#line;
    const second = renewed === null ? 'retry' : await attempt(renewed, activity);
    if (second === 'retry') throw new ApiError(0);
    return second;
  }

  #hurry = () => {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#begin();
  };

  async #begin() {
    this.#timer = null;
    const generation = ++this.#generation;
    let pass;
    try {
      pass = await this.#options.fetchToken();
    } catch (error) {
      if (error.status === 401) this.#say('signedout');
      else if (!this.#closed) this.#again(generation);
      return;
    }
    if (this.#closed || generation !== this.#generation) return;
    const before = this.#line;
    this.#line = this.#newLine(pass.token, generation);
    before?.end();
    this.#follow(this.#line, generation);
    this.#waiting.splice(0).forEach(resolve => resolve(this.#line));
  }

  #newLine(token, generation) {
    const resume = this.#conversationId ? { conversationId: this.#conversationId, watermark: this.#watermark } : {};
    return new globalThis.DirectLine.DirectLine({
      token, domain: `${location.origin}/v3/directline`, webSocket: true, ...resume, WebSocket: this.#socketOf(generation),
    });
  }

  /** The browser's socket, listened to: the official client tells nobody that a socket closed, and does not keep the order of frames. */
  #socketOf(generation) {
    const current = action => event => generation === this.#generation && action(event);
    const opened = current(() => this.#online());
    const arrived = current(event => event.data && this.#frame(JSON.parse(event.data)));
    const lost = current(({ code }) => code === shut && this.#options.onShut ? this.#options.onShut() : this.#again(generation));
    return class extends WebSocket {
      constructor(url) {
        super(url);
        this.addEventListener('open', opened);
        this.addEventListener('message', arrived);
        this.addEventListener('close', lost);
      }

      /** The client says every now and then that it is still there, also on a socket that is closing; browsers complain of that. */
      send(data) {
        if (this.readyState === WebSocket.OPEN) super.send(data);
      }
    };
  }

  #follow(line, generation) {
    const { Online, ExpiredToken, FailedToConnect, Ended } = globalThis.DirectLine.ConnectionStatus;
    const current = action => value => generation === this.#generation && action(value);
    this.#subscriptions = [line.connectionStatus$.subscribe(current(status => {
      if (status === Online) {
        this.#conversationId = line.conversationId;
        if (!this.#options.listen) this.#online();
      }
      // A listening connection learns of a failed start below, with its reason.
      if (status === ExpiredToken || status === Ended || (status === FailedToConnect && !this.#options.listen)) this.#again(generation);
    }))];
    if (!this.#options.listen) return;
    // Without a subscriber the client opens no socket.
    this.#subscriptions.push(line.activity$.subscribe(() => {}, current(error => {
      // An ended or unknown conversation is opened from its beginning; what is already here is recognised by its id.
      if (error?.status === 404 || error?.status === 400) this.#conversationId = this.#watermark = undefined;
      this.#again(generation);
    })));
  }

  #online() {
    this.#failures = 0;
    this.#say('online');
    setTimeout(() => this.#caught(), quiet);
  }

  #frame({ activities = [], watermark }) {
    activities.forEach(activity => this.#deliver(activity));
    this.#watermark = watermark ?? this.#watermark;
    this.#caught();
  }

  /** What cannot be drawn is reported, and does not keep the rest from coming. */
  #deliver(activity) {
    try {
      this.#options.onActivity(activity);
    } catch (error) {
      reportError(error);
    }
  }

  #caught() {
    if (this.#caughtUp) return;
    this.#caughtUp = true;
    this.#options.onCaughtUp();
  }

  #again(generation) {
    if (this.#closed || generation !== this.#generation || this.#timer !== null) return;
    this.#letGo();
    this.#say('again');
    const pause = pauses[Math.min(this.#failures++, pauses.length - 1)];
    this.#timer = setTimeout(() => this.#begin(), pause * (0.8 + Math.random() * 0.4));
  }

  #letGo() {
    this.#generation += 1;
    this.#subscriptions.splice(0).forEach(subscription => subscription.unsubscribe());
  }

  /** The next connection, or null if it takes too long. */
  #renewed() {
    return new Promise(resolve => {
      this.#waiting.push(resolve);
      setTimeout(() => resolve(null), postLimit / 2);
    });
  }

  #say(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}

/** One try: the activity's id, 'retry' (no answer, a server error, an expired token), or an ApiError with the server's sentence. */
function attempt(line, activity) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => resolve('retry'), postLimit);
    const end = (settle, value) => { clearTimeout(late); settle(value); };
    line.postActivity(activity).subscribe(
      id => end(resolve, id),
      error => error?.status === 403
        ? end(resolve, 'retry')
        : end(reject, new ApiError(error?.status ?? 0, error?.xhr?.response?.error?.message ?? null)),
      () => end(resolve, 'retry'));
  });
}
