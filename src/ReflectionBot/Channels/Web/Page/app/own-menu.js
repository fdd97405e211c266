// Edit and delete, on a message of one's own. The text under edit is never thrown away by anything but Cancel.

import { el, button } from './dom.js';
import { strings } from './strings.js';

/** Adds the menu to a message's article. */
export function ownMenu(article, conversation, entry) {
  const choices = el('div', { class: 'choices row', hidden: true, id: `choices-${entry.key}` });
  const toggle = button('⋯', () => choices.hidden ? open(true) : leave(), {
    class: 'button icon more', 'aria-label': strings.options, 'aria-expanded': 'false', 'aria-controls': choices.id, 'data-testid': 'message-menu',
  });
  const open = shown => {
    choices.hidden = !shown;
    toggle.setAttribute('aria-expanded', String(shown));
    article.classList.toggle('choosing', shown);
    if (shown) choices.querySelector('button').focus();
  };
  const leave = () => {
    open(false);
    toggle.focus();
    article.dispatchEvent(new Event('settled', { bubbles: true }));
  };
  choices.append(
    button(strings.edit, () => { open(false); edit(article, conversation, entry, toggle); }, { 'data-testid': 'edit' }),
    button(strings.remove, () => { open(false); remove(article, conversation, entry, toggle); }, { 'data-testid': 'delete' }));
  article.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || choices.hidden) return;
    leave();
  });
  article.append(toggle, choices);
}

/** A small place under the message; Escape and the last button close it. `saved` runs the request and reports a failure in words. */
function panel(article, toggle, className, done = () => {}) {
  const status = el('p', { class: 'problem', role: 'alert', hidden: true });
  const place = el('div', { class: className });
  const close = () => {
    done();
    place.remove();
    article.classList.remove('editing');
    toggle.hidden = false;
    toggle.focus();
    article.dispatchEvent(new Event('settled', { bubbles: true }));
  };
  place.addEventListener('keydown', event => event.key === 'Escape' && close());
  const saved = async (control, request) => {
    control.disabled = true;
    status.hidden = true;
    try {
      article.classList.remove('editing');
      await request();
      done();
    } catch (error) {
      article.classList.add('editing');
      status.textContent = error.sentence ? `${strings.notSaved} ${error.sentence}` : strings.notSaved;
      status.hidden = false;
      control.disabled = false;
      control.textContent = strings.tryAgain;
      control.focus();
    }
  };
  toggle.hidden = true;
  article.classList.add('editing');
  return { place, status, close, saved };
}

function edit(article, conversation, entry, toggle) {
  const kept = `edit-${entry.id}`;
  const { place, status, close, saved } = panel(article, toggle, 'edit', () => conversation.kept.setCard(kept, null));
  const box = el('textarea', { 'aria-label': strings.editLabel, dir: 'auto', rows: '3', 'data-testid': 'edit-box' });
  box.value = conversation.kept.card(kept) ?? entry.text;
  box.addEventListener('input', () => conversation.kept.setCard(kept, box.value));
  // The same change sent again is the same change for the server; another text is another one.
  let last = { text: null, id: null };
  const save = button(strings.save, () => {
    const text = box.value.trim();
    if (!text || text === entry.text) return close();
    if (last.text !== text) last = { text, id: crypto.randomUUID() };
    return saved(save, () => conversation.edit(entry, text, last.id));
  }, { class: 'button primary', 'data-testid': 'edit-save' });
  box.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    save.click();
  });
  place.append(box, el('div', { class: 'row' }, save, button(strings.cancel, close, { class: 'button quiet' })), status);
  article.append(place);
  box.focus();
  place.scrollIntoView({ block: 'nearest' });
}

function remove(article, conversation, entry, toggle) {
  const { place, status, close, saved } = panel(article, toggle, 'ask');
  const id = crypto.randomUUID();
  const yes = button(strings.removeYes, () => saved(yes, () => conversation.remove(entry, id)), { class: 'button danger', 'data-testid': 'delete-yes' });
  place.append(el('p', { text: strings.removeAsk }), el('div', { class: 'row' }, yes, button(strings.keep, close, { class: 'button quiet' })), status);
  article.append(place);
  yes.focus();
  place.scrollIntoView({ block: 'nearest' });
}
