// What the page itself says. The sentences stand in PageWording.resx, and come with the page in the language of its reader; here they have short
// names. What the bot says comes from the server.

const words = JSON.parse(document.getElementById('words').textContent);

/** The page's language, e.g. "en". */
export const language = document.documentElement.lang;

/** By it days, numbers and lists are written: English is that of Britain, as the bot's is. */
export const locale = /^en\b/.test(language) ? 'en-GB' : language;

const forms = new Intl.PluralRules(locale);
const lists = new Intl.ListFormat(locale);

/** A sentence by its key, with what is filled in. */
const say = (key, filled = {}) => words[key].replace(/\{(\w+)\}/g, (hole, name) => filled[name] ?? hole);

/** A sentence in the form that its language has for a number (CLDR, "Language Plural Rules"). */
const counted = (key, n, filled = {}) => {
  const form = forms.select(n);
  const exact = `${key}_${form[0].toUpperCase()}${form.slice(1)}`;
  return say(exact in words ? exact : `${key}_Other`, { count: word(n), ...filled });
};

const numbers = say('Numbers').split(' ');
const word = n => numbers[n] ?? String(n);

// Typed as they stand: commands are words of English.
const commands = { start: 'start "Focus groups complete"', status: 'status', digest: 'digest now', takeBack: 'withdraw 3' };

export const strings = {
  bot: 'ReflectionBot',
  you: say('You'),
  skip: say('SkipToTheMessageBox'),

  unreachable: say('TheBotDoesNotAnswer'),
  tryAgain: say('TryAgain'),
  outsideTitle: say('YouNeedAPersonalLink'),
  outside: [
    say('ThisChatOpensWithA'),
    say('IfYouAlreadyHadA'),
  ],
  linkFor: name => say('ThisLinkIsFor', { name }),
  linkWho: name => say('AreYouTheLinkWorks', { name }),
  linkHereAs: name => say('YouAreInThisChat', { name }),
  linkAnother: name => say('AChatOfIsOpenHere', { name }),
  linkYes: name => say('YesIAm', { name }),
  linkNo: say('No'),
  linkUnused: name => say('ThatLinkIsFor', { name }),
  wordsTitle: say('YourRecoveryWords'),
  wordsWhy: [
    say('WriteTheseSixWordsDown'),
    say('IfYouLoseThisBrowser'),
  ],
  wordsDone: say('IHaveWrittenThemDown'),
  wordsNew: say('RecoveryWords'),
  wordsAsk: say('MakeNewRecoveryWordsThe'),
  wordsYes: say('MakeNewOnes'),
  roomLabel: say('YourRecoveryWords'),
  roomWhy: code => say('ThisRoomIsEmptyUntil', { code }),
  roomWords: say('OrPutInYourRecovery'),
  roomConfirm: say('Confirm'),
  roomLook: say('IHaveConfirmedItThere'),
  backTo: name => say('BackToChatOf', { name }),
  backToOther: say('BackToYourOtherChat'),
  linkTitle: say('ThisLinkDidNotWork'),
  linkHelp: say('AskYourFacilitatorForA'),
  partsTitle: say('TheChatIsNotBuilt'),
  parts: [
    say('TwoPartsOfThisPage'),
    say('InstallNode20WithNpm'),
  ],
  hereAs: name => say('YouAreInThisChatAs', { name }),

  leave: say('Leave'),
  leaveAsk: say('LeaveThisChatOnThis'),
  leaveYes: say('Leave'),
  leaveNo: say('Stay'),
  left: say('YouHaveLeftThisChat'),
  conversations: say('YourChats'),
  messages: say('Messages'),

  log: name => say('MessagesOf', { name }),
  empty: say('NoMessagesYet'),
  newBelow: say('NewMessagesBelow'),
  connecting: say('Connecting'),
  again: say('ConnectingAgainYouCanKeep'),
  closedTitle: say('ThisChatIsClosedOn'),
  closedHelp: say('AskYourFacilitatorForA'),
  closedUnsent: say('YouHadTypedThisAnd'),

  compose: name => say('MessageTo', { name }),
  placeholder: say('WriteAMessage'),
  hint: say('EnterSendsShiftAndEnter'),
  send: say('Send'),

  sending: say('Sending'),
  notSaved: say('NotSaved'),
  notSent: say('WhatYouHadTypedHere'),
  takeBack: say('PutBackInTheBox'),
  discard: say('Remove'),
  edited: say('Edited'),
  deleted: say('ThisMessageWasDeleted'),
  pressed: say('Pressed'),
  unreadable: say('ThisMessageHasNoText'),
  options: say('EditOrDeleteYourMessage'),
  edit: say('Edit'),
  remove: say('Delete'),
  removeAsk: say('DeleteThisMessageIfIt'),
  removeYes: say('Delete'),
  keep: say('Keep'),
  editLabel: say('ChangeYourMessage'),
  save: say('Save'),
  cancel: say('Cancel'),
  copy: say('Copy'),
  copied: say('CopiedSendItToThat'),
  copyByHand: say('ThisBrowserDoesNotLet'),
  linkCode: say('QRCode'),
  today: say('Today'),
  yesterday: say('Yesterday'),
  unreadTitle: n => `(${n}) `,

  tryout: say('TryOut'),
  tryoutIntro: people => {
    const parts = [['Collaborators', 'collaborator'], ['Facilitators', 'facilitator'], ['Leads', 'lead']]
      .map(([key, role]) => [key, people.filter(p => p.role === role).length]).filter(([, n]) => n > 0).map(([key, n]) => counted(key, n));
    return say('BeEachNothingLeaves', { people: parts.length > 0 ? lists.format(parts) : say('Everyone') });
  },
  roles: { collaborator: say('Collaborator'), facilitator: say('Facilitator'), lead: say('Lead') },
  people: say('People'),
  chat: say('Chat'),
  chatOf: name => say('OwnChatOf', { name }),
  privateChat: say('OnlyThisPersonAndThe'),
  channel: say('Channel'),
  channels: say('Channels'),
  channelAs: name => say('EveryoneOnTheProjectReads', { name }),
  unread: say('New'),
  views: say('Views'),

  guideTitle: say('AWholeRoundInFive'),
  guideHide: say('HideTheGuide'),
  guideShow: say('ShowTheGuide'),
  guideBusy: say('ThereIsAlreadySomethingIn'),
  guideDone: say('Done'),
  guideFilled: name => say('HasAgreedAnsweredAndSubmitted', { name }),
  guideFilledQuote: name => say('HasAnsweredReadWhatOthers', { name }),
  guideAllFilled: say('EverybodyWithSampleAnswersHas'),
  startAgain: say('StartAgain'),
  againAsk: say('EraseAllOfTheTry'),
  againYes: say('EraseAndBeginAnew'),
  againNo: say('KeepIt'),
  guide: {
    start: name => say('BeWhoFacilitatesWriteThat', { name }),
    startButton: say('WriteTheCommand'),
    answer: (n, of) => n === 0 ? say('BeEachCollaboratorNobodyHas', { enough: word(of) }) : counted('BeEachCollaborator', n, { enough: word(of) }),
    nextButton: say('NextCollaborator'),
    fillButton: say('FillWithSampleAnswers'),
    quote: name => say('BeAtTheReview', { name }),
    quoteAny: say('LetSomebodyBeQuotedAt'),
    quoteButton: name => say('Be', { name }),
    digest: name => say('BeAgainSeeWhereThe', { name }),
    statusButton: say('WriteCommand', { command: commands.status }),
    digestButton: say('WriteCommand', { command: commands.digest }),
    channelButton: say('ShowTheChannel'),
    takeBack: name => say('BeAndTakeTheQuoted', { name }),
    takeBackAny: say('BeWhoeverWasQuotedAnd'),
    takeBackButton: say('WriteCommand', { command: commands.takeBack }),
  },
  commands,
};
