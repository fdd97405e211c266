// Decides what to show: a person's own chat, the try-out, or how to get in.

import { api } from './api.js';
import { button } from './dom.js';
import { strings } from './strings.js';
import { notice } from './notice.js';
import { personalPage } from './personal.js';
import { TryOut } from './tryout.js';

const app = document.getElementById('app');

function show(element, className) {
  app.className = className;
  app.replaceChildren(element);
}

function showNotice(title, paragraphs, ...controls) {
  show(notice(title, paragraphs, ...controls), 'plain');
  app.querySelector('h1').focus();
}

/** The invitation is a secret: out of the address bar and the history before anything else. */
function takeInvite() {
  const invite = new URLSearchParams(location.hash.slice(1)).get('invite');
  if (invite) history.replaceState(null, '', location.pathname);
  return invite;
}

async function enter() {
  const invite = takeInvite();
  if (!globalThis.DirectLine || !globalThis.AdaptiveCards) return showNotice(strings.partsTitle, strings.parts);
  let refused = null;
  if (invite) {
    try {
      return showPersonal(await api.join(invite));
    } catch (error) {
      // Without an answer the invitation is still good: keep it for the next try.
      if (error.status === 0 || error.status >= 500) return showUnreachable(error.sentence, invite);
      refused = error.sentence ?? strings.linkTitle;
    }
  }
  return enterWithout(refused);
}

async function enterWithout(refused) {
  try {
    const session = await api.session();
    if (session) return showPersonal(session, refused);
    if (refused) return showNotice(strings.linkTitle, [refused, strings.linkHelp]);
    const tryout = await api.tryout();
    if (tryout) return show(new TryOut(tryout).element, 'full');
    return showNotice(strings.outsideTitle, strings.outside);
  } catch (error) {
    return showUnreachable(error.sentence, null);
  }
}

function showPersonal(session, note = null) {
  show(personalPage(session, { note, onLeft: () => showNotice(strings.left, strings.outside) }), 'full');
}

function showUnreachable(sentence, invite) {
  const again = () => {
    if (invite) history.replaceState(null, '', `#invite=${encodeURIComponent(invite)}`);
    enter();
  };
  showNotice(strings.bot, [sentence ?? strings.unreachable], button(strings.tryAgain, again, { class: 'button primary', 'data-testid': 'enter-again' }));
}

addEventListener('hashchange', () => { if (location.hash.includes('invite=')) location.reload(); });
enter();
