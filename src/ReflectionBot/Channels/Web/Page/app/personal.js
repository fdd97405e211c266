// One person's own chat: what somebody with a personal link sees.

import { api, ApiError } from './api.js';
import { el, button, ring } from './dom.js';
import { strings } from './strings.js';
import { Connection } from './connection.js';
import { Conversation } from './conversation.js';
import { Chat } from './chat.js';
import { forgetKept } from './kept.js';
import { roomPanel } from './room.js';

/**
 * @param session { user, conversations, room, before } as the server gave it.
 * @param options.note a sentence to show above the chat, or null.
 * @param options.onLeft called when the person has left.
 * @param options.onBack goes back to whose chat was open here before.
 * @param options.onConfirmed called with the new session of a room that was confirmed.
 * @param options.onWords called with new recovery words.
 */
export function personalPage(session, { note, onLeft, onBack, onConfirmed, onWords }) {
  const { user, conversations, room, before } = session;
  const stage = el('div', { class: 'stage' });
  const open = openConversations(user);
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
    forgetKept();
    return onLeft;
  });
  const { ask: renew, element: renewing } = askDialog(strings.wordsNew, strings.wordsAsk, strings.wordsYes, 'words-yes', async () => {
    const { words } = await api.words();
    return () => onWords(words);
  });
  queueMicrotask(() => show(conversations[0]));
  return el('div', { class: 'personal' },
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
}

function openConversations(user) {
  const opened = new Map();
  return info => {
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
      onState: state => conversation.setState(state),
      onCaughtUp: () => conversation.caughtUp(),
    });
    const conversation = new Conversation({
      key: `${user.id}/${info.id}`, name: info.shared ? info.name : strings.bot, me: () => ({ id: user.id, name: user.name }), post: activity => connection.post(activity),
    });
    conversation.addEventListener('unread', () => {
      document.title = (document.hidden && conversation.unread > 0 ? strings.unreadTitle(conversation.unread) : '') + strings.bot;
    });
    document.addEventListener('visibilitychange', () => { if (!document.hidden) document.title = strings.bot; });
    opened.set(info.id, conversation);
    connection.open();
    return conversation;
  };
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
