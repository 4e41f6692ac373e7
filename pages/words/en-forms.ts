// The English words of the forms.

export const forms = {
  /** For each form: the link to it, its text, its button, and what is on record once it is sent. */
  forms: {
    accept: {
      link: 'Accept the terms',
      text: (agency: string) =>
        `Read the agreement above. To accept it for ${agency}, choose the first day and press the button.`,
      alone: 'Your agency does not have to accept. Nothing starts unless it does.',
      button: 'Accept the terms',
      done: 'The terms are accepted',
      doneText: (day: string, names: string) =>
        `The term starts on ${day}.${names && ` When access is ready, we send a notice to ${names}.`}`,
    },
    decline: {
      link: 'Decline the terms',
      text: (agency: string) =>
        `If ${agency} does not want this agreement, tell us here. Nothing starts, and we send no more reminders.`,
      alone: 'Your agency can ask for it again later.',
      button: 'Decline the terms',
      done: 'The terms are declined',
      doneText: 'The agreement is withdrawn, and nothing starts. Thank you for your answer.',
    },
    answer: {
      link: 'Renew or decline',
      text: (agency: string) =>
        `Does ${agency} want to renew? Either answer is fine. The agreement does not renew by itself.`,
      alone: 'To change the answer before the term ends, ask the people who run this program.',
      button: 'Send this answer',
      done: 'Your agency has answered',
      renew: 'We want to renew',
      renewHint: 'The people who run this program will tell you what they need.',
      decline: 'We do not want to renew',
      declineHint: (day: string) => `Access continues through ${day}, and then ends.`,
      asked:
        'Answer on record: your agency wants to renew. The agreement is not renewed until a notice says so.',
      renewing: 'Answer on record: the agreement is renewed.',
      declining: (day: string) => `Answer on record: not to renew. The last day of access is ${day}.`,
    },
    training: {
      link: 'Report completed training',
      text: () => 'Who completed training? We don’t send these people any reminders of it.',
      alone: '',
      button: 'Report training',
      done: 'Thank you. The training is on record',
      doneText: (count: number) =>
        `${count === 1 ? '1 person is' : `${count} people are`} on record as trained.`,
    },
    acknowledge: {
      link: 'Confirm that you got the notice',
      text: () => 'Please confirm that you got the notice. This does not commit your agency to anything.',
      alone: '',
      button: 'I got the notice',
      done: 'Thank you. Your confirmation is on record',
      doneText: '',
    },
    contact: {
      link: 'Name another contact',
      text: () =>
        'Who else should get our notices, or take over from someone? From now on, this person gets the notices and access.',
      alone: 'If you enter your own email address, your entry here replaces the one on record.',
      button: 'Add this contact',
      done: 'The contacts on record',
      doneText: (names: string) => `Your agency’s contacts are now: ${names}.`,
    },
    pace: {
      link: 'Choose which notices you get',
      text: () => 'Which notices do you want? This changes only your own mail.',
      alone: '',
      button: 'Save',
      done: 'The notices you get',
      all: 'All notices',
      allHint: 'Dates, reminders and changes.',
      decisions: 'Only notices that need a decision',
      decisionsHint: 'Terms to accept, the renewal, deadlines, and who takes over.',
    },
    leave: {
      link: 'This is no longer my job',
      text: () =>
        'We remove you from the contacts, and you get no more notices. Then we ask the other contacts and the people who run this program to find out who takes over.',
      alone: 'If you know who takes over, please name that person first.',
      button: 'Remove me from the contacts',
      done: 'You are no longer a contact',
      doneText:
        'You get no more notices about this agreement. We ask the other contacts who takes over. Thank you.',
      doneLast:
        'You get no more notices about this agreement. There is no other contact, so the people who run this program will look for someone who takes over. Thank you.',
    },
    link: {
      link: 'Get a new link',
      text: (address: string) => `We send it to your address on record: ${address}`,
      alone: '',
      button: 'Send me a new link',
      done: 'A new link is on its way',
      doneText: (address: string) =>
        `We send it to ${address}. You can get one link per hour. If you don’t find it, check your spam folder.`,
      sent: 'A new link was sent within the last hour',
      sentText: (address: string) =>
        `We sent it to ${address}. If you don’t find it, check your spam folder. You can get another one an hour after it.`,
    },
  },

  fields: {
    startsOn: 'First day of the term',
    startsOnHint: (first: string, last: string) => `From ${first} through ${last}`,
    answer: 'Your agency’s answer',
    reason: 'Reason (optional)',
    name: 'Full name',
    email: 'Email address',
    emailHint: (domains: string) =>
      `An address at ${domains} or a subdomain. To add any other address, reply to one of our notices`,
    roles: 'What this person is responsible for',
    language: 'Language of the notices',
    pace: 'Notices you get',
    people: 'Email addresses of the people who completed it',
    peopleHint: (domains: string) => `One on each line, at most 50, each at ${domains} or a subdomain`,
    training: 'Which training (optional)',
  },
  roles: {
    owner: 'The agreement as a whole (owner)',
    contracting: 'Contracting',
    technical: 'Technical questions',
    executive: 'Executive: asked when nobody else answers',
  },
  languages: { en: 'English', es: 'Español (Spanish)' },

  errorHeading: 'Please correct this',
  errorTitle: 'Error: ',
  errors: {
    startsOn: 'Choose a first day within the range',
    answer: 'Choose one of the two answers',
    reason: 'Write the reason in one line, with at most 200 characters and no invisible ones',
    name: 'Write the name in one line, with at most 200 characters and no invisible ones',
    email:
      'Write one email address at your agency. To add any other address, reply to one of our notices: the people who run this program can do it',
    taken:
      'This address belongs to another contact, who can change that entry with their own link. You can also reply to any of our notices',
    roles: 'Choose at least one',
    language: 'Choose a language',
    pace: 'Choose which notices you want',
    people: 'Write between 1 and 50 email addresses at your agency, each on its own line',
    training: 'Write the training in one line, with at most 200 characters and no invisible ones',
  },
};
