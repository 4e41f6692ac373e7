// The sections at the end of every message: the agreement, the recipients, and where to send questions.
import type { Facts } from '../letters/facts.ts';
import type { Section } from '../letters/letter.ts';
import type { Words } from '../letters/words/words.ts';

export function aboutSection(facts: Facts, { around: { about } }: Words): Section {
  return { heading: about.heading, paragraphs: [about.what(facts), about.zone(facts)] };
}

export function recipientsSection({ allRecipients, operatorsToo }: Facts, words: Words): Section {
  const { heading, roles: roleNames, operators } = words.around.recipients;
  const named = allRecipients.map(({ name, email, roles }) => {
    const roleList = roles.length > 0 ? ` (${words.listed(roles.map((role) => roleNames[role]))})` : '';
    return `${name || email}${roleList}`;
  });
  return { heading, list: [...named, ...(operatorsToo ? [operators] : [])] };
}

export function questionsSection({ askAt }: Facts, { around }: Words): Section {
  const { heading, reply, replyOrWrite, goesTo } = around.questions;
  return { heading, paragraphs: [`${askAt ? replyOrWrite(askAt) : reply} ${goesTo}`] };
}
