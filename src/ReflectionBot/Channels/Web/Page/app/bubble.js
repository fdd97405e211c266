// One message as drawn: the bot's text or card, a person's text, a pressed button, a message that is not saved.

import { el, button } from './dom.js';
import { strings } from './strings.js';
import { timeOf } from './when.js';
import { fieldsOf, renderCard } from './card.js';
import { ownMenu } from './own-menu.js';

/** An article for the entry. `actions.takeBack(entry)` puts an unsent text back into the box, `actions.put(text)` any text. */
export function bubble(conversation, entry, actions) {
  const mine = conversation.isMine(entry);
  const kind = mine ? 'mine' : conversation.isBot(entry) ? 'bot' : 'other';
  const article = el('article', {
    class: `message ${kind} ${entry.state}${entry.pressed && !entry.text ? ' pressed' : ''}${entry.deleted ? ' deleted' : ''}`,
    'data-testid': 'message', 'data-from': kind, 'data-id': entry.id, 'data-state': entry.state, tabindex: '-1',
  });
  const who = mine ? strings.you : entry.from.name || strings.bot;
  article.append(el('h3', { class: 'author' }, el('span', { text: who, dir: 'auto' }), ...meta(entry)));
  article.append(body(conversation, entry));
  const left = leftOver(conversation, entry, actions);
  if (left) article.append(left);
  if (entry.state === 'failed') article.append(problem(conversation, entry, actions));
  if (mine && entry.state === 'sent' && entry.text && entry.id && !entry.deleted) ownMenu(article, conversation, entry);
  return article;
}

function meta(entry) {
  if (entry.state === 'sending') return [el('span', { class: 'meta sending-note', 'aria-hidden': 'true', text: strings.sending })];
  if (entry.state === 'failed') return [];
  const time = el('time', { class: 'meta', datetime: entry.at, text: timeOf(entry.at) });
  return entry.edited && !entry.deleted ? [el('span', { class: 'meta', text: strings.edited }), time] : [time];
}

function body(conversation, entry) {
  if (entry.deleted) return el('p', { class: 'body note', text: strings.deleted });
  if (entry.card) {
    const card = renderCard(entry.card, keptCard(conversation, entry), (label, value, settled) => conversation.press(label, value, settled, entry.id));
    // A form of its own: two cards with the same question must not share one set of radio buttons.
    if (card) return el('form', { class: 'body has-card', on: { submit: event => event.preventDefault() } }, card);
  }
  if (entry.text) return el('p', { class: 'body text', dir: 'auto', 'data-testid': 'message-text', text: entry.text });
  if (entry.pressed) {
    return el('p', { class: 'body text', 'data-testid': 'message-pressed' },
      el('span', { class: 'hidden', text: strings.pressed }), el('span', { dir: 'auto', text: entry.pressed }));
  }
  return el('p', { class: 'body note', text: strings.unreadable });
}

function keptCard(conversation, entry) {
  return { read: () => conversation.kept.card(entry.id), write: values => conversation.kept.setCard(entry.id, values) };
}

/** What was typed into a form and never sent, where the bot has put something else in the form's place: it stands nowhere else. Null for nothing. */
function leftOver(conversation, entry, { put }) {
  const fields = fieldsOf(entry.card);
  const left = Object.entries((entry.id && conversation.kept.card(entry.id)) ?? {}).filter(([id, field]) => !fields[id] && field.text?.trim() && field.text !== field.sent).map(([, field]) => field);
  if (left.length === 0) return null;
  const done = () => { conversation.kept.setCard(entry.id, null); element.remove(); };
  const element = el('div', { class: 'left-over', 'data-testid': 'not-sent' },
    el('p', { text: strings.notSent }),
    ...left.map(field => el('blockquote', { dir: 'auto' }, field.label && el('cite', { text: field.label }), el('p', { class: 'text', text: field.text }))),
    el('span', { class: 'row' },
      button(strings.takeBack, () => { put(left.map(field => field.text).join('\n')); done(); }),
      button(strings.discard, done, { class: 'button quiet' })));
  return element;
}

function problem(conversation, entry, { takeBack }) {
  return el('div', { class: 'problem', 'data-testid': 'not-saved' },
    el('span', { text: entry.problem ? `${strings.notSaved} ${entry.problem}` : strings.notSaved, dir: 'auto' }),
    el('span', { class: 'row' },
      button(strings.tryAgain, () => conversation.retry(entry), { 'data-testid': 'try-again' }),
      entry.text
        ? button(strings.takeBack, () => takeBack(entry), { class: 'button quiet' })
        : button(strings.discard, () => conversation.drop(entry), { class: 'button quiet' })));
}
