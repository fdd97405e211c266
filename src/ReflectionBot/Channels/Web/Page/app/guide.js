// Five steps that show a newcomer a whole round.

import { el, button } from './dom.js';
import { strings } from './strings.js';
import { guideHidden } from './kept.js';

/**
 * @param people the try-out's people.
 * @param go.write (person, text) => boolean: be this person with this text in the box; false if something is already there.
 * @param go.next () => void: be the next collaborator.
 * @param go.channel () => void: show the channel.
 * @returns { panel, toggle }: the guide, and the button that shows or hides it.
 */
export function guide(people, go) {
  const facilitator = people.find(p => p.role === 'facilitator') ?? people[0];
  const said = el('p', { class: 'said', role: 'status' });
  const write = command => () => { said.textContent = go.write(facilitator, command) ? '' : strings.guideBusy; };
  const step = ({ text, button: label }, action, id) => el('li', {},
    el('p', { text }), button(label, action, { class: 'button small', 'data-testid': `guide-${id}` }));
  const { commands, guide: words } = strings;
  const panel = el('section', { class: 'guide', id: 'guide', 'aria-labelledby': 'guide-title', 'data-testid': 'guide' },
    el('h2', { id: 'guide-title', text: strings.guideTitle }),
    el('ol', {},
      step(words.start(facilitator.name), write(commands.start), 'start'),
      step(words.answer(), go.next, 'next'),
      step(words.status(facilitator.name), write(commands.status), 'status'),
      step(words.digest(), write(commands.digest), 'digest'),
      step(words.read(), go.channel, 'channel')),
    said);
  const toggle = button('', () => show(panel.hidden), { class: 'button quiet', 'aria-controls': 'guide', 'data-testid': 'guide-toggle' });
  const show = shown => {
    panel.hidden = !shown;
    guideHidden.set(!shown);
    toggle.textContent = shown ? strings.guideHide : strings.guideShow;
    toggle.setAttribute('aria-expanded', String(shown));
  };
  show(!guideHidden.get());
  return { panel, toggle };
}
