// What stands above an empty room until its person has confirmed it. Recovery words go to the server by themselves, never through the chat.

import { api } from './api.js';
import { el, button } from './dom.js';
import { strings } from './strings.js';

/**
 * @param room { code, words } as the server gave it.
 * @param onConfirmed called with the new session.
 */
export function roomPanel(room, onConfirmed) {
  const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
  const failed = error => {
    problem.textContent = error.sentence ?? strings.unreachable;
    problem.hidden = false;
  };
  const look = async () => {
    try {
      onConfirmed(await api.session());
    } catch (error) {
      failed(error);
    }
  };
  const box = el('input', { type: 'text', 'aria-label': strings.roomLabel, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', 'data-testid': 'recovery-box' });
  const form = el('form', { class: 'row', on: { submit: async event => {
    event.preventDefault();
    problem.hidden = true;
    try {
      onConfirmed(await api.recover(box.value));
    } catch (error) {
      failed(error);
    }
  } } }, box, el('button', { type: 'submit', class: 'button primary', 'data-testid': 'recovery-confirm' }, strings.roomConfirm));
  return el('section', { class: 'banner room', 'data-testid': 'room' },
    el('p', { text: strings.roomWhy(room.code) }),
    button(strings.roomLook, look, { 'data-testid': 'room-look' }),
    room.words && el('p', { text: strings.roomWords }),
    room.words && form,
    problem);
}
