// The steps that show a newcomer a whole round, each ticked once the server says that it has happened.

import { el, button } from './dom.js';
import { strings } from './strings.js';
import { guideHidden } from './kept.js';
import { api } from './api.js';

// How many people topics need.
const enough = 5;

// Several things happen at once after a step: ask once they have.
const settleMs = 600;

/**
 * @param people the try-out's people.
 * @param samples { personId: { says: [text], quoted } }: what each could answer.
 * @param go.be (person) => void: be this person.
 * @param go.chosen () => person: who one is.
 * @param go.write (person, text) => boolean: be this person with this text in the box; false if something is already there.
 * @param go.say (person, texts) => void: be this person and send these texts.
 * @param go.next () => person: be the next collaborator.
 * @param go.channel () => void: show the channel.
 * @param go.beginAnew async () => void: erase the try-out and load the page anew.
 * @returns { panel, toggle, changed }: the guide, the button that shows or hides it, and what to call when something happened.
 */
export function guide(people, samples, go) {
  const facilitator = people.find(p => p.role === 'facilitator') ?? people[0];
  const quoted = people.find(p => samples[p.id]?.quoted);
  const filled = new Set();
  const said = el('p', { class: 'said', role: 'status' });
  const write = (person, command) => () => { said.textContent = go.write(person, command) ? '' : strings.guideBusy; };
  const { commands, guide: words } = strings;

  /** Fills in for the collaborator one is; for the next one where one is nobody who answers, or has begun to answer by hand. */
  const fill = async () => {
    const at = await api.tryoutProgress().catch(() => null);
    at?.begun.forEach(id => filled.add(id));
    const isOpen = person => samples[person.id] && !filled.has(person.id);
    let person = go.chosen();
    for (let tries = people.length; !isOpen(person) && tries > 0; tries--) person = go.next();
    if (!isOpen(person)) { said.textContent = strings.guideAllFilled; return; }
    filled.add(person.id);
    go.say(person, samples[person.id].says);
    said.textContent = samples[person.id].quoted ? strings.guideFilledQuote(person.name) : strings.guideFilled(person.name);
  };

  const step = (id, text, ...buttons) => {
    const mark = el('span', { class: 'hidden' });
    const line = el('p', {}, text, ' ', mark);
    const item = el('li', { 'data-testid': `step-${id}` }, line,
      el('div', { class: 'buttons' }, ...buttons.map(([label, action, name]) => button(label, action, { class: 'button small', 'data-testid': `guide-${name}` }))));
    return { item, done: is => { item.classList.toggle('done', is); mark.textContent = is ? strings.guideDone : ''; }, say: more => { line.firstChild.textContent = more; } };
  };
  const steps = {
    start: step('start', words.start(facilitator.name), [words.startButton, write(facilitator, commands.start), 'start']),
    answer: step('answer', words.answer(0, enough), [words.nextButton, go.next, 'next'], [words.fillButton, fill, 'fill']),
    quote: step('quote', quoted ? words.quote(quoted.name) : words.quoteAny, ...(quoted ? [[words.quoteButton(quoted.name), () => go.be(quoted), 'quote']] : [])),
    digest: step('digest', words.digest(facilitator.name),
      [words.statusButton, write(facilitator, commands.status), 'status'], [words.digestButton, write(facilitator, commands.digest), 'digest'], [words.channelButton, go.channel, 'channel']),
    takeBack: step('take-back', quoted ? words.takeBack(quoted.name) : words.takeBackAny, ...(quoted ? [[words.takeBackButton, write(quoted, commands.takeBack), 'take-back']] : [])),
  };

  const again = el('div', { class: 'again' });
  const ask = asking => again.replaceChildren(...(asking
    ? [el('span', { text: strings.againAsk }), button(strings.againYes, reset, { class: 'button small', 'data-testid': 'guide-again-yes' }), button(strings.againNo, () => ask(false), { class: 'button small' })]
    : [button(strings.startAgain, () => ask(true), { class: 'button small quiet', 'data-testid': 'guide-again' })]));
  const reset = async () => {
    try {
      await go.beginAnew();
    } catch (error) {
      said.textContent = error.sentence ?? strings.unreachable;
      ask(false);
    }
  };
  ask(false);

  const panel = el('section', { class: 'guide', id: 'guide', 'aria-labelledby': 'guide-title', 'data-testid': 'guide' },
    el('div', { class: 'guide-head' }, el('h2', { id: 'guide-title', text: strings.guideTitle }), again),
    el('ol', {}, ...Object.values(steps).map(s => s.item)),
    said);
  const toggle = button('', () => show(panel.hidden), { class: 'button quiet', 'aria-controls': 'guide', 'data-testid': 'guide-toggle' });
  const show = shown => {
    panel.hidden = !shown;
    guideHidden.set(!shown);
    toggle.textContent = shown ? strings.guideHide : strings.guideShow;
    toggle.setAttribute('aria-expanded', String(shown));
  };
  show(!guideHidden.get());

  let waiting = null;
  const changed = () => { waiting ??= setTimeout(look, settleMs); };
  const look = async () => {
    waiting = null;
    const at = await api.tryoutProgress().catch(() => null);
    if (!at) return;
    steps.start.done(at.started);
    steps.answer.say(words.answer(at.submitted, enough));
    steps.answer.done(at.submitted >= enough);
    steps.quote.done(at.quoted);
    steps.digest.done(at.digest);
    steps.takeBack.done(at.takenBack);
  };
  changed();
  return { panel, toggle, changed };
}
