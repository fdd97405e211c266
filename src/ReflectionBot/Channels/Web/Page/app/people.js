// The try-out's list of people, with what each has not looked at yet.

import { el, count as countMark, initials } from './dom.js';
import { strings } from './strings.js';

export class People {
  #rows = new Map();

  /** @param onSelect (person) => void */
  constructor(people, onSelect) {
    const rows = people.map(person => {
      const count = el('span', { 'data-testid': 'unread' });
      const row = el('button', { type: 'button', class: 'person', 'data-testid': 'person', 'data-person': person.id, 'data-role': person.role, on: { click: () => onSelect(person) } },
        el('span', { class: 'mark', 'aria-hidden': 'true', text: initials(person.name) }),
        el('span', { class: 'who' },
          el('span', { class: 'name' }, el('bdi', { text: person.name })),
          el('span', { class: 'role' }, el('bdi', { text: [strings.roles[person.role] ?? person.role, person.about].filter(Boolean).join(', ') }))),
        count);
      this.#rows.set(person.id, { row, count });
      return el('li', {}, row);
    });
    this.element = el('ul', { class: 'people-list', role: 'list' }, ...rows);
  }

  select(person) {
    for (const [id, { row }] of this.#rows) row.setAttribute('aria-current', String(id === person.id));
  }

  setUnread(person, n) {
    this.#rows.get(person.id).count.replaceChildren(...(n > 0 ? [countMark(n)] : []));
  }
}
