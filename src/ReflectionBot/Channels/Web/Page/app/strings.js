// Every English word the page itself says. What the bot says comes from the server.

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const word = n => numbers[n] ?? String(n);
const times = (n, one, many) => `${n === 1 ? (/^[aeiou]/.test(one) ? 'an' : 'a') : word(n)} ${n === 1 ? one : many}`;

export const strings = {
  bot: 'ReflectionBot',
  you: 'You',
  skip: 'Skip to the message box',

  unreachable: 'The bot does not answer. It may be starting, or you may be offline.',
  tryAgain: 'Try again',
  outsideTitle: 'You need a personal link',
  outside: [
    'This chat opens with a personal link. Ask your facilitator for one, and open it on this device.',
    'If you already had a link, it may have run out. Your facilitator can send you a new one.',
  ],
  linkFor: name => `This link is for ${name}`,
  linkWho: name => `Are you ${name}? The link works once. Nothing is opened until you say so.`,
  linkHereAs: name => `You are in this chat as ${name} now. That chat stays, and you can go back to it.`,
  linkYes: name => `Yes, I am ${name}`,
  linkNo: 'No',
  linkUnused: name => `That link is for ${name}. It is not used. Give it back to whoever sent it to you.`,
  wordsTitle: 'Your recovery words',
  wordsWhy: [
    'Write these six words down and keep them where only you find them. They are shown this once.',
    'If you lose this browser, they are how a new one is shown to be yours. Nobody else needs them, and nobody of the project will ask you for them.',
  ],
  wordsDone: 'I have written them down',
  wordsNew: 'Recovery words',
  wordsAsk: 'Make new recovery words? The old ones are worth nothing then.',
  wordsYes: 'Make new ones',
  roomLabel: 'Your recovery words',
  roomWhy: code => `This room is empty until you confirm that it is yours. Its code is ${code}. Choose It was me in another chat of yours, if it shows that code.`,
  roomWords: 'Or put in your recovery words:',
  roomConfirm: 'Confirm',
  roomLook: 'I have confirmed it there',
  backTo: name => `Back to ${name}’s chat`,
  linkTitle: 'This link did not work',
  linkHelp: 'Ask your facilitator for a new personal link.',
  partsTitle: 'The chat is not built yet',
  parts: [
    'Two parts of this page are missing, because npm was not there when the bot was built.',
    'Install Node 20 with npm, build the bot again, and load this page again. The rest of the bot works.',
  ],
  hereAs: name => `You are in this chat as ${name}.`,

  leave: 'Leave',
  leaveAsk: 'Leave this chat on this device? You need a personal link to come back. What you have sent stays.',
  leaveYes: 'Leave',
  leaveNo: 'Stay',
  left: 'You have left this chat on this device.',
  conversations: 'Your chats',
  messages: 'Messages',

  log: name => `Messages, ${name}`,
  empty: 'No messages yet.',
  newBelow: 'New messages below',
  connecting: 'Connecting…',
  again: 'Connecting again… You can keep writing.',
  signedOut: 'This chat is closed on this device. Ask your facilitator for a new personal link. What you wrote stays in the box.',

  compose: name => `Message to ${name}`,
  placeholder: 'Write a message',
  hint: 'Enter sends. Shift and Enter together start a new line.',
  send: 'Send',

  sending: 'Sending…',
  notSaved: 'Not saved.',
  takeBack: 'Put back in the box',
  discard: 'Remove',
  edited: 'edited',
  deleted: 'This message was deleted.',
  pressed: 'Pressed: ',
  unreadable: 'This message has no text that can be shown here.',
  options: 'Edit or delete your message',
  edit: 'Edit',
  remove: 'Delete',
  removeAsk: 'Delete this message? If it is part of an answer, it leaves that too.',
  removeYes: 'Delete',
  keep: 'Keep',
  editLabel: 'Change your message',
  save: 'Save',
  cancel: 'Cancel',
  saving: 'Saving…',
  today: 'Today',
  yesterday: 'Yesterday',
  unreadTitle: n => `(${n}) `,

  tryout: 'Try-out',
  tryoutIntro: people => {
    const count = role => people.filter(p => p.role === role).length;
    const parts = [
      [count('collaborator'), 'collaborator', 'collaborators'],
      [count('facilitator'), 'facilitator', 'facilitators'],
      [count('lead'), 'lead', 'leads'],
    ].filter(([n]) => n > 0).map(([n, one, many]) => n > 1 ? `each of ${times(n, one, many)}` : times(n, one, many));
    const list = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0] ?? 'everyone';
    return `Be ${list}. Nothing leaves this computer.`;
  },
  people: 'People',
  chat: 'Chat',
  chatOf: name => `${name}’s own chat`,
  privateChat: 'Only this person and the bot see this chat.',
  channel: 'Channel',
  channels: 'Channels',
  channelAs: name => `Everyone on the project reads this. You write here as ${name}.`,
  unread: 'new',
  views: 'Views',

  guideTitle: 'A whole round in five minutes',
  guideHide: 'Hide the guide',
  guideShow: 'Show the guide',
  guideBusy: 'There is already something in the box. Send it or clear it first.',
  guide: {
    start: name => ({ text: `Be ${name}, who facilitates, and start a round.`, button: 'Write the command' }),
    answer: () => ({ text: 'Be each collaborator: agree, answer, submit. Topics need five people.', button: 'Next collaborator' }),
    status: name => ({ text: `Be ${name} again and see where the round stands.`, button: 'Write status' }),
    digest: () => ({ text: 'Ask for the digest without waiting for its day.', button: 'Write digest now' }),
    read: () => ({ text: 'Read what the team sees in the project’s channel.', button: 'Show the channel' }),
  },
  commands: { start: 'start "Focus groups complete"', status: 'status', digest: 'digest now' },
};
