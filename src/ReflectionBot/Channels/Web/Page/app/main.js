// Decides what to show: a person's own chat, the try-out, or how to get in.

import { api } from './api.js';
import { button } from './dom.js';
import { strings } from './strings.js';
import { notice } from './notice.js';
import { personalPage } from './personal.js';
import { TryOut } from './tryout.js';

const app = document.getElementById('app');
let stop = null;

function show(element, className, stopIt = null) {
  stop?.();
  stop = stopIt;
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
  if (!invite) return enterWithout(null);
  try {
    const link = await api.link(invite);
    return link.open ? await join(invite, false) : askWho(invite, link);
  } catch (error) {
    return refused(error, invite);
  }
}

/** A link is used only once somebody has said that they are the one it is for. */
function askWho(invite, link) {
  const yes = button(strings.linkYes(link.name), async () => {
    yes.disabled = true;
    try {
      await join(invite, Boolean(link.hereAs));
    } catch (error) {
      await refused(error, invite);
    }
  }, { class: 'button primary', 'data-testid': 'link-yes' });
  const no = button(strings.linkNo, () => enterWithout(strings.linkUnused(link.name)), { 'data-testid': 'link-no' });
  showNotice(strings.linkFor(link.name), [...(link.hereAs ? [link.hereAs === link.name ? strings.linkAnother(link.name) : strings.linkHereAs(link.hereAs)] : []), strings.linkWho(link.name)], yes, no);
}

async function join(invite, instead) {
  showPersonal(await api.join(invite, instead));
}

function refused(error, invite) {
  // Without an answer the invitation is still good: keep it for the next try.
  if (error.status === 0 || error.status >= 500) return showUnreachable(error.sentence, invite);
  return enterWithout(error.sentence ?? strings.linkTitle);
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
  if (session.recovery) return showWords(session.recovery, () => showPersonal({ ...session, recovery: null }, note));
  const anew = async () => showPersonal(await api.back());
  const { element, stop } = personalPage(session, { note, onLeft, onClosed, onBack: anew, onConfirmed: showPersonal, onWords: words => showWords(words, () => showPersonal({ ...session, recovery: null })) });
  show(element, 'full', stop);
}

/** What was read is gone at once; then whoever was in this browser before is in it again. */
async function onLeft() {
  showNotice(strings.left, strings.outside);
  const session = await api.session().catch(() => null);
  if (session) showPersonal(session);
}

/** The server lets this browser in no more: nothing stays to be read but what its reader has typed and not sent. */
function onClosed(unsent) {
  showNotice(strings.closedTitle, [strings.closedHelp, ...(unsent.length > 0 ? [strings.closedUnsent, ...unsent] : [])]);
}

/** Recovery words are shown this once, and nowhere else. */
function showWords(words, done) {
  showNotice(strings.wordsTitle, [...strings.wordsWhy, words], button(strings.wordsDone, done, { class: 'button primary', 'data-testid': 'words-done' }));
  app.querySelectorAll('.notice p').forEach(p => { if (p.textContent === words) { p.className = 'words'; p.dataset.testid = 'words'; } });
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
