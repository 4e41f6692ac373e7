// The English words of what can be done on the pages, and of their forms.

export const acts = {
  /** Each act: the link to its page, what its page says, its button, and what is so once it is done. */
  acts: {
    accept: {
      link: 'Accept the terms',
      text: (agency: string) =>
        `Read what the agreement contains, above. If ${agency} accepts it, choose the first day and press the button.`,
      alone: 'Your agency does not have to accept. If nobody does, nothing starts.',
      button: 'Accept the terms',
      done: 'The terms are accepted',
      doneText: (day: string, names: string) =>
        `The term starts on ${day}.${names && ` When access is there, a notice of it goes to ${names}.`}`,
    },
    decline: {
      link: 'We do not want it',
      text: (agency: string) =>
        `If ${agency} does not want what is offered, say so here: then nothing starts, and nobody is reminded of it any more.`,
      alone: 'If your agency wants it later, it can ask for it again.',
      button: 'We do not want it',
      done: 'The terms are declined',
      doneText: 'The agreement is withdrawn, and nothing starts. Thank you for the answer.',
    },
    answer: {
      link: 'Say whether you renew or decline',
      text: (agency: string) =>
        `Does ${agency} want to renew? Both answers are fine, and the agreement does not renew by itself.`,
      alone:
        'Until the term ends, the people who run this program can still change the answer if you ask them.',
      button: 'Send this answer',
      done: 'Your agency has answered',
      renew: 'We want to renew',
      renewHint: 'The people who run this program take it from there, and tell you what is needed.',
      decline: 'We do not want to renew',
      declineHint: (day: string) => `Access stays as it is through ${day}, and ends then.`,
      asked:
        'Answer on record: your agency wants to renew. The agreement is not renewed until a notice says so.',
      renewing: 'Answer on record: the agreement is renewed.',
      declining: (day: string) => `Answer on record: not to renew. Access ends with ${day}.`,
    },
    training: {
      link: 'Report completed training',
      text: () => 'Who has completed a training? They get no reminder of it.',
      alone: '',
      button: 'Report it',
      done: 'Thank you. It is on record',
      doneText: (count: number) =>
        `${count === 1 ? '1 person is' : `${count} people are`} on record as trained.`,
    },
    acknowledge: {
      link: 'Confirm that you got the notice',
      text: () => 'Please confirm that you got the notice. You agree to nothing by that.',
      alone: '',
      button: 'I got the notice',
      done: 'Thank you. It is on record that the notice was received',
      doneText: '',
    },
    contact: {
      link: 'Name another contact',
      text: () =>
        'Who else should get the notices, or take over from somebody? This person gets them from now on, and access with them.',
      alone:
        'If you write your own address, what you write here takes the place of what is on record about you.',
      button: 'Add this contact',
      done: 'The contacts on record',
      doneText: (names: string) => `Your agency’s contacts are now: ${names}.`,
    },
    pace: {
      link: 'Choose how many notices you get',
      text: () => 'Which notices do you want? This is about your own mail only.',
      alone: '',
      button: 'Save',
      done: 'The notices that you get',
      all: 'Every notice',
      allHint: 'Dates, reminders, and what has happened.',
      decisions: 'Only what needs a decision',
      decisionsHint: 'Terms to accept, the renewal, deadlines, and who takes over.',
    },
    leave: {
      link: 'This is not my job any more',
      text: () =>
        'You are taken off the contacts and get no more notices. The other contacts and the people who run this program are asked who takes over.',
      alone: 'If you know who takes over, please name that person first.',
      button: 'Take me off the contacts',
      done: 'You are no longer a contact',
      doneText:
        'You get no more notices about this agreement. The others are asked who takes over. Thank you.',
      doneLast:
        'You get no more notices about this agreement. There is no other contact: the people who run this program see to it that somebody takes over. Thank you.',
    },
    link: {
      link: 'Get a new link',
      text: (address: string) => `We send it to the address that we have for you: ${address}`,
      alone: '',
      button: 'Send me a new link',
      done: 'A new link is on its way',
      doneText: (address: string) =>
        `It goes to ${address}. One link is sent per hour; if you don’t find it, look into your spam folder.`,
      sent: 'A new link was sent within the last hour',
      sentText: (address: string) =>
        `It went to ${address}. If you don’t find it, look into your spam folder; another one can be sent an hour after it.`,
    },
  },

  fields: {
    startsOn: 'First day of the term',
    startsOnHint: (first: string, last: string) => `From ${first} through ${last}`,
    answer: 'Your agency’s answer',
    reason: 'Why not (optional)',
    name: 'Full name',
    email: 'Email address',
    emailHint: (domains: string) =>
      `An address at ${domains}, or below. For any other, reply to one of our notices`,
    roles: 'What this person sees to',
    language: 'Language of the notices',
    pace: 'Notices that you get',
    people: 'Email addresses of those who have completed it',
    peopleHint: (domains: string) => `One on each line, 50 at most, each at ${domains}, or below`,
    training: 'Which training (optional)',
  },
  roles: {
    owner: 'The agreement as a whole (owner)',
    contracting: 'Contracting',
    technical: 'Technical matters',
    executive: 'Executive: asked when nobody else answers',
  },
  languages: { en: 'English', es: 'Español (Spanish)' },

  flawed: 'Please look at this again',
  flawedTitle: 'Error: ',
  flaws: {
    startsOn: 'Choose a first day that lies in the range given',
    answer: 'Choose one of the two answers',
    reason: 'Write the reason in one line of at most 200 characters and without invisible marks',
    name: 'Write a name, in one line of at most 200 characters and without invisible marks',
    email:
      'Write one email address of your agency. For any other address, reply to one of our notices: the people who run this program name that person',
    taken:
      'This is the address of a contact already, who can change what is on record by a link of their own; you can also reply to any of our notices',
    roles: 'Choose at least one',
    language: 'Choose a language',
    pace: 'Choose which notices you want',
    people: 'Write at least one email address of your agency, each on a line of its own, and 50 at most',
    training: 'Write the training in one line of at most 200 characters and without invisible marks',
  },
};
