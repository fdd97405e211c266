// One person's own chat: what somebody with a personal link sees.

import { api, ApiError } from './api.js';
import { el, button, ring } from './dom.js';
import { strings } from './strings.js';
import { Connection } from './connection.js';
import { Conversation } from './conversation.js';
import { Chat } from './chat.js';
import { forgetKept, unsentOf } from './kept.js';
import { tellLeft, whenLeft } from './left.js';
import { roomPanel } from './room.js';

/**
 * @param session { user, conversations, room, before } as the server gave it.
 * @param options.note a sentence to show above the chat, or null.
 * @param options.onLeft called when the person has left, in this tab or another.
 * @param options.onClosed called with the texts that were not sent when the server lets this browser in no more.
 * @param options.onBack goes back to whose chat was open here before.
 * @param options.onConfirmed called with the new session of a room that was confirmed.
 * @param options.onWords called with new recovery words.
 * @returns { element, stop }: `stop` once something else is shown in its place.
 */
export function personalPage(session, { note, onLeft, onClosed, onBack, onConfirmed, onWords }) {
  const { user, conversations, room, before } = session;
  const stage = el('div', { class: 'stage' });
  const { open, close } = openConversations(user, () => onClosed(conversations.flatMap(info => unsentOf(keyOf(user, info)))));
  const left = () => {
    forgetKept();
    onLeft();
  };
  const deafen = whenLeft(user.id, left);
  let chat = null;
  const tabs = conversations.map(info => button(info.name, () => show(info), { class: 'button tab' }));
  const show = info => {
    chat?.stop();
    tabs.forEach((tab, i) => tab.setAttribute('aria-current', String(conversations[i] === info)));
    chat = new Chat(open(info), 'message-box');
    stage.replaceChildren(chat.element);
  };
  const { ask, element: leaving } = askDialog(strings.leave, strings.leaveAsk, strings.leaveYes, 'leave-yes', async () => {
    await api.leave();
    tellLeft(user.id);
    return left;
  });
  const { ask: renew, element: renewing } = askDialog(strings.wordsNew, strings.wordsAsk, strings.wordsYes, 'words-yes', async () => {
    const { words } = await api.words();
    return () => onWords(words);
  });
  queueMicrotask(() => show(conversations[0]));
  const element = el('div', { class: 'personal' },
    el('a', { class: 'skip', href: '#message-box', text: strings.skip, on: { click: event => { event.preventDefault(); chat?.composer.focus(); } } }),
    el('header', { class: 'top' }, ring(),
      el('div', { class: 'titles' }, el('h1', { text: strings.bot }), el('p', { text: user.name, dir: 'auto', 'data-testid': 'me' })),
      before && button(before === user.name ? strings.backToOther : strings.backTo(before), onBack, { class: 'button quiet', 'data-testid': 'back' }),
      !room && button(strings.wordsNew, renew, { class: 'button quiet', 'data-testid': 'words-new' }),
      button(strings.leave, ask, { class: 'button quiet', 'data-testid': 'leave' })),
    room && roomPanel(room, onConfirmed),
    note && el('p', { class: 'banner', role: 'status', dir: 'auto', text: `${note} ${strings.hereAs(user.name)}` }),
    conversations.length > 1 && el('nav', { class: 'tabs', 'aria-label': strings.conversations }, ...tabs),
    el('main', { class: 'main' }, el('h2', { class: 'hidden', text: strings.messages }), stage),
    leaving, renewing);
  return { element, stop: () => { chat?.stop(); deafen(); close(); } };
}

const keyOf = (user, info) => `${user.id}/${info.id}`;

function openConversations(user, onClosed) {
  const opened = new Map();
  const connections = [];
  const open = info => {
    if (opened.has(info.id)) return opened.get(info.id);
    let token = info.token;
    const connection = new Connection({
      fetchToken: async () => {
        const first = token;
        token = null;
        if (first) return { token: first };
        const session = await api.session();
        const same = session?.user.id === user.id && session.conversations.find(c => c.id === info.id);
        if (!same) throw new ApiError(401);
        return { token: same.token };
      },
      onActivity: activity => conversation.arrived(activity),
      onState: state => state === 'signedout' ? onClosed() : conversation.setState(state),
      onCaughtUp: () => conversation.caughtUp(),
    });
    const conversation = new Conversation({
      key: keyOf(user, info), name: info.shared ? info.name : strings.bot, me: () => ({ id: user.id, name: user.name }), post: activity => connection.post(activity),
    });
    conversation.addEventListener('unread', () => {
      document.title = (document.hidden && conversation.unread > 0 ? strings.unreadTitle(conversation.unread) : '') + strings.bot;
    });
    document.addEventListener('visibilitychange', () => { if (!document.hidden) document.title = strings.bot; });
    opened.set(info.id, conversation);
    connections.push(connection);
    connection.open();
    return conversation;
  };
  return { open, close: () => connections.splice(0).forEach(connection => connection.close()) };
}

/** Asks before something is done. `act` does it, and gives what comes after the dialog is closed. */
function askDialog(label, question, yes, testid, act) {
  const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
  const done = async () => {
    let after;
    try {
      after = await act();
    } catch (error) {
      problem.textContent = error.sentence ?? strings.unreachable;
      problem.hidden = false;
      return;
    }
    element.close();
    after();
  };
  const element = el('dialog', { 'aria-label': label },
    el('p', { text: question }), problem,
    el('div', { class: 'row' },
      button(yes, done, { class: 'button danger', 'data-testid': testid }),
      button(strings.leaveNo, () => element.close(), { class: 'button quiet' })));
  return { element, ask: () => element.showModal() };
}
