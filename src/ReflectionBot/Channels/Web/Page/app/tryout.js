// The try-out: everybody of a sample project in one browser, side by side with the project's channel.

import { el, button, count, ring } from './dom.js';
import { strings } from './strings.js';
import { Conversation } from './conversation.js';
import { Chat } from './chat.js';
import { People } from './people.js';
import { Channel, connectionFor } from './channel.js';
import { guide } from './guide.js';
import { Beginnings } from './beginnings.js';

// Beyond this many people a chat is only connected once it is looked at.
const connectedAtOnce = 12;

export class TryOut {
  #people; #chosen; #guide; #list; #chats = new Map(); #shownChat = null; #channels = new Map(); #channel = null; #chatTitle; #chatStage; #channelStage; #channelNote; #tabs = {}; #root; #beginnings = new Beginnings();

  /** @param tryout { project, people, channels, samples } as the server gave it. */
  constructor({ project, people, channels, samples }) {
    this.#people = people.map(person => ({ ...person, role: person.role.toLowerCase() }));
    this.#list = new People(this.#people, person => { this.select(person); this.#view('chat'); });
    this.#chatTitle = el('h2', { id: 'chat-title', dir: 'auto' });
    this.#chatStage = el('div', { class: 'stage' });
    this.#channelStage = el('div', { class: 'stage' });
    this.#channelNote = el('p', { class: 'under' });
    this.#guide = guide(this.#people, samples ?? {}, {
      be: person => { this.select(person); this.#view('chat'); }, chosen: () => this.#chosen,
      write: (person, text) => this.#write(person, text), say: (person, texts) => this.#say(person, texts), next: () => this.#next(), channel: () => this.#showChannel(),
      beginAnew: () => this.#beginnings.anew(),
    });
    const { panel, toggle } = this.#guide;
    this.element = this.#root = el('div', { class: 'tryout', 'data-view': 'people' },
      el('a', { class: 'skip', href: '#chat-box', text: strings.skip, on: { click: event => this.#skip(event) } }),
      el('header', { class: 'top' }, ring(),
        el('div', { class: 'titles' },
          el('h1', {}, strings.bot, ' ', el('span', { class: 'light', text: strings.tryout })),
          el('p', { dir: 'auto', 'data-testid': 'tryout-intro' }, el('strong', { text: project }), ' ', strings.tryoutIntro(this.#people))),
        toggle),
      this.#viewTabs(), panel, this.#columns(channels));
    this.#start(channels);
  }

  /** Shows this person's own chat; from now on the channel is written in as them. */
  select(person) {
    this.#chosen = person;
    this.#list.select(person);
    this.#chatTitle.textContent = strings.chatOf(person.name);
    this.#channelNote.textContent = strings.channelAs(person.name);
    this.#shownChat?.stop();
    this.#shownChat = new Chat(this.#chatOf(person), 'chat-box');
    this.#chatStage.replaceChildren(this.#shownChat.element);
    this.#channel?.changeAuthor();
  }

  #columns(channels) {
    const tabs = channels.length < 2 ? null : el('div', { class: 'tabs', role: 'group', 'aria-label': strings.channels },
      ...channels.map(info => button(info.name, () => this.#openChannel(info), { class: 'button tab', 'data-channel': info.id })));
    return el('main', { class: 'columns', 'aria-label': strings.tryout },
      el('section', { class: 'column people', 'aria-labelledby': 'people-title' }, el('h2', { id: 'people-title', text: strings.people }), this.#list.element),
      el('section', { class: 'column own', 'aria-labelledby': 'chat-title', 'data-testid': 'own-chat' },
        el('div', { class: 'head' }, this.#chatTitle, el('p', { class: 'under', text: strings.privateChat })), this.#chatStage),
      el('section', { class: 'column channel', 'aria-labelledby': 'channel-title', 'data-testid': 'channel' },
        el('div', { class: 'head' }, el('h2', { id: 'channel-title', dir: 'auto', text: channels[0]?.name ?? strings.channel }), this.#channelNote, tabs), this.#channelStage));
  }

  #viewTabs() {
    for (const view of ['people', 'chat', 'channel']) {
      this.#tabs[view] = button(strings[view], () => this.#view(view), { class: 'button tab', 'data-testid': `view-${view}` });
    }
    return el('nav', { class: 'views tabs', 'aria-label': strings.views }, ...Object.values(this.#tabs));
  }

  #start(channels) {
    const first = this.#people.find(p => p.role === 'facilitator') ?? this.#people[0];
    this.#view('people');
    queueMicrotask(() => {
      this.select(first);
      if (channels.length > 0) this.#openChannel(channels[0]);
      this.#people.slice(0, connectedAtOnce).forEach(person => this.#chatOf(person));
    });
  }

  #chatOf(person) {
    if (this.#chats.has(person.id)) return this.#chats.get(person.id);
    const connection = connectionFor(person.id, undefined, () => conversation, () => this.#beginnings.shut());
    this.#beginnings.connected(connection);
    const conversation = new Conversation({
      key: `tryout/${person.id}`, name: person.name, me: () => ({ id: person.id, name: person.name }), post: activity => connection.post(activity),
    });
    conversation.addEventListener('unread', () => { this.#list.setUnread(person, conversation.unread); this.#guide.changed(); });
    this.#chats.set(person.id, conversation);
    connection.open();
    return conversation;
  }

  #openChannel(info) {
    document.getElementById('channel-title').textContent = info.name;
    for (const tab of this.#root.querySelectorAll('[data-channel]')) tab.setAttribute('aria-current', String(tab.dataset.channel === info.id));
    if (!this.#channels.has(info.id)) this.#channels.set(info.id, new Channel(info, this.#channelStage, () => this.#chosen, n => this.#channelUnread(n),
      connection => this.#beginnings.connected(connection), () => this.#beginnings.shut()));
    this.#channel?.hide();
    this.#channel = this.#channels.get(info.id);
    this.#channel.show();
  }

  #channelUnread(n) {
    this.#guide.changed();
    this.#tabs.channel.replaceChildren(strings.channel, ...(n > 0 ? [' ', count(n)] : []));
  }

  #view(view) {
    this.#root.dataset.view = view;
    for (const [name, tab] of Object.entries(this.#tabs)) tab.setAttribute('aria-current', String(name === view));
    if (view === 'chat') this.#shownChat?.shown();
    if (view === 'channel') this.#channel?.shown();
  }

  #write(person, text) {
    this.select(person);
    this.#view('chat');
    const { composer } = this.#shownChat;
    const free = !composer.text.trim() || composer.text.trim() === text;
    if (free && composer.text.trim() !== text) composer.add(text);
    composer.focus();
    return free;
  }

  /** Sends what this person says, one after the other, as if it were typed. What comes of it is at the end, so reading does not go on before. */
  #say(person, texts) {
    const conversation = this.#chatOf(person);
    conversation.markSeen();
    this.select(person);
    this.#view('chat');
    this.#shownChat.follow();
    for (const text of texts) conversation.sendText(text);
  }

  /** The next collaborator in the list after the chosen one; those with something new come first. */
  #next() {
    const collaborators = this.#people.filter(p => p.role === 'collaborator');
    if (collaborators.length === 0) return this.#chosen;
    const at = collaborators.indexOf(this.#chosen);
    const order = [...collaborators.slice(at + 1), ...collaborators.slice(0, at + 1)];
    this.select(order.find(p => this.#chats.get(p.id)?.unread > 0) ?? order[0]);
    this.#view('chat');
    this.#shownChat.composer.focus();
    return this.#chosen;
  }

  #showChannel() {
    this.#view('channel');
    this.#root.querySelector('.channel .log')?.focus();
  }

  #skip(event) {
    event.preventDefault();
    this.#view('chat');
    this.#shownChat?.composer.focus();
  }
}
